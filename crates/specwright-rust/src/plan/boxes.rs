//! Where a record would hold itself.

use std::collections::BTreeSet;

use specwright_ir::{Shape, Ty, TypeId, Types};

/// The uses of types that need a box so that every type has a size.
pub(super) struct Boxes {
    needed: BTreeSet<(TypeId, TypeId)>,
}

impl Boxes {
    /// Goes through the fields in document order and boxes a use when its target already holds the record.
    pub(super) fn find(types: &Types) -> Self {
        let mut held: Vec<BTreeSet<TypeId>> = vec![BTreeSet::new(); types.len()];
        let mut needed = BTreeSet::new();
        for (owner, definition) in types.iter() {
            for target in targets(&definition.shape) {
                // A box cannot stand in an alias, so what counts is the record behind it.
                let Some(record) = record_behind(types, target) else { continue };
                if record == owner || holds(&held, record, owner) {
                    needed.insert((owner, target));
                } else if let Some(set) = held.get_mut(owner.index()) {
                    set.insert(record);
                }
            }
        }
        Self { needed }
    }

    pub(super) fn needed(&self, owner: TypeId, target: TypeId) -> bool {
        self.needed.contains(&(owner, target))
    }
}

/// The definitions that a record holds by value, under the names its fields use.
fn targets(shape: &Shape) -> Vec<TypeId> {
    match shape {
        Shape::Record(record) => record.fields.iter().filter_map(|field| by_value(&field.ty)).collect(),
        Shape::Union(union) => union.variants.iter().filter_map(|variant| by_value(&variant.ty)).collect(),
        Shape::Alias(_) | Shape::Enum(_) => Vec::new(),
    }
}

/// The record that a definition is or is another name for.
fn record_behind(types: &Types, start: TypeId) -> Option<TypeId> {
    let mut current = start;
    for _ in 0..=types.len() {
        match &types.get(current)?.shape {
            Shape::Record(_) | Shape::Union(_) => return Some(current),
            Shape::Alias(ty) => current = by_value(ty)?,
            Shape::Enum(_) => return None,
        }
    }
    None
}

fn by_value(ty: &Ty) -> Option<TypeId> {
    match ty {
        Ty::Named(id) => Some(*id),
        Ty::Nullable(inner) => by_value(inner),
        _ => None,
    }
}

/// Whether `start` holds `goal` by value, directly or through others.
fn holds(held: &[BTreeSet<TypeId>], start: TypeId, goal: TypeId) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![start];
    while let Some(id) = open.pop() {
        if id == goal {
            return true;
        }
        if seen.insert(id) {
            open.extend(held.get(id.index()).into_iter().flatten().copied());
        }
    }
    false
}
