//! A span for each call, with the attributes that OpenTelemetry's conventions for HTTP clients name. Neither a query, nor
//! a value of a header, nor a body is among them.

#[cfg(feature = "tracing")]
pub(crate) use on::Trace;

#[cfg(not(feature = "tracing"))]
pub(crate) use off::Trace;

#[cfg(feature = "tracing")]
mod on {
    use http::{Request, Uri};
    use tracing::field::Empty;
    use tracing::instrument::Instrumented;
    use tracing::{Instrument, Level, Span, event, info_span};

    use crate::byte_source::ByteSource;
    use crate::error::ErrorKind;
    use crate::operation_id::OperationId;
    use crate::send::{End, Outcome};

    /// What filters know the runtime by.
    const TARGET: &str = "specwright_runtime";

    /// The span of a call.
    #[derive(Clone)]
    pub(crate) struct Trace(Span);

    impl Trace {
        /// A request that cannot be made has none.
        pub(crate) fn start(operation: OperationId, request: Option<&Request<ByteSource>>) -> Self {
            let Some(request) = request else { return Self(Span::none()) };
            let uri = request.uri();
            // What stands among the fields is worked out only if somebody listens.
            Self(info_span!(
                target: TARGET,
                "http_request",
                otel.kind = "client",
                otel.name = format_args!("{} {}", request.method(), template(operation)),
                http.request.method = request.method().as_str(),
                url.template = template(operation),
                server.address = uri.host().unwrap_or_default(),
                server.port = port(uri),
                http.response.status_code = Empty,
                http.request.resend_count = Empty,
                error.type = Empty,
            ))
        }

        /// What is done for the call happens inside of its span.
        pub(crate) fn around<F: Future>(self, call: F) -> Instrumented<F> {
            call.instrument(self.0)
        }

        pub(crate) fn attempt(&self, attempt: u32, end: &End) {
            let status = end.status().map(|status| status.as_u16());
            event!(
                target: TARGET,
                Level::DEBUG,
                http.request.resend_count = attempt.saturating_sub(1),
                http.response.status_code = status,
                error.type = error_type(end).as_deref(),
                "attempt ended"
            );
        }

        pub(crate) fn end(&self, outcome: &Outcome) {
            if let Some(status) = outcome.end.status() {
                self.0.record("http.response.status_code", status.as_u16());
            }
            if outcome.attempts > 1 {
                self.0.record("http.request.resend_count", outcome.attempts - 1);
            }
            if let Some(error) = error_type(&outcome.end) {
                self.0.record("error.type", error.as_str());
            }
        }
    }

    /// The path, without what a template may have behind it.
    fn template(operation: OperationId) -> &'static str {
        let template = operation.path_template();
        template.split_once('?').map_or(template, |(path, _)| path)
    }

    fn port(uri: &Uri) -> u16 {
        uri.port_u16().unwrap_or(if uri.scheme_str() == Some("http") { 80 } else { 443 })
    }

    /// A status that is no success, or the kind of what kept an answer from coming.
    fn error_type(end: &End) -> Option<String> {
        let kind = match end {
            End::Answered(answer, _) if answer.status() >= 400 => return Some(answer.status().to_string()),
            End::Answered(_, None) => return None,
            End::Answered(_, Some(broken)) | End::Broken(broken) => broken.kind(),
            End::Refused(_) => ErrorKind::InvalidRequest,
        };
        let name = match kind {
            ErrorKind::Timeout => "timeout",
            ErrorKind::Transport => "transport",
            ErrorKind::Credential => "credential",
            ErrorKind::InvalidRequest => "invalid_request",
            _ => "_OTHER",
        };
        Some(name.to_owned())
    }
}

#[cfg(not(feature = "tracing"))]
mod off {
    use http::Request;

    use crate::byte_source::ByteSource;
    use crate::operation_id::OperationId;
    use crate::send::{End, Outcome};

    /// Nobody listens.
    #[derive(Clone)]
    pub(crate) struct Trace;

    impl Trace {
        pub(crate) fn start(_: OperationId, _: Option<&Request<ByteSource>>) -> Self {
            Self
        }

        pub(crate) fn around<F: Future>(self, call: F) -> F {
            call
        }

        pub(crate) fn attempt(&self, _: u32, _: &End) {}

        pub(crate) fn end(&self, _: &Outcome) {}
    }
}
