//! How types stand in XML.

use crate::TypeId;

/// A name in XML.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct XmlName {
    /// The name without its prefix.
    pub local: String,
    /// The namespace it is in; `None` for whichever it stands in.
    pub namespace: Option<String>,
    /// The prefix it is written with; never without a namespace.
    pub prefix: Option<String>,
}

/// What stands inside of an element, or an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum XmlContent {
    /// Text, character for character.
    Text,
    /// Text that has no white space around it.
    Token,
    /// Text of base64.
    Base64,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// Any value.
    Any,
    /// The elements of a list.
    List(XmlName, Box<XmlContent>),
    /// Elements whose names are data.
    Map(Box<XmlContent>),
    /// That, or `null`.
    Nullable(Box<XmlContent>),
    /// What `Types::xml_definition` says of it.
    Definition(TypeId),
}

/// Where a property stands in the element of its object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum XmlMember {
    /// In an attribute.
    Attribute(XmlName, XmlContent),
    /// In an element.
    Element(XmlName, XmlContent),
    /// In an element for each item.
    Items {
        /// The name of the elements.
        name: XmlName,
        /// What each holds.
        content: XmlContent,
        /// Whether the property must be there, so that none is an empty list.
        required: bool,
    },
    /// In the text.
    Text(XmlContent),
    /// In a CDATA section.
    CData(XmlContent),
    /// Its own properties stand among those of the object.
    Inside(XmlContent),
}

/// How a definition stands in XML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum XmlDefinition {
    /// An object.
    Record {
        /// Its properties.
        members: Vec<(String, XmlMember)>,
        /// What the properties without a name of their own hold.
        rest: Option<XmlContent>,
    },
    /// One of several objects.
    Union {
        /// The property that tells them apart.
        property: String,
        /// Where it stands.
        member: XmlMember,
        /// The values of the property and what they mean.
        variants: Vec<(Vec<String>, XmlContent)>,
        /// What an absent or unknown value means.
        fallback: Option<XmlContent>,
    },
}

impl XmlDefinition {
    /// Calls `f` with everything that stands directly in it.
    pub fn for_each_content(&self, f: &mut dyn FnMut(&XmlContent)) {
        match self {
            Self::Record { members, rest } => {
                members.iter().for_each(|(_, member)| f(member.content()));
                rest.iter().for_each(f);
            }
            Self::Union { member, variants, fallback, .. } => {
                f(member.content());
                variants.iter().for_each(|(_, content)| f(content));
                fallback.iter().for_each(f);
            }
        }
    }
}

impl XmlMember {
    /// What the property holds, or each of its items.
    pub fn content(&self) -> &XmlContent {
        match self {
            Self::Attribute(_, content)
            | Self::Element(_, content)
            | Self::Items { content, .. }
            | Self::Text(content)
            | Self::CData(content)
            | Self::Inside(content) => content,
        }
    }
}

impl XmlContent {
    /// The definition that stands in it, at whatever depth.
    pub(super) fn definition(&self) -> Option<TypeId> {
        match self {
            Self::Definition(id) => Some(*id),
            Self::List(_, inner) | Self::Map(inner) | Self::Nullable(inner) => inner.definition(),
            _ => None,
        }
    }

    /// The same without `null`.
    pub(super) fn bare(&self) -> &Self {
        match self {
            Self::Nullable(inner) => inner,
            other => other,
        }
    }
}
