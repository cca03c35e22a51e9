use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::mem::take;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::TransportError;
use crate::byte_source::{Progress, Watch};

type Chunk = Option<Result<Bytes, TransportError>>;
type PollChunk = dyn FnMut(&mut Context<'_>) -> Poll<Chunk> + Send;

/// A body is told of in pieces of at most this length, so that progress can be seen.
pub(crate) const PIECE: usize = 64 * 1024;

/// The body of a request or an answer: whole, or chunk by chunk as it is made or arrives.
pub struct Body {
    chunks: Chunks,
    /// How much is still to come, where that is known.
    left: Option<u64>,
    done: u64,
    progress: Option<Progress>,
    watch: Option<Arc<Watch>>,
}

enum Chunks {
    Whole(Bytes),
    Stream(Box<PollChunk>),
    Joined(VecDeque<Body>),
}

impl Body {
    /// A body that is polled for its next chunk until it is ready with `None` or an error.
    pub fn from_poll_fn(
        poll: impl FnMut(&mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> + Send + 'static,
    ) -> Self {
        Self::new(Chunks::Stream(Box::new(poll)), None)
    }

    /// Says how long a streamed body is. One that turns out to be shorter or longer ends in an error.
    #[must_use]
    pub fn with_length(mut self, length: u64) -> Self {
        if !matches!(self.chunks, Chunks::Whole(_)) {
            self.left = Some(length);
        }
        self
    }

    /// The bytes that are still to come, if they are all there; `None` for a body that is streamed.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.chunks {
            Chunks::Whole(bytes) => Some(bytes),
            Chunks::Stream(_) | Chunks::Joined(_) => None,
        }
    }

    /// How many bytes are still to come, where that is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match &self.chunks {
            Chunks::Whole(bytes) => Some(bytes.len() as u64),
            Chunks::Stream(_) | Chunks::Joined(_) => self.left,
        }
    }

    /// The next chunk; `None` at the end. Nothing comes after an error.
    pub async fn chunk(&mut self) -> Option<Result<Bytes, TransportError>> {
        poll_fn(|cx| self.poll_chunk(cx)).await
    }

    /// The next chunk as [`chunk`](Self::chunk) gives it, polled for.
    pub fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        let chunk = self.poll_next(cx).map(|chunk| self.measured(chunk));
        if let Some(watch) = &self.watch {
            return watch.see(chunk);
        }
        chunk
    }

    /// The next chunk, waited for on the calling thread; `None` at the end.
    #[cfg(feature = "blocking")]
    pub fn blocking_chunk(&mut self) -> Option<Result<Bytes, TransportError>> {
        crate::mode::wait_here(self.chunk())
    }

    /// One body after the other.
    pub(crate) fn joined(bodies: VecDeque<Self>) -> Self {
        Self::new(Chunks::Joined(bodies), None)
    }

    /// Tells how much has been taken, after each chunk.
    pub(crate) fn with_progress(mut self, progress: Progress) -> Self {
        self.progress = Some(progress);
        self
    }

    pub(crate) fn watched(mut self, watch: Arc<Watch>) -> Self {
        self.watch = Some(watch);
        self
    }

    /// Whether somebody wants to see each chunk being taken.
    pub(crate) fn is_observed(&self) -> bool {
        self.watch.is_some() || self.progress.is_some()
    }

    fn new(chunks: Chunks, left: Option<u64>) -> Self {
        Self { chunks, left, done: 0, progress: None, watch: None }
    }

    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Chunk> {
        let piece = if self.is_observed() { PIECE } else { usize::MAX };
        match &mut self.chunks {
            Chunks::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Chunks::Whole(bytes) if bytes.len() > piece => Poll::Ready(Some(Ok(bytes.split_to(piece)))),
            Chunks::Whole(bytes) => Poll::Ready(Some(Ok(take(bytes)))),
            Chunks::Stream(poll) => poll(cx),
            Chunks::Joined(bodies) => loop {
                let Some(first) = bodies.front_mut() else { return Poll::Ready(None) };
                match ready!(first.poll_chunk(cx)) {
                    None => drop(bodies.pop_front()),
                    chunk => return Poll::Ready(chunk),
                }
            },
        }
    }

    /// Holds a chunk against the length that was said, and makes sure that nothing is polled after the end.
    fn measured(&mut self, chunk: Chunk) -> Chunk {
        let chunk = match (chunk, self.left) {
            (Some(Ok(bytes)), Some(left)) => match left.checked_sub(bytes.len() as u64) {
                None => Some(Err(TransportError::maybe_sent("the body is longer than was said"))),
                left => {
                    self.left = left;
                    Some(Ok(bytes))
                }
            },
            (None, Some(1..)) => Some(Err(TransportError::maybe_sent("the body is shorter than was said"))),
            (chunk, _) => chunk,
        };
        match &chunk {
            Some(Ok(bytes)) => {
                self.done = self.done.saturating_add(bytes.len() as u64);
                if let Some(progress) = &self.progress {
                    progress(self.done);
                }
            }
            Some(Err(_)) | None => (self.chunks, self.left) = (Chunks::Whole(Bytes::new()), None),
        }
        chunk
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self::new(Chunks::Whole(bytes.into()), None)
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::from(Bytes::new())
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.chunks {
            Chunks::Whole(_) => "Body(whole)",
            Chunks::Stream(_) | Chunks::Joined(_) => "Body(stream)",
        })
    }
}
