//! Values that are held against the constraints of their document.

use std::collections::BTreeMap;

use serde_json::json;
use specwright_values::{Base64, Maybe, Number, Quoted, Secret, Validate};

#[derive(Debug)]
struct Pet {
    name: String,
    age: Option<i64>,
    weight: Maybe<Number>,
    ratio: Option<f64>,
    tags: Vec<Vec<String>>,
    code: Option<Quoted<i64>>,
    secret: Option<Secret>,
    data: Option<Base64>,
    any: Option<serde_json::Value>,
    pair: Option<(i64, String)>,
    friend: Option<Box<Pet>>,
    shape: Option<Shape>,
    rest: BTreeMap<String, i64>,
}
specwright_values::record! {
    Pet {
        name: required "na me",
        age: optional "age" as integer,
        weight: maybe "weight",
        ratio: optional "ratio",
        tags: required "tags",
        code: optional "code",
        secret: optional "secret",
        data: optional "data",
        any: optional "any",
        pair: optional "pair",
        friend: optional "friend",
        shape: optional "shape",
        rest: rest as integer,
    }
}
specwright_values::validate! {
    Pet (max_properties 12) {
        name: "na me" (min_length 1, max_length 3, pattern "^[a-zäöü]+$"),
        age: "age" (above -1, maximum 30, multiple_of 5),
        weight: "weight" (minimum 0.1, below json "100000000000000000000000.5", multiple_of 0.1),
        ratio: "ratio" (multiple_of 0.1),
        tags: "tags" (min_items 1, max_items 2, unique_items, each (max_items 1, each (max_length 2))),
        code: "code" (max_length 2),
        secret: "secret" (min_length 3),
        data: "data" (max_length 4),
        any: "any" (max_length 1, maximum 1, max_items 1, max_properties 1, each (minimum 0)),
        pair: "pair" (each (minimum 0, min_length 1)),
        friend: "friend",
        shape: "shape",
        rest: rest (each (maximum 9)),
    }
}

#[derive(Debug)]
enum Shape {
    Pet(Box<Pet>),
    Texts(BTreeMap<String, String>),
    Unknown(serde_json::Value),
}
specwright_values::union! {
    Shape { Pet: record, Texts: map, else Unknown }
}
specwright_values::validate! {
    enum Shape { Pet, Texts }
}

fn pet() -> Pet {
    serde_json::from_value(json!({"na me": "rex", "tags": [["a"]]})).unwrap()
}

/// What is said of a pet with these members besides.
#[track_caller]
fn check(members: serde_json::Value, expected: &[&str]) {
    let mut pet = json!({"na me": "rex", "tags": [["a"]]});
    pet.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    let pet: Pet = serde_json::from_value(pet).unwrap();
    let found = pet.validate().err().map(|invalid| invalid.to_string());
    assert_eq!(found.unwrap_or_default(), expected.join("; "));
}

#[test]
fn what_the_document_allows_is_valid() {
    check(json!({}), &[]);
    check(json!({"na me": "äöü", "age": 30, "weight": 2.5, "ratio": 0.3, "code": "12", "secret": "abc"}), &[]);
    check(json!({"weight": null, "data": "AAAA", "any": null, "pair": [0, "a"], "more": 9}), &[]);
}

#[test]
fn texts_are_measured_in_characters() {
    check(json!({"na me": "äöüä"}), &[r#"`["na me"]` must be at most 3 characters"#]);
    let empty =
        [r#"`["na me"]` must be at least 1 character"#, r#"`["na me"]` must be text that matches `^[a-zäöü]+$`"#];
    check(json!({"na me": ""}), &empty);
    check(json!({"code": "123"}), &["`code` must be at most 2 characters"]);
    check(json!({"data": "AAAAAAAA"}), &["`data` must be at most 4 characters"]);
}

#[test]
fn values_are_never_shown() {
    check(json!({"secret": "ab"}), &["`secret` must be at least 3 characters"]);
}

#[test]
fn numbers_are_compared_exactly() {
    check(json!({"age": -1}), &["`age` must be greater than -1", "`age` must be a multiple of 5"]);
    check(json!({"age": 35}), &["`age` must be at most 30"]);
    check(json!({"ratio": 0.35}), &["`ratio` must be a multiple of 0.1"]);
    let mut pet = pet();
    for (text, expected) in [
        ("100000000000000000000000.4", ""),
        ("1e20", ""),
        ("100000000000000000000000.5", "`weight` must be less than 100000000000000000000000.5"),
        ("0.09999999999999999999999", "`weight` must be at least 0.1"),
        ("0.30000000000000000000001", "`weight` must be a multiple of 0.1"),
    ] {
        pet.weight = Maybe::Value(text.parse().unwrap());
        let found = pet.validate().err().map(|invalid| invalid.faults().first().unwrap().to_string());
        assert_eq!(found.unwrap_or_default(), expected, "{text}");
    }
}

#[test]
fn lists_are_followed_to_their_elements() {
    check(json!({"tags": []}), &["`tags` must be at least 1 element"]);
    let expected = ["`tags` must be a list with no element twice", "`tags[1][0]` must be at most 2 characters"];
    check(
        json!({"tags": [["abc"], ["abc"]]}),
        &[expected[0], "`tags[0][0]` must be at most 2 characters", expected[1]],
    );
    check(json!({"pair": [-1, ""]}), &["`pair[0]` must be at least 0", "`pair[1]` must be at least 1 character"]);
}

#[test]
fn any_value_is_held_against_the_rules_of_its_type() {
    check(json!({"any": "ab"}), &["`any` must be at most 1 character"]);
    check(json!({"any": 1.5}), &["`any` must be at most 1"]);
    check(json!({"any": {"a": -1, "b": 0}}), &["`any` must be at most 1 property", "`any.a` must be at least 0"]);
}

#[test]
fn records_and_unions_are_followed() {
    let wrong = json!({"na me": "x1", "tags": [["a"]]});
    let said = |path: &str| format!(r#"`{path}["na me"]` must be text that matches `^[a-zäöü]+$`"#);
    check(json!({"friend": wrong, "shape": wrong}), &[&said("friend"), &said("shape")]);
    check(json!({"shape": {"a": "b"}}), &[]);
    check(json!({"shape": [1]}), &[]);
}

#[test]
fn other_properties_are_followed_and_counted() {
    check(json!({"more": 10}), &["`more` must be at most 9"]);
    let many: serde_json::Map<_, _> = (0..11).map(|n| (format!("p{n}"), json!(n % 5))).collect();
    check(many.into(), &["must be at most 12 properties"]);
}

#[test]
fn a_value_that_is_deeper_than_any_document_ends() {
    let mut deep = pet();
    for _ in 0..2_000 {
        deep = Pet { friend: Some(Box::new(deep)), ..pet() };
    }
    assert_eq!(deep.validate(), Ok(()));
}
