//! Exchanges that are written down, and answers from what was written.

use std::error::Error as _;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use specwright_runtime::{Credential, Error, Mock, Recorder, Replay, Reply, Secret};

use crate::api::{Client, ClientBuilder, CreateThing, Download, GetThing, Start, THING, new_thing, thing};

#[derive(Clone, Default)]
struct File(Arc<Mutex<Vec<u8>>>);

impl File {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("no panic while held").clone()).expect("text")
    }

    fn lines(&self) -> Vec<Value> {
        self.text().lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
    }
}

impl io::Write for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no panic while held").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Full;

impl io::Write for Full {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::Error::other("no space left"))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn recorded(mock: &Mock, recorder: Recorder) -> ClientBuilder {
    let builder = Client::builder().base_url("https://h/base").transport(mock.clone());
    builder.wrap_transport(move |inner| recorder.around(inner))
}

fn replayed(replay: &Replay) -> Client {
    Client::builder().base_url("https://other/base").transport(replay.clone()).build().expect("a client")
}

fn cause<E>(error: &Error<E>) -> String {
    error.source().expect("a source").to_string()
}

#[track_caller]
fn faults(replay: &Replay) -> String {
    let panic = catch_unwind(AssertUnwindSafe(|| replay.assert_done())).expect_err("something is open");
    panic.downcast_ref::<String>().expect("a message").clone()
}

#[tokio::test(start_paused = true)]
async fn an_exchange_is_a_line() {
    let (mock, file) = (Mock::new(), File::default());
    mock.on::<CreateThing>()
        .reply(Reply::status(201).bytes("application/json", THING).header("x-a", "1").header("x-a", "2"));
    mock.on::<Start>().reply(Reply::status(204));
    mock.on::<GetThing>().reply(Reply::status(502).bytes("text/html", "<html>\nüä"));
    let client = recorded(&mock, Recorder::new(file.clone())).max_attempts(1).build().expect("a client");
    client.create_thing(new_thing()).await.expect("a thing");
    client.start(&["a"]).await.expect("it starts");
    client.get_thing("7").tags(&["x&y"]).await.expect_err("a bad gateway");
    let headers = json!({"accept": "application/json", "user-agent": "things-client/0.0.0"});
    let mut with_body = headers.clone();
    with_body["content-type"] = "application/json".into();
    assert_eq!(
        file.lines(),
        [
            json!({
                "operation": "createThing", "method": "POST", "path": "/base/things",
                "request": {"headers": with_body, "body": {"name": "bolt", "password": "in-the-body"}},
                "status": 201, "headers": {"content-type": "application/json", "x-a": ["1", "2"]},
                "body": serde_json::from_str::<Value>(THING).expect("JSON"),
            }),
            json!({
                "operation": "start", "method": "POST", "path": "/base/jobs/a/start",
                "request": {"headers": headers}, "status": 204, "headers": {},
            }),
            json!({
                "operation": "getThing", "method": "GET", "path": "/base/things/7?tags=x%26y",
                "request": {"headers": headers}, "status": 502, "headers": {"content-type": "text/html"},
                "body_base64": "PGh0bWw+CsO8w6Q=",
            }),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn bodies_of_json_keep_every_digit() {
    let (mock, file) = (Mock::new(), File::default());
    let body = "{\r\n\"big\": 123456789012345678901234567890.10,\n\"line\": \"a\\nb\"}";
    mock.on::<Download>().reply(Reply::status(200).bytes("application/json", body));
    let client = recorded(&mock, Recorder::new(file.clone())).bearer("token").build().expect("a client");
    client.download("7").await.expect("bytes");
    let expected = r#""body":{  "big": 123456789012345678901234567890.10, "line": "a\nb"}}"#;
    assert!(file.text().trim_end().ends_with(expected), "{}", file.text());
    assert_eq!(file.text().lines().count(), 1);
}

#[tokio::test(start_paused = true)]
async fn secrets_are_not_written() {
    let (mock, file) = (Mock::new(), File::default());
    let answer = json!({"name": "canary-1", "parts": [{"size": 1, "Name": ["canary-1"]}]});
    mock.on::<GetThing>().reply(Reply::ok(&answer).header("set-cookie", "canary-2").header("x-kept", "canary-3"));
    mock.on::<CreateThing>().reply(Reply::status(201).json(&thing()));
    let recorder =
        Recorder::new(file.clone()).keep_out("X-Kept").keep_out("tags").keep_out("password").keep_out("name");
    let builder = recorded(&mock, recorder).bearer("canary-4").key_header("canary-5").key_query("canary-6");
    let client = builder.key_cookie("canary-7").default_header("x-kept", "canary-8").build().expect("a client");
    let call = client.get_thing("7").flavour("canary-9").tags(&["canary-10"]);
    call.await.expect("a thing");
    let mut body = new_thing();
    body.password = Secret::from("canary-11");
    client.create_thing(body).await.expect("a thing");
    let lines = file.lines();
    assert!(!file.text().contains("canary"), "{}", file.text());
    assert_eq!(lines[0]["path"], "/base/things/7?tags=REDACTED&api_key=REDACTED");
    assert_eq!(lines[0]["body"], json!({"name": "REDACTED", "parts": [{"size": 1, "Name": []}]}));
    assert_eq!(lines[1]["request"]["body"], json!({"name": "REDACTED", "password": "REDACTED"}));
    let hidden = ["authorization", "cookie", "x-api-key", "x-kept"];
    assert!(hidden.iter().all(|name| lines[0]["request"]["headers"][name] == "REDACTED"), "{}", lines[0]);

    let replay = Replay::new(file.text()).expect("a recording");
    let client = replayed(&replay);
    client.get_thing("7").tags(&["anything"]).header("x-own", "1").await.expect_err("a query without the key");
    let client =
        Client::builder().base_url("https://h/base").transport(replay.clone()).key_header("k").key_query("other");
    let client = client.bearer("b").key_cookie("c").build().expect("a client");
    assert_eq!(client.get_thing("7").tags(&["anything"]).await.expect("a thing").name, "REDACTED");
}

#[tokio::test(start_paused = true)]
async fn what_was_recorded_comes_back_in_order() {
    let (mock, file) = (Mock::new(), File::default());
    let named = |name: &str| json!({"name": name, "parts": []});
    mock.on::<GetThing>().replies([
        Reply::status(503).header("retry-after", "0"),
        Reply::ok(&named("first")).header("content-encoding", "identity").header("x-a", "1"),
        Reply::ok(&named("second")),
        Reply::ok(&named("other")),
    ]);
    mock.on::<Download>().reply(Reply::status(200).chunks("application/octet-stream", [&b"\xff\x00"[..], b"\n"]));
    let client = recorded(&mock, Recorder::new(file.clone())).key_header("k").build().expect("a client");
    for (id, tags) in [("7", ["a", "b"]), ("7", ["b", "a"]), ("8", ["a", "b"])] {
        client.get_thing(id).tags(&tags).await.expect("a thing");
    }
    recorded(&mock, Recorder::new(file.clone()))
        .bearer("t")
        .build()
        .expect("a client")
        .download("7")
        .await
        .expect("bytes");

    let replay = Replay::new(file.text()).expect("a recording");
    let client =
        Client::builder().base_url("https://h/base").transport(replay.clone()).bearer("t").build().expect("a client");
    assert_eq!(client.get_thing("8").tags(&["b", "a"]).await.expect("a thing").name, "other");
    let first = client.get_thing("7").tags(&["b", "a"]).response().await.expect("a thing");
    assert_eq!((first.value().name.as_str(), first.headers().len()), ("first", 2));
    assert_eq!(client.get_thing("7").tags(&["a", "b"]).await.expect("a thing").name, "second");
    assert_eq!(client.download("7").await.expect("bytes"), &b"\xff\x00\n"[..]);
    replay.assert_done();
}

#[tokio::test(start_paused = true)]
async fn what_was_not_recorded_is_told() {
    let text = r#"
        {"operation": "getThing", "method": "GET", "path": "/base/things/7?tags=a", "status": 200, "body": {}}

        {"operation": "start", "method": "POST", "path": "/base/jobs/a/start", "status": 204, "headers": {}}
    "#;
    let replay = Replay::new(text).expect("a recording");
    let client = replayed(&replay);
    let told = "getThing (GET /base/things/7?tags=b) was not recorded; left: getThing (GET /base/things/7?tags=a)";
    let error = client.get_thing("7").tags(&["b"]).await.expect_err("another query");
    assert_eq!((cause(&error).as_str(), error.attempts()), (told, 1));
    client.start(&["a"]).await.expect("it starts");
    let again = "start (POST /base/jobs/a/start) was not recorded; left: nothing";
    assert_eq!(cause(&client.start(&["a"]).await.expect_err("used")), again);
    let left = "getThing (GET /base/things/7?tags=a) did not come";
    assert_eq!(faults(&replay).lines().collect::<Vec<_>>(), [told, again, left]);
}

#[track_caller]
fn refused(text: &str, expected: &str) {
    assert_eq!(Replay::new(text).expect_err("no recording").to_string(), expected);
}

#[test]
fn what_is_no_recording_is_refused_with_its_line() {
    refused("\n{", "line 2 is none of a recording: it is no JSON object");
    refused("{}", "line 1 is none of a recording: it has no `status`");
    refused(r#"{"status": "200"}"#, "line 1 is none of a recording: its `status` is of another type");
    let line = |status: u16, body: &str| {
        format!(r#"{{"operation": "a", "method": "GET", "path": "/", "status": {status}, "body_base64": "{body}"}}"#)
    };
    refused(&line(200, "?"), "line 1 is none of a recording: its `body_base64` is no Base64");
    refused(&line(99, ""), "line 1 is none of a recording: its `status` is none");
}

#[tokio::test(start_paused = true)]
async fn only_whole_exchanges_are_written() {
    let (mock, file) = (Mock::new(), File::default());
    let cut = Reply::status(200).text("half").cut_off();
    mock.on::<CreateThing>().replies([
        Reply::broken_off(),
        cut,
        Reply::status(200).text("too long"),
        Reply::ok(&thing()),
    ]);
    let client = recorded(&mock, Recorder::new(file.clone()).body_limit(50)).build().expect("a client");
    for _ in 0..2 {
        client.create_thing(new_thing()).await.expect_err("a fault");
    }
    let tight = recorded(&mock, Recorder::new(file.clone()).body_limit(7)).build().expect("a client");
    let error = tight.create_thing(new_thing()).await.expect_err("too large");
    assert!(cause(&error).contains("larger than the limit"), "{error:?}");
    assert_eq!((file.lines().len(), mock.all_sent().len()), (0, 2));
    let broken = recorded(&mock, Recorder::new(Full)).build().expect("a client");
    let error = broken.create_thing(new_thing()).await.expect_err("a full disk");
    assert_eq!((cause(&error).as_str(), error.attempts()), ("no space left", 1));
}

#[tokio::test(start_paused = true)]
async fn requests_for_tokens_are_not_written() {
    let (mock, file) = (Mock::new(), File::default());
    mock.on_request("POST", "/token").reply(Reply::ok(&json!({"access_token": "canary", "token_type": "bearer"})));
    mock.on::<GetThing>().header("authorization", "Bearer canary").reply(Reply::ok(&thing()));
    let provider = specwright_runtime::ClientCredentials::new("https://h/token", "me", "canary");
    let builder = recorded(&mock, Recorder::new(file.clone())).credential("bearer", Credential::tokens(provider));
    builder.build().expect("a client").get_thing("7").await.expect("a thing");
    assert_eq!((file.lines().len(), file.text().contains("canary"), mock.all_sent().len()), (1, false, 2));
}
