//! When a request is sent again, and after how long.

use std::time::{Duration, SystemTime};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderValue, Method};

const FIRST_DELAY: Duration = Duration::from_millis(200);
const LONGEST_DELAY: Duration = Duration::from_secs(20);
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(60);

/// How an attempt ended, as far as repeating it is concerned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Ending {
    /// Nothing reached the server.
    NotSent,
    /// The server may have acted, but no whole answer came.
    BrokenOff,
    /// A whole answer, or one that no further attempt would better.
    Answered(u16),
}

impl Ending {
    /// Whether a server has answered that is not overburdened.
    pub(crate) fn is_healthy(self) -> bool {
        matches!(self, Self::Answered(status @ 200..500) if !is_passing(status))
    }
}

pub(crate) fn is_idempotent(method: &Method) -> bool {
    // `QUERY` is safe by its definition; the `http` crate does not know it.
    method.is_idempotent() || method.as_str() == "QUERY"
}

/// Whether the request may be sent again: it must be likely to help, and must not be able to do its work twice.
pub(crate) fn is_repeatable(is_idempotent: bool, ending: Ending) -> bool {
    match ending {
        Ending::NotSent => true,
        Ending::BrokenOff => is_idempotent,
        Ending::Answered(status) => is_idempotent && is_passing(status),
    }
}

fn is_passing(status: u16) -> bool {
    matches!(status, 408 | 429 | 502 | 503 | 504)
}

/// The wait before the attempt after `attempt` (the first is 1); `None` if the server asks for more patience than we have.
///
/// The backoff is drawn from the whole range between nothing and its limit, so that clients that failed together do not
/// come back together.
pub(crate) fn delay(attempt: u32, headers: Option<&HeaderMap>) -> Option<Duration> {
    let doubled = FIRST_DELAY.saturating_mul(1 << attempt.saturating_sub(1).min(16));
    let backoff = doubled.min(LONGEST_DELAY).mul_f64(fastrand::f64());
    match headers.and_then(retry_after) {
        Some(asked) if asked > LONGEST_RETRY_AFTER => None,
        Some(asked) => Some(asked.max(backoff)),
        None => Some(backoff),
    }
}

/// RFC 9110, section 10.2.3: seconds or a date. A date counts from the server's own clock if the answer tells it.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let until = httpdate::parse_http_date(text).ok()?;
    let now = headers.get(DATE).and_then(date).unwrap_or_else(crate::clock::now);
    Some(until.duration_since(now).unwrap_or_default())
}

fn date(value: &HeaderValue) -> Option<SystemTime> {
    httpdate::parse_http_date(value.to_str().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().expect("name"), HeaderValue::from_static(value))).collect()
    }

    #[track_caller]
    fn check(retry_after_value: &'static str, expected: Option<u64>) {
        let headers = headers(&[("retry-after", retry_after_value), ("date", "Sun, 06 Nov 1994 08:49:00 GMT")]);
        assert_eq!(retry_after(&headers), expected.map(Duration::from_secs));
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        check("7", Some(7));
        check(" 0 ", Some(0));
        check("99999999999999999999999", Some(u64::MAX));
        check("Sun, 06 Nov 1994 08:49:37 GMT", Some(37));
        check("Sunday, 06-Nov-94 08:49:37 GMT", Some(37));
        check("Sat, 06 Nov 1993 08:49:37 GMT", Some(0));
        for garbage in ["", "soon", "-1", "1.5", "Sun, 99 Nov 1994 08:49:37 GMT"] {
            check(garbage, None);
        }
    }

    #[test]
    fn a_date_without_the_servers_clock_counts_from_ours() {
        assert_eq!(retry_after(&headers(&[("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT")])), Some(Duration::ZERO));
    }

    #[test]
    fn the_backoff_doubles_up_to_its_limit() {
        for (attempt, limit) in [(1, 200), (2, 400), (3, 800), (7, 12_800), (8, 20_000), (u32::MAX, 20_000)] {
            for _ in 0..100 {
                assert!(delay(attempt, None).expect("a delay") <= Duration::from_millis(limit));
            }
        }
    }

    #[test]
    fn the_server_may_ask_for_up_to_a_minute() {
        assert_eq!(delay(1, Some(&headers(&[("retry-after", "60")]))), Some(Duration::from_secs(60)));
        assert_eq!(delay(1, Some(&headers(&[("retry-after", "61")]))), None);
    }

    #[test]
    fn only_what_cannot_happen_twice_is_repeated() {
        for method in [Method::GET, Method::HEAD, Method::PUT, Method::DELETE, Method::OPTIONS, Method::TRACE] {
            assert!(is_repeatable(is_idempotent(&method), Ending::BrokenOff));
            assert!(is_repeatable(is_idempotent(&method), Ending::Answered(503)));
            assert!(!is_repeatable(is_idempotent(&method), Ending::Answered(500)));
            assert!(!is_repeatable(is_idempotent(&method), Ending::Answered(200)));
        }
        for method in [Method::POST, Method::PATCH] {
            assert!(is_repeatable(is_idempotent(&method), Ending::NotSent));
            assert!(!is_repeatable(is_idempotent(&method), Ending::BrokenOff));
            assert!(!is_repeatable(is_idempotent(&method), Ending::Answered(503)));
        }
    }
}
