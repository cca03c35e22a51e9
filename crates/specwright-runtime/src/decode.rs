//! What can be told about a body that does not fit, without telling what it says.

use std::fmt;

use serde_core::de::IgnoredAny;
use serde_json::error::Category;

use crate::locate;

/// Why a body could not be read. The message holds no text of the body; the path may, because keys are text too.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Problem {
    pub(crate) message: String,
    pub(crate) path: Option<String>,
}

impl Problem {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), path: None }
    }

    /// A body that stops being UTF-8 behind so many bytes.
    fn no_text(body: &[u8], valid: usize) -> Self {
        let read = body.get(..valid).unwrap_or(body);
        let line = 1 + read.iter().filter(|byte| **byte == b'\n').count();
        let column = read.iter().rev().take_while(|byte| **byte != b'\n').count();
        let message = format!("it is not UTF-8 (line {line}, column {column})");
        Self { message, path: Some(locate::path_at(body, line, column)) }
    }

    pub(crate) fn json(error: &serde_json::Error, body: &[u8]) -> Self {
        // Records hand on what is wrong inside of them as an error of their own, also when the text is no JSON at all.
        let no_json = serde_json::from_slice::<IgnoredAny>(body).err();
        let error = no_json.as_ref().unwrap_or(error);
        let (line, column) = (error.line(), error.column());
        let text = error.to_string();
        let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message);
        let text = without_place(text);
        let (reason, missing) = match error.classify() {
            // These have fixed texts.
            Category::Syntax | Category::Eof => (text.to_owned(), None),
            Category::Data => (redact(text), quoted(text, "missing field `")),
            Category::Io => ("it could not be read".to_owned(), None),
        };
        let place = locate::path_at(body, line, column);
        let path = missing.map_or(place.clone(), |field| locate::child(&place, field));
        Self { message: format!("{reason} (line {line}, column {column})"), path: Some(path) }
    }

    /// The same without the line, which is none that was received.
    #[cfg(feature = "xml")]
    pub(crate) fn without_line(mut self) -> Self {
        self.message.truncate(self.message.rfind(" (line ").unwrap_or(self.message.len()));
        self
    }
}

/// The text of a body. To look at all of it at once costs less than to look at each string while it is decoded.
pub(crate) fn text(body: &[u8]) -> Result<&str, Problem> {
    std::str::from_utf8(body).map_err(|error| Problem::no_text(body, error.valid_up_to()))
}

/// Not derived, so that a `Debug` of what holds it stays free of the path.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// The words serde has for what was received, which stand before the received value itself.
const KINDS: &[&str] = &[
    "boolean",
    "integer",
    "floating point",
    "character",
    "string",
    "byte array",
    "null",
    "unit value",
    "Option value",
    "newtype struct",
    "sequence",
    "map",
    "enum",
    "unit variant",
    "newtype variant",
    "tuple variant",
    "struct variant",
];

/// What can be told of a message, without the place in front and what was received.
pub(crate) fn told(text: &str) -> String {
    redact(without_place(text))
}

/// Keeps of a message what is known to come from the expecting side: serde quotes received text between the kind of the
/// value and the last `, expected `. A message of unknown shape may quote anything and is dropped.
fn redact(text: &str) -> String {
    for problem in ["missing field", "duplicate field"] {
        if let Some(field) = quoted(text, &format!("{problem} `")) {
            return format!("{problem} `{field}`");
        }
    }
    let expected =
        text.rsplit_once(", expected ").map(|(_, expected)| format!(", expected {expected}")).unwrap_or_default();
    for problem in ["invalid type", "invalid value"] {
        if let Some(received) = text.strip_prefix(problem).and_then(|rest| rest.strip_prefix(": ")) {
            let kind = KINDS.iter().find(|kind| received.starts_with(**kind));
            return format!("{problem}{}{expected}", kind.map(|kind| format!(": {kind}")).unwrap_or_default());
        }
    }
    for problem in ["invalid length", "unknown variant", "unknown field"] {
        if text.starts_with(problem) {
            let closed = text.ends_with("`, there are no variants") || text.ends_with("`, there are no fields");
            return if closed { problem.to_owned() } else { format!("{problem}{expected}") };
        }
    }
    "a value was refused".to_owned()
}

/// A record puts the way to the property in front of a message. The place is found anew, with indexes.
fn without_place(text: &str) -> &str {
    text.strip_prefix('`').and_then(|rest| rest.split_once("`: ")).map_or(text, |(_, message)| message)
}

/// The name in backticks behind a prefix, where serde puts a name of the expecting side.
fn quoted<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    text.strip_prefix(prefix)?.strip_suffix('`').filter(|name| !name.contains('`'))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;
    use serde::de::DeserializeOwned;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct User {
        role: Role,
        age: u8,
        #[serde(default)]
        tags: Vec<String>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Role {
        Admin,
        User,
    }

    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Users {
        users: Vec<User>,
    }

    #[derive(Debug, Deserialize)]
    enum Never {}

    #[track_caller]
    fn check<T: DeserializeOwned + fmt::Debug>(body: &str, path: &str, message: &str) {
        let error = serde_json::from_str::<T>(body).expect_err("a body that does not fit");
        let problem = Problem::json(&error, body.as_bytes());
        assert_eq!(problem.path.as_deref(), Some(path));
        assert_eq!(problem.message.rsplit_once(" (line").map(|(reason, _)| reason), Some(message));
    }

    #[test]
    fn wrong_types_are_found_and_not_quoted() {
        let expected = "invalid type: string, expected u8";
        check::<Users>(r#"{"users": [{"role": "user", "age": "s3cret"}]}"#, "users[0].age", expected);
        check::<Users>(r#"{"users": [{"role": "user", "age": "s, expected \"x"}]}"#, "users[0].age", expected);
        check::<Users>(
            r#"{"users": [{"role": "user", "age": 300}]}"#,
            "users[0].age",
            "invalid value: integer, expected u8",
        );
        check::<Users>(r#"{"users": 7}"#, "users", "invalid type: integer, expected a sequence");
        check::<Users>(r#"{"users": [[]]}"#, "users[0]", "invalid length, expected struct User with 3 elements");
        check::<Users>(r#"{"users": {"a": 1}}"#, "users", "invalid type: map, expected a sequence");
        let tags = r#"{"users": [{"tags": ["a", {"x": 1}], "role": "user", "age": 1}]}"#;
        check::<Users>(tags, "users[0].tags[1]", "invalid type: map, expected a string");
    }

    #[test]
    fn missing_fields_are_named_where_they_are_missing() {
        check::<Users>(
            r#"{"users": [{"role": "user", "age": 1}, {"age": 1}]}"#,
            "users[1].role",
            "missing field `role`",
        );
        check::<Users>("{ }", "users", "missing field `users`");
        check::<Vec<Users>>("[{\n}\n]", "[0].users", "missing field `users`");
    }

    #[test]
    fn unknown_variants_are_found_and_not_quoted() {
        let expected = "unknown variant, expected `admin` or `user`";
        check::<Users>(r#"{"users": [{"role": "s3cret`, expected y", "age": 1}]}"#, "users[0].role", expected);
        check::<Vec<Never>>(r#"["s3cret`, expected y"]"#, "[0]", "unknown variant");
    }

    #[test]
    fn duplicates_are_named() {
        check::<Users>(r#"{"users": [], "users": []}"#, "users", "duplicate field `users`");
    }

    #[test]
    fn broken_json_is_found() {
        check::<Users>("<html>", ".", "expected value");
        check::<Users>("", ".", "EOF while parsing a value");
        check::<Users>(r#"{"users": [{"role": "user", "age": 1"#, "users[0].age", "EOF while parsing an object");
        check::<BTreeMap<String, u8>>(r#"{"a": 1, "b": }"#, "b", "expected value");
        check::<BTreeMap<String, Vec<u8>>>(r#"{"a": [1, 2 3]}"#, "a[1]", "expected `,` or `]`");
    }

    #[test]
    fn what_is_no_text_is_found() {
        let problem = text(b"{\"users\": [1,\n  \"a\xff\"]}").expect_err("a body that is no text");
        assert_eq!(problem.message, "it is not UTF-8 (line 2, column 4)");
        assert_eq!(problem.path.as_deref(), Some("users[1]"));
        assert_eq!(text("\u{e4}".as_bytes()), Ok("\u{e4}"));
    }

    #[test]
    fn messages_of_unknown_shape_are_dropped() {
        assert_eq!(redact("s3cret is no date"), "a value was refused");
        assert_eq!(redact("invalid value: s3cret, expected a date"), "invalid value, expected a date");
        assert_eq!(redact("missing field `a` in `s3cret`"), "a value was refused");
    }
}
