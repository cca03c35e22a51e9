//! The query of a request.

use serde_core::Serialize;

use crate::flat::{Flat, flatten};
use crate::form;
use crate::invalid::InvalidRequest;
use crate::style::{self, Query};
use crate::tree::tree;
use crate::writer::{RequestWriter, flat, json};

impl RequestWriter {
    /// A query parameter.
    ///
    /// # Errors
    /// When the value has no flat form.
    pub fn query<T: Serialize + ?Sized>(&mut self, name: &str, value: &T, style: Query) -> Result<(), InvalidRequest> {
        self.put_query(name, value, style, style::encode)
    }

    /// A query parameter with `allowReserved`: reserved characters stay as they are where they cannot end the value.
    ///
    /// # Errors
    /// When the value has no flat form.
    pub fn query_reserved<T: Serialize + ?Sized>(
        &mut self,
        name: &str,
        value: &T,
        style: Query,
    ) -> Result<(), InvalidRequest> {
        self.put_query(name, value, style, style::encode_allowing_reserved)
    }

    /// A query parameter whose value is JSON text (`content: application/json` instead of a style).
    ///
    /// # Errors
    /// When the value cannot be written as JSON.
    pub fn query_json<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), InvalidRequest> {
        if let Some(text) = json("query parameter", name, serde_json::to_string(value))? {
            self.add_query(&format!("{}={}", style::encode(name), style::encode(&text)));
        }
        Ok(())
    }

    /// The whole query as one value (`in: querystring`), written as a [form](Self::form) is.
    ///
    /// # Errors
    /// When the value is not an object.
    pub fn query_string<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), InvalidRequest> {
        let pairs =
            form::pairs(value, &[]).map_err(|problem| InvalidRequest::new(format!("query `{name}` {problem}")))?;
        for pair in pairs {
            self.add_query(&pair);
        }
        Ok(())
    }

    /// The whole query as the JSON text of one value (`in: querystring` with `application/json`).
    ///
    /// # Errors
    /// When the value cannot be written as JSON.
    pub fn query_string_json<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), InvalidRequest> {
        if let Some(text) = json("query", name, serde_json::to_string(value))? {
            self.add_query(&style::encode(&text));
        }
        Ok(())
    }

    /// The whole query as text that is encoded already (`in: querystring` of any other media type).
    ///
    /// # Errors
    /// When the text holds characters that a query cannot hold.
    pub fn query_string_text<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), InvalidRequest> {
        let refuse = |what: &str| Err(InvalidRequest::new(format!("query `{name}` {what}")));
        match flat("query", name, flatten(value))? {
            Flat::Absent => Ok(()),
            Flat::One(text) if text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#') => {
                self.add_query(&text);
                Ok(())
            }
            Flat::One(_) => refuse("has characters that have to be percent-encoded"),
            Flat::List(_) | Flat::Fields(_) => refuse("is not text"),
        }
    }

    fn put_query<T: Serialize + ?Sized>(
        &mut self,
        name: &str,
        value: &T,
        style: Query,
        escape: fn(&str) -> String,
    ) -> Result<(), InvalidRequest> {
        let pairs = tree(value).and_then(|value| style::pairs(name, value, style, escape));
        for pair in flat("query parameter", name, pairs)? {
            self.add_query(&pair);
        }
        Ok(())
    }
}
