use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde_core::de::DeserializeOwned;

use crate::decode::Problem;
use crate::error::Failure;

/// A whole answer of a server, as an [`Operation`](crate::Operation) reads it.
///
/// Each way to read it ends in what `read` returns: the success ways in `Ok` if the body fits, the error ways always in
/// `Err`.
#[derive(Clone)]
pub struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
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

    /// A body of JSON.
    ///
    /// # Errors
    /// When the body is not JSON or does not fit the type.
    pub fn json<T: DeserializeOwned, E>(&self) -> Result<T, Failure<E>> {
        self.decode().map_err(Failure::undecoded)
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
        Self { status, headers, body }
    }

    pub(crate) fn code(&self) -> StatusCode {
        self.status
    }

    pub(crate) fn into_parts(self) -> (StatusCode, HeaderMap, Bytes) {
        (self.status, self.headers, self.body)
    }

    fn decode<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        serde_json::from_slice(self.json_text()).map_err(|error| self.explain(&error))
    }

    /// RFC 8259, section 8.1: a byte order mark is an error of the sender that a reader may forgive.
    fn json_text(&self) -> &[u8] {
        self.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.body)
    }

    fn explain(&self, error: &serde_json::Error) -> Problem {
        if self.body.is_empty() {
            return Problem::new("it is empty");
        }
        let mut problem = Problem::json(error, self.json_text());
        let media_type = self.headers.get(CONTENT_TYPE).map(|value| value.as_bytes().to_ascii_lowercase());
        if error.is_syntax() && media_type.is_some_and(|value| !value.windows(4).any(|part| part == b"json")) {
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
            .field("body_length", &self.body.len())
            .finish()
    }
}
