use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode, Uri};
use serde_core::de::value::StrDeserializer;
use serde_core::de::{DeserializeOwned, IntoDeserializer};

use crate::decode::{self, Problem};
use crate::error::Failure;
use crate::exchange::Exchange;
use crate::headers;
#[cfg(feature = "blocking")]
use crate::live::keeping;
#[cfg(feature = "blocking")]
use crate::mode::Blocking;
use crate::stream::{EventStream, FromEvent, JsonLines, LiveBody};
use crate::transport::Body;

/// An answer of a server, as an [`Operation`](crate::Operation) reads it: whole, or with a body that still arrives.
///
/// Each way to read it ends in what `read` returns: the success ways in `Ok` if the body fits, the error ways always in
/// `Err`.
#[derive(Clone)]
pub struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    /// The body while it arrives, until it is taken.
    live: Option<Arc<Mutex<Option<Body>>>>,
    /// `None` when it came another way.
    exchange: Option<Box<Exchange>>,
}

impl Answer {
    /// The status code, as a number to match on.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Whether the answer says that it is of a media type: one with these parameters, its charset aside, or any of a range
    /// like `image/*`.
    #[must_use]
    pub fn is(&self, media_type: &str) -> bool {
        let value = self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        value.is_some_and(|value| headers::is_of(value, media_type))
    }

    /// A body of JSON.
    ///
    /// # Errors
    /// When the body is not JSON or does not fit the type.
    pub fn json<T: DeserializeOwned, E>(&self) -> Result<T, Failure<E>> {
        self.decode().map_err(Failure::undecoded)
    }

    /// A body of text that says a value, like one of an enum: its JSON, or just its string.
    ///
    /// # Errors
    /// When the body does not fit the type.
    pub fn text_value<T: DeserializeOwned, E>(&self) -> Result<T, Failure<E>> {
        self.decode_text().map_err(Failure::undecoded)
    }

    /// A body of text.
    ///
    /// # Errors
    /// When the body is not UTF-8.
    pub fn text<E>(&self) -> Result<String, Failure<E>> {
        self.utf8().map_err(Failure::undecoded)
    }

    /// A body of any bytes.
    ///
    /// # Errors
    /// None; every body is bytes.
    pub fn bytes<E>(&self) -> Result<Bytes, Failure<E>> {
        Ok(self.body.clone())
    }

    /// A body that is read while it arrives, if the operation says that it [is a stream](crate::Operation::is_stream), and
    /// one that is there as a whole otherwise. It can be taken once. The time for the call has ended with the head of
    /// the answer, that for silence applies to each chunk.
    ///
    /// # Errors
    /// When it has been taken already.
    pub fn live<E>(&self) -> Result<Body, Failure<E>> {
        match &self.live {
            None => Ok(self.body.clone().into()),
            Some(live) => live
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take()
                .ok_or_else(|| Failure::undecoded(Problem::new("it has been taken already"))),
        }
    }

    /// Server-sent events whose data are JSON.
    ///
    /// # Errors
    /// When the body has been taken already.
    pub fn events<T: DeserializeOwned, E>(&self) -> Result<EventStream<T>, Failure<E>> {
        self.live_body().map(EventStream::json)
    }

    /// Server-sent events whose data are text.
    ///
    /// # Errors
    /// When the body has been taken already.
    pub fn text_events<E>(&self) -> Result<EventStream<String>, Failure<E>> {
        self.live_body().map(EventStream::typed)
    }

    /// Server-sent events that are read by what they are called.
    ///
    /// # Errors
    /// When the body has been taken already.
    pub fn typed_events<T: FromEvent, E>(&self) -> Result<EventStream<T>, Failure<E>> {
        self.live_body().map(EventStream::typed)
    }

    /// JSON texts one after the other, framed as the media type of the answer says; lines if it says nothing.
    ///
    /// # Errors
    /// When the body has been taken already.
    pub fn json_lines<T: DeserializeOwned, E>(&self) -> Result<JsonLines<T>, Failure<E>> {
        self.live_body().map(|live| JsonLines::new(live, "application/jsonl"))
    }

    pub(crate) fn live_body<E>(&self) -> Result<LiveBody, Failure<E>> {
        let live = LiveBody::new(self.status, self.headers.clone(), self.live()?);
        Ok(match &self.exchange {
            Some(exchange) => live.of(Exchange::clone(exchange)),
            None => live,
        })
    }

    /// A success without a body. One that comes nevertheless is passed over.
    ///
    /// # Errors
    /// None.
    pub fn empty<E>(&self) -> Result<(), Failure<E>> {
        Ok(())
    }

    /// A declared error with a body of JSON.
    ///
    /// # Errors
    /// Always: the declared error, or that the body does not fit it.
    pub fn error<B: DeserializeOwned, E, T>(&self, wrap: impl FnOnce(B) -> E) -> Result<T, Failure<E>> {
        Err(Failure::declared(self.decode().map(wrap)))
    }

    /// A declared error with a body of text that says a value.
    ///
    /// # Errors
    /// Always: the declared error, or that the body does not fit it.
    pub fn error_text_value<B: DeserializeOwned, E, T>(&self, wrap: impl FnOnce(B) -> E) -> Result<T, Failure<E>> {
        Err(Failure::declared(self.decode_text().map(wrap)))
    }

    /// A declared error with a body of text.
    ///
    /// # Errors
    /// Always: the declared error, or that the body is not UTF-8.
    pub fn error_text<E, T>(&self, wrap: impl FnOnce(String) -> E) -> Result<T, Failure<E>> {
        Err(Failure::declared(self.utf8().map(wrap)))
    }

    /// A declared error with a body of any bytes.
    ///
    /// # Errors
    /// Always: the declared error.
    pub fn error_bytes<E, T>(&self, wrap: impl FnOnce(Bytes) -> E) -> Result<T, Failure<E>> {
        Err(Failure::declared(Ok(wrap(self.body.clone()))))
    }

    /// A declared error without a body.
    ///
    /// # Errors
    /// Always: the declared error.
    pub fn empty_error<E, T>(&self, error: E) -> Result<T, Failure<E>> {
        Err(Failure::declared(Ok(error)))
    }

    /// A status the document says nothing about.
    ///
    /// # Errors
    /// Always.
    pub fn undeclared<E, T>(&self) -> Result<T, Failure<E>> {
        Err(Failure::undecoded(Problem::new("the API declares no such status")))
    }

    pub(crate) fn new(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        Self { status, headers, body, live: None, exchange: None }
    }

    pub(crate) fn streamed(status: StatusCode, headers: HeaderMap, body: Body) -> Self {
        let live = Some(Arc::new(Mutex::new(Some(body))));
        Self { status, headers, body: Bytes::new(), live, exchange: None }
    }

    /// Says which exchange the answer came from.
    pub(crate) fn set_exchange(&mut self, exchange: Option<Exchange>) {
        self.exchange = exchange.map(Box::new);
    }

    /// The URL of the request without its query.
    pub(crate) fn url(&self) -> Option<&Uri> {
        self.exchange.as_ref().map(|exchange| &exchange.url)
    }

    /// Keeps what the answer came through alive as long as its body is read, and lets that wait for items.
    #[cfg(feature = "blocking")]
    pub(crate) fn keep(&mut self, mode: &Blocking) {
        if let Some(exchange) = &mut self.exchange {
            exchange.mode = Some(mode.clone());
        }
        self.map_live(|body| keeping(body, mode.clone()));
    }

    /// Whether there is, or was, more to the body than is here.
    pub(crate) fn is_streamed(&self) -> bool {
        self.live.is_some()
    }

    /// Does something to the body that still arrives.
    #[cfg(feature = "blocking")]
    fn map_live(&self, change: impl FnOnce(Body) -> Body) {
        if let Some(live) = &self.live {
            let mut live = live.lock().unwrap_or_else(PoisonError::into_inner);
            *live = live.take().map(change);
        }
    }

    pub(crate) fn code(&self) -> StatusCode {
        self.status
    }

    #[cfg(feature = "xml")]
    pub(crate) fn body(&self) -> &[u8] {
        &self.body
    }

    pub(crate) fn into_parts(self) -> (StatusCode, HeaderMap, Bytes) {
        (self.status, self.headers, self.body)
    }

    fn decode<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        let text = decode::text(self.json_text()).map_err(|problem| self.of_its_media_type(problem))?;
        serde_json::from_str(text).map_err(|error| self.explain(&error))
    }

    fn decode_text<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        self.decode().or_else(|problem| {
            let text = self.utf8()?;
            let value: StrDeserializer<'_, serde_core::de::value::Error> = text.as_str().into_deserializer();
            T::deserialize(value).map_err(|_| problem)
        })
    }

    /// RFC 8259, section 8.1: a byte order mark is an error of the sender that a reader may forgive.
    fn json_text(&self) -> &[u8] {
        self.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.body)
    }

    fn explain(&self, error: &serde_json::Error) -> Problem {
        if self.body.is_empty() {
            return Problem::new("it is empty");
        }
        let problem = Problem::json(error, self.json_text());
        if error.is_syntax() { self.of_its_media_type(problem) } else { problem }
    }

    /// A problem of a body that is no JSON, which it may not have been meant to be.
    fn of_its_media_type(&self, mut problem: Problem) -> Problem {
        let media_type = self.headers.get(CONTENT_TYPE).map(|value| value.as_bytes().to_ascii_lowercase());
        if media_type.is_some_and(|value| !value.windows(4).any(|part| part == b"json")) {
            problem.message = format!("its media type is not JSON: {}", problem.message);
        }
        problem
    }

    fn utf8(&self) -> Result<String, Problem> {
        std::str::from_utf8(&self.body).map(str::to_owned).map_err(|_| Problem::new("it is not UTF-8"))
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body_length", &self.live.is_none().then_some(self.body.len()))
            .finish()
    }
}
