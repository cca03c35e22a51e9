use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use specwright_runtime::{Error, ErrorKind};

use crate::api::{Client, THING, new_thing, thing};
use crate::server::{Fate, Server, answer, closed_port};

/// What a fault comes to, for one method.
#[derive(Debug, PartialEq)]
struct Seen {
    kind: ErrorKind,
    status: Option<u16>,
    body: Option<String>,
    attempts: u32,
}

impl<E> From<Error<E>> for Seen {
    fn from(error: Error<E>) -> Self {
        Self {
            kind: error.kind(),
            status: error.status().map(|status| status.as_u16()),
            body: error.body().map(|body| String::from_utf8_lossy(body).into_owned()),
            attempts: error.attempts(),
        }
    }
}

fn client(url: &str, patience: Duration) -> Client {
    let builder = Client::builder().base_url(url).allow_http(true).body_limit(200_000);
    builder.read_timeout(patience).timeout(Duration::from_secs(20)).build().expect("a client")
}

const PATIENT: Duration = Duration::from_secs(10);

/// Short only where the server is known to be silent, so that a busy machine does not look like a silent server.
fn patience(fate: &Fate) -> Duration {
    if matches!(fate, Fate::Stalled(_)) { Duration::from_millis(250) } else { PATIENT }
}

/// A call that hangs is a failed test, long after every limit of the client.
async fn in_time<T>(call: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(30), call).await.expect("the call hangs")
}

async fn get(url: &str, patience: Duration) -> Seen {
    in_time(client(url, patience).get_thing("7").into_future()).await.expect_err("a fault").into()
}

async fn post(url: &str, patience: Duration) -> Seen {
    in_time(client(url, patience).create_thing(new_thing()).into_future()).await.expect_err("a fault").into()
}

/// Both methods see the same fault; the server counts. A POST that was accepted never comes twice.
async fn check(fate: Fate, kind: ErrorKind, status: Option<u16>, body: Option<&str>, gets: usize) {
    let server = Server::start(vec![fate.clone()]).await;
    let body = body.map(str::to_owned);
    let expected = Seen { kind, status, body: body.clone(), attempts: gets as u32 };
    assert_eq!(
        (get(&server.url(), patience(&fate)).await, server.received().len()),
        (expected, gets),
        "GET meets {fate:.60?}"
    );
    let server = Server::start(vec![fate.clone()]).await;
    let expected = Seen { kind, status, body, attempts: 1 };
    assert_eq!(
        (post(&server.url(), patience(&fate)).await, server.received().len()),
        (expected, 1),
        "POST meets {fate:.60?}"
    );
}

#[tokio::test]
async fn refused_connections_are_tried_again_for_every_method() {
    let url = closed_port().await;
    let expected = || Seen { kind: ErrorKind::Transport, status: None, body: None, attempts: 3 };
    assert_eq!(get(&url, PATIENT).await, expected());
    assert_eq!(post(&url, PATIENT).await, expected());
}

#[tokio::test]
async fn connections_that_break_before_the_body_keep_nothing() {
    for head in ["", "HTTP/1.1 200 OK\r\ncontent-"] {
        check(Fate::Reset(head.into()), ErrorKind::Transport, None, None, 3).await;
        check(Fate::Answered(head.into()), ErrorKind::Transport, None, None, 3).await;
    }
}

#[tokio::test]
async fn answers_that_are_no_http_are_transport_errors() {
    let many: String = (0..1000).map(|number| format!("x-{number}: {number}\r\n")).collect();
    for head in
        [format!("HTTP/1.1 200 OK\r\n{many}\r\n"), "SSH-2.0-OpenSSH\r\n\r\n".into(), "HTTP/1.1 9 \r\n\r\n".into()]
    {
        check(Fate::Answered(head.into()), ErrorKind::Transport, None, None, 3).await;
    }
}

#[tokio::test]
async fn bodies_that_break_off_keep_status_and_beginning() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"name\"";
    check(Fate::Reset(head.into()), ErrorKind::Transport, Some(200), Some("{\"name\""), 3).await;
    check(Fate::Answered(head.into()), ErrorKind::Transport, Some(200), Some("{\"name\""), 3).await;
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\nZZ\r\n";
    check(Fate::Answered(chunked.into()), ErrorKind::Transport, Some(200), Some("{"), 3).await;
}

#[tokio::test]
async fn errors_whose_body_breaks_off_are_still_api_errors() {
    let head = "HTTP/1.1 500 Oops\r\ncontent-length: 100\r\n\r\noops";
    check(Fate::Reset(head.into()), ErrorKind::Api, Some(500), Some("oops"), 1).await;
    check(Fate::Stalled(head.into()), ErrorKind::Api, Some(500), Some("oops"), 1).await;
    let head = "HTTP/1.1 503 Busy\r\ncontent-length: 100\r\n\r\noops";
    check(Fate::Answered(head.into()), ErrorKind::Api, Some(503), Some("oops"), 3).await;
}

#[tokio::test]
async fn silence_ends_in_a_timeout() {
    check(Fate::Stalled(Vec::new()), ErrorKind::Timeout, None, None, 3).await;
    check(Fate::Stalled("HTTP/1.1 200".into()), ErrorKind::Timeout, None, None, 3).await;
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"name\"";
    check(Fate::Stalled(head.into()), ErrorKind::Timeout, Some(200), Some("{\"name\""), 3).await;
}

#[tokio::test]
async fn bodies_without_end_stop_at_the_limit() {
    for (status, kind) in [(200, ErrorKind::Transport), (500, ErrorKind::Api)] {
        let fate = Fate::Endless(format!("HTTP/1.1 {status} OK\r\n\r\n").into());
        check(fate, kind, Some(status), Some(&"x".repeat(64 * 1024)), 1).await;
    }
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    std::io::Write::write_all(&mut encoder, body).expect("memory");
    encoder.finish().expect("memory")
}

#[tokio::test]
async fn compressed_bodies_are_counted_after_decompression() {
    let bomb = answer("200 OK", &["content-encoding: gzip"], gzip(&vec![b'x'; 300_000]));
    check(bomb, ErrorKind::Transport, Some(200), Some(&"x".repeat(64 * 1024)), 1).await;
    let server = Server::start(vec![answer("200 OK", &["content-encoding: gzip"], gzip(THING.as_bytes()))]).await;
    assert_eq!(client(&server.url(), PATIENT).get_thing("7").await.expect("a thing"), thing());
}

#[tokio::test]
async fn broken_compression_is_a_transport_error() {
    let noise = answer("200 OK", &["content-encoding: gzip"], "no gzip");
    check(noise, ErrorKind::Transport, Some(200), Some(""), 3).await;
    let whole = gzip(THING.as_bytes());
    let cut = answer("200 OK", &["content-encoding: gzip"], &whole[..whole.len() - 8]);
    check(cut, ErrorKind::Transport, Some(200), Some(THING), 3).await;
}

#[tokio::test]
async fn pages_of_gateways_are_kept() {
    let page = "<html><h1>502 Bad Gateway</h1></html>";
    check(answer("502 Bad Gateway", &["content-type: text/html"], page), ErrorKind::Api, Some(502), Some(page), 3)
        .await;
    check(answer("500 Oops", &["content-type: text/html"], page), ErrorKind::Api, Some(500), Some(page), 1).await;
}

#[tokio::test]
async fn successes_that_do_not_fit_are_decode_errors_and_never_repeated() {
    for body in ["", "<html>", "[]", "{\"name\": 7}", "{\"name\": \"x\""] {
        check(answer("200 OK", &[], body), ErrorKind::Decode, Some(200), Some(body), 1).await;
    }
}

#[tokio::test]
async fn storms_of_refusals_are_not_answered_with_storms() {
    for status in ["503 Busy", "429 Slow Down", "504 Late", "408 Slow"] {
        let code = status[..3].parse().expect("a status");
        for retry_after in ["retry-after: 0", "retry-after: soon", "x-nothing: 0"] {
            check(answer(status, &[retry_after], "busy"), ErrorKind::Api, Some(code), Some("busy"), 3).await;
        }
        let far = answer(status, &["retry-after: 315360000"], "busy");
        check(far, ErrorKind::Api, Some(code), Some("busy"), 1).await;
    }
}

#[tokio::test]
async fn a_call_recovers_when_the_server_does() {
    let broken = Fate::Reset(Vec::new());
    let server = Server::start(vec![broken, answer("503 Busy", &[], ""), answer("200 OK", &[], THING)]).await;
    assert_eq!(client(&server.url(), PATIENT).get_thing("7").await.expect("a thing"), thing());
    assert_eq!(server.received().len(), 3);
}

#[tokio::test]
async fn bodies_arrive_as_they_were_written() {
    let server = Server::start(vec![answer("201 Created", &[], THING)]).await;
    assert_eq!(client(&server.url(), PATIENT).create_thing(new_thing()).await.expect("a thing"), thing());
    assert_eq!(server.received()[0].body, r#"{"name":"bolt","password":"in-the-body"}"#);
}

#[tokio::test]
async fn calls_given_up_leave_the_client_usable() {
    let stalled = Fate::Stalled("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{".into());
    let server = Server::start(vec![stalled.clone(), stalled, answer("200 OK", &[], THING)]).await;
    let client = client(&server.url(), PATIENT);
    let pauses = [0, 1, 2, 5, 10, 20].into_iter().chain(std::iter::repeat(50));
    for pause in pauses.take_while(|_| server.received().len() < 2) {
        let call = client.create_thing(new_thing()).into_future();
        drop(tokio::time::timeout(Duration::from_millis(pause), call).await);
    }
    assert_eq!(client.get_thing("7").await.expect("a thing"), thing());
}
