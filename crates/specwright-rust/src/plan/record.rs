//! Records: fields, constructor and setters.

use serde_json::Value;
use specwright_ir::{Constraint, Field, Presence, Record, Rest, Shape, Ty, TypeId};

use super::{defaults, docs, enumeration, models::Context, traits::Traits, type_expr::TypeExpr, type_names::TypeNames};
use crate::names::{Name, Scope, words};

/// A struct with its wire table, constructor and setters.
#[derive(Clone, Debug)]
pub(crate) struct RecordPlan {
    pub(crate) name: Name,
    pub(crate) docs: Vec<String>,
    pub(crate) kind: RecordKind,
    pub(crate) traits: Traits,
    pub(crate) fields: Vec<FieldPlan>,
    pub(crate) setters: Vec<Setter>,
}

impl RecordPlan {
    /// Whether a type in it is one that clippy would rather see under a name.
    pub(crate) fn is_complex(&self) -> bool {
        self.fields.iter().any(|field| field.ty.is_complex())
    }

    /// What the constructor and the setters accept.
    pub(super) fn accepts(&self) -> impl Iterator<Item = &Accepts> {
        let arguments = self.fields.iter().filter_map(|field| match &field.initial {
            Initial::Argument(accepts) => Some(accepts),
            Initial::Absent | Initial::Only(_) | Initial::Truth(_) => None,
        });
        arguments.chain(self.setters.iter().map(|setter| &setter.accepts))
    }
}

/// What a record is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RecordKind {
    /// A model: it has a wire table.
    Model,
    /// The parts of a body; its operation writes them.
    Parts,
}

/// A field of a record.
#[derive(Clone, Debug)]
pub(crate) struct FieldPlan {
    pub(crate) name: Name,
    pub(crate) docs: Vec<String>,
    pub(crate) ty: TypeExpr,
    pub(crate) wire: Wire,
    pub(crate) initial: Initial,
    /// Whether what is read are integers, which may be written as `1.0`.
    pub(crate) is_integer: bool,
    /// What an absent property is read as.
    pub(crate) default: Option<Value>,
}

/// How a field is written and read: its entry in the wire table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wire {
    /// Always there.
    Required(String),
    /// Always there, maybe `null`.
    Nullable(String),
    /// Maybe absent.
    Optional(String),
    /// Maybe absent; any JSON value, `null` included.
    Any(String),
    /// Maybe absent, maybe `null`.
    Maybe(String),
    /// All properties that no other field takes.
    Rest,
}

/// What `new` gives a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Initial {
    /// Nothing: it is absent.
    Absent,
    /// An argument of the field's name.
    Argument(Accepts),
    /// The only value that the document knows: this variant of the field's type.
    Only(Name),
    /// The only truth value that the document knows.
    Truth(bool),
}

/// What an argument accepts and how it becomes the value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Accepts {
    /// The type itself.
    Plain(TypeExpr),
    /// Anything that converts into the type.
    Into(TypeExpr),
    /// The type itself, to be boxed.
    Boxed(TypeExpr),
    /// Anything that converts into a `Maybe` or `Option` of the type, whose content is to be boxed.
    IntoBoxed(TypeExpr),
    /// Items that convert into the type.
    Items(TypeExpr),
    /// Entries of a map from strings to what the value accepts.
    Entries(Box<Accepts>),
}

impl Accepts {
    /// The type that is written in the signature.
    pub(crate) fn ty(&self) -> &TypeExpr {
        match self {
            Self::Plain(ty) | Self::Into(ty) | Self::Boxed(ty) | Self::IntoBoxed(ty) | Self::Items(ty) => ty,
            Self::Entries(value) => value.ty(),
        }
    }

    /// The type of a value that is accepted as a whole.
    pub(crate) fn whole(&self) -> TypeExpr {
        match self {
            Self::Items(item) => TypeExpr::Vec(Box::new(item.clone())),
            Self::Entries(value) => TypeExpr::Map(Box::new(value.whole())),
            Self::Plain(ty) | Self::Into(ty) | Self::Boxed(ty) | Self::IntoBoxed(ty) => ty.clone(),
        }
    }

    /// Whether a function of `specwright-values` makes the value.
    pub(crate) fn collects(&self) -> bool {
        matches!(self, Self::Items(_) | Self::Entries(_))
    }
}

/// A chained setter.
#[derive(Clone, Debug)]
pub(crate) struct Setter {
    pub(crate) name: Name,
    pub(crate) field: Name,
    pub(crate) docs: Vec<String>,
    pub(crate) accepts: Accepts,
    /// Whether the value is wrapped in `Some`.
    pub(crate) some: bool,
}

pub(super) fn plan(cx: &Context<'_>, id: TypeId, name: &Name, docs: Vec<String>, record: &Record) -> RecordPlan {
    let mut scope = Scope::fields();
    let mut setters = Scope::methods().reserve(&["new"]);
    let mut plan = RecordPlan {
        name: name.clone(),
        docs,
        kind: RecordKind::Model,
        traits: cx.traits(id),
        fields: Vec::new(),
        setters: Vec::new(),
    };
    for field in &record.fields {
        let field_name = scope.mint(&words(&field.wire), "field").name;
        add_field(cx, id, field, field_name, &mut setters, &mut plan);
    }
    if let Rest::Kept(ty) = &record.rest {
        let field = scope.mint(&["additional".to_owned(), "properties".to_owned()], "map").name;
        add_rest(cx, ty, field, &mut setters, &mut plan);
    }
    plan
}

fn add_field(cx: &Context<'_>, owner: TypeId, field: &Field, name: Name, setters: &mut Scope, plan: &mut RecordPlan) {
    let nullable = cx.names.aliases().nullable(&field.ty);
    let bare = nullable.unwrap_or(&field.ty);
    let inner = cx.names.field_expr(owner, bare);
    let presence = cx.directions(owner).presence(field);
    let wire = field.wire.clone();
    let (ty, wire) = match (presence, nullable.is_some()) {
        (Presence::Required, false) => (inner.clone(), Wire::Required(wire)),
        (Presence::Required, true) => (inner.clone().option(), Wire::Nullable(wire)),
        (Presence::Optional, false) if *cx.names.aliases().behind(bare) == Ty::Any => {
            (inner.clone().option(), Wire::Any(wire))
        }
        (Presence::Optional, false) => (inner.clone().option(), Wire::Optional(wire)),
        (Presence::Optional, true) => (TypeExpr::Maybe(Box::new(inner.clone())), Wire::Maybe(wire)),
    };
    let wrapped = !matches!(wire, Wire::Required(_) | Wire::Optional(_) | Wire::Any(_));
    let accepts = accepts(&inner, wrapped.then_some(&ty), cx.names);
    let initial = match (presence, only_value(cx, field)) {
        (Presence::Required, Some(only)) => only,
        (Presence::Required, None) => Initial::Argument(accepts),
        (Presence::Optional, _) => {
            plan.setters.push(Setter {
                name: setter_name(&field.wire, setters),
                field: name.clone(),
                docs: setter_docs(&name),
                accepts,
                some: !wrapped,
            });
            Initial::Absent
        }
    };
    let docs = docs::of_field(field, cx.directions(owner));
    let is_integer = is_integer(cx.names, &field.ty);
    let default = defaults::of_field(cx, field);
    plan.fields.push(FieldPlan { name, docs, ty, wire, initial, is_integer, default });
}

fn add_rest(cx: &Context<'_>, ty: &Ty, name: Name, setters: &mut Scope, plan: &mut RecordPlan) {
    let is_integer = is_integer(cx.names, ty);
    let ty = cx.names.expr(&Ty::Map(Box::new(ty.clone())));
    let accepts = accepts(&ty, None, cx.names);
    plan.setters.push(Setter {
        name: setter_name("additional_properties", setters),
        field: name.clone(),
        docs: setter_docs(&name),
        accepts,
        some: false,
    });
    let docs = vec![" Every other property, by name.".to_owned()];
    plan.fields.push(FieldPlan {
        name,
        docs,
        ty,
        wire: Wire::Rest,
        initial: Initial::Absent,
        is_integer,
        default: None,
    });
}

/// The only value of a field, if it is an enum of one value, or `true` or `false` alone.
fn only_value(cx: &Context<'_>, field: &Field) -> Option<Initial> {
    let id = match cx.names.aliases().behind(&field.ty) {
        Ty::Boolean => return only_truth(cx, field).map(Initial::Truth),
        Ty::Named(id) => id,
        _ => return None,
    };
    match &cx.api.types.get(*id)?.shape {
        Shape::Enum(enumeration) => enumeration::only_value(cx.names.get(*id)?, enumeration).map(Initial::Only),
        Shape::Record(_) | Shape::Union(_) | Shape::Alias(_) => None,
    }
}

/// What the field, or the definition that it uses, says of a truth value, unless one contradicts the other.
fn only_truth(cx: &Context<'_>, field: &Field) -> Option<bool> {
    let of_definition = match &field.ty {
        Ty::Named(id) => cx.api.types.get(*id).map(|definition| definition.facts.constraints.as_slice()),
        _ => None,
    };
    let constraints = field.facts.constraints.iter().chain(of_definition.unwrap_or_default());
    let mut truths = constraints.filter_map(|constraint| match constraint {
        Constraint::Truth(truth) => Some(*truth),
        _ => None,
    });
    let first = truths.next()?;
    truths.all(|truth| truth == first).then_some(first)
}

/// Whether what is at the end of lists and maps are integers.
fn is_integer(names: &TypeNames, ty: &Ty) -> bool {
    let mut current = ty;
    // Nobody nests lists deeper.
    for _ in 0..32 {
        match names.aliases().behind(current) {
            Ty::Integer(_) => return true,
            Ty::List(inner) | Ty::Map(inner) | Ty::Nullable(inner) => current = inner,
            _ => return false,
        }
    }
    false
}

/// What an argument for a value of type `inner` accepts; `wrapper` is the `Option` or `Maybe` it sets as a whole.
pub(super) fn accepts(inner: &TypeExpr, wrapper: Option<&TypeExpr>, names: &TypeNames) -> Accepts {
    match (wrapper, names.behind(inner)) {
        (Some(TypeExpr::Maybe(_)), TypeExpr::Boxed(bare)) => Accepts::IntoBoxed(TypeExpr::Maybe(bare.clone())),
        (Some(TypeExpr::Option(_)), TypeExpr::Boxed(bare)) => Accepts::IntoBoxed(TypeExpr::Option(bare.clone())),
        (Some(wrapper), _) => Accepts::Into(wrapper.clone()),
        (None, TypeExpr::Boxed(bare)) => Accepts::Boxed(bare.as_ref().clone()),
        (None, TypeExpr::Vec(item)) if converts(item, names) => Accepts::Items(item.as_ref().clone()),
        (None, TypeExpr::Vec(_)) => Accepts::Into(inner.clone()),
        (None, TypeExpr::Map(value)) => Accepts::Entries(Box::new(accepts_bare(value, names))),
        (None, TypeExpr::JsonMap) => Accepts::Entries(Box::new(Accepts::Into(TypeExpr::Json))),
        (None, _) => accepts_bare(inner, names),
    }
}

fn accepts_bare(ty: &TypeExpr, names: &TypeNames) -> Accepts {
    if converts(ty, names) { Accepts::Into(ty.clone()) } else { Accepts::Plain(ty.clone()) }
}

/// Whether something that callers have at hand is as good as the type: text for strings and open enums, bytes for base64,
/// numbers for exact ones, a payload for a union. Times, dates and ids are parsed, and what `parse` gives is only known
/// where the argument is of the type itself.
fn converts(ty: &TypeExpr, names: &TypeNames) -> bool {
    match names.behind(ty) {
        TypeExpr::String
        | TypeExpr::Secret
        | TypeExpr::Base64
        | TypeExpr::Base64Url
        | TypeExpr::Number
        | TypeExpr::Quoted(_)
        | TypeExpr::Json
        | TypeExpr::Bytes
        | TypeExpr::ByteSource
        | TypeExpr::Part => true,
        bare => names.is_convertible(bare),
    }
}

pub(super) fn setter_name(wire: &str, scope: &mut Scope) -> Name {
    let mut words = words(wire);
    if !scope.is_free(&words) {
        words.insert(0, "with".to_owned());
    }
    scope.mint(&words, "").name
}

pub(super) fn setter_docs(field: &Name) -> Vec<String> {
    vec![format!(" Sets [`{0}`](Self::{0}).", field.plain())]
}
