//! Rust types as data.

use std::collections::BTreeSet;

use specwright_ir::IntWidth;

use super::package::TypePath;
use crate::names::Name;

/// A Rust type where it is used.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TypeExpr {
    Unit,
    Bool,
    Integer(IntWidth),
    F64,
    /// A number to the last digit.
    Number,
    String,
    DateTime,
    Date,
    Time,
    Duration,
    Uuid,
    Secret,
    Base64,
    Base64Url,
    /// `serde_json::Value`.
    Json,
    /// `serde_json::Map<String, serde_json::Value>`.
    JsonMap,
    /// Raw bytes of a body.
    Bytes,
    /// Raw bytes of a body with their media type.
    RawBody,
    /// Bytes to be sent, or a stream of them.
    ByteSource,
    /// A part of a body of several.
    Part,
    /// Server-sent events as they arrive.
    EventStream(Box<TypeExpr>),
    /// Items as they arrive.
    JsonLines(Box<TypeExpr>),
    /// An enum of events.
    Events(Name),
    /// A type that an operation's file defines.
    Own(Name),
    /// A type of another crate.
    Foreign(TypePath),
    Vec(Box<TypeExpr>),
    /// `BTreeMap<String, T>`.
    Map(Box<TypeExpr>),
    Option(Box<TypeExpr>),
    Maybe(Box<TypeExpr>),
    Boxed(Box<TypeExpr>),
    /// A number inside of a string.
    Quoted(Box<TypeExpr>),
    Tuple(Vec<TypeExpr>),
    Model(Name),
}

impl TypeExpr {
    pub(crate) fn option(self) -> Self {
        Self::Option(Box::new(self))
    }

    pub(crate) fn boxed(self) -> Self {
        Self::Boxed(Box::new(self))
    }

    /// Calls `f` with this type and every type inside it.
    pub(crate) fn walk<'a>(&'a self, f: &mut impl FnMut(&'a TypeExpr)) {
        f(self);
        match self {
            Self::Tuple(elements) => elements.iter().for_each(|element| element.walk(f)),
            other => other.inner().into_iter().for_each(|inner| inner.walk(f)),
        }
    }

    /// The one type inside of this one.
    fn inner(&self) -> Option<&TypeExpr> {
        match self {
            Self::Vec(inner)
            | Self::Map(inner)
            | Self::Option(inner)
            | Self::Maybe(inner)
            | Self::Boxed(inner)
            | Self::Quoted(inner)
            | Self::EventStream(inner)
            | Self::JsonLines(inner) => Some(inner),
            _ => None,
        }
    }

    /// Whether clippy takes the type, or nearly, for one that wants a name of its own (`type_complexity`): its measure
    /// grows with the square of the depth.
    pub(crate) fn is_complex(&self) -> bool {
        // Clippy's limit is 250.
        self.complexity(1) > 230
    }

    fn complexity(&self, depth: usize) -> usize {
        let inside = match self {
            Self::Tuple(elements) => elements.iter().map(|element| element.complexity(depth + 1)).sum(),
            Self::Map(inner) => Self::String.complexity(depth + 1) + inner.complexity(depth + 1),
            Self::JsonMap => 20 * (depth + 1),
            other => other.inner().map_or(0, |inner| inner.complexity(depth + 1)),
        };
        10 * depth + inside
    }
}

/// A type that a file brings into scope.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Import {
    BTreeMap,
    Base64,
    Base64Url,
    Bytes,
    Date,
    DateTime,
    Duration,
    EventStream,
    /// The module of enums of events.
    Events,
    JsonLines,
    Maybe,
    Number,
    Part,
    Quoted,
    RawBody,
    Secret,
    Time,
    ByteSource,
    Uuid,
    Model(Name),
    /// A type that an operation's file defines.
    Own(Name),
}

impl Import {
    /// Whether it is a type of `specwright-values`.
    pub(crate) fn is_value(&self) -> bool {
        matches!(
            self,
            Self::Base64
                | Self::Base64Url
                | Self::Date
                | Self::DateTime
                | Self::Duration
                | Self::Maybe
                | Self::Number
                | Self::Quoted
                | Self::Secret
                | Self::Time
                | Self::Uuid
        )
    }

    /// What is imported for a type itself, not for what is inside it.
    fn of(ty: &TypeExpr) -> Option<Self> {
        match ty {
            TypeExpr::Map(_) => Some(Self::BTreeMap),
            TypeExpr::Base64 => Some(Self::Base64),
            TypeExpr::Base64Url => Some(Self::Base64Url),
            TypeExpr::Bytes => Some(Self::Bytes),
            TypeExpr::Date => Some(Self::Date),
            TypeExpr::DateTime => Some(Self::DateTime),
            TypeExpr::Duration => Some(Self::Duration),
            TypeExpr::EventStream(_) => Some(Self::EventStream),
            TypeExpr::Events(_) => Some(Self::Events),
            TypeExpr::JsonLines(_) => Some(Self::JsonLines),
            TypeExpr::Maybe(_) => Some(Self::Maybe),
            TypeExpr::Number => Some(Self::Number),
            TypeExpr::Part => Some(Self::Part),
            TypeExpr::Quoted(_) => Some(Self::Quoted),
            TypeExpr::RawBody => Some(Self::RawBody),
            TypeExpr::Secret => Some(Self::Secret),
            TypeExpr::Time => Some(Self::Time),
            TypeExpr::ByteSource => Some(Self::ByteSource),
            TypeExpr::Uuid => Some(Self::Uuid),
            TypeExpr::Model(name) => Some(Self::Model(name.clone())),
            TypeExpr::Own(name) => Some(Self::Own(name.clone())),
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
    for &name in own {
        imports.remove(&Import::Model(name.clone()));
    }
    imports
}

/// Whether a model is among what is imported.
pub(crate) fn has_models(imports: &Imports) -> bool {
    imports.iter().any(|import| matches!(import, Import::Model(_)))
}

/// Whether a type or a type inside it is of a kind.
pub(crate) fn contains(ty: &TypeExpr, wanted: fn(&TypeExpr) -> bool) -> bool {
    let mut found = false;
    ty.walk(&mut |ty| found |= wanted(ty));
    found
}
