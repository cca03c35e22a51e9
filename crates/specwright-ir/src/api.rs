//! One API as a whole.

use crate::{Content, Operation, Origin, Response, Ty, Types, Webhook};

/// The language-free model of one API. Everything is in document order, except that the operations of one path are in
/// the order in which the OpenAPI Specification lists their methods.
#[derive(Clone, Debug)]
pub struct Api {
    /// Title, version and prose.
    pub info: Info,
    /// The server that calls go to unless the caller gives another one; `None` when the document names none that can
    /// be used.
    pub server: Option<Server>,
    /// The servers that a caller may choose from; empty when there is nothing to choose.
    pub servers: Vec<ServerTemplate>,
    /// The security schemes that operations may ask for.
    pub credentials: Vec<Credential>,
    /// Groups of operations.
    pub tags: Vec<Group>,
    /// Every operation that can be called.
    pub operations: Vec<Operation>,
    /// Every request that the server makes.
    pub webhooks: Vec<Webhook>,
    /// Every type definition.
    pub types: Types,
}

impl Api {
    /// Calls `f` with every use of a type, and with every type inside it, in document order.
    pub fn for_each_use(&self, f: &mut impl FnMut(&Ty)) {
        let content = |content: Option<&Content>, f: &mut dyn FnMut(&Ty)| {
            if let Some(content) = content {
                content.format.for_each_ty(&mut |ty| ty.walk(&mut *f));
            }
        };
        for operation in &self.operations {
            operation.parameters.iter().for_each(|parameter| parameter.ty.walk(f));
            operation.body.iter().flat_map(|body| &body.contents).for_each(|one| content(Some(one), f));
            for response in &operation.responses {
                response.contents().for_each(|one| content(Some(one), f));
                response.headers.iter().for_each(|header| header.ty.walk(f));
            }
        }
        for webhook in &self.webhooks {
            webhook.body.iter().for_each(|one| content(Some(one), f));
            webhook.responses.iter().flat_map(Response::contents).for_each(|one| content(Some(one), f));
        }
        self.types.iter().for_each(|(_, definition)| definition.shape.for_each_use(f));
    }

    /// The same, to change them.
    pub(crate) fn for_each_use_mut(&mut self, f: &mut impl FnMut(&mut Ty)) {
        let content = |content: Option<&mut Content>, f: &mut dyn FnMut(&mut Ty)| {
            if let Some(content) = content {
                content.format.for_each_ty_mut(&mut |ty| ty.walk_mut(&mut *f));
            }
        };
        for operation in &mut self.operations {
            operation.parameters.iter_mut().for_each(|parameter| parameter.ty.walk_mut(f));
            operation.body.iter_mut().flat_map(|body| &mut body.contents).for_each(|one| content(Some(one), f));
            for response in &mut operation.responses {
                response.contents_mut().for_each(|one| content(Some(one), f));
                response.headers.iter_mut().for_each(|header| header.ty.walk_mut(f));
            }
        }
        for webhook in &mut self.webhooks {
            webhook.body.iter_mut().for_each(|one| content(Some(one), f));
            webhook.responses.iter_mut().flat_map(Response::contents_mut).for_each(|one| content(Some(one), f));
        }
        self.types.shapes_mut().for_each(|shape| shape.for_each_use_mut(f));
    }
}

/// What a document says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// `info.title`.
    pub title: String,
    /// `info.version`, as written.
    pub version: String,
    /// `info.description`, CommonMark.
    pub description: Option<String>,
    /// The address of further documentation.
    pub see: Option<String>,
}

/// A server that serves the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Its absolute URL; template variables are replaced by their defaults.
    pub url: String,
}

/// A server that a caller may choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerTemplate {
    /// Its URL, in which variables stand in braces: absolute once they have values.
    pub template: String,
    /// What the document calls it.
    pub name: Option<String>,
    /// CommonMark.
    pub description: Option<String>,
    /// The variables in the URL.
    pub variables: Vec<ServerVariable>,
}

impl ServerTemplate {
    /// Whether a caller has to give the variable: it has no value by itself, or an empty one where the URL or a label of
    /// its host is nothing without it.
    pub fn needs(&self, variable: &ServerVariable) -> bool {
        match variable.value() {
            None => true,
            Some("") => {
                let (before, _) = self.template.split_once(&format!("{{{}}}", variable.name)).unwrap_or_default();
                let host = before.split_once("://").map_or(before, |(_, host)| host);
                host.is_empty() || host.ends_with('.') && !host.contains('/')
            }
            Some(_) => false,
        }
    }
}

/// A variable in the URL of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// Its name, as it stands in the braces.
    pub name: String,
    /// Its value unless the caller gives another one.
    pub default: Option<String>,
    /// The values that it may have; empty when it may have any.
    pub values: Vec<String>,
    /// CommonMark.
    pub description: Option<String>,
}

impl ServerVariable {
    /// Its value unless the caller gives another one. Without a default it is the first of the values. An empty default
    /// that is none of the values says that the caller has to choose, if there is a choice.
    pub fn value(&self) -> Option<&str> {
        let default = self.default.as_deref();
        match (default, self.values.as_slice()) {
            (Some(""), [only]) => Some(only),
            (Some(""), values) if !values.is_empty() && !values.iter().any(String::is_empty) => None,
            (default, values) => default.or(values.first().map(String::as_str)),
        }
    }
}

/// A group of operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The name that operations refer to.
    pub name: String,
    /// CommonMark.
    pub description: Option<String>,
    /// The address of further documentation.
    pub see: Option<String>,
}

/// Something a caller proves who they are with: a security scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// The name that operations refer to.
    pub name: String,
    /// How it is sent.
    pub kind: CredentialKind,
    /// CommonMark.
    pub description: Option<String>,
    /// Where it is declared.
    pub origin: Origin,
}

/// How a credential is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CredentialKind {
    /// A key in a header of this name.
    Header(String),
    /// A key in a query parameter of this name.
    Query(String),
    /// A key in a cookie of this name.
    Cookie(String),
    /// `Authorization: Bearer <token>` (RFC 6750).
    Bearer,
    /// `Authorization: Bearer <token>` with access tokens of OAuth 2.0 (RFC 6749): the caller brings one, or what fetches
    /// them.
    OAuth2(Vec<Flow>),
    /// The same with access tokens of OpenID Connect, whose discovery document is at this address.
    OpenIdConnect(Option<String>),
    /// `Authorization: Basic <user:password>` (RFC 7617).
    Basic,
    /// `Authorization: <scheme> <credentials>` of any other scheme (RFC 9110 section 11); the caller brings the credentials
    /// as they are sent.
    Http(String),
    /// A certificate that the connection shows (mutual TLS): no part of a request.
    MutualTls,
}

/// A way in which access tokens can be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Who asks for the tokens, and how.
    pub kind: FlowKind,
    /// Where tokens are asked for, as the document writes it.
    pub token_url: Option<String>,
    /// Where tokens are renewed, if that is another place.
    pub refresh_url: Option<String>,
    /// What a token may be good for: names, each with a text about it.
    pub scopes: Vec<(String, Option<String>)>,
}

/// The grants of OAuth 2.0, by their names in OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowKind {
    /// A program for itself (RFC 6749 section 4.4).
    ClientCredentials,
    /// A user in front of a browser (RFC 6749 section 4.1).
    AuthorizationCode,
    /// The same without a token endpoint (RFC 6749 section 4.2).
    Implicit,
    /// With the user's password (RFC 6749 section 4.3).
    Password,
    /// A user with another device at hand (RFC 8628).
    DeviceAuthorization,
}
