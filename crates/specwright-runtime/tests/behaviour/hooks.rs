//! What hooks see and may do.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use specwright_runtime::{ErrorKind, Hook, Mock, Reply, RequestView, ResponseView};

use crate::api::{Client, ClientBuilder, GetThing, thing};

/// Writes down what it is told, and adds a header.
#[derive(Default)]
struct Witness {
    seen: Mutex<Vec<String>>,
    header: Option<(&'static str, &'static str)>,
}

impl Witness {
    fn adding(name: &'static str, value: &'static str) -> Arc<Self> {
        Arc::new(Self { header: Some((name, value)), ..Self::default() })
    }

    fn seen(&self) -> Vec<String> {
        self.seen.lock().expect("no panic while held").clone()
    }
}

impl Hook for Witness {
    fn before(&self, request: &mut RequestView<'_>) {
        let operation = request.operation();
        let told =
            format!("{} {} {} {}", operation.as_str(), request.attempt(), request.method(), operation.path_template());
        self.seen.lock().expect("no panic while held").push(told);
        if let Some((name, value)) = self.header {
            request.header(name, value);
        }
        assert!(!format!("{request:?}").contains("token"));
    }

    fn after(&self, response: &ResponseView<'_>) {
        let end = match (response.status(), response.error_kind()) {
            (Some(status), None) => status.as_u16().to_string(),
            (None, Some(kind)) => format!("{kind:?}"),
            other => panic!("neither an answer nor an error: {other:?}"),
        };
        let pause = response.headers().and_then(|headers| headers.get("retry-after")).is_some();
        let told =
            format!("{} {} {end} {:?} {pause}", response.operation().as_str(), response.attempt(), response.elapsed());
        self.seen.lock().expect("no panic while held").push(told);
    }
}

fn client(mock: &Mock, hook: &Arc<Witness>) -> ClientBuilder {
    Client::builder().base_url("https://h").transport(mock.clone()).bearer("token").hook(Arc::clone(hook))
}

#[tokio::test(start_paused = true)]
async fn hooks_see_each_attempt() {
    let mock = Mock::new();
    mock.on::<GetThing>().replies([
        Reply::not_sent().delay(Duration::from_secs(1)),
        Reply::status(503).header("retry-after", "0"),
        Reply::ok(&thing()).delay(Duration::from_secs(2)),
        Reply::silent(),
    ]);
    let witness = Arc::new(Witness::default());
    let client = client(&mock, &witness).build().expect("a client");
    client.get_thing("secret").await.expect("a thing");
    assert_eq!(
        witness.seen(),
        [
            "getThing 1 GET /things/{id}",
            "getThing 1 Transport 1s false",
            "getThing 2 GET /things/{id}",
            "getThing 2 503 0ns true",
            "getThing 3 GET /things/{id}",
            "getThing 3 200 2s false",
        ]
    );
    let error = client.get_thing("7").timeout(Duration::from_secs(5)).await.expect_err("silence");
    assert_eq!((error.kind(), witness.seen().pop()), (ErrorKind::Timeout, Some("getThing 1 Timeout 5s false".into())));
}

#[tokio::test(start_paused = true)]
async fn hooks_may_add_headers() {
    let mock = Mock::new();
    mock.on::<GetThing>().replies([Reply::status(503), Reply::ok(&thing())]);
    let (first, second) = (Witness::adding("x-trace", "1"), Witness::adding("x-trace", "2"));
    let client = client(&mock, &first).hook(Arc::clone(&second)).build().expect("a client");
    client.get_thing("7").trace("0").await.expect("a thing");
    let sent = mock.sent::<GetThing>();
    assert_eq!((sent.len(), first.seen().len(), second.seen().len()), (2, 4, 4));
    assert!(sent.iter().all(|sent| sent.header("x-trace") == Some("2")));
}

#[tokio::test(start_paused = true)]
async fn hooks_cannot_touch_credentials_and_framing() {
    for (name, value, expected) in [
        ("authorization", "Bearer mine", "header `authorization` holds a credential; a hook cannot set it"),
        ("cookie", "a=b", "header `cookie` holds a credential; a hook cannot set it"),
        ("x-api-key", "mine", "header `x-api-key` holds a credential; a hook cannot set it"),
        ("host", "h", "header `host` belongs to the transport and cannot be set"),
        ("a b", "c", "`a b` is not a header name"),
    ] {
        let mock = Mock::new();
        let builder = client(&mock, &Witness::adding(name, value)).key_header("key").key_query("key").key_cookie("key");
        let error = builder.build().expect("a client").get_thing("7").await.expect_err("refused");
        assert_eq!((error.kind(), error.to_string()), (ErrorKind::InvalidRequest, format!("getThing: {expected}")));
        assert_eq!(mock.all_sent().len(), 0);
    }
}
