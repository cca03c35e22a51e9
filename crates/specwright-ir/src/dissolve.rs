//! Definitions that are taken apart.

use std::collections::BTreeSet;

use crate::{Api, NameHint, Ty, TypeId};

impl Api {
    /// Removes definitions that belong to an operation and that nothing uses, because the operation has their parts. What
    /// stood inside of them belongs to the operation then. Definitions that something uses stay.
    pub fn dissolve(&mut self, definitions: &BTreeSet<TypeId>) {
        let mut gone = definitions.clone();
        self.for_each_use(&mut |ty| {
            if let Ty::Named(id) = ty {
                gone.remove(id);
            }
        });
        let hints: Vec<Option<NameHint>> = self
            .types
            .iter()
            .map(|(id, definition)| Some(definition.hint.clone()).filter(|_| gone.contains(&id)))
            .collect();
        gone.retain(|id| matches!(hints.get(id.index()), Some(Some(NameHint::Operation { .. }))));
        if gone.is_empty() {
            return;
        }
        let moved = |id: TypeId| TypeId::at(id.index() - gone.range(..id).count());
        self.for_each_use_mut(&mut |ty| {
            if let Ty::Named(id) = ty {
                *id = moved(*id);
            }
        });
        let mut index = 0;
        self.types.retain(|definition| {
            let id = TypeId::at(index);
            index += 1;
            if let NameHint::Member { owner, role } = &mut definition.hint {
                match hints.get(owner.index()).and_then(Option::as_ref).filter(|_| gone.contains(owner)) {
                    Some(NameHint::Operation { operation, role: outer }) => {
                        let (operation, role) = (operation.clone(), [outer.as_slice(), role].concat());
                        definition.hint = NameHint::Operation { operation, role };
                    }
                    _ => *owner = moved(*owner),
                }
            }
            !gone.contains(&id)
        });
    }
}
