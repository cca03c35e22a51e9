//! Errors as callers see them, read from recorded answers.

use specwright_runtime::{Bytes, Error, ErrorKind, http};

use crate::api::{Client, CreateThingError, Explanation, GetThingError, Thing, new_thing, thing};

fn recorded(status: u16, body: &str) -> http::Response<Bytes> {
    let response =
        http::Response::builder().status(status).header("content-type", "text/html").header("retry-after", "9");
    response.body(Bytes::copy_from_slice(body.as_bytes())).expect("a response")
}

fn get(status: u16, body: &str) -> Result<Thing, Error<GetThingError>> {
    let client = Client::builder().base_url("https://h").build().expect("a client");
    client.get_thing("7").read_http_response(recorded(status, body)).map(|answer| answer.into_inner())
}

fn post(status: u16, body: &str) -> Error<CreateThingError> {
    let client = Client::builder().base_url("https://h").build().expect("a client");
    client.create_thing(new_thing()).read_http_response(recorded(status, body)).expect_err("an error")
}

fn explanation() -> Explanation {
    Explanation { message: "no".into() }
}

#[track_caller]
fn check(status: u16, body: &str, kind: ErrorKind, api: Option<GetThingError>, path: Option<&str>, message: &str) {
    let error = get(status, body).expect_err("an error");
    assert_eq!((error.kind(), error.api(), error.decode_path()), (kind, api.as_ref(), path));
    assert_eq!(error.to_string(), format!("getThing: the server answered {message}"));
    assert_eq!((error.status().map(|status| status.as_u16()), error.body()), (Some(status), Some(body.as_bytes())));
    assert_eq!((error.operation(), error.attempts(), error.body_truncated()), ("getThing", 1, false));
    assert_eq!(error.into_api(), api);
}

#[test]
fn declared_errors_come_as_their_types() {
    let body = r#"{"message": "no", "more": 1}"#;
    check(404, body, ErrorKind::Api, Some(GetThingError::NotFound(explanation())), None, "404 Not Found");
    check(410, "", ErrorKind::Api, Some(GetThingError::Gone), None, "410 Gone");
    check(500, body, ErrorKind::Api, Some(GetThingError::Default(explanation())), None, "500 Internal Server Error");
    check(302, body, ErrorKind::Api, Some(GetThingError::Default(explanation())), None, "302 Found");
    let error = post(422, body);
    assert_eq!(error.api(), Some(&CreateThingError::ClientError(explanation())));
    assert_eq!(error.retry_after(), Some(std::time::Duration::from_secs(9)));
}

#[test]
fn errors_whose_body_does_not_fit_keep_it() {
    let foreign = "its body is not what the API declares:";
    let message = format!("502 Bad Gateway; {foreign} its media type is not JSON: expected value (line 1, column 1)");
    check(502, "<html>", ErrorKind::Api, None, Some("."), &message);
    check(404, "", ErrorKind::Api, None, None, &format!("404 Not Found; {foreign} it is empty"));
    let message = format!("404 Not Found; {foreign} missing field `message` (line 1, column 2)");
    check(404, "{}", ErrorKind::Api, None, Some("message"), &message);
    let error = post(503, "busy");
    assert_eq!((error.api(), error.is_api(), error.body()), (None, true, Some(&b"busy"[..])));
    let expected =
        format!("createThing: the server answered 503 Service Unavailable; {foreign} the API declares no such status");
    assert_eq!(error.to_string(), expected);
}

#[test]
fn successes_that_do_not_fit_say_where() {
    let body = r#"{"name": "bolt", "parts": [{"size": 1}, {"size": "3 mm"}]}"#;
    let message = "200 OK, but the body does not fit: invalid type: string, expected i32 (line 1, column 55)";
    check(200, body, ErrorKind::Decode, None, Some("parts[1].size"), message);
    let body = r#"{"name": "bolt", "parts": [{}]}"#;
    let message = "200 OK, but the body does not fit: missing field `size` (line 1, column 29)";
    check(200, body, ErrorKind::Decode, None, Some("parts[0].size"), message);
    check(200, "", ErrorKind::Decode, None, None, "200 OK, but the body does not fit: it is empty");
}

#[test]
fn undeclared_successes_are_decode_errors() {
    let error = post(206, "{}");
    assert_eq!((error.kind(), error.decode_path()), (ErrorKind::Decode, None));
}

#[test]
fn a_byte_order_mark_is_forgiven() {
    assert_eq!(get(200, "\u{feff}{\"name\": \"bolt\", \"parts\": [{\"size\": 3}]}").expect("a thing"), thing());
}

#[test]
fn large_bodies_are_kept_in_part() {
    let error = post(500, &"x".repeat(100_000));
    assert_eq!((error.body().map(<[u8]>::len), error.body_truncated()), (Some(64 * 1024), true));
    let error = post(500, &"x".repeat(64 * 1024));
    assert_eq!((error.body().map(<[u8]>::len), error.body_truncated()), (Some(64 * 1024), false));
}

#[test]
fn errors_are_small_and_travel() {
    fn travels<T: std::error::Error + Send + Sync + 'static>(_: &T) {}
    travels(&post(500, ""));
    assert_eq!(size_of::<Error<GetThingError>>(), size_of::<usize>());
}

#[test]
fn other_bodies_are_read_as_they_are() {
    let client = Client::builder().base_url("https://h").build().expect("a client");
    let read = |status, body| client.download("7").read_http_response(recorded(status, body));
    assert_eq!(read(200, "a\0b").expect("bytes").into_inner(), "a\0b");
    assert!(read(404, "").expect_err("an error").is_api());
    let started = |status, body| client.start(&["a"]).read_http_response(recorded(status, body));
    assert_eq!(started(202, "passed over").expect("a success").status().as_u16(), 202);
    assert_eq!(started(500, "plain words").expect_err("an error").into_api().as_deref(), Some("plain words"));
    let garbage = http::Response::builder().status(500).body(Bytes::from_static(b"\xff\xfe")).expect("a response");
    let error = client.start(&["a"]).read_http_response(garbage).expect_err("an error");
    assert_eq!((error.is_api(), error.api(), error.body()), (true, None, Some(&b"\xff\xfe"[..])));
}
