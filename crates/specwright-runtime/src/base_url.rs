use std::fmt;

use http::Uri;
use http::uri::{Parts, Scheme};

use crate::invalid::InvalidRequest;
use crate::origin::Origin;
use crate::settings::BuildError;
use crate::template;

/// What URIs may have at most.
const MAX_LENGTH: usize = u16::MAX as usize - 1;

/// Where every request of a client goes: scheme, host, port and a path prefix without its last slash.
#[derive(Clone, PartialEq)]
pub(crate) struct BaseUrl {
    uri: Uri,
    text: String,
}

impl BaseUrl {
    /// Messages do not quote the URL: a refused one may hold a password or a key.
    pub(crate) fn parse(text: &str, allow_http: bool) -> Result<Self, BuildError> {
        let refuse = |what: &'static str| Err(BuildError::new(format!("the base URL {what}")));
        if text.contains(['?', '#']) {
            return refuse("must not have a query or a fragment");
        }
        let Ok(uri) = text.trim_end_matches('/').parse::<Uri>() else {
            return refuse("is not a valid absolute URL");
        };
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return refuse("must be absolute, like `https://api.example.com/v1`");
        };
        if authority.as_str().contains('@') {
            return refuse("must not have a user or a password in it");
        }
        if authority.host().is_empty() || (authority.port().is_none() && authority.as_str() != authority.host()) {
            return refuse("has no valid host and port");
        }
        if *scheme == Scheme::HTTP && !allow_http {
            return refuse("is not https; call `allow_http(true)` if requests may travel unencrypted");
        }
        if *scheme != Scheme::HTTP && *scheme != Scheme::HTTPS {
            return refuse("must begin with `https://`");
        }
        if uri.path().contains(['{', '}', '"']) {
            return refuse("has a variable that is not filled in");
        }
        if template::check_segments(uri.path()).is_err() {
            return refuse("must not have segments of dots only");
        }
        let text = format!("{scheme}://{authority}{}", uri.path().trim_end_matches('/'));
        Ok(Self { uri: without_default_port(&uri).unwrap_or(uri), text })
    }

    /// The base with an encoded path, which begins with a slash, and an encoded query. Scheme and authority are those of
    /// the base whatever the path is, so that no URL leads to another server.
    pub(crate) fn join(&self, path: &str, query: &str) -> Result<Uri, InvalidRequest> {
        let too_long = || InvalidRequest::new("the URL is longer than a URL may be");
        if self.text.len() + path.len() + 1 + query.len() > MAX_LENGTH {
            return Err(too_long());
        }
        let prefix = self.uri.path().trim_end_matches('/');
        let mut text = String::with_capacity(prefix.len() + path.len() + 1 + query.len());
        text.push_str(prefix);
        text.push_str(path);
        if !query.is_empty() {
            text.push('?');
            text.push_str(query);
        }
        let mut parts = Parts::default();
        parts.scheme = self.uri.scheme().cloned();
        parts.authority = self.uri.authority().cloned();
        parts.path_and_query = Some(text.try_into().map_err(|_| InvalidRequest::new("the URL is none"))?);
        Uri::from_parts(parts).map_err(|_| too_long())
    }

    /// The URL without its last slash.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn origin(&self) -> Option<Origin> {
        Origin::of(&self.uri)
    }

    pub(crate) fn has_path(&self) -> bool {
        !self.uri.path().trim_end_matches('/').is_empty()
    }
}

/// The same URI, if it says the port that its scheme means anyway: servers are told of others only.
fn without_default_port(uri: &Uri) -> Option<Uri> {
    match (uri.scheme_str()?, uri.port_u16()?) {
        ("http", 80) | ("https", 443) => {}
        _ => return None,
    }
    let mut parts = uri.clone().into_parts();
    parts.authority = Some(uri.host()?.parse().ok()?);
    Uri::from_parts(parts).ok()
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(base: &str, path: &str, expected: &str) {
        let actual = match BaseUrl::parse(base, false) {
            Ok(base) => base.join(path, "").expect("a URL").to_string(),
            Err(error) => error.to_string(),
        };
        assert_eq!(actual, expected);
    }

    #[test]
    fn the_path_of_the_base_is_kept() {
        check("https://h/api/v1", "/x", "https://h/api/v1/x");
        check("https://h/api/v1/", "/x", "https://h/api/v1/x");
        check("https://h", "/x", "https://h/x");
        check("https://h/", "/", "https://h/");
        check("https://[::1]:8443/", "/x", "https://[::1]:8443/x");
    }

    #[test]
    fn a_port_that_goes_without_saying_is_not_said() {
        check("https://h:443/a", "/x", "https://h/a/x");
        check("https://[::1]:443", "/x", "https://[::1]/x");
        check("https://h:80", "/x", "https://h:80/x");
    }

    #[test]
    fn what_is_no_origin_and_path_is_refused() {
        check("https://h/a?key=1", "/", "the base URL must not have a query or a fragment");
        check("https://h/a#x", "/", "the base URL must not have a query or a fragment");
        check("https://user:secret@h/", "/", "the base URL must not have a user or a password in it");
        check("/v1", "/", "the base URL must be absolute, like `https://api.example.com/v1`");
        check("h/v1", "/", "the base URL is not a valid absolute URL");
        check("", "/", "the base URL is not a valid absolute URL");
        check("https://", "/", "the base URL must be absolute, like `https://api.example.com/v1`");
        check("ftp://h", "/", "the base URL must begin with `https://`");
        check("https://h:99999", "/", "the base URL has no valid host and port");
        check("https://h/{version}", "/", "the base URL has a variable that is not filled in");
        check("https://h/a/../b", "/", "the base URL must not have segments of dots only");
    }

    #[test]
    fn plain_http_needs_a_word() {
        check("http://h", "/", "the base URL is not https; call `allow_http(true)` if requests may travel unencrypted");
        assert!(BaseUrl::parse("http://h", true).is_ok());
    }
}
