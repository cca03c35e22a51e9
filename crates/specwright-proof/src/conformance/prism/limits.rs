//! What Prism cannot do, or gets wrong. Each is told by how it comes about, never by the document it was met in, and
//! stands with its reason in `tests/conformance/prism/limits.tsv`.

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::Value;
use specwright_ir::{Operation, ParameterStyle};

use super::{
    caller::{Answer, Exchange},
    verdict::{Case, Complaint, Problem},
};
use crate::failure::Failure;

/// The name of a limit in the table.
pub(crate) type Limit = &'static str;

const DEPRECATED: Limit = "deprecated";
const OWN_ANSWER: Limit = "own-answer";
const ANSWER_INVALID: Limit = "answer-invalid";

const ALL: &[Limit] = &[DEPRECATED, OWN_ANSWER, ANSWER_INVALID];

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

pub(crate) fn of_complaint(_case: &Case<'_>, _exchange: &Exchange, complaint: &Complaint) -> Option<Limit> {
    match complaint.location.first().map(String::as_str) {
        Some("response") => Some(OWN_ANSWER),
        _ if complaint.code == "deprecated" && complaint.severity == "Warning" => Some(DEPRECATED),
        _ => None,
    }
}

pub(crate) fn of_problem(_case: &Case<'_>, _exchange: &Exchange, _problem: &Problem) -> Option<Limit> {
    None
}

pub(crate) fn of_silence(_case: &Case<'_>, _exchange: &Exchange) -> Option<Limit> {
    None
}

/// An answer that the client cannot decode.
pub(crate) fn of_answer(case: &Case<'_>, answer: &Answer) -> Option<Limit> {
    let media_type = answer.header("content-type").unwrap_or_default();
    let schema = case.subject.answer(case.operation, answer.status, media_type)?;
    let valid = serde_json::from_str::<Value>(&answer.body).is_ok_and(|value| case.answers.is_valid(schema, &value));
    (!valid).then_some(ANSWER_INVALID)
}
