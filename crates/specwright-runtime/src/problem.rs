use http::HeaderMap;
use http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

/// What went wrong, in the words of RFC 9457: the body of an error answer with the media type
/// `application/problem+json`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Problem {
    /// What kind of problem it is: a URI, perhaps a relative one. `about:blank` if the answer names none, which says no
    /// more than the status does.
    pub type_uri: String,
    /// The kind of problem, for people.
    pub title: Option<String>,
    /// The status code, as the origin server chose it.
    pub status: Option<u16>,
    /// This very problem, for people.
    pub detail: Option<String>,
    /// The URI of this very problem.
    pub instance: Option<String>,
    /// All other members, and those of the above that are not what they should be.
    pub extensions: Map<String, Value>,
}

impl Problem {
    /// The problem that an answer tells: one whose media type says that its body is a problem.
    #[must_use]
    pub fn of(headers: &HeaderMap, body: &[u8]) -> Option<Self> {
        let media_type = headers.get(CONTENT_TYPE)?.to_str().ok()?.split(';').next()?.trim();
        if media_type.eq_ignore_ascii_case("application/problem+json") { Self::from_slice(body) } else { None }
    }

    /// The problem in a body, whatever its media type; `None` when the body is no JSON object.
    #[must_use]
    pub fn from_slice(body: &[u8]) -> Option<Self> {
        let mut members = object(body)?;
        Some(Self {
            type_uri: take_text(&mut members, "type").unwrap_or_else(|| "about:blank".to_owned()),
            title: take_text(&mut members, "title"),
            status: take(&mut members, "status", |value| u16::try_from(value.as_u64()?).ok()),
            detail: take_text(&mut members, "detail"),
            instance: take_text(&mut members, "instance"),
            extensions: members,
        })
    }
}

/// The members of a body that is a JSON object. RFC 8259, section 8.1: a byte order mark may be forgiven.
pub(crate) fn object(body: &[u8]) -> Option<Map<String, Value>> {
    serde_json::from_slice(body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)).ok()
}

pub(crate) fn take_text(members: &mut Map<String, Value>, name: &str) -> Option<String> {
    take(members, name, |value| value.as_str().map(str::to_owned))
}

/// Takes a member out if it is what it should be. RFC 9457, section 3.1: others are passed over.
pub(crate) fn take<T>(
    members: &mut Map<String, Value>,
    name: &str,
    read: impl FnOnce(&Value) -> Option<T>,
) -> Option<T> {
    let value = read(members.get(name)?)?;
    members.remove(name);
    Some(value)
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(body: Value, expected: (&str, Option<&str>, Option<u16>, Option<&str>, Option<&str>), extensions: Value) {
        let problem = Problem::from_slice(body.to_string().as_bytes()).expect("a problem");
        let Problem { type_uri, title, status, detail, instance, extensions: rest } = &problem;
        assert_eq!((type_uri.as_str(), title.as_deref(), *status, detail.as_deref(), instance.as_deref()), expected);
        assert_eq!(Value::Object(rest.clone()), extensions);
    }

    #[test]
    fn members_and_extensions_are_kept() {
        check(
            json!({"type": "/out-of-credit", "title": "No credit", "status": 403, "detail": "30 < 50",
                "instance": "/msgs/abc", "balance": 30, "accounts": ["/a/1"]}),
            ("/out-of-credit", Some("No credit"), Some(403), Some("30 < 50"), Some("/msgs/abc")),
            json!({"balance": 30, "accounts": ["/a/1"]}),
        );
    }

    #[test]
    fn everything_may_be_missing() {
        check(json!({}), ("about:blank", None, None, None, None), json!({}));
    }

    #[test]
    fn members_of_other_types_do_not_count_and_are_not_lost() {
        let odd = json!({"type": 1, "title": ["a"], "status": "403", "detail": null, "instance": {}});
        check(odd.clone(), ("about:blank", None, None, None, None), odd);
        check(json!({"status": 65536}), ("about:blank", None, None, None, None), json!({"status": 65536}));
    }

    #[test]
    fn only_objects_are_problems() {
        for body in ["", "[]", "\"a\"", "null", "<html>", "{\"a\":", "{} {}"] {
            assert_eq!(Problem::from_slice(body.as_bytes()), None, "{body}");
        }
        assert!(Problem::from_slice(b"\xef\xbb\xbf{}").is_some());
        assert_eq!(Problem::from_slice("[".repeat(100_000).as_bytes()), None);
    }

    #[test]
    fn the_media_type_says_that_a_body_is_a_problem() {
        let of = |media_type| {
            Problem::of(&HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(media_type))]), b"{}").is_some()
        };
        assert!(of("application/problem+json"));
        assert!(of("Application/Problem+JSON; charset=utf-8"));
        assert!(!of("application/json"));
        assert_eq!(Problem::of(&HeaderMap::new(), b"{}"), None);
    }
}
