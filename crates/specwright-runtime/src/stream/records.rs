//! Cuts a body into the texts of its items.

use bytes::{Buf, Bytes, BytesMut};

/// What stands between two items.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Framing {
    /// Lines: `application/jsonl`, `application/x-ndjson` and their like.
    Lines,
    /// RFC 7464: each item begins with a record separator and ends with a line feed, but may hold line feeds.
    Sequence,
}

impl Framing {
    /// The framing of a media type: `application/json-seq` and every `+json-seq` are sequences (RFC 8091).
    pub(crate) fn of(media_type: &str) -> Self {
        let name = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let is_sequence = name.ends_with("/json-seq") || name.ends_with("+json-seq");
        if is_sequence { Self::Sequence } else { Self::Lines }
    }
}

/// The text of one item.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Record {
    pub(crate) text: Bytes,
    /// RFC 7464, section 2.4: a number or a word that no white space ends may have been longer.
    pub(crate) may_be_cut: bool,
}

/// An item is larger than the limit. Nothing comes after it.
#[derive(Debug, PartialEq)]
pub(crate) struct TooLarge;

/// Takes chunks and gives items. Pure: what comes out does not depend on where the chunks were cut.
#[derive(Debug)]
pub(crate) struct Records {
    scan: Scan,
    limit: usize,
    /// What was pushed and not looked at yet.
    chunk: Bytes,
    /// The beginning of an item that is not whole yet.
    partial: BytesMut,
    /// Nothing was cut off yet, so a byte order mark may come.
    at_start: bool,
}

const SEPARATOR: u8 = 0x1e;

impl Records {
    pub(crate) fn new(framing: Framing, limit: usize) -> Self {
        let scan = match framing {
            Framing::Lines => Scan::Lines,
            Framing::Sequence => Scan::Sequence(Depth::default()),
        };
        Self { scan, limit, chunk: Bytes::new(), partial: BytesMut::new(), at_start: true }
    }

    /// Gives the next chunk, once [`next`](Self::next) has nothing more to say about the ones before.
    pub(crate) fn push(&mut self, chunk: Bytes) {
        self.chunk = chunk;
    }

    /// The next whole item; `None` when it takes another chunk.
    pub(crate) fn next(&mut self) -> Option<Result<Record, TooLarge>> {
        loop {
            let end = self.scan.end_of_item(&self.chunk);
            let part = self.chunk.split_to(end.unwrap_or(self.chunk.len()));
            if self.partial.len().saturating_add(part.len()) > self.limit {
                self.chunk.clear();
                return Some(Err(TooLarge));
            }
            if end.is_none() {
                self.partial.extend_from_slice(&part);
                return None;
            }
            let by_separator = self.chunk.first() == Some(&SEPARATOR);
            self.chunk.advance(1);
            let text = self.joined(part);
            if let Some(record) = self.record(text, by_separator) {
                return Some(Ok(record));
            }
        }
    }

    /// What remains when the body has ended.
    pub(crate) fn finish(&mut self) -> Option<Record> {
        let text = self.joined(Bytes::new());
        self.record(text, matches!(self.scan, Scan::Sequence(_)))
    }

    /// The beginning of an item whose end will not come.
    pub(crate) fn rest(&mut self) -> Option<Bytes> {
        self.finish().map(|record| record.text)
    }

    fn joined(&mut self, part: Bytes) -> Bytes {
        if self.partial.is_empty() {
            return part;
        }
        self.partial.extend_from_slice(&part);
        self.partial.split().freeze()
    }

    /// An item, unless there is only white space.
    fn record(&mut self, mut text: Bytes, open_end: bool) -> Option<Record> {
        if std::mem::take(&mut self.at_start) && text.starts_with(b"\xef\xbb\xbf") {
            text.advance(3);
        }
        let last = text.last().copied().unwrap_or_default();
        let may_be_cut = open_end && !is_space(last) && !matches!(last, b'}' | b']' | b'"');
        let start = text.iter().position(|byte| !is_space(*byte))?;
        text.advance(start);
        let end = text.iter().rposition(|byte| !is_space(*byte)).map_or(0, |last| last + 1);
        text.truncate(end);
        Some(Record { text, may_be_cut })
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

#[derive(Debug)]
enum Scan {
    Lines,
    Sequence(Depth),
}

impl Scan {
    /// Where the item ends that the bytes before this chunk began.
    fn end_of_item(&mut self, chunk: &[u8]) -> Option<usize> {
        match self {
            Self::Lines => chunk.iter().position(|byte| *byte == b'\n'),
            Self::Sequence(depth) => {
                let end = chunk.iter().position(|byte| depth.ends_at(*byte));
                if end.is_some() {
                    *depth = Depth::default();
                }
                end
            }
        }
    }
}

/// How deep in a JSON text a reader is. An item may have line feeds between its tokens, but a line feed behind it ends
/// it at once: waiting for the separator of the next item would hold it back until there is one.
#[derive(Debug, Default)]
struct Depth {
    open: usize,
    string: bool,
    escaped: bool,
    begun: bool,
}

impl Depth {
    fn ends_at(&mut self, byte: u8) -> bool {
        match byte {
            // No JSON text can hold it, so it ends even what is broken.
            SEPARATOR => return true,
            _ if self.escaped => self.escaped = false,
            b'\\' => self.escaped = self.string,
            b'"' => self.string = !self.string,
            b'\n' => return self.begun && self.open == 0 && !self.string,
            b'{' | b'[' if !self.string => self.open += 1,
            b'}' | b']' if !self.string => self.open = self.open.saturating_sub(1),
            _ => {}
        }
        self.begun |= !is_space(byte);
        false
    }
}

#[cfg(test)]
mod tests;
