//! Exact numbers, numbers in strings, and integers that are written as floats.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::json;
use specwright_values::{Maybe, Number, Quoted};

#[track_caller]
fn check(text: &str) {
    let number: Number = serde_json::from_str(text).unwrap();
    assert_eq!(number.to_string(), text);
    assert_eq!(serde_json::to_string(&number).unwrap(), text);
    assert_eq!(text.parse(), Ok(number.clone()));
    let listed: Vec<Number> = serde_json::from_reader(format!("[ {text} ]").as_bytes()).unwrap();
    assert_eq!(listed, [number]);
}

fn number(text: &str) -> Number {
    text.parse().unwrap()
}

#[test]
fn every_digit_comes_back() {
    for text in [
        "0",
        "-0",
        "-1",
        "1.0",
        "1.50",
        "1e3",
        "1E+3",
        "1e-07",
        "1e400",
        "-1e-400",
        "0.1000000000000000055",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551615",
        "18446744073709551616",
        "-9223372036854775809",
        "123456789012345678901234567890.123456789012345678901234567890",
        "1e99999999999999999999999999",
    ] {
        check(text);
    }
}

#[test]
fn numbers_come_through_trees_as_trees_hold_them() {
    let number: Number = serde_json::from_value(json!(1.5)).unwrap();
    assert_eq!(number, Number::from(1.5));
    assert_eq!(serde_json::to_value(&number).unwrap(), json!(1.5));
    assert_eq!(serde_json::from_value::<Number>(json!(u64::MAX)).unwrap(), Number::from(u64::MAX));
    assert_eq!(serde_json::to_value(Number::from(7)).unwrap(), json!(7));
}

#[test]
fn only_the_grammar_of_json_is_a_number() {
    for text in
        ["", "-", "01", "+1", ".5", "1.", "1e", "1e+", "0x1", "NaN", "inf", "1_000", " 1", "1 ", "--1", "\u{661}"]
    {
        assert_eq!(text.parse::<Number>().unwrap_err().to_string(), "not a number", "{text}");
    }
}

fn hash(number: &Number) -> u64 {
    let mut hasher = DefaultHasher::new();
    number.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn equal_is_what_has_one_value() {
    for (left, right) in
        [("1", "1.0"), ("1", "10e-1"), ("0", "-0"), ("0", "0e99"), ("1e3", "1000"), ("0.05", "5E-2"), ("-1.10", "-1.1")]
    {
        assert_eq!(number(left), number(right));
        assert_eq!(hash(&number(left)), hash(&number(right)), "{left} {right}");
    }
    assert_ne!(number("0.1"), number("0.1000000000000000055"));
    assert_ne!(number("18446744073709551616"), number("18446744073709551617"));
}

#[test]
fn order_is_that_of_the_values() {
    let texts = [
        "-1e400",
        "-10",
        "-9.5",
        "-0.01",
        "0",
        "1e-400",
        "0.01",
        "0.1",
        "0.11",
        "9",
        "10.0",
        "18446744073709551616",
        "1e400",
    ];
    let sorted: BTreeSet<Number> = texts.iter().rev().map(|text| number(text)).collect();
    assert_eq!(sorted.iter().map(ToString::to_string).collect::<Vec<_>>(), texts);
    assert!(Number::from(f64::INFINITY) > number("1e999"));
    assert!(Number::from(f64::NEG_INFINITY) < number("-1e999"));
    assert_eq!(Number::from(f64::NAN), Number::from(f64::NAN));
}

#[test]
fn numbers_convert_when_nothing_is_lost() {
    assert_eq!(number("1e3").as_i64(), Some(1000));
    assert_eq!(number("-12.0").as_i64(), Some(-12));
    assert_eq!(number("1.5").as_i64(), None);
    assert_eq!(number("18446744073709551615").as_u64(), Some(u64::MAX));
    assert_eq!(number("18446744073709551615").as_i64(), None);
    assert_eq!(number("1e400").as_u64(), None);
    assert_eq!(number("0.1000000000000000055").as_f64(), 0.1);
    assert_eq!(number("1e400").as_f64(), f64::INFINITY);
    assert_eq!(Number::from(0.1_f32).to_string(), "0.1");
    assert_eq!(Number::from(i128::MIN).to_string(), i128::MIN.to_string());
}

#[test]
fn what_is_not_finite_is_not_written() {
    let told = serde_json::to_string(&Number::from(f64::NAN)).unwrap_err().to_string();
    assert_eq!(told, "a number that is not finite cannot be written");
}

#[test]
fn what_is_no_number_is_refused_unseen() {
    for (text, kind) in
        [("\"4711\"", "string"), ("null", "null"), ("[1]", "sequence"), ("{\"a\":1}", "map"), ("true", "boolean")]
    {
        let told = serde_json::from_str::<Number>(text).unwrap_err().to_string();
        assert_eq!(told, format!("invalid type: {kind}, expected a number"));
    }
}

#[test]
fn a_quoted_number_keeps_its_text() {
    for text in [r#""7""#, r#""007""#, r#""+7""#] {
        let quoted: Quoted<i64> = serde_json::from_str(text).unwrap();
        assert_eq!(quoted, Quoted::new(7));
        assert_eq!(serde_json::to_string(&quoted).unwrap(), text);
    }
    let price: Quoted<Number> = serde_json::from_str(r#""19.90""#).unwrap();
    assert_eq!(*price, number("19.9"));
    assert_eq!((price.to_string(), format!("{price:?}")), ("19.90".to_owned(), "Quoted(19.90)".to_owned()));
    assert_eq!(Quoted::from(u64::MAX).into_inner(), u64::MAX);
}

#[test]
fn a_quoted_number_is_a_string_and_fits() {
    let told = |text| serde_json::from_str::<Quoted<u8>>(text).unwrap_err().to_string();
    assert_eq!(told(r#""256""#), "not a number that fits at line 1 column 5");
    assert_eq!(told(r#""x""#), "not a number that fits at line 1 column 3");
    assert!(told("7").contains("expected a number in a string"));
}

#[derive(Debug, PartialEq)]
struct Counts {
    id: i64,
    small: Option<u8>,
    big: Maybe<u64>,
    wide: Option<i128>,
    list: Option<Vec<Option<i32>>>,
    map: Option<BTreeMap<String, Box<u16>>>,
    rest: BTreeMap<String, u128>,
}
specwright_values::record! {
    Counts {
        id: required "id" as integer,
        small: nullable "small" as integer,
        big: maybe "big" as integer,
        wide: optional "wide" as integer,
        list: optional "list" as integer,
        map: optional "map" as integer,
        rest: rest as integer,
    }
}

#[test]
fn whole_floats_are_integers() {
    let text = r#"{"id":1.0,"small":2e1,"big":3.0,"wide":1e38,"list":[4.0,null],"map":{"a":5.0},"x":6.0}"#;
    let expected = Counts {
        id: 1,
        small: Some(20),
        big: Maybe::Value(3),
        wide: Some(10_i128.pow(38)),
        list: Some(vec![Some(4), None]),
        map: Some([("a".to_owned(), Box::new(5))].into()),
        rest: [("x".to_owned(), 6)].into(),
    };
    assert_eq!(serde_json::from_str::<Counts>(text).unwrap(), expected);
    let written = serde_json::to_string(&expected).unwrap();
    assert!(written.starts_with(r#"{"id":1,"small":20,"big":3,"wide":1000"#), "{written}");
}

#[test]
fn wide_integers_are_exact() {
    let text = format!(r#"{{"id":1,"small":null,"wide":{},"x":{}}}"#, i128::MIN, u128::MAX);
    let counts: Counts = serde_json::from_str(&text).unwrap();
    assert_eq!((counts.wide, counts.rest.get("x")), (Some(i128::MIN), Some(&u128::MAX)));
    assert_eq!(serde_json::to_string(&counts).unwrap(), text);
}

#[track_caller]
fn refused(property: &str, message: &str) {
    let text = format!(r#"{{"id":1,"small":null,{property}}}"#);
    let told = serde_json::from_str::<Counts>(&text).unwrap_err().to_string();
    assert_eq!(told.split(" at line ").next().unwrap(), message);
}

#[test]
fn other_numbers_are_no_integers() {
    refused(r#""big":1.5"#, "`big`: invalid type: floating point, expected u64");
    refused(r#""big":-1"#, "`big`: invalid value: integer, expected u64");
    refused(r#""big":1e300"#, "`big`: invalid type: floating point, expected u64");
    refused(r#""list":["4711"]"#, "`list`: invalid type: string, expected i32");
    refused(r#""wide":1e39"#, "`wide`: invalid value: number, expected i128");
    refused(r#""wide":"4711""#, "`wide`: invalid type: string, expected a number");
}
