//! What stands under every generated client: transport, encoding, authentication, retries and errors.
//!
//! A generated crate describes each operation of an API as a value, an [`Operation`], which writes its arguments into a
//! [`RequestWriter`] and reads an [`Answer`], without IO. A [`Client`] turns such a value into a [`Call`]; awaiting the
//! call sends it through a [`Transport`] and ends in the operation's output or an [`Error`].
//!
//! What a client promises whatever the API:
//!
//! * **Nothing leaks.** Credentials go to the origin of the base URL, to those the caller trusts, and nowhere else;
//!   redirects are not followed. Errors, clients, builders and calls print neither bodies nor credentials, queries or
//!   header values.
//! * **Nothing happens twice.** A request is sent again only if it cannot have reached the server, if it was refused with
//!   401 and there is a new token for it, or if the failure is a passing one and its method is one that HTTP calls
//!   idempotent, or it carries an idempotency key; and only if its body can be made again. `retry-after` is honoured, and
//!   all calls of a client together retry no more than a share of what succeeds.
//! * **Nothing hangs.** Connecting, silence and the call as a whole have limits, and so has the size of an answer. Of an
//!   answer that is a stream, each chunk has its limit instead.
//! * **Nothing is lost.** Errors keep the status, the headers and the beginning of the body, and know the place in the
//!   body that did not fit.
//! * **Nothing goes astray.** Arguments are percent-encoded once; a path argument that would lead to another operation
//!   (empty, `.`, `..`) is refused before anything is sent.
//!
//! A list that comes in pages is a stream of its [pages](Pages), or of its [items](PageItems). It ends: no page comes twice,
//! and a link leads nowhere but to the origins that the client trusts.
//!
//! Around a call: a [`Hook`] sees each attempt, a [`Transport`] can be put around another one, and with the feature
//! `tracing` each call is a span with the attributes that OpenTelemetry names.
//!
//! In a browser (`wasm32-unknown-unknown`) requests are sent with `fetch`, and time is that of JavaScript. There the browser
//! decides about redirects, TLS and proxies, and the body of a request is sent as a whole; there are no blocking clients.
//!
//! For tests: with the feature `mock` there is a transport that answers from memory (`Mock`), and with the feature
//! `record` one that writes down what a server answers (`Recorder`) and one that answers from that (`Replay`). An
//! [`Operation`] needs neither: it can be written and read without a client.
#![cfg_attr(all(feature = "mock", feature = "default-transport"), doc = "", doc = include_str!("../docs/guide.md"))]
#![warn(missing_docs)]

mod answer;
mod base_url;
mod body;
#[cfg(all(feature = "default-transport", target_family = "wasm"))]
mod browser_transport;
mod budget;
mod byte_source;
mod call;
mod client;
mod clock;
mod collected;
mod credential;
mod decode;
#[cfg(all(feature = "default-transport", not(target_family = "wasm")))]
mod default_transport;
mod destination;
mod error;
mod exchange;
mod flat;
mod form;
mod headers;
mod hook;
mod idempotency;
mod invalid;
mod json_lines;
mod links;
mod live;
mod locate;
mod macros;
mod method;
#[cfg(feature = "mock")]
mod mock;
mod mode;
mod multipart;
mod observe;
mod operation;
mod operation_id;
mod origin;
mod paging;
mod problem;
#[cfg(all(feature = "default-transport", not(target_family = "wasm")))]
mod proxy;
mod query;
mod raw_body;
#[cfg(feature = "record")]
mod record;
mod request_id;
mod response;
mod response_header;
mod retry;
mod rpc_status;
mod said;
mod send;
#[cfg(feature = "mock")]
mod sent;
mod server;
mod settings;
mod stream;
mod style;
mod template;
#[cfg(all(feature = "default-transport", not(target_family = "wasm")))]
mod tls;
mod trace;
mod transport;
mod tree;
mod writer;
#[cfg(feature = "xml")]
pub mod xml;

pub use answer::Answer;
pub use byte_source::ByteSource;
pub use bytes::Bytes;
pub use call::{Call, Pending, PendingResponse, read};
pub use client::Client;
pub use credential::{
    ClientAuth, ClientCredentials, Credential, RefreshToken, Token, TokenError, TokenProvider, TokenRequest,
};
pub use error::{Error, ErrorKind, Failure};
pub use form::Encoding;
pub use futures_core::Stream;
pub use hook::{Hook, RequestView, ResponseView};
pub use http;
pub use invalid::InvalidRequest;
pub use links::{Link, Links};
pub use method::Method;
#[cfg(feature = "mock")]
pub use mock::{Expectation, Mock, Reply};
#[cfg(feature = "blocking")]
pub use mode::Blocking;
pub use mode::{Async, Mode};
pub use multipart::{Multipart, Part};
pub use operation::{Operation, Security};
pub use operation_id::OperationId;
pub use paging::{NextPage, PageItems, PageTurn, Paged, Pages};
pub use problem::Problem;
#[cfg(all(feature = "default-transport", not(target_family = "wasm")))]
pub use proxy::Proxy;
pub use raw_body::RawBody;
#[cfg(feature = "record")]
pub use record::{Recorder, RecordingError, Replay};
pub use request_id::request_id;
pub use response::Response;
pub use response_header::{HasHeaders, HeaderError, HeaderStyle, read_header};
pub use rpc_status::RpcStatus;
#[cfg(feature = "mock")]
pub use sent::SentRequest;
pub use server::{Server, server_url};
pub use settings::{BuildError, Settings};
pub use specwright_values::Secret;
pub use stream::{ByteStream, Event, EventStream, FromEvent, JsonLines, LiveBody, StreamError, Unfit};
#[cfg(feature = "blocking")]
pub use stream::{Items, Pull};
pub use style::Query;
#[cfg(all(feature = "default-transport", not(target_family = "wasm")))]
pub use tls::{Identity, RootCertificate, TlsVersion};
pub use transport::{Body, BoxFuture, Transport, TransportError};
pub use writer::RequestWriter;
