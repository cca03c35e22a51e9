//! Bodies that are streams: what arrives, what is repeated, and what happens when they fail.

use std::io;
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use specwright_runtime::{
    Answer, Body, BoxFuture, ByteSource, Bytes, Call, Client, Error, ErrorKind, Failure, InvalidRequest, Method,
    Operation, RequestWriter, Security, Settings, Transport, TransportError, http,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::server::{Fate, Received, Server, answer, closed_port};

/// `PUT /files`, which may be repeated.
struct Put(ByteSource);

/// `POST /files`, which may not.
struct Post(ByteSource);

macro_rules! operation {
    ($name:ident, $method:ident) => {
        impl Operation for $name {
            type Output = ();
            type Error = ();
            const ID: &'static str = stringify!($name);
            const METHOD: Method = Method::$method;
            const PATH: &'static str = "/files";
            const SECURITY: Security = &[];

            fn write(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
                request.upload("application/octet-stream", &self.0)
            }

            fn read(answer: &Answer) -> Result<(), Failure<()>> {
                if answer.status() == 200 { answer.empty() } else { answer.empty_error(()) }
            }
        }
    };
}

operation!(Put, PUT);
operation!(Post, POST);

fn settings(url: &str) -> Settings {
    let mut settings = Settings::new("files/0", Some(url));
    settings.allow_http(true);
    settings
}

fn client(url: &str) -> Client {
    settings(url).build().expect("a client")
}

async fn put(url: &str, body: ByteSource) -> Result<(), Error<()>> {
    Call::new(&client(url), Put(body)).await
}

/// A reader whose bytes come from elsewhere, one write at a time.
fn piped(pieces: &'static [&'static str]) -> ByteSource {
    let (mut into, from) = tokio::io::duplex(8);
    tokio::spawn(async move {
        for piece in pieces {
            into.write_all(piece.as_bytes()).await.expect("a reader");
        }
    });
    ByteSource::reader(from)
}

/// Some bytes, then an error.
fn broken() -> ByteSource {
    let mut chunks = vec![Err(io::Error::other("the disk is gone")), Ok(Bytes::from_static(b"half"))];
    ByteSource::chunks(move |_| Poll::Ready(chunks.pop()))
}

fn ok() -> Fate {
    answer("200 OK", &[], "")
}

fn framing(request: &Received) -> (Option<&str>, Option<&str>, &str) {
    (request.header("content-length"), request.header("transfer-encoding"), &request.body)
}

#[tokio::test]
async fn streams_are_chunked_unless_their_length_is_known() {
    let server = Server::start(vec![ok()]).await;
    put(&server.url(), piped(&["all", " of", " it and more"])).await.expect("an answer");
    put(&server.url(), piped(&["all", " of", " it"]).with_length(9)).await.expect("an answer");
    put(&server.url(), ByteSource::from("all of it")).await.expect("an answer");
    put(&server.url(), ByteSource::from_fn(|| "all of it".into())).await.expect("an answer");
    put(&server.url(), ByteSource::blocking_reader(io::Cursor::new("all of it"))).await.expect("an answer");
    put(&server.url(), ByteSource::reader(tokio::io::empty())).await.expect("an answer");
    let received = server.received();
    let expected = [
        (None, Some("chunked"), "all of it and more"),
        (Some("9"), None, "all of it"),
        (Some("9"), None, "all of it"),
        (Some("9"), None, "all of it"),
        (None, Some("chunked"), "all of it"),
        (None, Some("chunked"), ""),
    ];
    assert_eq!(received.iter().map(framing).collect::<Vec<_>>(), expected);
    assert!(received.iter().all(|request| request.header("content-type") == Some("application/octet-stream")));
}

#[tokio::test]
async fn large_streams_arrive_whole() {
    let server = Server::start(vec![ok()]).await;
    let text = "0123456789".repeat(50_000);
    put(&server.url(), ByteSource::blocking_reader(io::Cursor::new(text.clone()))).await.expect("an answer");
    put(&server.url(), ByteSource::from(text.clone())).await.expect("an answer");
    put(&server.url(), ByteSource::reader(io::Cursor::new(text.clone())).with_length(500_000))
        .await
        .expect("an answer");
    assert!(server.received().iter().all(|request| request.body == text));
}

#[tokio::test]
async fn progress_counts_what_was_handed_over() {
    let server = Server::start(vec![ok()]).await;
    for (body, expected) in [
        (ByteSource::from("x".repeat(150_000)), vec![65_536, 131_072, 150_000]),
        (ByteSource::chunks(three_chunks()), vec![1, 3, 6]),
        (ByteSource::from(""), vec![]),
    ] {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&seen);
        let body = body.on_progress(move |bytes| told.lock().expect("no panic while held").push(bytes));
        put(&server.url(), body).await.expect("an answer");
        assert_eq!(*seen.lock().expect("no panic while held"), expected);
    }
}

fn three_chunks() -> impl FnMut(&mut std::task::Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
    let mut chunks = vec!["abc", "ab", "a"];
    move |_| Poll::Ready(chunks.pop().map(|chunk| Ok(Bytes::from(chunk))))
}

/// How often the server was asked, and whether the last call succeeded.
async fn asked(fates: Vec<Fate>, body: ByteSource) -> (usize, bool) {
    let server = Server::start(fates).await;
    let succeeded = put(&server.url(), body).await.is_ok();
    (server.received().len(), succeeded)
}

#[tokio::test]
async fn only_what_can_be_made_again_is_repeated() {
    let busy = || vec![answer("503 Busy", &[], ""), Fate::Reset(Vec::new()), ok()];
    assert_eq!(asked(busy(), ByteSource::from("bytes")).await, (3, true));
    assert_eq!(asked(busy(), ByteSource::from_fn(|| Body::from_poll_fn(nothing))).await, (3, true));
    assert_eq!(asked(busy(), ByteSource::reader(tokio::io::empty())).await, (1, false));
    assert_eq!(asked(busy()[1..].to_vec(), ByteSource::reader(tokio::io::empty())).await, (1, false));
}

fn nothing(_: &mut std::task::Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
    Poll::Ready(None)
}

#[tokio::test]
async fn requests_that_were_not_sent_are_repeated_if_their_body_can_be() {
    let url = closed_port().await;
    for (body, attempts) in [
        (ByteSource::from("bytes"), 3),
        (ByteSource::from_fn(|| "bytes".into()), 3),
        (ByteSource::reader(tokio::io::empty()), 1),
        (ByteSource::reader(tokio::io::empty()).with_length(0), 1),
    ] {
        let error = Call::new(&client(&url), Post(body)).await.expect_err("nobody listens");
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, attempts));
        assert_eq!(error.is_retryable(), attempts == 3);
    }
}

#[tokio::test]
async fn a_stream_is_sent_once() {
    let server = Server::start(vec![ok()]).await;
    let body = ByteSource::reader(io::Cursor::new("once"));
    put(&server.url(), body.clone()).await.expect("an answer");
    let error = put(&server.url(), body).await.expect_err("a second time");
    assert_eq!(error.to_string(), "Put: the body is a stream, and it has been sent already");
    assert_eq!((error.kind(), error.attempts(), server.received().len()), (ErrorKind::InvalidRequest, 0, 1));
}

#[tokio::test]
async fn a_source_that_fails_ends_the_call_without_another_attempt() {
    let server = Server::start(vec![ok()]).await;
    let made = Arc::new(Mutex::new(0));
    let count = Arc::clone(&made);
    let again = ByteSource::from_fn(move || {
        *count.lock().expect("no panic while held") += 1;
        let mut chunks = vec![Err(TransportError::not_sent("the disk is gone")), Ok("half".into())];
        Body::from_poll_fn(move |_| Poll::Ready(chunks.pop()))
    });
    for body in [broken(), broken().with_length(100), again] {
        let error = put(&server.url(), body).await.expect_err("a broken source");
        assert_eq!(error.to_string(), "Put: the body of the request could not be read to its end");
        assert_eq!(std::error::Error::source(&error).map(ToString::to_string).as_deref(), Some("the disk is gone"));
        assert_eq!((error.kind(), error.attempts(), error.is_retryable()), (ErrorKind::Transport, 1, false));
    }
    assert_eq!((*made.lock().expect("no panic while held"), server.received().len()), (1, 0));
}

#[tokio::test]
async fn a_stream_of_another_length_than_was_said_is_an_error() {
    let server = Server::start(vec![ok()]).await;
    for (length, expected) in [(3, "the body is longer than was said"), (5, "the body is shorter than was said")] {
        let body = ByteSource::chunks({
            let mut chunks = vec!["cd", "ab"];
            move |_| Poll::Ready(chunks.pop().map(|chunk| Ok(chunk.into())))
        });
        let error = put(&server.url(), body.with_length(length)).await.expect_err("another length");
        assert_eq!(std::error::Error::source(&error).map(ToString::to_string).as_deref(), Some(expected));
    }
    assert_eq!(server.received().len(), 0);
}

/// Reads the body of a request chunk by chunk and takes its time with each.
#[derive(Clone, Default)]
struct Slow(Arc<Mutex<Vec<Bytes>>>);

impl Transport for Slow {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let mut body = request.into_body();
            while let Some(chunk) = body.chunk().await {
                tokio::time::sleep(Duration::from_secs(20)).await;
                self.0.lock().expect("no panic while held").push(chunk?);
            }
            tokio::time::sleep(Duration::from_secs(20)).await;
            Ok(http::Response::new("".into()))
        })
    }
}

fn slow(timeout: u64) -> (Slow, Client) {
    let transport = Slow::default();
    let mut settings = settings("https://h");
    settings.transport(transport.clone());
    settings.timeout(Duration::from_secs(timeout));
    (transport, settings.build().expect("a client"))
}

#[tokio::test(start_paused = true)]
async fn a_server_that_takes_chunks_is_not_silent() {
    let (transport, client) = slow(600);
    let started = tokio::time::Instant::now();
    Call::new(&client, Put("x".repeat(300_000).into())).await.expect("an answer");
    assert_eq!(started.elapsed().as_secs(), 120);
    assert_eq!(transport.0.lock().expect("no panic while held").len(), 5);
    let error = Call::new(&slow(50).1, Put("x".repeat(300_000).into())).await.expect_err("time is up");
    assert_eq!(error.to_string(), "Put: the time for the call is up");
}

#[tokio::test(start_paused = true)]
async fn a_source_that_takes_its_time_is_not_the_servers_silence() {
    let (mut into, from) = tokio::io::duplex(8);
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_secs(200)).await;
        into.write_all(b"late").await.expect("a reader");
    });
    let started = tokio::time::Instant::now();
    Call::new(&slow(600).1, Put(ByteSource::reader(from))).await.expect("an answer");
    assert_eq!(started.elapsed().as_secs(), 240);
}

#[tokio::test]
async fn nothing_is_printed_of_a_body() {
    let upload = ByteSource::from("secret");
    assert_eq!(format!("{upload:?}"), "ByteSource { source: \"bytes\", length: Some(6), .. }");
    let upload = ByteSource::reader(tokio::io::empty().chain(tokio::io::empty()));
    assert_eq!(format!("{upload:?}"), "ByteSource { source: \"stream\", length: None, .. }");
}

#[tokio::test]
async fn a_request_that_was_only_made_holds_its_stream() {
    let call = Call::new(&client("http://h"), Put(piped(&["abc"])));
    let mut body = call.to_http_request().expect("a request").into_body();
    assert_eq!((body.as_bytes(), body.length()), (None, None));
    assert_eq!(body.chunk().await.expect("a chunk").expect("no fault"), "abc");
    let refused = call.to_http_request().expect_err("a second time");
    assert_eq!(refused.to_string(), "the body is a stream, and it has been sent already");
}

#[tokio::test]
async fn an_answer_may_come_before_the_body_has_gone() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        let mut buffer = [0; 4096];
        while !buffer.ends_with(b"begun\r\n") {
            let count = stream.read(&mut buffer).await.expect("a request");
            buffer.rotate_left(count);
        }
        stream.write_all(b"HTTP/1.1 413 Too Large\r\ncontent-length: 3\r\n\r\nbig").await.expect("a client");
        std::future::pending::<()>().await;
    });
    let mut chunks = vec!["begun"];
    let endless = ByteSource::chunks(move |_| match chunks.pop() {
        Some(chunk) => Poll::Ready(Some(Ok(chunk.into()))),
        None => Poll::Pending,
    });
    let error = put(&url, endless).await.expect_err("too large");
    assert_eq!((error.status().map(|status| status.as_u16()), error.body()), (Some(413), Some(&b"big"[..])));
}
