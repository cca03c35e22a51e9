//! Records: fields, constructor and setters.

use specwright_ir::{Field, Presence, Record, Rest, Shape, Ty, TypeId, Types};

use super::{
    docs,
    models::{Context, RecordPlan},
    type_expr::TypeExpr,
    type_names::TypeNames,
};
use crate::names::{Name, Scope, words};

/// A field of a record.
#[derive(Clone, Debug)]
pub(crate) struct FieldPlan {
    pub(crate) name: Name,
    pub(crate) docs: Vec<String>,
    pub(crate) ty: TypeExpr,
    pub(crate) wire: Wire,
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

/// An argument of a constructor or setter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parameter {
    /// The name of the argument and, in constructors, of the field.
    pub(crate) name: Name,
    pub(crate) accepts: Accepts,
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
}

impl Accepts {
    /// The type that is written in the signature.
    pub(crate) fn ty(&self) -> &TypeExpr {
        match self {
            Self::Plain(ty) | Self::Into(ty) | Self::Boxed(ty) | Self::IntoBoxed(ty) => ty,
        }
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
        traits: cx.traits(id),
        fields: Vec::new(),
        arguments: Vec::new(),
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
    let bare = match &field.ty {
        Ty::Nullable(inner) => inner.as_ref(),
        other => other,
    };
    let inner = cx.names.field_expr(owner, bare);
    let nullable = matches!(field.ty, Ty::Nullable(_));
    let wire = field.wire.clone();
    let (ty, wire) = match (field.presence, nullable) {
        (Presence::Required, false) => (inner.clone(), Wire::Required(wire)),
        (Presence::Required, true) => (inner.clone().option(), Wire::Nullable(wire)),
        (Presence::Optional, false) if is_any(&cx.api.types, bare) => (inner.clone().option(), Wire::Any(wire)),
        (Presence::Optional, false) => (inner.clone().option(), Wire::Optional(wire)),
        (Presence::Optional, true) => (TypeExpr::Maybe(Box::new(inner.clone())), Wire::Maybe(wire)),
    };
    let wrapped = !matches!(wire, Wire::Required(_) | Wire::Optional(_) | Wire::Any(_));
    let accepts = accepts(&inner, wrapped.then_some(&ty), cx.names);
    match field.presence {
        Presence::Required => plan.arguments.push(Parameter { name: name.clone(), accepts }),
        Presence::Optional => plan.setters.push(Setter {
            name: setter_name(&field.wire, setters),
            field: name.clone(),
            docs: setter_docs(&name),
            accepts,
            some: !wrapped,
        }),
    }
    plan.fields.push(FieldPlan { name, docs: docs::of_field(&field.facts, cx.directions(owner)), ty, wire });
}

fn add_rest(cx: &Context<'_>, ty: &Ty, name: Name, setters: &mut Scope, plan: &mut RecordPlan) {
    let ty = cx.names.expr(&Ty::Map(Box::new(ty.clone())));
    plan.setters.push(Setter {
        name: setter_name("additional_properties", setters),
        field: name.clone(),
        docs: setter_docs(&name),
        accepts: Accepts::Plain(ty.clone()),
        some: false,
    });
    let docs = vec![" Every other property, by name.".to_owned()];
    plan.fields.push(FieldPlan { name, docs, ty, wire: Wire::Rest });
}

/// What an argument for a value of type `inner` accepts; `wrapper` is the `Option` or `Maybe` it sets as a whole.
pub(super) fn accepts(inner: &TypeExpr, wrapper: Option<&TypeExpr>, names: &TypeNames) -> Accepts {
    match (wrapper, names.behind(inner)) {
        (Some(TypeExpr::Maybe(_)), TypeExpr::Boxed(bare)) => Accepts::IntoBoxed(TypeExpr::Maybe(bare.clone())),
        (Some(TypeExpr::Option(_)), TypeExpr::Boxed(bare)) => Accepts::IntoBoxed(TypeExpr::Option(bare.clone())),
        (Some(wrapper), _) => Accepts::Into(wrapper.clone()),
        (None, TypeExpr::Boxed(bare)) => Accepts::Boxed(bare.as_ref().clone()),
        (
            None,
            TypeExpr::String
            | TypeExpr::Secret
            | TypeExpr::DateTime
            | TypeExpr::Json
            | TypeExpr::Vec(_)
            | TypeExpr::Bytes,
        ) => Accepts::Into(inner.clone()),
        (None, _) => Accepts::Plain(inner.clone()),
    }
}

fn setter_name(wire: &str, scope: &mut Scope) -> Name {
    let words = words(wire);
    let mut with = vec!["with".to_owned()];
    with.extend(words.iter().cloned());
    let mut probe = scope.clone();
    if probe.mint(&words, "").renamed_from.is_none() {
        return scope.mint(&words, "").name;
    }
    scope.mint(&with, "").name
}

fn setter_docs(field: &Name) -> Vec<String> {
    vec![format!(" Sets [`{0}`](Self::{0}).", field.plain())]
}

/// Whether a type takes any JSON value, under whatever name.
fn is_any(types: &Types, ty: &Ty) -> bool {
    let mut current = ty;
    for _ in 0..=types.len() {
        match current {
            Ty::Any => return true,
            Ty::Named(id) => match types.get(*id).map(|definition| &definition.shape) {
                Some(Shape::Alias(next)) => current = next,
                _ => return false,
            },
            _ => return false,
        }
    }
    false
}
