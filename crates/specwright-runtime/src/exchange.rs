//! What is known of the exchange that an answer came from.

use std::convert::Infallible;
use std::sync::Arc;

use http::header::HeaderName;
use http::{HeaderValue, Request, Uri};

use crate::answer::Answer;
use crate::byte_source::ByteSource;
use crate::client::Shared;
use crate::decode::Problem;
use crate::error::{Error, Failure};
#[cfg(feature = "blocking")]
use crate::mode::Blocking;
use crate::send::{Outcome, Prepared, send};
use crate::stream::{Reopened, StreamError};
use crate::transport::BoxFuture;

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// Makes the call of a stream again, behind the event with this id.
pub(crate) type Reopen = Arc<dyn Fn(Option<String>) -> BoxFuture<'static, Reopened> + Send + Sync>;

/// Where an answer came from: what its links are relative to, and what its streams are read with.
#[derive(Clone)]
pub(crate) struct Exchange {
    /// Of the request, as far as the query: credentials may stand there.
    pub(crate) url: Uri,
    /// The largest item of a stream.
    pub(crate) item_limit: usize,
    /// How a stream that breaks off is opened anew.
    pub(crate) reopen: Option<Reopen>,
    /// What waits for the items of a stream.
    #[cfg(feature = "blocking")]
    pub(crate) mode: Option<Blocking>,
}

impl Exchange {
    /// The exchange that a request begins; `None` for one that is not sent.
    pub(crate) fn of(shared: &Arc<Shared>, prepared: &Prepared) -> Option<Self> {
        let request = prepared.request.as_ref().ok()?;
        Some(Self {
            url: without_query(request.uri()),
            item_limit: shared.body_limit,
            reopen: prepared.reconnects.then(|| reopen(shared, prepared, request)),
            #[cfg(feature = "blocking")]
            mode: None,
        })
    }
}

fn without_query(url: &Uri) -> Uri {
    if url.query().is_none() {
        return url.clone();
    }
    let mut parts = url.clone().into_parts();
    parts.path_and_query = url.path().parse().ok();
    Uri::from_parts(parts).unwrap_or_default()
}

fn reopen(shared: &Arc<Shared>, prepared: &Prepared, request: &Request<ByteSource>) -> Reopen {
    let Prepared { id, timeout, is_stream, has_key, .. } = *prepared;
    let (shared, request) = (Arc::clone(shared), request.clone());
    Arc::new(move |last_id| {
        let mut request = request.clone();
        // The id is UTF-8 (HTML standard, section 9.2.3).
        if let Some(id) = last_id.and_then(|id| HeaderValue::from_bytes(id.as_bytes()).ok()) {
            request.headers_mut().insert(LAST_EVENT_ID, id);
        }
        let prepared = Prepared { id, request: Ok(request), timeout, is_stream, has_key, reconnects: false };
        let sent = send(Arc::clone(&shared), Box::new(prepared));
        Box::pin(async move { reopened(sent.await) })
    })
}

/// What a call that was made again means for the stream.
fn reopened(outcome: Outcome) -> Reopened {
    let (answer, summary) =
        outcome.into_answer().map_err(|details| StreamError::from(Error::<Infallible>::new(details)))?;
    // HTML standard, section 9.2.3: the server says that nothing more will come.
    if answer.status() == 204 {
        return Ok(None);
    }
    if answer.is_streamed() {
        return answer.live_body().map(Some).map_err(|failure| failed(failure, summary, answer));
    }
    let failure = Failure::undecoded(Problem::new("it is not the stream that was asked for"));
    Err(failed(failure, summary, answer))
}

fn failed(failure: Failure<Infallible>, summary: crate::send::Summary, answer: Answer) -> StreamError {
    failure.into_error(summary.operation, summary.attempts, summary.retryable, answer).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &'static str, expected: &str) {
        assert_eq!(without_query(&Uri::from_static(url)).to_string(), expected);
    }

    #[test]
    fn a_query_is_not_kept() {
        check("https://api.test/a/b?key=secret", "https://api.test/a/b");
        check("https://api.test/a", "https://api.test/a");
        check("https://api.test?key=secret", "https://api.test/");
    }
}
