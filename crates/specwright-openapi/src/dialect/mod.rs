//! The only place that knows that OpenAPI has versions. Documents of 3.0 are raised to the shape of 3.1, whose schemas
//! are JSON Schema 2020-12.

mod schema;
#[cfg(test)]
mod tests;
mod walk;

use std::fmt;

use specwright_ir::{Code, Diagnostic, Diagnostics, Origin, Pointer};

use crate::tree::Node;

/// A line of OpenAPI versions that is understood here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// OpenAPI 3.0.
    V3_0,
    /// OpenAPI 3.1.
    V3_1,
    /// OpenAPI 3.2.
    V3_2,
}

impl Version {
    /// The line that a version number such as `3.0.3` belongs to.
    fn from_number(text: &str) -> Option<Self> {
        let (major, rest) = text.split_once('.')?;
        let minor = rest.split_once('.').map_or(rest, |(minor, _)| minor);
        match (major, minor) {
            ("3", "0") => Some(Self::V3_0),
            ("3", "1") => Some(Self::V3_1),
            ("3", "2") => Some(Self::V3_2),
            _ => None,
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::V3_0 => "3.0",
            Self::V3_1 => "3.1",
            Self::V3_2 => "3.2",
        })
    }
}

/// Finds out what version a document says it has; `None` with a fatal diagnostic.
pub(crate) fn version(document: &Node, diagnostics: &mut Diagnostics) -> Option<Version> {
    let said = document.get("openapi");
    if let Some(version) = said.and_then(Node::scalar_text).and_then(Version::from_number) {
        return Some(version);
    }
    const SWAGGER: &str = "this is a Swagger document; only OpenAPI 3.0, 3.1 and 3.2 are read";
    let (key, message) = match (said, document.get("swagger")) {
        (Some(said), _) => {
            let what = said.scalar_text().map_or_else(|| said.kind_name().to_owned(), |text| format!("`{text}`"));
            ("openapi", format!("the document's `openapi` is {what}; only 3.0, 3.1 and 3.2 are read"))
        }
        (None, Some(_)) => ("swagger", SWAGGER.to_owned()),
        (None, None) if document.as_object().is_none() => {
            ("", format!("the document is {}, not an object with `openapi`", document.kind_name()))
        }
        (None, None) => ("openapi", "the document has no `openapi`, which says the version".to_owned()),
    };
    let span = document.get(key).map_or(document.span, |node| node.span);
    let pointer = document.get(key).map_or_else(Pointer::root, |_| Pointer::root().key(key));
    diagnostics.push(Diagnostic::new(Code::VersionUnsupported, message).of(&Origin { pointer, span }));
    None
}

/// Raises a document to the shape of OpenAPI 3.1. Documents of 3.1 and 3.2 have it already.
pub(crate) fn raise(root: &mut Node, version: Version, diagnostics: &mut Diagnostics) {
    if version == Version::V3_0 {
        walk::document(root, diagnostics);
    }
}
