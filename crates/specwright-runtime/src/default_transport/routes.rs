//! Which requests go through which proxy.

use http::header::PROXY_AUTHORIZATION;
use http::uri::Scheme;
use http::{HeaderMap, HeaderValue, Uri};
use hyper_util::client::proxy::matcher::Matcher;

use crate::proxy::Proxy;
use crate::settings::BuildError;

/// The proxies of a client. Of several, the first that is for a request counts.
pub(super) struct Routes(Vec<Route>);

/// A proxy, and what it is for.
pub(crate) struct Route {
    pub(crate) matcher: Matcher,
    /// Instead of what the proxy's URL says.
    pub(crate) auth: Option<HeaderValue>,
}

/// A proxy that a request goes through.
pub(super) struct Via {
    pub(super) uri: Uri,
    pub(super) auth: Option<HeaderValue>,
}

impl Routes {
    /// Those of the environment count where the caller has set none.
    pub(super) fn new(proxies: &[Proxy], from_env: bool) -> Result<Self, BuildError> {
        if proxies.is_empty() && from_env {
            return Ok(Self(vec![Route { matcher: Matcher::from_env(), auth: None }]));
        }
        proxies.iter().map(Proxy::to_route).collect::<Result<_, _>>().map(Self)
    }

    pub(super) fn to(&self, uri: &Uri) -> Option<Via> {
        self.0.iter().find_map(|route| {
            let proxy = route.matcher.intercept(uri)?;
            let auth = route.auth.clone().or_else(|| proxy.basic_auth().cloned());
            Some(Via { uri: proxy.uri().clone(), auth })
        })
    }

    /// Tells the proxy who asks, if the request itself goes to one and not through a tunnel.
    pub(super) fn authorize(&self, uri: &Uri, headers: &mut HeaderMap) {
        if self.0.is_empty() || uri.scheme() != Some(&Scheme::HTTP) || headers.contains_key(PROXY_AUTHORIZATION) {
            return;
        }
        if let Some(auth) = self.to(uri).and_then(|via| via.auth) {
            headers.insert(PROXY_AUTHORIZATION, auth);
        }
    }
}
