//! In virtual time: what many calls do to a server that is down.

use std::time::Duration;

use specwright_runtime::{Body, TransportError, http};

use crate::api::{Client, THING};
use crate::mock::{Mock, answered};

type Reply = Option<Result<http::Response<Body>, TransportError>>;

/// The requests that a thousand calls make, all at once or one after the other.
async fn storm(mock: &Mock, client: &Client, at_once: bool) -> usize {
    let before = mock.requests().len();
    let calls: Vec<_> = (0..1_000)
        .map(|_| {
            let client = client.clone();
            async move { client.get_thing("7").await.is_ok() }
        })
        .collect();
    if at_once {
        let tasks: Vec<_> = calls.into_iter().map(tokio::spawn).collect();
        for task in tasks {
            task.await.expect("no panic");
        }
    } else {
        for call in calls {
            call.await;
        }
    }
    mock.requests().len() - before
}

#[tokio::test(start_paused = true)]
async fn a_storm_against_a_dead_server_adds_a_fifth_at_most() {
    let replies: [fn() -> Reply; 4] = [
        || answered(503, &[], ""),
        || answered(429, &[("retry-after", "1")], ""),
        || Some(Err(TransportError::not_sent("refused"))),
        || Some(Err(TransportError::maybe_sent("reset"))),
    ];
    for reply in replies {
        for at_once in [true, false] {
            let mock = Mock::new(move |_| reply());
            let client = mock.client().max_attempts(10).build().expect("a client");
            let requests = storm(&mock, &client, at_once).await;
            assert!((1_100..=1_200).contains(&requests), "{requests}");
            // There is no reserve for the next storm.
            let requests = storm(&mock, &client, at_once).await;
            assert!((1_000..=1_100).contains(&requests), "{requests}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_succeeds_pays_for_retries() {
    // Every tenth request fails, which is less than what retries may add.
    let mock = Mock::new(|number| if number % 10 == 0 { answered(503, &[], "") } else { answered(200, &[], THING) });
    let client = mock.client().build().expect("a client");
    for _ in 0..5_000 {
        client.get_thing("7").await.expect("a thing");
    }
    assert_eq!(mock.requests().len(), 5_555);
}

#[tokio::test(start_paused = true)]
async fn a_client_that_calls_seldom_can_always_retry() {
    let mock = Mock::new(|number| if number % 3 == 0 { answered(200, &[], THING) } else { answered(503, &[], "") });
    let client = mock.client().build().expect("a client");
    for _ in 0..500 {
        client.get_thing("7").await.expect("a thing");
        tokio::time::sleep(Duration::from_secs(20)).await;
    }
}

async fn requests(share: f64) -> usize {
    let mock = Mock::new(|_| answered(503, &[], ""));
    let client = mock.client().max_retry_share(share).build().expect("a client");
    storm(&mock, &client, true).await
}

#[tokio::test(start_paused = true)]
async fn the_share_can_be_chosen() {
    assert_eq!(requests(0.0).await, 1_000);
    assert_eq!(requests(0.05).await, 1_025);
    assert_eq!(requests(f64::INFINITY).await, 3_000);
    for share in [-1.0, f64::NAN] {
        let error = Mock::new(|_| None).client().max_retry_share(share).build().expect_err("no share");
        assert_eq!(error.to_string(), "the largest share of retries is no number from 0 up");
    }
}
