//! Requests in the form in which they leave.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_LENGTH};
use http::uri::PathAndQuery;
use http::{HeaderValue, Method, Uri, request};
use http_body::{Frame, SizeHint};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::routes::Routes;
use crate::transport::{Body, TransportError};

/// The body of a request, for a connection to take.
pub(super) struct Outgoing(Body);

/// The request as it leaves, with the headers that belong to the transport.
pub(super) fn request(
    request: http::Request<Body>,
    routes: &Routes,
) -> Result<http::Request<Outgoing>, TransportError> {
    let (mut head, body) = request.into_parts();
    if head.uri.scheme().is_none() || head.uri.authority().is_none() {
        return Err(TransportError::not_sent("the URL of the request is not absolute"));
    }
    if let Some(uri) = tidied(&head.uri)? {
        head.uri = uri;
    }
    head.headers.entry(ACCEPT).or_insert(HeaderValue::from_static("*/*"));
    head.headers.entry(ACCEPT_ENCODING).or_insert(HeaderValue::from_static("gzip"));
    if body.length() == Some(0) && expects_body(&head) {
        // RFC 9110, section 8.6. Where a body is usual, some servers wait for one that is not denied.
        head.headers.entry(CONTENT_LENGTH).or_insert(HeaderValue::from_static("0"));
    }
    routes.authorize(&head.uri, &mut head.headers);
    Ok(http::Request::from_parts(head, Outgoing(body)))
}

fn expects_body(head: &request::Parts) -> bool {
    [Method::POST, Method::PUT, Method::PATCH].contains(&head.method)
}

/// What [`Uri`] lets through and RFC 3986 does not, besides what is not ASCII.
const FOREIGN: AsciiSet = CONTROLS.add(b'"').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');

/// The same URI with every character encoded that has no place in one, if there is any.
fn tidied(uri: &Uri) -> Result<Option<Uri>, TransportError> {
    let is_foreign = |byte: u8| !byte.is_ascii() || matches!(byte, b'"' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}');
    let path = uri.path_and_query().map_or("", PathAndQuery::as_str);
    if !path.bytes().any(is_foreign) {
        return Ok(None);
    }
    let path = utf8_percent_encode(path, &FOREIGN).to_string();
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(path.try_into().map_err(TransportError::not_sent)?);
    Uri::from_parts(parts).map(Some).map_err(TransportError::not_sent)
}

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        self.0.poll_chunk(cx).map_ok(Frame::data)
    }

    fn is_end_stream(&self) -> bool {
        self.0.length() == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        self.0.length().map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(uri: &str, expected: &str) {
        let uri = Uri::try_from(uri.as_bytes()).expect("a URI");
        assert_eq!(tidied(&uri).expect("a URI").unwrap_or(uri).to_string(), expected);
    }

    #[test]
    fn what_has_no_place_in_a_url_is_encoded() {
        check("https://h/a%2Fb/~x;y?q='1'&r=[2]", "https://h/a%2Fb/~x;y?q='1'&r=[2]");
        check("https://h/ü?q=ü", "https://h/%C3%BC?q=%C3%BC");
        check(r#"https://h/"a\..\b|c^d?q={r:`1}"#, "https://h/%22a%5C..%5Cb%7Cc%5Ed?q=%7Br:%601%7D");
    }
}
