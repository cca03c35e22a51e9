//! How far an exchange came that failed.

use std::error::Error;
use std::fmt;
use std::io;
use std::iter::successors;

use hyper_util::client::legacy;

use crate::transport::TransportError;

/// The time to connect is up.
#[derive(Debug)]
pub(super) struct TimedOut;

impl fmt::Display for TimedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the time to connect is up")
    }
}

impl Error for TimedOut {}

/// An exchange that ended before the head of its answer.
pub(super) fn of_exchange(error: legacy::Error) -> TransportError {
    match error.is_connect() {
        true if causes(&error).any(is_timeout) => TransportError::connect_timeout(),
        true => TransportError::not_sent(error),
        false if causes(&error).any(is_refusal) => TransportError::not_sent(error),
        false => TransportError::maybe_sent(error),
    }
}

fn causes<'e>(error: &'e (dyn Error + 'static)) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    successors(Some(error), |&error| error.source())
}

fn is_timeout(error: &(dyn Error + 'static)) -> bool {
    let is_slow = |error: &io::Error| error.kind() == io::ErrorKind::TimedOut;
    error.is::<TimedOut>() || error.downcast_ref().is_some_and(is_slow)
}

/// Whether a server says that it has not looked at the request (RFC 9113, section 8.7).
fn is_refusal(error: &(dyn Error + 'static)) -> bool {
    let Some(error) = error.downcast_ref::<h2::Error>().filter(|error| error.is_remote()) else { return false };
    match error.reason() {
        Some(h2::Reason::NO_ERROR) => error.is_go_away(),
        Some(h2::Reason::REFUSED_STREAM) => error.is_reset(),
        _ => false,
    }
}
