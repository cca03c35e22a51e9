//! What a JSON Merge Patch may say.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Api, Content, NameHint, Presence, Response, Rest, Shape, Ty, TypeId, Types};

/// For each definition that patches change, the one that they use: itself, or a copy.
type Copies = BTreeMap<TypeId, TypeId>;

/// What readers of a record should know besides its own description.
const REMOVAL: &str =
    "In a merge patch `null` takes an optional value away, and what is absent stays as it is (RFC 7396).";

impl Api {
    /// Lets the bodies of `application/merge-patch+json` take values away: there `null` removes a property that may be
    /// absent, or an entry of a map (RFC 7396, section 2), whether or not their schemas speak of `null`. Lists are replaced
    /// as a whole, so what stands inside of them is not touched.
    ///
    /// A definition that is used elsewhere too keeps its shape, and patches get a copy of it.
    pub fn allow_removals(&mut self) {
        let patches: Vec<Ty> = self.bodies(true).cloned().collect();
        if patches.is_empty() {
            return;
        }
        let mut reached = BTreeSet::new();
        reach(&self.types, patches, inside_of_patch, &mut reached);
        let changed = changed(&self.types, &reached);
        let elsewhere = self.used_elsewhere(&reached);
        let mut copies = Copies::new();
        for id in changed {
            let copy = if elsewhere.contains(&id) { self.copy_for_patches(id, &copies) } else { Some(id) };
            copies.extend(copy.map(|copy| (id, copy)));
        }
        let shapes: Vec<(TypeId, Shape)> =
            copies.iter().filter_map(|(from, to)| Some((*to, self.types.get(*from)?.shape.clone()))).collect();
        for (id, mut shape) in shapes {
            allow_in_shape(&mut shape, &copies);
            let is_record = matches!(shape, Shape::Record(_));
            self.types.reshape(id, shape, is_record.then_some(REMOVAL));
        }
        let bodies = self.operations.iter_mut().flat_map(|operation| &mut operation.body);
        for content in bodies.flat_map(|body| &mut body.contents).filter(|content| is_merge_patch(content)) {
            content.format.for_each_ty_mut(&mut |ty| allow(ty, &copies));
        }
    }

    /// The types of the bodies of requests: of those that are patches, or of the others.
    fn bodies(&self, patches: bool) -> impl Iterator<Item = &Ty> {
        let contents = self.operations.iter().flat_map(|operation| &operation.body).flat_map(|body| &body.contents);
        contents.filter(move |content| is_merge_patch(content) == patches).flat_map(types)
    }

    /// The definitions that are used by something other than patches, or inside of the lists of a patch.
    fn used_elsewhere(&self, patches: &BTreeSet<TypeId>) -> BTreeSet<TypeId> {
        let mut roots: Vec<Ty> = self.bodies(false).cloned().collect();
        for operation in &self.operations {
            roots.extend(operation.parameters.iter().map(|parameter| parameter.ty.clone()));
            roots.extend(operation.responses.iter().flat_map(Response::contents).flat_map(types).cloned());
            roots.extend(operation.responses.iter().flat_map(|response| &response.headers).map(|one| one.ty.clone()));
        }
        for webhook in &self.webhooks {
            roots.extend(webhook.body.iter().flat_map(types).cloned());
            roots.extend(webhook.responses.iter().flat_map(Response::contents).flat_map(types).cloned());
        }
        for definition in patches.iter().filter_map(|id| self.types.get(*id)) {
            definition.shape.for_each_use(&mut |ty| {
                if matches!(ty, Ty::List(_) | Ty::Tuple(_)) {
                    roots.push(ty.clone());
                }
            });
        }
        let mut used = BTreeSet::new();
        reach(&self.types, roots, |ty| Some(ty), &mut used);
        used
    }

    /// A copy of a definition, named after it. The definition it stands in comes before it, so its copy is there.
    fn copy_for_patches(&mut self, id: TypeId, copies: &Copies) -> Option<TypeId> {
        let original = self.types.get(id)?.clone();
        let hint = match original.hint {
            NameHint::Component(name) => NameHint::Component(format!("{name}Patch")),
            NameHint::Member { owner, mut role } => {
                let copy = copies.get(&owner).copied().unwrap_or(owner);
                if copy == owner {
                    role.push("patch".to_owned());
                }
                NameHint::Member { owner: copy, role }
            }
            NameHint::Operation { operation, mut role } => {
                role.push("patch".to_owned());
                NameHint::Operation { operation, role }
            }
        };
        let copy = self.types.reserve(hint, original.origin);
        self.types.define(copy, original.facts, original.shape);
        Some(copy)
    }
}

fn is_merge_patch(content: &Content) -> bool {
    let essence = content.media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/merge-patch+json")
}

fn types(content: &Content) -> Vec<&Ty> {
    content.format.types()
}

/// What stands in a use of a type that a patch goes into: not the elements of a list.
fn inside_of_patch(ty: &Ty) -> Option<&Ty> {
    (!matches!(ty, Ty::List(_) | Ty::Tuple(_))).then_some(ty)
}

/// Adds the definitions that uses lead to, through what `follow` says of each use.
fn reach(types: &Types, mut uses: Vec<Ty>, follow: fn(&Ty) -> Option<&Ty>, reached: &mut BTreeSet<TypeId>) {
    while let Some(ty) = uses.pop() {
        let Some(ty) = follow(&ty) else { continue };
        match ty {
            Ty::Named(id) => {
                if reached.insert(*id)
                    && let Some(definition) = types.get(*id)
                {
                    uses.extend(definition.shape.uses().into_iter().cloned());
                }
            }
            Ty::List(inner) | Ty::Map(inner) | Ty::Nullable(inner) | Ty::Quoted(inner) => uses.push((**inner).clone()),
            Ty::Tuple(elements) => uses.extend(elements.iter().cloned()),
            Ty::Any | Ty::Boolean | Ty::Integer(_) | Ty::Number(_) | Ty::String(_) => {}
        }
    }
}

/// Of the definitions that patches reach those that are another in a patch: something in them can be taken away, or uses
/// such a definition.
fn changed(types: &Types, reached: &BTreeSet<TypeId>) -> BTreeSet<TypeId> {
    let mut changed: BTreeSet<TypeId> = BTreeSet::new();
    let users = users(types, reached);
    let mut next: Vec<TypeId> = Vec::new();
    for id in reached {
        let Some(definition) = types.get(*id) else { continue };
        let mut shape = definition.shape.clone();
        allow_in_shape(&mut shape, &Copies::new());
        if shape != definition.shape {
            next.push(*id);
        }
    }
    while let Some(id) = next.pop() {
        if changed.insert(id) {
            next.extend(users.get(&id).into_iter().flatten());
        }
    }
    changed
}

/// For each definition those that use it where a patch goes.
fn users(types: &Types, reached: &BTreeSet<TypeId>) -> BTreeMap<TypeId, Vec<TypeId>> {
    let mut users: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    for user in reached {
        let Some(definition) = types.get(*user) else { continue };
        let mut uses: Vec<&Ty> = definition.shape.uses();
        while let Some(ty) = uses.pop() {
            match ty {
                Ty::Named(id) => users.entry(*id).or_default().push(*user),
                Ty::Map(inner) | Ty::Nullable(inner) => uses.push(inner),
                _ => {}
            }
        }
    }
    users
}

fn allow_in_shape(shape: &mut Shape, copies: &Copies) {
    match shape {
        Shape::Record(record) => {
            for field in &mut record.fields {
                allow(&mut field.ty, copies);
                if field.presence == Presence::Optional {
                    make_nullable(&mut field.ty);
                }
            }
            if let Rest::Kept(ty) = &mut record.rest {
                allow(ty, copies);
                make_nullable(ty);
            }
        }
        Shape::Union(union) => union.variants.iter_mut().for_each(|variant| allow(&mut variant.ty, copies)),
        Shape::Alias(ty) => allow(ty, copies),
        Shape::Enum(_) => {}
    }
}

fn allow(ty: &mut Ty, copies: &Copies) {
    match ty {
        Ty::Named(id) => *id = copies.get(id).copied().unwrap_or(*id),
        Ty::Map(inner) => {
            allow(inner, copies);
            make_nullable(inner);
        }
        Ty::Nullable(inner) => allow(inner, copies),
        Ty::Any | Ty::Boolean | Ty::Integer(_) | Ty::Number(_) | Ty::String(_) => {}
        Ty::Quoted(_) | Ty::List(_) | Ty::Tuple(_) => {}
    }
}

fn make_nullable(ty: &mut Ty) {
    *ty = std::mem::replace(ty, Ty::Any).nullable();
}
