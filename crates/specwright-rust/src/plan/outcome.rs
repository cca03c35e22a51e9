//! What may come back from a call: outputs, errors, and which status means which.

use specwright_ir::{Format, Operation, Response, StatusPattern};

use super::{
    docs,
    operation::OperationPlan,
    payload::{self, Payload},
    status::{self, StatusArm},
    type_expr::TypeExpr,
    type_names::TypeNames,
};
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
    /// The method that gives what it holds, of an output.
    pub(crate) accessor: Option<Name>,
}

/// One arm of the dispatch on the status and the media type.
#[derive(Clone, Debug)]
pub(crate) struct AnswerPlan {
    pub(crate) status: StatusArm,
    /// Which media type it is for; `None` for every one that no arm before has.
    pub(crate) media_type: Option<String>,
    pub(crate) decode: Decode,
    /// The variant to wrap in; `None` for an output that is one type.
    pub(crate) variant: Option<Name>,
    pub(crate) success: bool,
    /// The data after which a stream of events has ended.
    pub(crate) until: Vec<String>,
}

/// How an answer's body is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Decode {
    Json,
    /// XML below this root.
    Xml(Name),
    Text,
    /// Text that says a value.
    TextValue,
    Bytes,
    Empty,
    /// Events whose data are JSON.
    Events,
    /// Events whose data are text.
    TextEvents,
    /// Events that are told apart by what they are called.
    NamedEvents,
    /// JSON texts one after the other.
    Lines,
}

impl Decode {
    /// Whether the body is read while it arrives.
    pub(crate) fn is_stream(&self) -> bool {
        self.is_events() || *self == Self::Lines
    }

    /// Whether the body is a stream of events.
    pub(crate) fn is_events(&self) -> bool {
        matches!(self, Self::Events | Self::TextEvents | Self::NamedEvents)
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
    let all: Vec<Vec<Payload>> = successes.iter().map(|response| payload::of(response, names)).collect();
    if successes.is_empty() {
        let status = StatusArm::Range(200, 299);
        let (decode, until) = (Decode::Empty, Vec::new());
        answers.push(AnswerPlan { status, media_type: None, decode, variant: None, success: true, until });
    }
    if let Some(ty) = payload::only_type(&all) {
        for (response, payloads) in successes.iter().zip(&all) {
            for Payload { decode, media_type, until, .. } in payload::by_decode(payloads) {
                let (status, media_type) = (success_arm(response), media_type.clone());
                let (decode, until) = (decode.clone(), until.clone());
                answers.push(AnswerPlan { status, media_type, decode, variant: None, success: true, until });
            }
        }
        return OutputPlan::Type(ty);
    }
    let name = types.mint(&suffixed(words, "output"), "").name;
    let mut accessors = Scope::methods();
    let mut variants = Vec::new();
    each_variant(successes, all, &mut variants, |response, Payload { decode, media_type, until, .. }, variant| {
        let status = success_arm(response);
        answers.push(AnswerPlan { status, media_type, decode, variant: Some(variant), success: true, until });
    });
    for variant in variants.iter_mut().filter(|variant: &&mut VariantOf| variant.ty.is_some()) {
        let words = [vec!["into".to_owned()], crate::names::words(variant.name.plain())].concat();
        variant.accessor = Some(accessors.mint(&words, "").name);
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
    let all: Vec<Vec<Payload>> = errors.iter().map(|response| payload::of(response, names)).collect();
    let mut variants = Vec::new();
    each_variant(errors, all, &mut variants, |response, Payload { decode, media_type, .. }, variant| {
        let status = StatusArm::of(response.status);
        let until = Vec::new();
        answers.push(AnswerPlan { status, media_type, decode, variant: Some(variant), success: false, until });
    });
    ErrorPlan::Enum { name, variants }
}

/// A variant for everything that the responses may hold; what is the same type as before in one response shares it.
fn each_variant(
    responses: &[&Response],
    mut all: Vec<Vec<Payload>>,
    variants: &mut Vec<VariantOf>,
    mut arm: impl FnMut(&Response, Payload, Name),
) {
    payload::put_into_boxes(&mut all);
    let mut scope = Scope::variants();
    for (response, payloads) in responses.iter().zip(all) {
        let mut known: Vec<(Option<TypeExpr>, Name)> = Vec::new();
        let mut arms = Vec::new();
        for payload in payloads {
            let shared = known.iter().find(|(ty, _)| payload.is_value && *ty == payload.ty);
            let name = match shared {
                Some((_, name)) => name.clone(),
                None => {
                    let variant = variant(response, &payload, &mut scope);
                    let name = variant.name.clone();
                    variants.push(variant);
                    name
                }
            };
            known.extend(payload.is_value.then(|| (payload.ty.clone(), name.clone())));
            arms.push((payload, name));
        }
        // What is read whatever its media type comes last.
        arms.sort_by_key(|(payload, _)| payload.media_type.is_none());
        arms.into_iter().for_each(|(payload, name)| arm(response, payload, name));
    }
}

fn success_arm(response: &Response) -> StatusArm {
    match response.status {
        // A default that stands for the successes.
        StatusPattern::Default => StatusArm::Range(200, 299),
        status => StatusArm::of(status),
    }
}

/// An error answer is never left to be streamed: of a stream it is the text.
fn collected(response: &Response) -> Response {
    let mut response = response.clone();
    for content in response.content.iter_mut().chain(&mut response.others) {
        if matches!(content.format, Format::Lines(_) | Format::Events(_)) {
            content.format = Format::Text;
        }
    }
    response
}

fn variant(response: &Response, payload: &Payload, scope: &mut Scope) -> VariantOf {
    let (mut label, mut reason) = status::said(response.status);
    if let Some((media_type, word)) = &payload.beside {
        label = format!("{label}, as {}", docs::code(media_type));
        reason = format!("{reason} {word}");
    }
    let docs = match response.description.trim() {
        // A number with a full stop would begin a list in Markdown.
        "" => label,
        text => format!("{label}: {text}"),
    };
    let name = scope.mint(&words(&reason), "").name;
    VariantOf { name, docs: crate::docs::doc_lines(&docs), ty: payload.ty.clone(), accessor: None }
}

fn suffixed(words: &[String], word: &str) -> Vec<String> {
    words.iter().cloned().chain([word.to_owned()]).collect()
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
