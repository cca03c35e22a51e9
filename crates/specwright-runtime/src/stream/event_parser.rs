//! `text/event-stream` as section 9.2 of the HTML standard interprets it.

use std::time::Duration;

use bytes::{Buf, Bytes};

use crate::stream::event::Event;
use crate::stream::records::TooLarge;

/// Takes chunks and gives events. Pure: what comes out does not depend on where the chunks were cut.
#[derive(Debug)]
pub(crate) struct EventParser {
    limit: usize,
    /// What was pushed and not looked at yet.
    chunk: Bytes,
    /// The beginning of a line that is not whole yet.
    partial: Vec<u8>,
    /// The last line ended with a carriage return, whose line feed may still come.
    after_return: bool,
    /// No line was read yet, so a byte order mark may come.
    at_start: bool,
    data: String,
    name: String,
    /// The id that the next event will set.
    id: String,
    /// The id that the last event did set.
    last_id: String,
    retry: Option<Duration>,
}

impl EventParser {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            limit,
            chunk: Bytes::new(),
            partial: Vec::new(),
            after_return: false,
            at_start: true,
            data: String::new(),
            name: String::new(),
            id: String::new(),
            last_id: String::new(),
            retry: None,
        }
    }

    /// Begins with another body. What came of an event that was not whole is forgotten.
    ///
    /// The standard lets the id of the next event begin empty; it begins with the last one here, as in browsers, or the
    /// first event without an id would lose the place to go on from.
    pub(crate) fn restart(&mut self) {
        let (last_id, retry) = (std::mem::take(&mut self.last_id), self.retry);
        *self = Self { id: last_id.clone(), last_id, retry, ..Self::new(self.limit) };
    }

    /// The id to go on behind; `None` if the server gave none, or took it back.
    pub(crate) fn last_id(&self) -> Option<&str> {
        Some(self.last_id.as_str()).filter(|id| !id.is_empty())
    }

    /// How long the server wants a client to wait before it connects anew.
    pub(crate) fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// Gives the next chunk, once [`next`](Self::next) has nothing more to say about the ones before.
    pub(crate) fn push(&mut self, chunk: Bytes) {
        self.chunk = chunk;
    }

    /// The next event; `None` when it takes another chunk.
    pub(crate) fn next(&mut self) -> Option<Result<Event<String>, TooLarge>> {
        loop {
            if self.chunk.is_empty() {
                return None;
            }
            if std::mem::take(&mut self.after_return) && self.chunk.first() == Some(&b'\n') {
                self.chunk.advance(1);
                continue;
            }
            let end = self.chunk.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
            let part = self.chunk.split_to(end.unwrap_or(self.chunk.len()));
            if self.data.len().saturating_add(self.partial.len()).saturating_add(part.len()) > self.limit {
                self.chunk.clear();
                return Some(Err(TooLarge));
            }
            if end.is_none() {
                self.partial.extend_from_slice(&part);
                return None;
            }
            self.after_return = self.chunk.first() == Some(&b'\r');
            self.chunk.advance(1);
            if let Some(event) = self.whole_line(&part) {
                return Some(Ok(event));
            }
        }
    }

    fn whole_line(&mut self, part: &[u8]) -> Option<Event<String>> {
        if self.partial.is_empty() {
            return self.line(part);
        }
        let mut whole = std::mem::take(&mut self.partial);
        whole.extend_from_slice(part);
        let event = self.line(&whole);
        whole.clear();
        self.partial = whole;
        event
    }

    fn line(&mut self, line: &[u8]) -> Option<Event<String>> {
        let first = std::mem::take(&mut self.at_start);
        let line = if first { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) } else { line };
        if line.is_empty() {
            return self.dispatch();
        }
        let colon = line.iter().position(|byte| *byte == b':');
        let (field, value) = line.split_at(colon.unwrap_or(line.len()));
        let value = value.strip_prefix(b":").unwrap_or(value);
        let value = String::from_utf8_lossy(value.strip_prefix(b" ").unwrap_or(value));
        match field {
            b"data" => {
                self.data.push_str(&value);
                self.data.push('\n');
            }
            b"event" => self.name = value.into_owned(),
            b"id" if !value.contains('\0') => self.id = value.into_owned(),
            b"retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = Some(Duration::from_millis(value.parse().unwrap_or(u64::MAX)));
            }
            // Comments, whose field name is empty, and whatever nobody knows.
            _ => {}
        }
        None
    }

    fn dispatch(&mut self) -> Option<Event<String>> {
        self.last_id.clone_from(&self.id);
        let (name, mut data) = (std::mem::take(&mut self.name), std::mem::take(&mut self.data));
        // The line feed behind the last `data` line. Without any such line there is no event.
        data.pop()?;
        Some(Event::new(self.last_id().map(str::to_owned), Some(name).filter(|name| !name.is_empty()), data))
    }
}

#[cfg(test)]
mod tests;
