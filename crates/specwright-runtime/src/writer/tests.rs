use serde_json::json;

use super::*;
use crate::form::Encoding;
use crate::raw_body::RawBody;

#[track_caller]
fn check(write: impl FnOnce(&mut RequestWriter) -> Result<(), InvalidRequest>, expected: &str) {
    let mut writer = RequestWriter::default();
    let base = BaseUrl::parse("https://h", false).expect("a base URL");
    let written = write(&mut writer).and_then(|()| {
        writer.arguments.push(("id".into(), "7".into()));
        writer.finish(Method::POST, "/{id}", "*/*", &base)
    });
    let actual = match written {
        Ok(request) => {
            let header = |name: &str| request.headers().get(name).map_or("", |value| value.to_str().expect("text"));
            let body = String::from_utf8_lossy(request.body().as_bytes().expect("a whole body"));
            format!("{} [{}] [{}] {body}", request.uri(), header("content-type"), header("x"))
        }
        Err(error) => error.to_string(),
    };
    assert_eq!(actual, expected);
}

#[test]
fn bodies_travel_under_their_media_type() {
    check(|w| w.json(&json!({"a": null})), "https://h/7 [application/json] [] {\"a\":null}");
    check(
        |w| w.json_as("application/merge-patch+json", &json!({})),
        "https://h/7 [application/merge-patch+json] [] {}",
    );
    check(|w| w.text("text/plain", "ü"), "https://h/7 [text/plain] [] ü");
    check(|w| w.bytes("image/png", "x"), "https://h/7 [image/png] [] x");
    check(|_| Ok(()), "https://h/7 [] [] ");
}

#[test]
fn a_declared_content_type_chooses_the_media_type() {
    let write = |w: &mut RequestWriter| w.header("Content-Type", "image/gif").and_then(|()| w.bytes("image/png", "x"));
    check(write, "https://h/7 [image/gif] [] x");
}

#[test]
fn forms_are_encoded_pair_by_pair() {
    let form = "https://h/7 [application/x-www-form-urlencoded] []";
    check(|w| w.form(&json!({"a b": "c&d", "e": null, "f": 1.5})), &format!("{form} a%20b=c%26d&f=1.5"));
    check(|w| w.form(&json!({})), &format!("{form} "));
    check(|w| w.form(&json!("x")), "the form body is not an object");
    check(|w| w.form(&None::<i32>), &format!("{form} "));
    check(|w| w.form(&json!({"a": [1, null, "b"], "c": []})), &format!("{form} a=1&a=b"));
    check(|w| w.form(&json!({"a": {"b": [1]}})), &format!("{form} a=%7B%22b%22%3A%5B1%5D%7D"));
    check(|w| w.form(&json!({"a": [[1], {}]})), &format!("{form} a=%5B1%5D&a=%7B%7D"));
}

#[test]
fn properties_of_forms_may_have_ways_of_their_own() {
    #[track_caller]
    fn property(encoding: Encoding, value: serde_json::Value, expected: &str) {
        let form = format!("https://h/7 [application/x-www-form-urlencoded] [] b=1%2F2&{expected}");
        check(|w| w.form_with(&json!({"b": "1/2", "c": value}), &[encoding]), form.trim_end_matches('&'));
    }
    let style = |style| Encoding::style("c", style);
    property(style(Query::Form { explode: true }), json!({"R": 1, "S": "x/"}), "R=1&S=x%2F");
    property(style(Query::Form { explode: false }), json!(["x", "y,z"]), "c=x,y%2Cz");
    property(style(Query::SpaceDelimited), json!(["x", "y"]), "c=x%20y");
    property(style(Query::PipeDelimited), json!(["x", "y"]), "c=x%7Cy");
    property(style(Query::DeepObject), json!({"x": {"y": [1]}}), "c%5Bx%5D%5By%5D%5B0%5D=1");
    property(style(Query::PipeDelimited).and_reserved(), json!(["x/", "y"]), "c=x/%7Cy");
    property(Encoding::reserved("c"), json!(["x/y", {"z": "/"}]), "c=x/y&c=%7B%22z%22:%22/%22%7D");
    property(Encoding::json("c"), json!([1, null]), "c=%5B1,null%5D".replace(',', "%2C").as_str());
    property(Encoding::json("c"), json!("x"), "c=%22x%22");
    property(Encoding::json("c"), json!(null), "");
    let nested = |w: &mut RequestWriter| w.form_with(&json!({"c": [[1]]}), &[style(Query::PipeDelimited)]);
    check(nested, "the form body cannot hold `c`, which holds a list or an object inside of another one");
}

#[test]
fn json_lines_are_framed_by_their_media_type() {
    let items = [json!({"a": "x\ny"}), json!([1]), json!(null)];
    let lines = "{\"a\":\"x\\ny\"}\n[1]\nnull\n";
    for media_type in ["application/jsonl", "application/x-ndjson"] {
        check(|w| w.json_lines(media_type, &items), &format!("https://h/7 [{media_type}] [] {lines}"));
    }
    let records = "\u{1e}{\"a\":\"x\\ny\"}\n\u{1e}[1]\n\u{1e}null\n";
    for media_type in ["application/json-seq", "Application/Geo+JSON-Seq; x=y"] {
        check(|w| w.json_lines(media_type, &items), &format!("https://h/7 [{media_type}] [] {records}"));
    }
    check(|w| w.json_lines("application/jsonl", Vec::<i32>::new()), "https://h/7 [application/jsonl] [] ");
}

#[test]
fn parameters_may_be_json_or_exploded() {
    check(|w| w.query_json("q", &json!({"a": [1]})), "https://h/7?q=%7B%22a%22%3A%5B1%5D%7D [] [] ");
    check(|w| w.query_json("q", &None::<i32>), "https://h/7 [] [] ");
    check(|w| w.header("x", &json!({"a": 1, "b": [2]})), "header `x` holds a list or an object inside of another one");
    check(|w| w.header("x", &json!({"a": 1, "b": 2})), "https://h/7 [] [a,1,b,2] ");
    check(|w| w.header_exploded("x", &json!({"a": 1, "b": 2})), "https://h/7 [] [a=1,b=2] ");
    check(|w| w.path("id", &json!({"a": "b/c"})), "https://h/a,b%2Fc [] [] ");
    check(|w| w.path_exploded("id", &json!({"a": "b/c"})), "https://h/a=b%2Fc [] [] ");
    check(|w| w.path("id", &None::<i32>), "path parameter `id` must not be empty");
    check(|w| w.path("id", "."), "path parameter `id` must not be a single dot");
    check(|w| w.path("id", &[".."]), "path parameter `id` must not be two dots");
}

#[test]
fn headers_of_the_transport_are_left_to_it() {
    check(|w| w.header("Content-Length", &5).and_then(|()| w.header("host", "evil")), "https://h/7 [] [] ");
}

#[test]
fn path_parameters_may_be_labels_matrices_or_json() {
    check(|w| w.path_label("id", &["a", "b"], true), "https://h/.a.b [] [] ");
    check(|w| w.path_matrix("id", &["a", "b"], false), "https://h/;id=a,b [] [] ");
    check(|w| w.path_json("id", &json!({"a": 1})), "https://h/%7B%22a%22%3A1%7D [] [] ");
    check(|w| w.path_label("id", "", true), "path parameter `id` must not be a single dot");
    check(|w| w.path_json("id", &None::<i32>), "path parameter `id` must not be empty");
}

#[test]
fn the_whole_query_may_be_one_value() {
    check(|w| w.query_string("q", &json!({"a": 1, "b c": "d"})), "https://h/7?a=1&b%20c=d [] [] ");
    check(|w| w.query_string("q", &json!([1])), "query `q` is not an object");
    check(|w| w.query_string_json("q", &json!([1])), "https://h/7?%5B1%5D [] [] ");
    check(|w| w.query_string_text("q", "a=1&b"), "https://h/7?a=1&b [] [] ");
    check(|w| w.query_string_text("q", "a#b"), "query `q` has characters that have to be percent-encoded");
    check(|w| w.query_reserved("q", "a/b&c", Query::Form { explode: true }), "https://h/7?q=a/b%26c [] [] ");
}

#[test]
fn a_raw_body_brings_its_media_type() {
    let raw = |media_type: &str| RawBody::new(media_type, "x");
    check(|w| w.raw(&raw("multipart/mixed; boundary=b")), "https://h/7 [multipart/mixed; boundary=b] [] x");
    check(|w| w.raw(&raw("")), "the body does not say its media type");
    assert_eq!(format!("{:?}", raw("a/b")), "RawBody { content_type: \"a/b\", length: Some(1), .. }");
}

#[test]
fn cookies_may_be_one_or_several() {
    #[track_caller]
    fn cookies(write: impl FnOnce(&mut RequestWriter) -> Result<(), InvalidRequest>, expected: &str) {
        let mut writer = RequestWriter::default();
        write(&mut writer).expect("cookies");
        assert_eq!(writer.cookies.join("; "), expected);
    }
    cookies(|w| w.cookie("c", &["a", "b"]), "c=a,b");
    cookies(|w| w.cookie_exploded("c", &["a", "b"]), "c=a; c=b");
    cookies(|w| w.cookie_exploded("c", &json!({"a": 1, "b": 2})), "a=1; b=2");
    cookies(|w| w.cookie_json("c", &json!([1])), "c=%5B1%5D");
}
