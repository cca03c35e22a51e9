//! What documents say beside types.

use crate::{Constraint, Xml};

/// What a document says about a thing besides its type. Nothing here changes the JSON of a value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// One line, CommonMark.
    pub title: Option<String>,
    /// CommonMark.
    pub description: Option<String>,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// Who sets it.
    pub access: Access,
    /// How sure the document's author is of it.
    pub provenance: Provenance,
    /// The value that absence means.
    pub default: Option<serde_json::Value>,
    /// What values must satisfy, in the order of the document.
    pub constraints: Vec<Constraint>,
    /// Values that show what it looks like.
    pub examples: Vec<serde_json::Value>,
    /// The address of further documentation.
    pub see: Option<String>,
    /// How it stands in XML. Nothing in an API without bodies of XML.
    pub xml: Option<Box<Xml>>,
}

/// Who sets a property.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// Both sides.
    #[default]
    Both,
    /// The server only (`readOnly`).
    Read,
    /// The caller only (`writeOnly`).
    Write,
}

/// How a document that was transcribed by hand knows of a thing (`x-provenance`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Provenance {
    /// The vendor documents it; or nothing is said.
    #[default]
    Documented,
    /// Only an example of the vendor shows it.
    Example,
    /// It is the transcriber's reading.
    Inferred,
}
