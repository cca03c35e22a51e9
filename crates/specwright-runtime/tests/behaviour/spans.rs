//! What a call leaves in a trace.

use std::io;
use std::sync::{Arc, Mutex};

use specwright_runtime::{
    Answer, Call, Failure, InvalidRequest, Method, Mock, Operation, Query, Reply, RequestWriter, Security, Settings,
};
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::util::SubscriberInitExt;

use crate::api::{Client, GetThing, thing};

/// `GET /find?kind=x`.
struct Find;

impl Operation for Find {
    type Output = ();
    type Error = String;
    const ID: &'static str = "find";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/find?kind=x";
    const SECURITY: Security = &[];

    fn write(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
        request.query("word", "secret", Query::Form { explode: true })
    }

    fn read(answer: &Answer) -> Result<(), Failure<String>> {
        answer.empty()
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

/// The lines that the runtime logs meanwhile, without their times.
async fn lines(happening: impl Future<Output = ()>) -> Vec<String> {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::DEBUG)
        .with_span_events(FmtSpan::CLOSE)
        .without_time()
        .with_ansi(false)
        .with_writer(move || writer.clone());
    // A lone subscriber goes unasked about places that the thread of another test is the first to log from.
    let companion = tracing_subscriber::fmt().with_writer(io::sink).finish().set_default();
    let guard = subscriber.finish().set_default();
    happening.await;
    drop(guard);
    drop(companion);
    let log = String::from_utf8(log.0.lock().expect("no panic while held").clone()).expect("text");
    log.lines().filter(|line| line.contains("specwright_runtime")).map(|line| line.trim().to_owned()).collect()
}

#[track_caller]
fn check(line: &str, present: &[&str], absent: &[&str]) {
    for text in present {
        assert!(line.contains(text), "no `{text}` in {line}");
    }
    for text in absent {
        assert!(!line.contains(text), "`{text}` in {line}");
    }
}

const SPAN: [&str; 7] = [
    "http_request{",
    r#"otel.kind="client""#,
    "otel.name=GET /things/{id} ",
    r#"http.request.method="GET""#,
    r#"url.template="/things/{id}""#,
    r#"server.address="h""#,
    "server.port=443",
];

#[tokio::test(start_paused = true)]
async fn a_call_is_a_span_and_each_attempt_an_event() {
    let mock = Mock::new();
    mock.on::<GetThing>().replies([Reply::broken_off(), Reply::status(503), Reply::ok(&thing())]);
    let client = Client::builder().base_url("https://h/base").transport(mock).build().expect("a client");
    let lines = lines(async { drop(client.get_thing("secret").tags(&["secret"]).await) }).await;
    let [first, second, third, close] = &lines[..] else { panic!("{lines:#?}") };
    for line in &lines {
        check(line, &SPAN, &["secret"]);
    }
    let [status, resent, error] = ["http.response.status_code=", "http.request.resend_count=", "error.type="];
    let event = |line: &str| line.split("attempt ended").nth(1).expect("an event").to_owned();
    check(&event(first), &[r#"error.type="transport""#, "http.request.resend_count=0"], &[status]);
    check(
        &event(second),
        &[r#"error.type="503""#, "http.request.resend_count=1", "http.response.status_code=503"],
        &[],
    );
    check(&event(third), &["http.request.resend_count=2", "http.response.status_code=200"], &[error]);
    check(close, &["http.response.status_code=200", "http.request.resend_count=2", "close"], &[error]);
    assert!(!first.split("attempt ended").next().expect("a span").contains(resent));
}

#[tokio::test(start_paused = true)]
async fn a_failed_call_says_what_kind_of_failure() {
    for (reply, expected) in [
        (Reply::status(404), r#"error.type="404""#),
        (Reply::silent(), r#"error.type="timeout""#),
        (Reply::status(200).cut_off(), r#"error.type="transport""#),
    ] {
        let mock = Mock::new();
        mock.on::<GetThing>().reply(reply);
        let builder = Client::builder().base_url("http://h:81").allow_http(true).transport(mock).max_attempts(1);
        let client = builder.build().expect("a client");
        let lines = lines(async { drop(client.get_thing("7").await) }).await;
        check(&lines[1], &[expected, "server.port=81", "close"], &["resend_count"]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_query_in_a_template_is_left_out() {
    let mock = Mock::new();
    mock.on::<Find>().reply(Reply::status(204));
    let mut settings = Settings::new("find", Some("https://h"));
    settings.transport(mock);
    let client = settings.build().expect("a client");
    let lines = lines(async { Call::new(&client, Find).await.expect("found") }).await;
    check(&lines[1], &[r#"url.template="/find""#, "otel.name=GET /find "], &["kind=x", "secret"]);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_cannot_be_made_leaves_no_span() {
    let client = Client::builder().base_url("https://h").transport(Mock::new()).build().expect("a client");
    assert!(lines(async { drop(client.get_thing("..").await) }).await.is_empty());
}
