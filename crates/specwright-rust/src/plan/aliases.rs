//! Definitions that are only another name for a type.

use specwright_ir::{Shape, Ty, Types};

/// The types behind other names.
pub(super) struct Aliases {
    /// By definition: what an alias stands for in the end; `None` for what is no alias.
    ends: Vec<Option<Ty>>,
}

impl Aliases {
    /// Follows every alias to its end, each step once.
    pub(super) fn find(types: &Types) -> Self {
        let mut ends: Vec<Option<Ty>> = vec![None; types.len()];
        for (id, _) in types.iter() {
            let mut way = Vec::new();
            let mut current = id;
            let end = loop {
                if let Some(Some(known)) = ends.get(current.index()) {
                    break Some(known.clone());
                }
                match types.get(current).map(|definition| &definition.shape) {
                    // Aliases do not lead in circles here, but a way cannot be longer than all of them.
                    Some(Shape::Alias(ty)) if way.len() <= types.len() => {
                        way.push(current);
                        match ty {
                            Ty::Named(next) => current = *next,
                            end => break Some(end.clone()),
                        }
                    }
                    _ => break (!way.is_empty()).then_some(Ty::Named(current)),
                }
            };
            for passed in way {
                if let Some(slot) = ends.get_mut(passed.index()) {
                    slot.clone_from(&end);
                }
            }
        }
        Self { ends }
    }

    /// The type itself when it is used under another name.
    pub(super) fn behind<'a>(&'a self, ty: &'a Ty) -> &'a Ty {
        match ty {
            Ty::Named(id) => self.ends.get(id.index()).and_then(Option::as_ref).unwrap_or(ty),
            other => other,
        }
    }

    /// What a use of a type holds when it is not `null`; `None` when it cannot be `null`. Any value counts as itself.
    pub(super) fn nullable<'a>(&'a self, ty: &'a Ty) -> Option<&'a Ty> {
        match self.behind(ty) {
            Ty::Nullable(inner) => Some(inner),
            _ => None,
        }
    }
}
