//! The shared vocabulary of Specwright's stages.
//!
//! [`Api`] is the language-free model of one API: operations, types, servers and security schemes. It knows neither
//! OpenAPI nor Rust. Beside it stand the things every stage needs to speak about a document: [`Sources`], [`Span`],
//! [`Pointer`] and [`Diagnostic`].

#![warn(missing_docs)]

mod api;
mod code;
mod constraint;
mod content;
mod diagnostic;
mod dissolve;
mod dump;
mod events;
mod facts;
mod lines;
mod operation;
mod pagination;
mod patch;
mod pointer;
mod share;
mod source;
mod table;
mod types;
mod xml;

pub use api::{Api, Credential, CredentialKind, Flow, FlowKind, Group, Info, Server, ServerTemplate, ServerVariable};
pub use code::{Code, Severity};
pub use constraint::Constraint;
pub use content::{Content, Encoding, Form, Format, Part, PartKind, Parts, XmlBody};
pub use diagnostic::{Diagnostic, Diagnostics, Related};
pub use events::{EventAlternative, EventData, EventKind, Events, NamedEvents};
pub use facts::{Access, Facts, Provenance};
pub use operation::{
    Body, HeaderStyle, Link, Operation, Parameter, ParameterStyle, Place, Response, ResponseHeader, Scopes,
    StatusPattern, Webhook,
};
pub use pagination::{Cursor, PageArgument, Pagination, Total, Turn};
pub use pointer::{Origin, Pointer};
pub use source::{FileId, LineColumn, Source, Sources, Span};
pub use table::{NameHint, TypeDef, TypeId, Types};
pub use types::{
    Enum, EnumValue, EnumWire, Field, IntWidth, NumberFormat, Presence, Record, Rest, Shape, StringFormat, Tag, Ty,
    Union, Variant,
};
pub use xml::{Xml, XmlContent, XmlDefinition, XmlMember, XmlName, XmlNode};
