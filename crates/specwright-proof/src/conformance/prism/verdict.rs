//! What an exchange shows: nothing wrong, a known limit of Prism, or a violation.

use serde::Deserialize;
use serde_json::{Map, Value};
use specwright_ir::Operation;
use specwright_rust::ClientMethod;

use super::{
    caller::{Answer, Exchange, Told},
    limits::{self, Limit},
    server::End,
    subject::Subject,
};
use crate::roundtrip::Judge;

/// Something that is not as it should be.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    /// The limit of Prism that explains it; `None` for a violation.
    pub(crate) limit: Option<Limit>,
    pub(crate) text: String,
}

/// A line of the `sl-violations` header.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Complaint {
    #[serde(default)]
    pub(crate) location: Vec<String>,
    #[serde(default)]
    pub(crate) severity: String,
    /// A keyword of JSON Schema, or a status.
    #[serde(default)]
    pub(crate) code: Value,
    #[serde(default)]
    pub(crate) message: String,
}

impl Complaint {
    /// Whether it says which side it is about.
    fn is_located(&self) -> bool {
        matches!(self.location.first().map(String::as_str), Some("request" | "response"))
    }
}

/// What a call is judged by.
pub(crate) struct Case<'a> {
    pub(crate) subject: &'a Subject,
    /// The validators of what is sent, and of what is answered.
    pub(crate) requests: &'a Judge,
    pub(crate) answers: &'a Judge,
    pub(crate) operation: &'a Operation,
    pub(crate) method: &'a ClientMethod,
    /// What the call was given.
    pub(crate) input: &'a Map<String, Value>,
    /// What Prism has ended over, if it has.
    pub(crate) ended: Option<End>,
}

impl Case<'_> {
    /// Everything that is wrong with a call.
    pub(crate) fn findings(&self, told: &Told) -> Vec<Finding> {
        if let Some(why) = &told.unmade {
            return vec![Finding { limit: None, text: format!("the call cannot be made: {why}") }];
        }
        let Some(exchange) = &told.exchange else {
            let text = format!("not sent: {}: {}", told.kind, told.error.as_deref().unwrap_or_default());
            return vec![Finding { limit: limits::of_refusal(self, told), text }];
        };
        let Some(answer) = &exchange.answer else {
            let text = format!("no answer: {}: {}", told.kind, told.error.as_deref().unwrap_or_default());
            return vec![Finding { limit: limits::of_silence(self, exchange, told), text }];
        };
        let problem = problem(answer);
        let mut complaints = complaints(answer);
        if complaints.is_empty() {
            complaints.extend(problem.iter().flat_map(|problem| problem.complaints.iter().cloned()));
        }
        let mut findings: Vec<Finding> = complaints
            .iter()
            .map(|complaint| Finding {
                limit: limits::of_complaint(self, exchange, complaint),
                text: format!("{}: {} ({})", complaint.location.join("."), complaint.message, complaint.code),
            })
            .collect();
        // A branch that fails for such a reason makes the choice fail, and all its other branches are named.
        let explained = findings.iter().find_map(|finding| finding.limit.filter(|limit| *limit == limits::READ_ONLY));
        for (finding, complaint) in findings.iter_mut().zip(&complaints) {
            if complaint.location.starts_with(&["request".to_owned(), "body".to_owned()]) {
                finding.limit = finding.limit.or(explained);
            }
        }
        let blamed = complaints.iter().any(|complaint| complaint.severity == "Error" && is_request(complaint));
        match &problem {
            Some(problem) if !blamed => findings.push(Finding {
                limit: limits::of_problem(self, problem),
                text: format!("{}: {}", problem.code, problem.detail),
            }),
            _ => {}
        }
        if told.kind == "Decode" && problem.is_none() {
            let text = format!("not decoded: {}", told.error.as_deref().unwrap_or_default());
            findings.push(Finding { limit: limits::of_answer(self, answer), text });
        }
        findings
    }
}

fn is_request(complaint: &Complaint) -> bool {
    complaint.location.first().is_some_and(|first| first == "request")
}

/// A problem that Prism answers with on its own.
pub(crate) struct Problem {
    /// The last part of its type: `NO_PATH_MATCHED_ERROR`.
    pub(crate) code: String,
    pub(crate) detail: String,
    /// What it says is wrong with the request.
    complaints: Vec<Complaint>,
}

fn problem(answer: &Answer) -> Option<Problem> {
    let body: Value = serde_json::from_str(&answer.body).ok()?;
    let text = |key: &str| body.get(key).and_then(Value::as_str).unwrap_or_default();
    let code = text("type").strip_prefix("https://stoplight.io/prism/errors#")?.to_owned();
    let validation = body.get("validation").cloned().unwrap_or_default();
    let mut complaints: Vec<Complaint> = serde_json::from_value(validation).unwrap_or_default();
    for complaint in complaints.iter_mut().filter(|complaint| !complaint.is_located()) {
        complaint.location.insert(0, "request".to_owned());
    }
    Some(Problem { code, detail: format!("{} {}", text("title"), text("detail")), complaints })
}

/// The `sl-violations` header. One that is too long is cut off: what is whole of it counts.
fn complaints(answer: &Answer) -> Vec<Complaint> {
    let Some(header) = answer.header("sl-violations") else { return Vec::new() };
    if let Ok(all) = serde_json::from_str(header) {
        return all;
    }
    let list = header.find('[').and_then(|at| header.get(at + 1..)).unwrap_or_default();
    let mut found = Vec::new();
    let mut rest = list;
    loop {
        let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<Complaint>();
        let Some(Ok(complaint)) = stream.next() else { return found };
        let end = stream.byte_offset();
        found.push(complaint);
        rest = rest.get(end..).unwrap_or_default().trim_start_matches([',', ' ']);
    }
}

/// An exchange for a person.
pub(crate) fn shown(exchange: &Exchange) -> String {
    let short = |text: &str| text.chars().take(600).collect::<String>().replace(['\n', '\r'], " ");
    let headers: Vec<String> = exchange.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let mut text = format!("    {} {} [{}]\n", exchange.method, short(&exchange.target), headers.join(", "));
    if let Some(body) = exchange.body.as_deref().filter(|body| !body.is_empty()) {
        text.push_str(&format!("    body: {}\n", short(body)));
    }
    if let Some(answer) = &exchange.answer {
        let media_type = answer.header("content-type").unwrap_or_default();
        text.push_str(&format!("    answer: {} {media_type} {}\n", answer.status, short(&answer.body)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::complaints;
    use crate::conformance::prism::caller::Answer;

    #[track_caller]
    fn check(header: &str, expected: &[&str]) {
        let headers = vec![("sl-violations".to_owned(), header.to_owned())];
        let found = complaints(&Answer { status: 422, headers, body: String::new() });
        let places: Vec<String> = found.iter().map(|complaint| complaint.location.join(".")).collect();
        assert_eq!(places, expected, "{header}");
    }

    #[test]
    fn every_complaint_of_the_header_counts() {
        check("[]", &[]);
        check(r#"[{"location":["request","body"],"severity":"Error","code":415,"message":"m"}]"#, &["request.body"]);
    }

    #[test]
    fn of_a_header_that_is_cut_off_what_is_whole_counts() {
        let cut =
            r#"Too many violations! [{"location":["request","query","a"]},{"location":["request","header"]},{"loc"#;
        check(cut, &["request.query.a", "request.header"]);
    }
}
