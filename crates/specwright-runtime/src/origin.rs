use std::fmt;

use http::Uri;
use http::uri::Scheme;

use crate::base_url::BaseUrl;
use crate::settings::BuildError;

/// Scheme, host and port: what credentials are bound to (RFC 6454).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    https: bool,
    host: String,
    port: u16,
}

impl Origin {
    /// The origin of an absolute `http` or `https` URL.
    pub(crate) fn of(uri: &Uri) -> Option<Self> {
        let https = *uri.scheme()? == Scheme::HTTPS;
        let authority = uri.authority()?;
        let port = authority.port_u16().unwrap_or(if https { 443 } else { 80 });
        Some(Self { https, host: authority.host().to_ascii_lowercase(), port })
    }

    /// Messages do not quote the text: a refused one may hold a password or a key.
    pub(crate) fn parse(text: &str, allow_http: bool) -> Result<Self, BuildError> {
        let refuse = || {
            BuildError::new(
                "a trusted origin must be a scheme, a host and perhaps a port, like `https://api.example.com`",
            )
        };
        let base = BaseUrl::parse(text, allow_http)
            .map_err(|error| BuildError::new(format!("a trusted origin cannot be used: {error}")))?;
        if base.has_path() {
            return Err(refuse());
        }
        base.origin().ok_or_else(refuse)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, default) = if self.https { ("https", 443) } else { ("http", 80) };
        write!(f, "{scheme}://{}", self.host)?;
        if self.port == default { Ok(()) } else { write!(f, ":{}", self.port) }
    }
}
