use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue};
use specwright_values::Secret;

use crate::headers;
use crate::invalid::InvalidRequest;
use crate::operation::Security;
use crate::settings::BuildError;
use crate::style;
use crate::writer::RequestWriter;

/// How a client proves who it is, for one security scheme. Never prints its secret.
#[derive(Clone)]
pub struct Credential {
    place: Place,
    secret: Secret,
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
        Self { place: Place::Header(name.into()), secret: secret.into() }
    }

    /// A key in the query. URLs end up in the logs of servers and proxies: use it only where the API leaves no choice.
    pub fn query(name: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self { place: Place::Query(name.into()), secret: secret.into() }
    }

    /// A key in a cookie, sent as it is.
    pub fn cookie(name: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self { place: Place::Cookie(name.into()), secret: secret.into() }
    }

    /// A token in `authorization: Bearer`.
    pub fn bearer(secret: impl Into<Secret>) -> Self {
        Self { place: Place::Bearer, secret: secret.into() }
    }

    /// A user and a password in `authorization: Basic`. Either may be empty; the user must not hold a colon.
    pub fn basic(user: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self { place: Place::Basic { user: user.into() }, secret: secret.into() }
    }

    /// Credentials of any other scheme in `authorization: <scheme> <credentials>`, sent as they are.
    pub fn http(scheme: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self { place: Place::Http { scheme: scheme.into() }, secret: secret.into() }
    }

    /// Everything that can be wrong with a credential is found here, before the first request.
    pub(crate) fn prepare(&self, scheme: &str) -> Result<Prepared, BuildError> {
        let secret = self.secret.expose();
        let refuse = |what: &str| BuildError::new(format!("credential `{scheme}` {what}"));
        if secret.is_empty() && !matches!(self.place, Place::Basic { .. }) {
            return Err(refuse("is empty"));
        }
        let header = |name: HeaderName, text: &str| {
            let mut value = headers::visible(text).ok_or_else(|| refuse("has characters that a header cannot hold"))?;
            value.set_sensitive(true);
            Ok(Prepared::Header(name, value))
        };
        match &self.place {
            Place::Header(name) => match HeaderName::from_bytes(name.as_bytes()) {
                Ok(name) if !headers::is_framing(&name) => header(name, secret),
                _ => Err(refuse("is for a header that cannot be set")),
            },
            Place::Bearer => header(AUTHORIZATION, &format!("Bearer {secret}")),
            Place::Http { scheme } => header(AUTHORIZATION, &format!("{scheme} {secret}")),
            Place::Basic { user } if user.contains(':') => Err(refuse("has a colon in its user name")),
            Place::Basic { user } => {
                header(AUTHORIZATION, &format!("Basic {}", STANDARD.encode(format!("{user}:{secret}"))))
            }
            Place::Query(name) => Ok(Prepared::Query(format!("{}={}", style::encode(name), style::encode(secret)))),
            Place::Cookie(_) if !secret.bytes().all(is_cookie_octet) => {
                Err(refuse("has characters that a cookie cannot hold"))
            }
            Place::Cookie(name) => Ok(Prepared::Cookie(format!("{}={secret}", style::encode(name)))),
        }
    }
}

/// RFC 6265, section 4.1.1.
fn is_cookie_octet(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\')
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, name) = match &self.place {
            Place::Header(name) => ("header", name.as_str()),
            Place::Query(name) => ("query", name.as_str()),
            Place::Cookie(name) => ("cookie", name.as_str()),
            Place::Bearer => ("bearer", ""),
            Place::Basic { .. } => ("basic", ""),
            Place::Http { scheme } => ("http", scheme.as_str()),
        };
        let mut debug = f.debug_struct("Credential");
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
}

impl Prepared {
    /// Gives the name of the header, if it is one.
    fn add_to(&self, request: &mut RequestWriter) -> Option<HeaderName> {
        match self {
            // An argument the document itself declares for this header is the more specific word.
            Self::Header(name, _) if request.has_header(name) => return None,
            Self::Header(name, value) => {
                request.add_header(name.clone(), value.clone());
                return Some(name.clone());
            }
            Self::Query(pair) => request.add_query(pair),
            Self::Cookie(pair) => request.add_cookie(pair),
        }
        None
    }
}

/// The credentials of a client by scheme, in the order they were set.
#[derive(Clone, Default)]
pub(crate) struct Keyring(pub(crate) Vec<(String, Prepared)>);

impl Keyring {
    /// Adds what the operation asks for: the first alternative the client can meet. One that asks for nothing is taken
    /// only when no other can be met, so that optional credentials are sent by a client that has them.
    ///
    /// `stand_in` says that the call brings its own `authorization` header, which counts as any missing credential.
    /// Gives the names of the headers that are now taken.
    pub(crate) fn add_to(
        &self,
        request: &mut RequestWriter,
        security: Security,
        stand_in: bool,
    ) -> Result<Vec<HeaderName>, InvalidRequest> {
        let met = |schemes: &&&[&str]| schemes.iter().all(|scheme| self.get(scheme).is_some());
        if let Some(schemes) = security.iter().filter(|schemes| !schemes.is_empty()).find(met) {
            let credentials = schemes.iter().filter_map(|scheme| self.get(scheme));
            return Ok(credentials.filter_map(|credential| credential.add_to(request)).collect());
        }
        if security.is_empty() || security.iter().any(|schemes| schemes.is_empty()) || stand_in {
            return Ok(Vec::new());
        }
        let alternative =
            |schemes: &&[&str]| schemes.iter().map(|scheme| format!("`{scheme}`")).collect::<Vec<_>>().join(" and ");
        let wanted = security.iter().map(alternative).collect::<Vec<_>>().join(", or ");
        Err(InvalidRequest::new(format!("the operation needs the credential {wanted}; set it on the client's builder")))
    }

    pub(crate) fn schemes(&self) -> Vec<&str> {
        self.0.iter().map(|(scheme, _)| scheme.as_str()).collect()
    }

    fn get(&self, scheme: &str) -> Option<&Prepared> {
        self.0.iter().find(|(known, _)| known == scheme).map(|(_, credential)| credential)
    }
}
