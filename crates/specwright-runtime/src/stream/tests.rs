mod bytes_of_a_body;
mod events;
#[cfg(feature = "blocking")]
mod items;
mod lines;
#[cfg(feature = "default-transport")]
mod wire;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};
use tokio::time::Instant;

use crate::ErrorKind;
use crate::stream::{ByteStream, Event, EventStream, FromEvent, JsonLines, LiveBody, StreamError, Unfit};
use crate::transport::{Body, TransportError};

/// What a server does next.
#[derive(Clone)]
enum Step {
    Send(&'static str),
    Break,
    TimeOut,
    Silence,
}

use Step::{Break, Send, Silence, TimeOut};

/// A body that follows a script and then ends. Counts the chunks that were taken.
fn scripted(steps: &[Step]) -> (Body, Arc<Mutex<usize>>) {
    let mut steps: VecDeque<Step> = steps.iter().cloned().collect();
    let taken = Arc::new(Mutex::new(0));
    let counter = Arc::clone(&taken);
    let body = Body::from_poll_fn(move |_| match steps.pop_front() {
        None => Poll::Ready(None),
        Some(Silence) => {
            steps.push_front(Silence);
            Poll::Pending
        }
        Some(Break) => Poll::Ready(Some(Err(TransportError::maybe_sent("reset")))),
        Some(TimeOut) => Poll::Ready(Some(Err(TransportError::connect_timeout()))),
        Some(Send(text)) => {
            *counter.lock().expect("no panic while held") += 1;
            Poll::Ready(Some(Ok(Bytes::from_static(text.as_bytes()))))
        }
    });
    (body, taken)
}

fn live(steps: &[Step]) -> LiveBody {
    LiveBody::new(StatusCode::OK, HeaderMap::new(), scripted(steps).0)
}

fn shown<T: std::fmt::Debug>(item: Result<T, StreamError>) -> String {
    match item {
        Ok(value) => format!("{value:?}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn streams_are_send_and_unpin() {
    fn check<S: futures_core::Stream + std::marker::Send + Unpin>() {}
    check::<ByteStream>();
    check::<JsonLines<Vec<String>>>();
    check::<EventStream<String>>();
}
