//! Requests as they would leave, without IO.

use specwright_runtime::{Body, InvalidRequest, http};

use crate::api::{Client, ClientBuilder, new_thing};

fn builder() -> ClientBuilder {
    Client::builder().base_url("https://h/api")
}

fn client() -> Client {
    builder().build().expect("a client")
}

/// Method, URL, headers by name, and body; or why not.
#[track_caller]
fn check(request: Result<http::Request<Body>, InvalidRequest>, expected: &[&str]) {
    let lines = match request {
        Ok(request) => {
            let mut lines = vec![format!("{} {}", request.method(), request.uri())];
            let mut headers: Vec<_> = request
                .headers()
                .iter()
                .map(|(name, value)| format!("{name}: {}", value.to_str().expect("text")))
                .collect();
            headers.sort();
            lines.extend(headers);
            let body = request.body().as_bytes().expect("a whole body");
            if !body.is_empty() {
                lines.push(String::from_utf8_lossy(body).into_owned());
            }
            lines
        }
        Err(error) => vec![error.to_string()],
    };
    assert_eq!(lines, expected);
}

const ACCEPT: &str = "accept: application/json";
const AGENT: &str = "user-agent: things-client/0.0.0";

#[test]
fn arguments_go_where_they_belong() {
    let call = client().get_thing("a/b").tags(&["x y", "z"]).trace("t 1").flavour("oat meal");
    let expected = [
        "GET https://h/api/things/a%2Fb?tags=x%20y&tags=z",
        ACCEPT,
        "cookie: flavour=oat%20meal",
        AGENT,
        "x-trace: t 1",
    ];
    check(call.to_http_request(), &expected);
    check(client().get_thing("7").to_http_request(), &["GET https://h/api/things/7", ACCEPT, AGENT]);
    let body = r#"{"name":"bolt","password":"in-the-body"}"#;
    let expected = ["POST https://h/api/things", ACCEPT, "content-type: application/json", AGENT, body];
    check(client().create_thing(new_thing()).to_http_request(), &expected);
}

#[test]
fn the_first_alternative_the_client_can_meet_is_used() {
    let call = |builder: ClientBuilder| builder.build().expect("a client").download("7").to_http_request();
    let url = "GET https://h/api/things/7:download";
    let accept = "accept: application/octet-stream";
    check(call(builder().bearer("t")), &[url, accept, "authorization: Bearer t", AGENT]);
    let both = builder().bearer("t").key_header("k").key_query("q");
    check(call(both), &[url, accept, "authorization: Bearer t", AGENT]);
    let keys = builder().key_header("k").key_query("a b&c");
    check(call(keys), &[&format!("{url}?api_key=a%20b%26c"), accept, AGENT, "x-api-key: k"]);
}

#[test]
fn optional_credentials_are_sent_by_who_has_them() {
    let client = builder().key_header("k").build().expect("a client");
    check(client.get_thing("7").to_http_request(), &["GET https://h/api/things/7", ACCEPT, AGENT, "x-api-key: k"]);
    let basic =
        builder().basic("me", "pass").key_header("k").key_query("q").key_cookie("c/=").build().expect("a client");
    let expected = [
        "GET https://h/api/things/7?api_key=q",
        ACCEPT,
        "authorization: Basic bWU6cGFzcw==",
        "cookie: flavour=oat; session=c/=",
        AGENT,
        "x-api-key: k",
    ];
    check(basic.get_thing("7").flavour("oat").to_http_request(), &expected);
}

#[test]
fn missing_credentials_are_named_before_anything_is_sent() {
    let message =
        "the operation needs the credential `bearer`, or `key_header` and `key_query`; set it on the client's builder";
    check(client().download("7").to_http_request(), &[message]);
    check(builder().key_header("k").build().expect("a client").download("7").to_http_request(), &[message]);
    let own = client().download("7").header("authorization", "Bearer own").to_http_request();
    let expected =
        ["GET https://h/api/things/7:download", "accept: application/octet-stream", "authorization: Bearer own", AGENT];
    check(own, &expected);
}

#[test]
fn credentials_are_marked_sensitive() {
    let client = builder().bearer("t").key_header("k").key_query("q").key_cookie("c").build().expect("a client");
    let request = client.get_thing("7").to_http_request().expect("a request");
    for name in ["authorization", "x-api-key", "cookie"] {
        assert!(request.headers()[name].is_sensitive(), "{name}");
    }
    assert!(!format!("{:?}", request.headers()).contains("Bearer"));
}

#[test]
fn headers_of_a_call_come_before_those_of_operation_and_client() {
    let client =
        builder().default_header("x-trace", "client").default_header("X-Own", "client").build().expect("a client");
    let expected = ["GET https://h/api/things/7", ACCEPT, AGENT, "x-own: client", "x-trace: client"];
    check(client.get_thing("7").to_http_request(), &expected);
    let call = client.get_thing("7").trace("operation").header("X-OWN", "old").header("x-own", "call");
    let expected = ["GET https://h/api/things/7", ACCEPT, AGENT, "x-own: call", "x-trace: operation"];
    check(call.to_http_request(), &expected);
    let call = client
        .get_thing("7")
        .trace("operation")
        .header("x-trace", "call")
        .header("accept", "a/b")
        .header("user-agent", "me");
    let expected = ["GET https://h/api/things/7", "accept: a/b", "user-agent: me", "x-own: client", "x-trace: call"];
    check(call.to_http_request(), &expected);
}

#[test]
fn headers_that_are_not_the_callers_are_refused() {
    let client = builder().bearer("t").build().expect("a client");
    let call = |name: &str| client.get_thing("7").flavour("oat").header(name, "x").to_http_request();
    for name in
        ["host", "Content-Length", "transfer-encoding", "connection", "te", "accept-encoding", "proxy-connection"]
    {
        let message = format!("header `{}` belongs to the transport and cannot be set", name.to_lowercase());
        check(call(name), &[&message]);
    }
    for name in ["authorization", "cookie"] {
        check(call(name), &[&format!("header `{name}` is already set by a credential or a parameter")]);
    }
    check(call("no name"), &["`no name` is not a header name"]);
}

#[test]
fn header_values_cannot_carry_anything_else() {
    for value in ["a\r\nx-evil: 1", "a\nb", "a\rb", "a\0b", "\u{7f}", "ü", "a\u{1}"] {
        let message = "the value of header `x-trace` has characters that a header cannot hold: only visible ASCII, spaces and tabs";
        check(client().get_thing("7").trace(value).to_http_request(), &[message]);
        check(client().get_thing("7").header("x-trace", value).to_http_request(), &[message]);
    }
}

#[track_caller]
fn refused(builder: ClientBuilder, message: &str) {
    assert_eq!(builder.build().expect_err("a setting that cannot be used").to_string(), message);
}

#[test]
fn settings_that_cannot_be_used_are_found_when_building() {
    refused(Client::builder(), "no base URL is set, and the API's document names no server");
    refused(builder().base_url("/relative"), "the base URL must be absolute, like `https://api.example.com/v1`");
    refused(builder().bearer(""), "credential `bearer` is empty");
    refused(builder().bearer("a\nb"), "credential `bearer` has characters that a header cannot hold");
    refused(builder().key_header("ü"), "credential `key_header` has characters that a header cannot hold");
    refused(builder().key_cookie("a;b"), "credential `key_cookie` has characters that a cookie cannot hold");
    refused(builder().basic("a:b", "c"), "credential `basic` has a colon in its user name");
    refused(builder().default_header("host", "x"), "header `host` belongs to the transport and cannot be set");
    let message = "the value of header `user-agent` has characters that a header cannot hold: only visible ASCII, spaces and tabs";
    refused(builder().user_agent("a\nb"), message);
    let message = "the base URL is not https; call `allow_http(true)` if requests may travel unencrypted";
    refused(builder().base_url("http://h"), message);
}

#[test]
fn an_async_client_outside_of_a_runtime_says_so() {
    let mut call = std::pin::pin!(client().get_thing("7").into_future());
    let polled = call.as_mut().poll(&mut std::task::Context::from_waker(std::task::Waker::noop()));
    let std::task::Poll::Ready(Err(error)) = polled else { panic!("a refusal was expected") };
    assert_eq!(error.to_string(), "getThing: an async client works inside of a Tokio runtime only");
}

#[test]
fn futures_can_be_moved_between_threads() {
    fn sendable<T: Send + 'static>(_: T) {}
    sendable(client().get_thing("7").into_future());
    sendable(client().get_thing("7").response());
    sendable(client());
}
