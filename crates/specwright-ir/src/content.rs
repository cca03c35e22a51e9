//! What bodies hold.

use crate::{Events, Facts, Origin, ParameterStyle, Ty, Xml};

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
    /// XML of a value.
    Xml(XmlBody),
    /// `application/x-www-form-urlencoded` pairs of a record.
    Form(Form),
    /// Parts, each a value or a file (RFC 2046 section 5.1). Only in requests.
    Multipart(Parts),
    /// JSON texts of this type one after the other, framed as the media type says (JSON Lines, RFC 7464).
    Lines(Ty),
    /// Server-sent events. Only in answers.
    Events(Events),
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
            Self::Json(ty) | Self::Xml(XmlBody { ty, .. }) | Self::Form(Form { ty, .. }) | Self::Lines(ty) => f(ty),
            Self::Events(events) => events.for_each_ty_mut(f),
            Self::Multipart(parts) => parts.kinds_mut().filter_map(PartKind::ty_mut).for_each(f),
            Self::Text | Self::Bytes | Self::Raw => {}
        }
    }

    /// The types of the values it carries.
    pub(crate) fn types(&self) -> Vec<&Ty> {
        match self {
            Self::Json(ty) | Self::Xml(XmlBody { ty, .. }) | Self::Form(Form { ty, .. }) | Self::Lines(ty) => vec![ty],
            Self::Events(events) => events.types(),
            Self::Multipart(parts) => parts.kinds().filter_map(PartKind::ty).collect(),
            Self::Text | Self::Bytes | Self::Raw => Vec::new(),
        }
    }

    /// The type of the value it is, if it is one value.
    pub fn ty(&self) -> Option<&Ty> {
        match self {
            Self::Json(ty) | Self::Xml(XmlBody { ty, .. }) | Self::Form(Form { ty, .. }) => Some(ty),
            Self::Lines(_) | Self::Events(_) | Self::Multipart(_) | Self::Text | Self::Bytes | Self::Raw => None,
        }
    }
}

/// A value in XML.
#[derive(Clone, Debug, PartialEq)]
pub struct XmlBody {
    /// Its type. [`Types::xml_root`](crate::Types::xml_root) says how it stands in the document.
    pub ty: Ty,
    /// What is said about its element beside what the type says.
    pub xml: Option<Box<Xml>>,
    /// Where the body is declared.
    pub origin: Origin,
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

/// The parts of a body.
#[derive(Clone, Debug, PartialEq)]
pub struct Parts {
    /// Those that have names in the document.
    pub named: Vec<Part>,
    /// What all others are, if there may be others.
    pub rest: Option<PartKind>,
}

impl Parts {
    fn kinds(&self) -> impl Iterator<Item = &PartKind> {
        self.named.iter().map(|part| &part.kind).chain(&self.rest)
    }

    fn kinds_mut(&mut self) -> impl Iterator<Item = &mut PartKind> {
        self.named.iter_mut().map(|part| &mut part.kind).chain(&mut self.rest)
    }
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
    /// A value that is written as a query parameter would be: a part for each pair, under the pair's name.
    Styled {
        /// The type, `null` stripped.
        ty: Ty,
        /// The style of a query parameter.
        style: ParameterStyle,
    },
}

impl PartKind {
    /// The type of its values; `None` for a file.
    fn ty(&self) -> Option<&Ty> {
        match self {
            Self::Value { ty, .. } | Self::Styled { ty, .. } => Some(ty),
            Self::File { .. } => None,
        }
    }

    fn ty_mut(&mut self) -> Option<&mut Ty> {
        match self {
            Self::Value { ty, .. } | Self::Styled { ty, .. } => Some(ty),
            Self::File { .. } => None,
        }
    }
}
