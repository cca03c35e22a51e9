//! Servers: of the document, and of paths and operations.

use specwright_ir::{Code, Server, ServerTemplate, ServerVariable};

use super::{Lower, at::At, operation::PathItem};

/// The servers of a document.
pub(super) struct Servers {
    /// Where calls go unless the caller says otherwise.
    pub(super) default: Option<Server>,
    /// All that can be chosen.
    pub(super) choices: Vec<ServerTemplate>,
    /// What paths and operations that name a server of their own are compared with: the default, or else what the
    /// document says in its place.
    usual: String,
}

/// The server of an operation.
#[derive(Clone)]
pub(super) enum OwnServer {
    /// None is named.
    Unnamed,
    /// The document's own.
    Usual,
    /// Another one: absolute, or relative to the base URL.
    Other(String),
}

impl OwnServer {
    pub(super) fn url(self) -> Option<String> {
        match self {
            Self::Other(url) => Some(url),
            Self::Unnamed | Self::Usual => None,
        }
    }
}

impl<'d> Lower<'d> {
    /// The servers of the document. The first with an absolute URL is the default.
    pub(super) fn servers(&mut self, root: &At<'d>) -> Servers {
        let mut servers = Servers { default: None, choices: Vec::new(), usual: "/".to_owned() };
        let all = self.list(root, "servers");
        if all.is_empty() {
            self.report(Code::ServerMissing, root, "the document names no server; the caller must give a base URL");
            return servers;
        }
        let mut first = None;
        for at in &all {
            let Some(template) = self.server_template(at) else { continue };
            let url = filled(&template);
            first = first.or_else(|| Some(url.clone()));
            let why = match is_for_the_caller(&template) {
                true => format!("server `{}` begins with what the caller has to say", template.template),
                false => format!("server `{url}` is not an absolute URL"),
            };
            if is_absolute(&url) || is_for_the_caller(&template) {
                self.choice(at, template, &mut servers.choices);
            } else if servers.default.is_some() {
                self.report(Code::ServerUnused, at, format!("{why}; it can be given as base URL"));
            }
            if servers.default.is_some() {
                continue;
            }
            if is_usable(&url) {
                servers.default = Some(Server { url });
            } else {
                self.report(Code::ServerMissing, at, format!("{why}; the caller must give a base URL"));
            }
        }
        if let [one] = servers.choices.as_slice()
            && one.variables.is_empty()
            && servers.default.is_some()
        {
            servers.choices.clear();
        }
        servers.usual = servers.default.as_ref().map(|server| server.url.clone()).or(first).unwrap_or(servers.usual);
        servers
    }

    fn choice(&mut self, at: &At<'d>, server: ServerTemplate, choices: &mut Vec<ServerTemplate>) {
        if choices.iter().any(|other| is_twin(&other.template, &server.template)) {
            let message = "this server differs from one before in nothing but the scheme; it can be given as base URL";
            self.report(Code::ServerUnused, at, message);
        } else {
            choices.push(server);
        }
    }

    /// The server that a path item names.
    pub(super) fn server_of_path(&mut self, item: &PathItem<'d>, usual: &Servers) -> OwnServer {
        item.source_with("servers").cloned().map_or(OwnServer::Unnamed, |source| self.own_server(&source, usual))
    }

    /// The first server that a path item or an operation names. What cannot be used is reported.
    pub(super) fn own_server(&mut self, owner: &At<'d>, servers: &Servers) -> OwnServer {
        let mut chosen = OwnServer::Unnamed;
        let mut refused = None;
        for at in self.list(owner, "servers") {
            let Some(template) = self.server_template(&at) else { continue };
            let url = filled(&template);
            if !matches!(chosen, OwnServer::Unnamed) {
                let message =
                    "only the first server of a path or an operation is used; its calls can be sent elsewhere";
                self.report(Code::ServerUnused, &at, message);
            } else if is_usable(&url) || url.starts_with('/') && !url.contains(STRANGE) {
                if !template.variables.is_empty() {
                    let message =
                        format!("the variables have their defaults: `{url}`; its calls can be sent elsewhere");
                    self.report(Code::ServerUnused, &at, message);
                }
                chosen = own(&url, &servers.usual);
            } else {
                refused = refused.or(Some((at, url)));
            }
        }
        if let (OwnServer::Unnamed, Some((at, url))) = (&chosen, refused) {
            let message = format!("server `{url}` cannot be used; calls go to the client's base URL");
            self.report(Code::ServerOverride, &at, message);
            return OwnServer::Usual;
        }
        chosen
    }

    /// A server as it stands. What an absolute URL leaves to the document's own scheme is `https`.
    fn server_template(&mut self, at: &At<'d>) -> Option<ServerTemplate> {
        if self.is_malformed(at, "server") {
            return None;
        }
        let mut template = self.text(at, "url").unwrap_or_default();
        if template.starts_with("//") {
            template.insert_str(0, "https:");
        }
        let mut variables: Vec<ServerVariable> = Vec::new();
        for (name, variable) in self.object(at, "variables").iter().flat_map(At::members) {
            // One that does not stand in the URL says nothing.
            if !template.contains(&format!("{{{name}}}")) || self.is_malformed(&variable, "server variable") {
                continue;
            }
            let values = self.list(&variable, "enum");
            variables.push(ServerVariable {
                name: name.to_owned(),
                default: match variable.get("default").and_then(|default| default.as_str()) {
                    Some("") => Some(String::new()),
                    _ => self.text(&variable, "default"),
                },
                values: values.iter().filter_map(|value| value.node.scalar_text().map(str::to_owned)).collect(),
                description: self.text(&variable, "description"),
            });
        }
        for name in names(&template) {
            if !variables.iter().any(|variable| variable.name == name) {
                let name = name.to_owned();
                variables.push(ServerVariable { name, default: None, values: Vec::new(), description: None });
            }
        }
        let (name, description) = (self.text(at, "name"), self.text(at, "description"));
        Some(ServerTemplate { template, name, description, variables })
    }
}

/// The variables in the URL of a server.
fn names(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).filter(|name| !name.is_empty())
}

/// The URL of a server with the value that each variable has by itself.
fn filled(server: &ServerTemplate) -> String {
    let mut url = server.template.clone();
    for variable in &server.variables {
        if let Some(value) = variable.value() {
            url = url.replace(&format!("{{{}}}", variable.name), value);
        }
    }
    url
}

/// Whether a URL begins with a variable that the caller has to give, and says something behind it.
fn is_for_the_caller(server: &ServerTemplate) -> bool {
    let ServerTemplate { template, variables, .. } = server;
    let first = template.strip_prefix('{').and_then(|rest| rest.split_once('}'));
    first.is_some_and(|(name, rest)| {
        !rest.is_empty() && variables.iter().any(|variable| variable.name == name && server.needs(variable))
    })
}

/// Characters that no URL of a server has: it has neither variables, user, query nor fragment.
const STRANGE: &[char] = &['{', '}', '@', '?', '#', '\\', ' ', '"'];

fn is_absolute(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

fn is_usable(url: &str) -> bool {
    is_absolute(url) && !url.contains(['{', '}'])
}

/// Whether two URLs are the same but for being `http` or `https`.
fn is_twin(one: &str, other: &str) -> bool {
    let rest = |url: &str| url.split_once("://").map_or(url, |(_, rest)| rest).trim_end_matches('/').to_owned();
    rest(one) == rest(other)
}

/// A server, compared with the usual one: what has its origin is relative, so that it moves with the caller's base URL.
fn own(url: &str, usual: &str) -> OwnServer {
    let (same, path) = match (parts(url), parts(usual)) {
        ((None, path), (None, usual)) => (path.trim_end_matches('/') == usual.trim_end_matches('/'), path),
        ((Some(origin), path), (Some(other), usual)) if origin.eq_ignore_ascii_case(other) => {
            (path.trim_end_matches('/') == usual.trim_end_matches('/'), path)
        }
        ((None, path), (Some(_), usual)) => (path.trim_end_matches('/') == usual.trim_end_matches('/'), path),
        ((Some(_), _), _) => (false, url),
    };
    match path {
        _ if same => OwnServer::Usual,
        "" => OwnServer::Other("/".to_owned()),
        path => OwnServer::Other(path.to_owned()),
    }
}

/// The origin of an absolute URL, and its path.
fn parts(url: &str) -> (Option<&str>, &str) {
    let Some(start) = url.find("://").map(|at| at + 3) else { return (None, url) };
    let rest = url.get(start..).unwrap_or_default();
    let end = start + rest.find('/').unwrap_or(rest.len());
    (url.get(..end), url.get(end..).unwrap_or_default())
}
