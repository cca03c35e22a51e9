//! Names that lead back to themselves.

use specwright_ir::{Code, Shape, Ty, TypeId, Types};

use crate::lower::Lower;

impl Lower<'_> {
    /// The finished definitions. An alias that reaches itself through nothing but aliases, lists and maps has no
    /// definition to stop at; it becomes any JSON value.
    pub(in crate::lower) fn finish_types(mut self) -> Types {
        let ids: Vec<TypeId> = self.types.iter().map(|(id, _)| id).collect();
        for id in ids {
            if !reaches_itself(&self.types, id) {
                continue;
            }
            let Some(definition) = self.types.get(id) else { continue };
            let (facts, origin) = (definition.facts.clone(), definition.origin.clone());
            self.diagnostics.report(
                Code::ReferenceCycle,
                &origin,
                "this schema is only made of itself; treated as any JSON value",
            );
            self.types.define(id, facts, Shape::Alias(Ty::Any));
        }
        self.types
    }
}

fn reaches_itself(types: &Types, start: TypeId) -> bool {
    let mut current = start;
    for _ in 0..=types.len() {
        let Some(Shape::Alias(ty)) = types.get(current).map(|definition| &definition.shape) else { return false };
        match named(ty) {
            Some(next) if next == start => return true,
            Some(next) => current = next,
            None => return false,
        }
    }
    // A circle further down the chain: it is broken where it closes.
    false
}

fn named(ty: &Ty) -> Option<TypeId> {
    match ty {
        Ty::Named(id) => Some(*id),
        Ty::List(inner) | Ty::Map(inner) | Ty::Nullable(inner) => named(inner),
        Ty::Tuple(elements) => elements.iter().find_map(named),
        Ty::Any | Ty::Boolean | Ty::Integer(_) | Ty::Number(_) | Ty::String(_) | Ty::Quoted(_) => None,
    }
}
