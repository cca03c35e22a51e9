//! What is not written down.

use http::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION, SET_COOKIE};
use http::{Extensions, HeaderName, HeaderValue, Uri};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use crate::credential::SecretPairs;

/// What stands in the place of a value.
pub(super) const REDACTED: &str = "REDACTED";

/// Names whose values are kept out, beside those of credentials.
#[derive(Clone, Default)]
pub(super) struct Redact {
    pub(super) names: Vec<String>,
}

impl Redact {
    pub(super) fn header(&self, name: &HeaderName, value: &HeaderValue) -> String {
        let secret = [AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION, SET_COOKIE].contains(name);
        if secret || value.is_sensitive() || self.has(name.as_str()) {
            return REDACTED.to_owned();
        }
        String::from_utf8_lossy(value.as_bytes()).into_owned()
    }

    /// Path and query, as they are sent but for secrets.
    pub(super) fn path(&self, uri: &Uri, extensions: &Extensions) -> String {
        let Some(query) = uri.query() else { return uri.path().to_owned() };
        let of_credentials = extensions.get::<SecretPairs>();
        let shown = |pair: &str| match pair.split_once('=') {
            Some((name, _)) if of_credentials.is_some_and(|pairs| pairs.has(name)) || self.has(&decoded(name)) => {
                format!("{name}={REDACTED}")
            }
            _ => pair.to_owned(),
        };
        let pairs: Vec<String> = query.split('&').map(shown).collect();
        format!("{}?{}", uri.path(), pairs.join("&"))
    }

    /// The JSON text without secrets; `None` if there are none in it.
    pub(super) fn json(&self, text: &[u8]) -> Option<String> {
        if self.names.is_empty() {
            return None;
        }
        let mut value: Value = serde_json::from_slice(text).ok()?;
        self.clean(&mut value).then(|| value.to_string())
    }

    /// Whether something was taken out. Nesting is bounded, as the text has been parsed.
    fn clean(&self, value: &mut Value) -> bool {
        match value {
            Value::Array(items) => items.iter_mut().fold(false, |found, item| self.clean(item) | found),
            Value::Object(members) => {
                let mut found = false;
                for (name, member) in members {
                    if self.has(name) {
                        *member = blank(member);
                        found = true;
                    } else {
                        found |= self.clean(member);
                    }
                }
                found
            }
            _ => false,
        }
    }

    fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known.eq_ignore_ascii_case(name))
    }
}

/// A value of the same JSON type that says nothing.
fn blank(value: &Value) -> Value {
    match value {
        Value::Null => Value::Null,
        Value::Bool(_) => false.into(),
        Value::Number(_) => 0.into(),
        Value::String(_) => REDACTED.into(),
        Value::Array(_) => Value::Array(Vec::new()),
        Value::Object(_) => Value::Object(Map::new()),
    }
}

pub(super) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
