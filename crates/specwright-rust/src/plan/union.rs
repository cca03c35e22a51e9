//! Unions: their variants and the table by which a value is read.

use std::collections::{BTreeMap, BTreeSet};

use specwright_ir::{EnumWire, Tag, TypeId, Union, Variant};

use super::{
    docs,
    models::Context,
    sizes::LARGEST_PAYLOAD,
    traits::Traits,
    trial::{self, Condition, Kind},
    type_expr::TypeExpr,
};
use crate::names::{Name, Scope, words};

/// An enum with a variant for each type that a value may have.
#[derive(Clone, Debug)]
pub(crate) struct UnionPlan {
    pub(crate) name: Name,
    pub(crate) docs: Vec<String>,
    pub(crate) traits: Traits,
    pub(crate) tag: Option<TagPlan>,
    pub(crate) variants: Vec<UnionVariant>,
    /// The variants in the order in which they are tried.
    pub(crate) entries: Vec<EntryPlan>,
    /// The variant that keeps any other value.
    pub(crate) unknown: Name,
}

impl UnionPlan {
    /// Whether a type in it is one that clippy would rather see under a name.
    pub(crate) fn is_complex(&self) -> bool {
        self.variants.iter().any(|variant| variant.ty.is_complex())
    }
}

/// The property that tells variants apart.
#[derive(Clone, Debug)]
pub(crate) struct TagPlan {
    pub(crate) property: String,
    /// The variant that an absent or unknown value means.
    pub(crate) fallback: Option<Name>,
}

/// A variant with its payload.
#[derive(Clone, Debug)]
pub(crate) struct UnionVariant {
    pub(crate) name: Name,
    pub(crate) docs: Vec<String>,
    /// The payload, in a box if need be.
    pub(crate) ty: TypeExpr,
    /// Whether a payload of this type can only mean this variant.
    pub(crate) is_unique: bool,
}

/// How a variant is recognized.
#[derive(Clone, Debug)]
pub(crate) struct EntryPlan {
    pub(crate) name: Name,
    pub(crate) kind: Kind,
    /// The values of the tag that mean it: strings, integers and booleans.
    pub(crate) tags: Vec<EnumWire>,
    /// Whether the payload has no property for the tag, so that the union writes it.
    pub(crate) adds_tag: bool,
    pub(crate) conditions: Vec<Condition>,
}

pub(super) fn plan(cx: &Context<'_>, id: TypeId, name: &Name, docs: Vec<String>, union: &Union) -> UnionPlan {
    let mut scope = Scope::variants();
    let unknown = scope.mint(&["unknown".to_owned()], "").name;
    let conditions = match union.tag {
        Some(_) => vec![Vec::new(); union.variants.len()],
        None => trial::conditions(cx, &union.variants),
    };
    let mut variants = Vec::new();
    let mut entries = Vec::new();
    let mut fallback = None;
    let readings = readings_of_all(cx, name, union, &scope);
    for (index, ((variant, readings), conditions)) in union.variants.iter().zip(readings).zip(conditions).enumerate() {
        let kind = Kind::of(cx, &variant.ty);
        for (words, tags) in readings {
            let name = scope.mint(&words, "variant").name;
            if union.tag.as_ref().is_some_and(|tag| tag.fallback == Some(index)) && fallback.is_none() {
                fallback = Some(name.clone());
            }
            variants.push(UnionVariant {
                name: name.clone(),
                docs: variant_docs(variant, union.tag.as_ref(), &tags),
                ty: payload(cx, id, variant),
                is_unique: false,
            });
            let adds_tag = adds_tag(variant, kind) && !tags.is_empty();
            let rank = trial::rank(cx, &variant.ty);
            entries.push((rank, EntryPlan { name, kind, tags, adds_tag, conditions: conditions.clone() }));
        }
    }
    mark_unique(cx, name, &mut variants);
    if union.tag.is_none() {
        // A stable sort: what is equally specific stays in document order.
        entries.sort_by(|(one, _), (other, _)| one.cmp(other));
    }
    UnionPlan {
        name: name.clone(),
        docs,
        traits: cx.traits(id),
        tag: union.tag.as_ref().map(|tag| TagPlan { property: tag.property.clone(), fallback }),
        variants,
        entries: entries.into_iter().map(|(_, entry)| entry).collect(),
        unknown,
    }
}

/// The readings of each variant. What repeats the union's own name says only the rest of it, where that is a name that no
/// other variant has.
fn readings_of_all(cx: &Context<'_>, name: &Name, union: &Union, scope: &Scope) -> Vec<Vec<Reading>> {
    let own = words(name.as_str());
    let rest = |words: &[String]| {
        let rest = words.strip_prefix(own.as_slice())?;
        let is_name = rest.first()?.starts_with(char::is_alphabetic) && scope.is_free(rest);
        is_name.then(|| rest.to_vec())
    };
    let mut all: Vec<Vec<Reading>> =
        union.variants.iter().map(|variant| readings(variant, Kind::of(cx, &variant.ty))).collect();
    let mut counts: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for (words, _) in all.iter().flatten() {
        for name in rest(words).into_iter().chain([words.clone()]) {
            *counts.entry(name).or_default() += 1;
        }
    }
    for (words, _) in all.iter_mut().flatten() {
        if let Some(rest) = rest(words).filter(|rest| counts.get(rest) == Some(&1)) {
            *words = rest;
        }
    }
    all
}

/// The words of a Rust variant, and the values of the tag that mean it.
type Reading = (Vec<String>, Vec<EnumWire>);

/// The Rust variants for a variant, by words and tag values: one, unless the union has to remember which of several
/// values the tag had.
fn readings(variant: &Variant, kind: Kind) -> Vec<Reading> {
    let words: Vec<String> = variant.hint.iter().flat_map(|hint| words(hint)).collect();
    let tags: Vec<EnumWire> = variant.tags.iter().filter(|tag| trial::is_literal(tag)).cloned().collect();
    if !adds_tag(variant, kind) || tags.len() < 2 {
        return vec![(words, tags)];
    }
    tags.into_iter().map(|tag| ([words.clone(), tag_words(&tag)].concat(), vec![tag])).collect()
}

fn tag_words(tag: &EnumWire) -> Vec<String> {
    match tag {
        EnumWire::String(text) => words(text),
        EnumWire::Integer(number) => words(&number.to_string()),
        EnumWire::Json(value) => words(&value.to_string()),
    }
}

/// A map keeps the tag like any other property.
fn adds_tag(variant: &Variant, kind: Kind) -> bool {
    variant.adds_tag && matches!(kind, Kind::Record | Kind::Union)
}

fn payload(cx: &Context<'_>, owner: TypeId, variant: &Variant) -> TypeExpr {
    match cx.names.field_expr(owner, &variant.ty) {
        boxed @ TypeExpr::Boxed(_) => boxed,
        large if cx.names.size(&variant.ty) > LARGEST_PAYLOAD => large.boxed(),
        small => small,
    }
}

/// Marks the payloads that no other variant has, in the eyes of the compiler. One that is the union itself, or any JSON
/// value, or may be `null`, means no variant.
fn mark_unique(cx: &Context<'_>, own: &Name, variants: &mut [UnionVariant]) {
    let bare = |variant: &UnionVariant| match &variant.ty {
        TypeExpr::Boxed(inner) => cx.names.resolved(inner),
        ty => cx.names.resolved(ty),
    };
    let mut counts: BTreeMap<TypeExpr, usize> = BTreeMap::new();
    variants.iter().map(bare).for_each(|ty| *counts.entry(ty).or_default() += 1);
    for variant in variants {
        let ty = bare(variant);
        let is_other = match &ty {
            TypeExpr::Model(name) => name != own,
            TypeExpr::Json | TypeExpr::Option(_) => false,
            _ => true,
        };
        variant.is_unique = is_other && counts.get(&ty) == Some(&1);
    }
}

fn variant_docs(variant: &Variant, tag: Option<&Tag>, tags: &[EnumWire]) -> Vec<String> {
    let mut values = BTreeSet::new();
    let values: Vec<String> = tags.iter().map(code).filter(|value| values.insert(value.clone())).collect();
    let is = tag.filter(|_| !values.is_empty()).map(|tag| {
        let property = docs::code(&tag.property);
        format!("For {property} {}.", alternatives(&values))
    });
    docs::of_sections([variant.description.as_deref(), is.as_deref()])
}

/// `a`, `b` or `c`.
fn alternatives(values: &[String]) -> String {
    match values.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        _ => values.concat(),
    }
}

/// A value as it is on the wire, as code.
fn code(wire: &EnumWire) -> String {
    match wire {
        EnumWire::String(text) => docs::code(&format!("{text:?}")),
        EnumWire::Integer(number) => docs::code(&number.to_string()),
        EnumWire::Json(value) => docs::code(&value.to_string()),
    }
}
