//! A client as the generator would write it.

use serde::{Deserialize, Serialize};
use specwright_runtime::{
    Answer, Async, Bytes, Credential, Failure, InvalidRequest, Method, Mode, Operation, Query, RequestWriter, Secret,
    Security, Settings,
};

#[derive(Clone, Debug)]
pub(crate) struct Client<M = Async> {
    inner: specwright_runtime::Client<M>,
}

impl Client {
    pub(crate) fn builder() -> ClientBuilder {
        ClientBuilder { settings: Settings::new("things-client/0.0.0", None) }
    }
}

impl<M: Mode> Client<M> {
    pub(crate) fn get_thing(&self, id: impl Into<String>) -> Call<GetThing, M> {
        Call::new(&self.inner, GetThing { id: id.into(), ..GetThing::default() })
    }

    pub(crate) fn create_thing(&self, body: NewThing) -> Call<CreateThing, M> {
        Call::new(&self.inner, CreateThing { body })
    }

    pub(crate) fn download(&self, id: impl Into<String>) -> Call<Download, M> {
        Call::new(&self.inner, Download { id: id.into() })
    }

    pub(crate) fn start(&self, parts: &[&str]) -> Call<Start, M> {
        Call::new(&self.inner, Start { parts: parts.iter().map(|part| part.to_string()).collect() })
    }
}

#[derive(Clone, Debug)]
pub(crate) struct ClientBuilder {
    settings: Settings,
}

impl ClientBuilder {
    pub(crate) fn bearer(mut self, token: impl Into<Secret>) -> Self {
        self.settings.credential("bearer", Credential::bearer(token.into()));
        self
    }

    pub(crate) fn basic(mut self, user: &str, password: impl Into<Secret>) -> Self {
        self.settings.credential("basic", Credential::basic(user, password.into()));
        self
    }

    pub(crate) fn key_header(mut self, key: impl Into<Secret>) -> Self {
        self.settings.credential("key_header", Credential::header("x-api-key", key.into()));
        self
    }

    pub(crate) fn key_query(mut self, key: impl Into<Secret>) -> Self {
        self.settings.credential("key_query", Credential::query("api_key", key.into()));
        self
    }

    pub(crate) fn key_cookie(mut self, key: impl Into<Secret>) -> Self {
        self.settings.credential("key_cookie", Credential::cookie("session", key.into()));
        self
    }
}

specwright_runtime::client_methods!(Client, ClientBuilder);
specwright_runtime::call_type!();

const OPTIONAL: Security = &[
    &[],
    &["bearer", "key_header", "key_query", "key_cookie"],
    &["basic", "key_header", "key_query", "key_cookie"],
    &["key_header"],
    &["bearer"],
];

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub(crate) struct Thing {
    pub(crate) name: String,
    pub(crate) parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub(crate) struct Part {
    pub(crate) size: i32,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct NewThing {
    pub(crate) name: String,
    pub(crate) password: Secret,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Explanation {
    pub(crate) message: String,
}

/// `GET /things/{id}`.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub(crate) struct GetThing {
    pub(crate) id: String,
    pub(crate) tags: Option<Vec<String>>,
    pub(crate) trace: Option<String>,
    pub(crate) flavour: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub(crate) enum GetThingError {
    NotFound(Explanation),
    Gone,
    Default(Explanation),
}

impl Operation for GetThing {
    type Output = Thing;
    type Error = GetThingError;
    const ID: &'static str = "getThing";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/things/{id}";
    const SECURITY: Security = OPTIONAL;

    fn write(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
        request.path("id", &self.id)?;
        request.query("tags", &self.tags, Query::Form { explode: true })?;
        request.header("x-trace", &self.trace)?;
        request.cookie("flavour", &self.flavour)
    }

    fn read(answer: &Answer) -> Result<Thing, Failure<GetThingError>> {
        match answer.status() {
            200 => answer.json(),
            404 => answer.error(GetThingError::NotFound),
            410 => answer.empty_error(GetThingError::Gone),
            _ => answer.error(GetThingError::Default),
        }
    }
}

impl<M: Mode> Call<GetThing, M> {
    pub(crate) fn tags(mut self, tags: &[&str]) -> Self {
        self.operation_mut().tags = Some(tags.iter().map(|tag| tag.to_string()).collect());
        self
    }

    pub(crate) fn trace(mut self, trace: &str) -> Self {
        self.operation_mut().trace = Some(trace.to_owned());
        self
    }

    pub(crate) fn flavour(mut self, flavour: &str) -> Self {
        self.operation_mut().flavour = Some(flavour.to_owned());
        self
    }
}

/// `POST /things`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub(crate) struct CreateThing {
    pub(crate) body: NewThing,
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub(crate) enum CreateThingError {
    ClientError(Explanation),
}

impl Operation for CreateThing {
    type Output = Thing;
    type Error = CreateThingError;
    const ID: &'static str = "createThing";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/things";
    const SECURITY: Security = OPTIONAL;

    fn write(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
        request.json(&self.body)
    }

    fn read(answer: &Answer) -> Result<Thing, Failure<CreateThingError>> {
        match answer.status() {
            201 | 200 => answer.json(),
            400..=499 => answer.error(CreateThingError::ClientError),
            _ => answer.undeclared(),
        }
    }
}

/// `GET /things/{id}:download`, which needs credentials.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub(crate) struct Download {
    pub(crate) id: String,
}

impl Operation for Download {
    type Output = Bytes;
    type Error = std::convert::Infallible;
    const ID: &'static str = "download";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/things/{id}:download";
    const SECURITY: Security = &[&["bearer"], &["key_header", "key_query"]];
    const ACCEPT: &'static str = "application/octet-stream";

    fn write(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
        request.path("id", &self.id)
    }

    fn read(answer: &Answer) -> Result<Bytes, Failure<Self::Error>> {
        match answer.status() {
            200 => answer.bytes(),
            _ => answer.undeclared(),
        }
    }
}

/// `POST /jobs/{parts}/start`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub(crate) struct Start {
    pub(crate) parts: Vec<String>,
}

impl Operation for Start {
    type Output = ();
    type Error = String;
    const ID: &'static str = "start";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/jobs/{parts}/start";
    const SECURITY: Security = &[];

    fn write(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
        request.path("parts", &self.parts)
    }

    fn read(answer: &Answer) -> Result<(), Failure<String>> {
        match answer.status() {
            200..=299 => answer.empty(),
            _ => answer.error_text(std::convert::identity),
        }
    }
}

pub(crate) fn new_thing() -> NewThing {
    NewThing { name: "bolt".into(), password: "in-the-body".into() }
}

pub(crate) fn thing() -> Thing {
    Thing { name: "bolt".into(), parts: vec![Part { size: 3 }] }
}

pub(crate) const THING: &str = r#"{"name": "bolt", "parts": [{"size": 3}], "new": true}"#;
