//! The transport a client has unless its builder is given another one.

use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};

use crate::settings::BuildError;
use crate::transport::{Body, BoxFuture, Transport, TransportError};

/// HTTP/1.1 and HTTP/2 over rustls with the certificates of the platform.
#[derive(Debug)]
pub(crate) struct DefaultTransport {
    client: reqwest::Client,
}

impl DefaultTransport {
    /// Redirects and the `referer` header would carry credentials to other origins; idle and total timeouts are the
    /// business of the sending loop.
    pub(crate) fn new(connect_timeout: Duration, proxy_from_env: bool) -> Result<Self, BuildError> {
        let mut builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .connect_timeout(connect_timeout);
        if !proxy_from_env {
            builder = builder.no_proxy();
        }
        match builder.build() {
            Ok(client) => Ok(Self { client }),
            Err(error) => {
                Err(BuildError::new("the TLS or DNS setup of this machine cannot be used")
                    .caused_by(error.without_url()))
            }
        }
    }
}

impl Transport for DefaultTransport {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let path = request.uri().path().to_owned();
        Box::pin(async move {
            let request = reqwest::Request::try_from(request.map(outgoing))
                .map_err(|error| TransportError::not_sent(error.without_url()))?;
            if request.url().path() != path {
                return Err(TransportError::not_sent("the URL parser would have sent the request to another path"));
            }
            let response = self.client.execute(request).await.map_err(head_error)?;
            let (head, body) = http::Response::from(response).into_parts();
            Ok(http::Response::from_parts(head, streamed(body)))
        })
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
