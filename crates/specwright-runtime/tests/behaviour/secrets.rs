//! Canaries in every place a secret can be, and eyes on every place where one could be seen.

use std::error::Error as _;
use std::fmt::Debug;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use specwright_runtime::{Error, Secret};
use tracing_subscriber::fmt::writer::BoxMakeWriter;
use tracing_subscriber::util::SubscriberInitExt;

use crate::api::{Client, ClientBuilder, NewThing};
use crate::server::{Fate, Server, answer, closed_port};

const BEARER: &str = "canary-bearer-1";
const HEADER: &str = "canary-header-2";
const QUERY: &str = "canary-query-3";
const COOKIE: &str = "canary-cookie-4";
const PASSWORD: &str = "canary-basic-5";
/// `Basic` sends the password as Base64 of `me:` and itself.
const PASSWORD_ENCODED: &str = "bWU6Y2FuYXJ5LWJhc2ljLTU=";
const REQUEST_BODY: &str = "canary-request-6";
const RESPONSE_BODY: &str = "canary-response-7";
const RESPONSE_COOKIE: &str = "canary-set-cookie-8";
const ARGUMENT: &str = "canary-argument-9";
const URL: &str = "canary-url-10";

const ALL: [&str; 11] = [
    BEARER,
    HEADER,
    QUERY,
    COOKIE,
    PASSWORD,
    PASSWORD_ENCODED,
    REQUEST_BODY,
    RESPONSE_BODY,
    RESPONSE_COOKIE,
    ARGUMENT,
    URL,
];

#[track_caller]
fn silent(text: &str, place: &str) {
    for canary in ALL {
        assert!(!text.contains(canary), "{canary} is seen in {place}: {text}");
    }
}

/// Everything an error shows of itself.
#[track_caller]
fn check<E>(error: &Error<E>, place: &str) {
    silent(&format!("{error:?} {error:#?} {error}"), place);
    let mut cause = error.source();
    while let Some(error) = cause {
        silent(&format!("{error:?} {error:#?} {error}"), place);
        cause = error.source();
    }
}

fn keys(builder: ClientBuilder) -> ClientBuilder {
    let builder = builder.key_header(HEADER).key_query(QUERY).key_cookie(COOKIE).allow_http(true);
    builder.max_attempts(2).body_limit(100_000).default_header("x-own", ARGUMENT)
}

fn builders() -> [ClientBuilder; 2] {
    [keys(Client::builder()).bearer(BEARER), keys(Client::builder()).basic("me", PASSWORD)]
}

fn body() -> NewThing {
    NewThing { name: REQUEST_BODY.into(), password: Secret::from(REQUEST_BODY) }
}

fn fates() -> Vec<Fate> {
    let lines = [
        format!("set-cookie: session={RESPONSE_COOKIE}"),
        format!("location: https://h/?{QUERY}"),
        format!("content-type: text/{RESPONSE_BODY}"),
    ];
    let headers = lines.each_ref().map(String::as_str);
    let cut = |start: &str| {
        format!("HTTP/1.1 {start}\r\nset-cookie: {RESPONSE_COOKIE}\r\ncontent-length: 999\r\n\r\n{RESPONSE_BODY}")
    };
    let bodies = [
        format!("{{\"name\": \"{RESPONSE_BODY}\", \"parts\": [{{\"size\": \"{RESPONSE_BODY}\"}}]}}"),
        format!("{{\"name\": {{\"{RESPONSE_BODY}\": 1}}, \"{RESPONSE_BODY}\": 5}}"),
        format!("{{\"message\": \"{RESPONSE_BODY}\"}}"),
        format!("{{\"message\": [\"{RESPONSE_BODY}\"]}}"),
        format!("<html>{RESPONSE_BODY}"),
        format!("\"{RESPONSE_BODY}, expected {RESPONSE_BODY}\""),
        String::new(),
    ];
    let statuses = ["200 OK", "302 Found", "404 Not Found", "429 Slow", "503 Busy"];
    let answers = statuses.iter().flat_map(|status| bodies.iter().map(|body| answer(status, &headers, body)));
    let broken = [
        Fate::Reset(Vec::new()),
        Fate::Reset(cut("200 OK").into()),
        Fate::Answered(cut("500 Oops").into()),
        Fate::Stalled(Vec::new()),
        Fate::Stalled(cut("200 OK").into()),
        Fate::Endless(cut("200 OK").replace("content-length", "x-length").into()),
        Fate::Answered(format!("HTTP/1.1 {RESPONSE_BODY}\r\n\r\n").into()),
        Fate::Answered(format!("HTTP/1.1 200 OK\r\n{RESPONSE_BODY}\r\n\r\n").into()),
        Fate::Answered(cut("200 OK").replace("content-length: 999", "content-encoding: gzip").into()),
        Fate::Answered(cut("200 OK").replace("content-length: 999", "transfer-encoding: chunked").into()),
    ];
    answers.chain(broken).collect()
}

/// Calls that fail in every way, with canaries in everything that goes out and comes back.
async fn fail_in_every_way() {
    let closed = closed_port().await;
    for builder in builders() {
        let client = builder.clone().base_url(&closed).build().expect("a client");
        check(&client.get_thing(ARGUMENT).await.expect_err("refused"), "a refused connection");
        for value in [format!("{ARGUMENT}\r\n"), format!("{ARGUMENT}ü")] {
            check(&client.get_thing("7").trace(&value).await.expect_err("a bad header"), "an invalid header");
            check(&client.get_thing("7").header("x-own", &value).await.expect_err("a bad header"), "an invalid header");
        }
        check(&client.get_thing("..").tags(&[ARGUMENT]).await.expect_err("a bad path"), "an invalid path");
        let unset = Client::builder().base_url("https://h").key_header(HEADER).build().expect("a client");
        check(&unset.download(ARGUMENT).await.expect_err("no credentials"), "missing credentials");
        for fate in fates() {
            let server = Server::start(vec![fate.clone()]).await;
            let patience = Duration::from_millis(if matches!(fate, Fate::Stalled(_)) { 250 } else { 10_000 });
            let client = builder.clone().base_url(server.url()).read_timeout(patience).build().expect("a client");
            let place = format!("the fate of {:.50}", format!("{fate:?}"));
            check(&client.create_thing(body()).header("x-own", ARGUMENT).await.expect_err("a fault"), &place);
            let call = client.get_thing(ARGUMENT).tags(&[ARGUMENT]).trace(ARGUMENT).flavour(ARGUMENT);
            check(&call.timeout(Duration::from_secs(20)).await.expect_err("a fault"), &place);
            let sent = format!("{:?}", server.received());
            assert!(
                [HEADER, QUERY, COOKIE].iter().all(|canary| sent.contains(canary)),
                "the canaries are not out: {sent}"
            );
        }
    }
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no panic while held").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// All that is logged meanwhile on this thread.
pub(crate) async fn overheard(happening: impl Future<Output = ()>) -> String {
    let log = Log::default();
    let writer = log.clone();
    let listen = |writer: BoxMakeWriter| {
        let level = tracing_subscriber::filter::LevelFilter::TRACE;
        tracing_subscriber::fmt().with_max_level(level).with_writer(writer).finish().set_default()
    };
    // A lone subscriber goes unasked about places that the thread of another test is the first to log from.
    let companion = listen(BoxMakeWriter::new(io::sink));
    let guard = listen(BoxMakeWriter::new(move || writer.clone()));
    happening.await;
    drop(guard);
    drop(companion);
    let log = String::from_utf8_lossy(&log.0.lock().expect("no panic while held")).into_owned();
    assert!(log.contains("TRACE") && log.contains("hyper_util"), "the log is deaf: {log:.500}");
    log
}

#[tokio::test]
async fn errors_and_logs_tell_no_secrets() {
    let log = overheard(fail_in_every_way()).await;
    silent(&log, "the log");
    let traced = log.contains("url.template") && log.contains("error.type");
    assert_eq!(traced, cfg!(feature = "tracing"), "the log has no spans: {log:.500}");
}

#[track_caller]
fn unseen(value: &impl Debug) {
    silent(&format!("{value:?} {value:#?}"), std::any::type_name_of_val(value));
}

#[test]
fn clients_builders_and_calls_tell_no_secrets() {
    for builder in builders() {
        unseen(&builder);
        for url in [
            format!("https://h/?{URL}"),
            format!("https://me:{URL}@h"),
            format!("https://h/#{URL}"),
            format!("{URL} {URL}"),
        ] {
            let builder = builder.clone().base_url(url);
            unseen(&builder);
            let error = builder.build().expect_err("a URL that cannot be used");
            silent(&error.to_string(), "a refused URL");
            unseen(&error);
        }
        let client = builder.base_url("https://h").build().expect("a client");
        unseen(&client);
        let call = client.get_thing(ARGUMENT).tags(&[ARGUMENT]).header("x-own", ARGUMENT);
        unseen(&call);
        unseen(&call.to_http_request().expect("a request").headers().get("authorization"));
        unseen(&call.response());
        unseen(&client.create_thing(body()));
        unseen(&client.create_thing(body()).into_future());
    }
    for builder in [Client::builder().bearer("canary-bearer-1\n"), Client::builder().key_cookie("canary-cookie-4;")] {
        let error = builder.base_url("https://h").build().expect_err("a credential that cannot be used");
        silent(&error.to_string(), "a refused credential");
        unseen(&error);
    }
}
