//! How connections come about, and what they speak.

use std::time::Duration;

use specwright_runtime::Proxy;
use specwright_runtime::http::{HeaderMap, HeaderValue, Response};
use tokio::net::TcpListener;
use tokio_rustls::rustls::version::TLS13;

use crate::api::{Client, THING, new_thing, thing};
use crate::server::{Fate, Server};
use crate::tls::Authority;

/// A server of HTTP/2 that refuses some streams unseen, and answers all others with a thing, in two frames and trailers.
async fn serve_http2(authority: &Authority, refusals: usize) -> String {
    let acceptor = authority.acceptor(&[&TLS13], &["h2", "http/1.1"]);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("https://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.expect("a client");
        let stream = acceptor.accept(stream).await.expect("a client");
        let mut connection = h2::server::handshake(stream).await.expect("HTTP/2");
        let mut number = 0;
        while let Some(Ok((_, mut respond))) = connection.accept().await {
            number += 1;
            if number <= refusals {
                respond.send_reset(h2::Reason::REFUSED_STREAM);
                continue;
            }
            let (begin, end) = THING.split_at(5);
            let mut body = respond.send_response(Response::new(()), false).expect("a stream");
            body.send_data(begin.into(), false).and_then(|()| body.send_data(end.into(), false)).expect("a stream");
            let trailers = HeaderMap::from_iter([("x-sum".parse().expect("a name"), HeaderValue::from_static("1"))]);
            body.send_trailers(trailers).expect("a stream");
        }
    });
    url
}

#[tokio::test]
async fn http2_is_spoken_with_those_who_do_on_one_connection() {
    let authority = Authority::new();
    let client = authority.client().base_url(serve_http2(&authority, 0).await).build().expect("a client");
    for _ in 0..3 {
        assert_eq!(client.get_thing("7").await.expect("a thing"), thing());
    }
}

#[tokio::test]
async fn what_a_server_refused_unseen_is_sent_again_whatever_its_method() {
    let authority = Authority::new();
    let client = authority.client().base_url(serve_http2(&authority, 2).await).build().expect("a client");
    assert_eq!(client.create_thing(new_thing()).await.expect("a thing"), thing());
    let client = authority.client().base_url(serve_http2(&authority, 2).await).max_attempts(1).build();
    let error = client.expect("a client").create_thing(new_thing()).await.expect_err("a refusal");
    assert!(error.to_string().contains("could not be sent"), "{error}");
}

#[tokio::test]
async fn trailers_are_passed_over() {
    let (begin, end) = THING.split_at(5);
    let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ntrailer: x-sum\r\n\r\n";
    let body = format!("5\r\n{begin}\r\n{:x}\r\n{end}\r\n0\r\nx-sum: 1\r\n\r\n", end.len());
    let server = Server::start(vec![Fate::Answered(format!("{head}{body}").into())]).await;
    let client = Client::builder().base_url(server.url()).allow_http(true).build().expect("a client");
    assert_eq!(client.get_thing("7").await.expect("a thing"), thing());
}

/// A server that lets everybody in and says nothing.
async fn silent() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address").to_string();
    (listener, address)
}

#[tokio::test]
async fn the_time_to_connect_is_that_for_a_tunnel_and_for_tls_too() {
    let (_listener, address) = silent().await;
    let builder = Client::builder().connect_timeout(Duration::from_millis(50)).max_attempts(2);
    let tls = builder.clone().base_url(format!("https://{address}"));
    let tunnel = builder.base_url("https://things.test").proxy(Proxy::all(format!("http://{address}")));
    for builder in [tls, tunnel] {
        // A method that is repeated only if nothing of it was sent.
        let error = builder.build().expect("a client").create_thing(new_thing()).await.expect_err("silence");
        assert!(error.is_timeout() && error.to_string().contains("no connection in time"), "{error}");
        assert_eq!(error.attempts(), 2);
    }
}
