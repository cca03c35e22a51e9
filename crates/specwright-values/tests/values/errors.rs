//! What is said when an object does not fit, and what is not.

use serde_json::Value;
use specwright_values::{Base64, DateTime, Maybe, Secret};

#[derive(Debug)]
struct Outer {
    id: i64,
    inner: Option<Inner>,
    all: Option<Vec<Inner>>,
}
specwright_values::record! { Outer { id: required "id", inner: optional "inner", all: optional "all-of-them" } }

#[derive(Debug)]
struct Inner {
    count: u8,
    note: Option<String>,
    when: Maybe<DateTime>,
    bytes: Option<Base64>,
    key: Option<Secret>,
}
specwright_values::record! {
    Inner {
        count: required "count",
        note: nullable "note",
        when: maybe "when",
        bytes: optional "bytes",
        key: optional "key",
    }
}

#[derive(Debug)]
struct Open {
    rest: std::collections::BTreeMap<String, bool>,
}
specwright_values::record! { Open { rest: rest } }

/// The message, from text and from a tree; the place in the text is checked to be there and cut off.
#[track_caller]
fn check<T: serde::de::DeserializeOwned + std::fmt::Debug>(text: &str, message: &str) {
    let error = serde_json::from_str::<T>(text).unwrap_err();
    assert!(error.line() > 0, "{error} has no place");
    let told = error.to_string();
    assert_eq!(told.split(" at line ").next().unwrap(), message);
    let tree: Value = serde_json::from_str(text).unwrap();
    let told = serde_json::from_value::<T>(tree).unwrap_err().to_string();
    assert_eq!(told.replace("map, expected", "object, expected"), message);
}

/// The message from text only: a tree cannot hold this.
#[track_caller]
fn check_text<T: serde::de::DeserializeOwned + std::fmt::Debug>(text: &str, message: &str) {
    assert_eq!(serde_json::from_str::<T>(text).unwrap_err().to_string(), message);
}

#[test]
fn a_missing_property_is_named() {
    check::<Outer>("{}", "missing field `id`");
    check::<Inner>(r#"{"count":1}"#, "missing field `note`");
    check::<Inner>(r#"{"note":null}"#, "missing field `count`");
}

#[test]
fn the_way_to_a_property_is_told() {
    check::<Outer>(r#"{"id":1,"inner":{"count":1}}"#, "`inner`: missing field `note`");
    check::<Outer>(
        r#"{"id":1,"all-of-them":[{"count":true}]}"#,
        "`all-of-them.count`: invalid type: boolean, expected u8",
    );
}

#[test]
fn a_property_that_comes_twice_is_an_error() {
    check_text::<Outer>(r#"{"id":1,"id":1}"#, "duplicate field `id` at line 1 column 12");
    check_text::<Outer>(r#"{"id":1,"inner":null,"inner":null}"#, "duplicate field `inner` at line 1 column 28");
    check_text::<Inner>(
        r#"{"count":1,"note":null,"when":null,"when":null}"#,
        "duplicate field `when` at line 1 column 41",
    );
}

#[test]
fn a_required_property_is_not_null() {
    check::<Outer>(r#"{"id":null}"#, "`id`: invalid type: null, expected i64");
}

#[test]
fn strings_received_are_not_told() {
    check::<Outer>(r#"{"id":"hunter2"}"#, "`id`: invalid type: string, expected i64");
    check::<Outer>(r#"{"id":"a, expected b"}"#, "`id`: invalid type: string, expected i64");
    check::<Outer>(r#"{"id":1,"inner":"hunter2"}"#, "`inner`: invalid type: string, expected Inner as an object");
}

#[test]
fn numbers_received_are_not_told() {
    check::<Inner>(r#"{"count":4711}"#, "`count`: invalid value: integer, expected u8");
    check::<Inner>(r#"{"count":1,"note":4711}"#, "`note`: invalid type: integer, expected a string");
    check::<Inner>(r#"{"count":4.5}"#, "`count`: invalid type: floating point, expected u8");
}

#[test]
fn formats_do_not_tell_the_text() {
    check::<Inner>(r#"{"when":"hunter2"}"#, "`when`: not an RFC 3339 date-time");
    check::<Inner>(r#"{"bytes":"hunter 2"}"#, "`bytes`: not base64");
    check::<Inner>(r#"{"key":4711}"#, "`key`: invalid type: number, expected a string");
}

#[test]
fn names_received_are_not_told() {
    check::<Open>(r#"{"hunter2":4711}"#, "invalid type: integer, expected a boolean");
}

#[test]
fn only_an_object_is_a_record() {
    check::<Outer>("[]", "invalid type: sequence, expected Outer as an object");
    check::<Outer>("null", "invalid type: null, expected Outer as an object");
}

#[test]
fn a_cut_text_is_an_error() {
    for text in ["{", r#"{"id""#, r#"{"id":"#, r#"{"id":1"#, r#"{"id":1,"#, r#"{"id":1,"x":[1"#] {
        assert!(serde_json::from_str::<Outer>(text).is_err(), "{text}");
    }
}
