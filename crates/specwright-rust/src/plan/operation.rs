//! Operations: a request value, its outcomes and the setters of its options.

use specwright_ir::{Code, Content, Diagnostics, Format, Operation, Parameter, ParameterStyle, Place};

use super::{
    accept,
    body::{self, BodyPlan, Encode},
    docs,
    outcome::{AnswerPlan, Decode, ErrorPlan, Outcomes, OutputPlan, outcome_types},
    paging::PagingPlan,
    record::{Accepts, accepts},
    type_expr::{Imports, TypeExpr, contains, imports},
    type_names::TypeNames,
};
use crate::{
    docs::doc_inline,
    names::{Name, Scope, in_ascii, words},
};

/// One operation of the client crate.
#[derive(Clone, Debug)]
pub(crate) struct OperationPlan {
    /// The module, and the method of the client.
    pub(crate) module: Name,
    pub(crate) method: Name,
    /// The request value.
    pub(crate) name: Name,
    pub(crate) imports: Imports,
    pub(crate) id: String,
    pub(crate) http_method: String,
    pub(crate) path: String,
    pub(crate) security: Vec<Vec<String>>,
    /// Its own server.
    pub(crate) server: Option<String>,
    /// Docs of the client's method.
    pub(crate) method_docs: Vec<String>,
    /// One line for lists of operations.
    pub(crate) summary: Option<String>,
    /// The group it is listed in.
    pub(crate) tag: Option<String>,
    pub(crate) deprecated: bool,
    pub(crate) parameters: Vec<ParameterPlan>,
    pub(crate) body: Option<BodyPlan>,
    /// How it turns its pages, if it answers with some.
    pub(crate) paging: Option<PagingPlan>,
    /// The header by which the server knows a request that it has seen before.
    pub(crate) idempotency_key: Option<String>,
    /// What a call must be given, in order.
    pub(crate) arguments: Vec<Argument>,
    /// What a call may be given.
    pub(crate) options: Vec<OptionPlan>,
    pub(crate) output: OutputPlan,
    pub(crate) error: ErrorPlan,
    pub(crate) answers: Vec<AnswerPlan>,
    /// The `accept` header, when it is not JSON that is wanted.
    pub(crate) accept: Option<String>,
    /// The operation that this one is with another body or as a stream: its errors are that one's.
    pub(crate) plain: Option<Plain>,
}

/// An operation with the preferred media type of its body.
#[derive(Clone, Debug)]
pub(crate) struct Plain {
    pub(crate) module: Name,
    pub(crate) name: Name,
    /// Whether it reads the answers too: its outcomes are the same.
    pub(crate) reads: bool,
}

impl OperationPlan {
    /// Whether its answers are read by the operation that it is with another body.
    pub(crate) fn delegates(&self) -> bool {
        self.plain.as_ref().is_some_and(|plain| plain.reads)
    }

    /// Whether a function of `specwright-values` makes the value of an argument, an option or a part.
    pub(super) fn collects(&self) -> bool {
        let arguments = self.arguments.iter().map(|argument| &argument.accepts);
        let options = self.options.iter().map(|option| &option.accepts);
        let parts = self.body.iter().flat_map(BodyPlan::accepts);
        arguments.chain(options).chain(parts).any(Accepts::collects)
    }

    /// Whether it writes or reads XML itself.
    pub(crate) fn has_xml(&self) -> bool {
        let writes = self.body.as_ref().is_some_and(|body| matches!(body.encode, Encode::Xml(_)));
        let reads = self.answers.iter().any(|answer| matches!(answer.decode, Decode::Xml(_)));
        writes || (reads && !self.delegates())
    }

    /// Every type that is written in the operation's file and for its method.
    pub(super) fn types(&self) -> impl Iterator<Item = &TypeExpr> {
        let arguments = self.arguments.iter().map(|argument| argument.accepts.ty());
        let options = self.options.iter().map(|option| option.accepts.ty());
        let parameters = self.parameters.iter().map(|parameter| &parameter.ty).chain(arguments).chain(options);
        let request = parameters.chain(self.body.iter().flat_map(BodyPlan::types));
        let items = self.paging.iter().map(|paging| &paging.item);
        request.chain(outcome_types(&self.output, &self.error)).chain(items)
    }
}

/// A parameter of the request value.
#[derive(Clone, Debug)]
pub(crate) struct ParameterPlan {
    pub(crate) field: Name,
    pub(crate) docs: Vec<String>,
    pub(crate) ty: TypeExpr,
    pub(crate) wire: String,
    pub(crate) style: ParameterStyle,
    pub(crate) allow_reserved: bool,
}

/// A required argument of the client's method.
#[derive(Clone, Debug)]
pub(crate) struct Argument {
    pub(crate) field: Name,
    pub(crate) accepts: Accepts,
}

/// A chained setter of the call.
#[derive(Clone, Debug)]
pub(crate) struct OptionPlan {
    pub(crate) setter: Name,
    pub(crate) field: Name,
    pub(crate) docs: Vec<String>,
    pub(crate) accepts: Accepts,
    /// Whether the value is wrapped in `Some`.
    pub(crate) some: bool,
}

/// Methods that a call has besides the setters of its options.
const CALL_METHODS: &[&str] = &[
    "timeout",
    "header",
    "response",
    "send",
    "byte_stream",
    "to_http_request",
    "read_http_response",
    "operation_mut",
    "new",
];

/// Methods that a call has besides when it asks for a page.
const PAGED_METHODS: &[&str] = &["pages", "items"];

/// Names that the files of operations bring into scope.
pub(super) const TYPES_IN_SCOPE: &[&str] = &[
    "Answer",
    "Async",
    "Encoding",
    "EventStream",
    "HeaderMap",
    "JsonLines",
    "Multipart",
    "Part",
    "ByteSource",
    "Call",
    "Client",
    "ClientBuilder",
    "Failure",
    "InvalidRequest",
    "Method",
    "NextPage",
    "Operation",
    "PageItems",
    "PageTurn",
    "Paged",
    "Pages",
    "RawBody",
    "RequestWriter",
    "Blocking",
    "BuildError",
    "Bytes",
    "Credential",
    "Error",
    "ErrorKind",
    "Infallible",
    "Mode",
    "Query",
    "Response",
    "Security",
    "Settings",
    "StreamError",
    "TokenProvider",
];

/// The scopes that operations share.
pub(super) struct OperationScopes {
    pub(super) modules: Scope,
    pub(super) methods: Scope,
    pub(super) types: Scope,
}

/// An operation with the preferred media type of its body.
pub(super) fn plan(
    operation: &Operation,
    names: &TypeNames,
    scopes: &mut OperationScopes,
    diagnostics: &mut Diagnostics,
) -> OperationPlan {
    let mut words = words(&operation.id);
    let method = scopes.methods.mint(&words, "call");
    if let Some(taken) = &method.renamed_from {
        let message = format!("the name `{taken}` is taken; operation `{}` is called `{}`", operation.id, method.name);
        diagnostics.report(Code::NameCollision, &operation.origin, message);
        // The module and the types are called after the method.
        words = crate::names::words(method.name.plain());
    }
    let module = scopes.modules.mint(&in_ascii(&words), "").name;
    let name = scopes.types.mint(&words, "operation").name;
    let outcomes = Outcomes::plan(operation, &words, names, &mut scopes.types);
    let named = Named { module, method: method.name, name };
    let content = operation.body.as_ref().and_then(|body| body.contents.first());
    request(operation, content, named, outcomes, None, names, &mut scopes.types)
}

/// The names of an operation.
pub(super) struct Named {
    pub(super) module: Name,
    pub(super) method: Name,
    pub(super) name: Name,
}

/// An operation with one media type of its body.
pub(super) fn request(
    operation: &Operation,
    content: Option<&Content>,
    named: Named,
    outcomes: Outcomes,
    plain: Option<Plain>,
    names: &TypeNames,
    types: &mut Scope,
) -> OperationPlan {
    let mut fields = Scope::fields();
    let mut parameters: Vec<ParameterPlan> =
        operation.parameters.iter().map(|parameter| plan_parameter(parameter, names, &mut fields)).collect();
    tell_key(operation, &mut parameters);
    let body = operation
        .body
        .as_ref()
        .zip(content)
        .map(|(body, content)| body::plan(body, content, &named.name, names, types, &mut fields));
    let options = options(operation, &parameters, body.as_ref(), names);
    let mut used: Vec<&TypeExpr> = parameters.iter().map(|parameter| &parameter.ty).collect();
    used.extend(options.iter().map(|option| option.accepts.ty()));
    used.extend(body.iter().flat_map(BodyPlan::types));
    match &outcomes.output {
        // The enums are not written again.
        OutputPlan::Type(ty) if plain.is_some() => used.push(ty),
        OutputPlan::Enum { .. } if plain.as_ref().is_some_and(|plain| plain.reads) => {}
        OutputPlan::Enum { variants, .. } if plain.is_some() => {
            used.extend(variants.iter().filter_map(|variant| variant.ty.as_ref()));
        }
        _ => used.extend(outcome_types(&outcomes.output, &outcomes.error)),
    }
    let own: Vec<&TypeExpr> =
        used.iter().copied().filter(|ty| !contains(ty, |ty| matches!(ty, TypeExpr::Own(_)))).collect();
    let imports = imports(own, &[]);
    OperationPlan {
        module: named.module,
        method: named.method,
        name: named.name,
        imports,
        id: operation.id.clone(),
        http_method: operation.method.clone(),
        path: operation.path.clone(),
        security: operation.security.clone(),
        server: operation.server.clone(),
        method_docs: method_docs(operation, content),
        summary: summary(operation).map(doc_inline),
        tag: operation.tags.first().cloned(),
        deprecated: operation.deprecated,
        arguments: arguments(operation, &parameters, body.as_ref(), names),
        options,
        paging: None,
        idempotency_key: operation.idempotency_key.clone(),
        parameters,
        body,
        output: outcomes.output,
        error: outcomes.error,
        answers: outcomes.answers,
        accept: accept::header(operation),
        plain,
    }
}

fn method_docs(operation: &Operation, content: Option<&Content>) -> Vec<String> {
    let prose = summary(operation);
    let summary = prose.map(|summary| {
        let summary = doc_inline(summary);
        if summary.ends_with(['.', '!', '?']) { summary } else { format!("{summary}.") }
    });
    let bare = |text: &str| text.trim().trim_end_matches('.').to_owned();
    let description = operation.description.as_deref().filter(|text| prose.map(bare) != Some(bare(text)));
    let line = docs::code(&format!("{} {}", operation.method, operation.path));
    let several = operation.body.as_ref().is_some_and(|body| body.contents.len() > 1);
    let request = match content.filter(|content| several && content.format != Format::Raw) {
        Some(content) => format!("Sends {line} with a body of {}.", docs::code(&content.media_type)),
        None => format!("Sends {line}."),
    };
    let see = operation.see.as_deref().map(docs::see);
    let key = operation.idempotency_key.as_deref();
    let key = key.map(|name| format!("Can be sent again: {} tells the server that it is the same.", docs::code(name)));
    docs::of_sections([summary.as_deref(), description, see.as_deref(), Some(request.as_str()), key.as_deref()])
}

/// The summary, if it says something. Some documents put the path there, which docs say anyway.
pub(super) fn summary(operation: &Operation) -> Option<&str> {
    operation.summary.as_deref().map(str::trim).filter(|summary| !summary.is_empty() && !is_path(summary))
}

fn is_path(summary: &str) -> bool {
    summary.starts_with('/') && !summary.contains(char::is_whitespace)
}

fn plan_parameter(parameter: &Parameter, names: &TypeNames, fields: &mut Scope) -> ParameterPlan {
    let bare = names.expr(&parameter.ty);
    let ty = match (&bare, parameter.required) {
        // A parameter has no `null` beside being absent.
        (TypeExpr::Option(_), false) | (_, true) => bare,
        (_, false) => bare.option(),
    };
    ParameterPlan {
        field: fields.mint(&words(&parameter.wire), place(parameter.style)).name,
        docs: docs::of_member(&parameter.facts, &parameter.wire),
        ty,
        wire: parameter.wire.clone(),
        style: parameter.style,
        allow_reserved: parameter.allow_reserved,
    }
}

/// Says of the parameter for the idempotency key what it is when the caller gives none.
fn tell_key(operation: &Operation, parameters: &mut [ParameterPlan]) {
    let Some(key) = &operation.idempotency_key else { return };
    let is_header = |style: ParameterStyle| style.place() == Place::Header;
    for parameter in parameters.iter_mut().filter(|parameter| is_header(parameter.style) && parameter.wire == *key) {
        if !parameter.docs.is_empty() {
            parameter.docs.push(String::new());
        }
        parameter.docs.push(" A random key, the same for every attempt of a call, unless it is set.".to_owned());
    }
}

/// The part of the request a parameter travels in: what tells it from another one of the same name.
fn place(style: ParameterStyle) -> &'static str {
    match style.place() {
        Place::Path => "path",
        Place::Header => "header",
        Place::Cookie => "cookie",
        Place::Query => "query",
    }
}

fn arguments(
    operation: &Operation,
    parameters: &[ParameterPlan],
    body: Option<&BodyPlan>,
    names: &TypeNames,
) -> Vec<Argument> {
    let required = operation.parameters.iter().zip(parameters).filter(|(parameter, _)| parameter.required);
    let mut arguments: Vec<Argument> = required
        .map(|(_, plan)| Argument { field: plan.field.clone(), accepts: accepts_value(&plan.ty, names) })
        .collect();
    if let Some(body) = body.filter(|body| body.required) {
        arguments.push(Argument { field: body.field.clone(), accepts: accepts_value(&body.ty, names) });
    }
    arguments
}

fn options(
    operation: &Operation,
    parameters: &[ParameterPlan],
    body: Option<&BodyPlan>,
    names: &TypeNames,
) -> Vec<OptionPlan> {
    let mut setters = Scope::methods().reserve(CALL_METHODS);
    if operation.pagination.is_some() {
        setters = setters.reserve(PAGED_METHODS);
    }
    let mut options = Vec::new();
    for (parameter, plan) in operation.parameters.iter().zip(parameters) {
        if !parameter.required {
            options.push(option(&mut setters, &plan.field, &plan.ty, &plan.docs, names));
        }
    }
    if let Some(body) = body.filter(|body| !body.required) {
        options.push(option(&mut setters, &body.field, &body.ty, &body.docs, names));
    }
    options
}

fn option(setters: &mut Scope, field: &Name, ty: &TypeExpr, docs: &[String], names: &TypeNames) -> OptionPlan {
    let (accepts, some) = match ty {
        TypeExpr::Option(inner) => (accepts(inner, None, names), true),
        TypeExpr::Maybe(inner) => (accepts(inner, Some(ty), names), false),
        other => (accepts(other, None, names), true),
    };
    let docs = if docs.is_empty() { vec![format!(" Sets `{}`.", field.plain())] } else { docs.to_vec() };
    let setter = setters.mint(&words(field.plain()), "parameter").name;
    OptionPlan { setter, field: field.clone(), docs, accepts, some }
}

fn accepts_value(ty: &TypeExpr, names: &TypeNames) -> Accepts {
    match ty {
        TypeExpr::Option(inner) => accepts(inner, Some(ty), names),
        other => accepts(other, None, names),
    }
}
