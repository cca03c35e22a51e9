//! Records and enums inside types that users derive.

use serde::{Deserialize, Serialize};
use specwright_values::{DateTime, Maybe, Secret};

#[derive(Debug, PartialEq)]
struct Cat {
    name: String,
    lives: Maybe<i64>,
    born: Option<DateTime>,
}
specwright_values::record! { Cat { name: required "name", lives: maybe "lives", born: optional "born" } }

#[derive(Debug, PartialEq)]
struct Dog {
    name: String,
    barks: bool,
    rest: serde_json::Map<String, serde_json::Value>,
}
specwright_values::record! { Dog { name: required "name", barks: required "barks", rest: rest } }

#[derive(Debug, PartialEq)]
enum Size {
    Small,
    Other(String),
}
specwright_values::string_enum! { Size { Small = "small", else Other } }

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind")]
enum Tagged {
    #[serde(rename = "cat")]
    Cat(Cat),
    #[serde(rename = "dog")]
    Dog(Dog),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Untagged {
    Dog(Dog),
    Cat(Cat),
    Size(Size),
    Secrets(Vec<Secret>),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Flat {
    id: u8,
    #[serde(flatten)]
    cat: Cat,
}

#[track_caller]
fn check<T: std::fmt::Debug + PartialEq + Serialize + serde::de::DeserializeOwned>(text: &str, value: &T) {
    assert_eq!(&serde_json::from_str::<T>(text).unwrap(), value);
    assert_eq!(serde_json::to_string(value).unwrap(), text);
    assert_eq!(&serde_json::from_value::<T>(serde_json::to_value(value).unwrap()).unwrap(), value);
}

fn cat() -> Cat {
    Cat { name: "a\"b".to_owned(), lives: Maybe::Null, born: Some("2020-01-01 00:00:00.10z".parse().unwrap()) }
}

#[test]
fn an_internally_tagged_enum_holds_records() {
    let text = r#"{"kind":"cat","name":"a\"b","lives":null,"born":"2020-01-01 00:00:00.10z"}"#;
    check(text, &Tagged::Cat(cat()));
    let dog = Dog { name: "d".to_owned(), barks: true, rest: serde_json::Map::new() };
    check(r#"{"kind":"dog","name":"d","barks":true}"#, &Tagged::Dog(dog));
}

#[test]
fn an_untagged_enum_holds_records() {
    check(r#"{"name":"a\"b","lives":null,"born":"2020-01-01 00:00:00.10z"}"#, &Untagged::Cat(cat()));
    let rest = [("age".to_owned(), serde_json::json!(3))].into_iter().collect();
    check(r#"{"name":"d","barks":false,"age":3}"#, &Untagged::Dog(Dog { name: "d".to_owned(), barks: false, rest }));
    check(r#""small""#, &Untagged::Size(Size::Small));
    check(r#"["s"]"#, &Untagged::Secrets(vec!["s".into()]));
}

#[test]
fn a_derived_struct_flattens_a_record() {
    let text = r#"{"id":1,"name":"a\"b","lives":null,"born":"2020-01-01 00:00:00.10z"}"#;
    check(text, &Flat { id: 1, cat: cat() });
}
