//! Types of other crates for string formats.

use specwright_ir::{Api, Code, Diagnostic, Diagnostics, StringFormat, Ty};

use super::{
    package::{Dependency, FormatType, TypePath},
    type_expr::TypeExpr,
};

/// Reports the entries for formats that no string of the API has.
pub(super) fn report_unused(api: &Api, formats: &[FormatType], diagnostics: &mut Diagnostics) {
    let mut used = vec![false; formats.len()];
    api.for_each_use(&mut |ty| {
        if let Ty::String(StringFormat::Other(format)) = ty {
            for (known, used) in formats.iter().zip(&mut used) {
                *used |= known.format == *format;
            }
        }
    });
    for (known, used) in formats.iter().zip(used) {
        if !used {
            let message = format!("no string of the documents has the format `{}`; remove the entry", known.format);
            diagnostics.push(Diagnostic::new(Code::ConfigUnused, message));
        }
    }
}

/// The crates that these types come from, each once.
pub(super) fn dependencies<'a>(types: impl Iterator<Item = &'a TypeExpr>, formats: &[FormatType]) -> Vec<Dependency> {
    let mut paths: Vec<TypePath> = Vec::new();
    for ty in types {
        ty.walk(&mut |ty| {
            if let TypeExpr::Foreign(path) = ty {
                paths.push(path.clone());
            }
        });
    }
    let mut dependencies = Vec::new();
    for known in formats.iter().filter(|known| paths.contains(&known.path)) {
        let FormatType { package, version, features, .. } = known;
        let foreign =
            Dependency::Foreign { package: package.clone(), version: version.clone(), features: features.clone() };
        if !dependencies.contains(&foreign) {
            dependencies.push(foreign);
        }
    }
    dependencies
}
