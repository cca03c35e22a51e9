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
//!   401 and there is a new token for it, or if its method is one that HTTP calls idempotent and the failure is a passing
//!   one. `retry-after` is honoured.
//! * **Nothing hangs.** Connecting, silence and the call as a whole have limits, and so has the size of an answer.
//! * **Nothing is lost.** Errors keep the status, the headers and the beginning of the body, and know the place in the
//!   body that did not fit.
//! * **Nothing goes astray.** Arguments are percent-encoded once; a path argument that would lead to another operation
//!   (empty, `.`, `..`) is refused before anything is sent.

#![warn(missing_docs)]

mod answer;
mod base_url;
mod body;
mod call;
mod client;
mod credential;
mod decode;
#[cfg(feature = "reqwest")]
mod default_transport;
mod destination;
mod error;
mod flat;
mod headers;
mod invalid;
mod locate;
mod macros;
mod method;
mod mode;
mod operation;
mod origin;
#[cfg(feature = "reqwest")]
mod proxy;
mod query;
mod raw_body;
mod response;
mod retry;
mod send;
mod server;
mod settings;
mod style;
mod template;
#[cfg(feature = "reqwest")]
mod tls;
mod transport;
mod writer;

pub use answer::Answer;
pub use bytes::Bytes;
pub use call::{Call, Pending, PendingResponse, read};
pub use client::Client;
pub use credential::{
    ClientAuth, ClientCredentials, Credential, RefreshToken, Token, TokenError, TokenProvider, TokenRequest,
};
pub use error::{Error, ErrorKind, Failure};
pub use http;
pub use invalid::InvalidRequest;
pub use method::Method;
#[cfg(feature = "blocking")]
pub use mode::Blocking;
pub use mode::{Async, Mode};
pub use operation::{Operation, Security};
#[cfg(feature = "reqwest")]
pub use proxy::Proxy;
pub use raw_body::RawBody;
pub use response::Response;
pub use server::{Server, server_url};
pub use settings::{BuildError, Settings};
pub use specwright_values::Secret;
pub use style::Query;
#[cfg(feature = "reqwest")]
pub use tls::{Identity, RootCertificate, TlsVersion};
pub use transport::{Body, BoxFuture, Transport, TransportError};
pub use writer::RequestWriter;
