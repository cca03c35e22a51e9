//! JSON with places.
//!
//! `serde_json` decides what is JSON: it checks the whole text first and words the error. What is left for the reader
//! here is to find the places in a text that is known to be well-formed.

use serde::de::IgnoredAny;
use specwright_ir::{Code, Diagnostic, Diagnostics, FileId, Span};

use super::{MAX_DEPTH, Objects, span};
use crate::tree::{Member, Node, Number, Object, Value};

/// Whether a text is a JSON object or array.
pub(super) fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '[']) && serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// Reads a JSON text. `None` only with a fatal diagnostic.
pub(super) fn parse(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    if let Err(error) = serde_json::from_str::<IgnoredAny>(text) {
        diagnostics.push(Diagnostic::new(Code::Syntax, wording(&error)).at(place(file, text, &error)));
        return None;
    }
    let mut reader = Reader { file, text, at: 0, depth: 0, objects: Objects::new(), diagnostics };
    match reader.value() {
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

/// The diagnostic that ends the reading.
struct Stop(Diagnostic);

struct Reader<'a> {
    file: FileId,
    text: &'a str,
    at: usize,
    depth: usize,
    objects: Objects,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn value(&mut self) -> Result<Node, Stop> {
        self.blank();
        let start = self.at;
        let value = match self.peek() {
            b'{' => self.container(start, Self::object)?,
            b'[' => self.container(start, Self::array)?,
            b'"' => Value::String(self.string()?),
            b't' => self.word(4, Value::Bool(true)),
            b'f' => self.word(5, Value::Bool(false)),
            b'n' => self.word(4, Value::Null),
            b'-' | b'0'..=b'9' => self.number(),
            _ => return Err(self.unexpected()),
        };
        Ok(Node { span: span(self.file, start, self.at), value })
    }

    /// Reads what stands between brackets, one level deeper.
    fn container(&mut self, start: usize, read: fn(&mut Self) -> Result<Value, Stop>) -> Result<Value, Stop> {
        if self.depth == MAX_DEPTH {
            let message = format!("arrays and objects stand in each other more than {MAX_DEPTH} deep");
            return Err(Stop(Diagnostic::new(Code::Limit, message).at(span(self.file, start, start + 1))));
        }
        self.depth += 1;
        self.at += 1;
        let value = read(self)?;
        self.depth -= 1;
        Ok(value)
    }

    fn object(&mut self) -> Result<Value, Stop> {
        let mut object = Object::default();
        while !self.closed(b'}') {
            let start = self.at;
            if self.peek() != b'"' {
                return Err(self.unexpected());
            }
            let key = self.string()?;
            let key_span = span(self.file, start, self.at);
            self.blank();
            if self.peek() != b':' {
                return Err(self.unexpected());
            }
            self.at += 1;
            let member = Member { key: key_span, node: self.value()? };
            self.objects.add(&mut object, key, member, self.diagnostics);
        }
        Ok(Value::Object(object))
    }

    fn array(&mut self) -> Result<Value, Stop> {
        let mut items = Vec::new();
        while !self.closed(b']') {
            items.push(self.value()?);
        }
        Ok(Value::Array(items))
    }

    /// Skips blanks and commas; takes the bracket if it comes next.
    fn closed(&mut self, bracket: u8) -> bool {
        self.blank();
        if self.peek() == b',' {
            self.at += 1;
            self.blank();
        }
        let closed = self.peek() == bracket;
        self.at += usize::from(closed);
        closed
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
            return Ok(literal.trim_matches('"').to_owned());
        }
        serde_json::from_str(literal)
            .map_err(|error| Stop(Diagnostic::new(Code::Syntax, wording(&error)).at(span(self.file, start, self.at))))
    }

    fn number(&mut self) -> Value {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let length = rest.bytes().take_while(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')).count();
        self.at += length;
        Value::Number(Number::from_json(rest.get(..length).unwrap_or_default()))
    }

    fn word(&mut self, length: usize, value: Value) -> Value {
        self.at += length;
        value
    }

    fn blank(&mut self) {
        while matches!(self.peek(), b' ' | b'\t' | b'\n' | b'\r') {
            self.at += 1;
        }
    }

    /// The next byte; 0, which stands nowhere in JSON, at the end.
    fn peek(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    /// The check before makes this impossible; it is an error all the same, not a panic.
    fn unexpected(&self) -> Stop {
        Stop(Diagnostic::new(Code::Syntax, "expected another character").at(span(self.file, self.at, self.at + 1)))
    }
}
