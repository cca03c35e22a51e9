//! Keys by which a server knows a request that it has seen before.

use std::hash::{BuildHasher, RandomState};

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::invalid::InvalidRequest;

/// Makes sure that a request has a key, one of the caller's own or a new one. It is the same for all attempts of a call,
/// and is not printed.
pub(crate) fn ensure(headers: &mut HeaderMap, name: &str) -> Result<(), InvalidRequest> {
    let name = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| InvalidRequest::new("the header of the operation's idempotency key has no header name"))?;
    headers.entry(name).or_insert_with(key).set_sensitive(true);
    Ok(())
}

/// RFC 9562, section 5.4: a UUID of version 4.
fn key() -> HeaderValue {
    // The standard library seeds its hash keys, 128 bits, from the operating system.
    let half = |number: u8| RandomState::new().hash_one(number);
    uuid(half(0), half(1))
}

fn uuid(high: u64, low: u64) -> HeaderValue {
    let high = (high & !0xf000) | 0x4000;
    let low = (low >> 2) | (1 << 63);
    let text = format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xffff,
        low >> 48,
        low & 0xffff_ffff_ffff
    );
    // Hexadecimal digits and hyphens are always a header value.
    HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[track_caller]
    fn check(high: u64, low: u64, expected: &str) {
        assert_eq!(uuid(high, low).to_str().expect("text"), expected);
    }

    #[test]
    fn a_key_is_a_uuid_of_version_4() {
        check(0, 0, "00000000-0000-4000-8000-000000000000");
        check(u64::MAX, u64::MAX, "ffffffff-ffff-4fff-bfff-ffffffffffff");
        check(0x0123_4567_89ab_cdef, 4, "01234567-89ab-4def-8000-000000000001");
    }

    #[test]
    fn no_key_comes_twice() {
        let keys: BTreeSet<_> = (0..10_000).map(|_| key().as_bytes().to_vec()).collect();
        assert_eq!(keys.len(), 10_000);
    }

    #[test]
    fn a_key_that_is_there_stays_and_is_not_printed() {
        let mut headers = HeaderMap::from_iter([(HeaderName::from_static("key"), HeaderValue::from_static("own"))]);
        ensure(&mut headers, "Key").expect("a name");
        assert_eq!(headers["key"], "own");
        assert_eq!(format!("{headers:?}"), r#"{"key": Sensitive}"#);
        assert!(ensure(&mut headers, "a b").is_err());
    }
}
