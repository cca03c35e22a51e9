//! Streams for programs that block.

use std::fmt;
use std::future::poll_fn;
use std::io::{self, Write};
use std::pin::Pin;

use futures_core::Stream;
use serde_core::de::DeserializeOwned;

use crate::mode::Blocking;
use crate::stream::bytes::ByteStream;
use crate::stream::error::StreamError;
use crate::stream::event::Event;
use crate::stream::event_stream::EventStream;
use crate::stream::json_lines::JsonLines;

/// A stream that knows which of its items have arrived already.
pub trait Pull: Stream<Item = Result<Self::Value, StreamError>> + Send + Unpin + 'static {
    /// What an item holds.
    type Value: Send + 'static;

    /// The next item if it takes no waiting; nothing is read for it.
    fn at_hand(&mut self) -> Option<Result<Self::Value, StreamError>>;

    /// What waits for the items: the blocking client that opened the stream.
    fn mode(&self) -> Option<&Blocking>;
}

impl Pull for ByteStream {
    type Value = bytes::Bytes;

    fn mode(&self) -> Option<&Blocking> {
        self.live().mode()
    }

    fn at_hand(&mut self) -> Option<Result<Self::Value, StreamError>> {
        None
    }
}

impl<T: DeserializeOwned + Send + 'static> Pull for JsonLines<T> {
    type Value = T;

    fn mode(&self) -> Option<&Blocking> {
        self.live().mode()
    }

    fn at_hand(&mut self) -> Option<Result<T, StreamError>> {
        Self::at_hand(self)
    }
}

impl<T: Send + 'static> Pull for EventStream<T> {
    type Value = Event<T>;

    fn mode(&self) -> Option<&Blocking> {
        self.live().mode()
    }

    fn at_hand(&mut self) -> Option<Result<Self::Value, StreamError>> {
        Self::at_hand(self)
    }
}

/// The items of a stream as an iterator that waits on the calling thread, while the client's own thread reads.
///
/// A stream that a blocking client opened becomes one in a `for` loop, or with `into_iter()`.
///
/// Items that have arrived are handed out without asking that thread; it reads no further than the one that is waited
/// for. Dropping the iterator ends the exchange.
pub struct Items<S> {
    /// Gone while the client's thread has it, and when that thread has ended.
    stream: Option<S>,
    mode: Option<Blocking>,
}

impl<S: Pull> Items<S> {
    /// The items of a stream that a blocking client opened.
    pub fn new(stream: S, mode: &Blocking) -> Self {
        Self { stream: Some(stream), mode: Some(mode.clone()) }
    }

    fn of(stream: S) -> Self {
        let mode = stream.mode().cloned();
        Self { stream: Some(stream), mode }
    }

    /// The stream, for what it knows of its answer.
    #[must_use]
    pub fn get_ref(&self) -> Option<&S> {
        self.stream.as_ref()
    }
}

impl<S: Pull> Iterator for Items<S> {
    type Item = Result<S::Value, StreamError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut stream = self.stream.take()?;
        if let Some(item) = stream.at_hand() {
            self.stream = Some(stream);
            return Some(item);
        }
        let Some(mode) = &self.mode else { return Some(Err(StreamError::not_blocking())) };
        let waited = mode.wait(async move {
            let item = poll_fn(|cx| Pin::new(&mut stream).poll_next(cx)).await;
            (stream, item)
        });
        match waited {
            Some((stream, item)) => {
                self.stream = Some(stream);
                item
            }
            None => Some(Err(StreamError::abandoned())),
        }
    }
}

impl IntoIterator for ByteStream {
    type Item = Result<bytes::Bytes, StreamError>;
    type IntoIter = Items<Self>;

    fn into_iter(self) -> Items<Self> {
        Items::of(self)
    }
}

impl<T: DeserializeOwned + Send + 'static> IntoIterator for JsonLines<T> {
    type Item = Result<T, StreamError>;
    type IntoIter = Items<Self>;

    fn into_iter(self) -> Items<Self> {
        Items::of(self)
    }
}

impl<T: Send + 'static> IntoIterator for EventStream<T> {
    type Item = Result<Event<T>, StreamError>;
    type IntoIter = Items<Self>;

    fn into_iter(self) -> Items<Self> {
        Items::of(self)
    }
}

impl Items<ByteStream> {
    /// Writes all that comes, flushes, and tells how many bytes it was.
    ///
    /// # Errors
    /// When the writer fails, or the body breaks off; then the [`StreamError`] is inside.
    pub fn copy_to<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<u64> {
        let mut copied = 0;
        for chunk in self.by_ref() {
            let chunk = chunk?;
            writer.write_all(&chunk)?;
            copied += chunk.len() as u64;
        }
        writer.flush()?;
        Ok(copied)
    }
}

impl<S: fmt::Debug> fmt::Debug for Items<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("stream", &self.stream).finish_non_exhaustive()
    }
}
