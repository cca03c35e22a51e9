//! Security schemes and what operations require of them.

use openapiv3::{APIKeyLocation, SecurityScheme};
use specwright_ir::{Code, Credential, CredentialKind, Flow, FlowKind, Scopes};

use super::{
    Lower,
    at::At,
    parameter::is_token,
    typed::{said, typed},
};

/// HTTP authentication schemes whose credentials answer a challenge or sign the request.
const COMPUTED: &[&str] =
    &["digest", "dpop", "gnap", "hoba", "mutual", "negotiate", "ntlm", "scram-sha-1", "scram-sha-256", "vapid"];

impl<'d> Lower<'d> {
    /// The declared schemes that a client can fulfil.
    pub(super) fn credentials(&mut self, root: &At<'d>) -> Vec<Credential> {
        let Some(components) = root.get("components") else { return Vec::new() };
        let Some(schemes) = self.object(&components, "securitySchemes") else { return Vec::new() };
        schemes.members().iter().filter_map(|(name, at)| self.credential(name, at)).collect()
    }

    fn credential(&mut self, name: &str, at: &At<'d>) -> Option<Credential> {
        let (target, own) = self.referred(at)?;
        if self.is_malformed(&target, "security scheme") {
            return None;
        }
        let origin = target.origin();
        let (kind, description) = match typed(&target) {
            Some(scheme) => self.kind(name, &target, scheme)?,
            None => {
                let kind = self.lenient_kind(name, &target)?;
                (kind, self.text(&target, "description"))
            }
        };
        Some(Credential { name: name.to_owned(), kind, description: own.or(description), origin })
    }

    fn kind(&mut self, name: &str, at: &At<'d>, scheme: SecurityScheme) -> Option<(CredentialKind, Option<String>)> {
        let (kind, description) = match scheme {
            SecurityScheme::APIKey { location, name: wire, description, .. } => {
                let place = match location {
                    APIKeyLocation::Query => "query",
                    APIKeyLocation::Header => "header",
                    APIKeyLocation::Cookie => "cookie",
                };
                (self.key(name, at, said(wire), place)?, description)
            }
            SecurityScheme::HTTP { scheme, description, .. } => {
                (self.http(name, at, &said(scheme).unwrap_or_default())?, description)
            }
            SecurityScheme::OAuth2 { description, .. } => (CredentialKind::OAuth2(self.flows(at)), description),
            SecurityScheme::OpenIDConnect { open_id_connect_url, description, .. } => {
                (CredentialKind::OpenIdConnect(said(open_id_connect_url)), description)
            }
        };
        Some((kind, said(description)))
    }

    /// The kind of a scheme that OpenAPI 3.0 does not have, or in which something is wrong.
    fn lenient_kind(&mut self, name: &str, target: &At<'d>) -> Option<CredentialKind> {
        match self.string(target, "type").unwrap_or_default().to_ascii_lowercase().as_str() {
            "apikey" => {
                let wire = self.text(target, "name");
                let place = self.string(target, "in").unwrap_or_default().to_ascii_lowercase();
                self.key(name, target, wire, &place)
            }
            "http" => {
                let scheme = self.text(target, "scheme").unwrap_or_default();
                self.http(name, target, &scheme)
            }
            "oauth2" => Some(CredentialKind::OAuth2(self.flows(target))),
            "openidconnect" => Some(CredentialKind::OpenIdConnect(self.text(target, "openIdConnectUrl"))),
            "mutualtls" => Some(CredentialKind::MutualTls),
            other => {
                let message =
                    format!("security scheme `{name}` is of type `{other}`, which OpenAPI does not know; left out");
                self.report(Code::Malformed, target, message);
                None
            }
        }
    }

    fn key(&mut self, name: &str, at: &At<'d>, wire: Option<String>, place: &str) -> Option<CredentialKind> {
        match (wire, place) {
            (Some(wire), "header") if is_token(&wire) => Some(CredentialKind::Header(wire)),
            (Some(wire), "query") => Some(CredentialKind::Query(wire)),
            (Some(wire), "cookie") => Some(CredentialKind::Cookie(wire)),
            _ => {
                let message = format!(
                    "security scheme `{name}` does not say the name and place that its key is sent in; left out"
                );
                self.report(Code::Malformed, at, message);
                None
            }
        }
    }

    fn http(&mut self, name: &str, at: &At<'d>, scheme: &str) -> Option<CredentialKind> {
        match scheme.to_ascii_lowercase().as_str() {
            "bearer" => Some(CredentialKind::Bearer),
            "basic" => Some(CredentialKind::Basic),
            other if is_token(other) => {
                if COMPUTED.contains(&other) {
                    let message = format!(
                        "credentials of `{name}` (`{scheme}`) differ from request to request; the caller computes them"
                    );
                    self.report(Code::SecurityUnsupported, at, message);
                }
                Some(CredentialKind::Http(scheme.to_owned()))
            }
            _ => {
                let message = format!("security scheme `{name}` names no HTTP authentication scheme; left out");
                self.report(Code::Malformed, at, message);
                None
            }
        }
    }

    /// The flows of an OAuth 2 scheme. What is wrong in one costs only itself.
    fn flows(&mut self, at: &At<'d>) -> Vec<Flow> {
        let mut flows = Vec::new();
        for (name, at) in self.object(at, "flows").iter().flat_map(At::members) {
            let kind = match name {
                "clientCredentials" => FlowKind::ClientCredentials,
                "authorizationCode" => FlowKind::AuthorizationCode,
                "implicit" => FlowKind::Implicit,
                "password" => FlowKind::Password,
                "deviceAuthorization" => FlowKind::DeviceAuthorization,
                _ if name.starts_with("x-") => continue,
                _ => {
                    self.report(Code::KeywordUnknown, &at, format!("`{name}` is not known among the flows; ignored"));
                    continue;
                }
            };
            if self.is_malformed(&at, "flow") {
                continue;
            }
            let scopes = self.object(&at, "scopes");
            let scopes = scopes.iter().flat_map(At::members).filter(|(name, _)| !name.starts_with("x-"));
            flows.push(Flow {
                kind,
                token_url: self.text(&at, "tokenUrl"),
                refresh_url: self.text(&at, "refreshUrl"),
                scopes: scopes
                    .map(|(name, at)| (name.to_owned(), at.as_str().and_then(|text| said(text.to_owned()))))
                    .collect(),
            });
        }
        flows
    }

    /// The scopes that the alternatives of a `security` member ask for.
    pub(super) fn required_scopes(&self, owner: &At<'d>, credentials: &[Credential]) -> Vec<Scopes> {
        let mut all: Vec<Scopes> = Vec::new();
        let alternatives = owner.get("security");
        for (credential, at) in alternatives.iter().flat_map(At::elements).flat_map(|set| set.members()) {
            if !credentials.iter().any(|known| known.name == credential) {
                continue;
            }
            for name in at.elements().iter().filter_map(At::as_str) {
                match all.iter_mut().find(|scopes| scopes.credential == credential) {
                    Some(scopes) if scopes.names.iter().any(|known| known == name) => {}
                    Some(scopes) => scopes.names.push(name.to_owned()),
                    None => {
                        all.push(Scopes { credential: credential.to_owned(), names: vec![name.to_owned()] });
                    }
                }
            }
        }
        all
    }

    /// The alternatives of a `security` member; an empty list when there is none.
    pub(super) fn requirements(&mut self, owner: &At<'d>, credentials: &[Credential]) -> Vec<Vec<String>> {
        let mut alternatives = Vec::new();
        for alternative in self.list(owner, "security") {
            if self.is_malformed(&alternative, "security requirement") {
                continue;
            }
            let mut set = Vec::new();
            let mut usable = true;
            for (name, at) in alternative.members() {
                let known = credentials.iter().find(|credential| credential.name == name);
                if known.is_some_and(|credential| credential.kind != CredentialKind::MutualTls) {
                    set.push(name.to_owned());
                } else if !self.declares_scheme(name) {
                    usable = false;
                    self.report(
                        Code::SecurityUndeclared,
                        &at,
                        format!("security scheme `{name}` is not declared; this alternative is left out"),
                    );
                }
            }
            if usable {
                alternatives.push(set);
            }
        }
        alternatives
    }

    fn declares_scheme(&self, name: &str) -> bool {
        let root = At::root(self.root);
        let schemes = root.get("components").and_then(|components| components.get("securitySchemes"));
        schemes.is_some_and(|schemes| schemes.has(name))
    }
}
