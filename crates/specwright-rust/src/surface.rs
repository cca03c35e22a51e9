//! What a generated client offers to its callers, for programs that call all of it.

use specwright_ir::{Format, Operation};

use crate::{
    emit::type_from_outside,
    plan::{Accepts, BodyPlan, CredentialCall, Encode, Initial, OperationPlan, PartsPlan, Plan, Setter, TypeExpr},
};

/// The public methods of a client and its builder.
#[derive(Clone, Debug)]
pub struct Surface {
    /// The builder's setters of credentials that are given as text.
    pub credentials: Vec<CredentialSetter>,
    /// A method for each operation and each further media type, in the order of the client's sections.
    pub methods: Vec<ClientMethod>,
}

/// A setter of a credential.
#[derive(Clone, Debug)]
pub struct CredentialSetter {
    /// The builder's method.
    pub name: String,
    /// The security scheme.
    pub scheme: String,
    /// Whether it takes a user name before the secret.
    pub user: bool,
}

/// A method of the client.
#[derive(Clone, Debug)]
pub struct ClientMethod {
    /// The id of the operation it calls; several methods may call one.
    pub operation: String,
    /// The client's method.
    pub name: String,
    /// The media type of the body it sends.
    pub media_type: Option<String>,
    /// The operation's own server.
    pub server: Option<String>,
    /// What it must be given, in order.
    pub arguments: Vec<Slot>,
    /// What can be chained, by the names of the setters.
    pub options: Vec<(String, Slot)>,
}

/// A place for a value.
#[derive(Clone, Debug)]
pub struct Slot {
    /// What it is for.
    pub of: SlotOf,
    /// What it is given as.
    pub ty: SlotType,
}

/// What a value is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SlotOf {
    /// A parameter of the operation, by its position.
    Parameter(usize),
    /// The body.
    Body,
    /// A part of the body, by its name on the wire.
    Part(String),
}

/// What a value is given as.
#[derive(Clone, Debug)]
pub enum SlotType {
    /// A type that reads itself from JSON, as it is written outside of the client.
    Json(String),
    /// `ByteSource`.
    Bytes,
    /// `RawBody`.
    Raw,
    /// `Part`.
    File,
    /// `Vec<Part>`.
    Files,
    /// A struct of parts.
    Parts {
        /// Its name at the root of the client.
        name: String,
        /// What `new` must be given, in order.
        arguments: Vec<Slot>,
        /// What can be chained, by the names of the setters.
        options: Vec<(String, Slot)>,
    },
}

impl Surface {
    /// The surface of the client of a plan.
    pub fn of(plan: &Plan) -> Self {
        let client = &plan.client;
        let code = client.package.name.replace('-', "_");
        let text = client.credentials.iter().filter(|credential| credential.call != CredentialCall::Tokens);
        let credentials = text.map(|credential| CredentialSetter {
            name: credential.setter.to_string(),
            scheme: credential.scheme.clone(),
            user: credential.call == CredentialCall::Basic,
        });
        let operations = client.sections.iter().flat_map(|section| &section.operations);
        Self { credentials: credentials.collect(), methods: operations.map(|one| method(one, &code)).collect() }
    }
}

/// How the body that a method of this operation sends is made.
pub fn content_of<'o>(operation: &'o Operation, method: &ClientMethod) -> Option<&'o Format> {
    let wanted = method.media_type.as_deref()?;
    let contents = &operation.body.as_ref()?.contents;
    contents.iter().find(|content| content.media_type == wanted).map(|content| &content.format)
}

fn method(operation: &OperationPlan, code: &str) -> ClientMethod {
    let parameter = |field: &crate::names::Name| {
        operation.parameters.iter().position(|parameter| &parameter.field == field).map(SlotOf::Parameter)
    };
    let slot = |field: &crate::names::Name, accepts: &Accepts| match (parameter(field), &operation.body) {
        (None, Some(body)) => Slot { of: SlotOf::Body, ty: body_type(body, &accepts.whole(), code) },
        (of, _) => Slot { of: of.unwrap_or(SlotOf::Body), ty: slot_type(&accepts.whole(), code) },
    };
    ClientMethod {
        operation: operation.id.clone(),
        name: operation.method.to_string(),
        media_type: operation.body.as_ref().map(|body| body.media_type.clone()),
        server: operation.server.clone(),
        arguments: operation.arguments.iter().map(|argument| slot(&argument.field, &argument.accepts)).collect(),
        options: operation
            .options
            .iter()
            .map(|option| (option.setter.to_string(), slot(&option.field, &option.accepts)))
            .collect(),
    }
}

fn body_type(body: &BodyPlan, ty: &TypeExpr, code: &str) -> SlotType {
    match &body.encode {
        Encode::Multipart(parts) => parts_type(parts, code),
        _ => slot_type(ty, code),
    }
}

fn parts_type(parts: &PartsPlan, code: &str) -> SlotType {
    let record = &parts.record;
    let wire = |field: &crate::names::Name| {
        let part = parts.parts.iter().find(|part| &part.field == field);
        SlotOf::Part(part.map(|part| part.wire.clone()).unwrap_or_default())
    };
    let arguments = record.fields.iter().filter_map(|field| match &field.initial {
        Initial::Argument(accepts) => Some(Slot { of: wire(&field.name), ty: slot_type(&accepts.whole(), code) }),
        _ => None,
    });
    let is_named = |setter: &&Setter| parts.parts.iter().any(|part| part.field == setter.field);
    let options = record.setters.iter().filter(is_named).map(|setter| {
        let slot = Slot { of: wire(&setter.field), ty: slot_type(&setter.accepts.whole(), code) };
        (setter.name.to_string(), slot)
    });
    SlotType::Parts { name: record.name.to_string(), arguments: arguments.collect(), options: options.collect() }
}

fn slot_type(ty: &TypeExpr, code: &str) -> SlotType {
    match ty {
        TypeExpr::ByteSource => SlotType::Bytes,
        TypeExpr::RawBody => SlotType::Raw,
        TypeExpr::Part => SlotType::File,
        TypeExpr::Vec(inner) if **inner == TypeExpr::Part => SlotType::Files,
        other => SlotType::Json(type_from_outside(other, code)),
    }
}
