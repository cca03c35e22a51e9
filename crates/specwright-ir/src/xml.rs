//! What documents say about how values stand in XML, and how types so stand there.

mod definition;
mod place;
mod shape;

pub use shape::{XmlContent, XmlDefinition, XmlMember, XmlName};

/// How the values of a place stand in XML, as far as the document says it (OpenAPI "XML Object").
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Xml {
    /// What a value is in the document: an element unless it is a list.
    pub node: Option<XmlNode>,
    /// The name of the element or attribute, with what stands before a colon in it.
    pub name: Option<String>,
    /// Its namespace.
    pub namespace: Option<String>,
    /// The prefix of its name.
    pub prefix: Option<String>,
    /// The same about the items of a list, or the values of a map.
    pub inner: Option<Box<Self>>,
}

/// What a value is in an XML document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XmlNode {
    /// An element. A list is one with elements for its items inside.
    Element,
    /// An attribute.
    Attribute,
    /// Text.
    Text,
    /// A CDATA section.
    CData,
    /// Nothing itself: what is inside of it stands in its place.
    None,
}

impl Xml {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
