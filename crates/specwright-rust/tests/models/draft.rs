//! Models made by hand.

use specwright_ir::{
    Access, Api, Diagnostics, Enum, EnumValue, EnumWire, Facts, Field, FileId, Info, NameHint, Origin, Pointer,
    Presence, Record, Rest, Shape, Span, Ty, TypeId, Types, Variant,
};
use specwright_rust::{FileSet, Location, Options, emit, plan};

/// Types of an API without operations.
#[derive(Default)]
pub(crate) struct Draft {
    pub(crate) types: Types,
}

impl Draft {
    /// A component without a body yet.
    pub(crate) fn reserve(&mut self, name: &str) -> TypeId {
        self.types.reserve(NameHint::Component(name.to_owned()), origin())
    }

    /// A component.
    pub(crate) fn add(&mut self, name: &str, shape: Shape) -> TypeId {
        let id = self.reserve(name);
        self.types.define(id, Facts::default(), shape);
        id
    }

    /// A component that is a record.
    pub(crate) fn record(&mut self, name: &str, fields: Vec<Field>) -> TypeId {
        self.add(name, record(fields))
    }

    /// A component that is an enum of these values.
    pub(crate) fn strings(&mut self, name: &str, values: &[&str]) -> TypeId {
        self.add(name, enumeration(values.iter().map(|value| EnumWire::String((*value).to_owned()))))
    }

    /// The API with nothing but the types.
    pub(crate) fn api(self) -> Api {
        Api {
            info: Info { title: "Test".to_owned(), ..Info::default() },
            server: None,
            servers: Vec::new(),
            credentials: Vec::new(),
            tags: Vec::new(),
            operations: Vec::new(),
            webhooks: Vec::new(),
            types: self.types,
        }
    }

    /// The files of the models crate.
    pub(crate) fn files(self) -> FileSet {
        files(&self.api())
    }
}

/// The files of the models crate of an API.
pub(crate) fn files(api: &Api) -> FileSet {
    let options = Options {
        models: "test-models".to_owned(),
        client: "test-client".to_owned(),
        source: "a test".to_owned(),
        location: Location::Member,
        formats: Vec::new(),
        validate: false,
    };
    let plan = plan(api, &options, &mut Diagnostics::default());
    let crates = emit(&plan).expect("what is planned can be printed");
    crates.into_iter().next().expect("the models crate comes first").files
}

/// Fails unless each of these pieces stands in the file.
#[track_caller]
pub(crate) fn check(files: &FileSet, path: &str, pieces: &[&str]) {
    let text = files.get(path).unwrap_or_else(|| panic!("there is no `{path}`"));
    for piece in pieces {
        assert!(text.contains(piece), "not in `{path}`:\n{piece}\n\nbut:\n{text}");
    }
}

pub(crate) fn origin() -> Origin {
    Origin { pointer: Pointer::root(), span: Span { file: FileId(0), start: 0, end: 0 } }
}

pub(crate) fn record(fields: Vec<Field>) -> Shape {
    Shape::Record(Record { fields, rest: Rest::Ignored })
}

pub(crate) fn enumeration(values: impl IntoIterator<Item = EnumWire>) -> Shape {
    let value = |wire| EnumValue { wire, name: None, description: None };
    Shape::Enum(Enum { values: values.into_iter().map(value).collect() })
}

pub(crate) fn required(wire: &str, ty: Ty) -> Field {
    Field { wire: wire.to_owned(), presence: Presence::Required, ty, facts: Facts::default(), origin: origin() }
}

pub(crate) fn optional(wire: &str, ty: Ty) -> Field {
    Field { presence: Presence::Optional, ..required(wire, ty) }
}

/// The field with a default.
pub(crate) fn with_default(mut field: Field, default: serde_json::Value) -> Field {
    field.facts.default = Some(default);
    field
}

/// The field, set by one side only.
pub(crate) fn set_by(mut field: Field, access: Access) -> Field {
    field.facts.access = access;
    field
}

pub(crate) fn variant(hint: &str, ty: Ty) -> Variant {
    Variant { hint: vec![hint.to_owned()], ty, description: None, tags: Vec::new(), adds_tag: false }
}

/// The variant, meant by these values of the tag.
pub(crate) fn tagged(variant: Variant, tags: &[&str]) -> Variant {
    Variant { tags: tags.iter().map(|tag| EnumWire::String((*tag).to_owned())).collect(), ..variant }
}
