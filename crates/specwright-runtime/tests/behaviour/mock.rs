//! A transport without a network.

use std::sync::{Arc, Mutex};

use specwright_runtime::{Body, BoxFuture, Bytes, Transport, TransportError, http};
use tokio::time::Instant;

use crate::api::{Client, ClientBuilder};

type Reply = Result<http::Response<Body>, TransportError>;
type Sent = Vec<(Instant, http::Request<Bytes>)>;
type Script = dyn Fn(usize, &http::Request<Bytes>) -> Option<Reply> + Send + Sync;

/// Answers the nth request (from 1) as its script says; where the script has nothing, the server is silent.
#[derive(Clone)]
pub(crate) struct Mock {
    script: Arc<Script>,
    sent: Arc<Mutex<Sent>>,
}

impl Mock {
    pub(crate) fn new(script: impl Fn(usize) -> Option<Reply> + Send + Sync + 'static) -> Self {
        Self { script: Arc::new(move |number, _| script(number)), sent: Arc::default() }
    }

    /// Answers by what was asked.
    pub(crate) fn choosing(script: impl Fn(&http::Request<Bytes>) -> Option<Reply> + Send + Sync + 'static) -> Self {
        Self { script: Arc::new(move |_, request| script(request)), sent: Arc::default() }
    }

    pub(crate) fn client(&self) -> ClientBuilder {
        Client::builder().base_url("https://things.test").transport(self.clone())
    }

    pub(crate) fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.sent.lock().expect("no panic while held").iter().map(|(_, request)| request.clone()).collect()
    }

    /// The seconds between each request and the one before it.
    pub(crate) fn waits(&self) -> Vec<f64> {
        let sent = self.sent.lock().expect("no panic while held");
        sent.windows(2).map(|pair| (pair[1].0 - pair[0].0).as_secs_f64()).collect()
    }
}

impl Transport for Mock {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Reply> {
        let request = request.map(|body| body.as_bytes().cloned().unwrap_or_default());
        let reply = {
            let mut sent = self.sent.lock().expect("no panic while held");
            let reply = (self.script)(sent.len() + 1, &request);
            sent.push((Instant::now(), request));
            reply
        };
        Box::pin(async move {
            match reply {
                Some(reply) => reply,
                None => std::future::pending().await,
            }
        })
    }
}

/// An answer with headers and a body.
pub(crate) fn answered(status: u16, headers: &[(&str, &str)], body: impl Into<Body>) -> Option<Reply> {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    Some(Ok(response.body(body.into()).expect("a response")))
}
