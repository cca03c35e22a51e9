use std::{fmt::Write as _, pin::Pin};

use serde_json::{Value, json};
use specwright_runtime::{Error, Operation, PendingResponse};

use crate::{PATIENCE, tap::Exchange};

/// A call on its way.
pub type Pending = Pin<Box<dyn Future<Output = Outcome>>>;

/// How a call ended, as the client tells it.
pub struct Outcome {
    kind: String,
    error: Option<String>,
}

/// Sends a call.
pub fn send<O: Operation>(call: PendingResponse<O>) -> Pending
where
    O::Output: 'static,
    O::Error: 'static,
    O: 'static,
{
    let outcome = async move { call.await.map(|_| ()).map_err(told::<O>) };
    Box::pin(within(Box::pin(outcome)))
}

async fn within(call: Pin<Box<dyn Future<Output = Result<(), Outcome>>>>) -> Outcome {
    match tokio::time::timeout(PATIENCE, call).await {
        Ok(Ok(())) => Outcome { kind: "Ok".to_owned(), error: None },
        Ok(Err(outcome)) => outcome,
        Err(_) => Outcome { kind: "Timeout".to_owned(), error: None },
    }
}

fn told<O: Operation>(error: Error<O::Error>) -> Outcome {
    let mut text = error.to_string();
    if let Some(path) = error.decode_path() {
        let _ = write!(text, ", at {path}");
    }
    let mut source = std::error::Error::source(&error);
    while let Some(inner) = source {
        let _ = write!(text, ": {inner}");
        source = inner.source();
    }
    Outcome { kind: format!("{:?}", error.kind()), error: Some(text) }
}

pub(crate) fn line(outcome: &Outcome, exchange: Option<Exchange>) -> Value {
    json!({ "kind": outcome.kind, "error": outcome.error, "exchange": exchange })
}
