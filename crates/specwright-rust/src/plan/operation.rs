//! Operations: a request value, its outcomes and the setters of its options.

use specwright_ir::{Body, Code, Content, Diagnostics, Format, Operation, Parameter, ParameterStyle, Response, StatusPattern};

use super::{
    docs,
    record::{Accepts, accepts},
    type_expr::{self, Import, Imports, TypeExpr, imports},
    type_names::TypeNames,
};
use crate::{
    docs::doc_inline,
    names::{Name, Scope, words},
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
    pub(crate) uses_models: bool,
    pub(crate) uses_bytes: bool,
    pub(crate) id: String,
    pub(crate) http_method: String,
    pub(crate) path: String,
    pub(crate) security: Vec<Vec<String>>,
    /// Docs of the client's method.
    pub(crate) method_docs: Vec<String>,
    /// One line for lists of operations.
    pub(crate) summary: Option<String>,
    /// The group it is listed in.
    pub(crate) tag: Option<String>,
    pub(crate) deprecated: bool,
    pub(crate) parameters: Vec<ParameterPlan>,
    pub(crate) body: Option<BodyPlan>,
    /// What a call must be given, in order.
    pub(crate) arguments: Vec<Argument>,
    /// What a call may be given.
    pub(crate) options: Vec<OptionPlan>,
    pub(crate) output: OutputPlan,
    pub(crate) error: ErrorPlan,
    pub(crate) answers: Vec<AnswerPlan>,
    /// The `accept` header, when it is not JSON that is wanted.
    pub(crate) accept: Option<String>,
}

impl OperationPlan {
    /// Every type that is written in the operation's file.
    pub(super) fn types(&self) -> impl Iterator<Item = &TypeExpr> {
        let request = self.parameters.iter().map(|parameter| &parameter.ty).chain(self.body.iter().map(|body| &body.ty));
        request.chain(outcome_types(&self.output, &self.error))
    }
}

fn outcome_types<'a>(output: &'a OutputPlan, error: &'a ErrorPlan) -> impl Iterator<Item = &'a TypeExpr> {
    let (single, outputs): (Option<&TypeExpr>, &[VariantOf]) = match output {
        OutputPlan::Type(ty) => (Some(ty), &[]),
        OutputPlan::Enum { variants, .. } => (None, variants),
    };
    let errors: &[VariantOf] = match error {
        ErrorPlan::None => &[],
        ErrorPlan::Enum { variants, .. } => variants,
    };
    single.into_iter().chain(outputs.iter().chain(errors).filter_map(|variant| variant.ty.as_ref()))
}

/// A parameter of the request value.
#[derive(Clone, Debug)]
pub(crate) struct ParameterPlan {
    pub(crate) field: Name,
    pub(crate) docs: Vec<String>,
    pub(crate) ty: TypeExpr,
    pub(crate) wire: String,
    pub(crate) style: ParameterStyle,
}

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encode {
    Json,
    Form,
    Text,
    Bytes,
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
}

/// What a successful call returns.
#[derive(Clone, Debug)]
pub(crate) enum OutputPlan {
    /// One type, whatever the status.
    Type(TypeExpr),
    /// One of several, by status.
    Enum { name: Name, variants: Vec<VariantOf> },
}

/// What an error answer is read as.
#[derive(Clone, Debug)]
pub(crate) enum ErrorPlan {
    /// The document declares no error.
    None,
    Enum { name: Name, variants: Vec<VariantOf> },
}

/// A variant that stands for a status.
#[derive(Clone, Debug)]
pub(crate) struct VariantOf {
    pub(crate) name: Name,
    pub(crate) docs: Vec<String>,
    /// `None` for an answer without a body.
    pub(crate) ty: Option<TypeExpr>,
}

/// One arm of the dispatch on the status.
#[derive(Clone, Debug)]
pub(crate) struct AnswerPlan {
    pub(crate) status: StatusArm,
    pub(crate) decode: Decode,
    /// The variant to wrap in; `None` for an output that is one type.
    pub(crate) variant: Option<Name>,
    pub(crate) success: bool,
}

/// The statuses of an arm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StatusArm {
    Exact(u16),
    Range(u16, u16),
    Any,
}

/// How an answer's body is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decode {
    Json,
    Text,
    Bytes,
    Empty,
}

/// Methods that a call has besides the setters of its options.
const CALL_METHODS: &[&str] = &["timeout", "header", "response", "send", "to_http_request", "read_http_response", "operation_mut", "new"];

/// Names that the files of operations bring into scope.
pub(super) const TYPES_IN_SCOPE: &[&str] = &[
    "Answer", "Async", "Call", "Client", "ClientBuilder", "Failure", "InvalidRequest", "Method", "Operation", "RequestWriter",
    "Blocking", "BuildError", "Bytes", "Credential", "Error", "ErrorKind", "Infallible", "Mode", "Query", "Response", "Security",
    "Settings",
];

/// The scopes that operations share.
pub(super) struct OperationScopes {
    pub(super) modules: Scope,
    pub(super) methods: Scope,
    pub(super) types: Scope,
}

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
    let module = scopes.modules.mint(&words, "").name;
    let name = scopes.types.mint(&words, "operation").name;
    let mut fields = Scope::fields();
    let parameters: Vec<ParameterPlan> =
        operation.parameters.iter().map(|parameter| plan_parameter(parameter, names, &mut fields)).collect();
    let body = operation.body.as_ref().map(|body| plan_body(body, names, &mut fields));
    let outcomes = Outcomes::plan(operation, &words, names, &mut scopes.types);
    let mut used: Vec<&TypeExpr> = parameters.iter().map(|parameter| &parameter.ty).collect();
    used.extend(body.iter().map(|body| &body.ty));
    used.extend(outcome_types(&outcomes.output, &outcomes.error));
    let uses = |wanted: fn(&TypeExpr) -> bool| used.iter().any(|ty| type_expr::contains(ty, wanted));
    let uses_models = uses(|ty| matches!(ty, TypeExpr::Model(_)));
    let uses_bytes = uses(|ty| matches!(ty, TypeExpr::Bytes));
    let imports = imports(used.iter().copied(), &[]).into_iter().filter(|import| !matches!(import, Import::Model(_))).collect();
    OperationPlan {
        module,
        method: method.name,
        name,
        imports,
        uses_models,
        uses_bytes,
        id: operation.id.clone(),
        http_method: operation.method.clone(),
        path: operation.path.clone(),
        security: operation.security.clone(),
        method_docs: method_docs(operation),
        summary: summary(operation).map(doc_inline),
        tag: operation.tags.first().cloned(),
        deprecated: operation.deprecated,
        arguments: arguments(operation, &parameters, body.as_ref(), names),
        options: options(operation, &parameters, body.as_ref(), names),
        parameters,
        body,
        output: outcomes.output,
        error: outcomes.error,
        answers: outcomes.answers,
        accept: accept(operation),
    }
}

/// Asks for the media types of the successes, in the order of their statuses, and takes any other for errors. `None`
/// when that is nothing but JSON.
fn accept(operation: &Operation) -> Option<String> {
    let successes = operation.responses.iter().filter(|response| response.status.is_success());
    let mut wanted: Vec<&str> = Vec::new();
    for content in successes.filter_map(|response| response.content.as_ref()) {
        if !wanted.contains(&content.media_type.as_str()) {
            wanted.push(&content.media_type);
        }
    }
    let special = wanted.iter().any(|media_type| !media_type.eq_ignore_ascii_case("application/json"));
    special.then(|| format!("{}, */*;q=0.5", wanted.join(", ")))
}

fn method_docs(operation: &Operation) -> Vec<String> {
    let prose = summary(operation);
    let summary = prose.map(|summary| {
        let summary = doc_inline(summary);
        if summary.ends_with(['.', '!', '?']) { summary } else { format!("{summary}.") }
    });
    let bare = |text: &str| text.trim().trim_end_matches('.').to_owned();
    let description = operation.description.as_deref().filter(|text| prose.map(bare) != Some(bare(text)));
    let request = format!("Sends {}.", docs::code(&format!("{} {}", operation.method, operation.path)));
    let see = operation.see.as_deref().map(docs::see);
    docs::of_sections([summary.as_deref(), description, see.as_deref(), Some(request.as_str())])
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
        docs: docs::of_member(&parameter.facts),
        ty,
        wire: parameter.wire.clone(),
        style: parameter.style,
    }
}

/// The part of the request a parameter travels in: what tells it from another one of the same name.
fn place(style: ParameterStyle) -> &'static str {
    match style {
        ParameterStyle::Path { .. } => "path",
        ParameterStyle::Header { .. } => "header",
        ParameterStyle::Cookie => "cookie",
        ParameterStyle::Form { .. }
        | ParameterStyle::SpaceDelimited
        | ParameterStyle::PipeDelimited
        | ParameterStyle::DeepObject => "query",
    }
}

fn plan_body(body: &Body, names: &TypeNames, fields: &mut Scope) -> BodyPlan {
    let (bare, encode) = match &body.content.format {
        Format::Json(ty) => (names.expr(ty), Encode::Json),
        Format::Form(ty) => (names.expr(ty), Encode::Form),
        Format::Text => (TypeExpr::String, Encode::Text),
        Format::Bytes => (TypeExpr::Bytes, Encode::Bytes),
    };
    let prose = body.description.as_deref().unwrap_or("The request body.");
    BodyPlan {
        field: fields.mint(&["body".to_owned()], "").name,
        docs: crate::docs::doc_lines(prose),
        ty: if body.required { bare } else { bare.option() },
        required: body.required,
        media_type: body.content.media_type.clone(),
        encode,
    }
}

fn arguments(operation: &Operation, parameters: &[ParameterPlan], body: Option<&BodyPlan>, names: &TypeNames) -> Vec<Argument> {
    let required = operation.parameters.iter().zip(parameters).filter(|(parameter, _)| parameter.required);
    let mut arguments: Vec<Argument> =
        required.map(|(_, plan)| Argument { field: plan.field.clone(), accepts: accepts_value(&plan.ty, names) }).collect();
    if let Some(body) = body.filter(|body| body.required) {
        arguments.push(Argument { field: body.field.clone(), accepts: accepts_value(&body.ty, names) });
    }
    arguments
}

fn options(operation: &Operation, parameters: &[ParameterPlan], body: Option<&BodyPlan>, names: &TypeNames) -> Vec<OptionPlan> {
    let mut setters = Scope::methods().reserve(CALL_METHODS);
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
    let inner = match ty {
        TypeExpr::Option(inner) => inner.as_ref(),
        other => other,
    };
    let docs = if docs.is_empty() { vec![format!(" Sets `{}`.", field.plain())] } else { docs.to_vec() };
    let setter = setters.mint(&words(field.plain()), "parameter").name;
    OptionPlan { setter, field: field.clone(), docs, accepts: accepts(inner, None, names) }
}

fn accepts_value(ty: &TypeExpr, names: &TypeNames) -> Accepts {
    match ty {
        TypeExpr::Option(inner) => accepts(inner, Some(ty), names),
        other => accepts(other, None, names),
    }
}

/// What may come back.
struct Outcomes {
    output: OutputPlan,
    error: ErrorPlan,
    answers: Vec<AnswerPlan>,
}

impl Outcomes {
    fn plan(operation: &Operation, words: &[String], names: &TypeNames, types: &mut Scope) -> Self {
        let (mut successes, mut errors): (Vec<&Response>, Vec<&Response>) =
            operation.responses.iter().partition(|response| response.status.is_success());
        let default = errors.iter().position(|response| response.status == StatusPattern::Default);
        // With no success declared, the default stands for the successes as well.
        if let (true, Some(default)) = (successes.is_empty(), default.and_then(|index| errors.get(index).copied())) {
            successes.push(default);
        }
        errors.sort_by_key(|response| response.status);
        let mut answers = Vec::new();
        let output = output(&successes, words, names, types, &mut answers);
        let error = error(&errors, words, names, types, &mut answers);
        answers.sort_by_key(|answer| match answer.status {
            StatusArm::Exact(status) => (0, status),
            StatusArm::Range(from, _) => (1, from),
            StatusArm::Any => (2, 0),
        });
        Self { output, error, answers }
    }
}

fn output(
    successes: &[&Response],
    words: &[String],
    names: &TypeNames,
    types: &mut Scope,
    answers: &mut Vec<AnswerPlan>,
) -> OutputPlan {
    let arm = |response: &Response| match response.status {
        // A default that stands for the successes.
        StatusPattern::Default => StatusArm::Range(200, 299),
        status => status_arm(status),
    };
    let contents: Vec<_> = successes.iter().map(|response| content(response.content.as_ref(), names)).collect();
    let mut distinct = contents.clone();
    distinct.dedup();
    if let [] | [_] = distinct.as_slice() {
        for (response, (_, decode)) in successes.iter().zip(&contents) {
            answers.push(AnswerPlan { status: arm(response), decode: *decode, variant: None, success: true });
        }
        if successes.is_empty() {
            answers.push(AnswerPlan { status: StatusArm::Range(200, 299), decode: Decode::Empty, variant: None, success: true });
        }
        let ty = distinct.into_iter().next().and_then(|(ty, _)| ty).unwrap_or(TypeExpr::Unit);
        return OutputPlan::Type(ty);
    }
    let name = types.mint(&suffixed(words, "output"), "").name;
    let mut scope = Scope::variants();
    let mut variants = Vec::new();
    for (response, (ty, decode)) in successes.iter().zip(contents) {
        let variant = variant(response, ty, &mut scope);
        answers.push(AnswerPlan { status: arm(response), decode, variant: Some(variant.name.clone()), success: true });
        variants.push(variant);
    }
    OutputPlan::Enum { name, variants }
}

fn error(
    errors: &[&Response],
    words: &[String],
    names: &TypeNames,
    types: &mut Scope,
    answers: &mut Vec<AnswerPlan>,
) -> ErrorPlan {
    if errors.is_empty() {
        return ErrorPlan::None;
    }
    let name = types.mint(&suffixed(words, "error"), "").name;
    let mut scope = Scope::variants();
    let mut variants = Vec::new();
    for response in errors {
        let (ty, decode) = content(response.content.as_ref(), names);
        let variant = variant(response, ty, &mut scope);
        let status = status_arm(response.status);
        answers.push(AnswerPlan { status, decode, variant: Some(variant.name.clone()), success: false });
        variants.push(variant);
    }
    ErrorPlan::Enum { name, variants }
}

fn content(content: Option<&Content>, names: &TypeNames) -> (Option<TypeExpr>, Decode) {
    match content.map(|content| &content.format) {
        None => (None, Decode::Empty),
        Some(Format::Json(ty)) => (Some(names.expr(ty)), Decode::Json),
        Some(Format::Text) => (Some(TypeExpr::String), Decode::Text),
        // A response is never a form: lowering hands out its bytes.
        Some(Format::Bytes | Format::Form(_)) => (Some(TypeExpr::Bytes), Decode::Bytes),
    }
}

fn variant(response: &Response, ty: Option<TypeExpr>, scope: &mut Scope) -> VariantOf {
    let (label, reason) = match response.status {
        StatusPattern::Exact(status) => (status.to_string(), reason(status)),
        StatusPattern::Range(hundred) => (format!("{hundred}00 to {hundred}99"), range_name(hundred)),
        StatusPattern::Default => ("Every other status".to_owned(), "default".to_owned()),
    };
    let docs = match response.description.trim() {
        // A number with a full stop would begin a list in Markdown.
        "" => label,
        text => format!("{label}: {text}"),
    };
    VariantOf { name: scope.mint(&words(&reason), "").name, docs: crate::docs::doc_lines(&docs), ty }
}

fn status_arm(status: StatusPattern) -> StatusArm {
    match status {
        StatusPattern::Exact(status) => StatusArm::Exact(status),
        StatusPattern::Range(hundred) => StatusArm::Range(u16::from(hundred) * 100, u16::from(hundred) * 100 + 99),
        StatusPattern::Default => StatusArm::Any,
    }
}

fn suffixed(words: &[String], word: &str) -> Vec<String> {
    words.iter().cloned().chain([word.to_owned()]).collect()
}

fn range_name(hundred: u8) -> String {
    match hundred {
        1 => "informational",
        2 => "success",
        3 => "redirection",
        4 => "client error",
        _ => "server error",
    }
    .to_owned()
}

/// The reason phrase of a status in the IANA registry; the number for the others.
fn reason(status: u16) -> String {
    let reason = match status {
        200 => "ok",
        201 => "created",
        202 => "accepted",
        203 => "non authoritative information",
        204 => "no content",
        205 => "reset content",
        206 => "partial content",
        207 => "multi status",
        208 => "already reported",
        226 => "im used",
        300 => "multiple choices",
        301 => "moved permanently",
        302 => "found",
        303 => "see other",
        304 => "not modified",
        307 => "temporary redirect",
        308 => "permanent redirect",
        400 => "bad request",
        401 => "unauthorized",
        402 => "payment required",
        403 => "forbidden",
        404 => "not found",
        405 => "method not allowed",
        406 => "not acceptable",
        407 => "proxy authentication required",
        408 => "request timeout",
        409 => "conflict",
        410 => "gone",
        411 => "length required",
        412 => "precondition failed",
        413 => "content too large",
        414 => "uri too long",
        415 => "unsupported media type",
        416 => "range not satisfiable",
        417 => "expectation failed",
        421 => "misdirected request",
        422 => "unprocessable content",
        423 => "locked",
        424 => "failed dependency",
        425 => "too early",
        426 => "upgrade required",
        428 => "precondition required",
        429 => "too many requests",
        431 => "request header fields too large",
        451 => "unavailable for legal reasons",
        500 => "internal server error",
        501 => "not implemented",
        502 => "bad gateway",
        503 => "service unavailable",
        504 => "gateway timeout",
        505 => "http version not supported",
        507 => "insufficient storage",
        508 => "loop detected",
        511 => "network authentication required",
        other => return format!("status {other}"),
    };
    reason.to_owned()
}
