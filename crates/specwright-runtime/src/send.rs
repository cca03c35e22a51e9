//! The one loop that sends requests. It knows nothing of operations' types, so it is compiled once.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Request, Response, StatusCode};

use crate::answer::Answer;
use crate::byte_source::{ByteSource, Watch};
use crate::client::Shared;
use crate::clock::{Instant, Sleep, Timers, after, sleep, sleep_until};
use crate::collected::Collected;
use crate::credential::{Escort, NoToken};
use crate::error::{Details, ErrorKind};
use crate::exchange::Exchange;
use crate::invalid::InvalidRequest;
use crate::live::timed;
use crate::observe::Observer;
use crate::operation_id::OperationId;
use crate::retry::{self, Ending};
use crate::trace::Trace;
use crate::transport::{Body, BoxFuture, Stage, TransportError};

/// A request that is ready to go, or why it is not.
pub(crate) struct Prepared {
    pub(crate) id: OperationId,
    pub(crate) request: Result<Request<ByteSource>, InvalidRequest>,
    pub(crate) timeout: Option<Duration>,
    /// Of a success: whether its body is left to be streamed.
    pub(crate) is_stream: fn(u16, &HeaderMap) -> bool,
    /// Whether an idempotency key goes along.
    pub(crate) has_key: bool,
    /// Whether a stream of events that breaks off is opened anew.
    pub(crate) reconnects: bool,
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

    /// Keeps what the call came through alive as long as the body of the answer is read.
    #[cfg(feature = "blocking")]
    pub(crate) fn keep_alive(&mut self, mode: &crate::mode::Blocking) {
        if let End::Answered(answer, _) = &mut self.end {
            answer.keep(mode);
        }
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

    pub(crate) fn status(&self) -> Option<StatusCode> {
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
pub(crate) fn send(shared: Arc<Shared>, prepared: Box<Prepared>) -> impl Future<Output = Outcome> + Send + 'static {
    // Begun where the call is made, so that it is within the caller's span.
    let trace = Trace::start(prepared.id, prepared.request.as_ref().ok());
    let seen = trace.clone();
    trace.around(async move {
        let exchange = Exchange::of(&shared, &prepared);
        let mut outcome = run(&shared, prepared, &seen).await;
        seen.end(&outcome);
        if let End::Answered(answer, _) = &mut outcome.end {
            answer.set_exchange(exchange);
        }
        outcome
    })
}

async fn run(shared: &Shared, prepared: Box<Prepared>, trace: &Trace) -> Outcome {
    let Prepared { id, request, timeout, is_stream, has_key, .. } = *prepared;
    let operation = id.as_str();
    let request = match request {
        Ok(request) => request,
        Err(why) => return Outcome::refused(operation, why),
    };
    if Timers::current().is_none() {
        return Outcome::refused(
            operation,
            InvalidRequest::new("an async client works inside of a Tokio runtime only"),
        );
    }
    let limits = Limits::start(shared, timeout);
    let (mut head, upload) = request.into_parts();
    let mut escort = Escort::of(&mut head.extensions);
    let mut observer = Observer::of(id, &head, &shared.hooks, trace);
    let mut attempts = 0;
    loop {
        attempts += 1;
        // Before the body is opened: a token that does not come must not use up a stream, nor a hook.
        if let Err(none) = escort.join(&mut head.headers, limits.deadline).await {
            return Outcome::without_token(operation, attempts, none);
        }
        let is_idempotent = has_key || retry::is_idempotent(&head.method);
        let room = upload.is_repeatable() && attempts < shared.max_attempts;
        let again = room.then(|| head.clone());
        if shared.names_operations {
            head.extensions.insert(id);
        }
        let request = observer.before(head, attempts).and_then(|head| Ok(Request::from_parts(head, upload.open()?)));
        let request = match request {
            Ok(request) => request,
            Err(why) => return Outcome::refused(operation, why),
        };
        let (request, watch) = Watch::over(request);
        let end = attempt(shared.transport.send(request), watch.as_deref(), is_stream, limits).await;
        observer.after(&end);
        let renews = escort.renews(end.status(), room, limits.deadline).await;
        if !renews && end.ending().is_healthy() {
            shared.budget.give_back();
        }
        let retryable = upload.is_repeatable() && retry::is_repeatable(is_idempotent, end.ending());
        head = match again {
            Some(head) if renews => head,
            Some(head) if retryable => match next(shared, attempts, &end, limits) {
                Some(delay) => {
                    sleep(delay).await;
                    head
                }
                None => return Outcome { operation, attempts, retryable, end },
            },
            _ => return Outcome { operation, attempts, retryable, end },
        };
    }
}

/// How long to wait for the next attempt, if there is time for one.
fn next(shared: &Shared, attempts: u32, end: &End, limits: Limits) -> Option<Duration> {
    let delay = retry::delay(attempts, end.headers())?;
    Instant::now().checked_add(delay).filter(|wake| *wake < limits.deadline && shared.budget.take()).map(|_| delay)
}

#[derive(Clone, Copy)]
struct Limits {
    deadline: Instant,
    idle: Duration,
    body: usize,
}

impl Limits {
    fn start(shared: &Shared, timeout: Option<Duration>) -> Self {
        let deadline = after(Instant::now(), timeout.unwrap_or(shared.timeout));
        Self { deadline, idle: shared.read_timeout, body: shared.body_limit }
    }

    /// Waits for the next sign of the server. As long as the body of the request is on its way, the server is not silent.
    /// A sign that is there already needs no clock.
    async fn wait<T>(self, watch: Option<&Watch>, sign: impl Future<Output = T>) -> Result<T, Broken> {
        let (mut sign, mut alarm) = (pin!(sign), pin!(None::<Sleep>));
        poll_fn(|cx| {
            if let Poll::Ready(sign) = sign.as_mut().poll(cx) {
                return Poll::Ready(Ok(sign));
            }
            loop {
                let until = match alarm.as_mut().as_pin_mut() {
                    None => after(Instant::now(), self.idle).min(self.deadline),
                    Some(set) => {
                        let until = set.deadline();
                        ready!(set.poll(cx));
                        self.later(until, watch)?
                    }
                };
                alarm.set(Some(sleep_until(until)));
            }
        })
        .await
    }

    /// Until when to go on waiting, when it has been waited until then.
    fn later(self, until: Instant, watch: Option<&Watch>) -> Result<Instant, Broken> {
        if until == self.deadline {
            return Err(Broken::timeout("the time for the call is up"));
        }
        match watch.map(|watch| watch.idle_until(self.idle)) {
            Some(later) if later > until => Ok(later.min(self.deadline)),
            _ => Err(Broken::timeout("the server was silent for too long")),
        }
    }
}

/// A future keeps all that is given to it, so this one is given the exchange and not the request.
async fn attempt(
    exchange: BoxFuture<'_, Result<Response<Body>, TransportError>>,
    watch: Option<&Watch>,
    is_stream: fn(u16, &HeaderMap) -> bool,
    limits: Limits,
) -> End {
    let response = match limits.wait(watch, exchange).await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => {
            return End::Broken(watch.and_then(Watch::take_fault).map_or_else(|| error.into(), Broken::at_the_source));
        }
        Err(broken) => return End::Broken(broken),
    };
    let (head, body) = response.into_parts();
    if head.status.is_success() && is_stream(head.status.as_u16(), &head.headers) {
        return End::Answered(Answer::streamed(head.status, head.headers, timed(body, limits.idle)), None);
    }
    let (body, cut) = collect(body, watch, limits).await;
    End::Answered(Answer::new(head.status, head.headers, body), cut)
}

/// Reads a body up to its limit, and keeps what came if it breaks off.
async fn collect(mut body: Body, watch: Option<&Watch>, limits: Limits) -> (Bytes, Option<Broken>) {
    let mut whole = Collected::default();
    loop {
        let chunk = match limits.wait(watch, body.chunk()).await {
            Ok(None) => return (whole.into_bytes(), None),
            Ok(Some(Ok(chunk))) => chunk,
            Ok(Some(Err(error))) => return (whole.into_bytes(), Some(Broken::in_answer(error))),
            Err(broken) => return (whole.into_bytes(), Some(broken)),
        };
        let room = limits.body.saturating_sub(whole.len());
        let is_too_large = chunk.len() > room;
        whole.push(chunk, room);
        if is_too_large {
            return (whole.into_bytes(), Some(Broken::too_large(limits.body)));
        }
    }
}

impl Broken {
    pub(crate) fn kind(&self) -> ErrorKind {
        self.kind
    }

    fn in_answer(error: TransportError) -> Self {
        Self { ending: Ending::BrokenOff, ..error.into() }
    }

    fn timeout(message: &'static str) -> Self {
        Self { kind: ErrorKind::Timeout, ending: Ending::BrokenOff, message: message.into(), source: None }
    }

    /// What the body of the request is made from has failed, which is none of the server's business.
    fn at_the_source(error: TransportError) -> Self {
        let (_, source) = error.into_parts();
        Self {
            kind: ErrorKind::Transport,
            // Another attempt would read from the same source.
            ending: Ending::Answered(0),
            message: "the body of the request could not be read to its end".into(),
            source,
        }
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
            Stage::Silent => (ErrorKind::Timeout, Ending::BrokenOff),
            Stage::Final => (ErrorKind::Transport, Ending::Answered(0)),
        };
        Self { kind, ending, message, source }
    }
}
