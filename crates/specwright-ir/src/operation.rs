//! What can be called.

use crate::{Content, Facts, Origin, Pagination, Ty};

/// One operation: a request that can be sent and the responses that may come back.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The operationId, or a name made from method and path; unique within the API.
    pub id: String,
    /// The HTTP method as it is sent: upper case for those OpenAPI has a key for, any other token as the document writes it.
    pub method: String,
    /// The path template, starting with `/`, parameters in braces.
    pub path: String,
    /// One line, CommonMark.
    pub summary: Option<String>,
    /// CommonMark.
    pub description: Option<String>,
    /// The address of further documentation.
    pub see: Option<String>,
    /// Names of the groups it belongs to.
    pub tags: Vec<String>,
    /// Whether callers should stop using it.
    pub deprecated: bool,
    /// Parameters: in the order of the path template first, then as declared.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// The declared responses, exact statuses first, then ranges, then the default.
    pub responses: Vec<Response>,
    /// Which credentials it needs: one of these sets, each in full. Empty: none is needed.
    pub security: Vec<Vec<String>>,
    /// What the credentials among them must be good for.
    pub scopes: Vec<Scopes>,
    /// How the pages follow one another, when it answers with those of a list.
    pub pagination: Option<Pagination>,
    /// The header by which the server knows a request that it has seen before.
    pub idempotency_key: Option<String>,
    /// Its own server, if it has one: an absolute URL, or one relative to the server of the API.
    pub server: Option<String>,
    /// Where it stands.
    pub origin: Origin,
}

/// The scopes, or roles, that an operation asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scopes {
    /// The credential that must have them.
    pub credential: String,
    /// Their names; never empty.
    pub names: Vec<String>,
}

/// A parameter outside of the body.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name in the request.
    pub wire: String,
    /// The part of the request it travels in, and how it is written there.
    pub style: ParameterStyle,
    /// Whether a call without it is wrong.
    pub required: bool,
    /// Whether characters that URIs reserve (`/`, `:`, `,`, ...) are sent as they are; only for queries.
    pub allow_reserved: bool,
    /// Its type.
    pub ty: Ty,
    /// Prose, default, constraints.
    pub facts: Facts,
    /// Where it is declared (or needed, if it is declared nowhere).
    pub origin: Origin,
}

/// Where a parameter travels and how its value is written (OpenAPI "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterStyle {
    /// In the path, comma-separated.
    Path {
        /// Whether an object's properties are written `name=value`.
        explode: bool,
    },
    /// In the path, behind a dot: `.a,b`.
    Label {
        /// Whether elements are separated by dots, and an object's properties are written `name=value`.
        explode: bool,
    },
    /// In the path, as a path parameter with a name: `;name=a,b`.
    Matrix {
        /// Whether every element gets a name of its own.
        explode: bool,
    },
    /// In a header, comma-separated.
    Header {
        /// Whether an object's properties are written `name=value`.
        explode: bool,
    },
    /// In a cookie.
    Cookie {
        /// Whether every element or property gets a cookie of its own.
        explode: bool,
    },
    /// In the query: `name=a&name=b` when exploded, else `name=a,b`.
    Form {
        /// Whether every element gets a pair of its own.
        explode: bool,
    },
    /// In the query: `name=a%20b`.
    SpaceDelimited,
    /// In the query: `name=a|b`.
    PipeDelimited,
    /// In the query: `name=a%09b` (Swagger 2.0, `collectionFormat: tsv`).
    TabDelimited,
    /// In the query: `name[key]=value`.
    DeepObject,
    /// As JSON text.
    Json(Place),
    /// The whole query: the pairs of an object.
    QueryForm,
    /// The whole query: JSON text.
    QueryJson,
    /// The whole query: text that the caller has encoded.
    QueryText,
}

/// The parts of a request that parameters travel in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The path.
    Path,
    /// The query.
    Query,
    /// The headers.
    Header,
    /// The cookies.
    Cookie,
}

impl ParameterStyle {
    /// The part of the request that is written to.
    pub fn place(self) -> Place {
        match self {
            Self::Path { .. } | Self::Label { .. } | Self::Matrix { .. } => Place::Path,
            Self::Header { .. } => Place::Header,
            Self::Cookie { .. } => Place::Cookie,
            Self::Form { .. }
            | Self::SpaceDelimited
            | Self::PipeDelimited
            | Self::TabDelimited
            | Self::DeepObject
            | Self::QueryForm
            | Self::QueryJson
            | Self::QueryText => Place::Query,
            Self::Json(place) => place,
        }
    }
}

/// A request body.
#[derive(Clone, Debug)]
pub struct Body {
    /// Whether a call without it is wrong.
    pub required: bool,
    /// CommonMark.
    pub description: Option<String>,
    /// What it may hold, the preferred media type first; never empty.
    pub contents: Vec<Content>,
}

/// One declared response.
#[derive(Clone, Debug)]
pub struct Response {
    /// The statuses it stands for.
    pub status: StatusPattern,
    /// CommonMark.
    pub description: String,
    /// Its body, of the preferred media type; `None` when it has none.
    pub content: Option<Content>,
    /// What the body may be instead, the better understood first. What says the same as the preferred one is not here.
    pub others: Vec<Content>,
    /// The same as a stream of items, where the document offers that beside another body.
    pub streams: Vec<Content>,
    /// The headers it says something about; empty for an answer to the server.
    pub headers: Vec<ResponseHeader>,
    /// What can be called next; empty for an answer to the server.
    pub links: Vec<Link>,
    /// Where it stands.
    pub origin: Origin,
}

impl Response {
    /// What it may hold without being asked for a stream, the preferred one first.
    pub fn wholes(&self) -> impl Iterator<Item = &Content> {
        self.content.iter().chain(&self.others)
    }

    /// Everything it may hold.
    pub fn contents(&self) -> impl Iterator<Item = &Content> {
        self.wholes().chain(&self.streams)
    }

    /// The same, to change it.
    pub(crate) fn contents_mut(&mut self) -> impl Iterator<Item = &mut Content> {
        self.content.iter_mut().chain(&mut self.others).chain(&mut self.streams)
    }
}

/// An operation that can be called with what an answer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its name.
    pub name: String,
    /// The id of the operation.
    pub operation: String,
    /// What its parameters are: names, each with a constant or a runtime expression like `$response.body#/id`.
    pub parameters: Vec<(String, String)>,
    /// What its body is.
    pub body: Option<String>,
    /// CommonMark.
    pub description: Option<String>,
}

/// A header of a response.
#[derive(Clone, Debug)]
pub struct ResponseHeader {
    /// Its name.
    pub wire: String,
    /// How its value is written.
    pub style: HeaderStyle,
    /// Whether a response without it is wrong.
    pub required: bool,
    /// Its type.
    pub ty: Ty,
    /// Prose, default, constraints.
    pub facts: Facts,
    /// Where it is declared.
    pub origin: Origin,
}

/// How the value of a response header is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeaderStyle {
    /// Comma-separated.
    Simple {
        /// Whether an object's properties are written `name=value`.
        explode: bool,
    },
    /// As JSON text.
    Json,
}

/// The statuses a response stands for. Ordered by how specific they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusPattern {
    /// This status.
    Exact(u16),
    /// A hundred, by its first digit: `4` is 400 to 499.
    Range(u8),
    /// Every status that no other response stands for.
    Default,
}

impl StatusPattern {
    /// Whether it stands for successes (2xx). A default does not.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Exact(200..=299) | Self::Range(2))
    }
}

/// A request that the server makes: a webhook, or a callback of an operation.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Its name, unique among webhooks and operations.
    pub id: String,
    /// The id of the operation that asks for it; `None` for a webhook.
    pub operation: Option<String>,
    /// The HTTP method as it is sent.
    pub method: String,
    /// One line, CommonMark.
    pub summary: Option<String>,
    /// CommonMark.
    pub description: Option<String>,
    /// Whether it is going away.
    pub deprecated: bool,
    /// What the server may send, the preferred media type first; empty when there is no body.
    pub body: Vec<Content>,
    /// The answers that the server understands.
    pub responses: Vec<Response>,
    /// Where it stands.
    pub origin: Origin,
}
