use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;

/// A boxed future, as object-safe traits need it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What carries one request to a server and brings the head of its answer back.
///
/// It is called once for each attempt. It must not repeat requests, follow redirects or add credentials: the client
/// decides about all of these, and about timeouts too, by dropping the future or the body.
pub trait Transport: Send + Sync + 'static {
    /// Sends one request. The body of the answer may still be on its way when the future is ready.
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        (**self).send(request)
    }
}

type Chunk = Option<Result<Bytes, TransportError>>;
type PollChunk = dyn FnMut(&mut Context<'_>) -> Poll<Chunk> + Send;

/// The body of an answer, chunk by chunk as it arrives.
pub struct Body(Chunks);

enum Chunks {
    Whole(Bytes),
    Stream(Box<PollChunk>),
}

impl Body {
    /// A body that is polled for its next chunk until it is ready with `None` or an error.
    pub fn from_poll_fn(
        poll: impl FnMut(&mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> + Send + 'static,
    ) -> Self {
        Self(Chunks::Stream(Box::new(poll)))
    }

    /// The next chunk; `None` at the end.
    pub async fn chunk(&mut self) -> Option<Result<Bytes, TransportError>> {
        match &mut self.0 {
            Chunks::Whole(bytes) if bytes.is_empty() => None,
            Chunks::Whole(bytes) => Some(Ok(std::mem::take(bytes))),
            Chunks::Stream(poll) => poll_fn(poll).await,
        }
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self(Chunks::Whole(bytes.into()))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Chunks::Whole(_) => "Body(whole)",
            Chunks::Stream(_) => "Body(stream)",
        })
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

    /// Whether the server may have seen the request.
    #[must_use]
    pub fn may_have_been_sent(&self) -> bool {
        self.stage == Stage::MaybeSent
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
        })
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
