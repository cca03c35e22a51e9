//! The piece of a line that is shown.

use std::ops::Range;

use specwright_ir::Span;

use super::places::{Places, boundary};
use super::visible::show;

/// How many characters of a line are shown at most.
const WIDTH: usize = 100;

/// How many of them may stand before the place.
const BEFORE: usize = 40;

/// What is shown of the line a span starts in.
pub(super) struct Excerpt {
    /// The text, hostile characters made visible, cut ends marked by `…`.
    pub(super) text: String,
    /// What belongs to the span.
    pub(super) marked: Range<usize>,
    /// The column of the marked part in `text`, from 1.
    pub(super) column: usize,
}

impl Excerpt {
    /// Cuts an excerpt out of the source; `None` when the file is unknown or empty.
    pub(super) fn new(span: Span, places: &Places<'_>) -> Option<Self> {
        let text = places.text(span);
        if text.is_empty() {
            return None;
        }
        let (line_start, line_end) = places.line(span);
        let start = boundary(text, span.start).clamp(line_start, line_end);
        let end = boundary(text, span.end).clamp(start, line_end);
        let from = back(text.get(line_start..start)?, BEFORE) + line_start;
        let mut excerpt = Self { text: String::new(), marked: 0..0, column: 1 };
        if from > line_start {
            excerpt.text.push('…');
        }
        excerpt.append(text.get(from..line_end)?, start - from, end - from);
        Some(excerpt)
    }

    /// Appends the beginning of a text and finds the marked part again in what was appended.
    fn append(&mut self, text: &str, start: usize, end: usize) {
        let mut characters = text.char_indices();
        self.marked = self.text.len()..self.text.len();
        for (offset, character) in characters.by_ref().take(WIDTH) {
            if offset == start {
                self.marked.start = self.text.len();
            }
            match character {
                '\t' => self.text.push(' '),
                other => show(other, &mut self.text),
            }
            if offset < end || offset <= start {
                self.marked.end = self.text.len();
            }
        }
        if characters.next().is_some() {
            self.text.push('…');
        }
        if start == text.len() {
            // Behind the last character: the renderer puts its mark there.
            self.marked = self.text.len()..self.text.len();
        }
        self.column = self.text.get(..self.marked.start).unwrap_or_default().chars().count() + 1;
    }
}

/// The offset `count` characters before the end.
fn back(text: &str, count: usize) -> usize {
    text.char_indices().rev().take(count).last().map_or(text.len(), |(offset, _)| offset)
}
