use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, Uri};

use crate::answer::Answer;
use crate::decode::Problem;
use crate::retry;

/// Of a larger body, this much is kept beside an error.
const KEPT_BODY: usize = 64 * 1024;

/// Why a call has no result.
///
/// What an answer said is at hand (`api`, `body`, `headers`, `decode_path`), but never printed: `Debug`, `Display` and
/// the chain of sources hold no text of a body, no credential, no query and no header value.
pub struct Error<E>(Box<Inner<E>>);

/// Where a call failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The server answered with a status that is no success.
    Api,
    /// The exchange with the server did not come to its end, or its answer was larger than allowed.
    Transport,
    /// No connection, no answer or no further part of one came in time.
    Timeout,
    /// The server reported success with a body or a status that the API does not declare.
    Decode,
    /// The request was not sent: it could not be built.
    InvalidRequest,
    /// The request was not sent: the provider of its token had none. The [`TokenError`](crate::TokenError) is the source.
    Credential,
}

struct Inner<E> {
    api: Option<E>,
    details: Details,
}

/// Everything about an error that does not depend on the operation's type.
pub(crate) struct Details {
    pub(crate) kind: ErrorKind,
    pub(crate) operation: &'static str,
    pub(crate) attempts: u32,
    pub(crate) retryable: bool,
    pub(crate) message: Cow<'static, str>,
    pub(crate) source: Option<Box<dyn StdError + Send + Sync>>,
    pub(crate) status: Option<StatusCode>,
    pub(crate) headers: HeaderMap,
    pub(crate) url: Option<Uri>,
    pub(crate) body: Option<Bytes>,
    pub(crate) body_truncated: bool,
    pub(crate) decode_path: Option<String>,
}

impl Details {
    pub(crate) fn new(kind: ErrorKind, operation: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            kind,
            operation,
            attempts: 0,
            retryable: false,
            message: message.into(),
            source: None,
            status: None,
            headers: HeaderMap::new(),
            url: None,
            body: None,
            body_truncated: false,
            decode_path: None,
        }
    }

    pub(crate) fn with_answer(mut self, answer: Answer) -> Self {
        self.body_truncated |= answer.is_streamed();
        self.url = answer.url().cloned();
        let (status, headers, body) = answer.into_parts();
        self.status = Some(status);
        self.headers = headers;
        self.body_truncated |= body.len() > KEPT_BODY;
        // A copy of the part, so that the whole is freed.
        self.body = Some(body.get(..KEPT_BODY).map_or_else(|| body.clone(), Bytes::copy_from_slice));
        self
    }
}

impl<E> Error<E> {
    pub(crate) fn new(details: Box<Details>) -> Self {
        Self(Box::new(Inner { api: None, details: *details }))
    }

    /// Where the call failed.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.details.kind
    }

    /// Whether the server answered with a status that is no success.
    #[must_use]
    pub fn is_api(&self) -> bool {
        self.kind() == ErrorKind::Api
    }

    /// Whether the exchange with the server broke off.
    #[must_use]
    pub fn is_transport(&self) -> bool {
        self.kind() == ErrorKind::Transport
    }

    /// Whether time ran out.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.kind() == ErrorKind::Timeout
    }

    /// Whether the server reported success in a way that could not be read. It has then done what it was asked for.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        self.kind() == ErrorKind::Decode
    }

    /// Whether the request was not sent because it could not be built.
    #[must_use]
    pub fn is_invalid_request(&self) -> bool {
        self.kind() == ErrorKind::InvalidRequest
    }

    /// Whether the request was not sent because the provider of its token had none.
    #[must_use]
    pub fn is_credential(&self) -> bool {
        self.kind() == ErrorKind::Credential
    }

    /// The error the server declared, if the API declares one for the status and the body fits it.
    #[must_use]
    pub fn api(&self) -> Option<&E> {
        self.0.api.as_ref()
    }

    /// The error the server declared, taken out.
    #[must_use]
    pub fn into_api(self) -> Option<E> {
        self.0.api
    }

    /// The status code, if the head of an answer came.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.details.status
    }

    /// The headers of the answer; none if no answer came.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.0.details.headers
    }

    /// The body as received, as far as it came and was kept; `None` if no answer came.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.0.details.body.as_deref()
    }

    /// Whether the body had, or would have had, more than [`body`](Self::body) holds.
    #[must_use]
    pub fn body_truncated(&self) -> bool {
        self.0.details.body_truncated
    }

    /// The place in the body that does not fit, like `users[0].role`; `.` for the body as a whole.
    ///
    /// The path is made of keys that were received, so it is not part of the printed error.
    #[must_use]
    pub fn decode_path(&self) -> Option<&str> {
        self.0.details.decode_path.as_deref()
    }

    /// Whether the same call may succeed later and cannot do its work twice: what failed before it was sent, and the
    /// passing failures of methods that HTTP calls idempotent. The client has already used up its own attempts.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.0.details.retryable
    }

    /// How long the server asks to wait, from now on.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        retry::retry_after(&self.0.details.headers)
    }

    /// The URL of the request without its query, if an answer came.
    pub(crate) fn url(&self) -> Option<&Uri> {
        self.0.details.url.as_ref()
    }

    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.0.details.operation
    }

    /// How often the request was sent, or was tried to be sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.details.attempts
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Details { operation, message, attempts, .. } = &self.0.details;
        write!(f, "{operation}: {message}")?;
        if *attempts > 1 { write!(f, " (after {attempts} attempts)") } else { Ok(()) }
    }
}

impl<E> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let details = &self.0.details;
        f.debug_struct("Error")
            .field("kind", &details.kind)
            .field("operation", &details.operation)
            .field("message", &details.message)
            .field("attempts", &details.attempts)
            .field("status", &details.status.map(|status| status.as_u16()))
            .field("headers", &details.headers.keys().collect::<Vec<_>>())
            .field("body_length", &details.body.as_ref().map(Bytes::len))
            .field("declared", &self.0.api.is_some())
            .field("source", &details.source)
            .finish()
    }
}

impl<E> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.details.source.as_deref().map(|source| source as _)
    }
}

/// What [`Operation::read`](crate::Operation::read) found instead of a success. Made by the methods of [`Answer`].
pub struct Failure<E>(Box<Inner<E>>);

impl<E> Failure<E> {
    pub(crate) fn declared(error: Result<E, Problem>) -> Self {
        match error {
            Ok(error) => Self(Box::new(Inner { api: Some(error), details: Details::new(ErrorKind::Api, "", "") })),
            Err(problem) => Self::undecoded(problem),
        }
    }

    pub(crate) fn undecoded(problem: Problem) -> Self {
        let mut details = Details::new(ErrorKind::Decode, "", problem.message);
        details.decode_path = problem.path;
        Self(Box::new(Inner { api: None, details }))
    }

    /// Joins the failure with the answer it was found in.
    pub(crate) fn into_error(
        self,
        operation: &'static str,
        attempts: u32,
        retryable: bool,
        answer: Answer,
    ) -> Error<E> {
        let mut inner = self.0;
        let found = std::mem::replace(&mut inner.details, Details::new(ErrorKind::Api, operation, ""));
        let status = answer.code();
        inner.details.message = match (status.is_success(), found.message) {
            (true, message) if message.is_empty() => {
                // Only the declared `default` reads it, and that speaks of errors: what the call has done is not known.
                inner.details.kind = ErrorKind::Decode;
                format!("the server answered {status}, a success that the API does not declare").into()
            }
            (false, message) if message.is_empty() => format!("the server answered {status}").into(),
            (true, message) => {
                inner.details.kind = ErrorKind::Decode;
                format!("the server answered {status}, but the body does not fit: {message}").into()
            }
            (false, message) => {
                format!("the server answered {status}; its body is not what the API declares: {message}").into()
            }
        };
        inner.details.attempts = attempts;
        inner.details.retryable = retryable;
        inner.details.decode_path = found.decode_path;
        inner.details = inner.details.with_answer(answer);
        Error(inner)
    }
}

impl<E> fmt::Debug for Failure<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Failure").field("declared", &self.0.api.is_some()).finish_non_exhaustive()
    }
}
