use std::borrow::Cow;
use std::error::Error as StdError;
use std::time::Duration;
use std::{fmt, io};

use bytes::Bytes;

use crate::decode::Problem;
use crate::error::{Error, ErrorKind};
use crate::transport::{Stage, TransportError};

/// A server that asks for more patience is not asked again.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(60);

/// Of an item that does not fit, this much is kept beside the error.
const KEPT_ITEM: usize = 64 * 1024;

/// Why a stream has no next item, or one that cannot be read.
///
/// What was received is at hand (`raw`, `decode_path`), but never printed: `Debug` and `Display` hold no text of it.
pub struct StreamError(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    message: Cow<'static, str>,
    source: Option<Box<dyn StdError + Send + Sync>>,
    item: Option<u64>,
    raw: Option<Bytes>,
    raw_truncated: bool,
    path: Option<String>,
    goes_on: bool,
    passing: bool,
    retry_after: Option<Duration>,
}

impl StreamError {
    /// [`Decode`](ErrorKind::Decode) for an item that came whole and does not fit; [`Transport`](ErrorKind::Transport)
    /// when the exchange broke off, the answer ended inside of an item, or an item is larger than allowed;
    /// [`Timeout`](ErrorKind::Timeout) when the server was silent for too long. A stream that connects anew also ends
    /// with the errors of that call.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Whether the stream goes on with the next item. It does after an item that does not fit, and ends after anything
    /// else.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        self.0.goes_on
    }

    /// Which item it is about, counted from 1; `None` when it is about none.
    #[must_use]
    pub fn item(&self) -> Option<u64> {
        self.0.item
    }

    /// The item as received, as far as it came and was kept. Of an answer that is no stream of events, its beginning.
    #[must_use]
    pub fn raw(&self) -> Option<&[u8]> {
        self.0.raw.as_deref()
    }

    /// Whether the item had, or would have had, more than [`raw`](Self::raw) holds.
    #[must_use]
    pub fn raw_truncated(&self) -> bool {
        self.0.raw_truncated
    }

    /// The place in the item that does not fit, like `users[0].role`; `.` for the item as a whole.
    #[must_use]
    pub fn decode_path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    /// Whether another connection may help.
    pub(crate) fn is_passing(&self) -> bool {
        self.0.passing
    }

    /// How long the server asks to wait before another connection.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    fn new(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            source: None,
            item: None,
            raw: None,
            raw_truncated: false,
            path: None,
            goes_on: false,
            passing: false,
            retry_after: None,
        }))
    }

    pub(crate) fn no_runtime() -> Self {
        Self::new(ErrorKind::InvalidRequest, "a stream is opened anew inside of a Tokio runtime only")
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn not_blocking() -> Self {
        Self::new(
            ErrorKind::InvalidRequest,
            "no blocking client has opened this stream, so nothing waits for its items",
        )
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn abandoned() -> Self {
        Self::new(ErrorKind::Transport, "the client's own thread has ended")
    }

    pub(crate) fn too_large(item: u64, limit: usize) -> Self {
        let mut error =
            Self::new(ErrorKind::Transport, format!("item {item} is larger than the limit of {limit} bytes"));
        error.0.item = Some(item);
        error
    }

    pub(crate) fn body_too_large(limit: usize) -> Self {
        Self::new(ErrorKind::Transport, format!("the body is larger than the limit of {limit} bytes"))
    }

    /// The answer is something else, which began like this.
    pub(crate) fn no_events(raw: &Bytes) -> Self {
        let mut error = Self::new(ErrorKind::Decode, "the media type of the answer is not `text/event-stream`");
        error.0.raw_truncated = true;
        error.keeping(raw)
    }

    pub(crate) fn unfit(item: u64, raw: Bytes, problem: Problem) -> Self {
        let mut error = Self::new(ErrorKind::Decode, format!("item {item} does not fit: {}", problem.message));
        error.0.path = problem.path;
        error.0.goes_on = true;
        error.about(item, raw)
    }

    pub(crate) fn cut(item: u64, raw: Bytes) -> Self {
        let mut error = Self::new(ErrorKind::Transport, format!("the answer ended inside of item {item}"));
        error.0.raw_truncated = true;
        error.about(item, raw)
    }

    /// The same error with the beginning of the item that it struck.
    pub(crate) fn inside_of(mut self, item: u64, raw: Bytes) -> Self {
        self.0.raw_truncated = true;
        self.about(item, raw)
    }

    fn about(mut self, item: u64, raw: Bytes) -> Self {
        self.0.item = Some(item);
        self.keeping(&raw)
    }

    /// Keeps a copy, so that the chunk it is part of is freed.
    fn keeping(mut self, raw: &Bytes) -> Self {
        self.0.raw_truncated |= raw.len() > KEPT_ITEM;
        self.0.raw = Some(Bytes::copy_from_slice(raw.get(..KEPT_ITEM).unwrap_or(raw)));
        self
    }
}

impl From<TransportError> for StreamError {
    fn from(error: TransportError) -> Self {
        let message = error.to_string();
        let (stage, source) = error.into_parts();
        let kind = match stage {
            Stage::NotSent | Stage::MaybeSent | Stage::Final => ErrorKind::Transport,
            _ => ErrorKind::Timeout,
        };
        let mut error = Self::new(kind, message);
        error.0.source = source;
        error.0.passing = stage != Stage::Final;
        error
    }
}

/// The error of a call that was to open a stream anew.
impl<E: Send + Sync + 'static> From<Error<E>> for StreamError {
    fn from(error: Error<E>) -> Self {
        let mut made = Self::new(error.kind(), error.to_string());
        made.0.retry_after = error.retry_after();
        let is_patient = made.0.retry_after.is_none_or(|asked| asked <= LONGEST_RETRY_AFTER);
        made.0.passing = error.is_retryable() && is_patient;
        made.0.source = Some(Box::new(error));
        made
    }
}

/// For code that reads or writes through `std::io`.
impl From<StreamError> for io::Error {
    fn from(error: StreamError) -> Self {
        let kind = match error.kind() {
            ErrorKind::Timeout => io::ErrorKind::TimedOut,
            ErrorKind::Decode => io::ErrorKind::InvalidData,
            ErrorKind::Api | ErrorKind::Credential | ErrorKind::Transport | ErrorKind::InvalidRequest => {
                io::ErrorKind::Other
            }
        };
        Self::new(kind, error)
    }
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamError")
            .field("kind", &self.0.kind)
            .field("message", &self.0.message)
            .field("item", &self.0.item)
            .field("raw_length", &self.0.raw.as_ref().map(Bytes::len))
            .field("goes_on", &self.0.goes_on)
            .field("source", &self.0.source)
            .finish()
    }
}

impl StdError for StreamError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
