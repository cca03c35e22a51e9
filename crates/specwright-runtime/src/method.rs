use std::fmt;

use crate::invalid::InvalidRequest;

/// The method of an operation: one that HTTP defines, or any other token.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Method(&'static str);

impl Method {
    /// `GET`.
    pub const GET: Self = Self("GET");
    /// `PUT`.
    pub const PUT: Self = Self("PUT");
    /// `POST`.
    pub const POST: Self = Self("POST");
    /// `DELETE`.
    pub const DELETE: Self = Self("DELETE");
    /// `OPTIONS`.
    pub const OPTIONS: Self = Self("OPTIONS");
    /// `HEAD`.
    pub const HEAD: Self = Self("HEAD");
    /// `PATCH`.
    pub const PATCH: Self = Self("PATCH");
    /// `TRACE`.
    pub const TRACE: Self = Self("TRACE");
    /// `QUERY`: a `GET` with a body.
    pub const QUERY: Self = Self("QUERY");

    /// Any other method. Case matters. What is no token is refused when a request is made.
    #[must_use]
    pub const fn new(token: &'static str) -> Self {
        Self(token)
    }

    /// The method as it is sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    pub(crate) fn to_http(self) -> Result<http::Method, InvalidRequest> {
        http::Method::from_bytes(self.0.as_bytes())
            .map_err(|_| InvalidRequest::new("the method of the operation is no HTTP token"))
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(method: Method, expected: &str) {
        let actual = match method.to_http() {
            Ok(method) => method.to_string(),
            Err(error) => error.to_string(),
        };
        assert_eq!(actual, expected);
    }

    #[test]
    fn a_method_is_any_token_as_it_is_written() {
        check(Method::GET, "GET");
        check(Method::QUERY, "QUERY");
        check(Method::new("Sync"), "Sync");
        check(Method::new("a b"), "the method of the operation is no HTTP token");
        check(Method::new(""), "the method of the operation is no HTTP token");
    }
}
