//! The transport a client has unless its builder is given another one.

mod connection;
mod connector;
mod failure;
mod gzip;
mod outgoing;
mod routes;
mod tls_config;

use std::pin::Pin;
use std::sync::Arc;
use std::task::ready;
use std::time::Duration;

use http::HeaderValue;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http_body::Body as _;
use hyper::body::Incoming;
use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioTimer};

use crate::proxy::Proxy;
use crate::settings::BuildError;
use crate::tls::{Identity, RootCertificate, TlsVersion};
use crate::transport::{Body, BoxFuture, Transport, TransportError};
use connector::Connector;
use outgoing::Outgoing;
pub(crate) use routes::Route;
use routes::Routes;

/// How long a connection without a request is kept.
const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(90);

/// HTTP/1.1 and HTTP/2 over rustls with the certificates of the platform. It follows no redirects.
pub(crate) struct DefaultTransport {
    client: Client<Connector, Outgoing>,
    routes: Arc<Routes>,
}

/// What the caller has said about connections.
#[derive(Clone, Default)]
pub(crate) struct Wire {
    pub(crate) proxies: Vec<Proxy>,
    pub(crate) identity: Option<Identity>,
    pub(crate) roots: Vec<RootCertificate>,
    pub(crate) min_tls: Option<TlsVersion>,
}

impl Wire {
    pub(crate) fn is_empty(&self) -> bool {
        self.proxies.is_empty() && self.identity.is_none() && self.roots.is_empty() && self.min_tls.is_none()
    }
}

impl DefaultTransport {
    /// Idle and total timeouts are the business of the sending loop.
    pub(crate) fn new(connect_timeout: Duration, proxy_from_env: bool, wire: &Wire) -> Result<Self, BuildError> {
        let routes = Arc::new(Routes::new(&wire.proxies, proxy_from_env)?);
        let connector = Connector::new(connect_timeout, Arc::clone(&routes), tls_config::of(wire)?);
        let client = Client::builder(TokioExecutor::new())
            .timer(TokioTimer::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(POOL_IDLE_TIMEOUT)
            .build(connector);
        Ok(Self { client, routes })
    }
}

impl Transport for DefaultTransport {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let answer = outgoing::request(request, &self.routes).map(|request| self.client.request(request));
        Box::pin(async move { answer?.await.map(answered).map_err(failure::of_exchange) })
    }
}

fn answered(response: http::Response<Incoming>) -> http::Response<Body> {
    let (mut head, body) = response.into_parts();
    let body = arriving(body);
    if !head.headers.get(CONTENT_ENCODING).is_some_and(is_gzip) {
        return http::Response::from_parts(head, body);
    }
    // Both speak of a body that nobody sees any more.
    head.headers.remove(CONTENT_ENCODING);
    head.headers.remove(CONTENT_LENGTH);
    http::Response::from_parts(head, gzip::decoded(body))
}

/// RFC 9110, section 8.4.1.
fn is_gzip(coding: &HeaderValue) -> bool {
    ["gzip", "x-gzip"].iter().any(|name| coding.as_bytes().eq_ignore_ascii_case(name.as_bytes()))
}

fn arriving(mut body: Incoming) -> Body {
    Body::from_poll_fn(move |cx| {
        loop {
            let frame = ready!(Pin::new(&mut body).poll_frame(cx));
            // Trailers are frames without data; they are passed over.
            match frame.map(|frame| frame.map(|frame| frame.into_data())) {
                None => return None.into(),
                Some(Ok(Ok(data))) => return Some(Ok(data)).into(),
                Some(Ok(Err(_))) => {}
                Some(Err(error)) => return Some(Err(TransportError::maybe_sent(error))).into(),
            }
        }
    })
}
