//! Grants of OAuth 2.0 that need no user in front of a browser.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use specwright_values::Secret;

use crate::credential::endpoint::{ClientAuth, Endpoint, Repeat};
use crate::credential::token::{Token, TokenProvider, TokenRequest};
use crate::credential::token_error::TokenError;
use crate::invalid::InvalidRequest;
use crate::transport::BoxFuture;

/// Access tokens for a program itself: the client credentials grant (RFC 6749, section 4.4).
///
/// The token endpoint is asked through the client's transport. The secret goes to the origin of the token URL and
/// nowhere else; redirects are not followed.
///
/// ```
/// use specwright_runtime::{ClientCredentials, Credential};
///
/// let tokens = ClientCredentials::new("https://login.example.com/token", "my-program", "secret").scopes(["read"]);
/// let credential = Credential::tokens(tokens);
/// ```
#[derive(Clone, Debug)]
pub struct ClientCredentials {
    endpoint: Endpoint,
}

impl ClientCredentials {
    /// Asks this URL, as this client.
    pub fn new(token_url: impl Into<String>, client_id: impl Into<String>, client_secret: impl Into<Secret>) -> Self {
        Self { endpoint: Endpoint::new(token_url.into(), client_id.into(), Some(client_secret.into())) }
    }

    /// How the endpoint learns who asks. Default: `authorization: Basic`.
    #[must_use]
    pub fn client_auth(mut self, auth: ClientAuth) -> Self {
        self.endpoint.auth = auth;
        self
    }

    /// The scopes to ask for, instead of those the credential was set up with.
    #[must_use]
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.endpoint.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// A further parameter of the request, like `audience` or `resource`.
    #[must_use]
    pub fn param(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.endpoint.params.push((name.into(), value.into()));
        self
    }
}

impl TokenProvider for ClientCredentials {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<Token, TokenError>> {
        Box::pin(async move {
            let grant = [("grant_type", "client_credentials")];
            Ok(self.endpoint.ask(request, &grant, Repeat::Harmless).await?.token)
        })
    }

    fn check(&self, allow_http: bool) -> Result<(), InvalidRequest> {
        self.endpoint.check(allow_http).map(drop)
    }
}

/// Access tokens on behalf of a user who has agreed before: the refresh of an access token (RFC 6749, section 6).
///
/// When the endpoint gives a new refresh token, that is the one used from then on.
/// [`on_new_refresh_token`](Self::on_new_refresh_token) tells it, so that it can be kept for the next start of the program.
#[derive(Clone)]
pub struct RefreshToken {
    endpoint: Endpoint,
    /// Clones are the same grant: the endpoint may accept each refresh token only once.
    current: Arc<Mutex<Secret>>,
    listener: Option<Arc<Listener>>,
}

type Listener = dyn Fn(&Secret) + Send + Sync;

impl RefreshToken {
    /// Asks this URL, as this client, with this refresh token.
    pub fn new(token_url: impl Into<String>, client_id: impl Into<String>, refresh_token: impl Into<Secret>) -> Self {
        let endpoint = Endpoint::new(token_url.into(), client_id.into(), None);
        Self { endpoint, current: Arc::new(Mutex::new(refresh_token.into())), listener: None }
    }

    /// The secret of a client that has one.
    #[must_use]
    pub fn client_secret(mut self, secret: impl Into<Secret>) -> Self {
        self.endpoint.client_secret = Some(secret.into());
        self
    }

    /// How the endpoint learns who asks, if the client has a secret. Default: `authorization: Basic`.
    #[must_use]
    pub fn client_auth(mut self, auth: ClientAuth) -> Self {
        self.endpoint.auth = auth;
        self
    }

    /// The scopes to ask for, no more than the user has agreed to. Default: all of these.
    #[must_use]
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.endpoint.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// A further parameter of the request, like `audience` or `resource`.
    #[must_use]
    pub fn param(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.endpoint.params.push((name.into(), value.into()));
        self
    }

    /// Called with every new refresh token, before the access token that came with it is used.
    #[must_use]
    pub fn on_new_refresh_token(mut self, listener: impl Fn(&Secret) + Send + Sync + 'static) -> Self {
        self.listener = Some(Arc::new(listener));
        self
    }

    fn replace(&self, new: Secret) {
        let is_new = {
            let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
            let is_new = *current != new;
            *current = new.clone();
            is_new
        };
        if let Some(listener) = self.listener.as_ref().filter(|_| is_new) {
            listener(&new);
        }
    }
}

impl TokenProvider for RefreshToken {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<Token, TokenError>> {
        Box::pin(async move {
            let current = self.current.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let form = [("grant_type", "refresh_token"), ("refresh_token", current.expose())];
            let grant = self.endpoint.ask(request, &form, Repeat::OnlyUnsent).await?;
            if let Some(new) = grant.refresh_token {
                self.replace(new);
            }
            Ok(grant.token)
        })
    }

    fn check(&self, allow_http: bool) -> Result<(), InvalidRequest> {
        self.endpoint.check(allow_http).map(drop)
    }
}

impl fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefreshToken").field("endpoint", &self.endpoint).finish_non_exhaustive()
    }
}
