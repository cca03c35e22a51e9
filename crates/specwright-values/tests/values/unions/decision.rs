//! Unions whose variants are told apart by their shape.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use specwright_values::DateTime;

use super::{check, reads};

#[derive(Debug, PartialEq)]
enum Role {
    User,
    Unknown(String),
}
specwright_values::string_enum! { Role { User = "user", else Unknown } }

#[derive(Debug, PartialEq)]
enum Size {
    Small,
    Unknown(i64),
}
specwright_values::integer_enum! { Size { Small = 1, else Unknown } }

#[derive(Debug, PartialEq)]
enum Level {
    Off,
    Pair,
    Unknown(Value),
}
specwright_values::json_enum! { Level { Off = false, Pair = json "[1,2]", else Unknown } }

#[derive(Debug, PartialEq)]
enum Scalar {
    Moment(DateTime),
    Role(Role),
    Size(Size),
    Level(Level),
    Ratio(f64),
    Numbers(Vec<i64>),
    Words(Vec<String>),
    Unknown(Value),
}
specwright_values::union! {
    Scalar {
        Moment: string,
        Role: strings,
        Size: integers,
        Level: values,
        Ratio: number,
        Numbers: array,
        Words: array,
        else Unknown,
    }
}

#[test]
fn json_types_tell_variants_apart() {
    check(r#""2020-01-01T00:00:00Z""#, &Scalar::Moment("2020-01-01T00:00:00Z".parse().unwrap()));
    check(r#""user""#, &Scalar::Role(Role::User));
    check("1", &Scalar::Size(Size::Small));
    check("2.5", &Scalar::Ratio(2.5));
    check("false", &Scalar::Level(Level::Off));
    check("[1,2]", &Scalar::Level(Level::Pair));
    check("[1,3]", &Scalar::Numbers(vec![1, 3]));
    check(r#"["a"]"#, &Scalar::Words(vec!["a".to_owned()]));
    check(r#"[1,"a"]"#, &Scalar::Unknown(json!([1, "a"])));
    check("{}", &Scalar::Unknown(json!({})));
    check("null", &Scalar::Unknown(Value::Null));
    check("true", &Scalar::Unknown(json!(true)));
}

#[test]
fn the_first_of_equals_is_taken() {
    check("[]", &Scalar::Numbers(vec![]));
}

#[test]
fn an_unknown_value_of_an_enum_comes_after_every_other_fit() {
    check(r#""owner""#, &Scalar::Role(Role::Unknown("owner".to_owned())));
    reads("7", &Scalar::Ratio(7.0));
}

#[derive(Debug, PartialEq)]
struct Card {
    kind: String,
    brand: Option<String>,
}
specwright_values::record! { Card { kind: required "kind", brand: optional "brand" } }

#[derive(Debug, PartialEq)]
struct Bank {
    kind: String,
    country: Option<String>,
    count: Option<i64>,
}
specwright_values::record! { Bank { kind: required "kind", country: optional "country", count: optional "count" } }

#[derive(Debug, PartialEq)]
struct Cash {
    amount: i64,
}
specwright_values::record! { Cash { amount: required "amount" as integer } }

#[derive(Debug, PartialEq)]
enum Source {
    Card(Box<Card>),
    Bank(Bank),
    Cash(Cash),
    Unknown(Value),
}
specwright_values::union! { Source { Card: record, Bank: record, Cash: record, else Unknown } }

fn card(brand: Option<&str>) -> Source {
    Source::Card(Box::new(Card { kind: "k".to_owned(), brand: brand.map(str::to_owned) }))
}

fn bank(country: Option<&str>, count: Option<i64>) -> Source {
    Source::Bank(Bank { kind: "k".to_owned(), country: country.map(str::to_owned), count })
}

#[test]
fn required_properties_tell_records_apart() {
    check(r#"{"amount":5}"#, &Source::Cash(Cash { amount: 5 }));
    reads(r#"{"amount":5.0,"new":true}"#, &Source::Cash(Cash { amount: 5 }));
    check(r#"{"other":5}"#, &Source::Unknown(json!({"other": 5})));
}

#[test]
fn of_several_records_the_one_that_loses_nothing_is_taken() {
    check(r#"{"kind":"k"}"#, &card(None));
    check(r#"{"kind":"k","brand":"b"}"#, &card(Some("b")));
    check(r#"{"kind":"k","country":"c"}"#, &bank(Some("c"), None));
}

#[test]
fn a_property_added_by_the_server_still_finds_the_variant() {
    reads(r#"{"kind":"k","new":[1]}"#, &card(None));
    reads(r#"{"kind":"k","brand":"b","new":[1]}"#, &card(Some("b")));
    reads(r#"{"new":[1],"country":"c","kind":"k"}"#, &bank(Some("c"), None));
}

#[test]
fn a_property_of_another_variant_is_not_lost() {
    let both = json!({"kind": "k", "brand": "b", "country": "c"});
    check(&both.to_string(), &Source::Unknown(both));
}

#[test]
fn a_variant_that_cannot_be_decoded_is_none() {
    let wrong = json!({"amount": "five"});
    check(&wrong.to_string(), &Source::Unknown(wrong));
    reads(r#"{"kind":"k","count":"x"}"#, &card(None));
}

#[derive(Debug, PartialEq)]
enum Charge {
    Card(Card),
    Bank(Bank),
    Map(BTreeMap<String, Value>),
    Unknown(Value),
}
specwright_values::union! {
    Charge {
        Card: record where ("kind" is "credit" | "debit"),
        Bank: record where ("kind" is "bank", "count" is 1 | -1),
        Map: map,
        else Unknown,
    }
}

#[test]
fn conditions_tell_records_apart() {
    check(r#"{"kind":"debit"}"#, &Charge::Card(Card { kind: "debit".to_owned(), brand: None }));
    let bank = Bank { kind: "bank".to_owned(), country: None, count: Some(-1) };
    check(r#"{"kind":"bank","count":-1}"#, &Charge::Bank(bank));
    let map = BTreeMap::from([("kind".to_owned(), json!("bank")), ("count".to_owned(), json!(2))]);
    check(r#"{"count":2,"kind":"bank"}"#, &Charge::Map(map));
}

#[derive(Debug, PartialEq)]
enum Anything {
    Flag(bool),
    Value(Value),
    Unknown(Value),
}
specwright_values::union! { Anything { Flag: boolean, Value: any, else Unknown } }

#[test]
fn any_value_leaves_nothing_unknown() {
    check("true", &Anything::Flag(true));
    check(r#"{"a":[1]}"#, &Anything::Value(json!({"a": [1]})));
    assert!(specwright_values::codec::Known::is_known(&Anything::Value(Value::Null)));
}

#[derive(Debug, PartialEq)]
enum Amount {
    Count(i64),
    Ratio(f64),
    Unknown(Value),
}
specwright_values::union! { Amount { Count: integer, Ratio: number, else Unknown } }

#[test]
fn numbers_are_the_same_by_value() {
    reads("3.0", &Amount::Count(3));
    check("3.5", &Amount::Ratio(3.5));
    reads("1e300", &Amount::Ratio(1e300));
}

#[derive(Debug, PartialEq)]
struct Capture {
    amount: i64,
    status: String,
    note: Option<String>,
}
specwright_values::record! {
    Capture { amount: required "amount" as integer, status: required "status", note: optional "note" }
}

#[derive(Debug, PartialEq)]
enum Entity {
    Cash(Cash),
    Capture(Capture),
    Unknown(Value),
}
specwright_values::union! {
    Entity { Capture: record where ("status" is "open" | "done"), Cash: record, else Unknown }
}

#[test]
fn an_unknown_value_behind_where_is_no_reason_to_lose_what_that_variant_knows() {
    let capture = Capture { amount: 5, status: "open".to_owned(), note: None };
    check(r#"{"amount":5,"status":"open"}"#, &Entity::Capture(capture));
    let value = json!({"amount": 5, "status": "new", "note": "n"});
    check(&value.to_string(), &Entity::Unknown(value.clone()));
    // Neither what that variant could not hold nor what nobody knows is one.
    reads(r#"{"amount":5,"note":"n"}"#, &Entity::Cash(Cash { amount: 5 }));
    reads(r#"{"amount":5,"color":"red","status":5}"#, &Entity::Cash(Cash { amount: 5 }));
}
