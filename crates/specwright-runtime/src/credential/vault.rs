//! The token of one scheme of a client: kept, renewed in time, and fetched by one call at a time.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::HeaderValue;

use crate::clock::Instant;
use crate::credential::token::{Line, Token, TokenProvider, TokenRequest};
use crate::credential::token_error::TokenError;
use crate::headers;

/// A token is renewed this long before it expires, or earlier in the life of a short one: after three quarters of it.
const MARGIN: Duration = Duration::from_secs(30);

/// While the old token still serves, a failed renewal is tried again after this long.
const PAUSE: Duration = Duration::from_secs(5);

pub(crate) struct Vault {
    scheme: String,
    provider: Arc<dyn TokenProvider>,
    scopes: Vec<String>,
    line: Line,
    state: Mutex<State>,
    /// Held by the call that asks the provider.
    renewal: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct State {
    /// How often the provider was asked and has answered.
    rounds: u64,
    /// What came of the last round, until the server refuses it.
    last: Option<Result<Held, TokenError>>,
}

/// A token as a request carries it.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    header: HeaderValue,
    round: u64,
    renew_at: Option<Instant>,
    expires: Option<Instant>,
}

impl Held {
    /// The value of the `authorization` header.
    pub(crate) fn header(&self) -> &HeaderValue {
        &self.header
    }

    fn is_fresh(&self) -> bool {
        self.renew_at.is_none_or(|time| Instant::now() < time)
    }

    fn is_valid(&self) -> bool {
        self.expires.is_none_or(|time| Instant::now() < time)
    }
}

impl Vault {
    pub(crate) fn new(scheme: &str, provider: Arc<dyn TokenProvider>, scopes: Vec<String>, line: Line) -> Self {
        let (state, renewal) = (Mutex::default(), tokio::sync::Mutex::default());
        Self { scheme: scheme.to_owned(), provider, scopes, line, state, renewal }
    }

    /// The security scheme that the token is for.
    pub(crate) fn scheme(&self) -> &str {
        &self.scheme
    }

    /// The token to send: the one that is kept, or a new one.
    ///
    /// Whoever comes while another call asks the provider takes what comes of that, be it a token or a failure: a
    /// thousand calls cost one request. Should the asking call be given up, the next one asks.
    pub(crate) async fn token(&self) -> Result<Held, TokenError> {
        let begun = {
            let state = self.state();
            match &state.last {
                Some(Ok(held)) if held.is_fresh() => return Ok(held.clone()),
                _ => state.rounds,
            }
        };
        let _turn = self.renewal.lock().await;
        let kept = {
            let state = self.state();
            match &state.last {
                Some(Ok(held)) if held.is_fresh() => return Ok(held.clone()),
                Some(outcome) if state.rounds > begun => return outcome.clone(),
                Some(Ok(held)) => Some(held.clone()),
                _ => None,
            }
        };
        let asked = Instant::now();
        let answer = self.provider.token(TokenRequest { scopes: &self.scopes, line: &self.line }).await;
        let mut state = self.state();
        state.rounds += 1;
        let outcome = match (answer.and_then(|token| held(&token, asked, state.rounds)), kept) {
            (Err(_), Some(kept)) if kept.is_valid() => {
                let renew_at = kept.expires.map(|end| end.min(Instant::now() + PAUSE));
                Ok(Held { renew_at, ..kept })
            }
            (outcome, _) => outcome,
        };
        state.last = Some(outcome.clone());
        outcome
    }

    /// The server has refused this token. It is thrown away, unless that has happened already.
    pub(crate) fn refused(&self, refused: &Held) {
        let mut state = self.state();
        if matches!(&state.last, Some(Ok(held)) if held.round == refused.round) {
            state.last = None;
        }
    }

    /// No code that can panic runs while the state is held, so it is whole in any case.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn held(token: &Token, asked: Instant, round: u64) -> Result<Held, TokenError> {
    let secret = token.secret().expose();
    let header = headers::visible(&format!("Bearer {secret}")).filter(|_| !secret.is_empty());
    let mut header = header.ok_or_else(|| {
        TokenError::with("the token is empty, or has characters that a header cannot hold".into(), None, false, None)
    })?;
    header.set_sensitive(true);
    let lifetime = token.lifetime(asked.elapsed());
    // A life beyond the end of all clocks has none.
    let expires = lifetime.and_then(|lifetime| asked.checked_add(lifetime));
    let renew_at = expires.zip(lifetime).map(|(expires, lifetime)| expires - MARGIN.min(lifetime / 4));
    Ok(Held { header, round, renew_at, expires })
}
