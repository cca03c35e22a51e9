//! Lines that stand further to the left than YAML wants.
//!
//! Within brackets and quotes every line must be indented more than the block around. Many documents close a bracket
//! right below the key it belongs to; older parsers take it, and it can mean only one thing. Such lines are scanned
//! with blanks before them, which mean nothing in brackets and quotes, and reported.

use std::borrow::Cow;
use std::collections::BTreeMap;

use specwright_ir::{Code, Diagnostic, Diagnostics, FileId};

use super::offsets::{Insert, Offsets};
use super::span;

/// How much text may be scanned again for the sake of repairs.
const BUDGET: usize = 32 << 20;

/// Further than this, a line is not moved.
const MAX_MOVE: usize = 10_000;

/// The repairs of one file.
pub(super) struct Repairs<'a> {
    file: &'a str,
    /// Blanks to insert, by the line's first byte in the file.
    lines: BTreeMap<usize, usize>,
    scanned: usize,
}

impl<'a> Repairs<'a> {
    /// No repairs yet.
    pub(super) fn new(file: &'a str) -> Self {
        Self { file, lines: BTreeMap::new(), scanned: 0 }
    }

    /// The text to scan.
    pub(super) fn text(&self) -> Cow<'a, str> {
        if self.lines.is_empty() {
            return Cow::Borrowed(self.file);
        }
        let mut text = String::with_capacity(self.file.len());
        let mut done = 0;
        for (line, blanks) in &self.lines {
            text.push_str(self.file.get(done..*line).unwrap_or_default());
            text.extend(std::iter::repeat_n(' ', *blanks));
            done = *line;
        }
        text.push_str(self.file.get(done..).unwrap_or_default());
        Cow::Owned(text)
    }

    /// The way back from the text to scan to the file.
    pub(super) fn offsets<'t>(&self, text: &'t str) -> Offsets<'t> {
        Offsets::new(text, self.lines.iter().map(|(at, length)| Insert { at: *at, length: *length }).collect())
    }

    /// Adds the repair for a scanner's complaint; `false` when there is none.
    pub(super) fn add(&mut self, text: &str, marker: usize, info: &str) -> bool {
        self.scanned = self.scanned.saturating_add(text.len());
        if !info.starts_with("invalid indentation") || self.scanned > BUDGET {
            return false;
        }
        let at = self.offsets(text).byte(marker);
        let known = self.lines.len();
        if info.contains("quoted") {
            self.indent_quoted(at);
        } else {
            self.indent_line(at);
        }
        self.lines.len() > known
    }

    /// Moves the line of a place beyond the end of the last line before it that is not blank.
    fn indent_line(&mut self, at: usize) {
        let before = self.file.get(..at).unwrap_or_default();
        let Some(newline) = before.rfind('\n') else { return };
        let last = before.get(..newline).unwrap_or_default().trim_end();
        let last = last.rsplit('\n').next().unwrap_or_default();
        self.indent(newline + 1, last.chars().count() + 1);
    }

    /// Moves every line of a quoted scalar, but the first, beyond the opening quote.
    fn indent_quoted(&mut self, start: usize) {
        let before = self.file.get(..start).unwrap_or_default();
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
        let mut characters = self.file.get(start..).unwrap_or_default().char_indices();
        let Some((_, quote)) = characters.next() else { return };
        let mut escaped = false;
        for (offset, character) in characters {
            match character {
                '\n' => {
                    self.indent(start + offset + 1, column + 1);
                    escaped = false;
                }
                _ if escaped => escaped = false,
                '\\' => escaped = quote == '"',
                '\'' if quote == '\'' && self.is_quote(start + offset + 1) => escaped = true,
                _ if character == quote => return,
                _ => {}
            }
        }
    }

    fn is_quote(&self, at: usize) -> bool {
        self.file.get(at..).is_some_and(|rest| rest.starts_with('\''))
    }

    fn indent(&mut self, line: usize, blanks: usize) {
        if blanks <= MAX_MOVE {
            self.lines.entry(line).or_insert(blanks);
        }
    }

    /// Notes the repairs, once in a file.
    pub(super) fn report(&self, file: FileId, diagnostics: &mut Diagnostics) {
        let Some(line) = self.lines.keys().next() else { return };
        let rest = self.file.get(*line..).unwrap_or_default();
        let line_text = rest.split('\n').next().unwrap_or_default().trim_end();
        let indent = line_text.len() - line_text.trim_start().len();
        let message = format!(
            "within brackets or quotes, YAML wants lines to be indented more than the block around them; {} of this file \
             {} not and read all the same",
            self.lines.len(),
            if self.lines.len() == 1 { "line is" } else { "lines are" },
        );
        let at = span(file, line + indent, line + line_text.len());
        diagnostics.push(Diagnostic::new(Code::YamlLenient, message).at(at));
    }
}
