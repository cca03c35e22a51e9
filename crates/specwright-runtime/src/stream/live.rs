use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use tokio::runtime::Handle;
use tokio::time::{Instant, Sleep};

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
    silence: Silence,
    limit: usize,
}

impl LiveBody {
    /// A body with its head. The server may be silent for 30 s, and one item may have 10 MiB.
    pub fn new(status: StatusCode, headers: HeaderMap, body: impl Into<Body>) -> Self {
        let silence = Silence { limit: Duration::from_secs(30), timer: None, running: false };
        Self { status, headers, body: Some(body.into()), silence, limit: 10 * 1024 * 1024 }
    }

    /// How long the server may be silent while somebody waits for it.
    #[must_use]
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.silence.limit = timeout;
        self
    }

    /// The largest item in bytes.
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

    pub(crate) fn limit(&self) -> usize {
        self.limit
    }

    /// The next chunk. After `None` and after an error comes `None`.
    pub(crate) fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, StreamError>>> {
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        let last = match body.poll_chunk(cx) {
            Poll::Ready(Some(Ok(chunk))) => {
                self.silence.running = false;
                return Poll::Ready(Some(Ok(chunk)));
            }
            Poll::Ready(Some(Err(error))) => Some(Err(error.into())),
            Poll::Ready(None) => None,
            Poll::Pending => Some(Err(ready!(self.silence.poll(cx)))),
        };
        self.close();
        Poll::Ready(last)
    }

    /// Ends the exchange.
    pub(crate) fn close(&mut self) {
        self.body = None;
        self.silence.timer = None;
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

/// Measures the time from the moment somebody began to wait for a chunk: a slow reader is not a silent server.
struct Silence {
    limit: Duration,
    /// Kept from one wait to the next.
    timer: Option<Pin<Box<Sleep>>>,
    running: bool,
}

impl Silence {
    /// Ready with the error when the server was silent for too long.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<StreamError> {
        if !self.running {
            // What no clock can hold never ends.
            let Some(deadline) = Instant::now().checked_add(self.limit) else { return Poll::Pending };
            match &mut self.timer {
                Some(timer) => timer.as_mut().reset(deadline),
                None => match sleep_until(deadline) {
                    Ok(timer) => self.timer = Some(timer),
                    Err(error) => return Poll::Ready(error),
                },
            }
            self.running = true;
        }
        match &mut self.timer {
            Some(timer) => timer.as_mut().poll(cx).map(|()| StreamError::silent()),
            None => Poll::Pending,
        }
    }
}

/// A timer; without a runtime Tokio would panic.
pub(crate) fn sleep_until(deadline: Instant) -> Result<Pin<Box<Sleep>>, StreamError> {
    match Handle::try_current() {
        Ok(_) => Ok(Box::pin(tokio::time::sleep_until(deadline))),
        Err(_) => Err(StreamError::no_runtime()),
    }
}
