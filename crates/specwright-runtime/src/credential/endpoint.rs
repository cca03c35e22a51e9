//! A token endpoint of OAuth 2.0 and what is said to it.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::uri::Scheme;
use http::{HeaderValue, Request, Response, Uri};
use serde_json::Value;
use specwright_values::Secret;

use crate::credential::token::{Token, TokenRequest};
use crate::credential::token_error::TokenError;
use crate::headers;
use crate::invalid::InvalidRequest;
use crate::retry;
use crate::style;
use crate::transport::TransportError;

/// Of what a server says about an error, this much is kept.
const KEPT_DESCRIPTION: usize = 300;

/// How a client tells a token endpoint who it is (RFC 6749, section 2.3.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientAuth {
    /// In `authorization: Basic`, which every server has to understand.
    #[default]
    Basic,
    /// As `client_id` and `client_secret` in the body.
    Body,
}

/// Where tokens come from, and who asks.
#[derive(Clone)]
pub(super) struct Endpoint {
    pub(super) url: String,
    pub(super) client_id: String,
    pub(super) client_secret: Option<Secret>,
    pub(super) auth: ClientAuth,
    pub(super) scopes: Vec<String>,
    pub(super) params: Vec<(String, Secret)>,
}

/// What a token endpoint gives.
pub(super) struct Grant {
    pub(super) token: Token,
    pub(super) refresh_token: Option<Secret>,
}

/// Whether a request that may have reached the endpoint can do harm when it is sent again.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Repeat {
    Harmless,
    /// The server may have used up a refresh token.
    OnlyUnsent,
}

/// A request that has failed, and how long to wait before the next.
struct Failed {
    error: TokenError,
    wait: Option<Duration>,
}

impl Endpoint {
    pub(super) fn new(url: String, client_id: String, client_secret: Option<Secret>) -> Self {
        Self { url, client_id, client_secret, auth: ClientAuth::Basic, scopes: Vec::new(), params: Vec::new() }
    }

    /// RFC 6749, section 3.2: encrypted, without a fragment. The URL is not quoted, it may hold a password.
    pub(super) fn check(&self, allow_http: bool) -> Result<Uri, InvalidRequest> {
        let refuse = |what: &str| Err(InvalidRequest::new(format!("the token URL {what}")));
        let Ok(uri) = self.url.parse::<Uri>() else { return refuse("is not a valid absolute URL") };
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return refuse("must be absolute, like `https://login.example.com/token`");
        };
        if self.url.contains('#') {
            return refuse("must not have a fragment");
        }
        if authority.as_str().contains('@') {
            return refuse("must not have a user or a password in it");
        }
        match scheme {
            scheme if *scheme == Scheme::HTTPS => Ok(uri),
            scheme if *scheme == Scheme::HTTP && allow_http => Ok(uri),
            scheme if *scheme == Scheme::HTTP => {
                refuse("is not https; call `allow_http(true)` if the client's secret may travel unencrypted")
            }
            _ => refuse("must begin with `https://`"),
        }
    }

    /// Asks until there is a token, no hope, or no attempt left.
    pub(super) async fn ask(
        &self,
        ask: TokenRequest<'_>,
        grant: &[(&str, &str)],
        repeat: Repeat,
    ) -> Result<Grant, TokenError> {
        let uri = self.check(ask.line.allow_http).map_err(TokenError::new)?;
        let secrets = self.secrets(grant);
        let mut attempt = 1;
        loop {
            let failed = match ask.send(self.request(uri.clone(), ask.scopes(), grant)).await {
                Ok(response) => match read(&response) {
                    Ok(grant) => return Ok(grant),
                    Err(refusal) => refusal.explain(&response, attempt, repeat, &secrets),
                },
                Err(error) => Failed::on_the_way(error, attempt, repeat),
            };
            match failed.wait.filter(|_| attempt < ask.max_attempts()) {
                Some(wait) => crate::clock::sleep(wait).await,
                None => return Err(failed.error),
            }
            attempt += 1;
        }
    }

    fn request(&self, uri: Uri, scopes: &[String], grant: &[(&str, &str)]) -> Request<Bytes> {
        let scopes = if self.scopes.is_empty() { scopes } else { &self.scopes };
        let scope = scopes.join(" ");
        let mut form: Vec<(&str, &str)> = grant.to_vec();
        if !scope.is_empty() {
            form.push(("scope", &scope));
        }
        let mut authorization = None;
        match (&self.client_secret, self.auth) {
            (Some(secret), ClientAuth::Basic) => authorization = Some(self.basic(secret)),
            (Some(secret), ClientAuth::Body) => {
                form.extend([("client_id", self.client_id.as_str()), ("client_secret", secret.expose())]);
            }
            (None, _) => form.push(("client_id", &self.client_id)),
        }
        form.extend(self.params.iter().map(|(name, value)| (name.as_str(), value.expose())));
        let pairs: Vec<String> =
            form.iter().map(|(name, value)| format!("{}={}", form_encode(name), form_encode(value))).collect();
        let mut request = Request::new(Bytes::from(pairs.join("&")));
        *request.method_mut() = http::Method::POST;
        *request.uri_mut() = uri;
        let fields = request.headers_mut();
        fields.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        fields.insert(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(value) = authorization {
            fields.insert(AUTHORIZATION, value);
        }
        request
    }

    /// RFC 6749, section 2.3.1: both are form-encoded before they are joined, so a colon in the name is no matter.
    fn basic(&self, secret: &Secret) -> HeaderValue {
        headers::basic(&form_encode(&self.client_id), &form_encode(secret.expose()))
    }

    /// All texts that an error must not show, in every form they travel in, the longest first.
    fn secrets(&self, grant: &[(&str, &str)]) -> Vec<Secret> {
        let params = self.params.iter().map(|(_, value)| value.expose());
        let granted = grant.iter().filter(|(name, _)| *name != "grant_type").map(|(_, value)| *value);
        let plain = self.client_secret.iter().map(Secret::expose).chain(params).chain(granted);
        let mut all: Vec<String> =
            plain.flat_map(|text| [text.to_owned(), form_encode(text), style::encode(text)]).collect();
        if let Some(secret) = &self.client_secret {
            let unencoded = headers::basic(&self.client_id, secret.expose());
            for value in [self.basic(secret), unencoded] {
                let text = value.to_str().unwrap_or_default().trim_start_matches("Basic ");
                all.extend([text, text.trim_end_matches('=')].map(str::to_owned));
            }
        }
        all.retain(|text| !text.is_empty());
        all.sort_by_key(|text| std::cmp::Reverse(text.len()));
        all.into_iter().map(Secret::from).collect()
    }
}

/// Nothing of a URL that was not checked, and of parameters only the names.
impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint")
            .field("client_id", &self.client_id)
            .field("auth", &self.auth)
            .field("scopes", &self.scopes)
            .field("params", &self.params.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

/// As `application/x-www-form-urlencoded`.
fn form_encode(text: &str) -> String {
    style::encode(text).replace("%20", "+")
}

/// Why an answer is no token. Only the words of an error answer come from the server.
enum Refusal {
    Error { code: String, description: String },
    Unusable(&'static str),
}

fn read(response: &Response<Bytes>) -> Result<Grant, Refusal> {
    let value: Option<Value> = serde_json::from_slice(response.body()).ok();
    let text = |name: &str| value.as_ref().and_then(|value| value.get(name)).and_then(Value::as_str);
    // Some servers send errors with a 200.
    if let Some(code) = text("error") {
        let description = text("error_description").unwrap_or_default().to_owned();
        return Err(Refusal::Error { code: code.to_owned(), description });
    }
    if !response.status().is_success() {
        return Err(Refusal::Unusable("without saying why"));
    }
    let secret = text("access_token").ok_or(Refusal::Unusable("without an access token"))?;
    if text("token_type").is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
        return Err(Refusal::Unusable("with a token that is no bearer token"));
    }
    let token = Token::new(secret);
    let lifetime = value.as_ref().and_then(|value| value.get("expires_in")).and_then(seconds);
    let token = match lifetime {
        Some(lifetime) => token.expires_in(lifetime),
        None => token,
    };
    Ok(Grant { token, refresh_token: text("refresh_token").filter(|text| !text.is_empty()).map(Secret::from) })
}

/// Some servers write the number as a string. One that cannot be a time says nothing.
fn seconds(value: &Value) -> Option<Duration> {
    let seconds = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())?;
    Duration::try_from_secs_f64(seconds).ok()
}

impl Refusal {
    fn explain(self, response: &Response<Bytes>, attempt: u32, repeat: Repeat, secrets: &[Secret]) -> Failed {
        let status = response.status();
        let passing = match repeat {
            Repeat::Harmless => matches!(status.as_u16(), 408 | 429 | 502 | 503 | 504),
            Repeat::OnlyUnsent => matches!(status.as_u16(), 429 | 503),
        };
        let (message, code) = match self {
            Self::Unusable(what) => (format!("the token endpoint answered {status} {what}"), None),
            Self::Error { code, description } => {
                let (code, description) = (clean(&code, secrets), clean(&description, secrets));
                let colon = if description.is_empty() { "" } else { ": " };
                (format!("the token endpoint answered {status} with `{code}`{colon}{description}"), Some(code))
            }
        };
        let wait = if passing { retry::delay(attempt, Some(response.headers())) } else { None };
        Failed { error: TokenError::with(message.into(), code, passing, None), wait }
    }
}

impl Failed {
    fn on_the_way(error: TransportError, attempt: u32, repeat: Repeat) -> Self {
        let passing = (repeat == Repeat::Harmless && !error.is_permanent()) || !error.may_have_been_sent();
        let message = Cow::Borrowed("the token endpoint could not be asked");
        let wait = if passing { retry::delay(attempt, None) } else { None };
        Self { error: TokenError::with(message, None, passing, Some(error.into())), wait }
    }
}

/// A server's words without the secrets it was told, on one line and of bounded length.
fn clean(text: &str, secrets: &[Secret]) -> String {
    let mut text = text.to_owned();
    for secret in secrets {
        text = text.replace(secret.expose(), "***");
    }
    let visible = |c: &char| {
        !c.is_control()
            && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    text.chars().filter(visible).take(KEPT_DESCRIPTION).collect()
}
