//! What may come back from a call: outputs, errors, and which status means which.

use specwright_ir::{Content, Format, Operation, Response, StatusPattern, StringFormat, Ty, XmlBody};

use super::{operation::OperationPlan, type_expr::TypeExpr, type_names::TypeNames};
use crate::names::{Name, Scope, words};

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
    Enum {
        name: Name,
        variants: Vec<VariantOf>,
    },
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Decode {
    Json,
    /// XML below this root.
    Xml(Name),
    Text,
    Bytes,
    Empty,
    /// Events whose data are JSON.
    Events,
    /// Events whose data are text.
    TextEvents,
    /// JSON texts one after the other.
    Lines,
}

impl Decode {
    /// Whether the body is read while it arrives.
    pub(crate) fn is_stream(&self) -> bool {
        matches!(self, Self::Events | Self::TextEvents | Self::Lines)
    }
}

/// What may come back.
pub(super) struct Outcomes {
    pub(super) output: OutputPlan,
    pub(super) error: ErrorPlan,
    pub(super) answers: Vec<AnswerPlan>,
}

impl Outcomes {
    pub(super) fn plan(operation: &Operation, words: &[String], names: &TypeNames, types: &mut Scope) -> Self {
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
        sort(&mut answers);
        Self { output, error, answers }
    }

    /// What may come back instead when an operation that has been planned is asked for a stream.
    pub(super) fn streamed(
        operation: &Operation,
        plain: &OperationPlan,
        words: &[String],
        names: &TypeNames,
        types: &mut Scope,
    ) -> Self {
        let successes: Vec<&Response> =
            operation.responses.iter().filter(|response| response.status.is_success()).collect();
        let mut answers: Vec<AnswerPlan> = plain.answers.iter().filter(|answer| !answer.success).cloned().collect();
        let output = output(&successes, words, names, types, &mut answers);
        sort(&mut answers);
        Self { output, error: plain.error.clone(), answers }
    }
}

/// The most specific first.
fn sort(answers: &mut [AnswerPlan]) {
    answers.sort_by_key(|answer| match answer.status {
        StatusArm::Exact(status) => (0, status),
        StatusArm::Range(from, _) => (1, from),
        StatusArm::Any => (2, 0),
    });
    narrow_ranges(answers);
}

/// Takes statuses of their own away from the ends of ranges: the arm before answers them (clippy's
/// `match_overlapping_arm`).
fn narrow_ranges(answers: &mut [AnswerPlan]) {
    let exact: Vec<u16> = answers
        .iter()
        .filter_map(|answer| match answer.status {
            StatusArm::Exact(status) => Some(status),
            StatusArm::Range(..) | StatusArm::Any => None,
        })
        .collect();
    for answer in answers {
        if let StatusArm::Range(from, to) = &mut answer.status {
            while from < to && exact.contains(from) {
                *from += 1;
            }
            while from < to && exact.contains(to) {
                *to -= 1;
            }
        }
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
            answers.push(AnswerPlan { status: arm(response), decode: decode.clone(), variant: None, success: true });
        }
        if successes.is_empty() {
            answers.push(AnswerPlan {
                status: StatusArm::Range(200, 299),
                decode: Decode::Empty,
                variant: None,
                success: true,
            });
        }
        let ty = distinct.into_iter().next().and_then(|(ty, _)| ty).unwrap_or(TypeExpr::Unit);
        return OutputPlan::Type(ty);
    }
    let name = types.mint(&suffixed(words, "output"), "").name;
    let mut scope = Scope::variants();
    let mut variants = Vec::new();
    for (response, (ty, decode)) in successes.iter().zip(payloads(successes, names)) {
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
    let errors: Vec<Response> = errors.iter().map(|response| collected(response)).collect();
    let errors: &[&Response] = &errors.iter().collect::<Vec<_>>();
    let name = types.mint(&suffixed(words, "error"), "").name;
    let mut scope = Scope::variants();
    let mut variants = Vec::new();
    for (response, (ty, decode)) in errors.iter().zip(payloads(errors, names)) {
        let variant = variant(response, ty, &mut scope);
        let status = status_arm(response.status);
        answers.push(AnswerPlan { status, decode, variant: Some(variant.name.clone()), success: false });
        variants.push(variant);
    }
    ErrorPlan::Enum { name, variants }
}

/// An error answer is never left to be streamed: of a stream it is the text.
fn collected(response: &Response) -> Response {
    let mut response = response.clone();
    if let Some(content) = &mut response.content
        && matches!(content.format, Format::Lines(_) | Format::Events(_))
    {
        content.format = Format::Text;
    }
    response
}

/// The largest payload that a variant holds by value beside variants of other types (clippy's `large_enum_variant`).
const LARGEST_PAYLOAD: usize = 200;

/// What the variants for these responses hold: large values in a box, unless every variant is as large.
fn payloads(responses: &[&Response], names: &TypeNames) -> Vec<(Option<TypeExpr>, Decode)> {
    let mut payloads: Vec<_> = responses.iter().map(|response| content(response.content.as_ref(), names)).collect();
    if payloads.windows(2).all(|pair| matches!(pair, [(one, _), (other, _)] if one == other)) {
        return payloads;
    }
    for (response, (payload, _)) in responses.iter().zip(&mut payloads) {
        let is_large = match response.content.as_ref().map(|content| &content.format) {
            Some(Format::Json(ty) | Format::Xml(XmlBody { ty, .. })) => names.size(ty) > LARGEST_PAYLOAD,
            Some(Format::Lines(_) | Format::Events(_)) => true,
            _ => false,
        };
        if is_large {
            *payload = payload.take().map(|payload| TypeExpr::Boxed(Box::new(payload)));
        }
    }
    payloads
}

fn content(content: Option<&Content>, names: &TypeNames) -> (Option<TypeExpr>, Decode) {
    match content.map(|content| &content.format) {
        None => (None, Decode::Empty),
        Some(Format::Json(ty)) => (Some(names.expr(ty)), Decode::Json),
        Some(Format::Xml(body)) => match names.xml().root(body) {
            Some(root) => (Some(names.expr(&body.ty)), Decode::Xml(root.clone())),
            None => (Some(TypeExpr::Bytes), Decode::Bytes),
        },
        Some(Format::Lines(ty)) => (Some(TypeExpr::JsonLines(Box::new(names.expr(ty)))), Decode::Lines),
        Some(Format::Events(ty)) => {
            let decode = if *ty == Ty::String(StringFormat::Plain) { Decode::TextEvents } else { Decode::Events };
            (Some(TypeExpr::EventStream(Box::new(names.expr(ty)))), decode)
        }
        Some(Format::Text) => (Some(TypeExpr::String), Decode::Text),
        // A response is never a form or in parts and always says what it is: lowering hands out its bytes.
        Some(Format::Bytes | Format::Raw | Format::Form(_) | Format::Multipart(_)) => {
            (Some(TypeExpr::Bytes), Decode::Bytes)
        }
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

pub(super) fn outcome_types<'a>(output: &'a OutputPlan, error: &'a ErrorPlan) -> impl Iterator<Item = &'a TypeExpr> {
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
