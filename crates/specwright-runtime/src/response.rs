use std::fmt;

use http::{HeaderMap, StatusCode, Uri};

/// A successful answer with its status and headers beside the decoded value.
#[derive(Clone)]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    value: T,
    /// Of the request, without its query; `None` when the answer came another way.
    url: Option<Uri>,
}

impl<T> Response<T> {
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, value: T) -> Self {
        Self { status, headers, value, url: None }
    }

    /// The answer to the request of a URL.
    pub(crate) fn at(mut self, url: Option<Uri>) -> Self {
        self.url = url;
        self
    }

    pub(crate) fn url(&self) -> Option<&Uri> {
        self.url.as_ref()
    }

    pub(crate) fn into_parts(self) -> (StatusCode, HeaderMap, T) {
        (self.status, self.headers, self.value)
    }

    /// The status code.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The decoded body.
    #[must_use]
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The decoded body alone.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }
}

/// Prints the value as its own `Debug` does, and of the headers only their names.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("value", &self.value)
            .finish()
    }
}
