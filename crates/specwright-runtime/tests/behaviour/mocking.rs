//! The mock that users test with.

use std::error::Error as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use serde_json::json;
use specwright_runtime::{ClientCredentials, Credential, Error, Mock, Reply, http};
use tokio::time::Instant;

use crate::api::{Client, CreateThing, Download, GetThing, GetThingError, Start, new_thing, thing};

fn client(mock: &Mock) -> Client {
    Client::builder().base_url("https://h/base").transport(mock.clone()).bearer("token").build().expect("a client")
}

fn cause<E>(error: &Error<E>) -> String {
    error.source().expect("a source").to_string()
}

#[track_caller]
fn faults(mock: &Mock) -> String {
    let panic = catch_unwind(AssertUnwindSafe(|| mock.assert_done())).expect_err("something is open");
    panic.downcast_ref::<String>().expect("a message").clone()
}

#[tokio::test(start_paused = true)]
async fn an_operation_is_answered_with_typed_values() {
    let mock = Mock::new();
    mock.on::<GetThing>().reply(Reply::ok(&thing()));
    mock.on::<CreateThing>().reply(Reply::status(201).json(&thing()).header("x-request-id", "7"));
    let client = client(&mock);
    assert_eq!(client.get_thing("7").await.expect("a thing"), thing());
    let made = client.create_thing(new_thing()).response().await.expect("a thing");
    assert_eq!(
        (made.status().as_u16(), made.headers().get("x-request-id").map(|id| id.as_bytes())),
        (201, Some(&b"7"[..]))
    );
    mock.assert_done();
}

#[tokio::test(start_paused = true)]
async fn what_was_sent_can_be_looked_at() {
    let mock = Mock::new();
    mock.on::<GetThing>().reply(Reply::ok(&thing()));
    mock.on::<CreateThing>().reply(Reply::ok(&thing()));
    let client = client(&mock);
    client.get_thing("a/b").tags(&["x&y", "ü"]).header("x-own", "1").await.expect("a thing");
    client.create_thing(new_thing()).await.expect("a thing");
    let [get] = &mock.sent::<GetThing>()[..] else { panic!("one request") };
    assert_eq!((get.method(), get.path()), (&http::Method::GET, "/base/things/a%2Fb"));
    assert_eq!(get.query(), [("tags".into(), "x&y".into()), ("tags".into(), "ü".to_owned())]);
    assert_eq!((get.header("x-own"), get.header("authorization"), get.json()), (Some("1"), Some("Bearer token"), None));
    let [create] = &mock.sent::<CreateThing>()[..] else { panic!("one request") };
    assert_eq!(create.json(), Some(json!({"name": "bolt", "password": "in-the-body"})));
    assert_eq!(create.operation().map(|id| (id.as_str(), id.path_template())), Some(("createThing", "/things")));
    assert_eq!((mock.all_sent().len(), mock.sent::<Download>().len()), (2, 0));
    assert!(!format!("{:?} {mock:?}", mock.all_sent()).contains("token"));
}

#[tokio::test(start_paused = true)]
async fn replies_come_in_their_order_and_are_used_up() {
    let mock = Mock::new();
    mock.on::<GetThing>().replies([Reply::not_sent(), Reply::status(503), Reply::ok(&thing())]);
    let client = client(&mock);
    assert_eq!(client.get_thing("7").await.expect("a thing"), thing());
    mock.assert_done();
    let error = client.get_thing("7").await.expect_err("used up");
    assert_eq!((error.attempts(), error.is_retryable()), (1, false));
    let told = "getThing (GET /base/things/7) was not expected; expected: getThing no more than 3 times";
    assert_eq!((cause(&error).as_str(), faults(&mock).as_str()), (told, told));
}

#[tokio::test(start_paused = true)]
async fn a_request_that_fits_nothing_is_told_what_would() {
    let mock = Mock::new();
    mock.on::<GetThing>().query("tags", "a").reply(Reply::ok(&thing()));
    mock.on::<GetThing>().header("x-own", "1").reply(Reply::ok(&thing()));
    mock.on::<CreateThing>().json(&json!({"name": "nut"})).reply(Reply::ok(&thing()));
    mock.on::<Start>().when(|request| request.path().ends_with("/a,b/start")).reply(Reply::status(204));
    let client = client(&mock);
    let error = client.get_thing("7").tags(&["b"]).await.expect_err("no reply");
    assert_eq!(
        cause(&error),
        "getThing (GET /base/things/7) was not expected; expected: getThing with `tags` = `a` in the query; \
         getThing with the header `x-own: 1`; createThing; start"
    );
    assert!(format!("{error:?}").contains("with the header `x-own: 1`"));
    let error = client.create_thing(new_thing()).await.expect_err("no reply");
    assert!(cause(&error).ends_with("getThing; getThing; createThing with the body {\"name\":\"nut\"}; start"));
    let error = client.start(&["a"]).await.expect_err("no reply");
    assert!(cause(&error).ends_with("start with a condition that did not hold"));
    client.start(&["a", "b"]).await.expect("it starts");
    client.get_thing("7").tags(&["b", "a"]).await.expect("a thing");
    client.get_thing("7").header("x-own", "1").await.expect("a thing");
    assert_eq!(faults(&mock).lines().count(), 4);
}

#[tokio::test(start_paused = true)]
async fn what_did_not_happen_is_told() {
    let mock = Mock::new();
    mock.on::<GetThing>().reply(Reply::ok(&thing()));
    mock.on::<Start>().replies([Reply::status(204), Reply::status(204)]);
    client(&mock).start(&["a"]).await.expect("it starts");
    assert_eq!(faults(&mock), "getThing was expected, and did not come\nstart was expected 2 times, and came 1 times");
}

#[tokio::test(start_paused = true)]
async fn replies_may_depend_on_the_request() {
    let mock = Mock::new();
    let seen = mock.clone();
    mock.on::<GetThing>().reply_with(move |request| match seen.sent::<GetThing>().len() {
        1 => Reply::status(404).json(&json!({"message": request.path()})),
        _ => Reply::status(410),
    });
    let client = client(&mock);
    let error = client.get_thing("7").await.expect_err("not found");
    assert!(matches!(error.api(), Some(GetThingError::NotFound(body)) if body.message == "/base/things/7"));
    assert!(matches!(client.get_thing("7").await.expect_err("gone").api(), Some(GetThingError::Gone)));
}

#[tokio::test(start_paused = true)]
async fn what_goes_wrong_on_the_way_can_be_replied_too() {
    let mock = Mock::new();
    let cut = Reply::status(200).chunks("application/json", ["{\"na", "me\":"]).cut_off();
    mock.on::<CreateThing>().replies([Reply::broken_off(), cut, Reply::silent()]);
    mock.on::<Download>()
        .reply(Reply::status(200).bytes("application/octet-stream", "abc").delay(Duration::from_secs(9)));
    let client = client(&mock);
    let broken = client.create_thing(new_thing()).await.expect_err("broken off");
    assert_eq!((broken.attempts(), broken.status(), broken.is_timeout()), (1, None, false));
    let cut = client.create_thing(new_thing()).await.expect_err("cut off");
    assert_eq!((cut.status().map(|status| status.as_u16()), cut.body().map(|body| body.len())), (Some(200), Some(8)));
    assert!(client.create_thing(new_thing()).await.expect_err("silence").is_timeout());
    let started = Instant::now();
    assert_eq!(client.download("7").await.expect("bytes"), "abc");
    assert_eq!(started.elapsed().as_secs(), 9);
    mock.assert_done();
}

#[tokio::test(start_paused = true)]
async fn a_reply_that_cannot_be_sent_says_why() {
    for (reply, expected) in [
        (Reply::status(99), "99 is no status"),
        (Reply::status(200).header("a b", "c"), "`a b` is not a header name"),
        (Reply::silent().text("x"), "it has a body or headers, but is no answer"),
        (Reply::ok(&std::collections::BTreeMap::from([((1, 2), 3)])), "key must be a string"),
    ] {
        let mock = Mock::new();
        mock.on::<GetThing>().reply(reply);
        let error = client(&mock).get_thing("7").await.expect_err("no reply");
        assert!(cause(&error).contains(expected), "{}", cause(&error));
        assert_eq!(error.attempts(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn requests_of_no_operation_have_their_line() {
    let mock = Mock::new();
    mock.on_request("GET", "/base/things/7").reply(Reply::ok(&thing()));
    let client = client(&mock);
    client.get_thing("7").await.expect("a thing");
    assert!(cause(&client.get_thing("8").await.expect_err("no reply")).ends_with("expected: GET /base/things/7"));
}

#[tokio::test]
async fn uploads_are_read_to_their_end() {
    use specwright_runtime::{Body, OperationId, Transport};
    let mock = Mock::new();
    mock.on::<Start>().reply(Reply::status(204));
    let mut chunks = vec!["c", "b", "a"];
    let body = Body::from_poll_fn(move |_| chunks.pop().map(|chunk| Ok(chunk.into())).into());
    let mut request = http::Request::post("https://h/x").body(body).expect("a request");
    request.extensions_mut().insert(OperationId::of::<Start>());
    mock.send(request).await.expect("an answer");
    assert_eq!(mock.sent::<Start>()[0].body(), "abc");
}

#[tokio::test(start_paused = true)]
async fn a_request_for_a_token_that_was_not_expected_is_not_repeated() {
    let mock = Mock::new();
    let provider = ClientCredentials::new("https://h/token", "me", "secret");
    let builder = Client::builder().base_url("https://h").transport(mock.clone());
    let client = builder.credential("bearer", Credential::tokens(provider)).build().expect("a client");
    let error = client.get_thing("7").await.expect_err("no token");
    assert_eq!((error.is_retryable(), mock.all_sent().len()), (false, 1));
    assert!(faults(&mock).contains("a request (POST /token) was not expected; expected: nothing"));
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_clients_take_it_too() {
    let mock = Mock::new();
    mock.on::<GetThing>().reply(Reply::ok(&thing()));
    let client = Client::builder().base_url("https://h").transport(mock.clone()).build_blocking().expect("a client");
    assert_eq!(client.get_thing("7").send().expect("a thing"), thing());
    mock.assert_done();
}
