//! JSON Schema (2020-12, as OpenAPI 3.1 uses it) to types.
//!
//! A schema is first taken apart into the schemas that hold at the same time ([`parts`]), then classified, then lowered.

mod aliases;
mod classify;
mod enumeration;
mod facts;
mod keywords;
mod parts;
mod record;
mod scalar;

use specwright_ir::{Code, NameHint, Shape, Ty, TypeId};

use super::{Lower, at::At};
use classify::Kind;
use parts::Parts;

/// Where a schema stands, for the name of a definition that has to be made for it.
#[derive(Clone, Debug)]
pub(super) enum Site {
    /// Inside a definition.
    Member { owner: TypeId, role: Vec<String> },
    /// In an operation.
    Operation { operation: String, role: Vec<String> },
}

impl Site {
    fn hint(&self) -> NameHint {
        match self {
            Self::Member { owner, role } => NameHint::Member { owner: *owner, role: role.clone() },
            Self::Operation { operation, role } => {
                NameHint::Operation { operation: operation.clone(), role: role.clone() }
            }
        }
    }

    /// The same place, one step further in.
    fn inside(&self, word: &str) -> Self {
        let mut site = self.clone();
        match &mut site {
            Self::Member { role, .. } | Self::Operation { role, .. } => role.push(word.to_owned()),
        }
        site
    }
}

impl<'d> Lower<'d> {
    /// The type that the schema at a place means where it is used.
    pub(super) fn use_of(&mut self, at: &At<'d>, site: &Site) -> Ty {
        if let Some(ty) = self.uses.get(&at.pointer) {
            return ty.clone();
        }
        if !self.open.insert(at.pointer.clone()) {
            self.report(
                Code::ReferenceCycle,
                at,
                "this schema refers to itself without a name; treated as any JSON value",
            );
            return Ty::Any;
        }
        let parts = self.parts(at);
        let ty = match self.classify(at, &parts) {
            kind @ (Kind::Record | Kind::Enum(_)) => {
                let id = self.types.reserve(site.hint(), at.origin());
                let ty = if parts.is_nullable() { Ty::Named(id).nullable() } else { Ty::Named(id) };
                self.uses.insert(at.pointer.clone(), ty.clone());
                let shape = self.shape(id, &parts, kind);
                let facts = self.definition_facts(at);
                self.types.define(id, facts, shape);
                ty
            }
            kind => {
                let ty = self.plain(&parts, kind, site);
                let ty = if parts.is_nullable() { ty.nullable() } else { ty };
                self.uses.insert(at.pointer.clone(), ty.clone());
                ty
            }
        };
        self.open.remove(&at.pointer);
        ty
    }

    /// Gives a component its shape.
    pub(super) fn define(&mut self, id: TypeId, at: &At<'d>) {
        let parts = self.parts(at);
        let shape = match self.classify(at, &parts) {
            kind @ (Kind::Record | Kind::Enum(_)) => self.shape(id, &parts, kind),
            kind => {
                let site = Site::Member { owner: id, role: Vec::new() };
                // That the whole may be null is said where the component is used.
                Shape::Alias(match self.plain(&parts, kind, &site) {
                    Ty::Nullable(inner) => *inner,
                    other => other,
                })
            }
        };
        let facts = self.facts(at);
        self.types.define(id, facts, shape);
    }

    /// Whether `null` is a value of the schema.
    pub(super) fn is_nullable(&mut self, at: &At<'d>) -> bool {
        let parts = self.parts(at);
        match &parts.named {
            Some(target) if target.pointer != at.pointer => {
                parts.is_nullable() || matches!(self.uses.get(&target.pointer), Some(Ty::Nullable(_)))
            }
            _ => parts.is_nullable(),
        }
    }

    fn shape(&mut self, id: TypeId, parts: &Parts<'d>, kind: Kind) -> Shape {
        match kind {
            Kind::Enum(enumeration) => Shape::Enum(enumeration),
            _ => Shape::Record(self.record(id, parts)),
        }
    }

    /// The type of a schema that needs no definition of its own.
    fn plain(&mut self, parts: &Parts<'d>, kind: Kind, site: &Site) -> Ty {
        match kind {
            Kind::Named => match &parts.named {
                Some(target) => self.use_of(&target.clone(), site),
                None => Ty::Any,
            },
            Kind::Map => Ty::Map(Box::new(self.map_value(parts, site))),
            Kind::List => Ty::List(Box::new(self.element(parts, site))),
            Kind::Scalar(ty) => ty,
            Kind::Any | Kind::Record | Kind::Enum(_) => Ty::Any,
        }
    }

    fn element(&mut self, parts: &Parts<'d>, site: &Site) -> Ty {
        if let Some(tuple) = parts.first("prefixItems") {
            self.report(
                Code::KeywordUnsupported,
                &tuple,
                "`prefixItems` is not supported; the elements are treated as any JSON values",
            );
            return Ty::Any;
        }
        match parts.first("items") {
            Some(items) => self.use_of(&items, &site.inside("item")),
            None => Ty::Any,
        }
    }

    fn map_value(&mut self, parts: &Parts<'d>, site: &Site) -> Ty {
        match parts.first("additionalProperties") {
            Some(value) => self.use_of(&value, &site.inside("value")),
            None => Ty::Any,
        }
    }
}
