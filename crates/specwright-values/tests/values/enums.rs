//! Enums that may grow.

use std::collections::BTreeMap;

use serde_json::{Value, json};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    User,
    CloudRep,
    Quoted,
    Unknown(String),
}
specwright_values::string_enum! { Role { User = "user", CloudRep = "cloud_rep", Quoted = "a\"b", else Unknown } }

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Low,
    High,
    Below,
    Other(i64),
}
specwright_values::integer_enum! { Level { Low = 1, High = 2, Below = -1, else Other } }

#[derive(Debug, PartialEq)]
enum Free {
    Text(String),
}
specwright_values::string_enum! { Free { else Text } }

fn unknown(text: &str) -> Role {
    Role::Unknown(text.to_owned())
}

#[track_caller]
fn check<T: std::fmt::Debug + PartialEq + serde::Serialize + serde::de::DeserializeOwned>(text: &str, value: &T) {
    assert_eq!(&serde_json::from_str::<T>(text).unwrap(), value);
    assert_eq!(serde_json::to_string(value).unwrap(), text);
    let tree: Value = serde_json::from_str(text).unwrap();
    assert_eq!(&serde_json::from_value::<T>(tree).unwrap(), value);
}

#[test]
fn documented_strings_are_variants() {
    check(r#""user""#, &Role::User);
    check(r#""cloud_rep""#, &Role::CloudRep);
    check(r#""a\"b""#, &Role::Quoted);
}

#[test]
fn other_strings_are_kept() {
    check(r#""owner""#, &unknown("owner"));
    check(r#""""#, &unknown(""));
    check(r#""User""#, &unknown("User"));
    check(r#""x""#, &Free::Text("x".to_owned()));
}

#[test]
fn every_conversion_prefers_the_documented_variants() {
    assert_eq!(Role::from("user"), Role::User);
    assert_eq!(Role::from("user".to_owned()), Role::User);
    assert_eq!("user".parse(), Ok(Role::User));
    assert_eq!(Role::from("owner".to_owned()), unknown("owner"));
    assert_eq!(Level::from(-1), Level::Below);
    assert_eq!(Level::from(9), Level::Other(9));
}

#[test]
fn they_print_as_they_are_sent() {
    assert_eq!(format!("{}|{:>6}|{}", Role::CloudRep, Role::User, unknown("x")), "cloud_rep|  user|x");
    assert_eq!(AsRef::<str>::as_ref(&Role::User), Role::User.as_str());
    assert_eq!(format!("{}|{:3}", Level::Below, Level::High), "-1|  2");
    assert_eq!(Level::Other(7).as_i64(), 7);
}

#[test]
fn integers_are_variants_or_kept() {
    check("1", &Level::Low);
    check("-1", &Level::Below);
    check("7", &Level::Other(7));
    check("-9223372036854775808", &Level::Other(i64::MIN));
}

#[test]
fn a_whole_float_is_an_integer() {
    assert_eq!(serde_json::from_str::<Level>("2.0").unwrap(), Level::High);
    assert_eq!(serde_json::from_str::<Level>("1e2").unwrap(), Level::Other(100));
    // An `f64` holds no odd number of this size.
    assert_eq!(serde_json::from_str::<Level>("9007199254740993.0").unwrap(), Level::Other(9_007_199_254_740_993));
}

#[test]
fn other_numbers_and_types_are_refused() {
    for text in ["2.5", "9223372036854775808", "1e300", "\"1\"", "null", "[]"] {
        assert!(serde_json::from_str::<Level>(text).is_err(), "{text}");
    }
    for text in ["1", "null", "{}", "true"] {
        assert!(serde_json::from_str::<Role>(text).is_err(), "{text}");
    }
}

#[test]
fn they_are_keys_of_maps() {
    let map: BTreeMap<Role, u8> = serde_json::from_str(r#"{"user":1,"x":2}"#).unwrap();
    assert_eq!(map, BTreeMap::from([(Role::User, 1), (unknown("x"), 2)]));
    assert_eq!(serde_json::to_value(&map).unwrap(), json!({"user": 1, "x": 2}));
}

#[derive(Clone, Debug, PartialEq)]
enum Mixed {
    Low,
    High,
    Off,
    Half,
    Below,
    Pair,
    Empty,
    Unknown(Value),
}
specwright_values::json_enum! {
    Mixed {
        Low = 1,
        High = "high",
        Off = false,
        Half = 0.5,
        Below = -2,
        Pair = json r#"[1,{"a":null}]"#,
        Empty = json "{}",
        else Unknown,
    }
}

#[test]
fn values_of_any_type_are_variants() {
    check("1", &Mixed::Low);
    check(r#""high""#, &Mixed::High);
    check("false", &Mixed::Off);
    check("0.5", &Mixed::Half);
    check("-2", &Mixed::Below);
    check(r#"[1,{"a":null}]"#, &Mixed::Pair);
    check("{}", &Mixed::Empty);
    assert_eq!(serde_json::from_str::<Mixed>("1.0").unwrap(), Mixed::Low);
}

#[test]
fn other_values_of_any_type_are_kept() {
    for text in ["2", "true", "null", "\"1\"", "[1]", "1.5"] {
        check(text, &Mixed::Unknown(serde_json::from_str(text).unwrap()));
    }
    assert_eq!(Mixed::from(json!("high")), Mixed::High);
    assert_eq!(Mixed::Pair.to_value(), json!([1, {"a": null}]));
    assert_eq!(
        format!("{}|{:>5}|{}|{}", Mixed::High, Mixed::Low, Mixed::Off, Mixed::Unknown(json!([1]))),
        "high|    1|false|[1]"
    );
}
