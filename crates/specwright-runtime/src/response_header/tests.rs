use std::collections::BTreeMap;

use http::HeaderValue;
use serde::Deserialize;
use serde_json::json;
use specwright_values::{Base64, DateTime, Number, Secret};

use super::*;
use crate::flat::{Flat, flatten};
use crate::style::simple_header;

const SIMPLE: HeaderStyle = HeaderStyle::Simple;
const EXPLODED: HeaderStyle = HeaderStyle::Exploded;

fn headers(name: &'static str, lines: &[&str]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for line in lines {
        headers.append(name, HeaderValue::from_bytes(line.as_bytes()).expect("a header value"));
    }
    headers
}

fn read<T: DeserializeOwned>(lines: &[&str], style: HeaderStyle) -> Result<T, String> {
    let read = read_header(&headers("x-it", lines), "X-It", style).expect("a header");
    read.map_err(|error: HeaderError| error.to_string())
}

#[track_caller]
fn check<T: DeserializeOwned + fmt::Debug + PartialEq>(lines: &[&str], style: HeaderStyle, expected: T) {
    assert_eq!(read::<T>(lines, style), Ok(expected));
}

#[track_caller]
fn refused<T: DeserializeOwned + fmt::Debug + PartialEq>(line: &str, style: HeaderStyle, expected: &str) {
    assert_eq!(read::<T>(&[line], style), Err(format!("header `x-it` does not fit: {expected}")));
}

#[derive(Debug, Deserialize, PartialEq)]
struct Color {
    #[serde(rename = "R")]
    red: u8,
    #[serde(rename = "G")]
    green: Option<u8>,
    name: Option<String>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Cache {
    Hit,
    Miss,
}

#[derive(Debug, PartialEq)]
enum Mixed {
    Text(String),
    Count(i64),
    Unknown(serde_json::Value),
}

specwright_values::union! {
    Mixed { Text: string, Count: integer, else Unknown }
}

#[test]
fn the_type_says_what_a_text_is() {
    check(&["12"], SIMPLE, "12".to_owned());
    check(&["12"], SIMPLE, 12u8);
    check(&["-12"], SIMPLE, -12i64);
    check(&["12"], SIMPLE, 12.0f64);
    check(&["1.50"], SIMPLE, 1.5f64);
    check(&["18446744073709551615"], SIMPLE, u64::MAX);
    check(&["340282366920938463463374607431768211455"], SIMPLE, u128::MAX);
    check(&["true"], SIMPLE, true);
    check(&["true"], SIMPLE, "true".to_owned());
    check(&["False"], SIMPLE, false);
    check(&["x"], SIMPLE, 'x');
    check(&["hit"], SIMPLE, Cache::Hit);
    check(&["007"], SIMPLE, Secret::from("007"));
    check(&["12"], SIMPLE, json!("12"));
    check(&["12"], SIMPLE, Some(12));
    check(&["null"], SIMPLE, Some("null".to_owned()));
    check(&["a, b"], SIMPLE, "a, b".to_owned());
    check(&[" a "], SIMPLE, "a".to_owned());
    check(&[""], SIMPLE, String::new());
    check(&["ü"], SIMPLE, "ü".to_owned());
}

#[test]
fn values_of_models_are_read() {
    check(&["1.10"], SIMPLE, "1.10".parse::<Number>().expect("a number"));
    assert_eq!(read::<Number>(&["1.10"], SIMPLE).map(|number| number.to_string()), Ok("1.10".to_owned()));
    check(&["aGk="], SIMPLE, Base64::from(b"hi".to_vec()));
    let time = read::<DateTime>(&["2024-05-06T07:08:09Z"], SIMPLE).map(|time| time.to_string());
    assert_eq!(time, Ok("2024-05-06T07:08:09Z".to_owned()));
    check(&["5"], SIMPLE, Mixed::Count(5));
    check(&["five"], SIMPLE, Mixed::Text("five".to_owned()));
    check(&["a\"b"], SIMPLE, Mixed::Text("a\"b".to_owned()));
}

#[test]
fn lists_are_divided_at_commas() {
    check(&["a,b,c"], SIMPLE, vec!["a".to_owned(), "b".to_owned(), "c".to_owned()]);
    check(&["1, 2 ,\t3"], EXPLODED, vec![1, 2, 3]);
    check(&["1,2"], SIMPLE, (1u8, "2".to_owned()));
    check(&[""], SIMPLE, Vec::<String>::new());
    check(&["a,,b"], SIMPLE, vec!["a".to_owned(), String::new(), "b".to_owned()]);
    check(&["hit,miss"], SIMPLE, vec![Cache::Hit, Cache::Miss]);
}

#[test]
fn quoted_items_keep_their_commas() {
    let list = |line| read::<Vec<String>>(&[line], SIMPLE).expect("a list");
    assert_eq!(list(r#""a,b", W/"c,\"d" ,"e""#), [r#""a,b""#, r#"W/"c,\"d""#, r#""e""#]);
    assert_eq!(list(r#"5",6""#), [r#"5""#, r#"6""#]);
    assert_eq!(list(r#""a,b"#), [r#""a"#, "b"]);
    assert_eq!(list(r#""a,b"c,d"#), [r#""a"#, r#"b"c"#, "d"]);
}

#[test]
fn lists_that_come_several_times_are_one_list() {
    check(&["1,2", "", "3"], SIMPLE, vec![1, 2, 3]);
    check(&["R,1", "G,2"], SIMPLE, BTreeMap::from([("R".to_owned(), 1), ("G".to_owned(), 2)]));
    check(&["a", "b"], SIMPLE, "a".to_owned());
}

#[test]
fn cookies_are_never_joined_or_divided() {
    let headers = headers("set-cookie", &["a=1; Expires=Sun, 06 Nov 1994 08:49:37 GMT", "b=2"]);
    let cookies = read_header::<Vec<String>>(&headers, "Set-Cookie", SIMPLE).expect("a header").expect("a list");
    assert_eq!(cookies, ["a=1; Expires=Sun, 06 Nov 1994 08:49:37 GMT", "b=2"]);
}

#[test]
fn objects_are_pairs() {
    let color = || Color { red: 100, green: Some(200), name: None };
    check(&["R,100,G,200"], SIMPLE, color());
    check(&["R=100,G=200"], EXPLODED, color());
    check(&["R=100, G=200, other=x"], EXPLODED, color());
    check(&["name=a=b,R=1"], EXPLODED, Color { red: 1, green: None, name: Some("a=b".to_owned()) });
    check(&["name,R=1"], EXPLODED, Color { red: 1, green: None, name: Some(String::new()) });
    check(&[""], SIMPLE, BTreeMap::<String, String>::new());
    refused::<Color>("R,100,G", SIMPLE, "invalid length, expected names and values in pairs");
    refused::<Color>("G=1", EXPLODED, "missing field `R`");
}

#[test]
fn content_is_json() {
    check(
        &[r#"{"R": 1, "name": "a,b"}"#],
        HeaderStyle::Json,
        Color { red: 1, green: None, name: Some("a,b".to_owned()) },
    );
    check(&["[1,2]"], HeaderStyle::Json, vec![1, 2]);
    refused::<Vec<u8>>("[1,", HeaderStyle::Json, "EOF while parsing a value (line 1, column 3)");
}

#[test]
fn errors_do_not_quote() {
    refused::<u8>("s3cret", SIMPLE, "invalid type: string, expected u8");
    refused::<u8>("300", SIMPLE, "invalid value: integer, expected u8");
    refused::<u8>("", SIMPLE, "invalid type: string, expected u8");
    refused::<f64>("inf", SIMPLE, "invalid type: string, expected f64");
    refused::<f64>("1e999", SIMPLE, "invalid type: string, expected f64");
    refused::<bool>("1", SIMPLE, "invalid type: string, expected a boolean");
    refused::<Cache>("s3cret", SIMPLE, "unknown variant, expected `hit` or `miss`");
    refused::<Vec<u8>>("1,s3cret", SIMPLE, "invalid type: string, expected u8");
    refused::<Vec<Vec<u8>>>("1,2", SIMPLE, "invalid type: string, expected a sequence");
    refused::<Color>("R=s3cret", EXPLODED, "invalid type: string, expected u8");
    let headers = HeaderMap::from_iter([(SET_COOKIE, HeaderValue::from_bytes(b"\xff").expect("a header value"))]);
    let error = read_header::<String>(&headers, "set-cookie", SIMPLE).expect("a header").expect_err("no text");
    assert_eq!(error.to_string(), "header `set-cookie` does not fit: it is not UTF-8");
    assert_eq!(error.name(), SET_COOKIE);
}

#[test]
fn no_header_is_nothing() {
    assert!(read_header::<String>(&HeaderMap::new(), "x-it", SIMPLE).is_none());
    assert!(read_header::<String>(&headers("x-it", &["a"]), "not a name", SIMPLE).is_none());
}

#[test]
fn what_the_simple_style_writes_is_read_back() {
    #[track_caller]
    fn round<T: DeserializeOwned + serde::Serialize + fmt::Debug + PartialEq>(value: T) {
        for explode in [false, true] {
            let text = simple_header(flatten(&value).expect("a flat value"), explode).expect("a value");
            check(&[&text], if explode { EXPLODED } else { SIMPLE }, &value);
        }
    }
    #[track_caller]
    fn check<T: DeserializeOwned + fmt::Debug + PartialEq>(lines: &[&str], style: HeaderStyle, expected: &T) {
        assert_eq!(read::<T>(lines, style).as_ref(), Ok(expected));
    }
    assert_eq!(flatten(&"a").expect("flat"), Flat::One("a".to_owned()));
    round(7);
    round("a b".to_owned());
    round(vec!["a".to_owned(), String::new(), "\"".to_owned()]);
    round(vec![1.5, -2.0]);
    round(BTreeMap::from([("a".to_owned(), true), ("b".to_owned(), false)]));
}

#[test]
fn no_text_makes_it_panic() {
    let mut random = fastrand::Rng::with_seed(9110);
    let words = ["\"", "\\", ",", "W/", "=", " ", "a", "1", "-", ".", "e", "ü", "true", "R"];
    for _ in 0..20_000 {
        let text: String = (0..random.usize(..12)).map(|_| words[random.usize(..words.len())]).collect();
        for style in [SIMPLE, EXPLODED, HeaderStyle::Json] {
            let lines = [text.as_str()];
            let list = read::<Vec<String>>(&lines, style);
            assert!(style == HeaderStyle::Json || list.is_ok_and(|list| list.concat().len() <= text.len()));
            let refusals = [
                read::<Vec<Number>>(&lines, style).err(),
                read::<Color>(&lines, style).err(),
                read::<Mixed>(&lines, style).err(),
                read::<f64>(&lines, style).err(),
            ];
            assert!(refusals.iter().flatten().all(|refusal| refusal.starts_with("header `x-it` does not fit: ")));
        }
    }
}

#[test]
fn whatever_has_headers_can_be_read() {
    fn read(answer: &impl HasHeaders) -> Option<u8> {
        read_header(answer.header_map(), "x-left", SIMPLE).transpose().expect("a number")
    }
    let headers = headers("x-left", &["7"]);
    let mut other = http::Response::new(());
    *other.headers_mut() = headers.clone();
    let answer = Response::new(http::StatusCode::OK, headers.clone(), ());
    assert_eq!([read(&headers), read(&answer), read(&other)], [Some(7); 3]);
}
