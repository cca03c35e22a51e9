//! What tells the variants of a union apart: worked out when every type is known.

use std::collections::{BTreeMap, BTreeSet};

use specwright_ir::{Code, EnumWire, Field, Pointer, Presence, Record, Rest, Shape, Tag, Ty, TypeId, Types, Union};

use super::said::MAX_DEPTH;
use crate::lower::{Lower, at::At};

/// A `discriminator` that waits for the types of its union's variants.
#[derive(Clone, Debug)]
pub(in crate::lower) struct Pending {
    property: String,
    /// The values of the mapping and the schemas they mean.
    mapping: Vec<(String, Pointer)>,
    /// The schema that other values mean.
    fallback: Option<Pointer>,
    /// The schemas that each variant stands for.
    sources: Vec<Vec<Pointer>>,
}

/// In a schema: the value of the discriminator that means it (an extension of AutoRest's, for Swagger 2.0, which has no
/// mapping).
const OWN_VALUE: &str = "x-ms-discriminator-value";

impl<'d> Lower<'d> {
    /// Reads a `discriminator` for variants that stand for these schemas.
    pub(super) fn pending(&mut self, at: &At<'d>, sources: Vec<Vec<Pointer>>) -> Option<Pending> {
        let property = self.string(at, "propertyName")?.to_owned();
        let mut mapping = Vec::new();
        if let Some(entries) = self.object(at, "mapping") {
            for (value, target) in entries.members() {
                let Some(pointer) = self.mapped(&target) else { continue };
                if sources.iter().flatten().any(|source| *source == pointer) {
                    mapping.push((value.to_owned(), pointer));
                } else {
                    let message = format!("the schema that `{value}` means is none of the alternatives; ignored");
                    self.report(Code::KeywordInvalid, &target, message);
                }
            }
        }
        for pointer in sources.iter().flatten() {
            let own = At::find(self.root, pointer).and_then(|schema| schema.get(OWN_VALUE));
            if let Some(value) = own.as_ref().and_then(At::as_str)
                && mapping.iter().all(|(_, target)| target != pointer)
            {
                mapping.push((value.to_owned(), pointer.clone()));
            }
        }
        let fallback = at.get("defaultMapping").and_then(|target| self.mapped(&target));
        Some(Pending { property, mapping, fallback, sources })
    }

    /// The schema that a mapping names: by a reference, or by the name of a component.
    pub(super) fn mapped(&mut self, at: &At<'d>) -> Option<Pointer> {
        let Some(text) = at.as_str() else {
            let found = at.node.kind_name();
            self.report(Code::KeywordInvalid, at, format!("a mapping is {found}, not a string; ignored"));
            return None;
        };
        let component = Pointer::root().key("components").key("schemas").key(text);
        if At::find(self.root, &component).is_some() {
            return Some(component);
        }
        if text.starts_with('#') {
            return self.resolve(at, text).map(|target| target.pointer);
        }
        self.report(
            Code::KeywordInvalid,
            at,
            format!("mapping `{text}` is neither a component nor a reference; ignored"),
        );
        None
    }

    /// Gives every union its tag: the one the document declares, else a required property whose documented values are
    /// others in each variant.
    pub(super) fn tag_unions(&mut self) {
        let pending = std::mem::take(&mut self.schemas.pending);
        let unions: Vec<TypeId> =
            self.types.iter().filter(|(_, one)| matches!(one.shape, Shape::Union(_))).map(|(id, _)| id).collect();
        let mut tagged = Vec::new();
        for id in unions {
            let Some(Shape::Union(union)) = self.types.get(id).map(|definition| &definition.shape) else { continue };
            let union = match pending.get(&id) {
                Some(declared) => explicit(&self.types, &pending, union, declared),
                None => implicit(&self.types, union),
            };
            tagged.extend(union.map(|union| (id, union)));
        }
        for (id, union) in tagged {
            if let Some(facts) = self.types.get(id).map(|definition| definition.facts.clone()) {
                self.types.define(id, facts, Shape::Union(union));
            }
        }
    }
}

fn explicit(types: &Types, pending: &BTreeMap<TypeId, Pending>, union: &Union, declared: &Pending) -> Option<Union> {
    let mut union = union.clone();
    let none = Vec::new();
    let sources = |index: usize| declared.sources.get(index).unwrap_or(&none);
    let mut claimed: Vec<Vec<EnumWire>> = Vec::new();
    for (index, variant) in union.variants.iter().enumerate() {
        let as_wire = |value: &str| wire_like(types, &variant.ty, &declared.property, value);
        let mapped = declared.mapping.iter().filter(|(_, target)| sources(index).contains(target));
        claimed.push(mapped.map(|(value, _)| as_wire(value)).collect());
    }
    let mapped: BTreeSet<String> = claimed.iter().flatten().map(text).collect();
    let declared_values: Vec<Vec<EnumWire>> =
        union.variants.iter().map(|variant| values(types, pending, &variant.ty, &declared.property, 0)).collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for one in declared_values.iter().flat_map(|all| all.iter().map(text).collect::<BTreeSet<_>>()) {
        *counts.entry(one).or_default() += 1;
    }
    for (own, declared) in claimed.iter_mut().zip(declared_values) {
        let free = |value: &EnumWire| !mapped.contains(&text(value)) && counts.get(&text(value)) == Some(&1);
        own.extend(declared.into_iter().filter(free));
    }
    let mut taken: BTreeSet<String> = claimed.iter().flatten().map(text).collect();
    for (index, (variant, mut tags)) in union.variants.iter_mut().zip(claimed).enumerate() {
        if tags.is_empty()
            && let Some(name) = sources(index).last().and_then(Pointer::last)
            && taken.insert(text(&EnumWire::String(name.clone())))
        {
            tags.push(EnumWire::String(name));
        }
        let mut seen = BTreeSet::new();
        tags.retain(|tag| seen.insert(text(tag)));
        variant.tags = tags;
        variant.adds_tag = record(types, &variant.ty).is_some_and(|record| !knows(record, &declared.property));
    }
    let is_fallback = |index: &usize| declared.fallback.as_ref().is_some_and(|target| sources(*index).contains(target));
    let fallback = (0..union.variants.len()).find(is_fallback);
    if fallback.is_none() && union.variants.iter().all(|variant| variant.tags.is_empty()) {
        return None;
    }
    union.tag = Some(Tag { property: declared.property.clone(), fallback });
    Some(union)
}

/// Whether a record has a place for a property.
fn knows(record: &Record, property: &str) -> bool {
    matches!(record.rest, Rest::Kept(_)) || field(record, property).is_some()
}

fn implicit(types: &Types, union: &Union) -> Option<Union> {
    if union.variants.len() < 2 {
        return None;
    }
    let records: Vec<&Record> =
        union.variants.iter().map(|variant| record(types, &variant.ty)).collect::<Option<_>>()?;
    let candidates = records.first()?.fields.iter().filter(|field| field.presence == Presence::Required);
    for candidate in candidates {
        let mut seen = BTreeSet::new();
        let mut all = Vec::new();
        for record in &records {
            let field = field(record, &candidate.wire).filter(|field| field.presence == Presence::Required);
            let tags = field.map_or_else(Vec::new, |field| enum_values(types, &field.ty));
            if tags.is_empty() || !tags.iter().all(|tag| seen.insert(text(tag))) {
                break;
            }
            all.push(tags);
        }
        if all.len() == records.len() {
            let mut union = union.clone();
            for (variant, tags) in union.variants.iter_mut().zip(all) {
                variant.tags = tags;
            }
            union.tag = Some(Tag { property: candidate.wire.clone(), fallback: None });
            return Some(union);
        }
    }
    None
}

/// The values that a type documents for a property; of a union, those of all its variants.
fn values(types: &Types, pending: &BTreeMap<TypeId, Pending>, ty: &Ty, property: &str, depth: usize) -> Vec<EnumWire> {
    if depth > MAX_DEPTH {
        return Vec::new();
    }
    if let Some(record) = record(types, ty) {
        return field(record, property).map_or_else(Vec::new, |field| enum_values(types, &field.ty));
    }
    let Some((id, Shape::Union(union))) = behind(types, ty) else { return Vec::new() };
    let inner = pending.get(&id).filter(|inner| inner.property == property);
    let mut all: Vec<EnumWire> =
        inner.into_iter().flat_map(|inner| &inner.mapping).map(|(value, _)| EnumWire::String(value.clone())).collect();
    // A union that reaches itself adds nothing the second time.
    for variant in union.variants.iter().filter(|variant| depth == 0 || record(types, &variant.ty).is_some()) {
        all.extend(values(types, pending, &variant.ty, property, depth + 1));
    }
    all
}

/// A value of a mapping the way the property of a type is written.
fn wire_like(types: &Types, ty: &Ty, property: &str, value: &str) -> EnumWire {
    let field = record(types, ty).and_then(|record| field(record, property));
    let string = || EnumWire::String(value.to_owned());
    let Some(field) = field else { return string() };
    let known = enum_values(types, &field.ty)
        .into_iter()
        .find(|wire| text(wire) == value || text(wire) == format!("\"{value}"));
    match (known, &field.ty) {
        (Some(known), _) => known,
        (None, Ty::Integer(_)) => value.parse().map_or_else(|_| string(), EnumWire::Integer),
        (None, Ty::Boolean) => value.parse().map_or_else(|_| string(), |flag: bool| EnumWire::Json(flag.into())),
        (None, _) => string(),
    }
}

fn enum_values(types: &Types, ty: &Ty) -> Vec<EnumWire> {
    match behind(types, ty) {
        Some((_, Shape::Enum(list))) => list.values.iter().map(|value| value.wire.clone()).collect(),
        _ => Vec::new(),
    }
}

fn field<'a>(record: &'a Record, wire: &str) -> Option<&'a Field> {
    record.fields.iter().find(|field| field.wire == wire)
}

pub(super) fn record<'a>(types: &'a Types, ty: &Ty) -> Option<&'a Record> {
    match behind(types, ty)? {
        (_, Shape::Record(record)) => Some(record),
        _ => None,
    }
}

/// The definition that a use leads to, aliases followed.
pub(super) fn behind<'a>(types: &'a Types, ty: &Ty) -> Option<(TypeId, &'a Shape)> {
    let mut current = match ty {
        Ty::Named(id) => *id,
        _ => return None,
    };
    for _ in 0..=types.len() {
        match &types.get(current)?.shape {
            Shape::Alias(Ty::Named(next)) => current = *next,
            shape => return Some((current, shape)),
        }
    }
    None
}

/// A text that is the same for the same value.
fn text(wire: &EnumWire) -> String {
    match wire {
        EnumWire::String(text) => format!("\"{text}"),
        EnumWire::Integer(integer) => integer.to_string(),
        EnumWire::Json(value) => value.to_string(),
    }
}
