//! What callers prove who they are with: setters of the client's builder.

use std::collections::BTreeMap;

use specwright_ir::{Api, Credential, CredentialKind, Flow, FlowKind, Operation};

use super::{docs, operation::OperationPlan};
use crate::names::{Name, Scope, words};

/// A setter of the client's builder.
#[derive(Clone, Debug)]
pub(crate) struct CredentialPlan {
    pub(crate) setter: Name,
    /// The security scheme it fulfils.
    pub(crate) scheme: String,
    pub(crate) docs: Vec<String>,
    pub(crate) call: CredentialCall,
}

/// How the runtime is told about a credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CredentialCall {
    Header(String),
    Query(String),
    Cookie(String),
    Bearer,
    Basic,
    Http(String),
    /// Bearer tokens that a provider brings.
    Tokens,
    /// A certificate that the connection shows.
    Identity,
}

/// A setter for each credential, and behind them one for the token provider of each that has access tokens.
pub(super) fn plan(credentials: &[Credential], setters: &mut Scope) -> Vec<CredentialPlan> {
    let plans: Vec<CredentialPlan> =
        credentials.iter().map(|credential| plan_credential(credential, setters)).collect();
    let tokens = credentials.iter().zip(&plans).filter_map(|(credential, plan)| plan_tokens(credential, plan, setters));
    let tokens: Vec<CredentialPlan> = tokens.collect();
    plans.into_iter().chain(tokens).collect()
}

fn plan_credential(credential: &Credential, setters: &mut Scope) -> CredentialPlan {
    let (call, what) = match &credential.kind {
        CredentialKind::Header(name) => (
            CredentialCall::Header(name.clone()),
            format!("Sets the key that is sent in the header {}.", docs::code(name)),
        ),
        CredentialKind::Query(name) => (
            CredentialCall::Query(name.clone()),
            format!("Sets the key that is sent in the query parameter {}.", docs::code(name)),
        ),
        CredentialKind::Cookie(name) => (
            CredentialCall::Cookie(name.clone()),
            format!("Sets the key that is sent in the cookie {}.", docs::code(name)),
        ),
        CredentialKind::Bearer | CredentialKind::OAuth2(_) | CredentialKind::OpenIdConnect(_) => {
            (CredentialCall::Bearer, "Sets the bearer token that calls are authorized with.".to_owned())
        }
        CredentialKind::Http(scheme) => (
            CredentialCall::Http(scheme.clone()),
            format!(
                "Sets the credentials that calls are authorized with, as they stand behind {}.",
                docs::code(scheme)
            ),
        ),
        CredentialKind::MutualTls => {
            let what = "Sets the certificate that is shown to servers that ask for one (mutual TLS), and its key.";
            (CredentialCall::Identity, what.to_owned())
        }
        CredentialKind::Basic => {
            (CredentialCall::Basic, "Sets the user name and password that calls are authorized with.".to_owned())
        }
    };
    CredentialPlan {
        setter: setters.mint(&words(&credential.name), "credential").name,
        scheme: credential.name.clone(),
        docs: docs::of_sections([Some(what.as_str()), credential.description.as_deref()]),
        call,
    }
}

fn plan_tokens(credential: &Credential, plain: &CredentialPlan, setters: &mut Scope) -> Option<CredentialPlan> {
    let told: Vec<String> = match &credential.kind {
        CredentialKind::OAuth2(flows) => flows.iter().filter_map(flow).chain(scopes(flows)).collect(),
        CredentialKind::OpenIdConnect(discovery) => discovery.iter().map(|url| discovered(url)).collect(),
        _ => return None,
    };
    let what = "Sets what brings the bearer tokens that calls are authorized with, and renews them.";
    let mut words = words(plain.setter.plain());
    words.push("tokens".to_owned());
    Some(CredentialPlan {
        setter: setters.mint(&words, "").name,
        scheme: credential.name.clone(),
        docs: docs::of_sections([what].into_iter().chain(told.iter().map(String::as_str)).map(Some)),
        call: CredentialCall::Tokens,
    })
}

/// What to give the client for a flow. The texts of the document stand in code spans.
fn flow(Flow { kind, token_url, refresh_url, .. }: &Flow) -> Option<String> {
    match kind {
        FlowKind::ClientCredentials => {
            let call = format!("ClientCredentials::new({:?}, client_id, client_secret)", token_url.as_deref()?);
            Some(format!("For a program by itself: {}.", docs::code(&call)))
        }
        FlowKind::AuthorizationCode | FlowKind::Password | FlowKind::DeviceAuthorization => {
            let url = refresh_url.as_deref().or(token_url.as_deref())?;
            let call = format!("RefreshToken::new({url:?}, client_id, refresh_token)");
            Some(format!("For a user who has agreed before: {}.", docs::code(&call)))
        }
        FlowKind::Implicit => None,
    }
}

fn discovered(url: &str) -> String {
    format!("The document about its endpoints is at {}.", docs::code(url))
}

/// The scopes of all flows, each once.
fn scopes(flows: &[Flow]) -> Option<String> {
    let mut known: Vec<&str> = Vec::new();
    let mut lines = vec!["Scopes:".to_owned(), String::new()];
    for (name, description) in flows.iter().flat_map(|flow| &flow.scopes) {
        if known.contains(&name.as_str()) || name.trim().is_empty() {
            continue;
        }
        known.push(name);
        let description = description.as_deref().map(crate::docs::doc_inline).filter(|text| !text.is_empty());
        let told = description.map(|text| format!(": {text}")).unwrap_or_default();
        lines.push(format!("- {}{told}", docs::code(name)));
    }
    (!known.is_empty()).then(|| lines.join("\n"))
}

/// Says in the docs of each operation which scopes it needs.
pub(super) fn tell_scopes(api: &Api, operations: &mut [OperationPlan]) {
    let asking = api.operations.iter().filter(|operation| !operation.scopes.is_empty());
    let lines: BTreeMap<&str, String> =
        asking.map(|operation| (operation.id.as_str(), scopes_line(operation))).collect();
    for operation in operations {
        if let Some(line) = lines.get(operation.id.as_str()) {
            operation.method_docs.push(String::new());
            operation.method_docs.extend(crate::docs::doc_lines(line));
        }
    }
}

fn scopes_line(operation: &Operation) -> String {
    let of = |names: &[String]| names.iter().map(|name| docs::code(name)).collect::<Vec<_>>().join(", ");
    let all =
        operation.scopes.iter().map(|scopes| format!("{} ({})", docs::code(&scopes.credential), of(&scopes.names)));
    format!("Scopes: {}.", all.collect::<Vec<_>>().join(", "))
}
