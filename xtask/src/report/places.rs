//! Places as people count them.

use specwright_ir::{LineColumn, Sources, Span};

/// Sources to look places up in.
pub(super) struct Places<'a> {
    sources: &'a Sources,
}

impl<'a> Places<'a> {
    /// Places in these sources.
    pub(super) fn new(sources: &'a Sources) -> Self {
        Self { sources }
    }

    /// The name of a span's file.
    pub(super) fn name(&self, span: Span) -> &'a str {
        self.sources.name(span.file)
    }

    /// The text of a span's file; empty when it is unknown.
    pub(super) fn text(&self, span: Span) -> &'a str {
        self.sources.get(span.file).map_or("", |source| source.text.as_str())
    }

    /// Line and column where a span starts.
    pub(super) fn line_column(&self, span: Span) -> LineColumn {
        self.sources.line_column(span)
    }

    /// Where the line of a span starts, and where the line ends without its line break.
    pub(super) fn line(&self, span: Span) -> (usize, usize) {
        self.sources.line(span)
    }
}

/// The offset, or the nearest one before it that does not cut a character.
pub(super) fn boundary(text: &str, offset: u32) -> usize {
    let mut at = (offset as usize).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
