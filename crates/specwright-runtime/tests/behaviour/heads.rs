//! The heads of requests as they arrive at a server.

use std::sync::Arc;
use std::task::Poll;

use specwright_runtime::{
    Answer, Body, BoxFuture, ByteSource, Bytes, Call, Failure, InvalidRequest, Method, Operation, RequestWriter,
    Security, Settings, Transport, TransportError, http,
};

use crate::server::{Server, answer};

macro_rules! operation {
    ($name:ident, $method:ident, |$request:ident| $write:expr) => {
        struct $name;

        impl Operation for $name {
            type Output = ();
            type Error = ();
            const ID: &'static str = stringify!($name);
            const METHOD: Method = Method::$method;
            const PATH: &'static str = "/files";
            const SECURITY: Security = &[];

            fn write(&self, $request: &mut RequestWriter) -> Result<(), InvalidRequest> {
                $write
            }

            fn read(answer: &Answer) -> Result<(), Failure<()>> {
                answer.empty()
            }
        }
    };
}

operation!(Get, GET, |_request| Ok(()));
operation!(Head, HEAD, |_request| Ok(()));
operation!(Delete, DELETE, |_request| Ok(()));
operation!(Post, POST, |_request| Ok(()));
operation!(Put, PUT, |request| request.upload("text/plain", &ByteSource::from("")));
operation!(Whole, POST, |request| request.upload("text/plain", &ByteSource::from("bolt")));
operation!(Streamed, POST, |request| request.upload("text/plain", &chunks()));
operation!(Measured, POST, |request| request.upload("text/plain", &chunks().with_length(8)));

fn chunks() -> ByteSource {
    let mut chunks = vec![Bytes::from_static(b"nuts"), Bytes::from_static(b"bolt")];
    ByteSource::chunks(move |_| Poll::Ready(chunks.pop().map(Ok)))
}

/// The request line and the headers in the order of their names; and the body.
async fn check<O: Operation<Output = (), Error = ()> + Send + Sync + 'static>(operation: O, expected: &[&str]) {
    let server = Server::start(vec![answer("200 OK", &[], "")]).await;
    let mut settings = Settings::new("files/0", Some(&server.url()));
    settings.allow_http(true);
    Call::new(&settings.build().expect("a client"), operation).await.expect("an answer");
    let received = server.received().remove(0);
    let mut lines: Vec<_> =
        received.head.lines().map(|line| line.replace(server.url().trim_start_matches("http://"), "SERVER")).collect();
    lines[1..].sort();
    lines.push(received.body);
    assert_eq!(lines, expected);
}

#[tokio::test]
async fn what_was_taken_off_a_request_is_replaced_where_a_connection_needs_it() {
    let bare = |inner: Arc<dyn Transport>| Bare(inner);
    let server = Server::start(vec![answer("200 OK", &["content-encoding: X-GZIP"], "")]).await;
    let mut settings = Settings::new("files/0", Some(&server.url()));
    settings.allow_http(true);
    settings.wrap_transport(bare);
    Call::new(&settings.build().expect("a client"), Get).await.expect("an answer without a body");
    let received = server.received().remove(0);
    assert_eq!((received.header("accept"), received.header("accept-encoding")), (Some("*/*"), Some("gzip")));
    assert_eq!(received.target(), "/files?q=%7B%C3%BC%7D");
}

/// Takes all headers off, and leads to a query that is not encoded.
struct Bare<T>(T);

impl<T: Transport> Transport for Bare<T> {
    fn send(&self, mut request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        request.headers_mut().clear();
        *request.uri_mut() = format!("{}?q={{ü}}", request.uri()).parse().expect("a URI");
        self.0.send(request)
    }
}

const ENCODING: &str = "accept-encoding: gzip";
const ACCEPT: &str = "accept: application/json";
const AGENT: &str = "user-agent: files/0";
const HOST: &str = "host: SERVER";
const TEXT: &str = "content-type: text/plain";

#[tokio::test]
async fn requests_without_a_body_say_so_where_one_is_expected() {
    check(Get, &["GET /files HTTP/1.1", ENCODING, ACCEPT, HOST, AGENT, ""]).await;
    check(Head, &["HEAD /files HTTP/1.1", ENCODING, ACCEPT, HOST, AGENT, ""]).await;
    check(Delete, &["DELETE /files HTTP/1.1", ENCODING, ACCEPT, HOST, AGENT, ""]).await;
    check(Post, &["POST /files HTTP/1.1", ENCODING, ACCEPT, "content-length: 0", HOST, AGENT, ""]).await;
    check(Put, &["PUT /files HTTP/1.1", ENCODING, ACCEPT, "content-length: 0", TEXT, HOST, AGENT, ""]).await;
}

#[tokio::test]
async fn a_body_is_framed_by_its_length_or_by_its_end() {
    let length = |length: &'static str| ["POST /files HTTP/1.1", ENCODING, ACCEPT, length, TEXT, HOST, AGENT];
    check(Whole, &[&length("content-length: 4")[..], &["bolt"]].concat()).await;
    check(Measured, &[&length("content-length: 8")[..], &["boltnuts"]].concat()).await;
    let head = ["POST /files HTTP/1.1", ENCODING, ACCEPT, TEXT, HOST, "transfer-encoding: chunked", AGENT];
    check(Streamed, &[&head[..], &["boltnuts"]].concat()).await;
}
