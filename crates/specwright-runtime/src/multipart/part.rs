use std::fmt;

use serde_core::Serialize;

use super::{Kind, Written};
use crate::byte_source::ByteSource;
use crate::flat::NotFlat;
use crate::headers;
use crate::invalid::InvalidRequest;
use crate::tree::Tree;

/// One part of a body of several: its content, and what is said about it.
///
/// ```
/// use specwright_runtime::Part;
///
/// let note = Part::text("three of them");
/// let photo = Part::bytes(vec![0xff, 0xd8]).file_name("photo.jpg").content_type("image/jpeg");
/// let tracked = Part::json(&["a", "b"]).header("x-trace", "7");
/// ```
#[derive(Clone)]
pub struct Part {
    content: Result<ByteSource, InvalidRequest>,
    content_type: Option<String>,
    /// Whether it is bytes of which nobody says what they are, unless there is a content type.
    is_bytes: bool,
    file_name: Option<String>,
    headers: Vec<(String, String)>,
}

impl Part {
    /// Text, in UTF-8.
    pub fn text(text: impl Into<String>) -> Self {
        Self::new(Ok(text.into().into()), None)
    }

    /// A value as JSON. One that cannot be written is refused when the part is sent.
    pub fn json<T: Serialize + ?Sized>(value: &T) -> Self {
        let content = serde_json::to_vec(value).map(ByteSource::from);
        let content = content.map_err(|_| InvalidRequest::new("a part of the body cannot be written as JSON"));
        Self::new(content, Some("application/json"))
    }

    /// Bytes, or a stream of them, sent as `application/octet-stream` unless something else is said.
    ///
    /// Many servers take a part of a form for a file only if it has a [file name](Self::file_name).
    pub fn bytes(content: impl Into<ByteSource>) -> Self {
        Self { is_bytes: true, ..Self::new(Ok(content.into()), None) }
    }

    /// The same, of this media type unless it says another one.
    pub(super) fn or_content_type(mut self, media_type: &str) -> Self {
        self.content_type.get_or_insert_with(|| media_type.to_owned());
        self
    }

    /// The same, under this file name unless it has another one.
    pub(super) fn or_file_name(mut self, name: &str) -> Self {
        self.file_name.get_or_insert_with(|| name.to_owned());
        self
    }

    /// The name of the file that the content is.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The media type of the content.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// A header of the part. One that is made for every part, as `content-disposition`, is replaced by it.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// A scalar as text, anything else as JSON; `None` if it is absent.
    pub(super) fn of_tree(value: Tree) -> Result<Option<Self>, NotFlat> {
        let value = value.expanded()?;
        let is_json = matches!(value, Tree::List(_) | Tree::Fields(_));
        Ok(value.into_text()?.map(|text| Self::new(Ok(text.into()), is_json.then_some("application/json"))))
    }

    pub(super) fn write(self, kind: Kind, name: Option<&str>) -> Result<Written, InvalidRequest> {
        let content = self.content?;
        let disposition = disposition(kind, name, self.file_name.as_deref());
        let own = |name: &str| self.headers.iter().any(|(own, _)| own.eq_ignore_ascii_case(name));
        // What says nothing is US-ASCII everywhere but in forms (RFC 2046, section 5.1; RFC 7578, section 4.4).
        let content_type = match self.content_type {
            None if self.is_bytes => Some("application/octet-stream".to_owned()),
            None if kind != Kind::Form => Some("text/plain; charset=utf-8".to_owned()),
            content_type => content_type,
        };
        let mut lines = String::new();
        if let Some(disposition) = disposition.filter(|_| !own("content-disposition")) {
            lines.push_str(&format!("Content-Disposition: {disposition}\r\n"));
        }
        if let Some(content_type) = content_type.as_deref().filter(|_| !own("content-type")) {
            checked("content-type", content_type)?;
            lines.push_str(&format!("Content-Type: {content_type}\r\n"));
        }
        for (name, value) in &self.headers {
            checked(name, value)?;
            lines.push_str(&format!("{name}: {value}\r\n"));
        }
        let own_type = self.headers.into_iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        Ok(Written { headers: lines, content_type: own_type.map(|(_, value)| value).or(content_type), content })
    }

    fn new(content: Result<ByteSource, InvalidRequest>, content_type: Option<&str>) -> Self {
        Self {
            content,
            content_type: content_type.map(str::to_owned),
            is_bytes: false,
            file_name: None,
            headers: Vec::new(),
        }
    }
}

fn checked(name: &str, value: &str) -> Result<(), InvalidRequest> {
    let refused = |why: InvalidRequest| InvalidRequest::new(format!("in a part of the body, {why}"));
    headers::parse(name, value).map(|_| ()).map_err(refused)
}

fn disposition(kind: Kind, name: Option<&str>, file_name: Option<&str>) -> Option<String> {
    let file_name = file_name.map(|name| format!("; filename=\"{}\"", escaped(name)));
    match (kind, name) {
        (Kind::Form, Some(name)) => {
            Some(format!("form-data; name=\"{}\"{}", escaped(name), file_name.unwrap_or_default()))
        }
        (Kind::Form, None) => Some(format!("form-data{}", file_name.unwrap_or_default())),
        (Kind::Related | Kind::Plain, _) => file_name.map(|file_name| format!("attachment{file_name}")),
    }
}

/// RFC 7578 leaves the escape open; this is the one that browsers use (WHATWG HTML, "multipart/form-data encoding
/// algorithm").
fn escaped(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

impl From<&Part> for Part {
    fn from(part: &Part) -> Self {
        part.clone()
    }
}

impl From<Vec<u8>> for Part {
    fn from(content: Vec<u8>) -> Self {
        Self::bytes(content)
    }
}

impl From<ByteSource> for Part {
    fn from(content: ByteSource) -> Self {
        Self::bytes(content)
    }
}

impl From<&ByteSource> for Part {
    fn from(content: &ByteSource) -> Self {
        Self::bytes(content.clone())
    }
}

/// What it is, not what it says.
impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part")
            .field("content", &self.content)
            .field("content_type", &self.content_type)
            .field("has_file_name", &self.file_name.is_some())
            .field("headers", &self.headers.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .finish()
    }
}
