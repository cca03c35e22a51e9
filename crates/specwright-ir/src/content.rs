//! What bodies hold.

use crate::{Facts, Origin, ParameterStyle, Ty};

/// What a body holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The media type, as sent in `Content-Type` or expected in an answer.
    pub media_type: String,
    /// How its bytes are made or read.
    pub format: Format,
}

/// How the bytes of a body are made or read.
#[derive(Clone, Debug, PartialEq)]
pub enum Format {
    /// JSON text of a value.
    Json(Ty),
    /// `application/x-www-form-urlencoded` pairs of a record.
    Form(Form),
    /// Parts, each a value or a file (RFC 2046 section 5.1). Only in requests.
    Multipart(Vec<Part>),
    /// JSON texts of this type one after the other, framed as the media type says (JSON Lines, RFC 7464).
    Lines(Ty),
    /// Server-sent events whose data are values of this type: JSON, unless it is a plain string. Only in answers.
    Events(Ty),
    /// UTF-8 text.
    Text,
    /// Any bytes.
    Bytes,
    /// Any bytes, under a media type that comes with them. Only in requests: an answer always names its media type.
    Raw,
}

impl Format {
    /// Calls `f` with the type of every value it carries.
    pub fn for_each_ty(&self, f: &mut dyn FnMut(&Ty)) {
        self.types().into_iter().for_each(f);
    }

    /// The same, to change them.
    pub(crate) fn for_each_ty_mut(&mut self, f: &mut dyn FnMut(&mut Ty)) {
        match self {
            Self::Json(ty) | Self::Form(Form { ty, .. }) | Self::Lines(ty) | Self::Events(ty) => f(ty),
            Self::Multipart(parts) => parts.iter_mut().for_each(|part| match &mut part.kind {
                PartKind::Value { ty, .. } => f(ty),
                PartKind::File { .. } => {}
            }),
            Self::Text | Self::Bytes | Self::Raw => {}
        }
    }

    /// The types of the values it carries.
    pub(crate) fn types(&self) -> Vec<&Ty> {
        match self {
            Self::Json(ty) | Self::Form(Form { ty, .. }) | Self::Lines(ty) | Self::Events(ty) => vec![ty],
            Self::Multipart(parts) => parts.iter().filter_map(Part::ty).collect(),
            Self::Text | Self::Bytes | Self::Raw => Vec::new(),
        }
    }

    /// The type of the value it is, if it is one value.
    pub fn ty(&self) -> Option<&Ty> {
        match self {
            Self::Json(ty) | Self::Form(Form { ty, .. }) => Some(ty),
            Self::Lines(_) | Self::Events(_) | Self::Multipart(_) | Self::Text | Self::Bytes | Self::Raw => None,
        }
    }
}

/// A form of pairs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The record whose properties are the pairs.
    pub ty: Ty,
    /// The properties that are not written as forms usually are (OpenAPI "Encoding Object").
    pub encodings: Vec<Encoding>,
}

/// How one property of a form is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoding {
    /// The property.
    pub wire: String,
    /// As a query parameter of this style; `None`: as usual.
    pub style: Option<ParameterStyle>,
    /// Whether characters that URIs reserve are sent as they are.
    pub allow_reserved: bool,
}

/// One part of a body of several, or several of the same name.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its name.
    pub wire: String,
    /// Whether a body without it is wrong.
    pub required: bool,
    /// What it is.
    pub kind: PartKind,
    /// Prose, default, constraints.
    pub facts: Facts,
    /// Where it is declared.
    pub origin: Origin,
}

impl Part {
    /// The type of its values; `None` for a file.
    fn ty(&self) -> Option<&Ty> {
        match &self.kind {
            PartKind::Value { ty, .. } => Some(ty),
            PartKind::File { .. } => None,
        }
    }
}

/// What a part is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// Bytes, with a media type and maybe a file name.
    File {
        /// Whether there may be several of the same name.
        several: bool,
        /// The media type, unless the caller says another one; `None` where the document leaves it open.
        media_type: Option<String>,
    },
    /// A value; a list is a part for each of its items.
    Value {
        /// The type, `null` stripped.
        ty: Ty,
        /// The media type, where the document says one: a media type of JSON makes one part of any value.
        media_type: Option<String>,
    },
}
