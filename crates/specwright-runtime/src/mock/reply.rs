//! What a mock answers.

use std::collections::VecDeque;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde_core::Serialize;

use crate::clock::sleep;
use crate::headers;
use crate::transport::{Body, TransportError};

/// What a [`Mock`](super::Mock) answers to a request: an answer, or what goes wrong instead.
#[derive(Clone)]
pub struct Reply {
    delay: Duration,
    kind: Kind,
}

#[derive(Clone)]
enum Kind {
    Answer(Answer),
    NotSent,
    BrokenOff,
    Silent,
    /// It cannot be made, for this reason.
    Faulty(String),
}

#[derive(Clone)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    chunks: VecDeque<Bytes>,
    cut_off: bool,
}

impl Reply {
    /// `200 OK` with a JSON body.
    pub fn ok<T: Serialize + ?Sized>(value: &T) -> Self {
        Self::status(200).json(value)
    }

    /// An answer with this status and, for now, no body.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self::of(match StatusCode::from_u16(status) {
            Ok(status) => {
                Kind::Answer(Answer { status, headers: HeaderMap::new(), chunks: VecDeque::new(), cut_off: false })
            }
            Err(_) => Kind::Faulty(format!("{status} is no status")),
        })
    }

    /// No connection comes about. The client sends such a request again.
    #[must_use]
    pub fn not_sent() -> Self {
        Self::of(Kind::NotSent)
    }

    /// The connection breaks off after the request was sent, before an answer comes.
    #[must_use]
    pub fn broken_off() -> Self {
        Self::of(Kind::BrokenOff)
    }

    /// No answer ever comes.
    #[must_use]
    pub fn silent() -> Self {
        Self::of(Kind::Silent)
    }

    /// A JSON body.
    #[must_use]
    pub fn json<T: Serialize + ?Sized>(self, value: &T) -> Self {
        match serde_json::to_vec(value) {
            Ok(body) => self.bytes("application/json", body),
            Err(error) => Self { kind: Kind::Faulty(format!("its body cannot be written as JSON: {error}")), ..self },
        }
    }

    /// A body of text.
    #[must_use]
    pub fn text(self, text: impl Into<String>) -> Self {
        self.bytes("text/plain; charset=utf-8", text.into())
    }

    /// A body of bytes.
    #[must_use]
    pub fn bytes(self, media_type: &str, body: impl Into<Bytes>) -> Self {
        self.chunks(media_type, [body.into()])
    }

    /// A body that arrives in these pieces.
    #[must_use]
    pub fn chunks<B: Into<Bytes>>(self, media_type: &str, chunks: impl IntoIterator<Item = B>) -> Self {
        let chunks = chunks.into_iter().map(Into::into).filter(|chunk: &Bytes| !chunk.is_empty()).collect();
        self.change(|answer| answer.chunks = chunks).header(CONTENT_TYPE.as_str(), media_type)
    }

    /// A header beside those that are there; a second `content-type` replaces the first.
    #[must_use]
    pub fn header(self, name: &str, value: &str) -> Self {
        match headers::parse(name, value) {
            Ok((name, value)) => self.change(|answer| {
                if name == CONTENT_TYPE {
                    answer.headers.remove(&name);
                }
                answer.headers.append(name, value);
            }),
            Err(error) => Self { kind: Kind::Faulty(error.to_string()), ..self },
        }
    }

    /// The connection breaks off where the body would end.
    #[must_use]
    pub fn cut_off(self) -> Self {
        self.change(|answer| answer.cut_off = true)
    }

    /// Waits before it answers, or fails.
    #[must_use]
    pub fn delay(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    pub(super) async fn play(self) -> Result<http::Response<Body>, TransportError> {
        if !self.delay.is_zero() {
            sleep(self.delay).await;
        }
        match self.kind {
            Kind::Answer(answer) => Ok(answer.into_response()),
            Kind::NotSent => Err(TransportError::not_sent("the mock lets no connection come about")),
            Kind::BrokenOff => Err(TransportError::maybe_sent("the mock breaks the connection off")),
            Kind::Silent => std::future::pending().await,
            Kind::Faulty(why) => Err(TransportError::permanent(format!("the reply of the mock cannot be sent: {why}"))),
        }
    }

    fn of(kind: Kind) -> Self {
        Self { delay: Duration::ZERO, kind }
    }

    /// What goes wrong instead of an answer has nothing to change.
    fn change(mut self, change: impl FnOnce(&mut Answer)) -> Self {
        match &mut self.kind {
            Kind::Answer(answer) => change(answer),
            Kind::NotSent | Kind::BrokenOff | Kind::Silent => {
                self.kind = Kind::Faulty("it has a body or headers, but is no answer".to_owned());
            }
            Kind::Faulty(_) => {}
        }
        self
    }
}

impl Answer {
    fn into_response(self) -> http::Response<Body> {
        let Self { status, headers, mut chunks, mut cut_off } = self;
        let body = if chunks.len() > 1 || cut_off {
            Body::from_poll_fn(move |_| {
                let chunk = chunks.pop_front().map(Ok);
                let end =
                    || std::mem::take(&mut cut_off).then(|| Err(TransportError::maybe_sent("cut off by the mock")));
                chunk.or_else(end).into()
            })
        } else {
            chunks.pop_front().unwrap_or_default().into()
        };
        let mut response = http::Response::new(body);
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        response
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Reply");
        match &self.kind {
            Kind::Answer(answer) => debug.field("status", &answer.status),
            Kind::NotSent => debug.field("failure", &"not sent"),
            Kind::BrokenOff => debug.field("failure", &"broken off"),
            Kind::Silent => debug.field("failure", &"silent"),
            Kind::Faulty(why) => debug.field("fault", why),
        };
        debug.finish_non_exhaustive()
    }
}
