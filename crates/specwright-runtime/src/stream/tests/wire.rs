//! Over a connection: what the transport makes of an exchange that is given up or breaks off.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::*;
use crate::Settings;

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

fn empty<B: From<Bytes>>() -> B {
    B::from(Bytes::new())
}

/// The answer of a server that has sent its head and a first chunk, and the server's end of the connection.
async fn opened(chunk: &'static str) -> (LiveBody, TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    let request = http::Request::get(url).body(empty()).expect("a request");
    let client = Settings::new("listener", Some("https://unused.test")).build().expect("a client");
    let transport = Arc::clone(&client.shared().transport);
    let server = async {
        let (mut socket, _) = listener.accept().await.expect("a connection");
        let mut request = [0; 4096];
        assert!(socket.read(&mut request).await.expect("a request") > 0);
        let first = format!("{HEAD}{:x}\r\n{chunk}\r\n", chunk.len());
        socket.write_all(first.as_bytes()).await.expect("sent");
        socket
    };
    let (response, socket) = tokio::join!(transport.send(request), server);
    let (head, body) = response.expect("an answer").into_parts();
    (LiveBody::new(head.status, head.headers, body), socket)
}

#[tokio::test]
async fn events_come_before_the_body_ends_and_dropping_the_stream_ends_the_exchange() {
    let (live, mut socket) = opened("data: 1\n\ndata: 2\n").await;
    let mut stream = EventStream::<u8>::json(live);
    assert_eq!(stream.next().await.map(|event| shown(event.map(Event::into_data))), Some("1".to_owned()));
    drop(stream);
    let mut rest = Vec::new();
    assert_eq!(socket.read_to_end(&mut rest).await.ok(), Some(0));
}

#[tokio::test]
async fn the_last_word_ends_the_exchange_while_the_stream_is_kept() {
    let (live, mut socket) = opened("data: [DONE]\n\n").await;
    let mut stream = EventStream::<u8>::json(live).until("[DONE]");
    assert!(stream.next().await.is_none());
    let mut rest = Vec::new();
    assert_eq!(socket.read_to_end(&mut rest).await.ok(), Some(0));
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_connection_that_breaks_is_an_error_and_not_an_end() {
    let (live, socket) = opened("1\n[2").await;
    let mut stream = JsonLines::<u8>::new(live, "application/jsonl");
    assert_eq!(stream.next().await.map(shown), Some("1".to_owned()));
    drop(socket);
    let error = stream.next().await.expect("an error").expect_err("broken off");
    assert_eq!((error.kind(), error.raw()), (ErrorKind::Transport, Some(b"[2".as_slice())));
    assert!(stream.next().await.is_none());
}
