//! What a secret shows, and to whom.

use std::collections::BTreeMap;

use specwright_values::{Maybe, Secret};

const CANARY: &str = "hunter2";

#[derive(Clone, Debug, PartialEq)]
struct Login {
    user: String,
    password: Secret,
    token: Option<Secret>,
    old: Maybe<Secret>,
    all: Vec<Secret>,
    by_name: BTreeMap<String, Secret>,
}

specwright_values::record! {
    Login {
        user: required "user",
        password: required "password",
        token: optional "token",
        old: maybe "old",
        all: required "all",
        by_name: required "by_name",
    }
}

fn login() -> Login {
    Login {
        user: "ada".to_owned(),
        password: CANARY.into(),
        token: Some(CANARY.into()),
        old: CANARY.into(),
        all: vec![CANARY.into()],
        by_name: [("a".to_owned(), CANARY.into())].into(),
    }
}

#[test]
fn debug_never_shows_the_text() {
    assert_eq!(format!("{:?} {:#?}", Secret::from(CANARY), Secret::from("")), "Secret(***) Secret(***)");
    let told = format!("{:?} {:#?}", login(), login());
    assert_eq!(told.matches("Secret(***)").count(), 10);
    assert!(!told.contains(CANARY));
}

#[test]
fn the_wire_has_the_text() {
    let text = serde_json::to_string(&login()).unwrap();
    assert_eq!(text.matches(CANARY).count(), 5);
    assert_eq!(serde_json::from_str::<Login>(&text).unwrap(), login());
    assert_eq!(serde_json::from_value::<Login>(serde_json::to_value(login()).unwrap()).unwrap(), login());
}

#[test]
fn escapes_are_read() {
    let secret: Secret = serde_json::from_str(r#""a\"\u00e9\n""#).unwrap();
    assert_eq!(secret.expose(), "a\"\u{e9}\n");
}

#[test]
fn it_gives_the_text_to_those_who_ask() {
    let secret = Secret::from(CANARY.to_owned());
    assert_eq!(secret.clone().expose(), CANARY);
    assert_eq!(secret.into_exposed(), CANARY);
}

#[track_caller]
fn check_equal(left: &str, right: &str, equal: bool) {
    assert_eq!(Secret::from(left) == Secret::from(right), equal);
}

#[test]
fn it_compares_by_text() {
    check_equal("", "", true);
    check_equal(CANARY, CANARY, true);
    check_equal(CANARY, "hunter3", false);
    check_equal(CANARY, "hunter", false);
    check_equal("", "h", false);
}

#[test]
fn what_is_no_string_is_refused_and_not_told() {
    for text in ["4711", "-4711", "4711.5", "true", "null", "[4711]", r#"{"4711":4711}"#] {
        let told = serde_json::from_str::<Secret>(text).unwrap_err().to_string();
        assert!(!told.contains("4711") && !told.contains("true"), "{told}");
    }
}
