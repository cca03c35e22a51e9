//! Names of types and the use of types.

use std::collections::BTreeMap;

use specwright_ir::{Api, Code, Diagnostics, IntWidth, NameHint, Shape, StringFormat, Ty, TypeId};

use super::{boxes::Boxes, package::FormatType, sizes, type_expr::TypeExpr};
use crate::names::{Name, Scope, words};

/// Names in scope of generated files that a model cannot have.
pub(super) const IMPORTED: &[&str] = &["BTreeMap", "Base64", "Date", "DateTime", "Maybe", "Secret"];

/// The Rust name of every definition.
pub(super) struct TypeNames {
    names: Vec<Name>,
    boxes: Boxes,
    /// How large values of each definition are, at most.
    sizes: Vec<usize>,
    /// The types that stand for strings of a format.
    formats: Vec<FormatType>,
    /// What the definitions that are only names stand for.
    aliases: BTreeMap<Name, TypeExpr>,
}

impl TypeNames {
    /// Components first, in document order, then inline definitions by owner and role.
    pub(super) fn mint(api: &Api, formats: &[FormatType], diagnostics: &mut Diagnostics) -> Self {
        let mut scope = Scope::types().reserve(IMPORTED);
        let mut names: Vec<Option<Name>> = vec![None; api.types.len()];
        let (components, others): (Vec<_>, Vec<_>) =
            api.types.iter().partition(|(_, definition)| matches!(definition.hint, NameHint::Component(_)));
        for (id, definition) in components.into_iter().chain(others) {
            let words = hint_words(&definition.hint, &names);
            let minted = scope.mint(&words, "model");
            if let (Some(taken), NameHint::Component(component)) = (&minted.renamed_from, &definition.hint) {
                diagnostics.report(
                    Code::NameCollision,
                    &definition.origin,
                    format!("the Rust name `{taken}` is taken; schema `{component}` is called `{}`", minted.name),
                );
            }
            if let Some(slot) = names.get_mut(id.index()) {
                *slot = Some(minted.name);
            }
        }
        let names = names.into_iter().flatten().collect();
        let boxes = Boxes::find(&api.types);
        let sizes = sizes::find(&api.types, &boxes);
        let mut minted = Self { names, boxes, sizes, formats: formats.to_vec(), aliases: BTreeMap::new() };
        for (id, definition) in api.types.iter() {
            if let (Shape::Alias(ty), Some(name)) = (&definition.shape, minted.get(id).cloned()) {
                let ty = minted.expr(ty);
                minted.aliases.insert(name, ty);
            }
        }
        minted
    }

    /// The type itself when it is written under another name.
    pub(super) fn behind<'a>(&'a self, expr: &'a TypeExpr) -> &'a TypeExpr {
        let mut current = expr;
        for _ in 0..=self.aliases.len() {
            match current {
                TypeExpr::Model(name) => match self.aliases.get(name) {
                    Some(next) => current = next,
                    None => break,
                },
                _ => break,
            }
        }
        current
    }

    /// How large a value is, at most, in bytes.
    pub(super) fn size(&self, ty: &Ty) -> usize {
        sizes::of_use(ty, &self.sizes)
    }

    /// The name of a definition; `None` only for an id of another API.
    pub(super) fn get(&self, id: TypeId) -> Option<&Name> {
        self.names.get(id.index())
    }

    pub(super) fn boxes(&self) -> &Boxes {
        &self.boxes
    }

    /// The type that stands for strings of a format, if there is one.
    pub(super) fn format(&self, format: &str) -> Option<&FormatType> {
        self.formats.iter().find(|known| known.format == format)
    }

    /// The Rust type for a use of a type.
    pub(super) fn expr(&self, ty: &Ty) -> TypeExpr {
        match ty {
            Ty::Any => TypeExpr::Json,
            Ty::Boolean => TypeExpr::Bool,
            Ty::Integer(IntWidth::I32) => TypeExpr::I32,
            Ty::Integer(_) => TypeExpr::I64,
            Ty::Number(_) => TypeExpr::F64,
            Ty::Quoted(_) | Ty::Tuple(_) => TypeExpr::Json,
            Ty::String(StringFormat::Plain | StringFormat::Time | StringFormat::Duration | StringFormat::Uuid) => {
                TypeExpr::String
            }
            Ty::String(StringFormat::DateTime) => TypeExpr::DateTime,
            Ty::String(StringFormat::Date) => TypeExpr::Date,
            Ty::String(StringFormat::Secret) => TypeExpr::Secret,
            Ty::String(StringFormat::Base64 | StringFormat::Base64Url) => TypeExpr::Base64,
            Ty::String(StringFormat::Other(format)) => {
                self.format(format).map_or(TypeExpr::String, |known| TypeExpr::Foreign(known.path.clone()))
            }
            Ty::List(element) => TypeExpr::Vec(Box::new(self.expr(element))),
            Ty::Map(value) => match value.as_ref() {
                Ty::Any => TypeExpr::JsonMap,
                value => TypeExpr::Map(Box::new(self.expr(value))),
            },
            Ty::Nullable(inner) => self.expr(inner).option(),
            Ty::Named(id) => self.get(*id).map_or(TypeExpr::Json, |name| TypeExpr::Model(name.clone())),
        }
    }

    /// The Rust type for a field of `owner`, boxed where the record would hold itself.
    pub(super) fn field_expr(&self, owner: TypeId, ty: &Ty) -> TypeExpr {
        match ty {
            Ty::Named(target) if self.boxes.needed(owner, *target) => TypeExpr::Boxed(Box::new(self.expr(ty))),
            Ty::Nullable(inner) => self.field_expr(owner, inner).option(),
            other => self.expr(other),
        }
    }
}

fn hint_words(hint: &NameHint, names: &[Option<Name>]) -> Vec<String> {
    let (mut all, role) = match hint {
        NameHint::Component(name) => return words(name),
        NameHint::Member { owner, role } => {
            let owner = names.get(owner.index()).and_then(Option::as_ref);
            (owner.map_or_else(Vec::new, |owner| words(owner.as_str())), role)
        }
        NameHint::Operation { operation, role } => (words(operation), role),
    };
    all.extend(role.iter().flat_map(|role| words(role)));
    all
}
