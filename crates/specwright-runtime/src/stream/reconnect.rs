//! When a stream of events is opened anew, and after how long.

use std::time::Duration;

use crate::stream::error::StreamError;
use crate::stream::live::LiveBody;
use crate::transport::BoxFuture;

const USUAL_WAIT: Duration = Duration::from_secs(3);
const LONGEST_WAIT: Duration = Duration::from_secs(30);
const USUAL_ATTEMPTS: u32 = 5;

/// What an attempt ends in: a body, or nothing because the server said that nothing more will come.
pub(crate) type Reopened = Result<Option<LiveBody>, StreamError>;

/// When a stream is opened anew.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum When {
    /// When the exchange breaks off behind an event that has an id: then nothing is lost and nothing comes twice.
    Resumable,
    /// Whenever it has ended.
    Always,
}

/// How a stream is opened anew, and how often that may still fail.
pub(crate) struct Reconnect {
    open: Box<dyn FnMut(Option<String>) -> BoxFuture<'static, Reopened> + Send>,
    attempts: u32,
    /// Attempts since the last event.
    made: u32,
    when: When,
}

impl Reconnect {
    pub(crate) fn new(open: impl FnMut(Option<String>) -> BoxFuture<'static, Reopened> + Send + 'static) -> Self {
        Self { open: Box::new(open), attempts: USUAL_ATTEMPTS, made: 0, when: When::Always }
    }

    pub(crate) fn set_when(&mut self, when: When) {
        self.when = when;
    }

    /// Whether the end of a connection is to be mended: whether it broke off, and whether there is an id to go on behind.
    pub(crate) fn mends(&self, broke_off: bool, has_id: bool) -> bool {
        self.when == When::Always || (broke_off && has_id)
    }

    pub(crate) fn set_attempts(&mut self, attempts: u32) {
        self.attempts = attempts;
    }

    /// Something came: the connection was worth its attempt.
    pub(crate) fn refill(&mut self) {
        self.made = 0;
    }

    /// The wait before another attempt; `None` if there were enough. A server that answered with an error may have asked
    /// for more patience in it than with `retry:`.
    pub(crate) fn wait(&mut self, retry: Option<Duration>, retry_after: Option<Duration>) -> Option<Duration> {
        if self.made >= self.attempts {
            return None;
        }
        self.made += 1;
        Some(wait(self.made, retry, fastrand::f64()).max(retry_after.unwrap_or_default()))
    }

    pub(crate) fn open(&mut self, last_id: Option<String>) -> BoxFuture<'static, Reopened> {
        (self.open)(last_id)
    }
}

/// The first wait is the one the server asked for. Further ones are drawn from a range that doubles, so that clients
/// that lost the server together do not come back together.
fn wait(attempt: u32, retry: Option<Duration>, drawn: f64) -> Duration {
    let retry = retry.unwrap_or(USUAL_WAIT).min(LONGEST_WAIT);
    let base = if attempt > 1 { retry.max(Duration::from_millis(100)) } else { retry };
    let range = base.saturating_mul((1 << attempt.saturating_sub(1).min(10)) - 1).min(LONGEST_WAIT);
    (base + range.mul_f64(drawn)).min(LONGEST_WAIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(attempt: u32, retry: Option<u64>, least: u64, most: u64) {
        let retry = retry.map(Duration::from_millis);
        assert_eq!(wait(attempt, retry, 0.0), Duration::from_millis(least));
        assert_eq!(wait(attempt, retry, 1.0), Duration::from_millis(most));
    }

    #[test]
    fn the_first_wait_is_what_the_server_asked_for() {
        check(1, None, 3000, 3000);
        check(1, Some(0), 0, 0);
        check(1, Some(250), 250, 250);
        check(1, Some(u64::MAX), 30_000, 30_000);
    }

    #[test]
    fn further_waits_are_drawn_from_a_range_that_doubles_up_to_a_limit() {
        check(2, None, 3000, 6000);
        check(3, None, 3000, 12_000);
        check(4, None, 3000, 24_000);
        check(5, None, 3000, 30_000);
        check(u32::MAX, None, 3000, 30_000);
        check(2, Some(0), 100, 200);
        check(3, Some(u64::MAX), 30_000, 30_000);
    }
}
