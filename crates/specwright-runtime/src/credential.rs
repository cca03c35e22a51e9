use std::fmt;
use std::sync::Arc;

use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue};
use specwright_values::Secret;

use crate::headers;
use crate::settings::BuildError;
use crate::style;

mod endpoint;
mod escort;
mod keyring;
mod oauth;
mod token;
mod token_error;
mod vault;

pub use endpoint::ClientAuth;
pub(crate) use escort::{Escort, NoToken};
#[cfg(feature = "record")]
pub(crate) use keyring::SecretPairs;
pub(crate) use keyring::{Keyring, withhold};
pub use oauth::{ClientCredentials, RefreshToken};
pub(crate) use token::Line;
pub use token::{Token, TokenProvider, TokenRequest};
pub use token_error::TokenError;
use vault::Vault;

/// How a client proves who it is, for one security scheme. Never prints its secret.
#[derive(Clone)]
pub struct Credential(Kind);

#[derive(Clone)]
enum Kind {
    Fixed { place: Place, secret: Secret },
    Tokens { provider: Arc<dyn TokenProvider>, scopes: Vec<String> },
}

#[derive(Clone)]
enum Place {
    Header(String),
    Query(String),
    Cookie(String),
    Bearer,
    Basic { user: String },
    Http { scheme: String },
}

impl Credential {
    /// A key in a header of its own.
    pub fn header(name: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self::fixed(Place::Header(name.into()), secret)
    }

    /// A key in the query. URLs end up in the logs of servers and proxies: use it only where the API leaves no choice.
    pub fn query(name: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self::fixed(Place::Query(name.into()), secret)
    }

    /// A key in a cookie, sent as it is.
    pub fn cookie(name: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self::fixed(Place::Cookie(name.into()), secret)
    }

    /// A token in `authorization: Bearer`.
    pub fn bearer(secret: impl Into<Secret>) -> Self {
        Self::fixed(Place::Bearer, secret)
    }

    /// A user and a password in `authorization: Basic`. Either may be empty; the user must not hold a colon.
    pub fn basic(user: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self::fixed(Place::Basic { user: user.into() }, secret)
    }

    /// Credentials of any other scheme in `authorization: <scheme> <credentials>`, sent as they are.
    pub fn http(scheme: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self::fixed(Place::Http { scheme: scheme.into() }, secret)
    }

    /// Tokens in `authorization: Bearer`, fetched when calls are sent and renewed before they expire.
    ///
    /// All clones of a client share the token. A call that is refused with 401 is sent once more with a new token, if
    /// its body can be made again and the client may send requests more than once.
    pub fn tokens(provider: impl TokenProvider) -> Self {
        Self::tokens_for(provider, [] as [&str; 0])
    }

    /// As [`tokens`](Self::tokens), with the scopes that the provider is asked for.
    pub fn tokens_for<S: Into<String>>(provider: impl TokenProvider, scopes: impl IntoIterator<Item = S>) -> Self {
        let scopes = scopes.into_iter().map(Into::into).collect();
        Self(Kind::Tokens { provider: Arc::new(provider), scopes })
    }

    fn fixed(place: Place, secret: impl Into<Secret>) -> Self {
        Self(Kind::Fixed { place, secret: secret.into() })
    }

    /// Everything that can be wrong with a credential is found here, before the first request.
    pub(crate) fn prepare(&self, scheme: &str, line: &Line) -> Result<Prepared, BuildError> {
        let refuse = |what: &str| BuildError::new(format!("credential `{scheme}` {what}"));
        match &self.0 {
            Kind::Fixed { place, secret } => place.prepare(secret.expose(), refuse),
            Kind::Tokens { provider, scopes } => {
                provider.check(line.allow_http).map_err(|error| refuse(&format!("cannot be used: {error}")))?;
                let vault = Vault::new(scheme, Arc::clone(provider), scopes.clone(), line.clone());
                Ok(Prepared::Tokens(Arc::new(vault)))
            }
        }
    }
}

impl Place {
    fn prepare(&self, secret: &str, refuse: impl Fn(&str) -> BuildError) -> Result<Prepared, BuildError> {
        if secret.is_empty() && !matches!(self, Self::Basic { .. }) {
            return Err(refuse("is empty"));
        }
        let header = |name: HeaderName, text: &str| {
            let mut value = headers::visible(text).ok_or_else(|| refuse("has characters that a header cannot hold"))?;
            value.set_sensitive(true);
            Ok(Prepared::Header(name, value))
        };
        match self {
            Self::Header(name) => match HeaderName::from_bytes(name.as_bytes()) {
                Ok(name) if !headers::is_framing(&name) => header(name, secret),
                _ => Err(refuse("is for a header that cannot be set")),
            },
            Self::Bearer => header(AUTHORIZATION, &format!("Bearer {secret}")),
            Self::Http { scheme } if !is_token(scheme) => Err(refuse("is of a scheme that is no HTTP token")),
            Self::Http { scheme } => header(AUTHORIZATION, &format!("{scheme} {secret}")),
            Self::Basic { user } if user.contains(':') => Err(refuse("has a colon in its user name")),
            Self::Basic { user } => Ok(Prepared::Header(AUTHORIZATION, headers::basic(user, secret))),
            Self::Query(name) => Ok(Prepared::Query(format!("{}={}", style::encode(name), style::encode(secret)))),
            Self::Cookie(_) if !secret.bytes().all(is_cookie_octet) => {
                Err(refuse("has characters that a cookie cannot hold"))
            }
            Self::Cookie(name) if is_token(name) => Ok(Prepared::Cookie(format!("{name}={secret}"))),
            Self::Cookie(name) => Ok(Prepared::Cookie(format!("{}={secret}", style::encode(name)))),
        }
    }
}

/// RFC 9110, section 5.6.2.
fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// RFC 6265, section 4.1.1.
fn is_cookie_octet(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\')
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Credential");
        let (kind, name) = match &self.0 {
            Kind::Tokens { .. } => ("tokens", ""),
            Kind::Fixed { place, .. } => match place {
                Place::Header(name) => ("header", name.as_str()),
                Place::Query(name) => ("query", name.as_str()),
                Place::Cookie(name) => ("cookie", name.as_str()),
                Place::Bearer => ("bearer", ""),
                Place::Basic { .. } => ("basic", ""),
                Place::Http { scheme } => ("http", scheme.as_str()),
            },
        };
        debug.field("kind", &kind);
        if !name.is_empty() {
            debug.field("name", &name);
        }
        debug.finish_non_exhaustive()
    }
}

/// A credential in the form it travels in.
#[derive(Clone)]
pub(crate) enum Prepared {
    Header(HeaderName, HeaderValue),
    Query(String),
    Cookie(String),
    /// In `authorization`, once it is fetched.
    Tokens(Arc<Vault>),
}
