use http::HeaderMap;

/// The headers in which servers say what they call a request, the most telling first: those of the API itself before
/// those of a proxy before it.
const NAMES: [&str; 10] = [
    "x-request-id",
    "request-id",
    "x-amzn-requestid",
    "x-amz-request-id",
    "x-ms-request-id",
    "x-goog-request-id",
    "apim-request-id",
    "x-correlation-id",
    "x-trace-id",
    "cf-ray",
];

/// What the server calls the request that it answered, for its operators to find it: the first of these headers that
/// says anything readable: `x-request-id`, `request-id`, `x-amzn-requestid`, `x-amz-request-id`, `x-ms-request-id`,
/// `x-goog-request-id`, `apim-request-id`, `x-correlation-id`, `x-trace-id`, `cf-ray`.
#[must_use]
pub fn request_id(headers: &HeaderMap) -> Option<&str> {
    let mut ids = NAMES.iter().filter_map(|name| headers.get(*name)?.to_str().ok()).map(str::trim);
    ids.find(|id| !id.is_empty())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[track_caller]
    fn check(headers: &[(&'static str, &'static str)], expected: Option<&str>) {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, HeaderValue::from_bytes(value.as_bytes()).expect("a header value"));
        }
        assert_eq!(request_id(&map), expected);
    }

    #[test]
    fn the_most_telling_header_counts() {
        check(&[("cf-ray", "8f"), ("x-correlation-id", "c"), ("x-request-id", "r")], Some("r"));
        check(&[("cf-ray", "8f"), ("x-amzn-requestid", "a")], Some("a"));
        check(&[("cf-ray", "8f")], Some("8f"));
        check(&[("x-request-id", "1"), ("x-request-id", "2")], Some("1"));
    }

    #[test]
    fn headers_that_say_nothing_do_not_count() {
        check(&[("x-request-id", " "), ("request-id", "\u{fc}"), ("x-ms-request-id", "m")], Some("m"));
        check(&[("content-type", "a")], None);
    }
}
