//! Security schemes and what operations require of them.

use openapiv3::{APIKeyLocation, SecurityScheme};
use specwright_ir::{Code, Credential, CredentialKind};

use super::{Lower, at::At, skeleton};

impl<'d> Lower<'d> {
    /// The declared schemes that a client can fulfil.
    pub(super) fn credentials(&mut self, root: &At<'d>) -> Vec<Credential> {
        let Some(components) = root.get("components") else { return Vec::new() };
        let Some(schemes) = self.object(&components, "securitySchemes") else { return Vec::new() };
        schemes.members().iter().filter_map(|(name, at)| self.credential(name, at)).collect()
    }

    fn credential(&mut self, name: &str, at: &At<'d>) -> Option<Credential> {
        let target = self.follow(at)?;
        if target.get("type").and_then(|kind| kind.as_str()) == Some("mutualTLS") {
            self.report(
                Code::SecurityUnsupported,
                &target,
                format!("`{name}` is mutual TLS; the caller must bring a transport that presents a certificate"),
            );
            return None;
        }
        let scheme = skeleton::read::<SecurityScheme>(self, &target, "security scheme", "left out")?;
        let (kind, description) = match scheme {
            SecurityScheme::APIKey { location, name, description, .. } => {
                let kind = match location {
                    APIKeyLocation::Header => CredentialKind::Header(name),
                    APIKeyLocation::Query => CredentialKind::Query(name),
                    APIKeyLocation::Cookie => CredentialKind::Cookie(name),
                };
                (kind, description)
            }
            SecurityScheme::HTTP { scheme, description, .. } => {
                match scheme.to_ascii_lowercase().as_str() {
                    "bearer" => (CredentialKind::Bearer, description),
                    "basic" => (CredentialKind::Basic, description),
                    _ => {
                        self.report(
                        Code::SecurityUnsupported,
                        &target,
                        format!("HTTP authentication scheme `{scheme}` is not supported; the caller must add what it needs"),
                    );
                        return None;
                    }
                }
            }
            SecurityScheme::OAuth2 { description, .. } | SecurityScheme::OpenIDConnect { description, .. } => {
                (CredentialKind::Bearer, description)
            }
        };
        Some(Credential { name: name.to_owned(), kind, description, origin: target.origin() })
    }

    /// The alternatives of a `security` member; an empty list when there is none.
    pub(super) fn requirements(&mut self, owner: &At<'d>, credentials: &[Credential]) -> Vec<Vec<String>> {
        let mut alternatives = Vec::new();
        for alternative in self.list(owner, "security") {
            let mut set = Vec::new();
            let mut usable = true;
            for (name, at) in alternative.members() {
                if credentials.iter().any(|credential| credential.name == name) {
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
