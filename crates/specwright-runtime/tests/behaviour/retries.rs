//! In virtual time: waits are exact and cost nothing.

use std::sync::Arc;
use std::time::Duration;

use specwright_runtime::{Body, TransportError, http};

use crate::api::{THING, new_thing, thing};
use crate::mock::{Mock, answered};
use Meets::{Refused, Reset, Silence, Status, Thing};
use Wait::{AtLeast, UpTo};

#[track_caller]
fn within(waits: &[f64], bounds: &[(f64, f64)]) {
    assert_eq!(waits.len(), bounds.len(), "{waits:?}");
    for (wait, (least, most)) in waits.iter().zip(bounds) {
        assert!(least <= wait && *wait <= most + 0.002, "{waits:?} is not within {bounds:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_backoff_is_drawn_from_a_doubling_range() {
    for _ in 0..50 {
        let mock = Mock::new(|_| answered(503, &[], ""));
        let client = mock.client().max_attempts(5).build().expect("a client");
        assert_eq!(client.get_thing("7").await.expect_err("busy").attempts(), 5);
        within(&mock.waits(), &[(0.0, 0.2), (0.0, 0.4), (0.0, 0.8), (0.0, 1.6)]);
    }
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_honoured_in_seconds_and_dates() {
    let date = "Sun, 06 Nov 1994 08:49:00 GMT";
    for (retry_after, seconds) in [("7", 7.0), ("Sun, 06 Nov 1994 08:49:12 GMT", 12.0), ("0", 0.0)] {
        let mock = Mock::new(move |number| match number {
            1 => answered(429, &[("retry-after", retry_after), ("date", date)], ""),
            _ => answered(200, &[], THING),
        });
        let client = mock.client().build().expect("a client");
        assert_eq!(client.get_thing("7").await.expect("a thing"), thing());
        within(&mock.waits(), &[(seconds, f64::max(seconds, 0.2))]);
    }
}

#[tokio::test(start_paused = true)]
async fn retry_after_beyond_our_patience_returns_at_once() {
    for (timeout, retry_after) in [(600, "61"), (10, "10"), (10, "59"), (600, "99999999999999999999")] {
        let mock = Mock::new(move |_| answered(503, &[("retry-after", retry_after)], "busy"));
        let client = mock.client().timeout(Duration::from_secs(timeout)).build().expect("a client");
        let started = tokio::time::Instant::now();
        let error = client.get_thing("7").await.expect_err("busy");
        assert_eq!((error.attempts(), started.elapsed()), (1, Duration::ZERO));
        assert!(error.is_retryable() && error.retry_after() >= Some(Duration::from_secs(10)));
    }
}

#[tokio::test(start_paused = true)]
async fn the_total_time_covers_attempts_and_waits() {
    let mock = Mock::new(|_| answered(503, &[("retry-after", "25")], "busy"));
    let client = mock.client().max_attempts(100).build().expect("a client");
    let started = tokio::time::Instant::now();
    let error = client.get_thing("7").await.expect_err("busy");
    assert_eq!((error.attempts(), started.elapsed().as_secs(), error.is_api()), (3, 50, true));

    let mock = Mock::new(|_| None);
    let client = mock.client().timeout(Duration::from_secs(40)).build().expect("a client");
    let started = tokio::time::Instant::now();
    let error = client.get_thing("7").await.expect_err("silence");
    assert_eq!((error.attempts(), started.elapsed().as_secs(), error.is_timeout()), (2, 40, true));
}

#[tokio::test(start_paused = true)]
async fn a_call_may_have_a_time_of_its_own() {
    let mock = Mock::new(|_| None);
    let client = mock.client().read_timeout(Duration::MAX).timeout(Duration::MAX).build().expect("a client");
    let started = tokio::time::Instant::now();
    let error = client.create_thing(new_thing()).timeout(Duration::from_secs(5)).await.expect_err("silence");
    assert_eq!((error.attempts(), started.elapsed().as_secs(), error.is_timeout()), (1, 5, true));
}

#[tokio::test(start_paused = true)]
async fn a_body_in_drops_is_bounded_by_the_total_time() {
    let mock = Mock::new(|_| {
        let mut pause = Box::pin(tokio::time::sleep(Duration::from_secs(1)));
        let drops = Body::from_poll_fn(move |cx| {
            std::task::ready!(pause.as_mut().poll(cx));
            pause.set(tokio::time::sleep(Duration::from_secs(1)));
            Some(Ok(" ".into())).into()
        });
        answered(200, &[], drops)
    });
    let client = mock.client().build().expect("a client");
    let started = tokio::time::Instant::now();
    let error = client.get_thing("7").await.expect_err("a timeout");
    assert_eq!((error.is_timeout(), started.elapsed().as_secs()), (true, 60));
    assert!(error.body().is_some_and(|body| body.len() >= 58));
}

async fn attempts_of_post(failure: fn() -> TransportError) -> u32 {
    let mock = Mock::new(move |_| Some(Err(failure())));
    let client = mock.client().build().expect("a client");
    let error = client.create_thing(new_thing()).await.expect_err("a fault");
    assert_eq!(mock.requests().len(), error.attempts() as usize);
    assert_eq!(error.is_retryable(), error.attempts() == 3);
    error.attempts()
}

#[tokio::test(start_paused = true)]
async fn posts_are_repeated_only_if_nothing_was_sent() {
    assert_eq!(attempts_of_post(|| TransportError::not_sent("refused")).await, 3);
    assert_eq!(attempts_of_post(TransportError::connect_timeout).await, 3);
    assert_eq!(attempts_of_post(|| TransportError::maybe_sent("reset")).await, 1);
}

#[tokio::test(start_paused = true)]
async fn posts_are_not_repeated_whatever_the_answer() {
    for status in 300..=599 {
        let mock = Mock::new(move |_| answered(status, &[("retry-after", "0")], "{}"));
        let client = mock.client().build().expect("a client");
        let error = client.create_thing(new_thing()).await.expect_err("no success");
        assert_eq!((mock.requests().len(), error.is_retryable()), (1, false), "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn gets_are_repeated_for_passing_failures_only() {
    for status in 300..=599 {
        let mock = Mock::new(move |_| answered(status, &[], "{\"message\": \"no\"}"));
        let client = mock.client().build().expect("a client");
        let error = client.get_thing("7").await.expect_err("no success");
        let passing = [408, 429, 502, 503, 504].contains(&status);
        assert_eq!(mock.requests().len(), if passing { 3 } else { 1 }, "{status}");
        assert_eq!((error.kind(), error.is_retryable()), (specwright_runtime::ErrorKind::Api, passing));
    }
}

#[tokio::test(start_paused = true)]
async fn one_attempt_means_one_attempt() {
    for attempts in [0, 1] {
        let mock = Mock::new(|_| Some(Err(TransportError::not_sent("refused"))));
        let client = mock.client().max_attempts(attempts).build().expect("a client");
        assert_eq!(client.get_thing("7").await.expect_err("refused").attempts(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn every_attempt_sends_the_same_request() {
    let mock = Mock::new(|number| if number < 3 { answered(503, &[], "") } else { answered(200, &[], THING) });
    let client = mock.client().bearer("token").build().expect("a client");
    let answer = client.get_thing("7").tags(&["a"]).header("x-own", "1").response().await.expect("a thing");
    assert_eq!((answer.status().as_u16(), answer.value()), (200, &thing()));
    let requests: Vec<_> =
        mock.requests().iter().map(|request| format!("{} {:?}", request.uri(), request.headers())).collect();
    assert_eq!(requests.len(), 3);
    assert!(requests.iter().all(|request| *request == requests[0]));
}

#[tokio::test(start_paused = true)]
async fn transports_can_be_shared() {
    let shared = Arc::new(Mock::new(|_| answered(200, &[], THING)));
    let client =
        crate::api::Client::builder().base_url("https://h").transport(Arc::clone(&shared)).build().expect("a client");
    assert_eq!(client.get_thing("7").await.expect("a thing"), thing());
    assert_eq!(shared.requests().len(), 1);
}

/// What one attempt meets.
#[derive(Clone, Copy)]
enum Meets {
    /// A whole answer without a body: its status and what it says of another attempt.
    Status(u16, &'static str),
    /// Nothing was sent.
    Refused,
    /// The connection broke when the request was on its way.
    Reset,
    /// No answer.
    Silence,
    /// The thing.
    Thing,
}

impl Meets {
    fn reply(self) -> Option<Result<http::Response<Body>, TransportError>> {
        match self {
            Self::Status(status, "") => answered(status, &[], ""),
            Self::Status(status, retry_after) => answered(status, &[("retry-after", retry_after)], ""),
            Self::Refused => Some(Err(TransportError::not_sent("refused"))),
            Self::Reset => Some(Err(TransportError::maybe_sent("reset"))),
            Self::Silence => None,
            Self::Thing => answered(200, &[], THING),
        }
    }
}

/// The seconds between two attempts: drawn from nothing to this, or at least this because the server asks for it, or
/// because nothing came for as long as silence is borne.
#[derive(Clone, Copy)]
enum Wait {
    UpTo(f64),
    AtLeast(f64, f64),
}

/// A script, whether a GET and a POST end well, and the waits before the attempts after the first.
struct Script {
    meets: &'static [Meets],
    get: (bool, &'static [Wait]),
    post: (bool, &'static [Wait]),
}

const fn script(meets: &'static [Meets], get: (bool, &'static [Wait]), post: (bool, &'static [Wait])) -> Script {
    Script { meets, get, post }
}

const FIRST: Wait = UpTo(0.2);
const SECOND: Wait = UpTo(0.4);
/// What follows after silence has been borne for 30 seconds.
const BORNE: Wait = AtLeast(30.0, 30.2);
const BORNE_AGAIN: Wait = AtLeast(30.0, 30.4);
const FAILED: (bool, &[Wait]) = (false, &[]);
const DONE: (bool, &[Wait]) = (true, &[]);

/// Three attempts, 60 seconds in all, 30 seconds of silence: the defaults. What comes after the end of a script is its last
/// line again.
const SCRIPTS: &[Script] = &[
    script(&[Thing], DONE, DONE),
    script(&[Refused, Thing], (true, &[FIRST]), (true, &[FIRST])),
    script(&[Refused, Refused, Thing], (true, &[FIRST, SECOND]), (true, &[FIRST, SECOND])),
    script(&[Refused], (false, &[FIRST, SECOND]), (false, &[FIRST, SECOND])),
    script(&[Reset, Thing], (true, &[FIRST]), FAILED),
    script(&[Reset, Reset, Thing], (true, &[FIRST, SECOND]), FAILED),
    script(&[Reset], (false, &[FIRST, SECOND]), FAILED),
    script(&[Refused, Reset, Thing], (true, &[FIRST, SECOND]), (false, &[FIRST])),
    script(&[Reset, Refused, Thing], (true, &[FIRST, SECOND]), FAILED),
    script(&[Silence, Thing], (true, &[BORNE]), FAILED),
    script(&[Refused, Silence, Thing], (true, &[FIRST, BORNE_AGAIN]), (false, &[FIRST])),
    script(&[Status(503, ""), Thing], (true, &[FIRST]), FAILED),
    script(&[Status(503, ""), Status(503, ""), Thing], (true, &[FIRST, SECOND]), FAILED),
    script(&[Status(503, "")], (false, &[FIRST, SECOND]), FAILED),
    script(&[Status(502, ""), Thing], (true, &[FIRST]), FAILED),
    script(&[Status(504, ""), Thing], (true, &[FIRST]), FAILED),
    script(&[Status(408, ""), Thing], (true, &[FIRST]), FAILED),
    script(&[Status(429, ""), Thing], (true, &[FIRST]), FAILED),
    script(&[Status(500, ""), Thing], FAILED, FAILED),
    script(&[Status(501, "1"), Thing], FAILED, FAILED),
    script(&[Status(400, "1"), Thing], FAILED, FAILED),
    script(&[Status(409, ""), Thing], FAILED, FAILED),
    script(&[Status(404, ""), Thing], FAILED, FAILED),
    script(&[Status(429, "5"), Thing], (true, &[AtLeast(5.0, 5.2)]), FAILED),
    script(&[Status(429, "0"), Thing], (true, &[FIRST]), FAILED),
    script(&[Status(503, "soon"), Thing], (true, &[FIRST]), FAILED),
    script(&[Status(503, "61"), Thing], FAILED, FAILED),
    script(&[Status(503, "20"), Status(503, "20"), Thing], (true, &[AtLeast(20.0, 20.2), AtLeast(20.0, 20.4)]), FAILED),
    script(&[Status(503, "40"), Status(503, "40"), Thing], (false, &[AtLeast(40.0, 40.2)]), FAILED),
    script(&[Status(429, "5"), Refused, Thing], (true, &[AtLeast(5.0, 5.2), SECOND]), FAILED),
    script(&[Reset, Status(500, "")], (false, &[FIRST]), FAILED),
    script(&[Refused, Status(400, "")], (false, &[FIRST]), (false, &[FIRST])),
];

#[tokio::test(start_paused = true)]
async fn every_script_takes_the_attempts_and_the_time_it_should() {
    for (number, script) in SCRIPTS.iter().enumerate() {
        for (method, (ends_well, waits)) in [("GET", script.get), ("POST", script.post)] {
            let meets = script.meets;
            let mock = Mock::new(move |attempt| meets[(attempt - 1).min(meets.len() - 1)].reply());
            let client = mock.client().build().expect("a client");
            let is_ok = match method {
                "GET" => client.get_thing("7").await.is_ok(),
                _ => client.create_thing(new_thing()).await.is_ok(),
            };
            assert_eq!((is_ok, mock.waits().len()), (ends_well, waits.len()), "script {number}, {method}");
            let bounds = waits.iter().map(|wait| match *wait {
                UpTo(most) => (0.0, most),
                AtLeast(least, most) => (least, most),
            });
            within(&mock.waits(), &bounds.collect::<Vec<_>>());
        }
    }
}
