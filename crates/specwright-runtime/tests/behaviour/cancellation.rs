//! Calls that are given up at any point: nothing goes on behind the caller's back, and nothing is spoiled for others.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use specwright_runtime::{Body, BoxFuture, Transport, TransportError, http};

use crate::api::{Client, THING, new_thing, thing};

/// A transport that hesitates: a few times before the head of an answer and before each chunk, and each time whoever
/// waits may leave. Every second attempt ends in a 503.
#[derive(Clone, Default)]
struct Hesitant {
    alive: Arc<AtomicUsize>,
    begun: Arc<AtomicUsize>,
}

/// Counts what has not ended yet.
struct Alive(Arc<AtomicUsize>);

impl Alive {
    fn new(count: &Arc<AtomicUsize>) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(count))
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Comes back later, that many times.
async fn hesitate(times: usize) {
    for _ in 0..times {
        tokio::task::yield_now().await;
    }
}

impl Transport for Hesitant {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let exchange = Alive::new(&self.alive);
        let is_busy = self.begun.fetch_add(1, Ordering::Relaxed).is_multiple_of(2);
        Box::pin(async move {
            hesitate(3).await;
            let mut chunks = THING.as_bytes().chunks(10);
            let mut hesitations = 0;
            let body = Body::from_poll_fn(move |cx| {
                let _ = &exchange;
                hesitations += 1;
                if hesitations % 3 != 0 {
                    cx.waker().wake_by_ref();
                    return Poll::Pending;
                }
                Poll::Ready(chunks.next().map(|chunk| Ok(chunk.into())))
            });
            let response = http::Response::builder().status(if is_busy { 503 } else { 200 });
            Ok(response.body(body).expect("a response"))
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_may_be_given_up_at_every_point() {
    let transport = Hesitant::default();
    let builder = Client::builder().base_url("https://things.test").transport(transport.clone());
    let client = builder.build().expect("a client");
    let mut random = fastrand::Rng::with_seed(18);
    let (mut given_up, mut ended) = (0, 0);
    for _ in 0..1_000 {
        let most = random.usize(0..80);
        let mut call: BoxFuture<'_, bool> = if random.bool() {
            let call = client.get_thing("7");
            Box::pin(async move { call.await.is_ok() })
        } else {
            let call = client.create_thing(new_thing());
            Box::pin(async move { call.await.is_ok() })
        };
        let mut polls = 0;
        let is_ready = loop {
            if polls == most {
                break false;
            }
            polls += 1;
            if call.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready() {
                break true;
            }
            // The pauses between attempts.
            tokio::time::advance(Duration::from_millis(50)).await;
        };
        drop(call);
        assert_eq!(transport.alive.load(Ordering::Relaxed), 0, "after {polls} polls");
        if is_ready { ended += 1 } else { given_up += 1 }
    }
    assert!(given_up > 100 && ended > 100, "{given_up} {ended}");
    assert_eq!(pin!(client.get_thing("7").into_future()).await.expect("a thing"), thing());
    assert_eq!(transport.alive.load(Ordering::Relaxed), 0);
}

/// The same for many calls of one client at once, on all threads.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn calls_given_up_beside_others_do_not_touch_them() {
    let transport = Hesitant::default();
    let builder = Client::builder().base_url("https://things.test").transport(transport.clone());
    let client = builder.max_attempts(3).build().expect("a client");
    let tasks: Vec<_> = (0..200)
        .map(|number| {
            let client = client.clone();
            tokio::spawn(async move { (number, client.get_thing("7").await.map_err(|error| error.to_string())) })
        })
        .collect();
    for (number, task) in tasks.into_iter().enumerate() {
        if number % 2 == 0 {
            task.abort();
        }
        match task.await {
            Ok((_, Ok(found))) => assert_eq!(found, thing()),
            Ok((_, Err(error))) => assert!(error.contains("503"), "{error}"),
            Err(error) => assert!(error.is_cancelled()),
        }
    }
    assert_eq!(transport.alive.load(Ordering::Relaxed), 0);
}
