//! Response headers as values: OpenAPI's `style: simple` in reverse.

mod read;

use std::fmt;

use http::header::SET_COOKIE;
use http::{HeaderMap, HeaderName};
use serde_core::de::DeserializeOwned;

use crate::answer::Answer;
use crate::decode::{self, Problem};
use crate::error::Error;
use crate::response::Response;
use crate::stream::{ByteStream, EventStream, JsonLines};
use read::{Lines, Value};

/// How the value of a response header is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HeaderStyle {
    /// `style: simple`, the only one that OpenAPI has for headers: lists as `a,b`, objects as `name,value`.
    Simple,
    /// `style: simple` with `explode: true`: objects as `name=value`.
    Exploded,
    /// `content` with JSON.
    Json,
}

/// What has the headers of an answer: the answer, the error that a call ended with, a stream, or the headers themselves.
pub trait HasHeaders {
    /// The headers.
    fn header_map(&self) -> &HeaderMap;
}

impl HasHeaders for HeaderMap {
    fn header_map(&self) -> &HeaderMap {
        self
    }
}

/// All that have their headers under that name.
macro_rules! has_headers {
    ($($ty:ty $(: $parameter:ident)?),* $(,)?) => {
        $(
            impl $(<$parameter>)? HasHeaders for $ty {
                fn header_map(&self) -> &HeaderMap {
                    self.headers()
                }
            }
        )*
    };
}

has_headers! { Answer, ByteStream, Response<T>: T, Error<E>: E, EventStream<T>: T, JsonLines<T>: T, http::Response<B>: B }

/// The value of a response header; `None` if the answer has no such header.
///
/// What is looked for is what `T` asks for: a number is a number where `T` wants one, and text where it wants text. Where
/// `T` takes anything, there is text; unions of several types and exact numbers read what looks like a number or a truth
/// value as one. Lists are divided at commas, but not inside of quotes, and white space around items does not count.
/// Nothing is percent-decoded, since OpenAPI encodes nothing in headers.
///
/// Headers of a list that come several times are one list (RFC 9110, section 5.3); each `set-cookie` is one item. Of
/// another header that comes several times the first one counts.
///
/// # Errors
/// When the header does not fit.
pub fn read_header<T: DeserializeOwned>(
    headers: &HeaderMap,
    name: &str,
    style: HeaderStyle,
) -> Option<Result<T, HeaderError>> {
    let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
    if !headers.contains_key(&name) {
        return None;
    }
    Some(read(headers, &name, style).map_err(|message| HeaderError { name, message }))
}

fn read<T: DeserializeOwned>(headers: &HeaderMap, name: &HeaderName, style: HeaderStyle) -> Result<T, String> {
    let lines = headers.get_all(name).iter().map(|value| std::str::from_utf8(value.as_bytes()));
    let lines: Vec<&str> = lines.collect::<Result<_, _>>().map_err(|_| "it is not UTF-8".to_owned())?;
    match style {
        HeaderStyle::Simple | HeaderStyle::Exploded => {
            let explode = style == HeaderStyle::Exploded;
            let whole = Lines { texts: &lines, divided: *name != SET_COOKIE, explode };
            T::deserialize(Value::whole(whole)).map_err(|refused| decode::told(&refused.0))
        }
        HeaderStyle::Json => {
            let text = lines.join(",");
            serde_json::from_str(&text).map_err(|error| Problem::json(&error, text.as_bytes()).message)
        }
    }
}

/// Why a response header could not be read. Says which one, and nothing of its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderError {
    name: HeaderName,
    message: String,
}

impl HeaderError {
    /// The header.
    #[must_use]
    pub fn name(&self) -> &HeaderName {
        &self.name
    }
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "header `{}` does not fit: {}", self.name, self.message)
    }
}

impl std::error::Error for HeaderError {}

#[cfg(test)]
mod tests;
