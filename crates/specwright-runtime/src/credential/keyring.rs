//! The credentials of a client, and which of them go along with an operation.

use http::header::AUTHORIZATION;
use http::{Extensions, HeaderName};

use crate::credential::Prepared;
use crate::credential::escort::Ticket;
use crate::invalid::InvalidRequest;
use crate::operation::Security;
use crate::origin::Origin;
use crate::writer::RequestWriter;

/// The credentials of a client by scheme, in the order they were set.
#[derive(Clone, Default)]
pub(crate) struct Keyring(pub(crate) Vec<(String, Prepared)>);

/// What the credentials of a request have done to it, and have still to do.
#[derive(Default)]
pub(crate) struct Added {
    taken: Vec<HeaderName>,
    ticket: Option<Ticket>,
    #[cfg(feature = "record")]
    secret_pairs: SecretPairs,
}

/// Rides in the extensions of a request: the names of the pairs of its query that are secrets, percent-encoded.
#[cfg(feature = "record")]
#[derive(Clone, Default)]
pub(crate) struct SecretPairs(Vec<String>);

#[cfg(feature = "record")]
impl SecretPairs {
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|known| known == name)
    }
}

impl Added {
    /// Whether a credential stands in the header of this name, or will.
    pub(crate) fn takes(&self, name: &HeaderName) -> bool {
        self.taken.contains(name)
    }

    /// Leaves word that a token is to be fetched when the request is sent.
    pub(crate) fn leave_ticket(self, extensions: &mut Extensions) {
        if let Some(ticket) = self.ticket {
            extensions.insert(ticket);
        }
        #[cfg(feature = "record")]
        if !self.secret_pairs.0.is_empty() {
            extensions.insert(self.secret_pairs);
        }
    }
}

impl Keyring {
    /// Adds what the operation asks for: the first alternative the client can meet. One that asks for nothing is taken
    /// only when no other can be met, so that optional credentials are sent by a client that has them.
    ///
    /// `stand_in` says that the call brings its own `authorization` header, which counts as any missing credential.
    pub(crate) fn add_to(
        &self,
        request: &mut RequestWriter,
        security: Security,
        stand_in: bool,
    ) -> Result<Added, InvalidRequest> {
        let met = |schemes: &&&[&str]| schemes.iter().all(|scheme| self.get(scheme).is_some());
        if let Some(schemes) = security.iter().filter(|schemes| !schemes.is_empty()).find(met) {
            let mut added = Added::default();
            for credential in schemes.iter().filter_map(|scheme| self.get(scheme)) {
                credential.add_to(request, &mut added);
            }
            return Ok(added);
        }
        if is_optional(security, stand_in) {
            return Ok(Added::default());
        }
        Err(InvalidRequest::new(format!(
            "the operation needs the credential {}; set it on the client's builder",
            wanted(security)
        )))
    }

    pub(crate) fn schemes(&self) -> Vec<&str> {
        self.0.iter().map(|(scheme, _)| scheme.as_str()).collect()
    }

    fn get(&self, scheme: &str) -> Option<&Prepared> {
        self.0.iter().find(|(known, _)| known == scheme).map(|(_, credential)| credential)
    }
}

/// What is added for a server that the client's credentials are not for: nothing, if the operation can do without.
pub(crate) fn withhold(security: Security, stand_in: bool, origin: &Origin) -> Result<Added, InvalidRequest> {
    if is_optional(security, stand_in) {
        return Ok(Added::default());
    }
    Err(InvalidRequest::new(format!(
        "the operation needs the credential {} and goes to `{origin}`, which is not the origin of the base URL; \
         if that server may have it, say so with `trust_origin` on the client's builder",
        wanted(security)
    )))
}

fn is_optional(security: Security, stand_in: bool) -> bool {
    stand_in || security.is_empty() || security.iter().any(|schemes| schemes.is_empty())
}

fn wanted(security: Security) -> String {
    let alternative =
        |schemes: &&[&str]| schemes.iter().map(|scheme| format!("`{scheme}`")).collect::<Vec<_>>().join(" and ");
    security.iter().map(alternative).collect::<Vec<_>>().join(", or ")
}

impl Prepared {
    /// A header that stands in the request already stays: an argument the document itself declares for it is the more
    /// specific word, and of two credentials for one header only one can be sent.
    fn add_to(&self, request: &mut RequestWriter, added: &mut Added) {
        match self {
            Self::Header(name, value) => {
                if !request.has_header(name) && !added.takes(name) {
                    request.add_header(name.clone(), value.clone());
                    added.taken.push(name.clone());
                }
            }
            Self::Tokens(vault) => {
                if !request.has_header(&AUTHORIZATION) {
                    added.taken.push(AUTHORIZATION);
                    added.ticket.get_or_insert_with(|| Ticket(vault.clone()));
                }
            }
            Self::Query(pair) => {
                request.add_query(pair);
                #[cfg(feature = "record")]
                added.secret_pairs.0.extend(pair.split_once('=').map(|(name, _)| name.to_owned()));
            }
            Self::Cookie(pair) => request.add_cookie(pair),
        }
    }
}
