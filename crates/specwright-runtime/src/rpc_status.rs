use serde_json::{Map, Value};

use crate::problem::{object, take, take_text};

/// What went wrong, as `google.rpc.Status` writes it in JSON: `{"error": {..}}` as Google's APIs answer, or the bare
/// object as gRPC gateways do.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RpcStatus {
    /// The code: one of `google.rpc.Code` in a bare object; in an envelope, Google's APIs put the HTTP status there.
    pub code: Option<i64>,
    /// The name of the code, like `NOT_FOUND`, where the answer says it.
    pub status: Option<String>,
    /// What happened, for developers.
    pub message: String,
    /// The details as they came. Each says in `@type` what it is.
    pub details: Vec<Value>,
    /// All other members.
    pub others: Map<String, Value>,
}

impl RpcStatus {
    /// The status in a body; `None` when the body is none: a JSON object with a whole number as `code` or a name as
    /// `status`, and a text as `message` or a list as `details`, alone or as `error` in another one.
    #[must_use]
    pub fn from_slice(body: &[u8]) -> Option<Self> {
        let mut members = object(body)?;
        match take(&mut members, "error", |error| error.as_object().cloned()) {
            Some(inner) => Self::from_members(inner),
            None => Self::from_members(members),
        }
    }

    /// The name of the code: what the answer says, or the one that `google.rpc.Code` has for it.
    #[must_use]
    pub fn code_name(&self) -> Option<&str> {
        match &self.status {
            Some(status) => Some(status),
            None => CODES.get(usize::try_from(self.code?).ok()?).copied(),
        }
    }

    /// The first detail of a type, named with its package, like `google.rpc.ErrorInfo`.
    #[must_use]
    pub fn detail(&self, type_name: &str) -> Option<&Value> {
        self.details.iter().find(|detail| {
            let url = detail.get("@type").and_then(Value::as_str).unwrap_or_default();
            url.rsplit('/').next() == Some(type_name)
        })
    }

    fn from_members(mut members: Map<String, Value>) -> Option<Self> {
        let code = take(&mut members, "code", Value::as_i64);
        let status = take_text(&mut members, "status");
        if code.is_none() && status.is_none() {
            return None;
        }
        let message = take_text(&mut members, "message");
        let details = take(&mut members, "details", |details| details.as_array().cloned());
        if message.is_none() && details.is_none() {
            return None;
        }
        let (message, details) = (message.unwrap_or_default(), details.unwrap_or_default());
        Some(Self { code, status, message, details, others: members })
    }
}

/// `google.rpc.Code`, by number.
const CODES: [&str; 17] = [
    "OK",
    "CANCELLED",
    "UNKNOWN",
    "INVALID_ARGUMENT",
    "DEADLINE_EXCEEDED",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "FAILED_PRECONDITION",
    "ABORTED",
    "OUT_OF_RANGE",
    "UNIMPLEMENTED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
    "UNAUTHENTICATED",
];

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(body: Value, code: Option<i64>, name: Option<&str>, message: &str) -> RpcStatus {
        let status = RpcStatus::from_slice(body.to_string().as_bytes()).expect("a status");
        assert_eq!((status.code, status.code_name(), status.message.as_str()), (code, name, message));
        status
    }

    #[test]
    fn the_envelope_and_the_bare_object_are_read() {
        let inner = json!({"code": 404, "message": "no such book", "status": "NOT_FOUND", "errors": [1]});
        let status = check(json!({"error": inner}), Some(404), Some("NOT_FOUND"), "no such book");
        assert_eq!(Value::Object(status.others), json!({"errors": [1]}));
        check(json!({"code": 5, "message": "no such book", "details": []}), Some(5), Some("NOT_FOUND"), "no such book");
        check(json!({"error": "x", "code": 16, "message": "x"}), Some(16), Some("UNAUTHENTICATED"), "x");
        check(json!({"code": 99, "message": ""}), Some(99), None, "");
        check(json!({"code": -1, "message": ""}), Some(-1), None, "");
        check(json!({"error": {"status": "ABORTED", "message": "m"}}), None, Some("ABORTED"), "m");
        // Empty texts need not be written.
        check(json!({"code": 13, "details": []}), Some(13), Some("INTERNAL"), "");
    }

    #[test]
    fn details_stay_as_they_came() {
        let info = json!({"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "R", "metadata": {"a": "b"}});
        let details = json!([{"@type": "x/y.Other"}, info, 7]);
        let status =
            check(json!({"code": 3, "message": "m", "details": details}), Some(3), Some("INVALID_ARGUMENT"), "m");
        assert_eq!(status.detail("google.rpc.ErrorInfo"), Some(&info));
        assert_eq!(status.detail("google.rpc.Help"), None);
        assert_eq!(Value::Array(status.details), details);
    }

    #[test]
    fn other_objects_are_no_status() {
        for body in
            [json!({}), json!({"message": "m"}), json!({"code": "x", "message": "m"}), json!({"code": 1}), json!([])]
        {
            assert_eq!(RpcStatus::from_slice(body.to_string().as_bytes()), None, "{body}");
        }
        assert_eq!(RpcStatus::from_slice(b"not json"), None);
    }
}
