//! A transport that keeps what it is given and answers from memory.

use std::sync::{Arc, Mutex};

use specwright_runtime::{Body, BoxFuture, Transport, TransportError, http};

/// Answers every request the same way.
#[derive(Clone)]
pub(crate) struct Recorder {
    status: u16,
    body: Option<String>,
    sent: Arc<Mutex<Vec<http::Request<Body>>>>,
}

impl Recorder {
    pub(crate) fn answering(status: u16, body: impl Into<String>) -> Self {
        Self { status, body: Some(body.into()), sent: Arc::default() }
    }

    /// Never answers.
    pub(crate) fn silent() -> Self {
        Self { status: 0, body: None, sent: Arc::default() }
    }

    pub(crate) fn count(&self) -> usize {
        self.sent.lock().unwrap().len()
    }

    /// The last request: method and URL, headers by name, body.
    pub(crate) fn last(&self) -> Vec<String> {
        lines(self.sent.lock().unwrap().last().unwrap())
    }
}

/// A request as lines: method and URL, headers by name, body.
pub(crate) fn lines(request: &http::Request<Body>) -> Vec<String> {
    let header =
        |(name, value): (&http::HeaderName, &http::HeaderValue)| format!("{name}: {}", value.to_str().unwrap());
    let mut headers: Vec<String> = request.headers().iter().map(header).collect();
    headers.sort();
    let mut lines = vec![format!("{} {}", request.method(), request.uri())];
    lines.extend(headers);
    lines.push(String::from_utf8(request.body().as_bytes().unwrap().to_vec()).unwrap());
    lines
}

impl Transport for Recorder {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.sent.lock().unwrap().push(request);
        Box::pin(async {
            match &self.body {
                Some(body) => Ok(http::Response::builder().status(self.status).body(body.clone().into()).unwrap()),
                None => std::future::pending().await,
            }
        })
    }
}
