//! Schemas that others build on: a `discriminator` without alternatives, whose alternatives are the schemas that
//! include it by `allOf`.

use std::collections::{BTreeMap, BTreeSet};

use specwright_ir::{NameHint, Pointer, Shape, Ty, TypeId, Union, Variant};

use super::parts::Parts;
use crate::lower::{Lower, at::At};

/// The components that include each component by `allOf`, in document order.
pub(super) type Heirs<'d> = BTreeMap<Pointer, Vec<At<'d>>>;

impl<'d> Lower<'d> {
    /// The union of the schemas that build on this one, if it is made to be built on.
    pub(super) fn inherited(&mut self, id: TypeId, at: &At<'d>, parts: &Parts<'d>) -> Option<Shape> {
        let discriminator = at.get("discriminator").filter(|_| !at.has("oneOf") && !at.has("anyOf"))?;
        discriminator.get("propertyName").filter(|name| name.as_str().is_some())?;
        let mut heirs = Vec::new();
        self.collect_heirs(&at.pointer, &mut BTreeSet::from([at.pointer.clone()]), &mut heirs);
        if heirs.is_empty() {
            return None;
        }
        let mut variants = Vec::new();
        let mut sources = Vec::new();
        if self.maps_itself(&discriminator, at) {
            let hint = NameHint::Member { owner: id, role: vec!["base".to_owned()] };
            let base = self.types.reserve(hint, at.origin());
            let record = self.record(base, parts);
            let facts = self.definition_facts(at);
            self.types.define(base, facts, Shape::Record(record));
            variants.push(variant("base".to_owned(), Ty::Named(base)));
            sources.push(vec![at.pointer.clone()]);
        }
        for heir in heirs {
            let name = heir.pointer.last().unwrap_or_default();
            let ty = match self.uses.get(&heir.pointer) {
                Some(Ty::Nullable(inner)) => inner.as_ref().clone(),
                Some(ty) => ty.clone(),
                None => continue,
            };
            variants.push(variant(name, ty));
            sources.push(vec![heir.pointer]);
        }
        if let Some(pending) = self.pending(&discriminator, sources) {
            self.schemas.pending.insert(id, pending);
        }
        Some(Shape::Union(Union { variants, tag: None }))
    }

    /// Whether values may be of the schema itself, by its own mapping.
    fn maps_itself(&mut self, discriminator: &At<'d>, at: &At<'d>) -> bool {
        let entries = discriminator.get("mapping").map_or_else(Vec::new, |mapping| mapping.members());
        entries.iter().any(|(_, target)| self.mapped(target).is_some_and(|pointer| pointer == at.pointer))
    }

    /// The components that build on one, directly or through others; not through one that is a union itself.
    fn collect_heirs(&mut self, base: &Pointer, seen: &mut BTreeSet<Pointer>, out: &mut Vec<At<'d>>) {
        let direct = self.heirs().get(base).cloned().unwrap_or_default();
        let mut open: Vec<At<'d>> = direct.into_iter().rev().collect();
        while let Some(heir) = open.pop() {
            if !seen.insert(heir.pointer.clone()) {
                continue;
            }
            if !heir.has("discriminator") {
                let next = self.heirs().get(&heir.pointer).cloned().unwrap_or_default();
                open.extend(next.into_iter().rev());
            }
            out.push(heir);
        }
    }

    fn heirs(&mut self) -> &Heirs<'d> {
        if self.schemas.heirs.is_none() {
            let found = self.find_heirs();
            self.schemas.heirs = Some(found);
        }
        self.schemas.heirs.get_or_insert_default()
    }

    fn find_heirs(&mut self) -> Heirs<'d> {
        let mut heirs = Heirs::new();
        let schemas = Pointer::root().key("components").key("schemas");
        let Some(schemas) = At::find(self.root, &schemas) else { return heirs };
        for (_, component) in schemas.members() {
            for part in component.get("allOf").map_or_else(Vec::new, |parts| parts.elements()) {
                if let Some(base) = part.get("$ref").and_then(|reference| self.target(&reference)) {
                    heirs.entry(base.pointer).or_default().push(component.clone());
                }
            }
        }
        heirs
    }
}

/// Whether a component builds on a schema that is made to be built on. Then it is a type of its own, even if it adds
/// nothing: its name tells it apart.
pub(super) fn is_heir(at: &At<'_>, base: &At<'_>) -> bool {
    let is_component = at.pointer.tokens().take(2).eq(["components", "schemas"]) && at.pointer.tokens().count() == 3;
    let is_base = base.has("discriminator") && !base.has("oneOf") && !base.has("anyOf");
    is_component && is_base && at.has("allOf")
}

fn variant(name: String, ty: Ty) -> Variant {
    Variant { hint: vec![name], ty, description: None, tags: Vec::new(), adds_tag: false }
}
