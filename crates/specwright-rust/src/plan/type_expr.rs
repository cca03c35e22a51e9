//! Rust types as data.

use std::collections::BTreeSet;

use super::package::TypePath;
use crate::names::Name;

/// A Rust type where it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TypeExpr {
    Unit,
    Bool,
    I32,
    I64,
    F64,
    String,
    DateTime,
    Date,
    Secret,
    Base64,
    /// `serde_json::Value`.
    Json,
    /// `serde_json::Map<String, serde_json::Value>`.
    JsonMap,
    /// Raw bytes of a body.
    Bytes,
    /// A type of another crate.
    Foreign(TypePath),
    Vec(Box<TypeExpr>),
    /// `BTreeMap<String, T>`.
    Map(Box<TypeExpr>),
    Option(Box<TypeExpr>),
    Maybe(Box<TypeExpr>),
    Boxed(Box<TypeExpr>),
    Model(Name),
}

impl TypeExpr {
    pub(crate) fn option(self) -> Self {
        Self::Option(Box::new(self))
    }

    /// Calls `f` with this type and every type inside it.
    pub(crate) fn walk(&self, f: &mut impl FnMut(&TypeExpr)) {
        f(self);
        match self {
            Self::Vec(inner) | Self::Map(inner) | Self::Option(inner) | Self::Maybe(inner) | Self::Boxed(inner) => {
                inner.walk(f)
            }
            Self::Unit
            | Self::Bool
            | Self::I32
            | Self::I64
            | Self::F64
            | Self::String
            | Self::DateTime
            | Self::Date
            | Self::Secret
            | Self::Base64
            | Self::Json
            | Self::JsonMap
            | Self::Bytes
            | Self::Foreign(_)
            | Self::Model(_) => {}
        }
    }
}

/// A type that a file brings into scope.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Import {
    BTreeMap,
    Base64,
    Date,
    DateTime,
    Maybe,
    Secret,
    Model(Name),
}

impl Import {
    /// What is imported for a type itself, not for what is inside it.
    fn of(ty: &TypeExpr) -> Option<Self> {
        match ty {
            TypeExpr::Map(_) => Some(Self::BTreeMap),
            TypeExpr::Base64 => Some(Self::Base64),
            TypeExpr::Date => Some(Self::Date),
            TypeExpr::DateTime => Some(Self::DateTime),
            TypeExpr::Maybe(_) => Some(Self::Maybe),
            TypeExpr::Secret => Some(Self::Secret),
            TypeExpr::Model(name) => Some(Self::Model(name.clone())),
            _ => None,
        }
    }
}

/// What one file imports, sorted.
pub(crate) type Imports = BTreeSet<Import>;

/// The imports for a list of types, without models that the file defines itself.
pub(crate) fn imports<'a>(types: impl IntoIterator<Item = &'a TypeExpr>, own: &[&Name]) -> Imports {
    let mut imports = Imports::new();
    for ty in types {
        ty.walk(&mut |ty| imports.extend(Import::of(ty)));
    }
    imports.retain(|import| !matches!(import, Import::Model(name) if own.contains(&name)));
    imports
}

/// Whether a type or a type inside it is of a kind.
pub(crate) fn contains(ty: &TypeExpr, wanted: fn(&TypeExpr) -> bool) -> bool {
    let mut found = false;
    ty.walk(&mut |ty| found |= wanted(ty));
    found
}
