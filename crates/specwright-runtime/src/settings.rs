use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use http::header::USER_AGENT;

use crate::base_url::BaseUrl;
use crate::client::{Client, Shared};
use crate::credential::{Credential, Keyring};
use crate::headers;
use crate::invalid::InvalidRequest;
use crate::mode::Async;
use crate::transport::Transport;

/// What a client is built from. Generated builders wrap it; [`client_methods!`](crate::client_methods) gives them its setters.
#[derive(Clone)]
pub struct Settings {
    base_url: Option<String>,
    allow_http: bool,
    timeout: Duration,
    connect_timeout: Duration,
    read_timeout: Duration,
    max_attempts: u32,
    body_limit: usize,
    headers: Vec<(String, String)>,
    credentials: Vec<(String, Credential)>,
    transport: Option<Arc<dyn Transport>>,
    proxy_from_env: bool,
}

/// Why a client could not be built. Never quotes a URL, a header value or a credential.
#[derive(Debug)]
pub struct BuildError {
    message: Cow<'static, str>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Settings {
    /// The defaults: 60 s for a call, 5 s to connect, 30 s of silence, three attempts, answers of up to 10 MiB.
    ///
    /// `base_url` is the server of the document, if it names one.
    #[must_use]
    pub fn new(user_agent: &str, base_url: Option<&str>) -> Self {
        Self {
            base_url: base_url.map(str::to_owned),
            allow_http: false,
            timeout: Duration::from_secs(60),
            connect_timeout: Duration::from_secs(5),
            read_timeout: Duration::from_secs(30),
            max_attempts: 3,
            body_limit: 10 * 1024 * 1024,
            headers: vec![(USER_AGENT.as_str().to_owned(), user_agent.to_owned())],
            credentials: Vec::new(),
            transport: None,
            proxy_from_env: false,
        }
    }

    /// Sets the credential of a security scheme; the last one set for a scheme counts.
    pub fn credential(&mut self, scheme: &str, credential: Credential) {
        self.credentials.retain(|(known, _)| known != scheme);
        self.credentials.push((scheme.to_owned(), credential));
    }

    /// Where requests go: `https://`, host, and a path that every operation's path is put behind.
    pub fn base_url(&mut self, url: impl Into<String>) {
        self.base_url = Some(url.into());
    }

    /// Allows a base URL with `http://`, where everybody on the way can read credentials.
    pub fn allow_http(&mut self, allow: bool) {
        self.allow_http = allow;
    }

    /// The time for a call with all its attempts and waits. The body of an answer that is a stream does not count.
    pub fn timeout(&mut self, timeout: Duration) {
        self.timeout = timeout;
    }

    /// The time for a connection to come about. A transport of your own has its own rule.
    pub fn connect_timeout(&mut self, timeout: Duration) {
        self.connect_timeout = timeout;
    }

    /// How long the server may be silent, before its answer and within it. One that is still taking the body of a request
    /// is not silent.
    pub fn read_timeout(&mut self, timeout: Duration) {
        self.read_timeout = timeout;
    }

    /// How often a request is sent at most, where sending it again is safe. One and zero mean: never again.
    pub fn max_attempts(&mut self, attempts: u32) {
        self.max_attempts = attempts;
    }

    /// The largest body of an answer in bytes, counted after decompression.
    pub fn body_limit(&mut self, bytes: usize) {
        self.body_limit = bytes;
    }

    /// The `user-agent` header.
    pub fn user_agent(&mut self, user_agent: impl Into<String>) {
        self.default_header(USER_AGENT.as_str(), user_agent);
    }

    /// A header for every request that does not set it itself; the last one set for a name counts.
    pub fn default_header(&mut self, name: &str, value: impl Into<String>) {
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self.headers.push((name.to_owned(), value.into()));
    }

    /// Sends requests through a transport of your own.
    pub fn transport(&mut self, transport: impl Transport) {
        self.transport = Some(Arc::new(transport));
    }

    /// Lets the default transport use the proxies of the environment (`HTTPS_PROXY` and its like). They are ignored
    /// otherwise, so that a stray variable cannot redirect credentials.
    pub fn proxy_from_env(&mut self, allow: bool) {
        self.proxy_from_env = allow;
    }

    /// Checks everything and makes a client.
    ///
    /// # Errors
    /// When there is no base URL, or a setting cannot be used.
    pub fn build(self) -> Result<Client, BuildError> {
        Ok(Client::new(self.shared()?, Async))
    }

    /// Checks everything and makes a client that waits on the calling thread.
    ///
    /// # Errors
    /// When there is no base URL, or a setting cannot be used, or no thread can be started.
    #[cfg(feature = "blocking")]
    pub fn build_blocking(self) -> Result<Client<crate::mode::Blocking>, BuildError> {
        Ok(Client::new(self.shared()?, crate::mode::Blocking::start()?))
    }

    fn shared(self) -> Result<Shared, BuildError> {
        let Some(base_url) = &self.base_url else {
            return Err(BuildError::new("no base URL is set, and the API's document names no server"));
        };
        let base_url = BaseUrl::parse(base_url, self.allow_http)?;
        let prepared = |(scheme, credential): &(String, Credential)| {
            credential.prepare(scheme).map(|credential| (scheme.clone(), credential))
        };
        let keyring = Keyring(self.credentials.iter().map(prepared).collect::<Result<_, _>>()?);
        let parsed = |(name, value): &(String, String)| {
            headers::parse(name, value).and_then(|(name, value)| headers::free(name, value)).map_err(BuildError::from)
        };
        let headers: HeaderMap = self.headers.iter().map(parsed).collect::<Result<_, _>>()?;
        Ok(Shared {
            base_url,
            keyring,
            headers,
            timeout: self.timeout,
            read_timeout: self.read_timeout,
            max_attempts: self.max_attempts,
            body_limit: self.body_limit,
            transport: self.transport_or_default()?,
        })
    }

    fn transport_or_default(self) -> Result<Arc<dyn Transport>, BuildError> {
        match self.transport {
            Some(transport) => Ok(transport),
            #[cfg(feature = "reqwest")]
            None => {
                let transport =
                    crate::default_transport::DefaultTransport::new(self.connect_timeout, self.proxy_from_env)?;
                Ok(Arc::new(transport))
            }
            #[cfg(not(feature = "reqwest"))]
            None => Err(BuildError::new("no transport is set, and the feature `reqwest` is off")),
        }
    }
}

/// Of headers only the names, and nothing of a base URL that was not checked.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base_url = self.base_url.as_deref().and_then(|url| BaseUrl::parse(url, true).ok());
        f.debug_struct("Settings")
            .field("base_url", &base_url)
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .field("read_timeout", &self.read_timeout)
            .field("max_attempts", &self.max_attempts)
            .field("body_limit", &self.body_limit)
            .field("headers", &self.headers.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .field("credentials", &self.credentials.iter().map(|(scheme, _)| scheme).collect::<Vec<_>>())
            .field("own_transport", &self.transport.is_some())
            .finish_non_exhaustive()
    }
}

impl BuildError {
    pub(crate) fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self { message: message.into(), source: None }
    }

    #[cfg(any(feature = "reqwest", feature = "blocking"))]
    pub(crate) fn caused_by(self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { source: Some(source.into()), ..self }
    }
}

impl From<InvalidRequest> for BuildError {
    fn from(error: InvalidRequest) -> Self {
        Self::new(error.into_message())
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for BuildError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
