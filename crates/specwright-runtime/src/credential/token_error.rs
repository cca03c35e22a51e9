use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

/// Why a [`TokenProvider`](crate::TokenProvider) has no token. It is the source of the errors of all calls that waited
/// for the token.
#[derive(Clone)]
pub struct TokenError(Arc<Inner>);

struct Inner {
    message: Cow<'static, str>,
    code: Option<String>,
    passing: bool,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl TokenError {
    /// A provider of the caller's has failed. The source is shown and logged: it must not quote secrets.
    pub fn new(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::with("the token provider has failed".into(), None, false, Some(source.into()))
    }

    /// A failure that may pass: the errors of calls that end with it are
    /// [retryable](crate::Error::is_retryable).
    pub fn passing(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::with("the token provider has failed".into(), None, true, Some(source.into()))
    }

    /// The error code of a token endpoint, like `invalid_client` (RFC 6749, section 5.2), if it gave one.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// Whether asking again later may help.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        self.0.passing
    }

    pub(super) fn with(
        message: Cow<'static, str>,
        code: Option<String>,
        passing: bool,
        source: Option<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self(Arc::new(Inner { message, code, passing, source }))
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { message, passing, source, .. } = &*self.0;
        f.debug_struct("TokenError")
            .field("message", message)
            .field("passing", passing)
            .field("source", source)
            .finish()
    }
}

impl StdError for TokenError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
