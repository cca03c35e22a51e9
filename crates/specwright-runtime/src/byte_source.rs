//! What the body of a request is made of, before it is on its way.

use std::fmt;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use tokio::io::AsyncRead;

use crate::invalid::InvalidRequest;
use crate::transport::{Body, TransportError};

mod reader;
mod watch;

pub(crate) use watch::Watch;

/// Is told how many bytes have been handed to the transport.
pub(crate) type Progress = Arc<dyn Fn(u64) + Send + Sync>;

/// What the body of a request is made of: bytes, or a stream of them.
///
/// Bytes and what [`from_fn`](Self::from_fn) makes can be sent again, so a request that failed in passing is repeated
/// as one without a body is. A reader or a stream is sent once: a failed attempt is not repeated, and sending
/// the same operation a second time is refused. Clones share their source.
///
/// The request says its length where that is known, and is sent in chunks where it is not.
///
/// ```
/// use specwright_runtime::ByteSource;
///
/// let bytes = ByteSource::from("all of it");
/// assert_eq!(bytes.length(), Some(9));
/// let stream = ByteSource::reader(tokio::io::empty()).on_progress(|bytes| eprintln!("{bytes} bytes sent"));
/// assert_eq!(stream.length(), None);
/// ```
#[derive(Clone)]
pub struct ByteSource {
    source: Source,
    length: Option<u64>,
    progress: Option<Progress>,
}

#[derive(Clone)]
enum Source {
    Bytes(Bytes),
    Again(Arc<dyn Fn() -> Body + Send + Sync>),
    Once(Arc<Mutex<Option<Body>>>),
    Joined(Arc<[ByteSource]>),
}

impl ByteSource {
    /// All that a reader gives, read as it is sent.
    pub fn reader(reader: impl AsyncRead + Send + 'static) -> Self {
        Self::chunks(reader::chunks(Box::pin(reader)))
    }

    /// All that a reader gives which holds up its thread, like a [`File`](std::fs::File). It is read as it is sent, on
    /// threads that are there for such work.
    pub fn blocking_reader(reader: impl io::Read + Send + 'static) -> Self {
        Self::chunks(reader::blocking_chunks(reader))
    }

    /// A stream of chunks, polled until it is ready with `None` or an error.
    pub fn chunks(mut poll: impl FnMut(&mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> + Send + 'static) -> Self {
        let body = Body::from_poll_fn(move |cx| poll(cx).map(|chunk| chunk.map(|chunk| chunk.map_err(failed))));
        Self::new(Source::Once(Arc::new(Mutex::new(Some(body)))), None)
    }

    /// A body that can be made as often as the request has to be sent. Every one of them must be the same.
    pub fn from_fn(make: impl Fn() -> Body + Send + Sync + 'static) -> Self {
        Self::new(Source::Again(Arc::new(make)), None)
    }

    /// Says how long a stream is. One that turns out to be shorter or longer ends the call with an error.
    #[must_use]
    pub fn with_length(mut self, length: u64) -> Self {
        if !matches!(self.source, Source::Bytes(_)) {
            self.length = Some(length);
        }
        self
    }

    /// Asks to be told how many bytes have been handed to the transport so far. A request that is sent again begins
    /// with nothing.
    ///
    /// It is called between two chunks and holds up the request while it runs.
    #[must_use]
    pub fn on_progress(mut self, progress: impl Fn(u64) + Send + Sync + 'static) -> Self {
        self.progress = Some(Arc::new(progress));
        self
    }

    /// How long it is, where that is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match &self.source {
            Source::Bytes(bytes) => Some(bytes.len() as u64),
            Source::Again(_) | Source::Once(_) | Source::Joined(_) => self.length,
        }
    }

    /// Whether the same bytes can be sent a second time.
    #[must_use]
    pub fn is_repeatable(&self) -> bool {
        match &self.source {
            Source::Bytes(_) | Source::Again(_) => true,
            Source::Once(_) => false,
            Source::Joined(parts) => parts.iter().all(Self::is_repeatable),
        }
    }

    /// The bytes, if they are all there and nobody wants to see them go.
    pub(crate) fn as_bytes(&self) -> Option<&Bytes> {
        match &self.source {
            Source::Bytes(bytes) if self.progress.is_none() => Some(bytes),
            _ => None,
        }
    }

    /// One after the other. The length is known if those of all parts are.
    pub(crate) fn joined(parts: Vec<Self>) -> Self {
        let whole: Option<Vec<&[u8]>> = parts.iter().map(|part| part.as_bytes().map(|bytes| &**bytes)).collect();
        if let Some(whole) = whole {
            return whole.concat().into();
        }
        let length = parts.iter().try_fold(0_u64, |sum, part| sum.checked_add(part.length()?));
        Self::new(Source::Joined(parts.into()), length)
    }

    /// The body for one attempt.
    ///
    /// # Errors
    /// When a stream has been sent already.
    pub(crate) fn open(&self) -> Result<Body, InvalidRequest> {
        let spent = || InvalidRequest::new("the body is a stream, and it has been sent already");
        // One that cannot be sent whole takes nothing from the parts that could.
        if self.is_spent() {
            return Err(spent());
        }
        let body = match &self.source {
            Source::Bytes(bytes) => Body::from(bytes.clone()),
            Source::Again(make) => make(),
            Source::Once(body) => lock(body).take().ok_or_else(spent)?,
            Source::Joined(parts) => Body::joined(parts.iter().map(Self::open).collect::<Result<_, _>>()?),
        };
        let body = match self.length {
            Some(length) => body.with_length(length),
            None => body,
        };
        Ok(match &self.progress {
            Some(progress) => body.with_progress(Arc::clone(progress)),
            None => body,
        })
    }

    fn is_spent(&self) -> bool {
        match &self.source {
            Source::Bytes(_) | Source::Again(_) => false,
            Source::Once(body) => lock(body).is_none(),
            Source::Joined(parts) => parts.iter().any(Self::is_spent),
        }
    }

    fn new(source: Source, length: Option<u64>) -> Self {
        Self { source, length, progress: None }
    }
}

fn failed(error: io::Error) -> TransportError {
    TransportError::maybe_sent(error)
}

/// Nothing that is done under these locks can leave them half-way.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

macro_rules! from_bytes {
    ($($ty:ty),*) => {
        $(impl From<$ty> for ByteSource {
            fn from(bytes: $ty) -> Self {
                Self::new(Source::Bytes(bytes.into()), None)
            }
        })*
    };
}

from_bytes!(Bytes, Vec<u8>, String, &'static str, &'static [u8]);

/// Whether it is a stream and how long it is, not what it says.
impl fmt::Debug for ByteSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.source {
            Source::Bytes(_) => "bytes",
            Source::Again(_) | Source::Once(_) | Source::Joined(_) => "stream",
        };
        f.debug_struct("ByteSource").field("source", &kind).field("length", &self.length()).finish_non_exhaustive()
    }
}
