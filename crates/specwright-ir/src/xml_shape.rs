//! How types stand in XML: what documents say of it, put together with the types.

use std::collections::BTreeSet;

use crate::{
    EnumWire, Facts, Field, NameHint, Presence, Record, Rest, Shape, StringFormat, Ty, TypeDef, TypeId, Types, Union,
    Xml, XmlNode,
};

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
    /// What [`Types::xml_definition`] says of it.
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

/// Further names for the same type than anybody gives.
const MOST_NAMES: usize = 64;

/// Why something cannot stand in XML.
type Found<T> = Result<T, String>;

/// A place that a value stands in.
struct Place<'t> {
    /// What is said about it, the nearest first. Never empty where something is said.
    said: Vec<&'t Xml>,
    /// The name it has when none is said.
    inferred: Option<&'t str>,
    /// What is said about the object it is a property of.
    owner: Option<&'t Xml>,
    ty: &'t Ty,
    nullable: bool,
    /// Whether the type itself says that it is no node.
    is_none: bool,
}

impl Types {
    /// The root element of documents that hold values of a type.
    ///
    /// # Errors
    /// When they cannot be written or read, with the reason.
    pub fn xml_root(&self, ty: &Ty, said: Option<&Xml>) -> Result<(XmlName, XmlContent), String> {
        let place = self.place(ty, said, None, None)?;
        let is_named = place.said.iter().any(|said| said.name.is_some());
        match self.member(&place, true)? {
            XmlMember::Element(name, content) => {
                let is_object =
                    matches!(bare(&content), XmlContent::Definition(_) | XmlContent::Map(_) | XmlContent::List(..));
                // A text without a name of its own is more likely a document that somebody has written.
                if !is_object && !is_named {
                    return Err("its root element has no name".to_owned());
                }
                Ok((name, content))
            }
            _ => Err("it has no root element".to_owned()),
        }
    }

    /// The definitions that stand in documents with this root, the nearest first.
    ///
    /// # Errors
    /// When one of them cannot be written or read, with the reason.
    pub fn xml_definitions(&self, root: &XmlContent) -> Result<Vec<(TypeId, XmlDefinition)>, String> {
        let mut next: Vec<TypeId> = inner_definition(root).into_iter().collect();
        let mut seen: BTreeSet<TypeId> = next.iter().copied().collect();
        let mut found = Vec::new();
        while !next.is_empty() {
            let mut further = Vec::new();
            for id in next {
                let definition = self.xml_definition(id)?;
                definition.for_each_content(&mut |content| {
                    further.extend(inner_definition(content).filter(|id| seen.insert(*id)));
                });
                found.push((id, definition));
            }
            next = further;
        }
        for (id, definition) in &found {
            self.check_names(*id, definition)?;
        }
        Ok(found)
    }

    /// How one definition stands in XML.
    ///
    /// # Errors
    /// When it cannot, with the reason.
    fn xml_definition(&self, id: TypeId) -> Found<XmlDefinition> {
        let definition = self.get(id).ok_or("it has an unknown type")?;
        let in_definition = |reason: String| format!("{}: {reason}", self.label(id));
        match &definition.shape {
            Shape::Record(record) => self.xml_record(record, &definition.facts).map_err(in_definition),
            Shape::Union(union) => self.xml_union(union, &definition.facts).map_err(in_definition),
            Shape::Enum(_) | Shape::Alias(_) => Err("it has an unknown type".to_owned()),
        }
    }

    fn xml_record(&self, record: &Record, facts: &Facts) -> Found<XmlDefinition> {
        let mut members = Vec::new();
        for field in &record.fields {
            let member = self.xml_field(field, facts.xml.as_deref());
            members
                .push((field.wire.clone(), member.map_err(|reason| format!("property `{}`: {reason}", field.wire))?));
        }
        let inner = facts.xml.as_ref().and_then(|xml| xml.inner.as_deref());
        let rest = match &record.rest {
            Rest::Kept(ty) => Some(self.value(ty, inner)?),
            Rest::Ignored | Rest::Closed => None,
        };
        Ok(XmlDefinition::Record { members, rest })
    }

    fn xml_field(&self, field: &Field, owner: Option<&Xml>) -> Found<XmlMember> {
        let place = self.place(&field.ty, field.facts.xml.as_deref(), Some(&field.wire), owner)?;
        self.member(&place, field.presence == Presence::Required)
    }

    fn xml_union(&self, union: &Union, facts: &Facts) -> Found<XmlDefinition> {
        let Some(tag) = &union.tag else {
            return Err("nothing tells its alternatives apart in XML".to_owned());
        };
        let mut member: Option<XmlMember> = None;
        let mut variants = Vec::new();
        for variant in &union.variants {
            let place = self.place(&variant.ty, None, None, None)?;
            let (Ty::Named(id), false) = (place.ty, place.nullable) else {
                return Err("an alternative is no object".to_owned());
            };
            let Some(Shape::Record(record)) = self.get(*id).map(|definition| &definition.shape) else {
                return Err("an alternative is no object".to_owned());
            };
            let owner = self.get(*id).and_then(|definition| definition.facts.xml.as_deref());
            if let Some(field) = record.fields.iter().find(|field| field.wire == tag.property) {
                let own = without_type(self.xml_field(field, owner)?);
                if member.as_ref().is_some_and(|member| *member != own) {
                    return Err(format!("property `{}` stands in different places", tag.property));
                }
                member = Some(own);
            }
            let values = variant.tags.iter().map(|tag| match tag {
                EnumWire::String(text) => Ok(text.clone()),
                EnumWire::Integer(number) => Ok(number.to_string()),
                EnumWire::Json(_) => Err("a value that tells alternatives apart is no text".to_owned()),
            });
            variants.push((values.collect::<Result<_, _>>()?, XmlContent::Definition(*id)));
        }
        let property = tag.property.clone();
        let member = match member {
            Some(member @ (XmlMember::Attribute(..) | XmlMember::Element(..))) => member,
            Some(_) => return Err(format!("property `{property}` is no element or attribute")),
            None => XmlMember::Element(self.name(&[], Some(&property), facts.xml.as_deref())?, XmlContent::Token),
        };
        let fallback = tag.fallback.and_then(|index| variants.get(index)).map(|(_, content)| content.clone());
        Ok(XmlDefinition::Union { property, member, variants, fallback })
    }

    /// What the values of a map hold.
    fn value(&self, ty: &Ty, said: Option<&Xml>) -> Found<XmlContent> {
        let place = self.place(ty, said, Some("value"), None)?;
        match self.member(&place, true)? {
            XmlMember::Element(_, content) => Ok(content),
            _ => Err("the values of a map are no elements".to_owned()),
        }
    }

    /// Puts together what is said about a use of a type and about the type itself.
    fn place<'t>(
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
    fn member(&self, place: &Place<'_>, required: bool) -> Found<XmlMember> {
        let node = place.said.iter().find_map(|said| said.node);
        let name = || self.name(&place.said, place.inferred, place.owner);
        let nullable = |content: XmlContent| match content {
            XmlContent::Any => XmlContent::Any,
            content if place.nullable => XmlContent::Nullable(Box::new(content)),
            content => content,
        };
        if let Ty::List(item) = place.ty {
            return match node {
                None | Some(XmlNode::None) => {
                    let (name, content) = self.item(item, place, place.inferred)?;
                    Ok(XmlMember::Items { name, content, required })
                }
                Some(XmlNode::Element) => {
                    let name = name()?;
                    let (item, content) = self.item(item, place, Some(&name.local))?;
                    Ok(XmlMember::Element(name.clone(), nullable(XmlContent::List(item, Box::new(content)))))
                }
                Some(_) => Err("a list is neither text nor an attribute".to_owned()),
            };
        }
        let content = nullable(self.content(place)?);
        let is_scalar = !matches!(bare(&content), XmlContent::Definition(_) | XmlContent::Map(_));
        match node {
            None | Some(XmlNode::Element) => Ok(XmlMember::Element(name()?, content)),
            Some(XmlNode::None) if is_scalar => Ok(XmlMember::Text(content)),
            Some(XmlNode::None) if place.is_none && matches!(bare(&content), XmlContent::Definition(_)) => {
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
    fn name(&self, said: &[&Xml], inferred: Option<&str>, owner: Option<&Xml>) -> Found<XmlName> {
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

    /// Looks for properties that would be read from the same place, those of the objects inside of it too.
    fn check_names(&self, id: TypeId, definition: &XmlDefinition) -> Found<()> {
        let mut seen = BTreeSet::new();
        self.check_members(definition, &mut seen, &mut vec![id])
            .map_err(|reason| format!("{}: {reason}", self.label(id)))
    }

    fn check_members(
        &self,
        definition: &XmlDefinition,
        seen: &mut BTreeSet<(Kind, Option<XmlName>)>,
        around: &mut Vec<TypeId>,
    ) -> Found<()> {
        let XmlDefinition::Record { members, .. } = definition else { return Ok(()) };
        for (wire, member) in members {
            let place = match member {
                XmlMember::Attribute(name, _) => (Kind::Attribute, Some(name.clone())),
                XmlMember::Element(name, _) | XmlMember::Items { name, .. } => (Kind::Element, Some(name.clone())),
                XmlMember::Text(_) | XmlMember::CData(_) => (Kind::Text, None),
                XmlMember::Inside(content) => {
                    let Some(id) = inner_definition(content) else { continue };
                    if around.contains(&id) {
                        return Err(format!("property `{wire}` has its object inside of itself"));
                    }
                    around.push(id);
                    self.check_members(&self.xml_definition(id)?, seen, around)?;
                    around.pop();
                    continue;
                }
            };
            if !seen.insert(place) {
                return Err(format!("property `{wire}` stands where another one does"));
            }
        }
        Ok(())
    }

    /// How messages speak of a definition.
    fn label(&self, id: TypeId) -> String {
        let mut current = Some(id);
        for _ in 0..MOST_NAMES {
            match current.and_then(|id| self.get(id)).map(|definition| &definition.hint) {
                Some(NameHint::Component(name)) => return format!("schema `{name}`"),
                Some(NameHint::Member { owner, .. }) => current = Some(*owner),
                _ => break,
            }
        }
        "its schema".to_owned()
    }
}

/// Where properties stand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Attribute,
    Element,
    Text,
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

/// The definition that stands in it, at whatever depth.
fn inner_definition(content: &XmlContent) -> Option<TypeId> {
    match content {
        XmlContent::Definition(id) => Some(*id),
        XmlContent::List(_, inner) | XmlContent::Map(inner) | XmlContent::Nullable(inner) => inner_definition(inner),
        _ => None,
    }
}

fn bare(content: &XmlContent) -> &XmlContent {
    match content {
        XmlContent::Nullable(inner) => inner,
        other => other,
    }
}

/// The same place with a text that tells objects apart.
fn without_type(member: XmlMember) -> XmlMember {
    match member {
        XmlMember::Attribute(name, _) => XmlMember::Attribute(name, XmlContent::Token),
        XmlMember::Element(name, _) => XmlMember::Element(name, XmlContent::Token),
        other => other,
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
