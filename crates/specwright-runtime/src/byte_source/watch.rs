use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use http::Request;

use super::lock;
use crate::clock::{Instant, after};
use crate::transport::{Body, PIECE, TransportError};

/// What the sending loop sees of a body that is on its way.
///
/// While the server takes chunks, or the source of the body has none ready, it is not the server that is silent.
#[derive(Debug)]
pub(crate) struct Watch(Mutex<Seen>);

#[derive(Debug)]
struct Seen {
    last: Instant,
    waits_for_source: bool,
    fault: Option<TransportError>,
}

impl Watch {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(Seen { last: Instant::now(), waits_for_source: false, fault: None }))
    }

    /// Watches the body of a request, if it is one that takes its time.
    pub(crate) fn over(request: Request<Body>) -> (Request<Body>, Option<Arc<Self>>) {
        if request.body().as_bytes().is_some_and(|bytes| bytes.len() <= PIECE) {
            return (request, None);
        }
        let watch = Arc::new(Self::new());
        (request.map(|body| body.watched(Arc::clone(&watch))), Some(watch))
    }

    /// Keeps what went wrong with the source, and gives the transport a word about it.
    pub(crate) fn see(
        &self,
        chunk: Poll<Option<Result<Bytes, TransportError>>>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let mut seen = lock(&self.0);
        seen.waits_for_source = chunk.is_pending();
        seen.last = Instant::now();
        match chunk {
            Poll::Ready(Some(Err(fault))) => {
                seen.fault = Some(fault);
                Poll::Ready(Some(Err(TransportError::maybe_sent("the body of the request broke off"))))
            }
            chunk => chunk,
        }
    }

    /// Until when the server may be silent.
    pub(crate) fn idle_until(&self, idle: Duration) -> Instant {
        let seen = lock(&self.0);
        if seen.waits_for_source {
            // Not at once, or whoever asks would do nothing else.
            after(Instant::now(), idle.max(Duration::from_millis(1)))
        } else {
            after(seen.last, idle)
        }
    }

    /// What went wrong with the source of the body.
    pub(crate) fn take_fault(&self) -> Option<TransportError> {
        lock(&self.0).fault.take()
    }
}
