use std::borrow::Cow;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};
use serde_core::de::DeserializeOwned;
use tokio::runtime::Handle;
use tokio::time::{Sleep, sleep};

use crate::stream::error::StreamError;
use crate::stream::event::{Event, FromEvent, Unfit};
use crate::stream::event_parser::EventParser;
use crate::stream::live::LiveBody;
use crate::stream::reconnect::{Reconnect, Reopened};
use crate::transport::BoxFuture;

/// The events of a `text/event-stream` (HTML standard, section 9.2), each as soon as it is whole.
///
/// An event whose data does not fit `T` is an `Err` that keeps it, and the stream goes on with the next one. It ends
/// after every other error. Nothing is read ahead beyond one chunk, and dropping the stream ends the exchange.
///
/// Such a stream is meant to be opened anew when it ends or breaks off: with [`reconnect`](Self::reconnect) it is.
pub struct EventStream<T> {
    live: LiveBody,
    parser: EventParser,
    decode: fn(&Event<String>) -> Result<T, Unfit>,
    terminal: Option<Cow<'static, str>>,
    reconnect: Option<Reconnect>,
    state: State,
    /// The events that came so far.
    items: u64,
}

enum State {
    Open,
    Waiting(Pin<Box<Sleep>>),
    Opening(BoxFuture<'static, Reopened>),
    Ended,
}

impl<T: DeserializeOwned> EventStream<T> {
    /// Events whose data is JSON of one type, whatever their name.
    #[must_use]
    pub fn json(live: LiveBody) -> Self {
        Self::new(live, Event::json)
    }
}

impl<T: FromEvent> EventStream<T> {
    /// Events that are read by their name, or whose data is text.
    #[must_use]
    pub fn typed(live: LiveBody) -> Self {
        Self::new(live, T::from_event)
    }
}

impl<T> EventStream<T> {
    /// Events that `decode` reads.
    #[must_use]
    pub fn new(live: LiveBody, decode: fn(&Event<String>) -> Result<T, Unfit>) -> Self {
        let parser = EventParser::new(live.limit());
        Self { live, parser, decode, terminal: None, reconnect: None, state: State::Open, items: 0 }
    }

    /// Ends the stream at the event that says exactly this, like `[DONE]`, which is not handed out.
    #[must_use]
    pub fn until(mut self, data: impl Into<Cow<'static, str>>) -> Self {
        self.terminal = Some(data.into());
        self
    }

    /// Opens the stream anew when it ends or breaks off.
    ///
    /// `open` is given the id of the last event, which belongs into the `last-event-id` header. It ends in a body, in
    /// `None` when the server says that nothing more will come (status 204), or in an error, with which the stream ends
    /// unless it is a passing one. The wait before it is what the server asked for with `retry:`, 3 s if it did not, and
    /// at most 30 s; it grows from attempt to attempt.
    #[must_use]
    pub fn reconnect<F>(mut self, mut open: impl FnMut(Option<String>) -> F + Send + 'static) -> Self
    where
        F: Future<Output = Result<Option<LiveBody>, StreamError>> + Send + 'static,
    {
        self.reconnect = Some(Reconnect::new(move |last_id| Box::pin(open(last_id))));
        self
    }

    /// How often the stream is opened anew without an event in between. Default: 5, if it is opened anew at all.
    #[must_use]
    pub fn max_reconnects(mut self, attempts: u32) -> Self {
        if let Some(reconnect) = &mut self.reconnect {
            reconnect.set_attempts(attempts);
        }
        self
    }

    /// The status code of the answer, the last one if there were several.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.live.status()
    }

    /// The headers of the answer, the last one if there were several.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.live.headers()
    }

    /// The id of the last event, which is what another call can go on behind.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        self.parser.last_id()
    }

    /// The next event; `None` at the end. May be given up and called again without loss.
    pub async fn next(&mut self) -> Option<Result<Event<T>, StreamError>> {
        poll_fn(|cx| self.poll_event(cx)).await
    }

    fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Event<T>, StreamError>>> {
        loop {
            let lost = match &mut self.state {
                State::Ended => return Poll::Ready(None),
                State::Open => {
                    if let Some(event) = self.at_hand() {
                        return Poll::Ready(Some(event));
                    }
                    // What was at hand may have ended the stream.
                    if matches!(self.state, State::Ended) {
                        continue;
                    }
                    match ready!(self.live.poll_chunk(cx)) {
                        Some(Ok(chunk)) => {
                            self.parser.push(chunk);
                            continue;
                        }
                        Some(Err(error)) => Some(error),
                        None => None,
                    }
                }
                State::Waiting(timer) => {
                    ready!(timer.as_mut().poll(cx));
                    self.open();
                    continue;
                }
                State::Opening(opening) => match ready!(opening.as_mut().poll(cx)) {
                    Ok(Some(live)) => {
                        self.opened(live);
                        continue;
                    }
                    Ok(None) => {
                        self.end();
                        continue;
                    }
                    Err(error) => Some(error),
                },
            };
            if let Some(error) = self.lost(lost) {
                return Poll::Ready(Some(Err(error)));
            }
        }
    }

    /// The next event of what has arrived.
    pub(crate) fn at_hand(&mut self) -> Option<Result<Event<T>, StreamError>> {
        if !matches!(self.state, State::Open) {
            return None;
        }
        let event = match self.parser.next()? {
            Ok(event) => event,
            Err(_) => {
                self.end();
                return Some(Err(StreamError::too_large(self.items + 1, self.live.limit())));
            }
        };
        if self.terminal.as_deref() == Some(event.data.as_str()) {
            self.end();
            return None;
        }
        self.items += 1;
        if let Some(reconnect) = &mut self.reconnect {
            reconnect.refill();
        }
        Some(match (self.decode)(&event) {
            Ok(data) => Ok(Event::new(event.id, event.name, data)),
            Err(unfit) => Err(StreamError::unfit(self.items, Bytes::from(event.data), unfit.into_problem())),
        })
    }

    /// Waits for another attempt, or ends with the error that is to be told.
    fn lost(&mut self, error: Option<StreamError>) -> Option<StreamError> {
        let is_final = error.as_ref().is_some_and(|error| !error.is_passing());
        let retry = self.parser.retry();
        let wait = self.reconnect.as_mut().filter(|_| !is_final).and_then(|reconnect| reconnect.wait(retry));
        let Some(wait) = wait else {
            self.end();
            return error;
        };
        // Without a runtime Tokio would panic.
        if Handle::try_current().is_err() {
            self.end();
            return Some(StreamError::no_runtime());
        }
        self.state = State::Waiting(Box::pin(sleep(wait)));
        None
    }

    fn open(&mut self) {
        let last_id = self.parser.last_id().map(str::to_owned);
        self.state = match &mut self.reconnect {
            Some(reconnect) => State::Opening(reconnect.open(last_id)),
            None => State::Ended,
        };
    }

    fn opened(&mut self, live: LiveBody) {
        self.live = live;
        self.parser.restart();
        self.state = State::Open;
    }

    fn end(&mut self) {
        self.state = State::Ended;
        self.live.close();
    }
}

impl<T> Stream for EventStream<T> {
    type Item = Result<Event<T>, StreamError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_event(cx)
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream")
            .field("body", &self.live)
            .field("items", &self.items)
            .field("reconnects", &self.reconnect.is_some())
            .finish_non_exhaustive()
    }
}
