//! The models crate.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    EmitError, check, enumeration, manifest, record, rust_file, rust_files,
    tokens::{Within, docs, grouped, ty, uses, value_name},
    union,
};
use crate::{
    FileSet,
    names::Name,
    plan::{ModelsPlan, ModulePlan, TypeExpr, TypePlan},
};

pub(super) fn emit(plan: &ModelsPlan) -> Result<FileSet, EmitError> {
    let mut files = FileSet::default();
    files.add(("Cargo.toml".to_owned(), manifest::manifest(&plan.package, &plan.source)));
    files.add(("README.md".to_owned(), manifest::readme(&plan.package, &plan.source, &plan.docs, &[])));
    files.add(rust_file("src/lib.rs", &plan.source, lib(plan))?);
    let modules = rust_files(&plan.source, &plan.modules, |module| {
        (format!("src/{}.rs", module.name.plain()), module_items(module))
    })?;
    modules.into_iter().for_each(|file| files.add(file));
    Ok(files)
}

fn lib(plan: &ModelsPlan) -> Vec<TokenStream> {
    let lines = &plan.docs;
    let mut items = vec![quote!(#(#![doc = #lines])*)];
    items.extend(plan.modules.iter().map(|ModulePlan { name, .. }| quote!(mod #name;)));
    items.extend(plan.modules.iter().filter_map(|ModulePlan { name, types, .. }| {
        let mut names: Vec<&Name> = types.iter().map(TypePlan::name).collect();
        names.sort();
        grouped(quote!(pub use #name), &names)
    }));
    let imports: BTreeSet<_> = plan.modules.iter().flat_map(|module| &module.imports).collect();
    let values: Vec<TokenStream> = imports.into_iter().filter_map(value_name).collect();
    let validate = plan.validate.then(|| quote!(Validate));
    let values: Vec<TokenStream> = values.into_iter().chain(validate).collect();
    items.extend(grouped(quote!(pub use specwright_values), &values));
    items
}

fn module_items(module: &ModulePlan) -> Vec<TokenStream> {
    let mut items = uses(&module.imports);
    for ty in &module.types {
        match ty {
            TypePlan::Record(plan) => items.extend(record::emit(plan)),
            TypePlan::Enum(plan) => items.extend(enumeration::emit(plan)),
            TypePlan::Union(plan) => items.extend(union::emit(plan)),
            TypePlan::Alias { name, docs, ty } => items.push(alias(name, docs, ty)),
        }
    }
    items.extend(module.checks.iter().map(check::emit));
    items
}

fn alias(name: &Name, lines: &[String], expr: &TypeExpr) -> TokenStream {
    let docs = docs(lines);
    let ty = ty(expr, Within::Models);
    quote!(#docs pub type #name = #ty;)
}
