//! JSON with places.
//!
//! `serde_json` decides what is JSON: it checks the whole text first and words the error. What is left for the reader
//! here is to find the places in a text that is known to be well-formed.

use serde::de::IgnoredAny;
use specwright_ir::{Code, Diagnostic, Diagnostics, FileId, Span};

use super::anchors::Measure;
use super::frame::{Frame, Key, Open};
use super::{MAX_DEPTH, Objects, Stop, span, too_deep};
use crate::tree::{Node, Number, Value};

/// Whether a text is a JSON object or array.
pub(super) fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '[']) && serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// Reads a JSON text. `None` only with a fatal diagnostic.
pub(super) fn parse(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    if let Err(error) = serde_json::from_str::<IgnoredAny>(text) {
        let at = place(file, text, &error);
        let (before, rest) = text.split_at(at.start as usize);
        let trailing_comma = rest.starts_with(['}', ']']) && before.trim_end().ends_with(',');
        let message = if trailing_comma { "trailing comma".to_owned() } else { wording(&error) };
        diagnostics.push(Diagnostic::new(Code::Syntax, message).at(at));
        return None;
    }
    match (Reader { file, text, at: 0, frames: Vec::new(), objects: Objects::new(), diagnostics }).read() {
        Ok(node) => Some(node),
        Err(stop) => {
            diagnostics.push(stop.0);
            None
        }
    }
}

/// What the library says, without the position it adds.
fn wording(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    text.strip_suffix(&position).map(str::to_owned).unwrap_or(text)
}

/// The character an error is about. The library counts lines from 1 and bytes in the line from 1; 0 is the line's end
/// before.
fn place(file: FileId, text: &str, error: &serde_json::Error) -> Span {
    let lines = error.line().saturating_sub(1);
    let line_start: usize = text.split_inclusive('\n').take(lines).map(str::len).sum();
    let mut start = (line_start + error.column()).saturating_sub(1).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let width = text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    span(file, start, start + width)
}

struct Reader<'a> {
    file: FileId,
    text: &'a str,
    at: usize,
    /// What stands around the place, outermost first; there is no recursion.
    frames: Vec<Frame>,
    objects: Objects,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn read(mut self) -> Result<Node, Stop> {
        loop {
            self.blank();
            let start = self.at;
            let value = match self.peek() {
                b'{' | b'[' => {
                    self.open(start)?;
                    continue;
                }
                b'}' | b']' => {
                    self.at += 1;
                    self.close()?
                }
                b'"' if self.frames.last().is_some_and(Frame::wants_key) => {
                    self.key(start)?;
                    continue;
                }
                b'"' => Node { value: Value::String(self.string()?), span: span(self.file, start, self.at) },
                b't' => self.word(start, 4, Value::Bool(true)),
                b'f' => self.word(start, 5, Value::Bool(false)),
                b'n' => self.word(start, 4, Value::Null),
                b'-' | b'0'..=b'9' => self.number(start),
                _ => return Err(self.unexpected()),
            };
            match self.frames.last_mut() {
                Some(frame) => frame.add(value, Measure::default()),
                None => return Ok(value),
            }
        }
    }

    fn open(&mut self, start: usize) -> Result<(), Stop> {
        if self.frames.len() == MAX_DEPTH {
            return Err(Stop::new(Code::Limit, too_deep(), span(self.file, start, start + 1)));
        }
        let open = Open { start, flow: true, anchor: 0 };
        self.frames.push(if self.peek() == b'{' { Frame::object(open) } else { Frame::array(open) });
        self.at += 1;
        Ok(())
    }

    fn close(&mut self) -> Result<Node, Stop> {
        let Some(frame) = self.frames.pop() else { return Err(self.unexpected()) };
        let start = frame.opening().start;
        let (value, _) = frame.finish(&mut self.objects, self.diagnostics)?;
        Ok(Node { span: span(self.file, start, self.at), value })
    }

    fn key(&mut self, start: usize) -> Result<(), Stop> {
        let text = self.string()?;
        let key = Key { text, span: span(self.file, start, self.at), merge: false };
        if let Some(frame) = self.frames.last_mut() {
            frame.set_key(key);
        }
        Ok(())
    }

    fn string(&mut self) -> Result<String, Stop> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut end = start + 1;
        let mut escaped = false;
        while let Some(byte) = bytes.get(end).filter(|byte| **byte != b'"') {
            escaped |= *byte == b'\\';
            end += if *byte == b'\\' { 2 } else { 1 };
        }
        self.at = (end + 1).min(bytes.len());
        let literal = self.text.get(start..self.at).unwrap_or_default();
        if !escaped {
            return Ok(self.text.get(start + 1..end).unwrap_or_default().to_owned());
        }
        serde_json::from_str(literal)
            .map_err(|error| Stop::new(Code::Syntax, wording(&error), span(self.file, start, self.at)))
    }

    fn number(&mut self, start: usize) -> Node {
        let rest = self.text.get(start..).unwrap_or_default();
        let length =
            rest.bytes().take_while(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')).count();
        let number = Number::from_json(rest.get(..length).unwrap_or_default());
        self.word(start, length, Value::Number(number))
    }

    fn word(&mut self, start: usize, length: usize, value: Value) -> Node {
        self.at = start + length;
        Node { span: span(self.file, start, self.at), value }
    }

    /// Skips what stands between values. The check before has made sure that it stands in its place.
    fn blank(&mut self) {
        while matches!(self.peek(), b' ' | b'\t' | b'\n' | b'\r' | b',' | b':') {
            self.at += 1;
        }
    }

    /// The next byte; 0, which stands nowhere in JSON, at the end.
    fn peek(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    /// The check before makes this impossible; it is an error all the same, not a panic.
    fn unexpected(&self) -> Stop {
        Stop::new(Code::Syntax, "expected another character", span(self.file, self.at, self.at + 1))
    }
}
