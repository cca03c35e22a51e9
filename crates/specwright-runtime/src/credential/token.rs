//! Tokens, and who brings them.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::{Bytes, BytesMut};
use specwright_values::Secret;

use crate::clock::{now, timeout};
use crate::credential::TokenError;
use crate::invalid::InvalidRequest;
use crate::transport::{BoxFuture, Transport, TransportError};

/// The largest answer that is read on behalf of a provider.
const ANSWER_LIMIT: usize = 1024 * 1024;

/// An access token as a [`TokenProvider`] brings it. Never prints its secret.
#[derive(Clone, Debug)]
pub struct Token {
    secret: Secret,
    expiry: Expiry,
}

#[derive(Clone, Copy, Debug)]
enum Expiry {
    Unknown,
    In(Duration),
    At(SystemTime),
}

impl Token {
    /// A token that is used until the server refuses it, unless its end is told.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self { secret: secret.into(), expiry: Expiry::Unknown }
    }

    /// The token is good for this long, counted from the moment the provider was asked for it.
    #[must_use]
    pub fn expires_in(self, lifetime: Duration) -> Self {
        Self { expiry: Expiry::In(lifetime), ..self }
    }

    /// The token is good until then, by the clock of this machine.
    #[must_use]
    pub fn expires_at(self, time: SystemTime) -> Self {
        Self { expiry: Expiry::At(time), ..self }
    }

    pub(super) fn secret(&self) -> &Secret {
        &self.secret
    }

    /// How long the token has from the moment it was asked for, `waited` ago.
    pub(super) fn lifetime(&self, waited: Duration) -> Option<Duration> {
        match self.expiry {
            Expiry::Unknown => None,
            Expiry::In(lifetime) => Some(lifetime),
            Expiry::At(time) => Some(waited + time.duration_since(now()).unwrap_or_default()),
        }
    }
}

/// Brings access tokens: from a token endpoint, a vault, another process.
///
/// A client keeps a token and asks again shortly before it expires, and once more when the server refuses it with a 401.
/// It asks once at a time; other calls wait for what comes of it. A call that is given up while it asks drops the future.
///
/// A closure that takes nothing and returns a future is a provider too:
///
/// ```
/// use std::time::Duration;
/// use specwright_runtime::{Credential, Token, TokenError};
///
/// async fn from_vault() -> Result<String, std::io::Error> {
///     Ok("token".to_owned())
/// }
///
/// let credential = Credential::tokens(|| async {
///     let secret = from_vault().await.map_err(TokenError::new)?;
///     Ok(Token::new(secret).expires_in(Duration::from_secs(600)))
/// });
/// assert_eq!(format!("{credential:?}"), r#"Credential { kind: "tokens", .. }"#);
/// ```
pub trait TokenProvider: Send + Sync + 'static {
    /// Brings a token.
    ///
    /// # Errors
    /// When there is none to be had. The calls that wait for it end with this as their source.
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<Token, TokenError>>;

    /// Looks for mistakes in the provider's own settings when a client is built. `allow_http` is the client's word on
    /// whether requests may travel unencrypted.
    ///
    /// # Errors
    /// When the provider can never work; the client is then not built.
    fn check(&self, allow_http: bool) -> Result<(), InvalidRequest> {
        let _ = allow_http;
        Ok(())
    }
}

impl<P, F> TokenProvider for P
where
    P: Fn() -> F + Send + Sync + 'static,
    F: Future<Output = Result<Token, TokenError>> + Send + 'static,
{
    fn token<'a>(&'a self, _: TokenRequest<'a>) -> BoxFuture<'a, Result<Token, TokenError>> {
        Box::pin(self())
    }
}

/// What a client asks a [`TokenProvider`] for, and how it can be fetched.
#[derive(Clone, Copy)]
pub struct TokenRequest<'a> {
    pub(super) scopes: &'a [String],
    pub(super) line: &'a Line,
}

impl<'a> TokenRequest<'a> {
    /// The scopes that the credential was set up with, often none.
    #[must_use]
    pub fn scopes(&self) -> &'a [String] {
        self.scopes
    }

    /// How often the client sends a request at most, where sending it again is safe.
    #[must_use]
    pub fn max_attempts(&self) -> u32 {
        self.line.max_attempts
    }

    /// Sends one request through the client's transport, without any of the client's credentials or headers, and waits
    /// for its whole answer. The server may be silent for as long as the client's other servers; an answer of more than
    /// 1 MiB is an error.
    ///
    /// # Errors
    /// When no whole answer came.
    pub async fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, TransportError> {
        let silent = || TransportError::maybe_sent("the server was silent for too long");
        let patience = self.line.read_timeout;
        let sent = self.line.transport.send(request.map(Into::into));
        let (head, mut body) = timeout(patience, sent).await.map_err(|_| silent())??.into_parts();
        let mut whole = BytesMut::new();
        while let Some(chunk) = timeout(patience, body.chunk()).await.map_err(|_| silent())? {
            whole.extend_from_slice(&chunk?);
            if whole.len() > ANSWER_LIMIT {
                return Err(TransportError::maybe_sent("the answer is too large"));
            }
        }
        Ok(http::Response::from_parts(head, whole.freeze()))
    }
}

impl fmt::Debug for TokenRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenRequest").field("scopes", &self.scopes).finish_non_exhaustive()
    }
}

/// What a provider has of its client.
#[derive(Clone)]
pub(crate) struct Line {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) read_timeout: Duration,
    pub(crate) max_attempts: u32,
    pub(crate) allow_http: bool,
}
