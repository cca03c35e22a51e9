//! What a mock is waiting for.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use serde_core::Serialize;
use serde_json::Value;

use super::{Mock, Reply};
use crate::method::Method;
use crate::operation_id::OperationId;
use crate::sent::SentRequest;

/// Requests that a [`Mock`] waits for, with conditions that all have to hold. A reply sets it up.
#[must_use = "nothing is expected before a reply is given"]
pub struct Expectation {
    mock: Mock,
    wanted: Wanted,
    conditions: Vec<Condition>,
}

/// What requests an expectation is for.
pub(super) enum Wanted {
    Operation { id: OperationId, method: Method },
    Line { method: String, path: String },
}

enum Condition {
    Query(String, String),
    Header(String, String),
    Json(Option<Value>),
    Check(Box<dyn Fn(&SentRequest) -> bool + Send + Sync>),
}

/// An expectation that was set up.
pub(super) struct Rule {
    wanted: Wanted,
    conditions: Vec<Condition>,
    replies: Replies,
    used: usize,
}

enum Replies {
    Always(Answer),
    Each(VecDeque<Reply>),
}

/// What answers a request.
#[derive(Clone)]
pub(super) enum Answer {
    Fixed(Reply),
    Made(Arc<dyn Fn(&SentRequest) -> Reply + Send + Sync>),
}

impl Expectation {
    pub(super) fn new(mock: Mock, wanted: Wanted) -> Self {
        Self { mock, wanted, conditions: Vec::new() }
    }

    /// The query has this pair, percent-decoded.
    pub fn query(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.with(Condition::Query(name.into(), value.into()))
    }

    /// There is a header with this value.
    pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.with(Condition::Header(name.into(), value.into()))
    }

    /// The body is this JSON. The order of properties does not matter. A value that cannot be written as JSON is equal to
    /// no body.
    pub fn json<T: Serialize + ?Sized>(self, body: &T) -> Self {
        self.with(Condition::Json(serde_json::to_value(body).ok()))
    }

    /// Anything else that has to hold.
    pub fn when(self, holds: impl Fn(&SentRequest) -> bool + Send + Sync + 'static) -> Self {
        self.with(Condition::Check(Box::new(holds)))
    }

    /// Answers every such request in the same way. One at least is expected.
    pub fn reply(self, reply: Reply) {
        self.set_up(Replies::Always(Answer::Fixed(reply)));
    }

    /// Answers as many such requests as there are replies, in their order. All are expected.
    pub fn replies(self, replies: impl IntoIterator<Item = Reply>) {
        self.set_up(Replies::Each(replies.into_iter().collect()));
    }

    /// Answers every such request with what is made of it. One at least is expected.
    pub fn reply_with(self, make: impl Fn(&SentRequest) -> Reply + Send + Sync + 'static) {
        self.set_up(Replies::Always(Answer::Made(Arc::new(make))));
    }

    fn with(mut self, condition: Condition) -> Self {
        self.conditions.push(condition);
        self
    }

    fn set_up(self, replies: Replies) {
        let Self { mock, wanted, conditions } = self;
        mock.add(Rule { wanted, conditions, replies, used: 0 });
    }
}

impl Rule {
    /// The answer to a request, or what of it does not fit.
    pub(super) fn try_on(&mut self, request: &SentRequest) -> Result<Answer, String> {
        if !self.wanted.is(request) {
            return Err(self.wanted.to_string());
        }
        if let Some(miss) = self.conditions.iter().find_map(|condition| condition.miss(request)) {
            return Err(format!("{} {miss}", self.wanted));
        }
        let answer = match &mut self.replies {
            Replies::Always(answer) => answer.clone(),
            Replies::Each(replies) => {
                let used_up = || format!("{} no more than {} times", self.wanted, self.used);
                Answer::Fixed(replies.pop_front().ok_or_else(used_up)?)
            }
        };
        self.used += 1;
        Ok(answer)
    }

    /// What has not happened yet.
    pub(super) fn open(&self) -> Option<String> {
        match &self.replies {
            Replies::Always(_) if self.used > 0 => None,
            Replies::Always(_) => Some(format!("{} was expected, and did not come", self.wanted)),
            Replies::Each(replies) if replies.is_empty() => None,
            Replies::Each(replies) => {
                let all = self.used + replies.len();
                Some(format!("{} was expected {all} times, and came {} times", self.wanted, self.used))
            }
        }
    }
}

impl Wanted {
    fn is(&self, request: &SentRequest) -> bool {
        match self {
            Self::Operation { id, method } => {
                request.operation() == Some(*id) && request.method().as_str() == method.as_str()
            }
            Self::Line { method, path } => request.method().as_str() == method && request.path() == path,
        }
    }
}

impl Condition {
    fn miss(&self, request: &SentRequest) -> Option<String> {
        let (holds, told) = match self {
            Self::Query(name, value) => {
                let holds = request.query().iter().any(|(known, is)| known == name && is == value);
                (holds, format!("with `{name}` = `{value}` in the query"))
            }
            Self::Header(name, value) => {
                let holds = request.headers().get_all(name).iter().any(|is| is.as_bytes() == value.as_bytes());
                (holds, format!("with the header `{name}: {value}`"))
            }
            Self::Json(Some(body)) => (request.json().as_ref() == Some(body), format!("with the body {body}")),
            Self::Json(None) => (false, "with a body that cannot be written as JSON".to_owned()),
            Self::Check(holds) => (holds(request), "with a condition that did not hold".to_owned()),
        };
        (!holds).then_some(told)
    }
}

impl Answer {
    pub(super) fn to(&self, request: &SentRequest) -> Reply {
        match self {
            Self::Fixed(reply) => reply.clone(),
            Self::Made(make) => make(request),
        }
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operation { id, .. } => f.write_str(id.as_str()),
            Self::Line { method, path } => write!(f, "{method} {path}"),
        }
    }
}

impl fmt::Debug for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Expectation").field("of", &self.wanted.to_string()).finish_non_exhaustive()
    }
}
