//! Every presence, written and read.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use specwright_values::Maybe;

#[derive(Clone, Debug, Default, PartialEq)]
struct Org {
    name: String,
    note: Option<String>,
    users: Option<Vec<User>>,
    detail: Option<Value>,
    domain: Maybe<String>,
}

specwright_values::record! {
    Org {
        name: required "name",
        note: nullable "note",
        users: optional "users",
        detail: any "detail",
        domain: maybe "domain",
    }
}

#[derive(Clone, Debug, PartialEq)]
struct User {
    r#type: String,
    reader: i64,
}

specwright_values::record! { User { r#type: required "type", reader: required "the \"reader\"" } }

#[derive(Debug, PartialEq)]
struct Nothing {}

specwright_values::record! { Nothing {} }

#[derive(Debug, PartialEq)]
struct Bag {
    id: i64,
    rest: Map<String, Value>,
}

specwright_values::record! {
    Bag {
        id: required "id",
        rest: rest,
    }
}

#[derive(Debug, PartialEq)]
struct Counts {
    all: BTreeMap<String, u8>,
}

specwright_values::record! { Counts { all: rest } }

/// Text becomes value and value becomes text; and the same through `serde_json::Value`.
#[track_caller]
fn check<T>(text: &str, value: &T)
where
    T: std::fmt::Debug + PartialEq + serde::Serialize + serde::de::DeserializeOwned,
{
    assert_eq!(&serde_json::from_str::<T>(text).unwrap(), value);
    assert_eq!(&serde_json::from_reader::<_, T>(text.as_bytes()).unwrap(), value);
    assert_eq!(serde_json::to_string(value).unwrap(), text);
    let tree: Value = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_value(value).unwrap(), tree);
    assert_eq!(&serde_json::from_value::<T>(tree).unwrap(), value);
}

/// Text becomes value, which is written otherwise.
#[track_caller]
fn reads<T: std::fmt::Debug + PartialEq + serde::de::DeserializeOwned>(text: &str, value: &T) {
    assert_eq!(&serde_json::from_str::<T>(text).unwrap(), value);
}

fn org() -> Org {
    Org { name: "Acme".to_owned(), ..Org::default() }
}

#[test]
fn only_required_properties_are_always_written() {
    check(r#"{"name":"Acme","note":null}"#, &org());
}

#[test]
fn properties_keep_the_order_of_the_table() {
    let value = Org {
        note: Some("n".to_owned()),
        users: Some(vec![User { r#type: "a".to_owned(), reader: -1 }]),
        detail: Some(json!({"a": [1]})),
        domain: Maybe::Value("acme.test".to_owned()),
        ..org()
    };
    check(
        r#"{"name":"Acme","note":"n","users":[{"type":"a","the \"reader\"":-1}],"detail":{"a":[1]},"domain":"acme.test"}"#,
        &value,
    );
}

#[test]
fn a_maybe_keeps_null() {
    check(r#"{"name":"Acme","note":null,"domain":null}"#, &Org { domain: Maybe::Null, ..org() });
}

#[test]
fn an_any_keeps_null() {
    check(r#"{"name":"Acme","note":null,"detail":null}"#, &Org { detail: Some(Value::Null), ..org() });
}

#[test]
fn no_presence_may_come_twice() {
    for property in [r#""name":"a""#, r#""note":null"#, r#""users":[]"#, r#""detail":null"#, r#""domain":null"#] {
        let told = serde_json::from_str::<Org>(&format!("{{{property},{property}}}")).unwrap_err().to_string();
        assert!(told.starts_with("duplicate field `"), "{told}");
    }
}

#[test]
fn an_optional_takes_null_as_absent() {
    reads(r#"{"name":"Acme","note":null,"users":null}"#, &org());
}

#[test]
fn order_does_not_matter() {
    let value = Org { note: Some("n".to_owned()), domain: Maybe::Null, ..org() };
    reads(r#"{"domain":null,"note":"n","name":"Acme"}"#, &value);
    reads(r#"{"note":"n","domain":null,"name":"Acme"}"#, &value);
}

#[test]
fn unknown_properties_are_skipped() {
    reads(r#"{"":0,"names":[{}],"name":"Acme","nam":{"note":2},"note":null,"z":null}"#, &org());
}

#[test]
fn escaped_names_are_recognised() {
    reads(r#"{"\u006eame":"Acme","n\u006fte":null}"#, &org());
    reads(r#"{"type":"a","the \u0022reader\u0022":1}"#, &User { r#type: "a".to_owned(), reader: 1 });
}

#[test]
fn a_record_may_have_no_fields() {
    check("{}", &Nothing {});
    reads(r#"{"a":{"b":[]}}"#, &Nothing {});
}

#[test]
fn rest_keeps_all_others() {
    let rest = [("a".to_owned(), json!(null)), ("b".to_owned(), json!([{"id": 1}]))].into_iter().collect();
    check(r#"{"id":1,"a":null,"b":[{"id":1}]}"#, &Bag { id: 1, rest });
    check(r#"{"id":1}"#, &Bag { id: 1, rest: Map::new() });
}

#[test]
fn rest_may_come_between() {
    let all = [("b".to_owned(), json!(2)), ("\n".to_owned(), json!(3))].into_iter().collect();
    reads(r#"{"b":2,"id":1,"\n":3}"#, &Bag { id: 1, rest: all });
}

#[test]
fn rest_may_be_everything() {
    check(r#"{"a":1,"b":2}"#, &Counts { all: [("a".to_owned(), 1), ("b".to_owned(), 2)].into() });
    check("{}", &Counts { all: BTreeMap::new() });
}

#[test]
fn a_field_wins_over_an_entry_of_rest_with_its_name() {
    let rest = [("id".to_owned(), json!("x")), ("z".to_owned(), json!(1))].into_iter().collect();
    assert_eq!(serde_json::to_string(&Bag { id: 1, rest }).unwrap(), r#"{"id":1,"z":1}"#);
}

#[test]
fn the_last_of_equal_names_in_rest_stays() {
    reads(r#"{"a":1,"a":2}"#, &Counts { all: [("a".to_owned(), 2)].into() });
}

/// Models are named by documents, which know nothing of Rust's prelude or of the macro's own words.
mod prelude_names {
    #[derive(Debug, PartialEq)]
    pub(super) struct Option {
        pub(super) reader: std::option::Option<String>,
    }
    specwright_values::record! { Option { reader: optional "reader" } }

    #[derive(Debug, PartialEq)]
    pub(super) struct A {
        pub(super) entry: Result,
        pub(super) writer: D,
    }
    specwright_values::record! { A { entry: required "entry", writer: required "writer" } }

    #[derive(Debug, PartialEq)]
    pub(super) struct D {}
    specwright_values::record! { D {} }

    #[derive(Debug, PartialEq)]
    pub(super) enum Result {
        Ok,
        Some(String),
    }
    specwright_values::string_enum! { Result { Ok = "Err", else Some } }
}

#[test]
fn models_may_have_the_names_of_the_prelude() {
    use prelude_names::{A, D, Option, Result};
    check(r#"{"reader":"x"}"#, &Option { reader: Some("x".to_owned()) });
    check(r#"{"entry":"Err","writer":{}}"#, &A { entry: Result::Ok, writer: D {} });
    check(r#"{"entry":"Ok","writer":{}}"#, &A { entry: Result::Some("Ok".to_owned()), writer: D {} });
}
