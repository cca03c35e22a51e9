//! Tokens of a provider, in virtual time: kept, renewed, shared.

use std::error::Error as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use specwright_runtime::{Body, BoxFuture, Credential, Token, TokenError, TokenProvider, TokenRequest, http};
use tokio::time::{Instant, advance, sleep};

use crate::api::{Client, THING, new_thing, thing};
use crate::mock::{Mock, answered};

/// Brings `token-1`, `token-2`, ... after a second each, as its script says.
#[derive(Clone)]
struct Counter {
    asked: Arc<AtomicUsize>,
    script: Arc<dyn Fn(usize) -> Result<Token, TokenError> + Send + Sync>,
}

impl Counter {
    fn new(script: impl Fn(usize) -> Result<Token, TokenError> + Send + Sync + 'static) -> Self {
        Self { asked: Arc::default(), script: Arc::new(script) }
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

impl TokenProvider for Counter {
    fn token<'a>(&'a self, _: TokenRequest<'a>) -> BoxFuture<'a, Result<Token, TokenError>> {
        Box::pin(async move {
            let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
            sleep(Duration::from_secs(1)).await;
            (self.script)(number)
        })
    }
}

fn numbered(number: usize) -> Token {
    Token::new(format!("token-{number}"))
}

fn client(mock: &Mock, provider: &Counter) -> Client {
    mock.client().credential("bearer", Credential::tokens(provider.clone())).build().expect("a client")
}

fn sent(mock: &Mock) -> Vec<String> {
    let header = |request: &http::Request<_>| request.headers().get("authorization").cloned();
    let headers = mock.requests().iter().map(header).collect::<Vec<_>>();
    headers.iter().flatten().map(|value| value.to_str().expect("text").replace("Bearer token-", "")).collect()
}

#[tokio::test(start_paused = true)]
async fn a_thousand_calls_ask_for_one_token() {
    let (mock, provider) = (Mock::new(|_| answered(200, &[], THING)), Counter::new(|number| Ok(numbered(number))));
    let client = client(&mock, &provider);
    let calls: Vec<_> = (0..1000).map(|_| tokio::spawn(client.clone().get_thing("7").into_future())).collect();
    for call in calls {
        assert_eq!(call.await.expect("no panic").expect("a thing"), thing());
    }
    assert_eq!((provider.asked(), sent(&mock)), (1, vec!["1".to_owned(); 1000]));
}

/// When calls at these seconds (after the first, at 1) find a new token.
async fn renewals(provider: &Counter, seconds: &[u64]) -> Vec<String> {
    let mock = Mock::new(|_| answered(200, &[], THING));
    let client = client(&mock, provider);
    let started = Instant::now();
    client.get_thing("7").await.expect("a thing");
    for second in seconds {
        advance(Duration::from_secs(*second) - started.elapsed()).await;
        client.get_thing("7").await.expect("a thing");
    }
    sent(&mock)
}

#[tokio::test(start_paused = true)]
async fn a_token_is_renewed_before_it_expires() {
    let hour = Counter::new(|number| Ok(numbered(number).expires_in(Duration::from_secs(3600))));
    assert_eq!(renewals(&hour, &[2, 3569, 3570, 3572, 7139]).await, ["1", "1", "1", "2", "2", "2"]);
    let short = Counter::new(|number| Ok(numbered(number).expires_in(Duration::from_secs(40))));
    assert_eq!(renewals(&short, &[29, 30, 59, 61]).await, ["1", "1", "2", "2", "3"]);
    let endless = Counter::new(|number| Ok(numbered(number)));
    assert_eq!(renewals(&endless, &[1_000_000]).await, ["1", "1"]);
    let beyond = Counter::new(|number| Ok(numbered(number).expires_in(Duration::MAX)));
    assert_eq!(renewals(&beyond, &[1_000_000]).await, ["1", "1"]);
    let dated = Counter::new(|number| Ok(numbered(number).expires_at(SystemTime::now() + Duration::from_secs(100))));
    assert_eq!(renewals(&dated, &[60, 90]).await, ["1", "1", "2"]);
    let past = Counter::new(|number| Ok(numbered(number).expires_at(SystemTime::UNIX_EPOCH)));
    assert_eq!(renewals(&past, &[60]).await, ["1", "2"]);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_expires_at_once_still_serves_those_who_waited() {
    let (mock, provider) = (
        Mock::new(|_| answered(200, &[], THING)),
        Counter::new(|number| Ok(numbered(number).expires_in(Duration::ZERO))),
    );
    let client = client(&mock, &provider);
    let calls: Vec<_> = (0..100).map(|_| tokio::spawn(client.clone().get_thing("7").into_future())).collect();
    for call in calls {
        call.await.expect("no panic").expect("a thing");
    }
    assert_eq!(provider.asked(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_failed_renewal_is_no_failure_while_the_old_token_serves() {
    let provider = Counter::new(|number| match number {
        1 | 4 => Ok(numbered(number).expires_in(Duration::from_secs(100))),
        _ => Err(TokenError::passing("the vault is sealed")),
    });
    // Due at 75; asked again no sooner than five seconds after a failure.
    assert_eq!(renewals(&provider, &[76, 78, 79, 83]).await, ["1", "1", "1", "1", "1"]);
    assert_eq!(provider.asked(), 3);

    let mock = Mock::new(|_| answered(200, &[], THING));
    let provider = Counter::new(|number| match number {
        1 => Ok(numbered(number).expires_in(Duration::from_secs(100))),
        _ => Err(TokenError::new("the vault is sealed")),
    });
    let client = client(&mock, &provider);
    client.get_thing("7").await.expect("a thing");
    advance(Duration::from_secs(101)).await;
    assert!(client.get_thing("7").await.expect_err("no token").is_credential());
}

/// The tokens that a server has seen which accepts only some of them.
async fn refused(
    accepted: &'static [&'static str],
    attempts: u32,
    same: bool,
) -> (Vec<String>, u32, Option<u16>, usize) {
    let mock = Mock::choosing(move |request| {
        let token = request.headers()["authorization"].to_str().expect("text").replace("Bearer token-", "");
        if accepted.contains(&token.as_str()) { answered(200, &[], THING) } else { answered(401, &[], "{}") }
    });
    let provider = Counter::new(move |number| Ok(numbered(if same { 1 } else { number })));
    let builder = mock.client().max_attempts(attempts);
    let client = builder.credential("bearer", Credential::tokens(provider.clone())).build().expect("a client");
    let outcome = client.create_thing(new_thing()).await;
    let (attempts, status) = outcome.map_or_else(|error| (error.attempts(), error.status()), |_| (0, None));
    (sent(&mock), attempts, status.map(|status| status.as_u16()), provider.asked())
}

#[tokio::test(start_paused = true)]
async fn a_call_refused_with_401_is_sent_once_more_with_another_token() {
    let list = |tokens: &[&str]| tokens.iter().map(|token| token.to_string()).collect::<Vec<_>>();
    assert_eq!(refused(&["2"], 3, false).await, (list(&["1", "2"]), 0, None, 2));
    assert_eq!(refused(&["3"], 3, false).await, (list(&["1", "2"]), 2, Some(401), 2));
    assert_eq!(refused(&["3"], 1, false).await, (list(&["1"]), 1, Some(401), 1));
    assert_eq!(refused(&["3"], 3, true).await, (list(&["1"]), 1, Some(401), 2));
}

#[tokio::test(start_paused = true)]
async fn only_a_401_makes_a_token_a_bad_one() {
    for status in [200, 400, 403, 407, 500, 503] {
        let mock = Mock::new(move |_| answered(status, &[], THING));
        let provider = Counter::new(|number| Ok(numbered(number)));
        let client = client(&mock, &provider);
        let _ = client.create_thing(new_thing()).await;
        let _ = client.create_thing(new_thing()).await;
        assert_eq!((sent(&mock).len(), provider.asked()), (2, 1), "{status}");
    }
}

fn after_a_second() -> Body {
    let mut pause = Box::pin(sleep(Duration::from_secs(1)));
    Body::from_poll_fn(move |cx| pause.as_mut().poll(cx).map(|()| None))
}

#[tokio::test(start_paused = true)]
async fn a_thousand_refused_calls_cause_one_renewal() {
    let mock = Mock::choosing(|request| match request.headers()["authorization"].to_str() {
        Ok("Bearer token-2") => answered(200, &[], THING),
        // All are on their way before the first is refused.
        _ => answered(401, &[], after_a_second()),
    });
    let provider = Counter::new(|number| Ok(numbered(number)));
    let client = client(&mock, &provider);
    let calls: Vec<_> = (0..1000).map(|_| tokio::spawn(client.clone().get_thing("7").into_future())).collect();
    for call in calls {
        call.await.expect("no panic").expect("a thing");
    }
    assert_eq!((provider.asked(), sent(&mock).len()), (2, 2000));
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_that_of_all_who_waited_and_sends_nothing() {
    for (failure, retryable) in [(TokenError::new("sealed"), false), (TokenError::passing("sealed"), true)] {
        let mock = Mock::new(|_| answered(200, &[], THING));
        let provider = Counter::new(move |_| Err(failure.clone()));
        let client = client(&mock, &provider);
        let calls: Vec<_> =
            (0..1000).map(|_| tokio::spawn(client.clone().create_thing(new_thing()).into_future())).collect();
        for call in calls {
            let error = call.await.expect("no panic").expect_err("no token");
            assert_eq!((error.is_credential(), error.is_retryable(), error.attempts()), (true, retryable, 1));
            assert_eq!(error.to_string(), "createThing: no token for `bearer` could be got");
            let source = error.source().and_then(|source| source.downcast_ref::<TokenError>()).expect("the source");
            assert_eq!(source.source().expect("the caller's error").to_string(), "sealed");
        }
        assert_eq!((provider.asked(), mock.requests().len()), (1, 0));
        assert!(client.get_thing("7").await.is_err(), "the next call asks again");
        assert_eq!(provider.asked(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn when_the_asking_call_is_given_up_the_next_one_asks() {
    let (mock, provider) = (Mock::new(|_| answered(200, &[], THING)), Counter::new(|number| Ok(numbered(number))));
    let client = client(&mock, &provider);
    let first = tokio::spawn(client.get_thing("7").into_future());
    sleep(Duration::from_millis(500)).await;
    let second = tokio::spawn(client.get_thing("7").into_future());
    sleep(Duration::from_millis(100)).await;
    first.abort();
    assert_eq!(second.await.expect("no panic").expect("a thing"), thing());
    assert_eq!((provider.asked(), sent(&mock)), (2, vec!["2".to_owned()]));
}

#[tokio::test(start_paused = true)]
async fn a_provider_has_the_time_of_the_call() {
    let mock = Mock::new(|_| answered(200, &[], THING));
    let silent = Credential::tokens(std::future::pending);
    let client = mock.client().credential("bearer", silent).build().expect("a client");
    let started = Instant::now();
    let error = client.get_thing("7").timeout(Duration::from_secs(7)).await.expect_err("no token in time");
    assert_eq!((error.is_timeout(), error.is_retryable(), started.elapsed().as_secs()), (true, true, 7));
    assert!(mock.requests().is_empty());
}

#[tokio::test(start_paused = true)]
async fn nobody_asks_for_a_token_that_is_not_sent() {
    let (mock, provider) = (Mock::new(|_| answered(200, &[], THING)), Counter::new(|number| Ok(numbered(number))));
    let client = client(&mock, &provider);
    client.start(&["a"]).await.expect("a public operation");
    let request = client.get_thing("7").to_http_request().expect("a request");
    assert!(!request.headers().contains_key("authorization"));
    assert_eq!(provider.asked(), 0);
    let error = client.get_thing("7").header("authorization", "Bearer mine").await.expect_err("the client's is set");
    assert!(error.is_invalid_request());
}

#[tokio::test(start_paused = true)]
async fn a_token_that_no_header_can_hold_is_refused() {
    for bad in ["", "a\r\nb: c", "ü"] {
        let mock = Mock::new(|_| answered(200, &[], THING));
        let provider = Credential::tokens(move || async move { Ok(Token::new(bad)) });
        let client = mock.client().credential("bearer", provider).build().expect("a client");
        let error = client.get_thing("7").await.expect_err("no token");
        let source = error.source().expect("a source").to_string();
        assert_eq!(source, "the token is empty, or has characters that a header cannot hold");
        assert!(mock.requests().is_empty());
    }
}
