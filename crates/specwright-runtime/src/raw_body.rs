use std::fmt;

use crate::byte_source::ByteSource;

/// A request body that is sent as it is, under a media type that comes with it.
///
/// It stands where a document leaves the media type open, or asks for one whose bytes only the caller can make.
#[derive(Clone)]
#[non_exhaustive]
pub struct RawBody {
    /// The value of the `content-type` header, such as `multipart/form-data; boundary=x`.
    pub content_type: String,
    /// The bytes, or a stream of them.
    pub body: ByteSource,
}

impl RawBody {
    /// A body and what it is.
    pub fn new(content_type: impl Into<String>, body: impl Into<ByteSource>) -> Self {
        Self { content_type: content_type.into(), body: body.into() }
    }
}

/// How long it is, not what it says.
impl fmt::Debug for RawBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawBody")
            .field("content_type", &self.content_type)
            .field("length", &self.body.length())
            .finish_non_exhaustive()
    }
}
