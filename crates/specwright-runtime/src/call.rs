use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request};

use crate::answer::Answer;
use crate::client::Client;
use crate::error::Error;
use crate::headers;
use crate::invalid::InvalidRequest;
use crate::mode::{Async, Mode};
use crate::operation::Operation;
use crate::response::Response;
use crate::send::{End, Outcome, send};
use crate::stream::ByteStream;
#[cfg(feature = "blocking")]
use crate::stream::Items;
use crate::transport::{Body, BoxFuture};

/// An operation on its way: nothing is sent before it is awaited, or sent from a blocking client.
#[must_use = "nothing is sent before the call is awaited or sent"]
pub struct Call<O, M = Async> {
    client: Client<M>,
    operation: O,
    extras: Extras,
}

/// What a call adds to its operation.
pub(crate) struct Extras {
    pub(crate) timeout: Option<Duration>,
    pub(crate) headers: Result<Vec<(HeaderName, HeaderValue)>, InvalidRequest>,
}

impl Default for Extras {
    fn default() -> Self {
        Self { timeout: None, headers: Ok(Vec::new()) }
    }
}

impl Extras {
    fn add_header(&mut self, name: &str, value: &str) {
        match (&mut self.headers, headers::parse(name, value).and_then(|(name, value)| headers::free(name, value))) {
            (Ok(known), Ok((name, value))) => {
                known.retain(|(other, _)| *other != name);
                known.push((name, value));
            }
            (Ok(_), Err(why)) => self.headers = Err(why),
            // The first thing that went wrong is the one to tell.
            (Err(_), _) => {}
        }
    }
}

impl<O, M: Mode> Call<O, M> {
    /// A call of an operation by a client.
    pub fn new(client: &Client<M>, operation: O) -> Self {
        Self { client: client.clone(), operation, extras: Extras::default() }
    }

    /// The operation, to set its optional arguments.
    pub fn operation_mut(&mut self) -> &mut O {
        &mut self.operation
    }

    pub(crate) fn into_parts(self) -> (Client<M>, O, Extras) {
        (self.client, self.operation, self.extras)
    }

    /// The time for this call with all its attempts and waits, instead of the client's.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.extras.timeout = Some(timeout);
        self
    }

    /// A header for this call, instead of one the operation or the client would set under this name.
    ///
    /// Headers that frame the message (`host`, `content-length`, ...) and those that a credential sets are refused when
    /// the call is sent. An `authorization` header stands in for credentials the client does not have.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.extras.add_header(name.as_ref(), value.as_ref());
        self
    }
}

impl<O: Operation, M: Mode> Call<O, M> {
    /// The request that would be sent, with its credentials: print it with care. A body that is a stream is in it, so
    /// that the call cannot be sent any more. A token that a provider brings is not in it; it is fetched on sending.
    ///
    /// # Errors
    /// When the arguments cannot be sent, or the client lacks the credentials.
    pub fn to_http_request(&self) -> Result<Request<Body>, InvalidRequest> {
        self.client.whole_request(&self.operation, &self.extras)
    }

    /// Reads an answer that came another way, from a mock or a recording.
    ///
    /// # Errors
    /// As for an answer that came from the server.
    pub fn read_http_response(&self, response: http::Response<Bytes>) -> Result<Response<O::Output>, Error<O::Error>> {
        read::<O>(response)
    }
}

/// Reads an answer of an operation, wherever it came from.
///
/// # Errors
/// As for an answer that came from the server.
pub fn read<O: Operation>(response: http::Response<Bytes>) -> Result<Response<O::Output>, Error<O::Error>> {
    let (head, body) = response.into_parts();
    let answer = Answer::new(head.status, head.headers, body);
    finish::<O>(Outcome { operation: O::ID, attempts: 1, retryable: false, end: End::Answered(answer, None) })
}

/// What a call that asked for bytes ends in.
fn streamed<O: Operation>(outcome: Outcome) -> Result<ByteStream, Error<O::Error>> {
    let (answer, summary) = outcome.into_answer().map_err(Error::new)?;
    let found = match answer.is_streamed() {
        true => answer.live_body(),
        // What is collected is no success.
        false => O::read(&answer).and_then(|_| answer.undeclared()),
    };
    match found {
        Ok(live) => Ok(ByteStream::new(live)),
        Err(failure) => Err(failure.into_error(summary.operation, summary.attempts, summary.retryable, answer)),
    }
}

/// All that is compiled for each operation beside its own `write` and `read`.
pub(crate) fn finish<O: Operation>(outcome: Outcome) -> Result<Response<O::Output>, Error<O::Error>> {
    let (answer, summary) = outcome.into_answer().map_err(Error::new)?;
    match O::read(&answer) {
        Ok(value) => {
            let url = answer.url().cloned();
            let (status, headers, _) = answer.into_parts();
            Ok(Response::new(status, headers, value).at(url))
        }
        Err(failure) => Err(failure.into_error(summary.operation, summary.attempts, summary.retryable, answer)),
    }
}

impl<O: Operation> Call<O, Async> {
    /// The answer with its status and headers, instead of its value alone.
    pub fn response(self) -> PendingResponse<O> {
        let prepared = self.client.prepare(&self.operation, &self.extras);
        PendingResponse { outcome: Box::pin(send(self.client.shared(), prepared)), operation: PhantomData }
    }

    /// The body of a success as it arrives, whatever it is declared to be, however large it is. Errors are read as ever.
    pub fn byte_stream(self) -> impl Future<Output = Result<ByteStream, Error<O::Error>>> + Send + 'static {
        let sent = send(self.client.shared(), self.client.prepare_stream(&self.operation, &self.extras));
        async move { streamed::<O>(sent.await) }
    }
}

impl<O: Operation> IntoFuture for Call<O, Async> {
    type Output = Result<O::Output, Error<O::Error>>;
    type IntoFuture = Pending<O>;

    fn into_future(self) -> Pending<O> {
        Pending(self.response())
    }
}

#[cfg(feature = "blocking")]
impl<O: Operation> Call<O, crate::mode::Blocking> {
    /// Sends the call and waits for its value.
    ///
    /// # Errors
    /// When the call does not succeed.
    pub fn send(self) -> Result<O::Output, Error<O::Error>> {
        self.response().map(Response::into_inner)
    }

    /// Sends the call and waits for the answer with its status and headers.
    ///
    /// # Errors
    /// When the call does not succeed.
    pub fn response(self) -> Result<Response<O::Output>, Error<O::Error>> {
        let prepared = self.client.prepare(&self.operation, &self.extras);
        let outcome = self.client.mode().wait(send(self.client.shared(), prepared));
        let mut outcome = outcome.unwrap_or_else(|| Outcome::abandoned(O::ID));
        // A stream goes on when the client is dropped.
        outcome.keep_alive(self.client.mode());
        finish::<O>(outcome)
    }

    /// The body of a success as it arrives, whatever it is declared to be, however large it is. Errors are read as ever.
    ///
    /// # Errors
    /// When the call does not succeed.
    pub fn byte_stream(self) -> Result<Items<ByteStream>, Error<O::Error>> {
        let prepared = self.client.prepare_stream(&self.operation, &self.extras);
        let outcome = self.client.mode().wait(send(self.client.shared(), prepared));
        let mut outcome = outcome.unwrap_or_else(|| Outcome::abandoned(O::ID));
        outcome.keep_alive(self.client.mode());
        streamed::<O>(outcome).map(ByteStream::into_iter)
    }
}

/// Says which operation, and nothing of its arguments.
impl<O, M> fmt::Debug for Call<O, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &std::any::type_name::<O>())
            .field("client", &self.client)
            .finish_non_exhaustive()
    }
}

/// A call being awaited for its answer with status and headers. Dropping it gives the call up.
#[must_use = "futures do nothing unless awaited"]
pub struct PendingResponse<O> {
    outcome: BoxFuture<'static, Outcome>,
    operation: PhantomData<fn() -> O>,
}

impl<O: Operation> Future for PendingResponse<O> {
    type Output = Result<Response<O::Output>, Error<O::Error>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(finish::<O>(ready!(self.outcome.as_mut().poll(cx))))
    }
}

/// A call being awaited for its value. Dropping it gives the call up.
#[must_use = "futures do nothing unless awaited"]
pub struct Pending<O>(PendingResponse<O>);

impl<O: Operation> Future for Pending<O> {
    type Output = Result<O::Output, Error<O::Error>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(cx).map(|answer| answer.map(Response::into_inner))
    }
}

impl<O> fmt::Debug for PendingResponse<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PendingResponse").field("operation", &std::any::type_name::<O>()).finish_non_exhaustive()
    }
}

impl<O> fmt::Debug for Pending<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pending").field("operation", &std::any::type_name::<O>()).finish_non_exhaustive()
    }
}
