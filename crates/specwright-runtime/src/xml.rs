//! Bodies of XML (OpenAPI "XML Object").
//!
//! XML is a second syntax for the values that JSON says: an [`Xml`] tells where each property of a value stands in
//! a document, and what its text is in JSON. Generated crates hold one for
//! each body of XML.

mod characters;
mod document;
mod encoding;
mod read;
#[cfg(test)]
mod tests;
mod write;

use serde_core::Serialize;
use serde_core::de::DeserializeOwned;

use crate::answer::Answer;
use crate::decode::Problem;
use crate::error::Failure;
use crate::invalid::InvalidRequest;
use crate::writer::RequestWriter;

/// An element: its name and what it holds.
#[derive(Clone, Copy, Debug)]
pub struct Xml {
    /// Its name as the root of a document.
    pub name: Name,
    /// What stands inside of it.
    pub content: Content,
}

/// The name of an element or attribute.
#[derive(Clone, Copy, Debug)]
pub enum Name {
    /// A name without a namespace of its own. It is read in any namespace.
    Local(&'static str),
    /// A namespace that is the default one inside of the element, and a name. Not for attributes.
    In(&'static str, &'static str),
    /// A prefix, its namespace, and a name.
    Prefixed(&'static str, &'static str, &'static str),
}

/// What an element holds.
#[derive(Clone, Copy, Debug)]
pub enum Content {
    /// A string, every character of it.
    Text,
    /// A string that has no white space around it: a date, the value of an enum.
    Token,
    /// A string of base64, whose white space says nothing.
    Base64,
    /// A number.
    Number,
    /// A truth value.
    Boolean,
    /// Any value: text is a string, attributes (`@name`) and elements are the properties of an object, elements of the same
    /// name are a list.
    Any,
    /// An object of these properties. Others are passed over.
    Record(&'static [(&'static str, Node)]),
    /// An object of these properties and of others, each an element with its name.
    Open(&'static [(&'static str, Node)], &'static Content),
    /// An object whose keys are the names of elements.
    Map(&'static Content),
    /// A list of elements of this name.
    List(Name, &'static Content),
    /// One of several objects.
    Tagged(&'static Tagged),
    /// Something, or `null`, which is `xsi:nil="true"`.
    Nullable(&'static Content),
    /// The same as another one.
    Of(&'static Content),
}

/// Where a property of an object stands.
#[derive(Clone, Copy, Debug)]
pub enum Node {
    /// In an attribute. `null` is no attribute.
    Attribute(Name, Content),
    /// In an element.
    Element(Name, Content),
    /// A list: in elements of this name. None of them is an empty list.
    Items(Name, Content),
    /// The same, where none of them is no list.
    OptionalItems(Name, Content),
    /// In the text of the object's element.
    Text(Content),
    /// In a CDATA section of the object's element.
    CData(Content),
    /// The properties of an object, among those of this one.
    Inside(Content),
}

/// The properties of an object, and where each stands.
type Members = &'static [(&'static str, Node)];

/// One of several objects, told apart by a property.
#[derive(Clone, Copy, Debug)]
pub struct Tagged {
    /// The property.
    pub property: &'static str,
    /// Where it stands.
    pub node: Node,
    /// The objects, each with the values of the property that mean it.
    pub variants: &'static [(&'static [&'static str], Content)],
    /// What an absent or unknown value means. Without it such an object is kept as [any value](Content::Any).
    pub fallback: Option<Content>,
}

impl Name {
    pub(crate) fn local(&self) -> &'static str {
        match self {
            Self::Local(local) | Self::In(_, local) | Self::Prefixed(_, _, local) => local,
        }
    }

    pub(crate) fn namespace(&self) -> Option<&'static str> {
        match self {
            Self::Local(_) => None,
            Self::In(namespace, _) | Self::Prefixed(_, namespace, _) => Some(namespace),
        }
    }
}

impl Content {
    /// The properties of an object that always has the same.
    fn members(&self) -> Option<(Members, Option<&'static Content>)> {
        match self {
            Self::Record(members) => Some((members, None)),
            Self::Open(members, rest) => Some((members, Some(rest))),
            Self::Of(content) | Self::Nullable(content) => content.members(),
            _ => None,
        }
    }

    /// What tells several objects apart.
    fn tagged(&self) -> Option<&'static Tagged> {
        match self {
            Self::Tagged(tagged) => Some(tagged),
            Self::Of(content) | Self::Nullable(content) => content.tagged(),
            _ => None,
        }
    }

    fn is_nullable(&self) -> bool {
        matches!(self, Self::Nullable(_))
    }
}

impl RequestWriter {
    /// A body of XML, in UTF-8.
    ///
    /// # Errors
    /// When the body holds what XML cannot say: a control character, or a key that is no name.
    pub fn xml<T: Serialize + ?Sized>(&mut self, media_type: &str, xml: &Xml, body: &T) -> Result<(), InvalidRequest> {
        let text = write::document(xml, body)
            .map_err(|reason| InvalidRequest::new(format!("the body cannot be written as XML: {reason}")))?;
        self.text(media_type, &text)
    }
}

impl Answer {
    /// A body of XML. Documents with a DTD are refused, so there are no entities but those of XML itself.
    ///
    /// # Errors
    /// When the body is not XML or does not fit the type.
    pub fn xml<T: DeserializeOwned, E>(&self, xml: &Xml) -> Result<T, Failure<E>> {
        self.decode_xml(xml).map_err(Failure::undecoded)
    }

    /// A declared error with a body of XML.
    ///
    /// # Errors
    /// Always: the declared error, or that the body does not fit it.
    pub fn error_xml<B: DeserializeOwned, E, T>(&self, xml: &Xml, wrap: impl FnOnce(B) -> E) -> Result<T, Failure<E>> {
        Err(Failure::declared(self.decode_xml(xml).map(wrap)))
    }

    fn decode_xml<T: DeserializeOwned>(&self, xml: &Xml) -> Result<T, Problem> {
        let text = encoding::text(self.body(), self.headers())?;
        let json = read::json(xml, &document::parse(&text)?)?;
        serde_json::from_str(&json).map_err(|error| Problem::json(&error, json.as_bytes()).without_line())
    }
}
