//! Circles of definitions that Rust types or their codecs cannot have.

use std::borrow::Cow;

use specwright_ir::{Api, Shape, Ty, TypeId, Types, Union, Variant};

use super::boxes::Visits;

/// The API without circles that lead through nothing but other names, and without those that lead through nothing but
/// unions.
///
/// Rust has no recursive aliases: an alias that stands for something with itself inside becomes a union of that one
/// type. A union that is its own variant means the other variants.
pub(super) fn without_circles(api: &Api) -> Cow<'_, Api> {
    let mut api = Cow::Borrowed(api);
    for (id, _) in circular(&api.types, aliases_inside) {
        let Some(definition) = api.types.get(id) else { continue };
        let Shape::Alias(ty) = &definition.shape else { continue };
        let shape = if is_empty_circle(&api.types, id) {
            Shape::Alias(Ty::Any)
        } else {
            Shape::Union(Union { variants: vec![only(ty.clone())], tag: None })
        };
        let facts = definition.facts.clone();
        api.to_mut().types.define(id, facts, shape);
    }
    for (target, owner) in circular(&api.types, unions_inside) {
        let Some(definition) = api.types.get(owner) else { continue };
        let Shape::Union(union) = &definition.shape else { continue };
        let shape = without(&api.types, union.clone(), target);
        let facts = definition.facts.clone();
        api.to_mut().types.define(owner, facts, shape);
    }
    api
}

/// A union without the variants that stand for a definition.
fn without(types: &Types, mut union: Union, target: TypeId) -> Shape {
    while let Some(index) = union.variants.iter().position(|variant| union_behind(types, &variant.ty) == Some(target)) {
        union.variants.remove(index);
        if let Some(tag) = &mut union.tag {
            tag.fallback = match tag.fallback {
                Some(fallback) if fallback == index => None,
                Some(fallback) if fallback > index => Some(fallback - 1),
                other => other,
            };
        }
    }
    if union.variants.is_empty() { Shape::Alias(Ty::Any) } else { Shape::Union(union) }
}

/// The union that a type is, under whatever name.
fn union_behind(types: &Types, ty: &Ty) -> Option<TypeId> {
    let mut current = ty;
    // Names do not lead in circles any more.
    loop {
        match current {
            Ty::Nullable(inner) => current = inner,
            Ty::Named(id) => match &types.get(*id)?.shape {
                Shape::Union(_) => return Some(*id),
                Shape::Alias(next) => current = next,
                Shape::Record(_) | Shape::Enum(_) => return None,
            },
            _ => return None,
        }
    }
}

/// The unions that a union tries for one value.
fn unions_inside(types: &Types, id: TypeId) -> Vec<TypeId> {
    let mut inside = Vec::new();
    if let Some(Shape::Union(union)) = types.get(id).map(|definition| &definition.shape) {
        inside.extend(union.variants.iter().rev().filter_map(|variant| union_behind(types, &variant.ty)));
    }
    inside
}

/// Whether a name leads to itself with nothing in between: such a circle says nothing.
fn is_empty_circle(types: &Types, start: TypeId) -> bool {
    let mut current = start;
    for _ in 0..types.len() {
        let Some(Shape::Alias(ty)) = types.get(current).map(|definition| &definition.shape) else { return false };
        current = match ty {
            Ty::Named(next) => *next,
            Ty::Nullable(inner) => match inner.as_ref() {
                Ty::Named(next) => *next,
                _ => return false,
            },
            _ => return false,
        };
        if current == start {
            return true;
        }
    }
    false
}

fn only(ty: Ty) -> Variant {
    let bare = match &ty {
        Ty::Nullable(inner) => inner,
        other => other,
    };
    let role = match bare {
        Ty::List(_) | Ty::Tuple(_) => "items",
        Ty::Map(_) => "properties",
        _ => "value",
    };
    Variant { hint: vec![role.to_owned()], ty, description: None, tags: Vec::new(), adds_tag: false }
}

/// Where a walk meets a definition again while it is still inside of it, and from which one it came.
fn circular(types: &Types, inside: fn(&Types, TypeId) -> Vec<TypeId>) -> Vec<(TypeId, TypeId)> {
    let mut visits = Visits::new(types.len());
    let mut found = Vec::new();
    for (root, _) in types.iter() {
        let mut open: Vec<(TypeId, Vec<TypeId>)> = Vec::new();
        if visits.enter(root) {
            open.push((root, inside(types, root)));
        }
        while let Some((id, targets)) = open.last_mut() {
            let id = *id;
            let Some(target) = targets.pop() else {
                visits.leave(id);
                open.pop();
                continue;
            };
            if visits.is_inside(target) {
                found.push((target, id));
            } else if visits.enter(target) {
                open.push((target, inside(types, target)));
            }
        }
    }
    found
}

/// The aliases that an alias is written with.
fn aliases_inside(types: &Types, id: TypeId) -> Vec<TypeId> {
    let mut inside = Vec::new();
    if let Some(Shape::Alias(ty)) = types.get(id).map(|definition| &definition.shape) {
        ty.walk(&mut |ty| match ty {
            Ty::Named(target) if is_alias(types, *target) => inside.push(*target),
            _ => {}
        });
    }
    inside.reverse();
    inside
}

fn is_alias(types: &Types, id: TypeId) -> bool {
    matches!(types.get(id).map(|definition| &definition.shape), Some(Shape::Alias(_)))
}
