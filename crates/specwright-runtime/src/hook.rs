use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::request::Parts;
use http::{HeaderMap, Method, StatusCode};

use crate::error::ErrorKind;
use crate::headers;
use crate::invalid::InvalidRequest;
use crate::operation_id::OperationId;

/// Is told of each attempt of each call of a client: to count, to measure, to add headers.
///
/// It is called on the task of the call and holds it up while it runs. It sees neither credentials nor URLs nor bodies; what
/// has to see or change more than that is a [`Transport`](crate::Transport) around another one.
///
/// ```
/// use specwright_runtime::{Hook, RequestView, ResponseView};
///
/// struct Trace(String);
///
/// impl Hook for Trace {
///     fn before(&self, request: &mut RequestView<'_>) {
///         request.header("x-trace", &self.0);
///     }
///
///     fn after(&self, response: &ResponseView<'_>) {
///         let status = response.status().map_or(0, |status| status.as_u16());
///         println!("{} took {:?} and ended in {status}", response.operation().as_str(), response.elapsed());
///     }
/// }
/// ```
pub trait Hook: Send + Sync + 'static {
    /// An attempt is about to be made.
    fn before(&self, request: &mut RequestView<'_>) {
        let _ = request;
    }

    /// An attempt has ended: with an answer, whose body has come too unless it is streamed, or without one. It is not
    /// called for an attempt that is given up because its call is dropped.
    fn after(&self, response: &ResponseView<'_>) {
        let _ = response;
    }
}

impl<T: Hook + ?Sized> Hook for Arc<T> {
    fn before(&self, request: &mut RequestView<'_>) {
        (**self).before(request);
    }

    fn after(&self, response: &ResponseView<'_>) {
        (**self).after(response);
    }
}

/// An attempt that is about to be made, as a [`Hook`] sees it.
pub struct RequestView<'a> {
    operation: OperationId,
    attempt: u32,
    head: &'a mut Parts,
    fault: Option<InvalidRequest>,
}

impl<'a> RequestView<'a> {
    pub(crate) fn new(operation: OperationId, attempt: u32, head: &'a mut Parts) -> Self {
        Self { operation, attempt, head, fault: None }
    }

    /// The operation, with its path template.
    #[must_use]
    pub fn operation(&self) -> OperationId {
        self.operation
    }

    /// The number of the attempt; the first is 1.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.head.method
    }

    /// Sets a header of this attempt.
    ///
    /// What cannot be set ends the call with an error: what is no header, what frames the message (`host`,
    /// `content-length`, ...), and what holds a credential.
    pub fn header(&mut self, name: &str, value: &str) {
        let parsed = headers::parse(name, value).and_then(|(name, value)| headers::free(name, value));
        match parsed {
            Ok((name, _)) if self.head.headers.get(&name).is_some_and(http::HeaderValue::is_sensitive) => {
                self.refuse(InvalidRequest::new(format!("header `{name}` holds a credential; a hook cannot set it")));
            }
            Ok((name, value)) => drop(self.head.headers.insert(name, value)),
            Err(why) => self.refuse(why),
        }
    }

    /// What could not be set, if anything.
    pub(crate) fn into_fault(self) -> Option<InvalidRequest> {
        self.fault
    }

    /// The first thing that went wrong is the one to tell.
    fn refuse(&mut self, why: InvalidRequest) {
        self.fault.get_or_insert(why);
    }
}

/// An attempt that has ended, as a [`Hook`] sees it.
pub struct ResponseView<'a> {
    pub(crate) operation: OperationId,
    pub(crate) attempt: u32,
    pub(crate) method: &'a Method,
    pub(crate) end: Result<(StatusCode, &'a HeaderMap), ErrorKind>,
    pub(crate) elapsed: Duration,
}

impl ResponseView<'_> {
    /// The operation, with its path template.
    #[must_use]
    pub fn operation(&self) -> OperationId {
        self.operation
    }

    /// The number of the attempt; the first is 1.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        self.method
    }

    /// The status; `None` if no answer came.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.end.ok().map(|(status, _)| status)
    }

    /// The headers of the answer; `None` if no answer came.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.end.ok().map(|(_, headers)| headers)
    }

    /// Why no answer came; `None` if one did.
    #[must_use]
    pub fn error_kind(&self) -> Option<ErrorKind> {
        self.end.err()
    }

    /// How long the attempt took.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }
}

impl fmt::Debug for RequestView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestView")
            .field("operation", &self.operation.as_str())
            .field("attempt", &self.attempt)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for ResponseView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseView")
            .field("operation", &self.operation.as_str())
            .field("attempt", &self.attempt)
            .field("status", &self.status())
            .field("error_kind", &self.error_kind())
            .finish_non_exhaustive()
    }
}
