//! What an answer says about itself beside its body, of a success and of an error alike.

use std::time::Duration;

use http::HeaderMap;
use http::header::ETAG;

use crate::error::Error;
use crate::links::Links;
use crate::problem::Problem;
use crate::request_id::request_id;
use crate::response::Response;
use crate::retry;
use crate::rpc_status::RpcStatus;

impl<T> Response<T> {
    /// What the server calls the request, for its operators to find it: see [`request_id`](crate::request_id()).
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(self.headers())
    }

    /// The links of the answer (`Link`, RFC 8288), to the next page for one. Relative ones are resolved against the URL of
    /// the request without its query.
    #[must_use]
    pub fn links(&self) -> Links {
        self.url().map(|url| Links::of(self.headers(), url)).unwrap_or_default()
    }

    /// What names this version of what was answered (`ETag`), quotes included: `if-match` and `if-none-match` take it.
    #[must_use]
    pub fn etag(&self) -> Option<&str> {
        etag(self.headers())
    }

    /// How long the server asks to wait before the next request, from now on (`Retry-After`): after a 202, say.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        retry::retry_after(self.headers())
    }
}

impl<E> Error<E> {
    /// The problem that the answer tells (RFC 9457), whether or not the API declares it: there is one if the body is a
    /// JSON object and the media type is `application/problem+json`.
    #[must_use]
    pub fn problem(&self) -> Option<Problem> {
        Problem::of(self.headers(), self.body()?)
    }

    /// The `google.rpc.Status` that the answer tells, whether or not the API declares it: see
    /// [`RpcStatus::from_slice`].
    #[must_use]
    pub fn rpc_status(&self) -> Option<RpcStatus> {
        RpcStatus::from_slice(self.body()?)
    }

    /// What the server calls the request, for its operators to find it: see [`request_id`](crate::request_id()).
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(self.headers())
    }

    /// The links of the answer (`Link`, RFC 8288), to documentation for one. Relative ones are resolved against the URL
    /// of the request without its query.
    #[must_use]
    pub fn links(&self) -> Links {
        self.url().map(|url| Links::of(self.headers(), url)).unwrap_or_default()
    }

    /// What names the version that is there (`ETag`), after a 412 for one.
    #[must_use]
    pub fn etag(&self) -> Option<&str> {
        etag(self.headers())
    }
}

fn etag(headers: &HeaderMap) -> Option<&str> {
    headers.get(ETAG)?.to_str().ok().map(str::trim).filter(|tag| !tag.is_empty())
}
