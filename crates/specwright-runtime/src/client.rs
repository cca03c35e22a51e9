use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{AUTHORIZATION, USER_AGENT};
use http::{HeaderMap, Request, Uri};

use crate::base_url::BaseUrl;
use crate::budget::Budget;
use crate::byte_source::ByteSource;
use crate::call::Extras;
use crate::credential::{Keyring, withhold};
use crate::destination::Elsewhere;
use crate::hook::Hook;
use crate::idempotency;
use crate::invalid::InvalidRequest;
use crate::method::Method;
use crate::mode::Async;
use crate::operation::{Operation, Security};
use crate::operation_id::OperationId;
use crate::send::Prepared;
use crate::transport::{Body, Transport};
use crate::writer::RequestWriter;

/// A built client: where requests go, what goes along with them, and how. Cheap to clone; clones share connections.
///
/// Generated clients wrap it and give it the operations of their API.
#[derive(Clone)]
pub struct Client<M = Async> {
    shared: Arc<Shared>,
    #[cfg_attr(
        not(feature = "blocking"),
        allow(dead_code, reason = "only a blocking client has something to keep here")
    )]
    mode: M,
}

/// What all clones of a client have in common.
pub(crate) struct Shared {
    pub(crate) base_url: BaseUrl,
    pub(crate) elsewhere: Elsewhere,
    pub(crate) keyring: Keyring,
    pub(crate) headers: HeaderMap,
    pub(crate) timeout: Duration,
    pub(crate) read_timeout: Duration,
    pub(crate) max_attempts: u32,
    pub(crate) budget: Budget,
    pub(crate) body_limit: usize,
    pub(crate) hooks: Vec<Arc<dyn Hook>>,
    pub(crate) transport: Arc<dyn Transport>,
    /// Whether the transport may want to know which operation a request is of. The default one does not.
    pub(crate) names_operations: bool,
}

impl<M> Client<M> {
    pub(crate) fn new(shared: Shared, mode: M) -> Self {
        Self { shared: Arc::new(shared), mode }
    }

    /// The request of an operation, whole and with credentials, without sending it. A body that is a stream is in it, so
    /// that the operation cannot be sent any more.
    ///
    /// # Errors
    /// When the operation's arguments cannot be sent, or the client lacks its credentials.
    pub fn request<O: Operation>(&self, operation: &O) -> Result<Request<Body>, InvalidRequest> {
        self.whole_request(operation, &Extras::default())
    }

    pub(crate) fn whole_request<O: Operation>(
        &self,
        operation: &O,
        extras: &Extras,
    ) -> Result<Request<Body>, InvalidRequest> {
        self.request_with(operation, extras).and_then(|request| opened(OperationId::of::<O>(), request))
    }

    fn request_with<O: Operation>(
        &self,
        operation: &O,
        extras: &Extras,
    ) -> Result<Request<ByteSource>, InvalidRequest> {
        let mut writer = RequestWriter::default();
        operation.write(&mut writer)?;
        self.shared.complete(writer, Line::of::<O>(), extras)
    }

    pub(crate) fn prepare<O: Operation>(&self, operation: &O, extras: &Extras) -> Box<Prepared> {
        let request = self.request_with(operation, extras);
        Box::new(Prepared {
            id: OperationId::of::<O>(),
            request,
            timeout: extras.timeout,
            is_stream: O::is_stream,
            has_key: O::IDEMPOTENCY_KEY.is_some(),
            reconnects: O::RECONNECTS,
        })
    }

    /// A call whose success is left to be streamed, whatever it is.
    pub(crate) fn prepare_stream<O: Operation>(&self, operation: &O, extras: &Extras) -> Box<Prepared> {
        let mut prepared = self.prepare(operation, extras);
        prepared.is_stream = |_, _| true;
        prepared.reconnects = false;
        prepared
    }

    /// The request for a page that a link leads to: a `GET` with the headers and cookies of the operation, and with all
    /// that goes along with its calls.
    pub(crate) fn prepare_link<O: Operation>(&self, operation: &O, extras: &Extras, link: &Uri) -> Box<Prepared> {
        let mut writer = RequestWriter::default();
        let line = Line { method: Method::GET, link: Some(link), idempotency_key: None, ..Line::of::<O>() };
        let request = operation.write(&mut writer).and_then(|()| self.shared.complete(writer, line, extras));
        let (timeout, is_stream) = (extras.timeout, O::is_stream);
        Box::new(Prepared {
            id: OperationId::of::<O>(),
            request,
            timeout,
            is_stream,
            has_key: false,
            reconnects: false,
        })
    }

    pub(crate) fn shared(&self) -> Arc<Shared> {
        Arc::clone(&self.shared)
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn mode(&self) -> &M {
        &self.mode
    }
}

/// The request with the body of its one or first attempt.
fn opened(id: OperationId, request: Request<ByteSource>) -> Result<Request<Body>, InvalidRequest> {
    let (mut head, upload) = request.into_parts();
    head.extensions.insert(id);
    Ok(Request::from_parts(head, upload.open()?))
}

/// What a request begins with.
struct Line<'a> {
    id: OperationId,
    method: Method,
    server: Option<&'static str>,
    security: Security,
    accept: &'static str,
    idempotency_key: Option<&'static str>,
    /// Where it goes instead of to the path of the operation.
    link: Option<&'a Uri>,
}

impl Line<'_> {
    /// The constants of an operation.
    fn of<O: Operation>() -> Self {
        Self {
            id: OperationId::of::<O>(),
            method: O::METHOD,
            server: O::SERVER,
            security: O::SECURITY,
            accept: O::ACCEPT,
            idempotency_key: O::IDEMPOTENCY_KEY,
            link: None,
        }
    }
}

impl Shared {
    /// The order of precedence for a header: the call's own, the operation's arguments, credentials, the client's defaults.
    /// A call cannot replace a credential: it would go unnoticed that the client's was not used.
    fn complete(
        &self,
        mut writer: RequestWriter,
        line: Line<'_>,
        extras: &Extras,
    ) -> Result<Request<ByteSource>, InvalidRequest> {
        let own = extras.headers.as_ref().map_err(InvalidRequest::clone)?;
        let stand_in = own.iter().any(|(name, _)| *name == AUTHORIZATION);
        let mut to = self.elsewhere.destination(line.server, &self.base_url)?;
        if let Some(link) = line.link {
            self.elsewhere.redirect(&mut to, link, &self.base_url)?;
            writer.follow(link.clone());
        }
        let added = match &to.stranger {
            None => self.keyring.add_to(&mut writer, line.security, stand_in)?,
            Some(origin) => withhold(line.security, stand_in, origin)?,
        };
        for (name, value) in own {
            if added.takes(name) || writer.has_cookies_for(name) {
                return Err(InvalidRequest::new(format!(
                    "header `{name}` is already set by a credential or a parameter"
                )));
            }
            writer.add_header(name.clone(), value.clone());
        }
        for (name, value) in &self.headers {
            // Which of the client's headers are secrets only the caller knows.
            if !writer.has_header(name) && (to.stranger.is_none() || *name == USER_AGENT) {
                writer.add_header(name.clone(), value.clone());
            }
        }
        let mut request = writer.finish(line.method.to_http()?, line.id.path_template(), line.accept, &to.base)?;
        if let Some(name) = line.idempotency_key {
            idempotency::ensure(request.headers_mut(), name)?;
        }
        added.leave_ticket(request.extensions_mut());
        Ok(request)
    }
}

impl<M> fmt::Debug for Client<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.shared.base_url)
            .field("credentials", &self.shared.keyring.schemes())
            .field("timeout", &self.shared.timeout)
            .finish_non_exhaustive()
    }
}
