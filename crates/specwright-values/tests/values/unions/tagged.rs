//! Unions with a property that tells the variants apart.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{check, reads};

#[derive(Debug, PartialEq)]
struct Cat {
    kind: String,
    lives: Option<i64>,
}
specwright_values::record! { Cat { kind: required "kind", lives: optional "lives" as integer } }

#[derive(Debug, PartialEq)]
struct Bird {
    name: Option<String>,
}
specwright_values::record! { Bird { name: optional "name" } }

#[derive(Debug, PartialEq)]
struct Fish {
    name: Option<String>,
    rest: BTreeMap<String, Value>,
}
specwright_values::record! { Fish { name: optional "name", rest: rest } }

#[derive(Debug, PartialEq)]
enum Pet {
    Cat(Cat),
    Bird(Box<Bird>),
    Fish(Fish),
    Numbers(Vec<i64>),
    Unknown(Value),
}
specwright_values::union! {
    Pet by "kind" {
        Cat: record = "cat" | "kitty",
        Bird: record adds "bird" | "parrot",
        Fish: record adds "fi\"sh",
        Numbers: array,
        else Unknown,
    }
}

fn cat(kind: &str) -> Pet {
    Pet::Cat(Cat { kind: kind.to_owned(), lives: Some(9) })
}

fn bird() -> Pet {
    Pet::Bird(Box::new(Bird { name: Some("T".to_owned()) }))
}

fn unknown<T: From<Other>>(value: Value) -> T {
    T::from(Other(value))
}

struct Other(Value);

impl From<Other> for Pet {
    fn from(value: Other) -> Self {
        Self::Unknown(value.0)
    }
}

#[test]
fn every_value_of_the_tag_means_its_variant() {
    check(r#"{"kind":"cat","lives":9}"#, &cat("cat"));
    check(r#"{"kind":"kitty","lives":9}"#, &cat("kitty"));
}

#[test]
fn the_tag_may_come_last_and_escaped() {
    reads(r#"{"lives":9,"x":{"kind":"bird"},"\u006bind":"c\u0061t"}"#, &cat("cat"));
    reads(" { \"kind\" :\n\"cat\" ,\t\"lives\" : 9 } ", &cat("cat"));
}

#[test]
fn a_tag_the_type_does_not_know_is_added() {
    check(r#"{"kind":"bird","name":"T"}"#, &bird());
    reads(r#"{"name":"T","kind":"parrot"}"#, &bird());
}

#[test]
fn an_added_tag_is_written_once() {
    let rest = BTreeMap::from([("kind".to_owned(), json!("fi\"sh")), ("x".to_owned(), json!(1))]);
    check(r#"{"kind":"fi\"sh","name":"N","x":1}"#, &Pet::Fish(Fish { name: Some("N".to_owned()), rest }));
}

#[test]
fn an_unknown_tag_is_kept_with_its_object() {
    check(r#"{"kind":"dog","lives":9}"#, &unknown::<Pet>(json!({"kind": "dog", "lives": 9})));
    check(r#"{"kind":7}"#, &unknown::<Pet>(json!({"kind": 7})));
}

#[test]
fn an_object_that_does_not_fit_its_tag_is_no_other_variant() {
    let value = json!({"kind": "bird", "name": 1});
    check(&value.to_string(), &unknown::<Pet>(value));
}

#[test]
fn nothing_is_written_that_did_not_come() {
    check(r#"{"name":"T"}"#, &unknown::<Pet>(json!({"name": "T"})));
}

#[test]
fn what_has_no_tag_is_told_by_its_type() {
    check("[1,2]", &Pet::Numbers(vec![1, 2]));
    check("null", &unknown::<Pet>(Value::Null));
    check(r#""cat""#, &unknown::<Pet>(json!("cat")));
}

#[derive(Debug, PartialEq)]
enum Toggle {
    On(Cat),
    One(Bird),
    Plain(Bird),
    Unknown(Value),
}
specwright_values::union! {
    Toggle by "kind" or Plain {
        On: record = true,
        One: record adds 1 | -2,
        Plain: record adds "plain",
        else Unknown,
    }
}

#[test]
fn tags_are_strings_integers_or_booleans() {
    let one = Toggle::One(Bird { name: None });
    check(r#"{"kind":1}"#, &one);
    reads(r#"{"kind":1.0}"#, &one);
    reads(r#"{"kind":-2}"#, &one);
    check(r#"{"kind":true}"#, &Toggle::Unknown(json!({"kind": true})));
}

#[test]
fn the_fallback_is_what_an_absent_tag_means() {
    let plain = Toggle::Plain(Bird { name: Some("T".to_owned()) });
    check(r#"{"name":"T"}"#, &plain);
    reads(r#"{"kind":"plain","name":"T"}"#, &plain);
}

#[test]
fn the_fallback_does_not_forget_a_tag() {
    check(r#"{"kind":"new"}"#, &Toggle::Unknown(json!({"kind": "new"})));
}

#[derive(Debug, PartialEq)]
enum Known {
    Cat(Cat),
    Bird(Bird),
    Unknown(Value),
}
specwright_values::union! { Known by "kind" or Cat { Bird: record adds "bird", Cat: record = "cat", else Unknown } }

#[test]
fn the_fallback_is_what_an_unknown_tag_means() {
    check(r#"{"kind":"lion","lives":9}"#, &Known::Cat(Cat { kind: "lion".to_owned(), lives: Some(9) }));
    check(r#"{"lives":9}"#, &Known::Unknown(json!({"lives": 9})));
    check(r#"{"kind":"bird","name":"T"}"#, &Known::Bird(Bird { name: Some("T".to_owned()) }));
}

#[derive(Debug, PartialEq)]
struct Web {
    kind: Option<String>,
    user: Option<String>,
}
specwright_values::record! { Web { kind: optional "kind", user: optional "user" } }

#[derive(Debug, PartialEq)]
struct Digest {
    kind: String,
    secret: Option<String>,
}
specwright_values::record! { Digest { kind: required "kind", secret: optional "secret" } }

#[derive(Debug, PartialEq)]
enum Login {
    Web(Web),
    Digest(Digest),
    Unknown(Value),
}
specwright_values::union! { Login by "kind" or Web { Web: record = "web", Digest: record = "digest", else Unknown } }

#[test]
fn the_fallback_of_an_unknown_tag_loses_nothing_that_another_variant_knows() {
    let web = Web { kind: Some("new".to_owned()), user: Some("T".to_owned()) };
    check(r#"{"kind":"new","user":"T"}"#, &Login::Web(web));
    check(r#"{"kind":"new","secret":"s"}"#, &Login::Unknown(json!({"kind": "new", "secret": "s"})));
    // What nobody knows is no reason.
    let web = Web { kind: Some("new".to_owned()), user: None };
    reads(r#"{"kind":"new","color":"red"}"#, &Login::Web(web));
}
