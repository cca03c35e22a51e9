use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

mod body;

pub use body::Body;
pub(crate) use body::PIECE;

/// A boxed future, as object-safe traits need it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What carries one request to a server and brings the head of its answer back.
///
/// It is called once for each attempt. It must not repeat requests, follow redirects or add credentials: the client
/// decides about all of these, and about timeouts too, by dropping the future or the body.
///
/// One around another ([`wrap_transport`](crate::Settings::wrap_transport)) sees and changes all that goes out and comes back, and may answer without the other:
///
/// ```
/// use specwright_runtime::{Body, BoxFuture, OperationId, Transport, TransportError, http};
///
/// /// Signs each request, and says which operations fail.
/// struct Signing<T>(T);
///
/// impl<T: Transport> Transport for Signing<T> {
///     fn send(&self, mut request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
///         let operation = request.extensions().get::<OperationId>().map_or("a token", |id| id.as_str());
///         let signature = request.body().as_bytes().map_or(0, |bytes| bytes.len());
///         request.headers_mut().insert("x-signature", signature.into());
///         Box::pin(async move {
///             let response = self.0.send(request).await?;
///             if !response.status().is_success() {
///                 eprintln!("{operation}: {}", response.status());
///             }
///             Ok(response)
///         })
///     }
/// }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends one request. The body of the answer may still be on its way when the future is ready.
    ///
    /// The length of the request's body belongs into a `content-length` header where [`Body::length`] knows it; a body
    /// of unknown length has to be framed by its end.
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        (**self).send(request)
    }
}

/// An exchange that did not come to its end, and how far it came.
#[derive(Debug)]
pub struct TransportError {
    stage: Stage,
    source: Option<Box<dyn Error + Send + Sync>>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Stage {
    ConnectTimeout,
    NotSent,
    MaybeSent,
    Silent,
    Final,
}

impl TransportError {
    /// Nothing of the request can have reached the server. The client repeats such a request, whatever its method.
    pub fn not_sent(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { stage: Stage::NotSent, source: Some(source.into()) }
    }

    /// No connection came about in time, so nothing of the request can have reached the server.
    pub fn connect_timeout() -> Self {
        Self { stage: Stage::ConnectTimeout, source: None }
    }

    /// The server may have seen the request and acted on it.
    pub fn maybe_sent(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { stage: Stage::MaybeSent, source: Some(source.into()) }
    }

    /// The exchange failed for a reason that another attempt would meet again. The client does not repeat such a request.
    pub fn permanent(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { stage: Stage::Final, source: Some(source.into()) }
    }

    /// Nothing came from the server for longer than the client waits.
    pub(crate) fn silent() -> Self {
        Self { stage: Stage::Silent, source: None }
    }

    /// Whether the server may have seen the request.
    #[must_use]
    pub fn may_have_been_sent(&self) -> bool {
        matches!(self.stage, Stage::MaybeSent | Stage::Silent | Stage::Final)
    }

    /// Whether time ran out.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.stage, Stage::ConnectTimeout | Stage::Silent)
    }

    /// Whether another attempt would fail in the same way.
    pub(crate) fn is_permanent(&self) -> bool {
        self.stage == Stage::Final
    }

    pub(crate) fn into_parts(self) -> (Stage, Option<Box<dyn Error + Send + Sync>>) {
        (self.stage, self.source)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.stage {
            Stage::ConnectTimeout => "no connection in time",
            Stage::NotSent => "the request could not be sent",
            Stage::MaybeSent => "the exchange broke off",
            Stage::Silent => "the server was silent for too long",
            Stage::Final => "the exchange failed, and would again",
        })
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
