use std::fmt;

use hyper_util::client::proxy::matcher::Matcher;
use specwright_values::Secret;

use crate::base_url::BaseUrl;
use crate::default_transport::Route;
use crate::headers;
use crate::settings::BuildError;

/// A proxy for the default transport. Never prints its password.
///
/// Requests to `https` servers go through a tunnel, so that the proxy sees their host only.
#[derive(Clone)]
pub struct Proxy {
    url: String,
    traffic: Traffic,
    except: Vec<String>,
    auth: Option<(String, Secret)>,
}

#[derive(Clone, Copy, Debug)]
enum Traffic {
    All,
    Http,
    Https,
}

impl Proxy {
    /// A proxy for all requests: `http://` or `https://`, a host and a port.
    pub fn all(url: impl Into<String>) -> Self {
        Self::of(url.into(), Traffic::All)
    }

    /// A proxy for requests to `http` servers.
    pub fn http(url: impl Into<String>) -> Self {
        Self::of(url.into(), Traffic::Http)
    }

    /// A proxy for requests to `https` servers.
    pub fn https(url: impl Into<String>) -> Self {
        Self::of(url.into(), Traffic::Https)
    }

    /// Hosts that are reached directly: a domain with all that is below it, an address, or a range like `10.0.0.0/8`.
    #[must_use]
    pub fn no_proxy<S: Into<String>>(mut self, hosts: impl IntoIterator<Item = S>) -> Self {
        self.except.extend(hosts.into_iter().map(Into::into));
        self
    }

    /// The user and the password that the proxy asks for. The user must not hold a colon.
    #[must_use]
    pub fn basic_auth(mut self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.auth = Some((user.into(), password.into()));
        self
    }

    fn of(url: String, traffic: Traffic) -> Self {
        Self { url, traffic, except: Vec::new(), auth: None }
    }

    pub(crate) fn to_route(&self) -> Result<Route, BuildError> {
        let refuse = |what: String| BuildError::new(format!("a proxy cannot be used: {what}"));
        let url = BaseUrl::parse(&self.url, true);
        let url = url.map_err(|error| refuse(error.to_string().replace("base URL", "URL")))?;
        let matcher = match self.traffic {
            Traffic::All => Matcher::builder().all(url.as_str()),
            Traffic::Http => Matcher::builder().http(url.as_str()),
            Traffic::Https => Matcher::builder().https(url.as_str()),
        };
        let auth = match &self.auth {
            Some((user, _)) if user.contains(':') => {
                return Err(refuse("there is a colon in its user name".to_owned()));
            }
            Some((user, password)) => Some(headers::basic(user, password.expose())),
            None => None,
        };
        Ok(Route { matcher: matcher.no(self.except.join(",")).build(), auth })
    }
}

/// Nothing of a URL that was not checked.
impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proxy")
            .field("url", &BaseUrl::parse(&self.url, true).ok())
            .field("traffic", &self.traffic)
            .field("no_proxy", &self.except)
            .field("basic_auth", &self.auth.is_some())
            .finish()
    }
}
