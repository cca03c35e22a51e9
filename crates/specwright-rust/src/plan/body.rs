//! Request bodies: their types, and how they become bytes.

use specwright_ir::{Body, Content, Encoding, Form, Format, ParameterStyle, Part, PartKind, Parts};

use super::{
    docs,
    record::{Accepts, FieldPlan, Initial, RecordKind, RecordPlan, Setter, Wire, accepts, setter_docs, setter_name},
    traits::Traits,
    type_expr::TypeExpr,
    type_names::TypeNames,
};
use crate::names::{Name, Scope, words};

/// The body of the request value.
#[derive(Clone, Debug)]
pub(crate) struct BodyPlan {
    pub(crate) field: Name,
    pub(crate) docs: Vec<String>,
    pub(crate) ty: TypeExpr,
    pub(crate) required: bool,
    pub(crate) media_type: String,
    pub(crate) encode: Encode,
}

/// How a body becomes bytes.
#[derive(Clone, Debug)]
pub(crate) enum Encode {
    Json,
    /// XML below this root.
    Xml(Name),
    Form(Vec<Encoding>),
    Multipart(PartsPlan),
    Lines,
    Text,
    Bytes,
    Raw,
}

/// A body of parts: the type that stands for it, and what is written of it.
#[derive(Clone, Debug)]
pub(crate) struct PartsPlan {
    pub(crate) record: RecordPlan,
    pub(crate) parts: Vec<PartPlan>,
    /// The field of all other parts by their names, and how each is written.
    pub(crate) rest: Option<(Name, WritePart)>,
}

/// How a field becomes a part, or several.
#[derive(Clone, Debug)]
pub(crate) struct PartPlan {
    pub(crate) field: Name,
    pub(crate) wire: String,
    pub(crate) write: WritePart,
}

/// The ways to write a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum WritePart {
    /// A scalar as text, an object as JSON, each item of a list.
    Value,
    /// The same under a media type.
    ValueAs(String),
    /// A part for each pair of a query parameter of this style.
    Styled(ParameterStyle),
    /// A file that is always there, with the media type it has unless it says another one.
    File(Option<String>),
    /// Each file of an option or a list.
    Files(Option<String>),
}

/// The body with one of its media types; `request` is the name of the operation's request value.
pub(super) fn plan(
    body: &Body,
    content: &Content,
    request: &Name,
    names: &TypeNames,
    types: &mut Scope,
    fields: &mut Scope,
) -> BodyPlan {
    let (bare, encode) = match &content.format {
        Format::Json(ty) => (names.expr(ty), Encode::Json),
        Format::Xml(body) => match names.xml().root(body) {
            Some(root) => (names.expr(&body.ty), Encode::Xml(root.clone())),
            None => (TypeExpr::String, Encode::Text),
        },
        Format::Form(Form { ty, encodings }) => (names.expr(ty), Encode::Form(encodings.clone())),
        Format::Multipart(parts) => {
            let mut words = words(request.plain());
            words.push("parts".to_owned());
            let name = types.mint(&words, "body").name;
            (TypeExpr::Own(name.clone()), Encode::Multipart(parts_plan(name, request, parts, names)))
        }
        Format::Lines(ty) => (TypeExpr::Vec(Box::new(names.expr(ty))), Encode::Lines),
        Format::Text | Format::Events(_) => (TypeExpr::String, Encode::Text),
        Format::Bytes => (TypeExpr::ByteSource, Encode::Bytes),
        Format::Raw => (TypeExpr::RawBody, Encode::Raw),
    };
    let prose = body.description.as_deref().unwrap_or("The request body.");
    BodyPlan {
        field: fields.mint(&["body".to_owned()], "").name,
        docs: crate::docs::doc_lines(prose),
        ty: match (body.required, names.behind(&bare)) {
            (true, _) => bare,
            // `null` is a body, and none is none.
            (false, TypeExpr::Option(inner)) => TypeExpr::Maybe(inner.clone()),
            (false, _) => bare.option(),
        },
        required: body.required,
        media_type: content.media_type.clone(),
        encode,
    }
}

fn parts_plan(name: Name, request: &Name, parts: &Parts, names: &TypeNames) -> PartsPlan {
    let mut scope = Scope::fields();
    // `write` is what the parts are sent by.
    let mut setters = Scope::methods().reserve(&["new", "write"]);
    let mut record = RecordPlan {
        name,
        docs: vec![format!(" The parts that [`{0}`] sends.", request.plain())],
        kind: RecordKind::Parts,
        traits: Traits { copy: false, eq: false, hash: false, default: false },
        fields: Vec::new(),
        setters: Vec::new(),
    };
    let mut plans = Vec::new();
    for part in &parts.named {
        let field = scope.mint(&words(&part.wire), "part").name;
        let (bare, write) = written(&part.kind, part.required, names);
        plans.push(PartPlan { field: field.clone(), wire: part.wire.clone(), write });
        add_field(part, field, bare, &mut setters, &mut record, names);
    }
    let rest = parts.rest.as_ref().map(|kind| {
        let field = scope.mint(&["additional".to_owned(), "parts".to_owned()], "").name;
        let (bare, write) = written(kind, true, names);
        add_rest(field.clone(), bare, &mut setters, &mut record, names);
        (field, write)
    });
    PartsPlan { record, parts: plans, rest }
}

/// The type of a part, and how it is written.
fn written(kind: &PartKind, required: bool, names: &TypeNames) -> (TypeExpr, WritePart) {
    match kind {
        PartKind::Value { ty, media_type: None } => (names.expr(ty), WritePart::Value),
        PartKind::Value { ty, media_type: Some(media_type) } => {
            (names.expr(ty), WritePart::ValueAs(media_type.clone()))
        }
        PartKind::Styled { ty, style } => (names.expr(ty), WritePart::Styled(*style)),
        PartKind::File { several: true, media_type } => {
            (TypeExpr::Vec(Box::new(TypeExpr::Part)), WritePart::Files(media_type.clone()))
        }
        PartKind::File { several: false, media_type } if required => {
            (TypeExpr::Part, WritePart::File(media_type.clone()))
        }
        PartKind::File { several: false, media_type } => (TypeExpr::Part, WritePart::Files(media_type.clone())),
    }
}

fn add_rest(name: Name, each: TypeExpr, setters: &mut Scope, record: &mut RecordPlan, names: &TypeNames) {
    let ty = TypeExpr::Map(Box::new(each));
    record.setters.push(Setter {
        name: setter_name("additional_parts", setters),
        field: name.clone(),
        docs: setter_docs(&name),
        accepts: accepts(&ty, None, names),
        some: false,
    });
    let docs = vec![" Every other part, by name.".to_owned()];
    let initial = Initial::Absent;
    record.fields.push(FieldPlan { name, docs, ty, wire: Wire::Rest, initial, is_integer: false, default: None });
}

fn add_field(part: &Part, name: Name, bare: TypeExpr, setters: &mut Scope, record: &mut RecordPlan, names: &TypeNames) {
    // No file at all is no part: a list needs no option around it.
    let is_list = matches!(&bare, TypeExpr::Vec(item) if **item == TypeExpr::Part);
    let accepted = accepts(&bare, None, names);
    let wire = if part.required { Wire::Required(part.wire.clone()) } else { Wire::Optional(part.wire.clone()) };
    let (ty, wire, initial) = match part.required {
        true => (bare, wire, Initial::Argument(accepted)),
        false => {
            record.setters.push(Setter {
                name: setter_name(&part.wire, setters),
                field: name.clone(),
                docs: setter_docs(&name),
                accepts: accepted,
                some: !is_list,
            });
            let ty = if is_list { bare } else { bare.option() };
            (ty, if is_list { Wire::Rest } else { wire }, Initial::Absent)
        }
    };
    let docs = docs::of_member(&part.facts, &part.wire);
    record.fields.push(FieldPlan { name, docs, ty, wire, initial, is_integer: false, default: None });
}

impl BodyPlan {
    /// Every type that is written for it in the operation's file.
    pub(super) fn types(&self) -> impl Iterator<Item = &TypeExpr> {
        let fields = self.record().into_iter().flat_map(|record| &record.fields);
        std::iter::once(&self.ty).chain(fields.map(|field| &field.ty)).chain(self.accepts().map(Accepts::ty))
    }

    /// What the constructor and the setters of its parts accept.
    pub(super) fn accepts(&self) -> impl Iterator<Item = &Accepts> {
        self.record().into_iter().flat_map(RecordPlan::accepts)
    }

    fn record(&self) -> Option<&RecordPlan> {
        match &self.encode {
            Encode::Multipart(parts) => Some(&parts.record),
            _ => None,
        }
    }
}
