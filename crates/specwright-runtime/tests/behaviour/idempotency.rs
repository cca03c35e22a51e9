//! Operations that the server knows again by a key.

use serde_json::json;
use specwright_runtime::{
    Answer, Call, Failure, InvalidRequest, Method, Mock, Operation, Reply, RequestWriter, Security, Settings,
};

/// `POST /orders`.
struct Order {
    key: Option<String>,
}

impl Operation for Order {
    type Output = ();
    type Error = String;
    const ID: &'static str = "order";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/orders";
    const SECURITY: Security = &[];
    const IDEMPOTENCY_KEY: Option<&'static str> = Some("Idempotency-Key");

    fn write(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
        request.header("idempotency-key", &self.key)?;
        request.json(&json!({"item": 7}))
    }

    fn read(answer: &Answer) -> Result<(), Failure<String>> {
        match answer.status() {
            201 => answer.empty(),
            _ => answer.undeclared(),
        }
    }
}

fn order(mock: &Mock, key: Option<&str>) -> Call<Order> {
    let mut settings = Settings::new("orders", Some("https://h"));
    settings.transport(mock.clone());
    Call::new(&settings.build().expect("a client"), Order { key: key.map(str::to_owned) })
}

/// Fails twice before it succeeds.
fn flaky() -> Mock {
    let mock = Mock::new();
    mock.on::<Order>().replies([Reply::broken_off(), Reply::status(503), Reply::status(201)]);
    mock
}

fn keys(mock: &Mock) -> Vec<String> {
    mock.sent::<Order>().iter().map(|sent| sent.header("idempotency-key").expect("a key").to_owned()).collect()
}

#[tokio::test(start_paused = true)]
async fn a_post_with_a_key_is_repeated_with_the_same_key() {
    let (first, second) = (flaky(), flaky());
    order(&first, None).await.expect("it is ordered");
    order(&second, None).await.expect("it is ordered");
    for mock in [&first, &second] {
        let keys = keys(mock);
        assert!(keys.len() == 3 && keys.iter().all(|key| *key == keys[0] && key.len() == 36), "{keys:?}");
    }
    assert_ne!(keys(&first), keys(&second));
}

#[tokio::test(start_paused = true)]
async fn a_call_may_bring_its_own_key() {
    let [by_header, by_argument] = [flaky(), flaky()];
    order(&by_header, None).header("IDEMPOTENCY-KEY", "mine").await.expect("it is ordered");
    order(&by_argument, Some("mine")).await.expect("it is ordered");
    for mock in [by_header, by_argument] {
        assert_eq!(keys(&mock), ["mine", "mine", "mine"]);
    }
}

#[tokio::test(start_paused = true)]
async fn keys_that_cannot_be_sent_are_refused() {
    let mock = flaky();
    let error = order(&mock, None).header("idempotency-key", "a\nb").await.expect_err("no header value");
    assert!(error.to_string().contains("header `idempotency-key` has characters"), "{error}");
    assert_eq!(mock.all_sent().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn keys_are_not_printed() {
    let request = order(&flaky(), None).header("idempotency-key", "canary").to_http_request().expect("a request");
    assert!(!format!("{request:?}").contains("canary"));
}
