//! Answers whose bodies are read while they arrive.

use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use specwright_runtime::http::HeaderMap;
use specwright_runtime::{
    Answer, Body, BoxFuture, Bytes, Call, Client, Failure, InvalidRequest, Method, Operation, RequestWriter, Security,
    Settings, Transport, TransportError, http,
};

use crate::server::{Fate, Server, answer};

/// `GET /events`: 200 is a stream, 202 a number.
struct Events;

enum Seen {
    Stream(Body),
    Number(i32),
}

impl Operation for Events {
    type Output = Seen;
    type Error = String;
    const ID: &'static str = "events";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/events";
    const SECURITY: Security = &[];
    const STREAMS: bool = true;

    fn is_stream(status: u16, headers: &HeaderMap) -> bool {
        status == 200 && headers.get("x-whole").is_none()
    }

    fn write(&self, _: &mut RequestWriter) -> Result<(), InvalidRequest> {
        Ok(())
    }

    fn read(answer: &Answer) -> Result<Seen, Failure<String>> {
        match answer.status() {
            200 => answer.live().map(Seen::Stream),
            202 => answer.json().map(Seen::Number),
            _ => answer.error_text(|text| text),
        }
    }
}

fn settings(url: &str) -> Settings {
    let mut settings = Settings::new("events/0", Some(url));
    settings.allow_http(true);
    settings
}

fn client(url: &str) -> Client {
    settings(url).build().expect("a client")
}

fn stream(seen: Seen) -> Body {
    let Seen::Stream(body) = seen else { panic!("a stream was expected") };
    body
}

async fn text(mut body: Body) -> (String, Option<String>) {
    let mut text = String::new();
    while let Some(chunk) = body.chunk().await {
        match chunk {
            Ok(chunk) => text.push_str(&String::from_utf8_lossy(&chunk)),
            Err(error) => return (text, Some(error.to_string())),
        }
    }
    assert!(body.chunk().await.is_none());
    (text, None)
}

#[tokio::test]
async fn a_stream_is_read_while_it_arrives_and_has_no_limit() {
    let head = "HTTP/1.1 200 OK\r\n\r\nfirst";
    let server = Server::start(vec![Fate::Stalled(head.into()), Fate::Endless(head.into())]).await;
    let mut settings = settings(&server.url());
    settings.body_limit(10);
    let client = settings.build().expect("a client");
    let mut body = stream(Call::new(&client, Events).await.expect("a stream"));
    assert_eq!(body.chunk().await.expect("a chunk").expect("no fault"), "first");
    let mut body = stream(Call::new(&client, Events).await.expect("a stream"));
    let mut length = 0;
    while length < 1_000_000 {
        length += body.chunk().await.expect("a chunk").expect("no fault").len();
    }
}

#[tokio::test]
async fn what_is_no_stream_is_collected_whole() {
    let fates = vec![
        answer("404 Not Found", &[], "nothing here"),
        answer("202 Accepted", &[], "7"),
        answer("200 OK", &["x-whole: 1"], "all"),
        answer("200 OK", &[], "all"),
    ];
    let server = Server::start(fates).await;
    let client = client(&server.url());
    let error = Call::new(&client, Events).await.err().expect("an error");
    assert_eq!(error.api().map(String::as_str), Some("nothing here"));
    assert!(matches!(Call::new(&client, Events).await, Ok(Seen::Number(7))));
    let body = stream(Call::new(&client, Events).await.expect("a body"));
    assert_eq!(body.as_bytes().map(|bytes| &bytes[..]), Some(&b"all"[..]));
    assert_eq!(text(stream(Call::new(&client, Events).await.expect("a body"))).await, ("all".to_owned(), None));
}

#[tokio::test]
async fn a_stream_that_breaks_off_says_so() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf";
    let server = Server::start(vec![Fate::Answered(head.into())]).await;
    let body = stream(Call::new(&client(&server.url()), Events).await.expect("a stream"));
    assert_eq!(text(body).await, ("half".to_owned(), Some("the exchange broke off".to_owned())));
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn dropping_a_stream_ends_the_exchange() {
    /// Says when it is dropped.
    struct Told(Arc<Mutex<bool>>);

    impl Drop for Told {
        fn drop(&mut self) {
            *self.0.lock().expect("no panic while held") = true;
        }
    }

    let dropped = Arc::new(Mutex::new(false));
    let told = Arc::clone(&dropped);
    let client = scripted(move || {
        let told = Told(Arc::clone(&told));
        Body::from_poll_fn(move |_| {
            let _ = &told;
            Poll::Pending
        })
    });
    let body = stream(Call::new(&client, Events).await.expect("a stream"));
    assert!(!*dropped.lock().expect("no panic while held"));
    drop(body);
    assert!(*dropped.lock().expect("no panic while held"));
}

/// Answers every request with such a body.
struct Script<F>(F);

impl<F: Fn() -> Body + Send + Sync + 'static> Transport for Script<F> {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let response = http::Response::new((self.0)());
        Box::pin(async { Ok(response) })
    }
}

fn scripted(body: impl Fn() -> Body + Send + Sync + 'static) -> Client {
    let mut settings = settings("https://h");
    settings.transport(Script(body));
    settings.build().expect("a client")
}

/// So many chunks, with a pause before each, then silence.
fn drops(count: usize, pause: u64) -> Body {
    let mut count = count;
    let mut sleep = Box::pin(tokio::time::sleep(Duration::from_secs(pause)));
    Body::from_poll_fn(move |cx| {
        if count == 0 {
            return Poll::Pending;
        }
        std::task::ready!(sleep.as_mut().poll(cx));
        sleep.set(tokio::time::sleep(Duration::from_secs(pause)));
        count -= 1;
        Poll::Ready(Some(Ok(Bytes::from_static(b"x"))))
    })
}

#[tokio::test(start_paused = true)]
async fn the_time_for_a_call_ends_with_the_head_but_silence_is_never_endless() {
    let client = scripted(|| drops(10, 29));
    let started = tokio::time::Instant::now();
    let body = stream(Call::new(&client, Events).await.expect("a stream"));
    assert_eq!(text(body).await, ("x".repeat(10), Some("the server was silent for too long".to_owned())));
    assert_eq!(started.elapsed().as_secs(), 10 * 29 + 30);
}

#[tokio::test(start_paused = true)]
async fn only_the_servers_time_counts_as_silence() {
    let client = scripted(|| drops(2, 1));
    let mut body = stream(Call::new(&client, Events).await.expect("a stream"));
    for _ in 0..2 {
        tokio::time::sleep(Duration::from_secs(300)).await;
        assert_eq!(body.chunk().await.expect("a chunk").expect("no fault"), "x");
    }
    let fault = body.chunk().await.expect("a fault").expect_err("silence");
    assert!(fault.is_timeout() && fault.may_have_been_sent());
}

#[test]
fn a_stream_can_be_read_from_a_recording() {
    let answer = http::Response::new(Bytes::from_static(b"recorded"));
    let body = stream(specwright_runtime::read::<Events>(answer).expect("a stream").into_inner());
    assert_eq!(body.as_bytes().map(|bytes| &bytes[..]), Some(&b"recorded"[..]));
}

#[cfg(feature = "blocking")]
mod blocking {
    use super::*;

    fn pulled(mut body: Body) -> (String, Option<bool>) {
        let mut text = String::new();
        loop {
            match body.blocking_chunk() {
                None => return (text, None),
                Some(Ok(chunk)) => text.push_str(&String::from_utf8_lossy(&chunk)),
                Some(Err(error)) => return (text, Some(error.is_timeout())),
            }
        }
    }

    fn server(fates: Vec<Fate>) -> (tokio::runtime::Runtime, Server) {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
        let server = runtime.block_on(Server::start(fates));
        (runtime, server)
    }

    fn open(url: &str) -> Body {
        let mut settings = settings(url);
        settings.read_timeout(Duration::from_millis(250));
        let client = settings.build_blocking().expect("a client");
        stream(Call::new(&client, Events).send().expect("a stream"))
    }

    #[test]
    fn a_stream_is_pulled_on_the_calling_thread_and_outlives_its_client() {
        let chunks = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n";
        let (_runtime, server) = server(vec![Fate::Answered(chunks.into())]);
        assert_eq!(pulled(open(&server.url())), ("onetwo".to_owned(), None));
    }

    #[test]
    fn a_silent_server_does_not_hold_the_thread() {
        let (_runtime, server) = server(vec![Fate::Stalled("HTTP/1.1 200 OK\r\n\r\nhalf".into())]);
        assert_eq!(pulled(open(&server.url())), ("half".to_owned(), Some(true)));
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn pulling_inside_of_async_code_neither_panics_nor_spins() {
        let server = Server::start(vec![Fate::Stalled("HTTP/1.1 200 OK\r\n\r\nhalf".into())]).await;
        for _ in 0..3 {
            assert_eq!(pulled(open(&server.url())), ("half".to_owned(), Some(true)));
        }
    }
}
