//! The one loop that sends requests. It knows nothing of operations' types, so it is compiled once.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, Request, StatusCode};
use tokio::time::{Instant, sleep, timeout_at};

use crate::answer::Answer;
use crate::client::Shared;
use crate::credential::{Escort, NoToken};
use crate::error::{Details, ErrorKind};
use crate::invalid::InvalidRequest;
use crate::retry::{self, Ending};
use crate::transport::{Body, Stage, TransportError};

/// A request that is ready to go, or why it is not.
pub(crate) struct Prepared {
    pub(crate) operation: &'static str,
    pub(crate) request: Result<Request<Bytes>, InvalidRequest>,
    pub(crate) timeout: Option<Duration>,
}

/// How a call ended.
pub(crate) struct Outcome {
    pub(crate) operation: &'static str,
    pub(crate) attempts: u32,
    pub(crate) retryable: bool,
    pub(crate) end: End,
}

pub(crate) enum End {
    Refused(InvalidRequest),
    Broken(Broken),
    /// An answer, and what kept the rest of its body from coming.
    Answered(Answer, Option<Broken>),
}

/// An exchange that did not come to its end.
pub(crate) struct Broken {
    kind: ErrorKind,
    ending: Ending,
    message: Cow<'static, str>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Outcome {
    pub(crate) fn refused(operation: &'static str, why: InvalidRequest) -> Self {
        Self { operation, attempts: 0, retryable: false, end: End::Refused(why) }
    }

    /// The request was not sent, as its token could not be got.
    fn without_token(operation: &'static str, attempts: u32, none: NoToken) -> Self {
        let (kind, message, source, retryable) = match none {
            NoToken::InTime => {
                (ErrorKind::Timeout, "the time for the call is up, before a token came".into(), None, true)
            }
            NoToken::From(scheme, error) => {
                let retryable = error.is_passing();
                (
                    ErrorKind::Credential,
                    format!("no token for `{scheme}` could be got").into(),
                    Some(error.into()),
                    retryable,
                )
            }
        };
        let broken = Broken { kind, ending: Ending::NotSent, message, source };
        Self { operation, attempts, retryable, end: End::Broken(broken) }
    }

    /// The client's own thread gave the call up, at a moment nobody knows.
    #[cfg(feature = "blocking")]
    pub(crate) fn abandoned(operation: &'static str) -> Self {
        let broken = Broken {
            kind: ErrorKind::Transport,
            ending: Ending::BrokenOff,
            message: "the client's own thread has ended".into(),
            source: None,
        };
        Self { operation, attempts: 1, retryable: false, end: End::Broken(broken) }
    }

    /// A whole answer, or the error that the call ends with whatever its types are.
    pub(crate) fn into_answer(self) -> Result<(Answer, Summary), Box<Details>> {
        let summary = Summary { operation: self.operation, attempts: self.attempts, retryable: self.retryable };
        match self.end {
            End::Answered(answer, None) => Ok((answer, summary)),
            End::Answered(answer, Some(broken)) => Err(Box::new(summary.cut_off(answer, broken))),
            End::Broken(broken) => Err(Box::new(summary.broken(broken))),
            End::Refused(why) => {
                Err(Box::new(Details::new(ErrorKind::InvalidRequest, self.operation, why.into_message())))
            }
        }
    }
}

/// What every error of a call tells.
pub(crate) struct Summary {
    pub(crate) operation: &'static str,
    pub(crate) attempts: u32,
    pub(crate) retryable: bool,
}

impl Summary {
    fn broken(self, broken: Broken) -> Details {
        let mut details = Details::new(broken.kind, self.operation, broken.message);
        details.attempts = self.attempts;
        details.retryable = self.retryable;
        details.source = broken.source;
        details
    }

    /// The status of an error says more than the fate of its body; a success without its body is none.
    fn cut_off(self, answer: Answer, broken: Broken) -> Details {
        let status = answer.code();
        let message = format!("the server answered {status}, but its body did not come whole: {}", broken.message);
        let mut details = self.broken(broken);
        if !status.is_success() {
            details.kind = ErrorKind::Api;
        }
        details.message = message.into();
        details.body_truncated = true;
        details.with_answer(answer)
    }
}

impl End {
    fn ending(&self) -> Ending {
        match self {
            Self::Refused(_) => Ending::Answered(0),
            Self::Broken(broken) => broken.ending,
            Self::Answered(answer, Some(broken)) if answer.code().is_success() => broken.ending,
            Self::Answered(answer, _) => Ending::Answered(answer.status()),
        }
    }

    fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Answered(answer, _) => Some(answer.code()),
            Self::Refused(_) | Self::Broken(_) => None,
        }
    }

    fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Answered(answer, _) => Some(answer.headers()),
            Self::Refused(_) | Self::Broken(_) => None,
        }
    }
}

/// Sends a request until it is answered, cannot be repeated, or time is up.
pub(crate) async fn send(shared: Arc<Shared>, prepared: Prepared) -> Outcome {
    let operation = prepared.operation;
    let mut request = match prepared.request {
        Ok(request) => request,
        Err(why) => return Outcome::refused(operation, why),
    };
    if tokio::runtime::Handle::try_current().is_err() {
        return Outcome::refused(
            operation,
            InvalidRequest::new("an async client works inside of a Tokio runtime only"),
        );
    }
    let limits = Limits::start(&shared, prepared.timeout);
    let method = request.method().clone();
    let mut escort = Escort::of(request.extensions_mut());
    let mut attempts = 0;
    loop {
        attempts += 1;
        if let Err(none) = escort.join(request.headers_mut(), limits.deadline).await {
            return Outcome::without_token(operation, attempts, none);
        }
        let end = attempt(&shared, request.clone(), limits).await;
        if escort.renews(end.status(), attempts < shared.max_attempts, limits.deadline).await {
            continue;
        }
        let retryable = retry::is_repeatable(&method, end.ending());
        match next(&shared, retryable, attempts, &end, limits) {
            Some(delay) => sleep(delay).await,
            None => return Outcome { operation, attempts, retryable, end },
        }
    }
}

fn next(shared: &Shared, retryable: bool, attempts: u32, end: &End, limits: Limits) -> Option<Duration> {
    if !retryable || attempts >= shared.max_attempts {
        return None;
    }
    let delay = retry::delay(attempts, end.headers())?;
    Instant::now().checked_add(delay).filter(|wake| *wake < limits.deadline).map(|_| delay)
}

#[derive(Clone, Copy)]
struct Limits {
    deadline: Instant,
    idle: Duration,
    body: usize,
}

impl Limits {
    fn start(shared: &Shared, timeout: Option<Duration>) -> Self {
        Self { deadline: after(timeout.unwrap_or(shared.timeout)), idle: shared.read_timeout, body: shared.body_limit }
    }

    /// Waits for the next sign of the server.
    async fn wait<T>(self, sign: impl Future<Output = T>) -> Result<T, Broken> {
        let idle_until = after(self.idle);
        let message = if idle_until < self.deadline {
            "the server was silent for too long"
        } else {
            "the time for the call is up"
        };
        timeout_at(idle_until.min(self.deadline), sign).await.map_err(|_| Broken {
            kind: ErrorKind::Timeout,
            ending: Ending::BrokenOff,
            message: message.into(),
            source: None,
        })
    }
}

/// A duration that no clock can hold means "never", for which a century will do.
fn after(duration: Duration) -> Instant {
    let now = Instant::now();
    now.checked_add(duration.min(Duration::from_secs(100 * 365 * 24 * 3600))).unwrap_or(now)
}

async fn attempt(shared: &Shared, request: Request<Bytes>, limits: Limits) -> End {
    let response = match limits.wait(shared.transport.send(request)).await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => return End::Broken(error.into()),
        Err(broken) => return End::Broken(broken),
    };
    let (head, body) = response.into_parts();
    let (body, cut) = collect(body, limits).await;
    End::Answered(Answer::new(head.status, head.headers, body), cut)
}

/// Reads a body up to its limit, and keeps what came if it breaks off.
async fn collect(mut body: Body, limits: Limits) -> (Bytes, Option<Broken>) {
    let mut whole = BytesMut::new();
    loop {
        let chunk = match limits.wait(body.chunk()).await {
            Ok(None) => return (whole.freeze(), None),
            Ok(Some(Ok(chunk))) => chunk,
            Ok(Some(Err(error))) => return (whole.freeze(), Some(Broken::in_answer(error))),
            Err(broken) => return (whole.freeze(), Some(broken)),
        };
        let room = limits.body.saturating_sub(whole.len());
        whole.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
        if chunk.len() > room {
            return (whole.freeze(), Some(Broken::too_large(limits.body)));
        }
    }
}

impl Broken {
    fn in_answer(error: TransportError) -> Self {
        Self { ending: Ending::BrokenOff, ..error.into() }
    }

    fn too_large(limit: usize) -> Self {
        Self {
            kind: ErrorKind::Transport,
            // Another attempt would bring the same body.
            ending: Ending::Answered(0),
            message: format!("it is larger than the limit of {limit} bytes").into(),
            source: None,
        }
    }
}

impl From<TransportError> for Broken {
    fn from(error: TransportError) -> Self {
        let message = error.to_string().into();
        let (stage, source) = error.into_parts();
        let (kind, ending) = match stage {
            Stage::ConnectTimeout => (ErrorKind::Timeout, Ending::NotSent),
            Stage::NotSent => (ErrorKind::Transport, Ending::NotSent),
            Stage::MaybeSent => (ErrorKind::Transport, Ending::BrokenOff),
        };
        Self { kind, ending, message, source }
    }
}
