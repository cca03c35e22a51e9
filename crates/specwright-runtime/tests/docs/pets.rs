// A client as the generator would write it, for the examples in the docs of the crate.

use serde::{Deserialize, Serialize};
use specwright_runtime::{
    Answer, Async, Credential, EventStream, Failure, InvalidRequest, Method, Mode, NextPage, Operation, PageTurn, Paged,
    Query, RequestWriter, Secret, Security, Settings, TokenProvider,
};

#[derive(Clone, Debug)]
pub struct Client<M = Async> {
    inner: specwright_runtime::Client<M>,
}

impl Client {
    pub fn builder() -> ClientBuilder {
        ClientBuilder { settings: Settings::new("pets-client/0.0.0", Some("https://pets.example")) }
    }
}

impl<M: Mode> Client<M> {
    pub fn list_pets(&self) -> Call<ListPets, M> {
        Call::new(&self.inner, ListPets { page: None })
    }

    pub fn get_pet(&self, name: impl Into<String>) -> Call<GetPet, M> {
        Call::new(&self.inner, GetPet { name: name.into() })
    }

    pub fn watch_pets(&self) -> Call<WatchPets, M> {
        Call::new(&self.inner, WatchPets)
    }
}

#[derive(Clone, Debug)]
pub struct ClientBuilder {
    settings: Settings,
}

impl ClientBuilder {
    pub fn api_key(mut self, key: impl Into<Secret>) -> Self {
        self.settings.credential("key", Credential::header("x-api-key", key));
        self
    }

    pub fn login_tokens(mut self, provider: impl TokenProvider) -> Self {
        self.settings.credential("login", Credential::tokens(provider));
        self
    }
}

specwright_runtime::client_methods!(Client, ClientBuilder);
specwright_runtime::call_type!();

const SECURITY: Security = &[&["key"], &["login"]];

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Pet {
    pub name: String,
}

impl Pet {
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into() }
    }
}

pub struct ListPets {
    pub page: Option<i64>,
}

impl Operation for ListPets {
    type Output = Vec<Pet>;
    type Error = GetPetError;

    const ID: &'static str = "listPets";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/pets";
    const SECURITY: Security = SECURITY;

    fn write(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
        request.query("page", &self.page, Query::Form { explode: true })
    }

    fn read(answer: &Answer) -> Result<Vec<Pet>, Failure<GetPetError>> {
        match answer.status() {
            200 => answer.json(),
            _ => answer.undeclared(),
        }
    }
}

impl Paged for ListPets {
    type Item = Pet;

    fn items(page: &mut Vec<Pet>) -> Option<&mut Vec<Pet>> {
        Some(page)
    }

    fn turn(&mut self, _: &Vec<Pet>, turn: PageTurn<'_>) -> NextPage {
        turn.page(&mut self.page, 1)
    }
}

pub struct GetPet {
    pub name: String,
}

#[derive(Clone, Debug, PartialEq)]
pub enum GetPetError {
    NotFound(Pet),
}

impl Operation for GetPet {
    type Output = Pet;
    type Error = GetPetError;

    const ID: &'static str = "getPet";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/pets/{name}";
    const SECURITY: Security = SECURITY;

    fn write(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
        request.path("name", &self.name)
    }

    fn read(answer: &Answer) -> Result<Pet, Failure<GetPetError>> {
        match answer.status() {
            200 => answer.json(),
            404 => answer.error(GetPetError::NotFound),
            _ => answer.undeclared(),
        }
    }
}

pub struct WatchPets;

impl Operation for WatchPets {
    type Output = EventStream<Pet>;
    type Error = GetPetError;

    const ID: &'static str = "watchPets";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/pets/watch";
    const SECURITY: Security = SECURITY;
    const ACCEPT: &'static str = "text/event-stream";
    const STREAMS: bool = true;

    fn write(&self, _: &mut RequestWriter) -> Result<(), InvalidRequest> {
        Ok(())
    }

    fn read(answer: &Answer) -> Result<EventStream<Pet>, Failure<GetPetError>> {
        answer.events()
    }
}
