use http::HeaderMap;

use crate::answer::Answer;
use crate::error::Failure;
use crate::invalid::InvalidRequest;
use crate::method::Method;
use crate::writer::RequestWriter;

/// The credentials an operation asks for: alternatives, of which one must be met, each a set of schemes that go together.
///
/// `&[]` asks for nothing. An empty alternative makes credentials optional: they are sent when the client has them.
/// Schemes are named as in the document; a builder configures them with [`Settings::credential`](crate::Settings::credential).
pub type Security = &'static [&'static [&'static str]];

/// One operation of an API, as a value that holds its arguments.
///
/// It knows how to become a request and how to read an answer, and does no IO for either. Generated clients implement
/// it; a [`Call`](crate::Call) carries it to the server.
///
/// Nothing asks an operation for `Debug` or `Clone`, and its arguments are never printed.
pub trait Operation: Send + Sync + 'static {
    /// What a successful answer holds.
    type Output: Send + 'static;
    /// What the declared error answers hold. [`Infallible`](std::convert::Infallible) if the document declares none.
    type Error: Send + Sync + 'static;

    /// The name of the operation, for error messages.
    const ID: &'static str;
    /// The method. It also decides what may be repeated: only a method that HTTP calls idempotent is sent again once it
    /// may have reached the server, unless there is an [idempotency key](Self::IDEMPOTENCY_KEY).
    const METHOD: Method;
    /// The path template, put behind the path of the base URL. Parameters stand in braces.
    const PATH: &'static str;
    /// The credentials that go along.
    const SECURITY: Security;
    /// The header by which the server knows a request that it has seen before, so that the operation can be repeated
    /// whatever its method. A call that does not [set it](crate::Call::header) gets a random one, the same for all its
    /// attempts.
    const IDEMPOTENCY_KEY: Option<&'static str> = None;
    /// The operation's own server, if the document gives it one: an absolute URL, or one relative to the base URL.
    ///
    /// The client's credentials and headers go along to the origin of the base URL, and to another one only if the
    /// builder [trusts it](crate::Settings::trust_origin).
    const SERVER: Option<&'static str> = None;
    /// The `accept` header, unless the arguments set one.
    const ACCEPT: &'static str = "application/json";
    /// Whether successes come as streams, whose bodies are taken from the [`Answer`] as they arrive. What is not a
    /// success is collected whole all the same.
    const STREAMS: bool = false;

    /// Whether a stream of events that breaks off is opened anew behind the last event that came: only for a `GET`.
    const RECONNECTS: bool = false;

    /// Writes the arguments into a request.
    ///
    /// # Errors
    /// When an argument cannot be sent, or would lead to another operation.
    fn write(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest>;

    /// Whether the body of a success is left to be streamed. An operation of which only some successes are streams says
    /// which; all others are collected whole.
    #[must_use]
    fn is_stream(status: u16, headers: &HeaderMap) -> bool {
        let _ = (status, headers);
        Self::STREAMS
    }

    /// Reads an answer of any status.
    ///
    /// # Errors
    /// For every answer that is not the success the document declares.
    fn read(answer: &Answer) -> Result<Self::Output, Failure<Self::Error>>;
}
