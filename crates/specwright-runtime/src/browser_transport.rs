//! The transport that a client in a browser has unless its builder is given another one: `fetch`.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use tokio::sync::{mpsc, oneshot};
use wasm_bindgen_futures::spawn_local;

use crate::transport::{Body, BoxFuture, Transport, TransportError};

type Head = Result<http::Response<Body>, TransportError>;
type Chunks = mpsc::Sender<Result<Bytes, TransportError>>;

/// `fetch`, which brings its own rules: it follows redirects, and what it may send where is the browser's decision.
pub(crate) struct BrowserTransport {
    client: reqwest::Client,
}

impl BrowserTransport {
    pub(crate) fn new() -> Self {
        Self { client: reqwest::Client::new() }
    }
}

impl Transport for BrowserTransport {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Head> {
        let (head, answered) = oneshot::channel();
        // What JavaScript hands out stays on its thread.
        spawn_local(exchange(self.client.clone(), request, head));
        Box::pin(async move {
            answered.await.unwrap_or_else(|_| Err(TransportError::maybe_sent("the exchange was given up")))
        })
    }
}

/// One exchange. It ends when nobody waits for it any more.
async fn exchange(client: reqwest::Client, request: http::Request<Body>, mut head: oneshot::Sender<Head>) {
    let response = {
        let mut answered = pin!(answered(&client, request));
        poll_fn(|cx| match head.poll_closed(cx) {
            Poll::Ready(()) => Poll::Ready(None),
            Poll::Pending => answered.as_mut().poll(cx).map(Some),
        })
        .await
    };
    match response {
        None => {}
        Some(Err(error)) => drop(head.send(Err(error))),
        Some(Ok(response)) => {
            let (chunks, mut received) = mpsc::channel(1);
            let mut answer = http::Response::new(Body::from_poll_fn(move |cx| received.poll_recv(cx)));
            *answer.status_mut() = response.status();
            *answer.headers_mut() = response.headers().clone();
            if head.send(Ok(answer)).is_ok() {
                hand_out(response, chunks).await;
            }
        }
    }
}

async fn answered(client: &reqwest::Client, request: http::Request<Body>) -> Result<reqwest::Response, TransportError> {
    let path = request.uri().path().to_owned();
    let (head, body) = request.into_parts();
    let request = http::Request::from_parts(head, whole(body).await?);
    let request = reqwest::Request::try_from(request).map_err(|error| TransportError::not_sent(error.without_url()))?;
    if request.url().path() != path {
        return Err(TransportError::not_sent("the URL parser would have sent the request to another path"));
    }
    client.execute(request).await.map_err(|error| TransportError::maybe_sent(error.without_url()))
}

/// `fetch` takes bodies as a whole.
async fn whole(mut body: Body) -> Result<Bytes, TransportError> {
    if let Some(bytes) = body.as_bytes() {
        return Ok(bytes.clone());
    }
    let mut whole = BytesMut::new();
    while let Some(chunk) = body.chunk().await {
        whole.extend_from_slice(&chunk?);
    }
    Ok(whole.freeze())
}

/// Hands the body of an answer out, chunk by chunk as it is asked for.
async fn hand_out(response: reqwest::Response, chunks: Chunks) {
    let mut body = pin!(response.bytes_stream());
    while let Ok(room) = chunks.reserve().await {
        match poll_fn(|cx| Pin::new(&mut body).as_mut().poll_next(cx)).await {
            None => return,
            Some(chunk) => room.send(chunk.map_err(|error| TransportError::maybe_sent(error.without_url()))),
        }
    }
}
