//! Header names and values on their way into a request.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{
    ACCEPT_ENCODING, AUTHORIZATION, CONNECTION, CONTENT_LENGTH, COOKIE, EXPECT, HOST, PROXY_AUTHORIZATION, TE, TRAILER,
    TRANSFER_ENCODING, UPGRADE,
};
use http::{HeaderName, HeaderValue};

use crate::invalid::InvalidRequest;

/// Names are the caller's own words; a value is never quoted.
pub(crate) fn parse(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), InvalidRequest> {
    let Ok(parsed) = HeaderName::from_bytes(name.as_bytes()) else {
        return Err(InvalidRequest::new(format!("`{}` is not a header name", name.escape_debug())));
    };
    let value = self::value(&parsed, value)?;
    Ok((parsed, value))
}

/// Only visible ASCII, spaces and tabs: everything else can end a header early or reads differently to each server.
pub(crate) fn value(name: &HeaderName, value: &str) -> Result<HeaderValue, InvalidRequest> {
    let Some(mut parsed) = visible(value) else {
        return Err(InvalidRequest::new(format!(
            "the value of header `{name}` has characters that a header cannot hold: only visible ASCII, spaces and tabs"
        )));
    };
    parsed.set_sensitive([AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION].contains(name));
    Ok(parsed)
}

pub(crate) fn visible(value: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(value).ok().filter(|_| value.is_ascii())
}

/// A user and a password as RFC 7617 has them; the user holds no colon.
pub(crate) fn basic(user: &str, password: &str) -> HeaderValue {
    let encoded = STANDARD.encode(format!("{user}:{password}"));
    // Base64 is always a header value.
    let mut value =
        HeaderValue::try_from(format!("Basic {encoded}")).unwrap_or_else(|_| HeaderValue::from_static("Basic"));
    value.set_sensitive(true);
    value
}

/// Headers that frame the message or choose its encoding. The transport computes them; another value breaks the exchange.
pub(crate) fn is_framing(name: &HeaderName) -> bool {
    let known = [ACCEPT_ENCODING, CONNECTION, CONTENT_LENGTH, EXPECT, HOST, TE, TRAILER, TRANSFER_ENCODING, UPGRADE]
        .contains(name);
    known || matches!(name.as_str(), "keep-alive" | "proxy-connection")
}

/// Refuses a header that a caller may not set.
pub(crate) fn free(name: HeaderName, value: HeaderValue) -> Result<(HeaderName, HeaderValue), InvalidRequest> {
    if is_framing(&name) {
        return Err(InvalidRequest::new(format!("header `{name}` belongs to the transport and cannot be set")));
    }
    Ok((name, value))
}

/// A media type in its pieces: type and subtype, then each parameter, none with space around it. A semicolon in quotes
/// divides nothing.
pub(crate) fn parameters(media_type: &str) -> Vec<&str> {
    let (mut pieces, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (place, byte) in media_type.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b';' if !quoted => {
                pieces.extend(media_type.get(start..place));
                start = place + 1;
            }
            _ => {}
        }
    }
    pieces.extend(media_type.get(start..));
    pieces.into_iter().map(str::trim).filter(|piece| !piece.is_empty()).collect()
}

/// Whether what is sent under a media type is JSON.
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = parameters(media_type).first().map(|essence| essence.to_ascii_lowercase()).unwrap_or_default();
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// Whether a media type is the one that is wanted, or one of a range of them. What the wanted one says in parameters has
/// to be said too, except for the charset.
pub(crate) fn is_of(media_type: &str, wanted: &str) -> bool {
    let (said, wanted) = (parameters(media_type), parameters(wanted));
    let (Some((essence, said)), Some((range, wanted))) = (said.split_first(), wanted.split_first()) else {
        return false;
    };
    let is_essence = match range.strip_suffix('*') {
        Some("*/" | "") => true,
        Some(group) => essence.get(..group.len()).is_some_and(|start| start.eq_ignore_ascii_case(group)),
        None => essence.eq_ignore_ascii_case(range),
    };
    let is_charset = |parameter: &str| parameter.get(..8).is_some_and(|name| name.eq_ignore_ascii_case("charset="));
    let is_said = |parameter: &&&str| said.iter().any(|other| other.eq_ignore_ascii_case(parameter));
    is_essence && wanted.iter().filter(|parameter| !is_charset(parameter)).all(|parameter| is_said(&parameter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(media_type: &str, wanted: &[&str], others: &[&str]) {
        for range in wanted {
            assert!(is_of(media_type, range), "{media_type} is {range}");
        }
        for range in others {
            assert!(!is_of(media_type, range), "{media_type} is not {range}");
        }
    }

    #[test]
    fn a_media_type_is_told_by_its_essence_and_the_parameters_that_are_asked_for() {
        check("image/png", &["image/png", "IMAGE/*", "*/*"], &["image/jpeg", "text/*", "image/pn", ""]);
        check("Text/CSV; charset=utf-8", &["text/csv", "text/csv; charset=latin1"], &["text/csv; header=present"]);
        check(
            "application/json;v=2 ; charset=x",
            &["application/json", "application/json; V=2"],
            &["application/json;v=1"],
        );
        check("", &[], &["*/*", "text/plain"]);
        check("é", &["*/*"], &["e/*", "text/plain"]);
    }
}
