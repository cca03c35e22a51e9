use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use http::header::USER_AGENT;

use crate::base_url::BaseUrl;
#[cfg(all(feature = "default-transport", target_family = "wasm"))]
use crate::browser_transport::BrowserTransport;
use crate::budget::Budget;
use crate::client::{Client, Shared};
use crate::credential::{Credential, Keyring, Line};
#[cfg(all(feature = "default-transport", not(target_family = "wasm")))]
use crate::default_transport::{DefaultTransport, Wire};
use crate::destination::Elsewhere;
use crate::headers;
use crate::hook::Hook;
use crate::invalid::InvalidRequest;
use crate::mode::Async;
#[cfg(all(feature = "default-transport", not(target_family = "wasm")))]
use crate::proxy::Proxy;
use crate::server::Server;
#[cfg(all(feature = "default-transport", not(target_family = "wasm")))]
use crate::tls::{Identity, RootCertificate, TlsVersion};
use crate::transport::Transport;

/// What a client is built from. Generated builders wrap it; [`client_methods!`](crate::client_methods) gives them its setters.
#[derive(Clone)]
pub struct Settings {
    base: Option<Base>,
    replaced_servers: Vec<(String, String)>,
    trusted_origins: Vec<String>,
    allow_http: bool,
    timeout: Duration,
    connect_timeout: Duration,
    proxy_from_env: bool,
    read_timeout: Duration,
    max_attempts: u32,
    max_retry_share: f64,
    body_limit: usize,
    headers: Vec<(String, String)>,
    credentials: Vec<(String, Credential)>,
    hooks: Vec<Arc<dyn Hook>>,
    transport: Option<Arc<dyn Transport>>,
    wrappers: Vec<Wrapper>,
    #[cfg(all(feature = "default-transport", not(target_family = "wasm")))]
    wire: Wire,
}

/// Makes a transport of another one.
type Wrapper = Arc<dyn Fn(Arc<dyn Transport>) -> Arc<dyn Transport> + Send + Sync>;

/// Where a client's requests go, as the caller has said it last.
#[derive(Clone)]
enum Base {
    Url(String),
    Server(Server),
}

impl Base {
    fn url(&self) -> Result<Cow<'_, str>, InvalidRequest> {
        match self {
            Self::Url(url) => Ok(Cow::Borrowed(url)),
            Self::Server(server) => server.url().map(Cow::Owned),
        }
    }
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
            base: base_url.map(|url| Base::Url(url.to_owned())),
            replaced_servers: Vec::new(),
            trusted_origins: Vec::new(),
            allow_http: false,
            timeout: Duration::from_secs(60),
            connect_timeout: Duration::from_secs(5),
            proxy_from_env: false,
            read_timeout: Duration::from_secs(30),
            max_attempts: 3,
            max_retry_share: 0.2,
            body_limit: 10 * 1024 * 1024,
            headers: vec![(USER_AGENT.as_str().to_owned(), user_agent.to_owned())],
            credentials: Vec::new(),
            hooks: Vec::new(),
            transport: None,
            wrappers: Vec::new(),
            #[cfg(all(feature = "default-transport", not(target_family = "wasm")))]
            wire: Wire::default(),
        }
    }

    /// Sets the credential of a security scheme; the last one set for a scheme counts.
    pub fn credential(&mut self, scheme: &str, credential: Credential) {
        self.credentials.retain(|(known, _)| known != scheme);
        self.credentials.push((scheme.to_owned(), credential));
    }

    /// Where requests go: `https://`, host, and a path that every operation's path is put behind.
    pub fn base_url(&mut self, url: impl Into<String>) {
        self.base = Some(Base::Url(url.into()));
    }

    /// Where requests go, as a server of the document with its variables, instead of a base URL.
    pub fn server(&mut self, server: impl Into<Server>) {
        self.base = Some(Base::Server(server.into()));
    }

    /// Sends the operations that have `declared` as a server of their own to `url` instead. `declared` is what the
    /// document says, a last slash aside.
    pub fn replace_server(&mut self, declared: impl Into<String>, url: impl Into<String>) {
        self.replaced_servers.push((declared.into(), url.into()));
    }

    /// Lets the client's credentials and default headers go to another origin than that of the base URL, with operations
    /// that have a server of their own there. Calls of these are refused otherwise, if they need a credential.
    pub fn trust_origin(&mut self, origin: impl Into<String>) {
        self.trusted_origins.push(origin.into());
    }

    /// Allows URLs with `http://`, where everybody on the way can read credentials: the base URL, servers of operations
    /// and token URLs.
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

    /// How many retries there are at most for each call that is answered, taken over all calls of the client and its
    /// clones, so that a server in trouble is not buried under retries. A new client may retry as one with 500 such
    /// calls behind it; every two seconds count as one more, up to that number. With 0 nothing is retried, with
    /// [`f64::INFINITY`] there is no limit.
    pub fn max_retry_share(&mut self, share: f64) {
        self.max_retry_share = share;
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

    /// Lets a hook see each attempt of each call. Several are called in the order they were set.
    pub fn hook(&mut self, hook: impl Hook) {
        self.hooks.push(Arc::new(hook));
    }

    /// Sends requests through a transport of your own.
    pub fn transport(&mut self, transport: impl Transport) {
        self.transport = Some(Arc::new(transport));
    }

    /// Puts a transport around the one that requests would be sent through, be it the default one or your own. The last
    /// one set is the outermost.
    pub fn wrap_transport<T: Transport>(&mut self, wrap: impl Fn(Arc<dyn Transport>) -> T + Send + Sync + 'static) {
        self.wrappers.push(Arc::new(move |inner| Arc::new(wrap(inner))));
    }

    /// Lets the default transport use the proxies of the environment (`HTTPS_PROXY` and its like). They are ignored
    /// otherwise, so that a stray variable cannot redirect credentials, and beside a [`proxy`](Self::proxy) that is set.
    pub fn proxy_from_env(&mut self, allow: bool) {
        self.proxy_from_env = allow;
    }

    /// Lets the default transport use a proxy. Of several, the first that is for the request counts.
    #[cfg(all(feature = "default-transport", not(target_family = "wasm")))]
    pub fn proxy(&mut self, proxy: Proxy) {
        self.wire.proxies.push(proxy);
    }

    /// Lets the default transport show a certificate to servers that ask for one (mTLS).
    #[cfg(all(feature = "default-transport", not(target_family = "wasm")))]
    pub fn identity(&mut self, identity: Identity) {
        self.wire.identity = Some(identity);
    }

    /// Lets the default transport believe a certificate authority besides those of the platform.
    #[cfg(all(feature = "default-transport", not(target_family = "wasm")))]
    pub fn root_certificate(&mut self, certificate: RootCertificate) {
        self.wire.roots.push(certificate);
    }

    /// The oldest version of TLS that the default transport speaks. Default: 1.2.
    #[cfg(all(feature = "default-transport", not(target_family = "wasm")))]
    pub fn min_tls_version(&mut self, version: TlsVersion) {
        self.wire.min_tls = Some(version);
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
        let Some(base) = &self.base else {
            return Err(BuildError::new("no base URL is set, and the API's document names no server"));
        };
        let base_url = BaseUrl::parse(&base.url()?, self.allow_http)?;
        let elsewhere = Elsewhere::new(&self.replaced_servers, &self.trusted_origins, self.allow_http)?;
        let parsed = |(name, value): &(String, String)| {
            headers::parse(name, value).and_then(|(name, value)| headers::free(name, value)).map_err(BuildError::from)
        };
        let headers: HeaderMap = self.headers.iter().map(parsed).collect::<Result<_, _>>()?;
        let chosen = self.chosen_transport()?;
        let transport = self.wrappers.iter().fold(chosen, |inner, wrap| wrap(inner));
        let line = Line {
            transport: Arc::clone(&transport),
            read_timeout: self.read_timeout,
            max_attempts: self.max_attempts,
            allow_http: self.allow_http,
        };
        let prepared = |(scheme, credential): &(String, Credential)| {
            credential.prepare(scheme, &line).map(|credential| (scheme.clone(), credential))
        };
        let keyring = Keyring(self.credentials.iter().map(prepared).collect::<Result<_, _>>()?);
        Ok(Shared {
            base_url,
            elsewhere,
            keyring,
            headers,
            timeout: self.timeout,
            read_timeout: self.read_timeout,
            max_attempts: self.max_attempts,
            budget: Budget::new(self.max_retry_share)?,
            body_limit: self.body_limit,
            hooks: self.hooks,
            transport,
            names_operations: self.transport.is_some() || !self.wrappers.is_empty(),
        })
    }

    #[cfg(all(feature = "default-transport", not(target_family = "wasm")))]
    fn chosen_transport(&self) -> Result<Arc<dyn Transport>, BuildError> {
        match &self.transport {
            // A setting that does nothing would be taken for one that does.
            Some(_) if !self.wire.is_empty() => Err(BuildError::new(
                "an identity, root certificates, proxies and a TLS version are for the default transport; \
                 a transport of your own has to bring them itself",
            )),
            Some(transport) => Ok(Arc::clone(transport)),
            None => Ok(Arc::new(DefaultTransport::new(self.connect_timeout, self.proxy_from_env, &self.wire)?)),
        }
    }

    #[cfg(all(feature = "default-transport", target_family = "wasm"))]
    fn chosen_transport(&self) -> Result<Arc<dyn Transport>, BuildError> {
        Ok(self.transport.clone().unwrap_or_else(|| Arc::new(BrowserTransport::new())))
    }

    #[cfg(not(feature = "default-transport"))]
    fn chosen_transport(&self) -> Result<Arc<dyn Transport>, BuildError> {
        let none = || BuildError::new("no transport is set, and the feature `default-transport` is off");
        self.transport.clone().ok_or_else(none)
    }
}

/// Of headers only the names, and nothing of a base URL that was not checked.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base_url = self.base.as_ref().and_then(|base| BaseUrl::parse(&base.url().ok()?, true).ok());
        f.debug_struct("Settings")
            .field("base_url", &base_url)
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .field("read_timeout", &self.read_timeout)
            .field("max_attempts", &self.max_attempts)
            .field("max_retry_share", &self.max_retry_share)
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

    #[cfg(any(all(feature = "default-transport", not(target_family = "wasm")), feature = "blocking"))]
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
