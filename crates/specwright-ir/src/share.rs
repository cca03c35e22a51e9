//! Definitions without a name that say the same become one.

use std::{
    collections::{BTreeMap, BTreeSet, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
};

use crate::{Access, Api, EnumWire, Field, NameHint, Presence, Record, Rest, Shape, Ty, TypeDef, TypeId, Variant};

/// How many different definitions that look alike at first sight are compared with one another.
const MOST_ALIKE: usize = 64;

impl Api {
    /// Makes definitions inside of operations one definition where they stand in the same role and say the same, word for
    /// word: the first of them stays. So what a document repeats in many operations is one type.
    ///
    /// What stands inside of a component keeps a definition of its own, and so does what an operation receives or answers
    /// as a whole, and a record with properties that must be there in one direction only.
    pub fn share(&mut self) {
        let first = first_of_each_class(&self.types.iter().map(|(_, definition)| definition).collect::<Vec<_>>());
        if first.iter().enumerate().all(|(index, first)| index == *first) {
            return;
        }
        // Where each definition that stays goes.
        let mut places = Vec::with_capacity(first.len());
        let mut next = 0;
        for (index, first) in first.iter().enumerate() {
            places.push(next);
            next += usize::from(index == *first);
        }
        let moved = |id: TypeId| -> TypeId {
            let place = first.get(id.index()).and_then(|first| places.get(*first));
            place.map_or(id, |place| TypeId::at(*place))
        };
        self.for_each_use_mut(&mut |ty| {
            if let Ty::Named(id) = ty {
                *id = moved(*id);
            }
        });
        let repeated: BTreeSet<usize> =
            first.iter().enumerate().filter(|(index, first)| index != *first).map(|(_, first)| *first).collect();
        let mut indices = first.iter().enumerate();
        self.types.retain(|definition| {
            if let NameHint::Member { owner, .. } = &mut definition.hint {
                *owner = moved(*owner);
            }
            let Some((index, first)) = indices.next() else { return true };
            definition.shared = repeated.contains(&index);
            index == *first
        });
    }
}

/// For each definition the first one that says the same. Definitions are told apart by what they say themselves, then
/// by what the definitions they use are told apart by, until nothing more is.
fn first_of_each_class(definitions: &[&TypeDef]) -> Vec<usize> {
    let uses: Vec<Vec<usize>> = definitions.iter().map(|definition| uses(&definition.shape)).collect();
    let mut classes = own_classes(definitions);
    loop {
        let mut refined: BTreeMap<(usize, Vec<Option<usize>>), usize> = BTreeMap::new();
        let next: Vec<usize> = (0..definitions.len())
            .map(|index| {
                let of = |index: &usize| classes.get(*index).copied();
                let used = uses.get(index).into_iter().flatten().map(of).collect();
                *refined.entry((of(&index).unwrap_or(index), used)).or_insert(index)
            })
            .collect();
        if next == classes {
            return classes;
        }
        classes = next;
    }
}

/// For each definition the first one that says the same, whatever the definitions that it uses say.
fn own_classes(definitions: &[&TypeDef]) -> Vec<usize> {
    let named = inside_of_named(definitions);
    let mut alike: BTreeMap<u64, Vec<(usize, &TypeDef)>> = BTreeMap::new();
    let mut classes = Vec::with_capacity(definitions.len());
    for (index, definition) in definitions.iter().enumerate() {
        let is_named = named.get(index).copied().unwrap_or_default();
        let found = role(definition).filter(|_| !is_named).map(|role| {
            let candidates = alike.entry(first_sight(role, definition)).or_default();
            let found = candidates.iter().find(|(_, other)| says_the_same(definition, other));
            let first = found.map_or(index, |(first, _)| *first);
            if first == index && candidates.len() < MOST_ALIKE {
                candidates.push((index, definition));
            }
            first
        });
        classes.push(found.unwrap_or(index));
    }
    classes
}

/// Whether each definition has a name or stands inside of one that has.
fn inside_of_named(definitions: &[&TypeDef]) -> Vec<bool> {
    let mut named: Vec<bool> = Vec::with_capacity(definitions.len());
    for definition in definitions {
        named.push(match &definition.hint {
            NameHint::Component(_) => true,
            // Owners are reserved before their members.
            NameHint::Member { owner, .. } => named.get(owner.index()).copied().unwrap_or_default(),
            NameHint::Operation { .. } => false,
        });
    }
    named
}

/// The role in which a definition stands that may be one with others.
fn role(definition: &TypeDef) -> Option<&[String]> {
    let role = match &definition.hint {
        NameHint::Component(_) => return None,
        NameHint::Member { role, .. } => role,
        NameHint::Operation { role, .. } if role.len() == 1 && definition.hint.is_in_payload() => return None,
        NameHint::Operation { role, .. } => role,
    };
    let is_one_way = |field: &Field| field.presence == Presence::Required && field.facts.access != Access::Both;
    match &definition.shape {
        Shape::Record(record) if record.fields.iter().any(is_one_way) => None,
        Shape::Record(_) | Shape::Enum(_) | Shape::Union(_) | Shape::Alias(_) => Some(role),
    }
}

/// A number that is the same for definitions that say the same.
fn first_sight(role: &[String], definition: &TypeDef) -> u64 {
    let mut hasher = DefaultHasher::new();
    role.hash(&mut hasher);
    definition.facts.title.hash(&mut hasher);
    definition.facts.description.hash(&mut hasher);
    match &definition.shape {
        Shape::Record(record) => {
            for field in &record.fields {
                (&field.wire, &field.facts.description).hash(&mut hasher);
            }
        }
        Shape::Enum(enumeration) => {
            for value in &enumeration.values {
                match &value.wire {
                    EnumWire::String(text) => text.hash(&mut hasher),
                    EnumWire::Integer(number) => number.hash(&mut hasher),
                    EnumWire::Json(_) => {}
                }
            }
        }
        Shape::Union(union) => union.variants.iter().for_each(|variant| variant.hint.hash(&mut hasher)),
        Shape::Alias(_) => {}
    }
    hasher.finish()
}

fn says_the_same(one: &TypeDef, other: &TypeDef) -> bool {
    role(one) == role(other)
        && one.facts == other.facts
        && match (&one.shape, &other.shape) {
            (Shape::Record(one), Shape::Record(other)) => same_record(one, other),
            (Shape::Enum(one), Shape::Enum(other)) => one == other,
            (Shape::Union(one), Shape::Union(other)) => {
                one.tag == other.tag && all(&one.variants, &other.variants, same_variant)
            }
            (Shape::Alias(one), Shape::Alias(other)) => same_use(one, other),
            _ => false,
        }
}

fn same_record(one: &Record, other: &Record) -> bool {
    let same_rest = match (&one.rest, &other.rest) {
        (Rest::Kept(one), Rest::Kept(other)) => same_use(one, other),
        (one, other) => one == other,
    };
    same_rest && all(&one.fields, &other.fields, same_field)
}

fn same_field(one: &Field, other: &Field) -> bool {
    // Where they stand is the one thing that differs.
    let Field { wire, presence, ty, facts, origin: _ } = one;
    (wire, presence, facts) == (&other.wire, &other.presence, &other.facts) && same_use(ty, &other.ty)
}

fn same_variant(one: &Variant, other: &Variant) -> bool {
    let Variant { hint, ty, description, tags, adds_tag } = one;
    (hint, description, tags, adds_tag) == (&other.hint, &other.description, &other.tags, &other.adds_tag)
        && same_use(ty, &other.ty)
}

/// Whether two uses are the same, whatever the definitions in them are.
fn same_use(one: &Ty, other: &Ty) -> bool {
    match (one, other) {
        (Ty::Named(_), Ty::Named(_)) => true,
        (Ty::List(one), Ty::List(other))
        | (Ty::Map(one), Ty::Map(other))
        | (Ty::Nullable(one), Ty::Nullable(other))
        | (Ty::Quoted(one), Ty::Quoted(other)) => same_use(one, other),
        (Ty::Tuple(one), Ty::Tuple(other)) => all(one, other, same_use),
        (one, other) => one == other,
    }
}

fn all<T>(one: &[T], other: &[T], same: fn(&T, &T) -> bool) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
}

/// The definitions that a shape uses, in order.
fn uses(shape: &Shape) -> Vec<usize> {
    let mut uses = Vec::new();
    shape.for_each_use(&mut |ty| {
        if let Ty::Named(id) = ty {
            uses.push(id.index());
        }
    });
    uses
}
