//! What Prism cannot do, or gets wrong. Each is told by how it comes about, never by the document it was met in, and
//! stands with its reason in `tests/conformance/prism/limits.tsv`.

mod body;

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::Value;
use specwright_ir::{Operation, Parameter, ParameterStyle, Place, Ty};
use specwright_rust::SlotOf;

use self::body::{
    has_choices, has_composite, has_no_media_type, has_typed_rest, is_composite, is_default, is_falsy, is_form,
    is_no_object, is_read, is_valid,
};
use super::{
    caller::{Answer, Exchange, Told},
    program::key,
    server::End,
    verdict::{Case, Complaint, Problem},
};
use crate::failure::Failure;

/// The name of a limit in the table.
pub(crate) type Limit = &'static str;

const ABSENT_OBJECT: Limit = "absent-object";
const ANSWER_INVALID: Limit = "answer-invalid";
const BODY_FALSY: Limit = "body-falsy";
const BODY_UNREAD: Limit = "body-unread";
const BODY_VALID: Limit = "body-valid";
const CONSUMES: Limit = "consumes";
const DEFAULT_INVALID: Limit = "default-invalid";
const DEPRECATED: Limit = "deprecated";
const ENDS: Limit = "ends";
const FORM_NO_OBJECT: Limit = "form-no-object";
const FORM_REST: Limit = "form-rest";
const FORM_TEXT: Limit = "form-text";
const FORMAT: Limit = "format";
const HANGS: Limit = "hangs";
const IGNORED_HEADER: Limit = "ignored-header";
const LIST_OR_NULL: Limit = "list-or-null";
const MEDIA_TYPE: Limit = "media-type";
const METHOD: Limit = "method";
const NO_RESPONSE: Limit = "no-response";
const NO_SCHEMA: Limit = "no-schema";
const NO_SERIALIZER: Limit = "no-serializer";
const NULL_PARAMETER: Limit = "null-parameter";
const OBJECT_LIST: Limit = "object-list";
const ONE_OF_TEXTS: Limit = "one-of-texts";
const OWN_ANSWER: Limit = "own-answer";
const PARAMETER_CONTENT: Limit = "parameter-content";
const PARAMETER_NAME: Limit = "parameter-name";
const PATH_NAME: Limit = "path-name";
pub(crate) const READ_ONLY: Limit = "read-only";
const REFERENCE_SIBLING: Limit = "reference-sibling";
const SAME_NAME: Limit = "same-name";
const SAME_PATH: Limit = "same-path";
const TOO_COMPLEX: Limit = "too-complex";
const UNDEFINED_NESTING: Limit = "undefined-nesting";
const UNUSED_PATH_PARAMETER: Limit = "unused-path-parameter";

const ALL: &[Limit] = &[
    ABSENT_OBJECT,
    ANSWER_INVALID,
    BODY_FALSY,
    BODY_UNREAD,
    BODY_VALID,
    CONSUMES,
    DEFAULT_INVALID,
    DEPRECATED,
    ENDS,
    FORM_NO_OBJECT,
    FORM_REST,
    FORM_TEXT,
    FORMAT,
    HANGS,
    IGNORED_HEADER,
    LIST_OR_NULL,
    MEDIA_TYPE,
    METHOD,
    NO_RESPONSE,
    NO_SCHEMA,
    NO_SERIALIZER,
    NULL_PARAMETER,
    OBJECT_LIST,
    ONE_OF_TEXTS,
    OWN_ANSWER,
    PARAMETER_CONTENT,
    PARAMETER_NAME,
    PATH_NAME,
    READ_ONLY,
    REFERENCE_SIBLING,
    SAME_NAME,
    SAME_PATH,
    TOO_COMPLEX,
    UNDEFINED_NESTING,
    UNUSED_PATH_PARAMETER,
];

/// Reads the reasons; each limit must have one, and nothing else may.
pub(crate) fn reasons(path: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let text = fs::read_to_string(path).map_err(|error| Failure::at(path, &error))?;
    let rows = text.lines().skip(1).filter_map(|line| line.split_once('\t'));
    let table: BTreeMap<String, String> = rows.map(|(limit, why)| (limit.to_owned(), why.to_owned())).collect();
    let known: BTreeMap<String, String> = ALL.iter().map(|limit| ((*limit).to_owned(), String::new())).collect();
    match table.keys().eq(known.keys()) {
        true => Ok(table),
        false => Err(Failure::new(format!("{} does not list the limits that are recognised", path.display()))),
    }
}

/// Why an operation is not called: Prism would end over it, or has never heard of what it needs.
pub(crate) fn uncallable(operation: &Operation) -> Option<&'static str> {
    let special = |style| matches!(style, ParameterStyle::Label { .. } | ParameterStyle::Matrix { .. });
    if operation.parameters.iter().any(|parameter| special(parameter.style)) {
        return Some("Prism ends over path parameters of the styles label and matrix");
    }
    None
}

/// Something that Prism says is wrong with the request, or with its own answer.
pub(crate) fn of_complaint(case: &Case<'_>, exchange: &Exchange, complaint: &Complaint) -> Option<Limit> {
    let location: Vec<&str> = complaint.location.iter().map(String::as_str).collect();
    match location.as_slice() {
        ["response", ..] => Some(OWN_ANSWER),
        _ if complaint.code == "deprecated" && complaint.severity == "Warning" => Some(DEPRECATED),
        ["request"] if complaint.code == "required" && is_falsy(exchange) => Some(BODY_FALSY),
        ["request"] if complaint.code == 415 && has_no_media_type(case) => Some(CONSUMES),
        ["request", "body", ..] if !is_read(case) => Some(BODY_UNREAD),
        ["request", "body", property, ..] if is_form(case) && is_composite(case, property) => Some(FORM_TEXT),
        ["request", "body"] if is_form(case) && is_no_object(case) => Some(FORM_NO_OBJECT),
        ["request", "body", ..] if is_form(case) && has_choices(case) && has_composite(case, exchange) => {
            Some(FORM_TEXT)
        }
        ["request", "body", _] if is_form(case) && complaint.code == "type" && has_typed_rest(case) => Some(FORM_REST),
        ["request", "body", ..]
            if complaint.code == "required"
                && quoted(&complaint.message).is_some_and(|name| case.subject.read_only.contains(name)) =>
        {
            Some(READ_ONLY)
        }
        ["request", "body", way @ .., property] if is_default(case, exchange, way, property) => Some(DEFAULT_INVALID),
        ["request", "body", ..] => is_valid(case, exchange).then_some(BODY_VALID),
        ["request", "path"] if complaint.code == "required" => {
            let name = quoted(&complaint.message)?;
            (!case.operation.path.contains(&format!("{{{name}}}"))).then_some(UNUSED_PATH_PARAMETER)
        }
        ["request", place] if complaint.code == "required" => {
            let name = quoted(&complaint.message)?;
            of_missing(case, place, name)
        }
        ["request", "header", "accept" | "content-type" | "authorization"] => Some(IGNORED_HEADER),
        ["request", "query", name, ..] if is_property(case, name) => Some(SAME_NAME),
        ["request", place, name, ..] if case.subject.says_beside_reference(case.operation, "schema", place, name) => {
            Some(REFERENCE_SIBLING)
        }
        ["request", "query", name] if complaint.code == "required" && is_absent_object(case, name) => {
            Some(ABSENT_OBJECT)
        }
        ["request", _, _] if complaint.code == "format" && names_own_format(&complaint.message) => Some(FORMAT),
        ["request", place, name] if complaint.code == "type" => {
            let (_, parameter) = parameter(case, name)?;
            let is_one_of_several = *place == "query" && complaint.message.contains("must be array,");
            match parameter.style {
                ParameterStyle::Json(_) => Some(PARAMETER_CONTENT),
                _ if is_one_of_several => Some(LIST_OR_NULL),
                _ => is_single(case, name).then_some(LIST_OR_NULL),
            }
        }
        ["request", "query", name] if complaint.code == "anyOf" || complaint.code == "oneOf" => {
            let is_ambiguous = || (complaint.code == "oneOf").then_some(ONE_OF_TEXTS);
            if is_single(case, name) { Some(LIST_OR_NULL) } else { is_ambiguous() }
        }
        ["request", "query", name, property, ..] => of_property(case, name, property),
        _ => None,
    }
}

/// A problem that is not about what the request holds.
pub(crate) fn of_problem(case: &Case<'_>, problem: &Problem) -> Option<Limit> {
    match problem.code.as_str() {
        "NO_RESPONSE_RESPONSE_DEFINED" if case.operation.responses.is_empty() => Some(NO_RESPONSE),
        "NO_PATH_MATCHED_ERROR" | "NO_METHOD_MATCHED_ERROR" if !is_known(&case.operation.method) => Some(METHOD),
        "NO_METHOD_MATCHED_ERROR" if has_twin(case) => Some(SAME_PATH),
        "NO_PATH_MATCHED_ERROR" if has_special_names(&case.operation.path) => Some(PATH_NAME),
        "INVALID_CONTENT_TYPE" if case.method.media_type.as_deref() == Some("*/*") => Some(MEDIA_TYPE),
        "SCHEMA_TOO_COMPLEX" => Some(TOO_COMPLEX),
        "UNKNOWN" if problem.detail.starts_with("Cannot find serializer for") => Some(NO_SERIALIZER),
        "NO_COMPLEX_OBJECT_TEXT" => Some(NO_SERIALIZER),
        _ => None,
    }
}

/// Something inside of an object of the query.
fn of_property(case: &Case<'_>, name: &str, property: &str) -> Option<Limit> {
    let (index, parameter) = parameter(case, name)?;
    let value = case.input.get(&key(&SlotOf::Parameter(index))).and_then(|value| value.get(property));
    match (parameter.style, value) {
        (ParameterStyle::Form { explode: true }, _) if is_shared(case, property) => Some(SAME_NAME),
        (ParameterStyle::Form { explode: true }, Some(Value::Array(items))) if items.len() == 1 => Some(OBJECT_LIST),
        _ => None,
    }
}

/// A parameter that Prism does not find.
fn of_missing(case: &Case<'_>, place: &str, name: &str) -> Option<Limit> {
    if case.subject.says_beside_reference(case.operation, "required", place, name) {
        return Some(REFERENCE_SIBLING);
    }
    let encoded = |parameter: &&Parameter| {
        !parameter.wire.bytes().all(|one| one.is_ascii_alphanumeric() || b"-_.~".contains(&one))
    };
    if name.contains('%') && case.operation.parameters.iter().any(|one| encoded(&one)) {
        return Some(PARAMETER_NAME);
    }
    let (index, _) = parameter(case, name)?;
    case.input.get(&key(&SlotOf::Parameter(index))).is_some_and(is_nothing).then_some(NULL_PARAMETER)
}

/// A call that the client refuses to send.
pub(crate) fn of_refusal(case: &Case<'_>, told: &Told) -> Option<Limit> {
    let nested = |value: &Value| match value {
        Value::Array(items) => items.iter().any(|item| item.is_array() || item.is_object()),
        Value::Object(object) => object.values().any(|item| item.is_array() || item.is_object()),
        _ => false,
    };
    let undefined = case.operation.parameters.iter().enumerate().any(|(index, parameter)| {
        let defined = matches!(parameter.style, ParameterStyle::DeepObject | ParameterStyle::Json(_));
        !defined && case.input.get(&key(&SlotOf::Parameter(index))).is_some_and(nested)
    });
    (told.kind == "InvalidRequest" && undefined).then_some(UNDEFINED_NESTING)
}

/// No answer.
pub(crate) fn of_silence(case: &Case<'_>, exchange: &Exchange, told: &Told) -> Option<Limit> {
    let is_sent = |name: &str| exchange.headers.iter().any(|(own, _)| own.eq_ignore_ascii_case(name));
    let is_whole = |parameter: &Parameter| {
        !parameter.required || parameter.style.place() != Place::Header || is_sent(&parameter.wire)
    };
    match case.ended {
        Some(End::Parameter) => case.operation.parameters.iter().all(is_whole).then_some(ENDS),
        Some(End::MediaType) => Some(MEDIA_TYPE),
        None => (told.kind == "Timeout").then_some(HANGS),
    }
}

/// A parameter by its name, whose case Prism does not keep, and its position.
fn parameter<'c>(case: &'c Case<'_>, name: &str) -> Option<(usize, &'c Parameter)> {
    case.operation.parameters.iter().enumerate().find(|(_, parameter)| parameter.wire.eq_ignore_ascii_case(name))
}

/// Whether several objects of the query have a property of this name, or a parameter has it too: as pairs they cannot be
/// told apart.
fn is_shared(case: &Case<'_>, property: &str) -> bool {
    let objects = case.input.values().filter_map(Value::as_object);
    let own = objects.filter(|object| object.keys().any(|name| name.eq_ignore_ascii_case(property))).count();
    let is_sent = |index: usize| case.input.contains_key(&key(&SlotOf::Parameter(index)));
    own > 1 || parameter(case, property).is_some_and(|(index, _)| is_sent(index))
}

/// Whether an object of the query is written as pairs of which one has the name of this parameter.
fn is_property(case: &Case<'_>, name: &str) -> bool {
    case.operation.parameters.iter().enumerate().any(|(index, parameter)| {
        let value = case.input.get(&key(&SlotOf::Parameter(index))).and_then(Value::as_object);
        let has_name = || value.is_some_and(|object| object.keys().any(|own| own.eq_ignore_ascii_case(name)));
        matches!(parameter.style, ParameterStyle::Form { explode: true }) && has_name()
    })
}

/// Whether the format that a value is said not to match is one of the validator's own: neither JSON Schema nor OpenAPI's
/// registry of formats knows it.
fn names_own_format(message: &str) -> bool {
    ["\"url\"", "\"iso-time\"", "\"iso-date-time\""].iter().any(|format| message.contains(format))
}

/// Whether a parameter is a list of one item, written as one pair, and may be something else than a list.
fn is_single(case: &Case<'_>, name: &str) -> bool {
    let Some((index, parameter)) = parameter(case, name) else { return false };
    let value = case.input.get(&key(&SlotOf::Parameter(index))).and_then(Value::as_array);
    parameter.style == (ParameterStyle::Form { explode: true })
        && value.is_some_and(|items| items.len() == 1)
        && !matches!(parameter.ty, Ty::List(_))
}

/// Whether a parameter is a deep object that is not sent.
fn is_absent_object(case: &Case<'_>, name: &str) -> bool {
    parameter(case, name).is_some_and(|(index, parameter)| {
        parameter.style == ParameterStyle::DeepObject && !case.input.contains_key(&key(&SlotOf::Parameter(index)))
    })
}

/// Whether a value is `null`, or a list of nothing else.
fn is_nothing(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(|items| items.iter().all(Value::is_null))
}

/// Whether names of a path hold characters that mean something to regular expressions.
fn has_special_names(path: &str) -> bool {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next())
        .any(|name| name.contains(['.', '*', '+', '?', '^', '$', '(', ')', '|', '[', ']']))
}

fn is_known(method: &str) -> bool {
    ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"].contains(&method)
}

/// What a message puts between quotes: the name of what is missing.
fn quoted(message: &str) -> Option<&str> {
    message.split('\'').nth(1)
}

/// Whether another path of the document differs from the operation's in the names of parameters alone.
fn has_twin(case: &Case<'_>) -> bool {
    let own = &case.operation.path;
    case.subject.api.operations.iter().any(|other| &other.path != own && shape(&other.path) == shape(own))
}

/// A path without the names of its parameters.
fn shape(path: &str) -> String {
    path.split('{').map(|piece| piece.split_once('}').map_or(piece, |(_, rest)| rest)).collect::<Vec<_>>().join("{}")
}

/// An answer that the client cannot decode.
pub(crate) fn of_answer(case: &Case<'_>, answer: &Answer) -> Option<Limit> {
    let media_type = answer.header("content-type").unwrap_or_default();
    let Some(schema) = case.subject.answer(case.operation, answer.status, media_type) else {
        return answer.body.is_empty().then_some(NO_SCHEMA);
    };
    let valid = serde_json::from_str::<Value>(&answer.body).is_ok_and(|value| case.answers.is_valid(schema, &value));
    (!valid).then_some(ANSWER_INVALID)
}

#[cfg(test)]
mod tests {
    use super::reasons;
    use crate::project;

    #[test]
    fn every_limit_stands_with_its_reason() {
        let reasons = reasons(&project::root().join("tests/conformance/prism/limits.tsv"));
        assert!(reasons.is_ok_and(|all| all.values().all(|why| why.split('\t').count() == 2)));
    }
}
