//! Statuses: which a declared one stands for, and what they are called.

use specwright_ir::StatusPattern;

/// The statuses of an arm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StatusArm {
    Exact(u16),
    Range(u16, u16),
    Any,
}

impl StatusArm {
    pub(super) fn of(status: StatusPattern) -> Self {
        match status {
            StatusPattern::Exact(status) => Self::Exact(status),
            StatusPattern::Range(hundred) => Self::Range(u16::from(hundred) * 100, u16::from(hundred) * 100 + 99),
            StatusPattern::Default => Self::Any,
        }
    }
}

/// A status as docs say it, and the words that variants are called after.
pub(super) fn said(status: StatusPattern) -> (String, String) {
    match status {
        StatusPattern::Exact(status) => (status.to_string(), reason(status)),
        StatusPattern::Range(hundred) => (format!("{hundred}00 to {hundred}99"), range_name(hundred)),
        StatusPattern::Default => ("Every other status".to_owned(), "default".to_owned()),
    }
}

fn range_name(hundred: u8) -> String {
    match hundred {
        1 => "informational",
        2 => "success",
        3 => "redirection",
        4 => "client error",
        _ => "server error",
    }
    .to_owned()
}

/// The reason phrase of a status in the IANA registry; the number for the others.
fn reason(status: u16) -> String {
    let reason = match status {
        200 => "ok",
        201 => "created",
        202 => "accepted",
        203 => "non authoritative information",
        204 => "no content",
        205 => "reset content",
        206 => "partial content",
        207 => "multi status",
        208 => "already reported",
        226 => "im used",
        300 => "multiple choices",
        301 => "moved permanently",
        302 => "found",
        303 => "see other",
        304 => "not modified",
        307 => "temporary redirect",
        308 => "permanent redirect",
        400 => "bad request",
        401 => "unauthorized",
        402 => "payment required",
        403 => "forbidden",
        404 => "not found",
        405 => "method not allowed",
        406 => "not acceptable",
        407 => "proxy authentication required",
        408 => "request timeout",
        409 => "conflict",
        410 => "gone",
        411 => "length required",
        412 => "precondition failed",
        413 => "content too large",
        414 => "uri too long",
        415 => "unsupported media type",
        416 => "range not satisfiable",
        417 => "expectation failed",
        421 => "misdirected request",
        422 => "unprocessable content",
        423 => "locked",
        424 => "failed dependency",
        425 => "too early",
        426 => "upgrade required",
        428 => "precondition required",
        429 => "too many requests",
        431 => "request header fields too large",
        451 => "unavailable for legal reasons",
        500 => "internal server error",
        501 => "not implemented",
        502 => "bad gateway",
        503 => "service unavailable",
        504 => "gateway timeout",
        505 => "http version not supported",
        507 => "insufficient storage",
        508 => "loop detected",
        511 => "network authentication required",
        other => return format!("status {other}"),
    };
    reason.to_owned()
}
