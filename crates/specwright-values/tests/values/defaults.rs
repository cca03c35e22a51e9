//! What absent properties are decoded as.

use serde_json::{Value, json};
use specwright_values::{DateTime, Maybe};

#[derive(Debug, PartialEq)]
struct Page {
    limit: Option<i64>,
    order: Option<Vec<String>>,
    ratio: Option<f64>,
    all: Option<bool>,
    most: Option<u64>,
    detail: Option<Value>,
    note: Maybe<String>,
    until: Maybe<DateTime>,
    wrong: Option<i64>,
}
specwright_values::record! {
    Page {
        limit: optional "limit" = 10 as integer,
        order: optional "order" = json r#"["a"]"#,
        ratio: optional "ratio" = -1.5,
        all: optional "all" = false,
        most: optional "most" = json "18446744073709551615" as integer,
        detail: any "detail" = json "null",
        note: maybe "note" = json "null",
        until: maybe "until" = "2020-01-01T00:00:00Z",
        wrong: optional "wrong" = "x",
    }
}

#[track_caller]
fn check(text: &str, change: impl FnOnce(&mut Page)) {
    let mut expected = Page {
        limit: Some(10),
        order: Some(vec!["a".to_owned()]),
        ratio: Some(-1.5),
        all: Some(false),
        most: Some(u64::MAX),
        detail: Some(Value::Null),
        note: Maybe::Null,
        until: Maybe::Value("2020-01-01T00:00:00Z".parse().unwrap()),
        wrong: None,
    };
    change(&mut expected);
    assert_eq!(serde_json::from_str::<Page>(text).unwrap(), expected);
}

#[test]
fn an_absent_property_has_its_default() {
    check("{}", |_| {});
}

#[test]
fn a_property_that_is_there_has_not() {
    check(r#"{"limit":7.0}"#, |page| page.limit = Some(7));
    check(r#"{"limit":null}"#, |page| page.limit = None);
    check(r#"{"detail":{}}"#, |page| page.detail = Some(json!({})));
    check(r#"{"note":"n"}"#, |page| page.note = Maybe::Value("n".to_owned()));
    check(r#"{"until":null}"#, |page| page.until = Maybe::Null);
}

#[test]
fn a_default_that_does_not_fit_is_none() {
    check(r#"{"wrong":3}"#, |page| page.wrong = Some(3));
}
