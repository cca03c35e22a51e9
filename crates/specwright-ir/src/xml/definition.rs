//! What stands in documents: their root elements, and the definitions inside.

use std::collections::BTreeSet;

use super::{
    Xml, XmlContent, XmlDefinition, XmlMember, XmlName,
    place::{Found, MOST_NAMES},
};
use crate::{EnumWire, Facts, Field, NameHint, Presence, Record, Rest, Shape, Ty, TypeId, Types, Union};

impl Types {
    /// The root element of documents that hold values of a type.
    ///
    /// # Errors
    /// When they cannot be written or read, with the reason.
    pub fn xml_root(&self, ty: &Ty, said: Option<&Xml>) -> Result<(XmlName, XmlContent), String> {
        let place = self.place(ty, said, None, None)?;
        let is_named = place.said.iter().any(|said| said.name.is_some());
        if let Ty::List(item) = place.ty
            && is_named
            && place.said.iter().all(|said| said.node.is_none())
        {
            // Its name can only be that of an element around the items: a document has one root.
            return self.wrapped(item, &place);
        }
        match self.member(&place, true)? {
            XmlMember::Element(name, content) => {
                let is_object =
                    matches!(content.bare(), XmlContent::Definition(_) | XmlContent::Map(_) | XmlContent::List(..));
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
        let mut next: Vec<TypeId> = root.definition().into_iter().collect();
        let mut seen: BTreeSet<TypeId> = next.iter().copied().collect();
        let mut found = Vec::new();
        while !next.is_empty() {
            let mut further = Vec::new();
            for id in next {
                let definition = self.xml_definition(id)?;
                definition.for_each_content(&mut |content| {
                    further.extend(content.definition().filter(|id| seen.insert(*id)));
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
                    let Some(id) = content.definition() else { continue };
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

/// The same place with a text that tells objects apart.
fn without_type(member: XmlMember) -> XmlMember {
    match member {
        XmlMember::Attribute(name, _) => XmlMember::Attribute(name, XmlContent::Token),
        XmlMember::Element(name, _) => XmlMember::Element(name, XmlContent::Token),
        other => other,
    }
}
