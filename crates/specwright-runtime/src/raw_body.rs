use std::fmt;

use bytes::Bytes;

/// A request body that is sent as it is, under a media type that comes with it.
///
/// It stands where a document leaves the media type open, or asks for one whose bytes only the caller can make.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RawBody {
    /// The value of the `content-type` header, such as `multipart/form-data; boundary=x`.
    pub content_type: String,
    /// The bytes.
    pub bytes: Bytes,
}

impl RawBody {
    /// Bytes and what they are.
    pub fn new(content_type: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self { content_type: content_type.into(), bytes: bytes.into() }
    }
}

/// How long it is, not what it says.
impl fmt::Debug for RawBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawBody")
            .field("content_type", &self.content_type)
            .field("length", &self.bytes.len())
            .finish_non_exhaustive()
    }
}
