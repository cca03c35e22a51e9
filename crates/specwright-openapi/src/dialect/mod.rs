//! The only place that knows that OpenAPI has versions. Documents of Swagger 2.0 and OpenAPI 3.0 are raised to the shape
//! of 3.1, whose schemas are JSON Schema 2020-12.

mod encoding;
mod schema;
mod swagger;
#[cfg(test)]
mod tests;
mod walk;

use std::fmt;

use specwright_ir::{Code, Diagnostic, Diagnostics, Origin, Pointer};

use crate::kind::Kind;
use crate::link::{Moves, follow};
use crate::tree::Node;

/// A line of OpenAPI versions that is understood here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// Swagger 2.0.
    V2_0,
    /// OpenAPI 3.0.
    V3_0,
    /// OpenAPI 3.1.
    V3_1,
    /// OpenAPI 3.2.
    V3_2,
}

impl Version {
    /// The line that a version number such as `3.0.3`, `3.0.0-rc2` or `3` belongs to.
    fn from_number(text: &str) -> Option<Self> {
        let text = text.trim();
        let mut parts = text.strip_prefix(['v', 'V']).unwrap_or(text).split('.');
        let (major, minor) = (parts.next()?, parts.next().unwrap_or("0"));
        let minor = minor.split(|character: char| !character.is_ascii_digit()).next().unwrap_or_default();
        match (major, minor) {
            ("2", "0") => Some(Self::V2_0),
            ("3", "0") => Some(Self::V3_0),
            ("3", "1") => Some(Self::V3_1),
            ("3", "2") => Some(Self::V3_2),
            _ => None,
        }
    }

    /// Where a document of this version has its named schemas.
    pub(crate) fn schemas(self) -> Pointer {
        match self {
            Self::V2_0 => Pointer::root().key("definitions"),
            Self::V3_0 | Self::V3_1 | Self::V3_2 => Pointer::root().key("components").key("schemas"),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::V2_0 => "2.0",
            Self::V3_0 => "3.0",
            Self::V3_1 => "3.1",
            Self::V3_2 => "3.2",
        })
    }
}

/// Finds out what version a document says it has; `None` with a fatal diagnostic.
pub(crate) fn version(document: &Node, diagnostics: &mut Diagnostics) -> Option<Version> {
    let said = document.get("openapi").or_else(|| document.get("swagger"));
    if let Some(version) = said.and_then(Node::scalar_text).and_then(Version::from_number) {
        return Some(version);
    }
    const READ: &str = "only 2.0, 3.0, 3.1 and 3.2 are read";
    let key = if document.get("openapi").is_some() { "openapi" } else { "swagger" };
    let message = match said {
        Some(said) => {
            let what = said.scalar_text().map_or_else(|| said.kind_name().to_owned(), |text| format!("`{text}`"));
            format!("the document's `{key}` is {what}; {READ}")
        }
        None if document.as_object().is_none() => {
            format!("the document is {}, not an object with `openapi`", document.kind_name())
        }
        None => "the document has no `openapi` or `swagger`, which says the version".to_owned(),
    };
    let span = document.get(key).map_or(document.span, |node| node.span);
    let pointer = document.get(key).map_or_else(Pointer::root, |_| Pointer::root().key(key));
    diagnostics.push(Diagnostic::new(Code::VersionUnsupported, message).of(&Origin { pointer, span }));
    None
}

/// Whether schemas that are references are no nodes of XML unless they say so, as OpenAPI 3.2 has it: before that, a
/// property was an element of its name.
pub(crate) fn has_bare_references(document: &Node) -> bool {
    let said = document.get("openapi").and_then(Node::scalar_text);
    said.and_then(Version::from_number).is_some_and(|version| version >= Version::V3_2)
}

/// Raises a document to the shape of OpenAPI 3.1, together with what stands in other places than usual. Documents of
/// 3.1 and 3.2 have it already. References to what has to move for it move with it.
pub(crate) fn raise(root: &mut Node, version: Version, strays: &[(Pointer, Kind)], diagnostics: &mut Diagnostics) {
    let mut moves = Moves::default();
    match version {
        Version::V2_0 => swagger::raise(root, strays, &mut moves, diagnostics),
        Version::V3_0 => walk::document(root, strays, &mut moves, diagnostics),
        Version::V3_1 | Version::V3_2 => {}
    }
    let strays: Vec<_> = strays.iter().map(|(stray, kind)| (moves.translate(stray), *kind)).collect();
    follow(root, &moves, &strays);
}
