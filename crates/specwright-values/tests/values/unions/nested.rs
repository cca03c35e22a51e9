//! Unions inside of unions.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{check, reads};

#[derive(Debug, PartialEq)]
struct And {
    all: Vec<Rule>,
    note: Option<String>,
}
specwright_values::record! { And { all: required "all", note: optional "note" } }

#[derive(Debug, PartialEq)]
struct Every {
    all: Vec<Rule>,
    count: Option<i64>,
}
specwright_values::record! { Every { all: required "all", count: optional "count" as integer } }

#[derive(Debug, PartialEq)]
enum Rule {
    And(And),
    Every(Box<Every>),
    Deep(BTreeMap<String, Rule>),
    Leaf(String),
    Unknown(Value),
}
specwright_values::union! { Rule { And: record, Every: record, Deep: map, Leaf: string, else Unknown } }

fn leaf() -> Rule {
    Rule::Leaf("x".to_owned())
}

#[test]
fn unions_hold_themselves() {
    check(r#"{"all":["x"]}"#, &Rule::And(And { all: vec![leaf()], note: None }));
    let inner = Rule::Every(Box::new(Every { all: vec![leaf()], count: Some(1) }));
    let outer = Rule::And(And { all: vec![inner, leaf()], note: Some("n".to_owned()) });
    check(r#"{"all":[{"all":["x"],"count":1},"x"],"note":"n"}"#, &outer);
    check(r#"{"a":{"b":"x"}}"#, &Rule::Deep([("a".to_owned(), Rule::Deep([("b".to_owned(), leaf())].into()))].into()));
}

#[test]
fn what_is_unknown_inside_is_kept_there() {
    check(r#"{"all":[7]}"#, &Rule::And(And { all: vec![Rule::Unknown(json!(7))], note: None }));
}

/// A text in which every level can be two records or a map.
fn ambiguous(levels: usize) -> String {
    (0..levels).fold(r#""x""#.to_owned(), |inner, level| match level % 3 {
        0 => format!(r#"{{"all":[{inner}],"new":1}}"#),
        1 => format!(r#"{{"all":[{inner},{inner}],"count":1}}"#),
        _ => format!(r#"{{"all":[{inner}],"note":"n","count":2}}"#),
    })
}

/// How often `Counted` was decoded.
mod counted {
    use std::cell::Cell;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    thread_local! { pub(super) static DECODED: Cell<usize> = const { Cell::new(0) }; }

    #[derive(Debug, PartialEq)]
    pub(super) struct Counted;

    impl<'de> Deserialize<'de> for Counted {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            DECODED.set(DECODED.get() + 1);
            serde::de::IgnoredAny::deserialize(deserializer).map(|_| Self)
        }
    }

    impl Serialize for Counted {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_unit()
        }
    }
}

macro_rules! links {
    ($($name:ident)*) => {
        $(
            #[derive(Debug, PartialEq)]
            struct $name {
                next: Option<Box<Chain>>,
                end: Option<counted::Counted>,
            }
            specwright_values::record! { $name { next: optional "next", end: optional "end" } }
        )*
        #[derive(Debug, PartialEq)]
        enum Chain {
            $($name($name),)*
            Unknown(Value),
        }
        specwright_values::union! { Chain { $($name: record,)* else Unknown } }
    };
}

links! { One Two Three }

#[test]
fn the_cost_of_depth_is_not_exponential() {
    let text = (0..30).fold(r#"{"end":7}"#.to_owned(), |inner, _| format!(r#"{{"next":{inner},"new":1}}"#));
    let chain: Chain = serde_json::from_str(&text).unwrap();
    let levels = std::iter::successors(Some(&chain), |chain| match chain {
        Chain::One(One { next, .. }) => next.as_deref(),
        _ => None,
    });
    assert_eq!(levels.count(), 31);
    assert!(counted::DECODED.get() < 300, "{}", counted::DECODED.get());
    assert!(serde_json::from_str::<Rule>(&ambiguous(15)).is_ok());
}

#[track_caller]
fn check_depth(levels: usize, told: Option<&str>) {
    let text = format!("{}\"x\"{}", r#"{"all":["#.repeat(levels), "]}".repeat(levels));
    let error = serde_json::from_str::<Rule>(&text).err().map(|error| error.to_string());
    assert_eq!(error.as_deref(), told);
    let text = format!("{}{text}{}", r#"{"a":"#.repeat(100), "}".repeat(100));
    assert!(serde_json::from_str::<BTreeMap<String, Rule>>(&text).is_err());
}

#[test]
fn depth_is_bounded() {
    check_depth(63, None);
    check_depth(64, Some("recursion limit exceeded"));
    check_depth(100_000, Some("recursion limit exceeded"));
}

#[derive(Debug, PartialEq)]
struct Nest {
    inner: Option<Box<Nest>>,
    rule: Option<Rule>,
}
specwright_values::record! { Nest { inner: optional "inner", rule: optional "rule" } }

#[test]
fn a_union_may_stand_deep_in_records() {
    let rule = format!("{}\"x\"{}", r#"{"all":["#.repeat(63), "]}".repeat(63));
    let text = format!("{}{{\"rule\":{rule}}}{}", r#"{"inner":"#.repeat(120), "}".repeat(120));
    let nest: Nest = serde_json::from_str(&text).unwrap();
    assert_eq!(serde_json::to_string(&nest).unwrap(), text);
    let told = serde_json::from_str::<Nest>(&text.replace("\"x\"", "[[\"x\"]]")).unwrap_err().to_string();
    assert!(told.starts_with(&format!("`{}rule`: recursion limit exceeded", "inner.".repeat(120))), "{told}");
}

/// A record whose decoding fails at its end, after everything inside of it was decoded.
macro_rules! late {
    ($($name:ident $last:literal)*) => {
        $(
            #[derive(Debug, PartialEq)]
            struct $name {
                a: Option<Box<Late>>,
                last: Option<bool>,
            }
            specwright_values::record! { $name { a: optional "a", last: optional $last } }
        )*
        #[derive(Debug, PartialEq)]
        enum Late {
            $($name($name),)*
            Unknown(Value),
        }
        specwright_values::union! { Late { $($name: record,)* else Unknown } }
    };
}

late! { Late1 "h1" Late2 "h2" Late3 "h3" Late4 "h4" Late5 "h5" Late6 "h6" Late7 "h7" Late8 "h8" }

#[test]
fn what_is_tried_is_bounded_and_nothing_is_lost() {
    let wrong: String = (1..=8).map(|head| format!(r#","h{head}":7"#)).collect();
    let leaf = format!("[{}]", vec!["1"; 2_000].join(","));
    let text = (0..60).fold(leaf, |inner, _| format!(r#"{{"a":{inner}{wrong}}}"#));
    let late: Late = serde_json::from_str(&text).unwrap();
    assert_eq!(serde_json::to_string(&late).unwrap().len(), text.len());
}

#[derive(Debug, PartialEq)]
enum Outer {
    Rule(Box<Rule>),
    Flag(bool),
    Unknown(Value),
}
specwright_values::union! { Outer { Rule: union, Flag: boolean, else Unknown } }

#[test]
fn a_union_in_a_union_is_taken_for_what_it_knows() {
    check(r#""x""#, &Outer::Rule(Box::new(leaf())));
    check("true", &Outer::Flag(true));
    check("7", &Outer::Unknown(json!(7)));
}

#[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct Flat {
    id: u8,
    #[serde(flatten)]
    rules: BTreeMap<String, Rule>,
}

#[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(untagged)]
enum Foreign {
    Flat(Flat),
    Rule(Rule),
}

#[test]
fn unions_stand_in_types_that_users_derive() {
    let rules = BTreeMap::from([("a".to_owned(), leaf())]);
    check(r#"{"id":1,"a":"x"}"#, &Foreign::Flat(Flat { id: 1, rules }));
    check(r#""x""#, &Foreign::Rule(leaf()));
    reads("7", &Foreign::Rule(Rule::Unknown(json!(7))));
}

#[test]
fn malformed_text_is_an_error() {
    for text in ["", "{", r#"{"all":[}"#, r#"{"all":["x"]"#, "nul", "\"\\x\"", "1.", "[1,]"] {
        assert!(serde_json::from_str::<Rule>(text).is_err(), "{text}");
    }
}

#[derive(Debug, PartialEq)]
struct Share {
    mode: String,
    every: i64,
}
specwright_values::record! { Share { mode: required "mode", every: required "every" as integer } }

#[derive(Debug, PartialEq)]
enum Shares {
    Share(Share),
    Unknown(Value),
}
specwright_values::union! { Shares { Share: record where ("mode" is "share"), else Unknown } }

#[derive(Debug, PartialEq)]
struct Fixed {
    points: Option<i64>,
}
specwright_values::record! { Fixed { points: optional "points" as integer } }

#[derive(Debug, PartialEq)]
enum Earning {
    Fixed(Fixed),
    Shares(Box<Shares>),
    Unknown(Value),
}
specwright_values::union! { Earning { Fixed: record, Shares: union, else Unknown } }

#[test]
fn what_a_union_inside_nearly_is_is_not_taken_for_less() {
    let share = Shares::Share(Share { mode: "share".to_owned(), every: 2 });
    check(r#"{"mode":"share","every":2}"#, &Earning::Shares(Box::new(share)));
    let value = json!({"mode": "new", "every": 2});
    check(&value.to_string(), &Earning::Unknown(value.clone()));
    // It needs more than one of its properties to be near.
    reads(r#"{"points":1,"every":2}"#, &Earning::Fixed(Fixed { points: Some(1) }));
    reads(r#"{"points":1,"color":"red"}"#, &Earning::Fixed(Fixed { points: Some(1) }));
}
