use std::fmt;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::exchange::{Exchange, Reopen};
#[cfg(feature = "blocking")]
use crate::mode::Blocking;
use crate::stream::error::StreamError;
use crate::transport::Body;

/// A body that is still on its way, with the head of its answer: what the stream types are made of.
///
/// Dropping it ends the exchange.
pub struct LiveBody {
    status: StatusCode,
    headers: HeaderMap,
    /// Gone after its end, so that the connection is free before the stream is dropped.
    body: Option<Body>,
    limit: usize,
    reopen: Option<Reopen>,
    #[cfg(feature = "blocking")]
    mode: Option<Blocking>,
}

impl LiveBody {
    /// A body with its head. How long the server may be silent is the business of the body.
    pub fn new(status: StatusCode, headers: HeaderMap, body: impl Into<Body>) -> Self {
        Self {
            status,
            headers,
            body: Some(body.into()),
            limit: 10 * 1024 * 1024,
            reopen: None,
            #[cfg(feature = "blocking")]
            mode: None,
        }
    }

    /// The same, of an exchange that a client made.
    pub(crate) fn of(mut self, exchange: Exchange) -> Self {
        self.limit = exchange.item_limit;
        self.reopen = exchange.reopen;
        #[cfg(feature = "blocking")]
        {
            self.mode = exchange.mode;
        }
        self
    }

    /// The largest item in bytes. Default: 10 MiB.
    #[must_use]
    pub fn item_limit(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    /// The status code.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// What makes the call again, to be taken once.
    pub(crate) fn take_reopen(&mut self) -> Option<Reopen> {
        self.reopen.take()
    }

    /// What waits for the items, if a blocking client opened the stream.
    #[cfg(feature = "blocking")]
    pub(crate) fn mode(&self) -> Option<&Blocking> {
        self.mode.as_ref()
    }

    /// Goes on with another answer.
    pub(crate) fn replace(&mut self, mut other: Self) {
        #[cfg(feature = "blocking")]
        {
            other.mode = other.mode.or(self.mode.take());
        }
        other.reopen = None;
        *self = other;
    }

    pub(crate) fn limit(&self) -> usize {
        self.limit
    }

    /// The next chunk. After `None` and after an error comes `None`.
    pub(crate) fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, StreamError>>> {
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        let chunk = body.poll_chunk(cx).map(|chunk| chunk.map(|chunk| chunk.map_err(StreamError::from)));
        if matches!(chunk, Poll::Ready(None | Some(Err(_)))) {
            self.close();
        }
        chunk
    }

    /// Ends the exchange.
    pub(crate) fn close(&mut self) {
        self.body = None;
    }
}

/// Says of headers only their names.
impl fmt::Debug for LiveBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LiveBody")
            .field("status", &self.status)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("open", &self.body.is_some())
            .finish_non_exhaustive()
    }
}
