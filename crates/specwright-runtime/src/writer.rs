use std::fmt;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request};
use serde_core::Serialize;

use crate::base_url::BaseUrl;
use crate::flat::{Flat, NotFlat, flatten};
use crate::headers;
use crate::invalid::InvalidRequest;
use crate::style::{self, Query};
use crate::template;

/// A request under construction: what an [`Operation`](crate::Operation) writes its arguments into.
///
/// Values are anything that serialises to a scalar, a list of scalars or a flat object. `None` and its like are not
/// sent. Each value is percent-encoded exactly once, where its place in the request asks for it.
#[derive(Default)]
pub struct RequestWriter {
    arguments: Vec<(String, String)>,
    query: Vec<String>,
    headers: HeaderMap,
    cookies: Vec<String>,
    body: Option<Bytes>,
}

impl RequestWriter {
    /// A path parameter, `style: simple`.
    ///
    /// # Errors
    /// When the value is absent, empty, `.` or `..`, none of which a URL can carry to the operation that is meant.
    pub fn path<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), InvalidRequest> {
        self.put_path(name, flatten(value), false)
    }

    /// A path parameter, `style: simple` with `explode`, which differs for objects: `a=1,b=2`.
    ///
    /// # Errors
    /// As [`path`](Self::path).
    pub fn path_exploded<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), InvalidRequest> {
        self.put_path(name, flatten(value), true)
    }

    /// A query parameter.
    ///
    /// # Errors
    /// When the value has no flat form.
    pub fn query<T: Serialize + ?Sized>(&mut self, name: &str, value: &T, style: Query) -> Result<(), InvalidRequest> {
        let value = flat("query parameter", name, flatten(value))?;
        self.query.extend(style::pairs(name, value, style));
        Ok(())
    }

    /// A query parameter whose value is JSON text (`content: application/json` instead of a style).
    ///
    /// # Errors
    /// When the value cannot be written as JSON.
    pub fn query_json<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), InvalidRequest> {
        let text = serde_json::to_string(value)
            .map_err(|_| InvalidRequest::new(format!("query parameter `{name}` cannot be written as JSON")))?;
        if text != "null" {
            self.query.push(format!("{}={}", style::encode(name), style::encode(&text)));
        }
        Ok(())
    }

    /// A header parameter, `style: simple`. Headers that the transport computes (`host`, `content-length`, ...) are left
    /// to it.
    ///
    /// # Errors
    /// When the value has no flat form, or holds characters other than visible ASCII, spaces and tabs.
    pub fn header<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), InvalidRequest> {
        self.put_header(name, flatten(value), false)
    }

    /// A header parameter, `style: simple` with `explode`, which differs for objects: `a=1,b=2`.
    ///
    /// # Errors
    /// As [`header`](Self::header).
    pub fn header_exploded<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), InvalidRequest> {
        self.put_header(name, flatten(value), true)
    }

    /// A cookie parameter, `style: form` without explode.
    ///
    /// # Errors
    /// When the value has no flat form.
    pub fn cookie<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), InvalidRequest> {
        let value = flat("cookie", name, flatten(value))?;
        self.cookies.extend(style::pairs(name, value, Query::Form { explode: false }));
        Ok(())
    }

    /// A JSON body, sent as `application/json`.
    ///
    /// # Errors
    /// When the body cannot be written as JSON.
    pub fn json<T: Serialize + ?Sized>(&mut self, body: &T) -> Result<(), InvalidRequest> {
        self.json_as("application/json", body)
    }

    /// A JSON body under a media type of its own, like `application/merge-patch+json`.
    ///
    /// # Errors
    /// When the body cannot be written as JSON.
    pub fn json_as<T: Serialize + ?Sized>(&mut self, media_type: &str, body: &T) -> Result<(), InvalidRequest> {
        self.put_json(media_type, serde_json::to_vec(body))
    }

    /// A body of bytes.
    ///
    /// # Errors
    /// When the media type is no header value.
    pub fn bytes(&mut self, media_type: &str, body: impl Into<Bytes>) -> Result<(), InvalidRequest> {
        self.put_body(media_type, body.into())
    }

    /// A body of text, in UTF-8.
    ///
    /// # Errors
    /// When the media type is no header value.
    pub fn text(&mut self, media_type: &str, body: &str) -> Result<(), InvalidRequest> {
        self.put_body(media_type, Bytes::copy_from_slice(body.as_bytes()))
    }

    /// A form body, sent as `application/x-www-form-urlencoded`: one pair for each property that is present.
    ///
    /// # Errors
    /// When the body is not a flat object.
    pub fn form<T: Serialize + ?Sized>(&mut self, body: &T) -> Result<(), InvalidRequest> {
        let pairs = match flatten(body) {
            Ok(Flat::Absent) => Vec::new(),
            Ok(value @ Flat::Fields(_)) => style::pairs("", value, Query::Form { explode: true }),
            Ok(_) => return Err(InvalidRequest::new("the form body is not an object")),
            Err(problem) => return Err(InvalidRequest::new(format!("the form body {problem}"))),
        };
        self.put_body("application/x-www-form-urlencoded", pairs.join("&").into())
    }

    fn put_path(&mut self, name: &str, value: Result<Flat, NotFlat>, explode: bool) -> Result<(), InvalidRequest> {
        let value = style::simple_path(flat("path parameter", name, value)?, explode).unwrap_or_default();
        template::check_argument(name, &value)?;
        self.arguments.push((name.to_owned(), value));
        Ok(())
    }

    fn put_header(&mut self, name: &str, value: Result<Flat, NotFlat>, explode: bool) -> Result<(), InvalidRequest> {
        if let Some(text) = style::simple_header(flat("header", name, value)?, explode) {
            let (name, value) = headers::parse(name, &text)?;
            if !headers::is_framing(&name) {
                self.headers.insert(name, value);
            }
        }
        Ok(())
    }

    fn put_json(&mut self, media_type: &str, body: serde_json::Result<Vec<u8>>) -> Result<(), InvalidRequest> {
        let body = body.map_err(|_| InvalidRequest::new("the body cannot be written as JSON"))?;
        self.put_body(media_type, body.into())
    }

    fn put_body(&mut self, media_type: &str, body: Bytes) -> Result<(), InvalidRequest> {
        // A document may declare `content-type` as a header parameter beside a body of several media types.
        if !self.headers.contains_key(CONTENT_TYPE) {
            self.headers.insert(CONTENT_TYPE, headers::value(&CONTENT_TYPE, media_type)?);
        }
        self.body = Some(body);
        Ok(())
    }

    pub(crate) fn add_header(&mut self, name: HeaderName, value: HeaderValue) {
        self.headers.insert(name, value);
    }

    pub(crate) fn has_header(&self, name: &HeaderName) -> bool {
        self.headers.contains_key(name) || self.has_cookies_for(name)
    }

    /// Whether the header is the one that cookies already written will make.
    pub(crate) fn has_cookies_for(&self, name: &HeaderName) -> bool {
        *name == COOKIE && !self.cookies.is_empty()
    }

    pub(crate) fn add_query(&mut self, pair: &str) {
        self.query.push(pair.to_owned());
    }

    pub(crate) fn add_cookie(&mut self, pair: &str) {
        self.cookies.push(pair.to_owned());
    }

    /// The request, without credentials and without what the client adds to every request.
    pub(crate) fn finish(
        mut self,
        method: Method,
        template: &str,
        accept: &'static str,
        base: &BaseUrl,
    ) -> Result<Request<Bytes>, InvalidRequest> {
        let mut filled = template::fill(template, &self.arguments)?;
        for pair in &self.query {
            if !filled.query.is_empty() {
                filled.query.push('&');
            }
            filled.query.push_str(pair);
        }
        let uri = base.join(&filled.path, &filled.query)?;
        if !base.has_origin_of(&uri) {
            return Err(InvalidRequest::new("the URL would leave the server of the base URL"));
        }
        if !self.cookies.is_empty() {
            self.headers.insert(COOKIE, headers::value(&COOKIE, &self.cookies.join("; "))?);
        }
        self.headers.entry(ACCEPT).or_insert(HeaderValue::from_static(accept));
        let mut request = Request::new(self.body.unwrap_or_default());
        *request.method_mut() = method;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        Ok(request)
    }
}

/// Counts only: everything in here is a value.
impl fmt::Debug for RequestWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestWriter")
            .field("path_arguments", &self.arguments.len())
            .field("query_pairs", &self.query.len())
            .field("headers", &self.headers.len())
            .field("cookies", &self.cookies.len())
            .field("body_length", &self.body.as_ref().map(Bytes::len))
            .finish()
    }
}

fn flat(place: &str, name: &str, value: Result<Flat, NotFlat>) -> Result<Flat, InvalidRequest> {
    value.map_err(|problem| InvalidRequest::new(format!("{place} `{name}` {problem}")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(write: impl FnOnce(&mut RequestWriter) -> Result<(), InvalidRequest>, expected: &str) {
        let mut writer = RequestWriter::default();
        let base = BaseUrl::parse("https://h", false).expect("a base URL");
        let written = write(&mut writer).and_then(|()| {
            writer.arguments.push(("id".into(), "7".into()));
            writer.finish(Method::POST, "/{id}", "*/*", &base)
        });
        let actual = match written {
            Ok(request) => {
                let header = |name: &str| request.headers().get(name).map_or("", |value| value.to_str().expect("text"));
                let body = String::from_utf8_lossy(request.body());
                format!("{} [{}] [{}] {body}", request.uri(), header("content-type"), header("x"))
            }
            Err(error) => error.to_string(),
        };
        assert_eq!(actual, expected);
    }

    #[test]
    fn bodies_travel_under_their_media_type() {
        check(|w| w.json(&json!({"a": null})), "https://h/7 [application/json] [] {\"a\":null}");
        check(
            |w| w.json_as("application/merge-patch+json", &json!({})),
            "https://h/7 [application/merge-patch+json] [] {}",
        );
        check(|w| w.text("text/plain", "ü"), "https://h/7 [text/plain] [] ü");
        check(|w| w.bytes("image/png", "x"), "https://h/7 [image/png] [] x");
        check(|_| Ok(()), "https://h/7 [] [] ");
    }

    #[test]
    fn a_declared_content_type_chooses_the_media_type() {
        let write =
            |w: &mut RequestWriter| w.header("Content-Type", "image/gif").and_then(|()| w.bytes("image/png", "x"));
        check(write, "https://h/7 [image/gif] [] x");
    }

    #[test]
    fn forms_are_encoded_pair_by_pair() {
        let form = "https://h/7 [application/x-www-form-urlencoded] []";
        check(|w| w.form(&json!({"a b": "c&d", "e": null, "f": 1.5})), &format!("{form} a%20b=c%26d&f=1.5"));
        check(|w| w.form(&json!({})), &format!("{form} "));
        check(|w| w.form(&json!("x")), "the form body is not an object");
        check(|w| w.form(&json!({"a": {"b": 1}})), "the form body holds a list or an object inside of another one");
    }

    #[test]
    fn parameters_may_be_json_or_exploded() {
        check(|w| w.query_json("q", &json!({"a": [1]})), "https://h/7?q=%7B%22a%22%3A%5B1%5D%7D [] [] ");
        check(|w| w.query_json("q", &None::<i32>), "https://h/7 [] [] ");
        check(
            |w| w.header("x", &json!({"a": 1, "b": [2]})),
            "header `x` holds a list or an object inside of another one",
        );
        check(|w| w.header("x", &json!({"a": 1, "b": 2})), "https://h/7 [] [a,1,b,2] ");
        check(|w| w.header_exploded("x", &json!({"a": 1, "b": 2})), "https://h/7 [] [a=1,b=2] ");
        check(|w| w.path("id", &json!({"a": "b/c"})), "https://h/a,b%2Fc [] [] ");
        check(|w| w.path_exploded("id", &json!({"a": "b/c"})), "https://h/a=b%2Fc [] [] ");
        check(|w| w.path("id", &None::<i32>), "path parameter `id` must not be empty");
        check(|w| w.path("id", "."), "path parameter `id` must not be a single dot");
        check(|w| w.path("id", &[".."]), "path parameter `id` must not be two dots");
    }

    #[test]
    fn headers_of_the_transport_are_left_to_it() {
        check(|w| w.header("Content-Length", &5).and_then(|()| w.header("host", "evil")), "https://h/7 [] [] ");
    }
}
