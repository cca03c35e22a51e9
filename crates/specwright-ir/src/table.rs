//! The table of type definitions, and what their names are made from.

use crate::{Facts, Origin, Shape, Ty};

/// Index of a definition in [`Types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(u32);

impl TypeId {
    /// The id of the definition at a position.
    pub(crate) fn at(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// The position of the definition in [`Types::iter`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Every type definition of an API. An id is reserved before its body is known, so that cycles are ordinary.
#[derive(Clone, Debug, Default)]
pub struct Types {
    definitions: Vec<TypeDef>,
}

impl Types {
    /// Makes an id for a definition; until [`define`](Self::define) gives it a shape it stands for any JSON value.
    pub fn reserve(&mut self, hint: NameHint, origin: Origin) -> TypeId {
        let id = TypeId::at(self.definitions.len());
        self.definitions.push(TypeDef {
            hint,
            facts: Facts::default(),
            shape: Shape::Alias(Ty::Any),
            shared: false,
            origin,
        });
        id
    }

    /// Gives a reserved id its shape.
    pub fn define(&mut self, id: TypeId, facts: Facts, shape: Shape) {
        if let Some(definition) = self.definitions.get_mut(id.index()) {
            definition.facts = facts;
            definition.shape = shape;
        }
    }

    /// Gives a definition another shape, and a further paragraph of its description.
    pub(crate) fn reshape(&mut self, id: TypeId, shape: Shape, paragraph: Option<&str>) {
        if let Some(definition) = self.definitions.get_mut(id.index()) {
            definition.shape = shape;
            if let Some(paragraph) = paragraph {
                let description = definition.facts.description.iter().map(|text| text.trim_end());
                definition.facts.description = Some(description.chain([paragraph]).collect::<Vec<_>>().join("\n\n"));
            }
        }
    }

    /// The definition behind an id; `None` for an id of another API.
    pub fn get(&self, id: TypeId) -> Option<&TypeDef> {
        self.definitions.get(id.index())
    }

    /// All definitions in the order their ids were reserved.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (TypeId, &TypeDef)> {
        self.definitions.iter().enumerate().map(|(index, definition)| (TypeId::at(index), definition))
    }

    /// Calls `f` with every definition; those for which it says no go, and later ids move up.
    pub(crate) fn retain(&mut self, f: impl FnMut(&mut TypeDef) -> bool) {
        self.definitions.retain_mut(f);
    }

    /// Takes away what is said about XML.
    pub fn forget_xml(&mut self) {
        for definition in &mut self.definitions {
            definition.facts.xml = None;
            if let Shape::Record(record) = &mut definition.shape {
                record.fields.iter_mut().for_each(|field| field.facts.xml = None);
            }
        }
    }

    /// The shapes of all definitions.
    pub(crate) fn shapes_mut(&mut self) -> impl Iterator<Item = &mut Shape> {
        self.definitions.iter_mut().map(|definition| &mut definition.shape)
    }

    /// How many definitions there are.
    pub fn len(&self) -> usize {
        self.definitions.len()
    }

    /// Whether there is no definition.
    pub fn is_empty(&self) -> bool {
        self.definitions.is_empty()
    }
}

/// A type that has a name of its own.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// What its name is made from.
    pub hint: NameHint,
    /// Prose and constraints.
    pub facts: Facts,
    /// What it is.
    pub shape: Shape,
    /// Whether it also stands in other places than its hint and its origin say: see [`Api::share`](crate::Api::share).
    pub shared: bool,
    /// Where it is declared.
    pub origin: Origin,
}

/// What the name of a definition is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameHint {
    /// The document names it: a component.
    Component(String),
    /// The document does not name it: it stands inside another type, in this role.
    Member {
        /// The type it stands in.
        owner: TypeId,
        /// Words for the way from the owner to it: a property name, `item`, `value`.
        role: Vec<String>,
    },
    /// The document does not name it: it belongs to an operation, in this role.
    Operation {
        /// The operation's id.
        operation: String,
        /// Words for the way from the operation to it: `request`, `response`, a parameter name.
        role: Vec<String>,
    },
}

impl NameHint {
    /// Whether it stands in what an operation receives or answers, and not in a parameter.
    pub fn is_in_payload(&self) -> bool {
        let Self::Operation { role, .. } = self else { return false };
        let first = role.first().and_then(|role| role.split(' ').next());
        matches!(first, Some("request" | "response" | "error"))
    }
}
