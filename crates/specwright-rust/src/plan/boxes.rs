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
                if target == owner || holds(&held, target, owner) {
                    needed.insert((owner, target));
                } else if let Some(set) = held.get_mut(owner.index()) {
                    set.insert(target);
                }
            }
        }
        Self { needed }
    }

    pub(super) fn needed(&self, owner: TypeId, target: TypeId) -> bool {
        self.needed.contains(&(owner, target))
    }
}

/// The definitions that a definition holds by value.
fn targets(shape: &Shape) -> Vec<TypeId> {
    match shape {
        Shape::Record(record) => record.fields.iter().filter_map(|field| by_value(&field.ty)).collect(),
        Shape::Alias(ty) => by_value(ty).into_iter().collect(),
        Shape::Enum(_) => Vec::new(),
    }
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
