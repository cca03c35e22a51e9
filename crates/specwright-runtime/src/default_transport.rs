//! The transport a client has unless its builder is given another one.

use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::Uri;
use http_body::{Body as _, Frame, SizeHint};

use crate::proxy::Proxy;
use crate::settings::BuildError;
use crate::tls::{Identity, RootCertificate, TlsVersion};
use crate::transport::{Body, BoxFuture, Transport, TransportError};

/// HTTP/1.1 and HTTP/2 over rustls with the certificates of the platform.
#[derive(Debug)]
pub(crate) struct DefaultTransport {
    client: reqwest::Client,
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

    fn apply(&self, mut builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, BuildError> {
        for proxy in &self.proxies {
            builder = builder.proxy(proxy.to_reqwest()?);
        }
        if let Some(identity) = &self.identity {
            builder = builder.identity(identity.to_reqwest()?);
        }
        for root in &self.roots {
            builder = builder.tls_certs_merge(root.to_reqwest()?);
        }
        if let Some(version) = self.min_tls {
            builder = builder.tls_version_min(version.to_reqwest());
        }
        Ok(builder)
    }
}

impl DefaultTransport {
    /// Redirects and the `referer` header would carry credentials to other origins; idle and total timeouts are the
    /// business of the sending loop.
    pub(crate) fn new(connect_timeout: Duration, proxy_from_env: bool, wire: &Wire) -> Result<Self, BuildError> {
        let mut builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .connect_timeout(connect_timeout);
        if !proxy_from_env {
            builder = builder.no_proxy();
        }
        match wire.apply(builder)?.build() {
            Ok(client) => Ok(Self { client }),
            Err(error) => {
                let message = match wire.is_empty() {
                    true => "the TLS or DNS setup of this machine cannot be used",
                    false => "the identity, root certificates, proxies and TLS version cannot be used together here",
                };
                Err(BuildError::new(message).caused_by(error.without_url()))
            }
        }
    }
}

impl Transport for DefaultTransport {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let request = converted(request);
        Box::pin(async move {
            let response = self.client.execute(request?).await.map_err(head_error)?;
            let (head, body) = http::Response::from(response).into_parts();
            Ok(http::Response::from_parts(head, streamed(body)))
        })
    }
}

/// The same request in the words of the HTTP library.
fn converted(request: http::Request<Body>) -> Result<reqwest::Request, TransportError> {
    let (head, body) = request.into_parts();
    let url = reqwest::Url::parse(&text(&head.uri)).map_err(TransportError::not_sent)?;
    if url.path() != head.uri.path() {
        return Err(TransportError::not_sent("the URL parser would have sent the request to another path"));
    }
    let mut request = reqwest::Request::new(head.method, url);
    *request.headers_mut() = head.headers;
    *request.version_mut() = head.version;
    *request.body_mut() = Some(outgoing(body));
    Ok(request)
}

/// The text of a URI. Its own `Display` goes through many small pieces.
fn text(uri: &Uri) -> String {
    match (uri.scheme_str(), uri.authority(), uri.path_and_query()) {
        (Some(scheme), Some(authority), Some(path)) => [scheme, "://", authority.as_str(), path.as_str()].concat(),
        _ => uri.to_string(),
    }
}

/// Bytes are handed over at once, everything else as it is asked for.
fn outgoing(body: Body) -> reqwest::Body {
    match body.as_bytes() {
        Some(bytes) if !body.is_observed() => bytes.clone().into(),
        _ => reqwest::Body::wrap(Outgoing(Mutex::new(body))),
    }
}

/// A lock makes the body one that threads may share, and nobody waits for it.
struct Outgoing(Mutex<Body>);

impl Outgoing {
    fn length(&self) -> Option<u64> {
        self.0.lock().ok()?.length()
    }
}

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        match self.0.get_mut() {
            Ok(body) => body.poll_chunk(cx).map_ok(Frame::data),
            Err(_) => Poll::Ready(Some(Err(TransportError::maybe_sent("the body of the request broke off")))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.length() == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        self.length().map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

fn head_error(error: reqwest::Error) -> TransportError {
    match (error.is_connect(), error.is_timeout()) {
        (true, true) => TransportError::connect_timeout(),
        (true, false) => TransportError::not_sent(error.without_url()),
        (false, _) => TransportError::maybe_sent(error.without_url()),
    }
}

fn streamed(mut body: reqwest::Body) -> Body {
    Body::from_poll_fn(move |cx| {
        loop {
            let frame = std::task::ready!(Pin::new(&mut body).poll_frame(cx));
            // Trailers are frames without data; they are passed over.
            match frame.map(|frame| frame.map(|frame| frame.into_data())) {
                None => return None.into(),
                Some(Ok(Ok(data))) => return Some(Ok(data)).into(),
                Some(Ok(Err(_))) => {}
                Some(Err(error)) => return Some(Err(TransportError::maybe_sent(error.without_url()))).into(),
            }
        }
    })
}
