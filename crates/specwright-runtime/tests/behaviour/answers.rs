//! What answers say about themselves, which media type they have, and bodies that are read as they arrive.

use std::time::Duration;

use specwright_runtime::{
    Answer, Bytes, Call, Client, Credential, EventStream, Failure, InvalidRequest, Method, Operation, RequestWriter,
    Security, Settings, http, read,
};

use crate::server::{Fate, Server, answer};

/// `GET /report`: JSON, text, or one of a few words; an error is text.
struct Report;

#[derive(Debug, PartialEq)]
enum Output {
    Json(Vec<i32>),
    Word(Word),
    Bytes(Bytes),
}

#[derive(Debug, PartialEq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
enum Word {
    Red,
    Blue,
}

impl Operation for Report {
    type Output = Output;
    type Error = String;
    const ID: &'static str = "report";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/report";
    const SECURITY: Security = &[&["key"]];

    fn write(&self, _: &mut RequestWriter) -> Result<(), InvalidRequest> {
        Ok(())
    }

    fn read(answer: &Answer) -> Result<Output, Failure<String>> {
        match answer.status() {
            200 if answer.is("text/plain") => answer.text_value().map(Output::Word),
            200 if answer.is("image/*") => answer.bytes().map(Output::Bytes),
            200 => answer.json().map(Output::Json),
            _ => answer.error_text(|text| text),
        }
    }
}

/// `GET /events`.
struct Events;

impl Operation for Events {
    type Output = EventStream<String>;
    type Error = String;
    const ID: &'static str = "events";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/events";
    const SECURITY: Security = &[];
    const STREAMS: bool = true;
    const RECONNECTS: bool = true;

    fn write(&self, _: &mut RequestWriter) -> Result<(), InvalidRequest> {
        Ok(())
    }

    fn read(answer: &Answer) -> Result<EventStream<String>, Failure<String>> {
        match answer.status() {
            200 => answer.text_events(),
            _ => answer.error_text(|text| text),
        }
    }
}

fn settings(url: &str) -> Settings {
    let mut settings = Settings::new("report/0", Some(url));
    settings.allow_http(true);
    settings.credential("key", Credential::query("key", "hush"));
    settings
}

fn client(url: &str) -> Client {
    settings(url).build().expect("a client")
}

#[track_caller]
fn check(media_type: &str, body: &str, expected: Option<Output>) {
    let response = http::Response::builder().header("content-type", media_type);
    let found = read::<Report>(response.body(Bytes::copy_from_slice(body.as_bytes())).expect("a response"));
    assert_eq!(found.ok().map(|response| response.into_inner()), expected);
}

#[test]
fn an_answer_is_read_by_what_it_says_it_is() {
    check("application/json", "[1]", Some(Output::Json(vec![1])));
    check("application/unheard-of", "[1]", Some(Output::Json(vec![1])));
    check("image/png", "png", Some(Output::Bytes(Bytes::from_static(b"png"))));
    check("Text/Plain; charset=utf-8", "blue", Some(Output::Word(Word::Blue)));
    check("text/plain", r#""red""#, Some(Output::Word(Word::Red)));
    check("text/plain", "green", None);
}

#[tokio::test]
async fn errors_tell_problems_links_and_ids_that_nobody_declared() {
    let headers = &[
        "content-type: application/problem+json",
        "x-request-id: r-1",
        "etag: \"3\"",
        "link: <?help>; rel=\"help\"",
        "retry-after: 7",
    ];
    let body = r#"{"type": "/empty", "title": "Empty", "left": 0}"#;
    let server = Server::start(vec![answer("409 Conflict", headers, body)]).await;
    let error = Call::new(&client(&server.url()), Report).await.expect_err("an error");
    let problem = error.problem().expect("a problem");
    assert_eq!(
        (problem.type_uri.as_str(), problem.title.as_deref(), &problem.extensions["left"]),
        ("/empty", Some("Empty"), &0.into())
    );
    assert_eq!((error.request_id(), error.etag()), (Some("r-1"), Some("\"3\"")));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    // The key in the query of the request goes nowhere.
    assert_eq!(server.received()[0].target(), "/report?key=hush");
    let target = error.links().get("help").map(|link| link.target().to_owned());
    assert_eq!(target, Some(format!("{}/report?help", server.url())));
    assert_eq!((error.api().map(String::as_str), error.rpc_status()), (Some(body), None));
}

#[tokio::test]
async fn errors_tell_the_status_of_grpc() {
    let body = r#"{"error": {"code": 404, "message": "no report", "status": "NOT_FOUND"}}"#;
    let server = Server::start(vec![answer("404 Not Found", &["content-type: application/json"], body)]).await;
    let error = Call::new(&client(&server.url()), Report).await.expect_err("an error");
    let status = error.rpc_status().expect("a status");
    assert_eq!((status.code_name(), status.message.as_str(), error.problem()), (Some("NOT_FOUND"), "no report", None));
}

#[tokio::test]
async fn successes_tell_links_versions_and_ids() {
    let headers = &[
        "etag: W/\"7\"",
        "request-id: q",
        "link: </report?page=2>; rel=next",
        "retry-after: 1",
        "content-type: a/json",
    ];
    let server = Server::start(vec![answer("200 OK", headers, "[]")]).await;
    let response = Call::new(&client(&server.url()), Report).response().await.expect("a report");
    assert_eq!((response.etag(), response.request_id()), (Some("W/\"7\""), Some("q")));
    assert_eq!(response.retry_after(), Some(Duration::from_secs(1)));
    let next = response.links().next().map(|link| link.target().to_owned());
    assert_eq!(next, Some(format!("{}/report?page=2", server.url())));
}

#[tokio::test]
async fn any_body_can_be_read_as_it_arrives() {
    let fates = vec![Fate::Endless(b"HTTP/1.1 200 OK\r\n\r\n[".to_vec()), answer("404 Not Found", &[], "none")];
    let server = Server::start(fates).await;
    let mut settings = settings(&server.url());
    settings.body_limit(100);
    let client = settings.build().expect("a client");
    let mut body = Call::new(&client, Report).byte_stream().await.expect("a stream");
    let mut length = 0;
    while length < 100_000 {
        length += body.next().await.expect("a chunk").expect("no fault").len();
    }
    let error = Call::new(&client, Report).byte_stream().await.expect_err("an error");
    assert_eq!(error.api().map(String::as_str), Some("none"));
}

/// An answer that breaks off behind these events.
fn cut(events: &str) -> Fate {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 10000\r\n\r\n";
    Fate::Answered(format!("{head}{events}").into())
}

fn whole(events: &str) -> Fate {
    answer("200 OK", &["content-type: text/event-stream"], events)
}

async fn all(mut events: EventStream<String>) -> Vec<String> {
    let mut all = Vec::new();
    while let Some(event) = events.next().await {
        all.push(event.map_or_else(|error| error.to_string(), |event| event.data));
    }
    all
}

#[track_caller]
fn ids(server: &Server, expected: &[Option<&str>]) {
    let received = server.received();
    let ids: Vec<_> = received.iter().map(|request| request.header("last-event-id")).collect();
    assert_eq!(ids, expected);
}

#[tokio::test]
async fn a_stream_that_breaks_off_goes_on_behind_its_last_event() {
    let fates = vec![cut("retry: 1\nid: 4\ndata: a\n\n"), cut("id: 5\ndata: b\n\n"), whole("id: 6\ndata: c\n\n")];
    let server = Server::start(fates).await;
    let events = Call::new(&client(&server.url()), Events).await.expect("events");
    assert_eq!(all(events).await, ["a", "b", "c"]);
    ids(&server, &[None, Some("4"), Some("5")]);
}

#[tokio::test]
async fn a_stream_without_ids_is_not_asked_for_again() {
    let server = Server::start(vec![cut("retry: 1\ndata: a\n\n")]).await;
    let events = Call::new(&client(&server.url()), Events).await.expect("events");
    assert_eq!(all(events).await, ["a", "the exchange broke off"]);
    ids(&server, &[None]);
}

#[tokio::test]
async fn a_feed_is_asked_for_again_until_the_server_has_no_more() {
    let fates = vec![whole("retry: 1\ndata: a\n\n"), whole("id: 2\ndata: b\n\n"), answer("204 No Content", &[], "")];
    let server = Server::start(fates).await;
    let events = Call::new(&client(&server.url()), Events).await.expect("events").reconnecting();
    assert_eq!(all(events).await, ["a", "b"]);
    ids(&server, &[None, None, Some("2")]);
}

#[tokio::test]
async fn a_stream_ends_with_the_error_that_its_call_gets() {
    let server = Server::start(vec![cut("retry: 1\nid: 1\ndata: a\n\n"), answer("403 Forbidden", &[], "no")]).await;
    let events = Call::new(&client(&server.url()), Events).await.expect("events");
    let said = all(events).await;
    assert_eq!(said.len(), 2);
    assert!(said[1].starts_with("events: the server answered 403 Forbidden"), "{said:?}");
}

#[tokio::test]
async fn one_item_is_as_large_as_a_body_may_be() {
    let server = Server::start(vec![whole("data: 1234567890\n\ndata: 12345678901\n\n")]).await;
    let mut settings = settings(&server.url());
    settings.body_limit(16);
    let events = Call::new(&settings.build().expect("a client"), Events).await.expect("events");
    assert_eq!(all(events).await, ["1234567890", "item 2 is larger than the limit of 16 bytes"]);
}

#[tokio::test]
async fn the_kind_of_an_answer_is_not_guessed_without_a_content_type() {
    let server = Server::start(vec![answer("200 OK", &[], "[2]")]).await;
    let found = Call::new(&client(&server.url()), Report).await.expect("a report");
    assert_eq!(found, Output::Json(vec![2]));
}

#[cfg(feature = "blocking")]
#[test]
fn a_blocking_client_iterates_over_what_arrives() {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let fates = vec![cut("retry: 1\nid: 4\ndata: a\n\n"), whole("data: b\n\n"), answer("200 OK", &[], "all of it")];
    let server = runtime.block_on(Server::start(fates));
    let client = settings(&server.url()).build_blocking().expect("a client");
    let events = Call::new(&client, Events).send().expect("events");
    let all: Vec<String> = events.into_iter().map(|event| event.expect("an event").data).collect();
    assert_eq!(all, ["a", "b"]);
    let mut copy = Vec::new();
    let copied = Call::new(&client, Report).byte_stream().expect("a body").copy_to(&mut copy).expect("all of it");
    assert_eq!((copied, copy.as_slice()), (9, &b"all of it"[..]));
}

#[cfg(feature = "blocking")]
#[tokio::test]
async fn a_stream_of_an_async_client_is_no_iterator() {
    let server = Server::start(vec![Fate::Stalled(b"HTTP/1.1 200 OK\r\n\r\n".to_vec())]).await;
    let events = Call::new(&client(&server.url()), Events).await.expect("events");
    let mut items = events.into_iter();
    let error = items.next().expect("an item").expect_err("an error");
    assert_eq!(error.to_string(), "no blocking client has opened this stream, so nothing waits for its items");
    assert!(items.next().is_none());
}
