use std::fmt;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::ready;

use bytes::{Bytes, BytesMut};
use http::request::Parts;
use http::{Request, Response};

use crate::operation_id::OperationId;
use crate::transport::{Body, BoxFuture, Transport, TransportError};

mod line;
mod redact;
mod replay;

use line::Line;
use redact::Redact;
pub use replay::{RecordingError, Replay};

/// Writes down the exchanges that a transport makes: a line of JSON for each, which [`Replay`] answers from.
///
/// ```
/// # use specwright_runtime::Settings;
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mut builder = Settings::new("pets", Some("https://pets.test"));
/// use specwright_runtime::Recorder;
///
/// let file = std::io::sink(); // `std::fs::File::create("pets.jsonl")?`, say
/// let recorder = Recorder::new(file).keep_out("ssn");
/// builder.wrap_transport(move |inner| recorder.around(inner));
/// # builder.build()?;
/// # Ok(())
/// # }
/// ```
///
/// A line says `operation`, `method`, `path` with its query, `request` (`headers` and the body), `status`, `headers` and
/// the body. A body that is JSON is `body`, any other `body_base64`; an empty one is left out.
///
/// The values of `authorization`, `cookie`, `set-cookie` and of all that the client's credentials have set are not
/// written, nor are those that are [kept out](Self::keep_out). Every other part of an exchange is, so look at a recording
/// before you give it away.
///
/// An exchange is written when its answer has come to its end; one that breaks off or is given up leaves no line.
/// Requests that the client makes on its own account, like those for tokens, leave none either. Bodies of requests that
/// are streams are read to their end before they are sent.
#[derive(Clone)]
pub struct Recorder {
    redact: Redact,
    limit: usize,
    lines: Arc<Mutex<dyn Write + Send>>,
}

impl Recorder {
    /// One that appends its lines to a writer.
    pub fn new(writer: impl Write + Send + 'static) -> Self {
        Self { redact: Redact::default(), limit: 10 * 1024 * 1024, lines: Arc::new(Mutex::new(writer)) }
    }

    /// Does not write the values of headers, pairs of queries and members of JSON bodies with this name, case aside.
    #[must_use]
    pub fn keep_out(mut self, name: impl Into<String>) -> Self {
        self.redact.names.push(name.into());
        self
    }

    /// The largest body that is recorded, in bytes; a call with a larger one fails. Default: 10 MiB.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    /// A transport that writes down what another one does.
    pub fn around<T: Transport>(&self, transport: T) -> impl Transport + use<T> {
        Recorded { inner: transport, recorder: self.clone() }
    }

    fn write(&self, line: &str) -> io::Result<()> {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.write_all(line.as_bytes())?;
        lines.flush()
    }

    /// The body of a request, and the same to be sent.
    async fn read(&self, mut body: Body) -> Result<(Bytes, Body), TransportError> {
        if let Some(bytes) = body.as_bytes().cloned() {
            return if bytes.len() > self.limit { Err(too_large()) } else { Ok((bytes, body)) };
        }
        let mut whole = BytesMut::new();
        while let Some(chunk) = body.chunk().await {
            self.push(&mut whole, &chunk?)?;
        }
        let whole = whole.freeze();
        Ok((whole.clone(), whole.into()))
    }

    fn push(&self, whole: &mut BytesMut, chunk: &[u8]) -> Result<(), TransportError> {
        if chunk.len() > self.limit.saturating_sub(whole.len()) {
            return Err(too_large());
        }
        whole.extend_from_slice(chunk);
        Ok(())
    }

    /// The body of an answer, of which a line is written when it has come to its end.
    fn listen(&self, mut body: Body, line: Line) -> Body {
        let (recorder, length) = (self.clone(), body.length());
        let (mut whole, mut line) = (BytesMut::new(), Some(line));
        let heard = Body::from_poll_fn(move |cx| {
            let chunk = ready!(body.poll_chunk(cx));
            let written = match &chunk {
                Some(Ok(chunk)) => recorder.push(&mut whole, chunk),
                Some(Err(_)) => Ok(()),
                None => match line.take() {
                    Some(line) => recorder.write(&line.finish(&whole, &recorder.redact)).map_err(unwritten),
                    None => Ok(()),
                },
            };
            match written {
                Ok(()) => chunk,
                Err(error) => Some(Err(error)),
            }
            .into()
        });
        match length {
            Some(length) => heard.with_length(length),
            None => heard,
        }
    }
}

fn too_large() -> TransportError {
    TransportError::permanent("a body is larger than the limit of the recorder")
}

fn unwritten(error: io::Error) -> TransportError {
    TransportError::permanent(error)
}

/// A transport whose exchanges are written down.
struct Recorded<T> {
    inner: T,
    recorder: Recorder,
}

impl<T: Transport> Recorded<T> {
    async fn record(&self, operation: OperationId, head: Parts, body: Body) -> Result<Response<Body>, TransportError> {
        let (said, body) = self.recorder.read(body).await?;
        let line = Line::begin(operation, &head, &said, &self.recorder.redact);
        let response = self.inner.send(Request::from_parts(head, body)).await?;
        let (head, body) = response.into_parts();
        let line = line.answered(head.status, &head.headers, &self.recorder.redact);
        Ok(Response::from_parts(head, self.recorder.listen(body, line)))
    }
}

impl<T: Transport> Transport for Recorded<T> {
    fn send(&self, request: Request<Body>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let Some(operation) = request.extensions().get().copied() else { return self.inner.send(request) };
        let (head, body) = request.into_parts();
        Box::pin(self.record(operation, head, body))
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder")
            .field("kept_out", &self.redact.names)
            .field("body_limit", &self.limit)
            .finish_non_exhaustive()
    }
}
