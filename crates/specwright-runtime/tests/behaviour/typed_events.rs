//! Events that are told apart by what they are called, in a stream that goes on.

use specwright_runtime::{
    Answer, Call, Client, Event, EventStream, Failure, FromEvent, InvalidRequest, Method, Operation, RequestWriter,
    Security, Settings, StreamError, Unfit,
};

use crate::server::{Fate, Server, answer};

/// What a generated enum of events looks like.
#[derive(Clone, Debug, PartialEq)]
enum Change {
    Added(u64),
    Note(String),
    Color(Color),
    Message(Vec<u64>),
    Unknown(Event<String>),
}

#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
enum Color {
    Red,
}

impl FromEvent for Change {
    fn from_event(event: &Event<String>) -> Result<Self, Unfit> {
        match event.kind() {
            "added" | "added.again" => event.json().map(Self::Added),
            "note" => Ok(Self::Note(event.data.clone())),
            "color" => event.text_value().map(Self::Color),
            "message" => event.json().map(Self::Message),
            _ => Ok(Self::Unknown(event.clone())),
        }
    }
}

/// `GET /changes`.
struct Changes;

impl Operation for Changes {
    type Output = EventStream<Change>;
    type Error = String;
    const ID: &'static str = "changes";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/changes";
    const SECURITY: Security = &[];
    const STREAMS: bool = true;
    const RECONNECTS: bool = true;

    fn write(&self, _: &mut RequestWriter) -> Result<(), InvalidRequest> {
        Ok(())
    }

    fn read(answer: &Answer) -> Result<EventStream<Change>, Failure<String>> {
        match answer.status() {
            200 => answer.typed_events().map(|events| events.until("[DONE]").until("[STOP]")),
            _ => answer.error_text(|text| text),
        }
    }
}

fn settings(url: &str) -> Settings {
    let mut settings = Settings::new("changes/0", Some(url));
    settings.allow_http(true);
    settings
}

fn client(url: &str) -> Client {
    settings(url).build().expect("a client")
}

/// An answer with these events, whose body ends before it should.
fn cut(events: &str) -> Fate {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 10000\r\n\r\n";
    Fate::Answered(format!("{head}{events}").into())
}

fn whole(events: &str) -> Fate {
    answer("200 OK", &["content-type: text/event-stream"], events)
}

fn said(event: Result<Event<Change>, StreamError>) -> Result<Change, String> {
    event.map(Event::into_data).map_err(|error| error.to_string())
}

async fn all(mut events: EventStream<Change>) -> Vec<Result<Change, String>> {
    let mut all = Vec::new();
    while let Some(event) = events.next().await {
        all.push(said(event));
    }
    all
}

/// Says what becomes of the events of one answer.
async fn check(text: &str, expected: &[Result<Change, &str>]) {
    let server = Server::start(vec![whole(text)]).await;
    let found = all(Call::new(&client(&server.url()), Changes).await.expect("events")).await;
    let expected: Vec<_> = expected.iter().cloned().map(|one| one.map_err(str::to_owned)).collect();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn events_are_read_by_what_they_are_called() {
    check("event: added\ndata: 7\n\nevent: added.again\ndata: 8\n\n", &[Ok(Change::Added(7)), Ok(Change::Added(8))])
        .await;
    check("event: note\ndata: \"as it is\"\n\n", &[Ok(Change::Note("\"as it is\"".to_owned()))]).await;
    check(
        "event: color\ndata: red\n\nevent: color\ndata: \"red\"\n\n",
        &[Ok(Change::Color(Color::Red)), Ok(Change::Color(Color::Red))],
    )
    .await;
}

#[tokio::test]
async fn an_event_without_a_name_is_called_message() {
    let expected = [Ok(Change::Message(vec![1])), Ok(Change::Message(vec![2])), Ok(Change::Message(vec![3]))];
    check("data: [1]\n\nevent: message\ndata: [2]\n\nevent:\ndata: [3]\n\n", &expected).await;
}

#[tokio::test]
async fn an_event_that_nobody_knows_is_kept_whole() {
    let event = Event::new(Some("4".to_owned()), Some("lost".to_owned()), "{".to_owned());
    check("id: 4\nevent: lost\ndata: {\n\n", &[Ok(Change::Unknown(event))]).await;
}

#[tokio::test]
async fn events_that_do_not_fit_do_not_end_the_stream() {
    check(
        "event: added\ndata: x\n\nevent: color\ndata: green\n\nevent: added\ndata: 7\n\n",
        &[
            Err("item 1 does not fit: expected value (line 1, column 1)"),
            Err("item 2 does not fit: expected value (line 1, column 1)"),
            Ok(Change::Added(7)),
        ],
    )
    .await;
}

#[tokio::test]
async fn each_of_several_texts_ends_the_stream() {
    let rest = "event: added\ndata: 2\n\n";
    check(&format!("event: added\ndata: 1\n\ndata: [DONE]\n\n{rest}"), &[Ok(Change::Added(1))]).await;
    check(&format!("event: added\ndata: 1\n\ndata: [STOP]\n\n{rest}"), &[Ok(Change::Added(1))]).await;
}

/// A feed that ends, then breaks off, then says that it is over.
fn feed() -> Vec<Fate> {
    vec![
        whole("retry: 1\nid: 1\nevent: added\ndata: 7\n\n"),
        cut("id: 2\nevent: note\ndata: b\n\n"),
        whole("data: [DONE]\n\n"),
    ]
}

#[track_caller]
fn check_feed(server: &Server, found: &[Result<Change, String>]) {
    assert_eq!(found, [Ok(Change::Added(7)), Ok(Change::Note("b".to_owned()))]);
    let received = server.received();
    let ids: Vec<_> = received.iter().map(|request| request.header("last-event-id")).collect();
    assert_eq!(ids, [None, Some("1"), Some("2")]);
}

#[tokio::test]
async fn a_feed_goes_on_behind_its_last_event_until_the_text_that_ends_it() {
    let server = Server::start(feed()).await;
    let events = Call::new(&client(&server.url()), Changes).await.expect("events").reconnecting();
    let found = all(events).await;
    check_feed(&server, &found);
}

#[cfg(feature = "blocking")]
#[test]
fn a_blocking_client_reads_the_same_feed() {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let server = runtime.block_on(Server::start(feed()));
    let client = settings(&server.url()).build_blocking().expect("a client");
    let events = Call::new(&client, Changes).send().expect("events").reconnecting();
    let found: Vec<_> = events.into_iter().map(said).collect();
    check_feed(&server, &found);
}
