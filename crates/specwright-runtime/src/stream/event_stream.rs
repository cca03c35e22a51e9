use std::borrow::Cow;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde_core::de::DeserializeOwned;

use crate::clock::{Sleep, Timers, sleep};
use crate::stream::error::StreamError;
use crate::stream::event::{Event, FromEvent, Unfit};
use crate::stream::event_parser::EventParser;
use crate::stream::live::LiveBody;
use crate::stream::reconnect::{Reconnect, Reopened, When};
use crate::transport::BoxFuture;

const EVENT_STREAM: &[u8] = b"text/event-stream";

/// The events of a `text/event-stream` (HTML standard, section 9.2), each as soon as it is whole.
///
/// An event whose data does not fit `T` is an `Err` that keeps it, and the stream goes on with the next one. It ends
/// after every other error; an answer with another media type is one. Nothing is read ahead beyond one chunk, and dropping the stream ends the exchange.
///
/// The stream of a `GET` is opened anew by its client when it breaks off behind an event that has an id, with
/// `last-event-id`; with [`reconnecting`](Self::reconnecting) also when it ends. With
/// [`max_reconnects(0)`](Self::max_reconnects) it never is.
pub struct EventStream<T> {
    live: LiveBody,
    parser: EventParser,
    decode: fn(&Event<String>) -> Result<T, Unfit>,
    terminal: Vec<Cow<'static, str>>,
    reconnect: Option<Reconnect>,
    state: State,
    /// The events that came so far.
    items: u64,
    /// The answer says that it is something else. Read as events it would pass for a silent end.
    is_alien: bool,
}

enum State {
    Open,
    Waiting(Pin<Box<Sleep>>),
    Opening(BoxFuture<'static, Reopened>),
    Ended,
}

/// What one look at the stream came to.
enum Turn<T> {
    Again,
    Event(Result<Event<T>, StreamError>),
    Lost(Option<StreamError>),
    End,
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
    pub fn new(mut live: LiveBody, decode: fn(&Event<String>) -> Result<T, Unfit>) -> Self {
        let parser = EventParser::new(live.limit());
        let is_alien = is_alien(live.headers());
        let reconnect = live.take_reopen().map(|reopen| {
            let mut reconnect = Reconnect::new(move |last_id| reopen(last_id));
            reconnect.set_when(When::Resumable);
            reconnect
        });
        Self { live, parser, decode, terminal: Vec::new(), reconnect, state: State::Open, items: 0, is_alien }
    }

    /// Ends the stream at the event that says exactly this, like `[DONE]`, which is not handed out. May be said of
    /// several texts.
    #[must_use]
    pub fn until(mut self, data: impl Into<Cow<'static, str>>) -> Self {
        self.terminal.push(data.into());
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

    /// Opens the stream anew whenever it has ended, as feeds are meant that never end: until the server answers with 204.
    /// Does nothing for a stream of a call that is not made again, which are all but those of a `GET`.
    #[must_use]
    pub fn reconnecting(mut self) -> Self {
        if let Some(reconnect) = &mut self.reconnect {
            reconnect.set_when(When::Always);
        }
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

    #[cfg(feature = "blocking")]
    pub(crate) fn live(&self) -> &LiveBody {
        &self.live
    }

    fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Event<T>, StreamError>>> {
        loop {
            match ready!(self.turn(cx)) {
                Turn::Again => {}
                Turn::Event(event) => return Poll::Ready(Some(event)),
                Turn::End => return Poll::Ready(None),
                Turn::Lost(error) => {
                    if let Some(error) = self.lost(error) {
                        return Poll::Ready(Some(Err(error)));
                    }
                }
            }
        }
    }

    fn turn(&mut self, cx: &mut Context<'_>) -> Poll<Turn<T>> {
        match &mut self.state {
            State::Open => return self.read(cx),
            State::Waiting(timer) => {
                ready!(timer.as_mut().poll(cx));
                self.open();
            }
            State::Opening(opening) => match ready!(opening.as_mut().poll(cx)) {
                Ok(Some(live)) => self.opened(live),
                Ok(None) => self.end(),
                Err(error) => return Poll::Ready(Turn::Lost(Some(error))),
            },
            State::Ended => return Poll::Ready(Turn::End),
        }
        Poll::Ready(Turn::Again)
    }

    fn read(&mut self, cx: &mut Context<'_>) -> Poll<Turn<T>> {
        if let Some(event) = self.at_hand() {
            return Poll::Ready(Turn::Event(event));
        }
        // What was at hand may have been the last word.
        if matches!(self.state, State::Ended) {
            return Poll::Ready(Turn::End);
        }
        Poll::Ready(match ready!(self.live.poll_chunk(cx)) {
            Some(Err(error)) => Turn::Lost(Some(error)),
            chunk if self.is_alien => {
                self.end();
                Turn::Event(Err(StreamError::no_events(&chunk.and_then(Result::ok).unwrap_or_default())))
            }
            Some(Ok(chunk)) => {
                self.parser.push(chunk);
                Turn::Again
            }
            None => Turn::Lost(None),
        })
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
        if self.terminal.iter().any(|terminal| *terminal == event.data) {
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
        let (retry, retry_after) = (self.parser.retry(), error.as_ref().and_then(StreamError::retry_after));
        let (broke_off, has_id) = (error.is_some(), self.parser.last_id().is_some_and(|id| !id.is_empty()));
        let mends = |reconnect: &&mut Reconnect| !is_final && reconnect.mends(broke_off, has_id);
        let reconnect = self.reconnect.as_mut().filter(mends);
        let wait = reconnect.and_then(|reconnect| reconnect.wait(retry, retry_after));
        let Some(wait) = wait else {
            self.end();
            return error;
        };
        // Without a runtime Tokio would panic.
        if Timers::current().is_none() {
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
        self.is_alien = is_alien(live.headers());
        self.live.replace(live);
        self.parser.restart();
        self.state = State::Open;
    }

    fn end(&mut self) {
        self.state = State::Ended;
        self.live.close();
    }
}

fn is_alien(headers: &HeaderMap) -> bool {
    let media_type = headers.get(CONTENT_TYPE).map(|value| value.as_bytes()).unwrap_or(EVENT_STREAM);
    let essence = media_type.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
    !essence.eq_ignore_ascii_case(EVENT_STREAM)
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
