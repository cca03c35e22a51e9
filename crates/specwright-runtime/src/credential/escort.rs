//! What a call does about the token that goes along with it.

use std::sync::Arc;

use http::header::AUTHORIZATION;
use http::{Extensions, HeaderMap, StatusCode};

use crate::clock::{Instant, timeout_at};
use crate::credential::token_error::TokenError;
use crate::credential::vault::{Held, Vault};

/// Rides in the extensions of a request that is to carry a token; tokens are fetched only when requests are sent.
#[derive(Clone)]
pub(crate) struct Ticket(pub(crate) Arc<Vault>);

/// The tokens of one call.
pub(crate) struct Escort {
    vault: Option<Arc<Vault>>,
    sent: Option<Held>,
    renewed: bool,
}

/// Why a request has no token.
pub(crate) enum NoToken {
    /// The time for the call was up.
    InTime,
    /// The provider of this scheme has failed.
    From(String, TokenError),
}

impl Escort {
    /// Takes the ticket off a request.
    pub(crate) fn of(extensions: &mut Extensions) -> Self {
        let ticket = extensions.remove::<Ticket>();
        Self { vault: ticket.map(|ticket| ticket.0), sent: None, renewed: false }
    }

    /// Gives the request the token that is good now.
    pub(crate) async fn join(&mut self, headers: &mut HeaderMap, deadline: Instant) -> Result<(), NoToken> {
        let Some(vault) = &self.vault else { return Ok(()) };
        let held = timeout_at(deadline, vault.token()).await.map_err(|_| NoToken::InTime)?;
        let held = held.map_err(|error| NoToken::From(vault.scheme().to_owned(), error))?;
        headers.insert(AUTHORIZATION, held.header().clone());
        self.sent = Some(held);
        Ok(())
    }

    /// Whether a refused request is worth being sent again: once in a call, if `room` for it is left, and with another
    /// token only. A server that answers 401 has not done what it was asked for, so that holds for every method.
    pub(crate) async fn renews(&mut self, status: Option<StatusCode>, room: bool, deadline: Instant) -> bool {
        let (Some(vault), Some(sent)) = (&self.vault, &self.sent) else { return false };
        if status != Some(StatusCode::UNAUTHORIZED) || std::mem::replace(&mut self.renewed, true) {
            return false;
        }
        vault.refused(sent);
        if !room {
            return false;
        }
        // The refusal is the better thing to tell than the failure to get another token.
        let next = timeout_at(deadline, vault.token()).await;
        matches!(next, Ok(Ok(next)) if next.header() != sent.header())
    }
}
