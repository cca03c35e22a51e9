//! JSON Schema (2020-12, as OpenAPI 3.1 uses it) to types.
//!
//! What is asked for is a [`view`]: one or more schemas that hold together. It is taken apart into the objects that hold
//! at the same time ([`parts`]), then classified, then lowered. What needs every type to be known (tags of unions,
//! circles of names, defaults) comes at the end ([`finish`]).

mod alternatives;
mod array;
mod classify;
mod constraints;
mod defaults;
mod dialect;
mod enumeration;
mod events;
mod facts;
mod finish;
mod heirs;
mod hints;
mod keywords;
mod parts;
mod places;
mod record;
mod said;
mod scalar;
mod subsume;
mod tags;
#[cfg(test)]
mod tests;
mod union;
mod view;
mod xml;

use std::collections::{BTreeMap, BTreeSet};

use specwright_ir::{Code, NameHint, Pointer, Shape, Ty, TypeId, Union, Variant};

use super::{Lower, at::At};
use crate::tree::Node;
use alternatives::Alternative;
use classify::Kind;
use parts::Parts;
use union::United;
use view::{Key, View};

/// How many schemas may stand in one another without a name.
const MAX_NESTED: usize = 100;

/// How many definitions may be made of schemas put together, beyond the first of each schema.
const MAX_COMBINED: usize = 50_000;

/// What lowering of schemas knows while it runs.
#[derive(Default)]
pub(super) struct State<'d> {
    /// What a use of a view is; filled before its definition is lowered, so that cycles end.
    uses: BTreeMap<Key, Ty>,
    /// Views that are being worked out right now and have no definition of their own yet.
    open: BTreeMap<Key, Open>,
    said: BTreeMap<*const Node, said::Said>,
    /// Whether a view with one reference is only another name for what it refers to.
    names: BTreeMap<Key, bool>,
    targets: BTreeMap<*const Node, Option<At<'d>>>,
    pending: BTreeMap<TypeId, tags::Pending>,
    heirs: Option<heirs::Heirs<'d>>,
    depth: usize,
    combined: usize,
    /// What strings hold.
    contents: Vec<At<'d>>,
    /// Those of them that are decoded.
    decoded: BTreeSet<*const Node>,
}

/// A view that is being worked out.
#[derive(Clone, Copy, Default)]
struct Open {
    /// The definition that was made because the view leads back to itself.
    id: Option<TypeId>,
    nullable: bool,
}

/// Where a schema stands, for the name of a definition that has to be made for it.
#[derive(Clone, Debug)]
pub(super) enum Site {
    /// Inside a definition.
    Member { owner: TypeId, role: Vec<String> },
    /// In an operation.
    Operation { operation: String, role: Vec<String> },
    /// In a place with a name of its own.
    Named(String),
}

impl Site {
    fn hint(&self) -> NameHint {
        match self {
            Self::Member { owner, role } => NameHint::Member { owner: *owner, role: role.clone() },
            Self::Operation { operation, role } => {
                NameHint::Operation { operation: operation.clone(), role: role.clone() }
            }
            Self::Named(name) => NameHint::Component(name.clone()),
        }
    }

    /// The same place, one step further in.
    pub(super) fn inside(&self, word: &str) -> Self {
        let mut site = self.clone();
        match &mut site {
            Self::Member { role, .. } | Self::Operation { role, .. } => role.push(word.to_owned()),
            Self::Named(name) => {
                name.push(' ');
                name.push_str(word);
            }
        }
        site
    }
}

impl<'d> Lower<'d> {
    /// The type that the schema at a place means where it is used.
    pub(super) fn use_of(&mut self, at: &At<'d>, site: &Site) -> Ty {
        self.use_of_view(&View::of(at), site)
    }

    /// The type of values that satisfy a view.
    fn use_of_view(&mut self, view: &View<'d>, site: &Site) -> Ty {
        if let Some(ty) = view.single().and_then(|at| self.uses.get(&at.pointer)) {
            return ty.clone();
        }
        let key = view.key();
        if let Some(ty) = self.schemas.uses.get(&key) {
            return ty.clone();
        }
        let Some(place) = view.place().cloned() else { return Ty::Any };
        if let Some(open) = self.schemas.open.get(&key).copied() {
            let id = open.id.unwrap_or_else(|| self.types.reserve(site.hint(), place.origin()));
            self.schemas.open.insert(key, Open { id: Some(id), ..open });
            return if open.nullable { Ty::Named(id).nullable() } else { Ty::Named(id) };
        }
        if !self.may_go_on(view, &place) {
            return Ty::Any;
        }
        self.schemas.open.insert(key.clone(), Open::default());
        self.schemas.depth += 1;
        let ty = self.lower_view(view, &key, &place, site);
        self.schemas.depth -= 1;
        self.schemas.open.remove(&key);
        self.schemas.uses.insert(key, ty.clone());
        ty
    }

    /// Whether the limits allow one more schema inside of those that are being worked out.
    fn may_go_on(&mut self, view: &View<'d>, place: &At<'d>) -> bool {
        if self.schemas.depth >= MAX_NESTED {
            let message = format!("more than {MAX_NESTED} schemas stand in one another; treated as any JSON value");
            self.report(Code::LimitDepth, place, message);
            return false;
        }
        if view.single().is_some() {
            return true;
        }
        self.schemas.combined += 1;
        if self.schemas.combined > MAX_COMBINED {
            let message = format!(
                "the document puts schemas together in more than {MAX_COMBINED} ways; treated as any JSON value"
            );
            self.report(Code::LimitVariants, place, message);
            return false;
        }
        true
    }

    fn lower_view(&mut self, view: &View<'d>, key: &Key, place: &At<'d>, site: &Site) -> Ty {
        let parts = self.parts(view);
        let kind = self.classify(view, &parts);
        let nullable = |ty: Ty, said: bool| if said { ty.nullable() } else { ty };
        if let Kind::Record = kind {
            let id = self.types.reserve(site.hint(), place.origin());
            let ty = nullable(Ty::Named(id), parts.is_nullable());
            self.schemas.uses.insert(key.clone(), ty.clone());
            let shape = Shape::Record(self.record(id, &parts));
            let facts = self.definition_facts(place);
            self.types.define(id, facts, shape);
            return ty;
        }
        self.schemas.open.insert(key.clone(), Open { id: None, nullable: parts.is_nullable() });
        let (united, null) = self.plain(&parts, kind, site);
        let open = self.schemas.open.get(key).copied().unwrap_or_default();
        let ty = match (united, open.id) {
            (United::Use(ty), None) => ty,
            (United::Use(ty), Some(id)) => {
                let facts = self.definition_facts(place);
                self.types.define(id, facts, Shape::Alias(without_null(ty)));
                Ty::Named(id)
            }
            (United::Shape(shape, pending), id) => {
                let id = id.unwrap_or_else(|| self.types.reserve(site.hint(), place.origin()));
                self.schemas.pending.extend(pending.map(|pending| (id, pending)));
                let facts = self.definition_facts(place);
                self.types.define(id, facts, shape);
                Ty::Named(id)
            }
        };
        nullable(ty, parts.is_nullable() || null)
    }

    /// Gives a component its shape.
    pub(super) fn define(&mut self, id: TypeId, at: &At<'d>) {
        let view = View::of(at);
        let parts = self.parts(&view);
        let facts = self.facts(at);
        let shape = match self.classify(&view, &parts) {
            Kind::Record => match self.inherited(id, at, &parts) {
                Some(union) => union,
                None => Shape::Record(self.record(id, &parts)),
            },
            kind => {
                let site = Site::Member { owner: id, role: Vec::new() };
                match self.plain(&parts, kind, &site).0 {
                    // That the whole may be null is said where the component is used.
                    United::Use(ty) => Shape::Alias(without_null(ty)),
                    United::Shape(shape, pending) => {
                        self.schemas.pending.extend(pending.map(|pending| (id, pending)));
                        shape
                    }
                }
            }
        };
        self.types.define(id, facts, shape);
    }

    /// Whether `null` is a value of the schema.
    pub(super) fn is_nullable(&mut self, at: &At<'d>) -> bool {
        let parts = self.parts(&View::of(at));
        match &parts.named {
            Some(target) if target.pointer != at.pointer => {
                parts.is_nullable() || matches!(self.uses.get(&target.pointer), Some(Ty::Nullable(_)))
            }
            _ => parts.is_nullable(),
        }
    }

    /// What is no record; and whether `null` is one of the alternatives.
    fn plain(&mut self, parts: &Parts<'d>, kind: Kind<'d>, site: &Site) -> (United, bool) {
        let ty = match kind {
            Kind::Named(target) => {
                let site = self.site_of(&target).unwrap_or_else(|| site.clone());
                self.use_of(&target, &site)
            }
            Kind::Map => Ty::Map(Box::new(self.map_value(parts, site))),
            Kind::List => self.list_type(parts, site),
            Kind::Scalar(ty) => ty,
            Kind::Enum(enumeration) => return (United::Shape(Shape::Enum(enumeration), None), false),
            Kind::Choice(alternatives) => return self.united_type(&alternatives, Some(parts), site),
            Kind::Record | Kind::Any => Ty::Any,
        };
        (United::Use(ty), false)
    }

    /// The type of values that satisfy one of several schemas. When any value may come besides, the type keeps it.
    fn one_of(&mut self, alternatives: &[Alternative<'d>], free: bool, site: &Site) -> Ty {
        let (united, null) = self.united_type(alternatives, None, site);
        let shape = match united {
            United::Use(ty) if !free || ty == Ty::Any => return if null { ty.nullable() } else { ty },
            United::Use(ty) => {
                let hint = vec![hints::type_words(&ty).to_owned()];
                let ty = without_null(ty);
                let variant = Variant { hint, ty, description: None, tags: Vec::new(), adds_tag: false };
                Shape::Union(Union { variants: vec![variant], tag: None })
            }
            United::Shape(shape, _) => shape,
        };
        let Some(first) = alternatives.first() else { return Ty::Any };
        let id = self.types.reserve(site.hint(), first.branch.origin());
        self.types.define(id, Default::default(), shape);
        if null { Ty::Named(id).nullable() } else { Ty::Named(id) }
    }

    /// The place that a referenced schema has a name for; `None` when only its user has one.
    fn site_of(&self, target: &At<'d>) -> Option<Site> {
        let tokens: Vec<String> = target.pointer.tokens().collect();
        if let Some(site) = self.site_in_operation(&tokens) {
            return Some(site);
        }
        let name = hints::meaningful(&target.pointer)?;
        let in_list = |parent: &str| matches!(parent, "$defs" | "definitions" | "schemas");
        let named = tokens.iter().rev().nth(1).is_some_and(|parent| in_list(parent));
        let component = match tokens.as_slice() {
            [components, schemas, component, _, ..] if components == "components" && schemas == "schemas" => {
                Some(Pointer::root().key(components).key(schemas).key(component))
            }
            _ => None,
        };
        let owner = component.and_then(|component| match self.uses.get(&component) {
            Some(Ty::Named(id)) => Some(*id),
            Some(Ty::Nullable(inner)) => match inner.as_ref() {
                Ty::Named(id) => Some(*id),
                _ => None,
            },
            _ => None,
        });
        Some(match owner {
            Some(owner) if !named => {
                let steps = tokens.iter().skip(3).zip(tokens.iter().skip(2));
                let role = steps.filter_map(|(token, parent)| step_word(token, parent)).collect();
                Site::Member { owner, role }
            }
            _ => Site::Named(name),
        })
    }
}

/// The word for one step of a pointer on the way into a schema.
fn step_word(token: &str, parent: &str) -> Option<String> {
    match (parent, token) {
        ("properties" | "patternProperties" | "$defs" | "definitions", name) => Some(name.to_owned()),
        (_, "items") => Some("item".to_owned()),
        (_, "additionalProperties") => Some("value".to_owned()),
        _ => None,
    }
}

fn without_null(ty: Ty) -> Ty {
    match ty {
        Ty::Nullable(inner) => *inner,
        other => other,
    }
}
