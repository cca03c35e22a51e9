use std::time::Duration;

use specwright_runtime::{Blocking, Bytes, ClientCredentials, Credential, http};

use crate::api::{Client, THING, new_thing, thing};
use crate::server::{Fate, Server, answer};

fn client(url: &str) -> Client<Blocking> {
    Client::builder().base_url(url).allow_http(true).build_blocking().expect("a client")
}

/// A server needs a runtime, a blocking client must not.
fn with_server(fates: Vec<Fate>, test: impl FnOnce(&Server)) {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let server = runtime.block_on(Server::start(fates));
    test(&server);
}

#[test]
fn calls_are_sent_and_waited_for() {
    with_server(vec![answer("200 OK", &["x-own: 1"], THING)], |server| {
        let client = client(&server.url());
        assert_eq!(client.get_thing("7").tags(&["a"]).send().expect("a thing"), thing());
        let answer = client.create_thing(new_thing()).response().expect("a thing");
        assert_eq!((answer.status().as_u16(), &answer.headers()["x-own"]), (200, &http::HeaderValue::from_static("1")));
    });
}

#[test]
fn tokens_are_fetched_on_the_clients_own_thread() {
    let token = r#"{"access_token": "t-1", "token_type": "Bearer"}"#;
    with_server(vec![answer("200 OK", &[], token), answer("200 OK", &[], THING)], |server| {
        let tokens = ClientCredentials::new(format!("{}/token", server.url()), "me", "hush");
        let builder = Client::builder().base_url(server.url()).allow_http(true);
        let client = builder.credential("bearer", Credential::tokens(tokens)).build_blocking().expect("a client");
        assert_eq!(client.get_thing("7").send().expect("a thing"), thing());
        assert_eq!(server.received()[1].header("authorization"), Some("Bearer t-1"));
    });
}

#[test]
fn calls_end_in_time() {
    with_server(vec![Fate::Stalled(Vec::new())], |server| {
        let error = client(&server.url()).create_thing(new_thing()).timeout(Duration::from_millis(100)).send();
        assert!(error.expect_err("silence").is_timeout());
    });
}

#[test]
fn clones_work_on_many_threads() {
    with_server(vec![answer("200 OK", &[], THING)], |server| {
        let client = client(&server.url());
        let threads: Vec<_> = (0..8)
            .map(|number| {
                let client = client.clone();
                std::thread::spawn(move || client.get_thing(number.to_string()).send().expect("a thing"))
            })
            .collect();
        for thread in threads {
            assert_eq!(thread.join().expect("no panic"), thing());
        }
    });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_blocking_client_inside_of_async_code_neither_panics_nor_fails() {
    let server = Server::start(vec![answer("200 OK", &[], THING)]).await;
    let client = client(&server.url());
    assert_eq!(client.get_thing("7").send().expect("a thing"), thing());
    drop(client);
    let url = server.url();
    let sent = tokio::task::spawn_blocking(move || self::client(&url).get_thing("7").send());
    assert_eq!(sent.await.expect("no panic").expect("a thing"), thing());
}

#[test]
fn a_call_can_be_carried_by_other_means() {
    let client = client("http://h");
    let call = client.get_thing("7");
    assert_eq!(call.to_http_request().expect("a request").uri(), "http://h/things/7");
    let answer = call.read_http_response(http::Response::new(Bytes::from_static(THING.as_bytes())));
    assert_eq!(answer.expect("a thing").into_inner(), thing());
}
