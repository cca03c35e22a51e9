//! Where a value stands in XML: what documents say of it, put together with its type.

use super::{Xml, XmlContent, XmlMember, XmlName, XmlNode};
use crate::{EnumWire, NameHint, Shape, StringFormat, Ty, TypeDef, Types};

/// Further names for the same type than anybody gives.
pub(super) const MOST_NAMES: usize = 64;

/// Why something cannot stand in XML.
pub(super) type Found<T> = Result<T, String>;

/// A place that a value stands in.
pub(super) struct Place<'t> {
    /// What is said about it, the nearest first. Never empty where something is said.
    pub(super) said: Vec<&'t Xml>,
    /// The name it has when none is said.
    pub(super) inferred: Option<&'t str>,
    /// What is said about the object it is a property of.
    pub(super) owner: Option<&'t Xml>,
    pub(super) ty: &'t Ty,
    pub(super) nullable: bool,
    /// Whether the type itself says that it is no node.
    pub(super) is_none: bool,
}

impl Place<'_> {
    /// What it holds, `null` included where that is allowed.
    fn nullable(&self, content: XmlContent) -> XmlContent {
        match content {
            XmlContent::Any => XmlContent::Any,
            content if self.nullable => XmlContent::Nullable(Box::new(content)),
            content => content,
        }
    }
}

impl Types {
    /// What the values of a map hold.
    pub(super) fn value(&self, ty: &Ty, said: Option<&Xml>) -> Found<XmlContent> {
        let place = self.place(ty, said, Some("value"), None)?;
        match self.member(&place, true)? {
            XmlMember::Element(_, content) => Ok(content),
            _ => Err("the values of a map are no elements".to_owned()),
        }
    }

    /// Puts together what is said about a use of a type and about the type itself.
    pub(super) fn place<'t>(
        &'t self,
        ty: &'t Ty,
        said: Option<&'t Xml>,
        inferred: Option<&'t str>,
        owner: Option<&'t Xml>,
    ) -> Found<Place<'t>> {
        let mut place =
            Place { said: said.into_iter().collect(), inferred, owner, ty, nullable: false, is_none: false };
        for _ in 0..MOST_NAMES {
            match place.ty {
                Ty::Nullable(inner) => {
                    place.ty = inner.as_ref();
                    place.nullable = true;
                }
                Ty::Named(id) => {
                    let definition = self.get(*id).ok_or("it has an unknown type")?;
                    let own = definition.facts.xml.as_deref();
                    // The place itself is no node: that of its type is the one.
                    let is_none = place.said.first().is_some_and(|said| said.node == Some(XmlNode::None));
                    if is_none && !matches!(definition.hint, NameHint::Member { .. }) {
                        place.said.clear();
                        place.inferred = component(definition).or(place.inferred);
                        place.owner = None;
                    }
                    place.inferred = place.inferred.or(component(definition));
                    place.said.extend(own);
                    place.is_none = own.is_some_and(|own| own.node == Some(XmlNode::None));
                    match &definition.shape {
                        Shape::Alias(behind) => place.ty = behind,
                        _ => return Ok(place),
                    }
                }
                _ => return Ok(place),
            }
        }
        Err("its type has too many names".to_owned())
    }

    /// Where a value stands.
    pub(super) fn member(&self, place: &Place<'_>, required: bool) -> Found<XmlMember> {
        let node = place.said.iter().find_map(|said| said.node);
        let name = || self.name(&place.said, place.inferred, place.owner);
        if let Ty::List(item) = place.ty {
            return match node {
                None | Some(XmlNode::None) => {
                    let (name, content) = self.item(item, place, place.inferred)?;
                    Ok(XmlMember::Items { name, content, required })
                }
                Some(XmlNode::Element) => {
                    let (name, content) = self.wrapped(item, place)?;
                    Ok(XmlMember::Element(name, content))
                }
                Some(_) => Err("a list is neither text nor an attribute".to_owned()),
            };
        }
        let content = place.nullable(self.content(place)?);
        let is_scalar = !matches!(content.bare(), XmlContent::Definition(_) | XmlContent::Map(_));
        match node {
            None | Some(XmlNode::Element) => Ok(XmlMember::Element(name()?, content)),
            Some(XmlNode::None) if is_scalar => Ok(XmlMember::Text(content)),
            Some(XmlNode::None) if place.is_none && matches!(content.bare(), XmlContent::Definition(_)) => {
                Ok(XmlMember::Inside(content))
            }
            Some(XmlNode::None) => {
                Err("the keys of a map would be elements among those of other properties".to_owned())
            }
            Some(_) if !is_scalar => Err("an object is neither text nor an attribute".to_owned()),
            Some(XmlNode::Text) => Ok(XmlMember::Text(content)),
            Some(XmlNode::CData) => Ok(XmlMember::CData(content)),
            Some(XmlNode::Attribute) => {
                let name = name()?;
                if name.namespace.is_some() && name.prefix.is_none() {
                    return Err(format!("attribute `{}` has a namespace without a prefix", name.local));
                }
                Ok(XmlMember::Attribute(name, content))
            }
        }
    }

    /// A list in an element of its own.
    pub(super) fn wrapped(&self, item: &Ty, place: &Place<'_>) -> Found<(XmlName, XmlContent)> {
        let name = self.name(&place.said, place.inferred, place.owner)?;
        let (item, content) = self.item(item, place, Some(&name.local))?;
        Ok((name, place.nullable(XmlContent::List(item, Box::new(content)))))
    }

    /// The name of the items of a list, and what they hold.
    fn item(&self, item: &Ty, list: &Place<'_>, inferred: Option<&str>) -> Found<(XmlName, XmlContent)> {
        let said = list.said.iter().find_map(|said| said.inner.as_deref());
        let place = self.place(item, said, inferred, list.owner)?;
        match self.member(&place, true)? {
            XmlMember::Element(name, content) => Ok((name, content)),
            XmlMember::Items { .. } => Err("a list directly inside of a list has no elements".to_owned()),
            _ => Err("the items of a list are no elements".to_owned()),
        }
    }

    /// What an element holds that has a value of this type.
    fn content(&self, place: &Place<'_>) -> Found<XmlContent> {
        match place.ty {
            Ty::Any => Ok(XmlContent::Any),
            Ty::Boolean => Ok(XmlContent::Boolean),
            Ty::Integer(_) | Ty::Number(_) => Ok(XmlContent::Number),
            Ty::Quoted(_) => Ok(XmlContent::Token),
            Ty::String(StringFormat::Plain | StringFormat::Secret | StringFormat::Other(_)) => Ok(XmlContent::Text),
            Ty::String(StringFormat::Base64 | StringFormat::Base64Url) => Ok(XmlContent::Base64),
            Ty::String(_) => Ok(XmlContent::Token),
            Ty::Map(value) => {
                let said = place.said.iter().find_map(|said| said.inner.as_deref());
                Ok(XmlContent::Map(Box::new(self.value(value, said)?)))
            }
            Ty::Named(id) => match self.get(*id).map(|definition| &definition.shape) {
                Some(Shape::Record(_)) => Ok(XmlContent::Definition(*id)),
                Some(Shape::Enum(enumeration)) => scalars(enumeration.values.iter().map(|value| of_value(&value.wire)))
                    .ok_or_else(|| "an enum has values of several types".to_owned()),
                Some(Shape::Union(union)) if union.tag.is_none() => {
                    let variants = union.variants.iter().map(|variant| self.scalar(&variant.ty));
                    scalars(variants).ok_or_else(|| "nothing tells alternatives apart in XML".to_owned())
                }
                Some(Shape::Union(_)) => Ok(XmlContent::Definition(*id)),
                Some(Shape::Alias(_)) | None => Err("it has an unknown type".to_owned()),
            },
            Ty::Tuple(_) => Err("lists with a type for each place have no form in XML here".to_owned()),
            Ty::List(_) | Ty::Nullable(_) => Err("a list directly inside of a list has no elements".to_owned()),
        }
    }

    /// What an element holds that has one of several scalars; `None` for anything else.
    fn scalar(&self, ty: &Ty) -> Option<XmlContent> {
        let place = self.place(ty, None, None, None).ok().filter(|place| !place.nullable)?;
        // A union inside of a union is not looked into: such circles have no end.
        if let Ty::Named(id) = place.ty
            && !matches!(self.get(*id).map(|definition| &definition.shape), Some(Shape::Enum(_)))
        {
            return None;
        }
        if matches!(place.ty, Ty::Any | Ty::Map(_) | Ty::List(_) | Ty::Tuple(_)) {
            return None;
        }
        self.content(&place).ok()
    }

    /// The name that is said, or else the one that is inferred.
    pub(super) fn name(&self, said: &[&Xml], inferred: Option<&str>, owner: Option<&Xml>) -> Found<XmlName> {
        let text = said.iter().find_map(|said| said.name.as_deref()).or(inferred);
        let text = text.ok_or("an element has no name")?;
        let (before, local) = text.split_once(':').map_or((None, text), |(before, local)| (Some(before), local));
        let space = said.iter().find(|said| said.prefix.is_some() || said.namespace.is_some());
        let filled = |text: &&str| !text.is_empty();
        let prefix = space.and_then(|said| said.prefix.as_deref()).filter(filled).or(before);
        let mut namespace = space.and_then(|said| said.namespace.as_deref()).filter(filled);
        if let (Some(prefix), None) = (prefix, namespace) {
            let owner = owner.filter(|owner| owner.prefix.as_deref() == Some(prefix));
            namespace = owner.and_then(|owner| owner.namespace.as_deref());
            if prefix == "xml" {
                namespace = Some("http://www.w3.org/XML/1998/namespace");
            }
            if namespace.is_none() {
                return Err(format!("prefix `{prefix}` has no namespace"));
            }
        }
        for name in prefix.into_iter().chain([local]) {
            if !is_name(name) {
                return Err(format!("`{name}` is no name in XML"));
            }
        }
        if prefix == Some("xmlns") || (prefix.is_none() && local == "xmlns") {
            return Err(format!("`{text}` declares a namespace"));
        }
        let owned = |text: &str| text.to_owned();
        Ok(XmlName { local: local.to_owned(), namespace: namespace.map(owned), prefix: prefix.map(owned) })
    }
}

fn component(definition: &TypeDef) -> Option<&str> {
    match &definition.hint {
        NameHint::Component(name) => Some(name),
        NameHint::Member { .. } | NameHint::Operation { .. } => None,
    }
}

/// What all of these are, where text says which value it is.
fn scalars(mut all: impl Iterator<Item = Option<XmlContent>>) -> Option<XmlContent> {
    let first = all.next()??;
    all.try_fold(first, |one, other| match (one, other?) {
        (one, other) if one == other => Some(one),
        // What is text has the characters of the other one too.
        (XmlContent::Text | XmlContent::Token, XmlContent::Text | XmlContent::Token) => Some(XmlContent::Text),
        _ => None,
    })
}

fn of_value(wire: &EnumWire) -> Option<XmlContent> {
    match wire {
        EnumWire::String(text) if text.trim() == text => Some(XmlContent::Token),
        EnumWire::String(_) => Some(XmlContent::Text),
        EnumWire::Integer(_) => Some(XmlContent::Number),
        EnumWire::Json(serde_json::Value::Number(_)) => Some(XmlContent::Number),
        EnumWire::Json(serde_json::Value::Bool(_)) => Some(XmlContent::Boolean),
        EnumWire::Json(_) => None,
    }
}

/// Whether a text is a name without a prefix (Namespaces in XML 1.0, `NCName`).
fn is_name(text: &str) -> bool {
    let begins = |character: char| {
        matches!(character,
            'A'..='Z' | '_' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
            | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}'
            | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
            | '\u{10000}'..='\u{effff}')
    };
    let continues = |character: char| {
        begins(character)
            || matches!(character,
                '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
    };
    text.chars().next().is_some_and(begins) && text.chars().all(continues)
}
