use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde_core::de::DeserializeOwned;

use crate::decode::{self, Problem};
use crate::stream::error::StreamError;
use crate::stream::live::LiveBody;
use crate::stream::records::{Framing, Record, Records};

/// The items of a sequence of JSON texts, each as soon as it is whole: JSON Lines, NDJSON, and JSON text sequences
/// (RFC 7464).
///
/// Blank lines are passed over. An item that does not fit `T` is an `Err` that keeps its text, and the stream goes on
/// with the next one. It ends after every other error: the exchange broke off, the answer ended inside of an item, or an
/// item is larger than allowed. Nothing is read ahead beyond one chunk, and dropping the stream ends the exchange.
pub struct JsonLines<T> {
    live: LiveBody,
    records: Records,
    /// The items that came so far.
    items: u64,
    ended: bool,
    item: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> JsonLines<T> {
    /// The items of a body. Its media type says what stands between them; `declared` does where the answer names none.
    #[must_use]
    pub fn new(live: LiveBody, declared: &str) -> Self {
        let received = live.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let records = Records::new(Framing::of(received.unwrap_or(declared)), live.limit());
        Self { live, records, items: 0, ended: false, item: PhantomData }
    }

    /// The next item; `None` at the end. May be given up and called again without loss.
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        poll_fn(|cx| self.poll_item(cx)).await
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn live(&self) -> &LiveBody {
        &self.live
    }

    fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, StreamError>>> {
        loop {
            if let Some(item) = self.at_hand() {
                return Poll::Ready(Some(item));
            }
            if self.ended {
                return Poll::Ready(None);
            }
            match ready!(self.live.poll_chunk(cx)) {
                Some(Ok(chunk)) => self.records.push(chunk),
                Some(Err(error)) => return Poll::Ready(Some(Err(self.broken(error)))),
                None => return Poll::Ready(self.last()),
            }
        }
    }

    /// The next item of what has arrived.
    pub(crate) fn at_hand(&mut self) -> Option<Result<T, StreamError>> {
        if self.ended {
            return None;
        }
        Some(match self.records.next()? {
            Ok(record) => self.decode(record),
            Err(_) => {
                self.end();
                Err(StreamError::too_large(self.items + 1, self.live.limit()))
            }
        })
    }

    /// What the end of the body makes an item of.
    fn last(&mut self) -> Option<Result<T, StreamError>> {
        self.end();
        let record = self.records.finish()?;
        let text = record.text.clone();
        let is_cut = record.may_be_cut
            || serde_json::from_slice::<serde_core::de::IgnoredAny>(&text).is_err_and(|error| error.is_eof());
        let item = self.items + 1;
        Some(if is_cut { Err(StreamError::cut(item, text)) } else { self.decode(record) })
    }

    fn broken(&mut self, error: StreamError) -> StreamError {
        self.end();
        match self.records.rest() {
            Some(rest) => error.inside_of(self.items + 1, rest),
            None => error,
        }
    }

    fn decode(&mut self, Record { text, may_be_cut }: Record) -> Result<T, StreamError> {
        self.items += 1;
        if may_be_cut {
            let problem = Problem::new("it may have been cut: nothing stands between it and the next item");
            return Err(StreamError::unfit(self.items, text, problem));
        }
        let decoded = decode::text(&text)
            .and_then(|line| serde_json::from_str(line).map_err(|error| Problem::json(&error, line.as_bytes())));
        decoded.map_err(|problem| StreamError::unfit(self.items, text, problem))
    }

    fn end(&mut self) {
        self.ended = true;
        self.live.close();
    }
}

impl<T> JsonLines<T> {
    /// The status code of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.live.status()
    }

    /// The headers of the answer.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.live.headers()
    }
}

impl<T: DeserializeOwned> Stream for JsonLines<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(cx)
    }
}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonLines").field("body", &self.live).field("items", &self.items).finish_non_exhaustive()
    }
}
