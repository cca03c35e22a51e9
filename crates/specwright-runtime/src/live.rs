//! Bodies that are read while they arrive.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;

use crate::clock::{Instant, Sleep, Timers, after};
use crate::transport::{Body, TransportError};

/// A body that ends in an error when the server is silent for too long between two chunks. Only waiting for a chunk
/// counts, and it may happen on any thread.
pub(crate) fn timed(body: Body, idle: Duration) -> Body {
    let Some(timers) = Timers::current() else { return body };
    let mut alarm: Option<Pin<Box<Sleep>>> = None;
    wrapped(body, move |chunk, cx| {
        if chunk.is_ready() {
            alarm = None;
            return chunk;
        }
        let alarm = alarm.get_or_insert_with(|| Box::pin(timers.sleep_until(after(Instant::now(), idle))));
        ready!(alarm.as_mut().poll(cx));
        Poll::Ready(Some(Err(TransportError::silent())))
    })
}

/// A body that keeps something alive as long as it is read.
#[cfg(feature = "blocking")]
pub(crate) fn keeping(body: Body, kept: impl Send + 'static) -> Body {
    wrapped(body, move |chunk, _| {
        let _ = &kept;
        chunk
    })
}

type Chunk = Poll<Option<Result<Bytes, TransportError>>>;

fn wrapped(mut body: Body, mut with: impl FnMut(Chunk, &mut Context<'_>) -> Chunk + Send + 'static) -> Body {
    if body.as_bytes().is_some() {
        return body;
    }
    let length = body.length();
    let wrapped = Body::from_poll_fn(move |cx| {
        let chunk = body.poll_chunk(cx);
        with(chunk, cx)
    });
    match length {
        Some(length) => wrapped.with_length(length),
        None => wrapped,
    }
}
