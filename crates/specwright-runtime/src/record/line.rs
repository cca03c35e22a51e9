//! A line of a recording. The members of the answer are those that stored answers have elsewhere too.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_core::Serialize;
use serde_core::de::{DeserializeOwned, IgnoredAny};
use serde_json::value::RawValue;

use super::redact::Redact;
use crate::operation_id::OperationId;

/// A line under construction: an object without its closing brace.
pub(super) struct Line(String);

impl Line {
    pub(super) fn begin(operation: OperationId, head: &Parts, body: &[u8], redact: &Redact) -> Self {
        let mut request = Object::default();
        request.member("headers", &headers(&head.headers, redact));
        request.body(body, redact);
        let mut line = Object::default();
        line.member("operation", operation.as_str());
        line.member("method", head.method.as_str());
        line.member("path", &redact.path(&head.uri, &head.extensions));
        line.raw("request", &request.finish());
        Self(line.0)
    }

    pub(super) fn answered(self, status: StatusCode, headers: &HeaderMap, redact: &Redact) -> Self {
        let mut line = Object(self.0);
        line.member("status", &status.as_u16());
        line.member("headers", &self::headers(headers, redact));
        Self(line.0)
    }

    /// The whole line with its end.
    pub(super) fn finish(self, body: &[u8], redact: &Redact) -> String {
        let mut line = Object(self.0);
        line.body(body, redact);
        line.finish() + "\n"
    }
}

/// A JSON object under construction.
#[derive(Default)]
struct Object(String);

impl Object {
    fn member<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        // Texts, numbers and maps of texts can always be written.
        self.raw(name, &serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned()));
    }

    /// A JSON body stays as it was written, so that no digit of a number is lost. Line breaks can only stand between its
    /// tokens.
    fn body(&mut self, body: &[u8], redact: &Redact) {
        let is_json = serde_json::from_slice::<IgnoredAny>(body).is_ok();
        match std::str::from_utf8(body) {
            _ if body.is_empty() => {}
            Ok(text) if is_json => {
                let text = redact.json(body).unwrap_or_else(|| text.replace(['\r', '\n'], " "));
                self.raw("body", &text);
            }
            _ => self.member("body_base64", &STANDARD.encode(body)),
        }
    }

    /// Names are our own and need no escapes.
    fn raw(&mut self, name: &str, value: &str) {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        self.0.push('"');
        self.0.push_str(name);
        self.0.push_str("\":");
        self.0.push_str(value);
    }

    fn finish(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

/// Each header with its value, or a list of values if there are several.
fn headers(headers: &HeaderMap, redact: &Redact) -> BTreeMap<String, serde_json::Value> {
    let value = |name: &HeaderName| {
        let mut values: Vec<String> = headers.get_all(name).iter().map(|value| redact.header(name, value)).collect();
        match values.len() {
            1 => values.remove(0).into(),
            _ => values.into(),
        }
    };
    headers.keys().map(|name| (name.as_str().to_owned(), value(name))).collect()
}

/// An exchange as a recording has it.
pub(super) struct Exchange {
    pub(super) operation: String,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Exchange {
    pub(super) fn parse(line: &str) -> Result<Self, String> {
        let mut members: BTreeMap<String, Box<RawValue>> =
            serde_json::from_str(line).map_err(|_| "it is no JSON object".to_owned())?;
        let status: u16 = needed(&members, "status")?;
        let headers: BTreeMap<String, serde_json::Value> = optional(&members, "headers")?.unwrap_or_default();
        let body = match (members.remove("body"), optional::<String>(&members, "body_base64")?) {
            (Some(body), _) => Bytes::from(body.get().to_owned()),
            (None, Some(text)) => STANDARD.decode(text).map_err(|_| "its `body_base64` is no Base64")?.into(),
            (None, None) => Bytes::new(),
        };
        Ok(Self {
            operation: needed(&members, "operation")?,
            method: needed(&members, "method")?,
            path: needed(&members, "path")?,
            status: StatusCode::from_u16(status).map_err(|_| "its `status` is none")?,
            headers: headers.iter().flat_map(|(name, value)| pairs(name, value)).collect(),
            body,
        })
    }
}

/// The values of a header. What frames or encodes the message is not true of the recorded body, and left out.
fn pairs(name: &str, value: &serde_json::Value) -> Vec<(HeaderName, HeaderValue)> {
    let values = match value {
        serde_json::Value::Array(values) => values.as_slice(),
        value => std::slice::from_ref(value),
    };
    let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else { return Vec::new() };
    if crate::headers::is_framing(&name) || name == http::header::CONTENT_ENCODING {
        return Vec::new();
    }
    let value = |value: &serde_json::Value| HeaderValue::from_str(value.as_str()?).ok();
    values.iter().filter_map(value).map(|value| (name.clone(), value)).collect()
}

fn needed<T: DeserializeOwned>(members: &BTreeMap<String, Box<RawValue>>, name: &str) -> Result<T, String> {
    optional(members, name)?.ok_or_else(|| format!("it has no `{name}`"))
}

fn optional<T: DeserializeOwned>(members: &BTreeMap<String, Box<RawValue>>, name: &str) -> Result<Option<T>, String> {
    let Some(text) = members.get(name) else { return Ok(None) };
    serde_json::from_str(text.get()).map(Some).map_err(|_| format!("its `{name}` is of another type"))
}
