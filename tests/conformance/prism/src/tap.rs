use std::{
    future::poll_fn,
    sync::{Arc, Mutex},
};

use serde::Serialize;
use specwright_runtime::{Body, BoxFuture, Transport, TransportError, http};

/// What went over the wire.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Exchange {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Option<String>,
    answer: Option<Answer>,
}

#[derive(Clone, Debug, Serialize)]
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

/// Calls follow one another, so there is one exchange at a time.
static LAST: Mutex<Option<Exchange>> = Mutex::new(None);

/// Forgets what went over the wire.
pub(crate) fn clear() {
    set(None);
}

/// What went over the wire last.
pub(crate) fn take() -> Option<Exchange> {
    LAST.lock().ok().and_then(|mut last| last.take())
}

fn set(exchange: Option<Exchange>) {
    if let Ok(mut last) = LAST.lock() {
        *last = exchange;
    }
}

/// A transport around another one that notes what goes over the wire.
pub struct Tap(Arc<dyn Transport>);

impl Tap {
    /// Around this one.
    pub fn around(inner: Arc<dyn Transport>) -> Self {
        Self(inner)
    }
}

impl Transport for Tap {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let mut exchange = Exchange {
            method: request.method().to_string(),
            target: request.uri().path_and_query().map(ToString::to_string).unwrap_or_default(),
            headers: texts(request.headers()),
            body: request.body().as_bytes().map(|bytes| String::from_utf8_lossy(bytes).into_owned()),
            answer: None,
        };
        Box::pin(async move {
            set(Some(exchange.clone()));
            let (head, body) = self.0.send(request).await?.into_parts();
            let bytes = collect(body).await?;
            let text = String::from_utf8_lossy(&bytes).into_owned();
            exchange.answer = Some(Answer { status: head.status.as_u16(), headers: texts(&head.headers), body: text });
            set(Some(exchange));
            Ok(http::Response::from_parts(head, Body::from(bytes)))
        })
    }
}

fn texts(headers: &http::HeaderMap) -> Vec<(String, String)> {
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect()
}

async fn collect(mut body: Body) -> Result<Vec<u8>, TransportError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = poll_fn(|cx| body.poll_chunk(cx)).await {
        bytes.extend_from_slice(&chunk?);
    }
    Ok(bytes)
}
