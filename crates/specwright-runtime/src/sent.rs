//! A request as it was sent, to be looked at.

use std::borrow::Cow;
use std::fmt;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, Method, Request, Uri};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::operation_id::OperationId;
use crate::transport::{Body, TransportError};

/// A request as it was given to a transport: after arguments, credentials and headers have been put into it.
#[derive(Clone)]
pub struct SentRequest {
    operation: Option<OperationId>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
}

impl SentRequest {
    /// The operation; `None` for a request that the client made on its own account.
    #[must_use]
    pub fn operation(&self) -> Option<OperationId> {
        self.operation
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The whole URL.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The path, percent-encoded as it was sent.
    #[must_use]
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// The pairs of the query in their order, percent-decoded. A name without `=` has an empty value.
    #[must_use]
    pub fn query(&self) -> Vec<(String, String)> {
        query_pairs(&self.uri)
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A header as text; `None` if it is not there, or not visible ASCII.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body as JSON; `None` if it is something else.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// Reads a body that is a stream to its end.
    pub(crate) async fn read(request: Request<Body>) -> Result<Self, TransportError> {
        let (head, mut body) = request.into_parts();
        let mut whole = BytesMut::new();
        while let Some(chunk) = body.chunk().await {
            whole.extend_from_slice(&chunk?);
        }
        Ok(Self {
            operation: head.extensions.get().copied(),
            method: head.method,
            uri: head.uri,
            headers: head.headers,
            body: whole.freeze(),
        })
    }
}

/// The pairs of a query, percent-decoded.
pub(crate) fn query_pairs(uri: &Uri) -> Vec<(String, String)> {
    let decoded = |text: &str| match percent_decode_str(text).decode_utf8_lossy() {
        Cow::Borrowed(text) => text.to_owned(),
        Cow::Owned(text) => text,
    };
    let pairs = uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

/// Of headers only the names, of the rest no values.
impl fmt::Debug for SentRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SentRequest")
            .field("operation", &self.operation.map(OperationId::as_str))
            .field("method", &self.method)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body_length", &self.body.len())
            .finish_non_exhaustive()
    }
}
