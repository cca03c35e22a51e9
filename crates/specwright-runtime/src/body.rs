//! The body of a request.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use serde_core::Serialize;

use crate::byte_source::ByteSource;
use crate::headers;
use crate::invalid::InvalidRequest;
use crate::json_lines;
use crate::raw_body::RawBody;
use crate::writer::RequestWriter;

impl RequestWriter {
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
        self.put_body(media_type, body.into().into())
    }

    /// A body of bytes, or a stream of them.
    ///
    /// # Errors
    /// When the media type is no header value.
    pub fn upload(&mut self, media_type: &str, body: &ByteSource) -> Result<(), InvalidRequest> {
        self.put_body(media_type, body.clone())
    }

    /// A body of text, in UTF-8.
    ///
    /// # Errors
    /// When the media type is no header value.
    pub fn text(&mut self, media_type: &str, body: &str) -> Result<(), InvalidRequest> {
        self.put_body(media_type, body.to_owned().into())
    }

    /// A body that brings its media type.
    ///
    /// # Errors
    /// When the media type is empty or no header value.
    pub fn raw(&mut self, body: &RawBody) -> Result<(), InvalidRequest> {
        if body.content_type.trim().is_empty() {
            return Err(InvalidRequest::new("the body does not say its media type"));
        }
        self.put_body(&body.content_type, body.body.clone())
    }

    /// A body of JSON texts, one after the other: a line for each item (`application/jsonl`, `application/x-ndjson`), or
    /// records as RFC 7464 has them (`application/json-seq` and what ends in `+json-seq`).
    ///
    /// # Errors
    /// When an item cannot be written as JSON.
    pub fn json_lines<T: Serialize>(
        &mut self,
        media_type: &str,
        items: impl IntoIterator<Item = T>,
    ) -> Result<(), InvalidRequest> {
        let is_sequence = json_lines::is_sequence(media_type);
        let mut body = Vec::new();
        for item in items {
            json_lines::push(&mut body, &item, is_sequence)
                .map_err(|_| InvalidRequest::new("an item of the body cannot be written as JSON"))?;
        }
        self.put_body(media_type, body.into())
    }

    fn put_json(&mut self, media_type: &str, body: serde_json::Result<Vec<u8>>) -> Result<(), InvalidRequest> {
        let body = body.map_err(|_| InvalidRequest::new("the body cannot be written as JSON"))?;
        self.put_body(media_type, body.into())
    }

    /// A body whose media type nothing else may say.
    pub(crate) fn put_multipart(&mut self, media_type: &str, body: ByteSource) -> Result<(), InvalidRequest> {
        self.add_header(CONTENT_TYPE, headers::value(&CONTENT_TYPE, media_type)?);
        self.set_body(body);
        Ok(())
    }

    pub(crate) fn put_body(&mut self, media_type: &str, body: ByteSource) -> Result<(), InvalidRequest> {
        // A document may declare `content-type` as a header parameter beside a body of several media types.
        if !self.has_header(&CONTENT_TYPE) {
            self.add_header(CONTENT_TYPE, headers::value(&CONTENT_TYPE, media_type)?);
        }
        self.set_body(body);
        Ok(())
    }
}
