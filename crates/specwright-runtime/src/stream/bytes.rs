use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::{fmt, io};

use bytes::{Buf, Bytes, BytesMut};
use futures_core::Stream;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, StatusCode};
use tokio::io::AsyncWrite;

use crate::stream::error::StreamError;
use crate::stream::live::LiveBody;

/// A body of bytes, chunk by chunk as it arrives. It may be larger than memory.
///
/// Nothing is read ahead, and dropping the stream ends the exchange. After an error the stream has ended.
pub struct ByteStream {
    live: LiveBody,
    received: u64,
    progress: Option<Box<dyn FnMut(u64) + Send>>,
}

impl ByteStream {
    /// The bytes of a body.
    #[must_use]
    pub fn new(live: LiveBody) -> Self {
        Self { live, received: 0, progress: None }
    }

    /// The status code of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.live.status()
    }

    /// The headers of the answer.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.live.headers()
    }

    /// How many bytes the server said that it would send. Of a compressed body nobody knows.
    #[must_use]
    pub fn expected(&self) -> Option<u64> {
        self.headers().get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
    }

    /// How many bytes were handed out.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.received
    }

    /// Calls `progress` with the number of bytes so far whenever a chunk is handed out.
    #[must_use]
    pub fn on_progress(mut self, progress: impl FnMut(u64) + Send + 'static) -> Self {
        self.progress = Some(Box::new(progress));
        self
    }

    /// The next chunk; `None` at the end. May be given up and called again without loss.
    pub async fn next(&mut self) -> Option<Result<Bytes, StreamError>> {
        poll_fn(|cx| self.poll_chunk(cx)).await
    }

    /// Writes all that comes, flushes, and tells how many bytes it was. The writer is slowed down by nothing and slows
    /// down the server.
    ///
    /// # Errors
    /// When the writer fails, or the body breaks off; then the [`StreamError`] is inside.
    pub async fn copy_to<W: AsyncWrite + Unpin + ?Sized>(&mut self, writer: &mut W) -> io::Result<u64> {
        let mut copied = 0;
        while let Some(chunk) = self.next().await {
            let mut chunk = chunk?;
            copied += chunk.len() as u64;
            while chunk.has_remaining() {
                match poll_fn(|cx| Pin::new(&mut *writer).poll_write(cx, &chunk)).await? {
                    0 => return Err(io::ErrorKind::WriteZero.into()),
                    written => chunk.advance(written.min(chunk.len())),
                }
            }
        }
        poll_fn(|cx| Pin::new(&mut *writer).poll_flush(cx)).await?;
        Ok(copied)
    }

    /// All that is still to come, in memory.
    ///
    /// # Errors
    /// When the body breaks off, or is larger than one item may be.
    pub async fn into_bytes(mut self) -> Result<Bytes, StreamError> {
        let mut whole = BytesMut::new();
        while let Some(chunk) = self.next().await {
            let chunk = chunk?;
            if whole.len().saturating_add(chunk.len()) > self.live.limit() {
                return Err(StreamError::body_too_large(self.live.limit()));
            }
            whole.extend_from_slice(&chunk);
        }
        Ok(whole.freeze())
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn live(&self) -> &LiveBody {
        &self.live
    }

    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, StreamError>>> {
        let chunk = ready!(self.live.poll_chunk(cx));
        if let Some(Ok(chunk)) = &chunk {
            self.received = self.received.saturating_add(chunk.len() as u64);
            if let Some(progress) = &mut self.progress {
                progress(self.received);
            }
        }
        Poll::Ready(chunk)
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_chunk(cx)
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream").field("body", &self.live).field("received", &self.received).finish_non_exhaustive()
    }
}
