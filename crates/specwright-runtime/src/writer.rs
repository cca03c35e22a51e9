use std::fmt;

use http::header::{ACCEPT, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};
use serde_core::Serialize;

use crate::base_url::BaseUrl;
use crate::byte_source::ByteSource;
use crate::flat::{Flat, NotFlat, flatten};
use crate::headers;
use crate::invalid::InvalidRequest;
use crate::style::{self, Query};
use crate::template;
use crate::tree::{Tree, tree};

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
    body: Option<ByteSource>,
    /// Where the request goes instead of to the path of the operation.
    link: Option<Uri>,
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

    /// A path parameter, `style: label`: `.a,b`, with `explode` `.a.b`.
    ///
    /// # Errors
    /// As [`path`](Self::path).
    pub fn path_label<T: Serialize + ?Sized>(
        &mut self,
        name: &str,
        value: &T,
        explode: bool,
    ) -> Result<(), InvalidRequest> {
        let value = flat("path parameter", name, flatten(value))?;
        self.put_argument(name, style::label_path(value, explode))
    }

    /// A path parameter, `style: matrix`: `;name=a,b`, with `explode` `;name=a;name=b`.
    ///
    /// # Errors
    /// As [`path`](Self::path).
    pub fn path_matrix<T: Serialize + ?Sized>(
        &mut self,
        name: &str,
        value: &T,
        explode: bool,
    ) -> Result<(), InvalidRequest> {
        let value = flat("path parameter", name, flatten(value))?;
        self.put_argument(name, style::matrix_path(name, value, explode))
    }

    /// A path parameter that is JSON text (`content: application/json` instead of a style).
    ///
    /// # Errors
    /// When the value is absent, or cannot be written as JSON.
    pub fn path_json<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), InvalidRequest> {
        let text = json("path parameter", name, serde_json::to_string(value))?;
        self.put_argument(name, text.map(|text| style::encode(&text)))
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

    /// A header parameter that is JSON text (`content: application/json` instead of a style).
    ///
    /// # Errors
    /// When the value cannot be written as JSON, or its text is not visible ASCII.
    pub fn header_json<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), InvalidRequest> {
        let text = json("header", name, serde_json::to_string(value))?;
        self.put_header(name, Ok(text.map_or(Flat::Absent, Flat::One)), false)
    }

    /// A cookie parameter, one cookie for all: `name=a,b`.
    ///
    /// # Errors
    /// When the value has no flat form.
    pub fn cookie<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), InvalidRequest> {
        self.put_cookies(name, tree(value), Query::Form { explode: false })
    }

    /// A cookie parameter with `explode`: a cookie for each element or property.
    ///
    /// # Errors
    /// When the value has no flat form.
    pub fn cookie_exploded<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), InvalidRequest> {
        self.put_cookies(name, tree(value), Query::Form { explode: true })
    }

    /// A cookie parameter that is JSON text (`content: application/json` instead of a style).
    ///
    /// # Errors
    /// When the value cannot be written as JSON.
    pub fn cookie_json<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), InvalidRequest> {
        let text = json("cookie", name, serde_json::to_string(value))?;
        let value = text.map_or(Tree::Absent, Tree::Text);
        self.put_cookies(name, Ok(value), Query::Form { explode: false })
    }

    fn put_path(&mut self, name: &str, value: Result<Flat, NotFlat>, explode: bool) -> Result<(), InvalidRequest> {
        let value = flat("path parameter", name, value)?;
        self.put_argument(name, style::simple_path(value, explode))
    }

    fn put_argument(&mut self, name: &str, value: Option<String>) -> Result<(), InvalidRequest> {
        let value = value.unwrap_or_default();
        template::check_argument(name, &value)?;
        self.arguments.push((name.to_owned(), value));
        Ok(())
    }

    fn put_cookies(&mut self, name: &str, value: Result<Tree, NotFlat>, style: Query) -> Result<(), InvalidRequest> {
        let pairs = value.and_then(|value| style::pairs(name, value, style, style::encode));
        self.cookies.extend(flat("cookie", name, pairs)?);
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

    pub(crate) fn set_body(&mut self, body: ByteSource) {
        self.body = Some(body);
    }

    /// Makes of the request of an operation the one that a link asks for: what is not a header or a cookie says the link.
    pub(crate) fn follow(&mut self, link: Uri) {
        self.arguments.clear();
        self.query.clear();
        self.body = None;
        self.headers.remove(CONTENT_TYPE);
        self.link = Some(link);
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
    ) -> Result<Request<ByteSource>, InvalidRequest> {
        let uri = match self.link.take() {
            Some(link) => extended(&link, &self.query)?,
            None => self.address(template, base)?,
        };
        if !self.cookies.is_empty() {
            self.headers.insert(COOKIE, headers::value(&COOKIE, &self.cookies.join("; "))?);
        }
        self.headers.entry(ACCEPT).or_insert(HeaderValue::from_static(accept));
        let mut request = Request::new(self.body.unwrap_or_else(|| ByteSource::from("")));
        *request.method_mut() = method;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        Ok(request)
    }

    fn address(&self, template: &str, base: &BaseUrl) -> Result<Uri, InvalidRequest> {
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
        Ok(uri)
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
            .field("body_length", &self.body.as_ref().and_then(ByteSource::length))
            .finish()
    }
}

/// A URL, with those pairs added to its query whose names it does not have.
fn extended(url: &Uri, pairs: &[String]) -> Result<Uri, InvalidRequest> {
    let mut text = url.to_string();
    let name = |pair: &str| pair.split('=').next().unwrap_or_default().to_owned();
    let known: Vec<String> = url.query().unwrap_or_default().split('&').map(name).collect();
    for pair in pairs.iter().filter(|pair| !known.contains(&name(pair))) {
        text.push(if text.contains('?') { '&' } else { '?' });
        text.push_str(pair);
    }
    text.parse().map_err(|_| InvalidRequest::new("the URL is longer than a URL may be"))
}

pub(crate) fn flat<T>(place: &str, name: &str, value: Result<T, NotFlat>) -> Result<T, InvalidRequest> {
    value.map_err(|problem| InvalidRequest::new(format!("{place} `{name}` {problem}")))
}

/// The JSON text of a value; `None` for `null`.
pub(crate) fn json(
    place: &str,
    name: &str,
    text: serde_json::Result<String>,
) -> Result<Option<String>, InvalidRequest> {
    let text = text.map_err(|_| InvalidRequest::new(format!("{place} `{name}` cannot be written as JSON")))?;
    Ok(Some(text).filter(|text| text != "null"))
}

#[cfg(test)]
mod styles;
#[cfg(test)]
mod tests;
