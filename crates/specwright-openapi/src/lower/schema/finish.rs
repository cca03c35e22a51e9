//! What can be done only when every definition is there.

use std::collections::BTreeSet;

use specwright_ir::{Code, Record, Rest, Shape, Ty, TypeId, Types, Union, Variant};

use super::hints::type_words;
use crate::lower::Lower;

impl Lower<'_> {
    /// The finished definitions.
    pub(in crate::lower) fn finish_types(mut self) -> Types {
        self.break_aliases();
        self.break_unions();
        self.tag_unions();
        self.check_defaults();
        self.check_contents();
        self.types
    }

    /// An alias that leads back to itself has no definition to stop at. Where it is a map or a list it becomes one: a
    /// record that keeps its properties, a union with one variant. What is only made of names is any JSON value.
    fn break_aliases(&mut self) {
        let ids: Vec<TypeId> = self.types.iter().map(|(id, _)| id).collect();
        let mut harmless = BTreeSet::new();
        for id in &ids {
            let Some(definition) = self.types.get(*id) else { continue };
            let Some(shape) = container(&definition.shape) else { continue };
            if alias_circle(&self.types, *id, &mut harmless) {
                let facts = definition.facts.clone();
                self.types.define(*id, facts, shape);
            }
        }
        for id in ids {
            if alias_circle(&self.types, id, &mut harmless) {
                self.make_any(id, "this schema is only made of itself; treated as any JSON value");
            }
        }
    }

    /// A union that is one of its own alternatives, directly or through other unions, would be looked for in itself
    /// without end: the alternative that closes the circle is left out. It says nothing that the others do not say.
    fn break_unions(&mut self) {
        let ids: Vec<TypeId> = self.types.iter().map(|(id, _)| id).collect();
        for id in ids {
            let Some(definition) = self.types.get(id) else { continue };
            let Shape::Union(union) = &definition.shape else { continue };
            let mut kept = union.clone();
            kept.variants.retain(|variant| !union_reaches(&self.types, &variant.ty, id));
            if kept.variants.len() == union.variants.len() {
                continue;
            }
            if kept.variants.is_empty() {
                self.make_any(id, "this schema is only an alternative to itself; treated as any JSON value");
                continue;
            }
            let (facts, origin) = (definition.facts.clone(), definition.origin.clone());
            let message = "an alternative leads back to the schema itself through other alternatives; left out";
            self.diagnostics.report(Code::SchemaConflict, &origin, message);
            self.schemas.pending.remove(&id);
            self.types.define(id, facts, Shape::Union(kept));
        }
    }

    fn make_any(&mut self, id: TypeId, message: &str) {
        let Some(definition) = self.types.get(id) else { return };
        let (facts, origin) = (definition.facts.clone(), definition.origin.clone());
        self.diagnostics.report(Code::ReferenceCycle, &origin, message);
        self.types.define(id, facts, Shape::Alias(Ty::Any));
    }
}

/// The definition that a map or a list under a name can be.
fn container(shape: &Shape) -> Option<Shape> {
    match shape {
        Shape::Alias(Ty::Map(value)) => {
            Some(Shape::Record(Record { fields: Vec::new(), rest: Rest::Kept(value.as_ref().clone()) }))
        }
        Shape::Alias(ty @ (Ty::List(_) | Ty::Tuple(_))) => {
            let hint = vec![type_words(ty).to_owned()];
            let variant = Variant { hint, ty: ty.clone(), description: None, tags: Vec::new(), adds_tag: false };
            Some(Shape::Union(Union { variants: vec![variant], tag: None }))
        }
        _ => None,
    }
}

/// Whether an alias leads back to itself; ids that are known not to are remembered.
fn alias_circle(types: &Types, start: TypeId, harmless: &mut BTreeSet<TypeId>) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = aliased(types, start);
    while let Some(id) = open.pop() {
        if id == start {
            return true;
        }
        if !harmless.contains(&id) && seen.insert(id) {
            open.extend(aliased(types, id));
        }
    }
    harmless.insert(start);
    false
}

/// The definitions that an alias is made of.
fn aliased(types: &Types, id: TypeId) -> Vec<TypeId> {
    let mut found = Vec::new();
    if let Some(Shape::Alias(ty)) = types.get(id).map(|definition| &definition.shape) {
        ty.walk(&mut |ty| {
            if let Ty::Named(id) = ty {
                found.push(*id);
            }
        });
    }
    found
}

/// Whether a use leads to a union through nothing but unions and aliases.
fn union_reaches(types: &Types, ty: &Ty, goal: TypeId) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![ty];
    while let Some(ty) = open.pop() {
        let id = match ty {
            Ty::Named(id) => *id,
            Ty::Nullable(inner) => {
                open.push(inner);
                continue;
            }
            _ => continue,
        };
        if id == goal {
            return true;
        }
        if !seen.insert(id) {
            continue;
        }
        match types.get(id).map(|definition| &definition.shape) {
            Some(Shape::Alias(inner)) => open.push(inner),
            Some(Shape::Union(union)) => open.extend(union.variants.iter().map(|variant| &variant.ty)),
            _ => {}
        }
    }
    false
}
