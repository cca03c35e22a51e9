//! Answers from a recording.

use std::error::Error;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::{Request, Response};

use super::line::Exchange;
use super::redact::{REDACTED, Redact, decoded};
use crate::operation_id::OperationId;
use crate::transport::{Body, BoxFuture, Transport, TransportError};

/// A transport that answers from what a [`Recorder`](super::Recorder) has written.
///
/// A request is answered with the first exchange that has its operation, method, path and query and was not used yet;
/// the order of the query's pairs does not matter, nor do values that were kept out. One without such an exchange ends
/// its call at once, with an error whose source says what is left. Clones share everything.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright_runtime::Replay;
///
/// let recording = r#"{"operation": "listPets", "method": "GET", "path": "/pets", "status": 200, "body": ["Rex"]}"#;
/// let replay = Replay::new(recording)?;
/// // `Client::builder().transport(replay.clone())`, and in the end:
/// # let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
/// replay.assert_done();
/// # }));
/// # assert!(result.is_err());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Replay {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    left: Vec<Exchange>,
    unrecorded: Vec<String>,
}

/// A recording that cannot be read: which line, and why.
#[derive(Debug)]
pub struct RecordingError {
    line: usize,
    message: String,
}

/// A request that is not in the recording.
#[derive(Debug)]
struct Unrecorded(String);

impl Replay {
    /// Reads the text of a recording. Empty lines are passed over.
    ///
    /// # Errors
    /// When a line is none of a recording.
    pub fn new(recording: impl AsRef<str>) -> Result<Self, RecordingError> {
        let lines = recording.as_ref().lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let read = |(index, line)| Exchange::parse(line).map_err(|message| RecordingError { line: index + 1, message });
        let left = lines.map(read).collect::<Result<_, _>>()?;
        Ok(Self { state: Arc::new(Mutex::new(State { left, unrecorded: Vec::new() })) })
    }

    /// Makes sure that everything recorded was asked for, and nothing else.
    ///
    /// # Panics
    /// When a request came that was not recorded, or an exchange was not used.
    #[track_caller]
    pub fn assert_done(&self) {
        let state = self.state();
        let left = state.left.iter().map(|exchange| format!("{} did not come", exchange.told()));
        let faults: Vec<String> = state.unrecorded.iter().cloned().chain(left).collect();
        drop(state);
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    fn answer_to(&self, request: &Request<Body>) -> Result<Exchange, Unrecorded> {
        let mut state = self.state();
        let found = state.left.iter().position(|exchange| exchange.is_of(request));
        if let Some(index) = found {
            return Ok(state.left.remove(index));
        }
        let path = Redact::default().path(request.uri(), request.extensions());
        let told = match request.extensions().get::<OperationId>() {
            None => format!("a request of no operation ({} {path}) is never recorded", request.method()),
            Some(id) => {
                let left = state.left.iter().filter(|exchange| exchange.operation == id.as_str());
                let left: Vec<String> = left.map(Exchange::told).collect();
                let left = if left.is_empty() { "nothing".to_owned() } else { left.join("; ") };
                format!("{} ({} {path}) was not recorded; left: {left}", id.as_str(), request.method())
            }
        };
        state.unrecorded.push(told.clone());
        Err(Unrecorded(told))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Exchange {
    fn told(&self) -> String {
        format!("{} ({} {})", self.operation, self.method, self.path)
    }

    fn is_of(&self, request: &Request<Body>) -> bool {
        let (path, query) = self.path.split_once('?').unwrap_or((&self.path, ""));
        request.extensions().get::<OperationId>().is_some_and(|id| id.as_str() == self.operation)
            && request.method().as_str() == self.method
            && request.uri().path() == path
            && is_same_query(query, request.uri().query().unwrap_or_default())
    }

    fn into_response(self) -> Response<Body> {
        let mut response = Response::new(self.body.into());
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}

/// Whether two queries have the same pairs. A value that was kept out stands for every value of its name.
fn is_same_query(recorded: &str, sent: &str) -> bool {
    let recorded = pairs(recorded);
    let mut sent = pairs(sent);
    for (name, value) in &mut sent {
        if recorded.iter().any(|(known, value)| known == name && value == REDACTED) {
            REDACTED.clone_into(value);
        }
    }
    sent.sort();
    sent == recorded
}

fn pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let mut pairs: Vec<_> = pairs.map(|(name, value)| (decoded(name), decoded(value))).collect();
    pairs.sort();
    pairs
}

impl Transport for Replay {
    fn send(&self, request: Request<Body>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let exchange = self.answer_to(&request).map_err(TransportError::permanent)?;
            let mut body = request.into_body();
            while let Some(chunk) = body.chunk().await {
                chunk?;
            }
            Ok(exchange.into_response())
        })
    }
}

impl fmt::Debug for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Replay").field("left", &self.state().left.len()).finish_non_exhaustive()
    }
}

impl fmt::Display for RecordingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} is none of a recording: {}", self.line, self.message)
    }
}

impl Error for RecordingError {}

impl fmt::Display for Unrecorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Unrecorded {}
