//! Lines and columns of many places, counted once.

use std::collections::BTreeMap;

use specwright_ir::{FileId, LineColumn, Sources, Span};

/// How many bytes lie between two counts.
const BLOCK: usize = 1024;

/// Sources with their lines counted. A run may have thousands of findings in one line of several megabytes.
pub(super) struct Places<'a> {
    sources: &'a Sources,
    files: BTreeMap<FileId, Index>,
}

struct Index {
    /// Where each line starts.
    lines: Vec<usize>,
    /// How many characters lie before each block.
    characters: Vec<usize>,
}

impl<'a> Places<'a> {
    /// Counts the lines of every source.
    pub(super) fn new(sources: &'a Sources) -> Self {
        Self { sources, files: sources.iter().map(|(file, source)| (file, Index::new(&source.text))).collect() }
    }

    /// The name of a span's file.
    pub(super) fn name(&self, span: Span) -> &'a str {
        self.sources.name(span.file)
    }

    /// The text of a span's file; empty when it is unknown.
    pub(super) fn text(&self, span: Span) -> &'a str {
        self.sources.get(span.file).map_or("", |source| source.text.as_str())
    }

    /// The same as [`Sources::line_column`].
    pub(super) fn line_column(&self, span: Span) -> LineColumn {
        let Some(index) = self.files.get(&span.file) else { return LineColumn { line: 1, column: 1 } };
        let text = self.text(span);
        let at = boundary(text, span.start);
        let line = index.line(at);
        let start = index.lines.get(line).copied().unwrap_or(0);
        LineColumn { line: line + 1, column: index.characters(text, at) - index.characters(text, start) + 1 }
    }

    /// Where the line of a span starts, and where the line ends without its line break.
    pub(super) fn line(&self, span: Span) -> (usize, usize) {
        let text = self.text(span);
        let Some(index) = self.files.get(&span.file) else { return (0, 0) };
        let line = index.line(span.start as usize);
        let start = index.lines.get(line).copied().unwrap_or(0);
        let end = index.lines.get(line + 1).map_or(text.len(), |next| next - 1);
        let carriage_return = text.get(start..end).is_some_and(|line| line.ends_with('\r'));
        (start, end - usize::from(carriage_return))
    }
}

impl Index {
    fn new(text: &str) -> Self {
        let mut lines = vec![0];
        let mut characters = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut count = 0;
        for (block, bytes) in text.as_bytes().chunks(BLOCK).enumerate() {
            characters.push(count);
            count += starts(bytes);
            let breaks = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
            lines.extend(breaks.map(|(offset, _)| block * BLOCK + offset + 1));
        }
        characters.push(count);
        Self { lines, characters }
    }

    /// The line of an offset, from 0.
    fn line(&self, at: usize) -> usize {
        self.lines.partition_point(|start| *start <= at).saturating_sub(1)
    }

    /// How many characters lie before an offset.
    fn characters(&self, text: &str, at: usize) -> usize {
        let block = at / BLOCK;
        let counted = self.characters.get(block).copied().unwrap_or(0);
        counted + starts(text.as_bytes().get(block * BLOCK..at).unwrap_or_default())
    }
}

/// How many characters start in these bytes.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// The offset, or the nearest one before it that does not cut a character.
pub(super) fn boundary(text: &str, offset: u32) -> usize {
    let mut at = (offset as usize).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
