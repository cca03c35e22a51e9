//! Bodies made of parts (RFC 2046, section 5.1; RFC 7578 for forms).

use std::fmt;

use percent_encoding::percent_decode_str;
use serde_core::Serialize;

use crate::byte_source::ByteSource;
use crate::headers;
use crate::invalid::InvalidRequest;
use crate::style::{self, Query};
use crate::tree::{Tree, tree};
use crate::writer::{RequestWriter, flat};

mod boundary;
mod part;

use boundary::Boundary;
pub use part::Part;

/// The parts of a body, in the order in which they are sent.
pub struct Multipart {
    kind: Kind,
    parts: Vec<Written>,
}

/// What the names of parts are good for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    /// `multipart/form-data`: each part is known by its name.
    Form,
    /// `multipart/related`: the first part is the one that the others belong to.
    Related,
    /// Every other: a part is what it is by its place and its headers.
    Plain,
}

/// A part with its headers as they are sent.
struct Written {
    headers: String,
    content_type: Option<String>,
    content: ByteSource,
}

impl RequestWriter {
    /// A body of parts, which are written one after the other. A boundary is added to the media type.
    ///
    /// In `multipart/form-data` each part bears its name. In every other multipart media type names are left out.
    ///
    /// # Errors
    /// When a part cannot be sent, or the media type is no header value.
    pub fn multipart(
        &mut self,
        media_type: &str,
        write: impl FnOnce(&mut Multipart) -> Result<(), InvalidRequest>,
    ) -> Result<(), InvalidRequest> {
        let (essence, parameters) = without_boundary(media_type);
        let mut form = Multipart { kind: Kind::of(&essence), parts: Vec::new() };
        write(&mut form)?;
        let boundary = Boundary::for_parts(&form.parts);
        let root = form.root_type(&parameters);
        let media_type = format!("{essence}{parameters}{root}; boundary={boundary}");
        self.put_multipart(&media_type, form.joined(&boundary))
    }
}

impl Multipart {
    /// A part under its name. Parts of the same name are sent one after the other.
    ///
    /// # Errors
    /// When the part cannot be sent: its content is no JSON, or a header has characters that it cannot hold.
    pub fn part(&mut self, name: &str, part: impl Into<Part>) -> Result<(), InvalidRequest> {
        let written = part.into().write(self.kind, Some(name))?;
        self.parts.push(written);
        Ok(())
    }

    /// A part for each one that is there, all under the same name: of an optional part, or of a list.
    ///
    /// # Errors
    /// As [`part`](Self::part).
    pub fn parts<P: Into<Part>>(
        &mut self,
        name: &str,
        parts: impl IntoIterator<Item = P>,
    ) -> Result<(), InvalidRequest> {
        parts.into_iter().try_for_each(|part| self.part(name, part))
    }

    /// A file under its name. One without a file name is sent under the part's name, so that servers see a file in it.
    ///
    /// # Errors
    /// As [`part`](Self::part).
    pub fn file(&mut self, name: &str, file: &Part) -> Result<(), InvalidRequest> {
        self.part(name, file.clone().or_file_name(name))
    }

    /// A [file](Self::file), of this media type unless it says another one.
    ///
    /// # Errors
    /// As [`part`](Self::part).
    pub fn file_as(&mut self, name: &str, media_type: &str, file: &Part) -> Result<(), InvalidRequest> {
        self.file(name, &file.clone().or_content_type(media_type))
    }

    /// Each [file](Self::file) that is there, all under the same name: of an option or a list.
    ///
    /// # Errors
    /// As [`part`](Self::part).
    pub fn files<'p>(&mut self, name: &str, files: impl IntoIterator<Item = &'p Part>) -> Result<(), InvalidRequest> {
        files.into_iter().try_for_each(|file| self.file(name, file))
    }

    /// Each [file](Self::file_as) that is there, of this media type unless it says another one.
    ///
    /// # Errors
    /// As [`part`](Self::part).
    pub fn files_as<'p>(
        &mut self,
        name: &str,
        media_type: &str,
        files: impl IntoIterator<Item = &'p Part>,
    ) -> Result<(), InvalidRequest> {
        files.into_iter().try_for_each(|file| self.file_as(name, media_type, file))
    }

    /// A part without a name.
    ///
    /// # Errors
    /// As [`part`](Self::part).
    pub fn unnamed(&mut self, part: impl Into<Part>) -> Result<(), InvalidRequest> {
        let written = part.into().write(self.kind, None)?;
        self.parts.push(written);
        Ok(())
    }

    /// A value as OpenAPI has it where nothing else is said: text of a scalar, JSON of an object, a part for each item of
    /// a list. Nothing is sent of what is absent.
    ///
    /// # Errors
    /// When the value cannot be written.
    pub fn value<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), InvalidRequest> {
        for item in items(name, value)? {
            if let Some(part) = flat("part", name, Part::of_tree(item))? {
                self.part(name, part)?;
            }
        }
        Ok(())
    }

    /// A [value](Self::value) under a media type of its own: JSON if that is JSON, otherwise text of a scalar and JSON of
    /// an object, and a part for each item of a list.
    ///
    /// # Errors
    /// When the value cannot be written.
    pub fn value_as<T: Serialize + ?Sized>(
        &mut self,
        name: &str,
        media_type: &str,
        value: &T,
    ) -> Result<(), InvalidRequest> {
        let is_json = headers::is_json(media_type);
        for item in items(name, value)? {
            let text = if is_json { item.into_json() } else { item.into_text() };
            if let Some(text) = flat("part", name, text)? {
                self.part(name, Part::text(text).content_type(media_type))?;
            }
        }
        Ok(())
    }

    /// A value as a query parameter of this style: a part for each pair, under the pair's name, with nothing percent-encoded.
    /// What OpenAPI has from version 3.1 on where an encoding says `style`, `explode` or `allowReserved`.
    ///
    /// # Errors
    /// When the value cannot be written in this style.
    pub fn styled<T: Serialize + ?Sized>(&mut self, name: &str, style: Query, value: &T) -> Result<(), InvalidRequest> {
        let pairs = flat("part", name, tree(value).and_then(|value| style::pairs(name, value, style, style::encode)))?;
        let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        pairs
            .iter()
            .filter_map(|pair| pair.split_once('='))
            .try_for_each(|(name, value)| self.part(&decoded(name), Part::text(decoded(value))))
    }

    /// One part of JSON, whatever the value is. Nothing is sent of what is absent.
    ///
    /// # Errors
    /// When the value cannot be written as JSON.
    pub fn json<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), InvalidRequest> {
        match flat("part", name, tree(value).and_then(Tree::into_json))? {
            None => Ok(()),
            Some(text) => self.part(name, Part::text(text).content_type("application/json")),
        }
    }

    /// RFC 2387, section 3.1: the media type of the first part stands on the whole.
    fn root_type(&self, parameters: &str) -> String {
        let first = self.parts.first().and_then(|part| part.content_type.as_deref());
        match first {
            Some(first) if self.kind == Kind::Related && !has_parameter(parameters, "type") => {
                let essence = first.split(';').next().unwrap_or_default().trim();
                format!("; type=\"{}\"", essence.replace(['"', '\\'], ""))
            }
            _ => String::new(),
        }
    }

    fn joined(self, boundary: &Boundary) -> ByteSource {
        let mut pieces = Vec::with_capacity(2 * self.parts.len() + 1);
        let mut before = "";
        for Written { headers, content, .. } in self.parts {
            pieces.push(format!("{before}--{boundary}\r\n{headers}\r\n").into());
            pieces.push(content);
            before = "\r\n";
        }
        pieces.push(format!("{before}--{boundary}--\r\n").into());
        ByteSource::joined(pieces)
    }
}

/// What is sent one by one.
fn items<T: Serialize + ?Sized>(name: &str, value: &T) -> Result<Vec<Tree>, InvalidRequest> {
    Ok(match flat("part", name, tree(value).and_then(Tree::expanded))? {
        Tree::List(items) => items,
        value => vec![value],
    })
}

impl Kind {
    fn of(essence: &str) -> Self {
        if essence.eq_ignore_ascii_case("multipart/form-data") {
            Self::Form
        } else if essence.eq_ignore_ascii_case("multipart/related") {
            Self::Related
        } else {
            Self::Plain
        }
    }
}

/// The type and subtype, and the parameters without a boundary, which only we can know.
fn without_boundary(media_type: &str) -> (String, String) {
    let mut pieces = headers::parameters(media_type).into_iter();
    let essence = pieces.next().unwrap_or_default().to_owned();
    let others = pieces.filter(|piece| !is_parameter(piece, "boundary")).map(|piece| format!("; {piece}"));
    (essence, others.collect())
}

fn has_parameter(parameters: &str, name: &str) -> bool {
    headers::parameters(parameters).into_iter().any(|piece| is_parameter(piece, name))
}

fn is_parameter(piece: &str, name: &str) -> bool {
    piece.split_once('=').is_some_and(|(known, _)| known.trim().eq_ignore_ascii_case(name))
}

/// Counts only: names of parts and files are values too.
impl fmt::Debug for Multipart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Multipart").field("parts", &self.parts.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
