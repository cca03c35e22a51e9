//! Source files and the places in them.

use std::{fmt, sync::OnceLock};

use crate::lines::Lines;

/// Index of a file in [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes in one source file, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte; never before `start`.
    pub end: u32,
}

/// One file as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The name shown to people: a path relative to the API's folder or to the caller's directory, with `/`.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// A place counted the way editors count: both numbers start at 1, columns are Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
}

/// All files one run has read, in the order they were read.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
    /// The lines of each file, counted when the first place in it is asked for.
    lines: Vec<OnceLock<Lines>>,
}

impl Sources {
    /// Adds a file and returns its id.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(Source { name: name.into(), text: text.into() });
        self.lines.push(OnceLock::new());
        id
    }

    /// The file with this id, if it was added here.
    pub fn get(&self, file: FileId) -> Option<&Source> {
        self.files.get(file.0 as usize)
    }

    /// All files in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// The span of one whole file.
    pub fn whole(&self, file: FileId) -> Span {
        let end = self.get(file).map_or(0, |source| u32::try_from(source.text.len()).unwrap_or(u32::MAX));
        Span { file, start: 0, end }
    }

    /// Line and column where a span starts; `1:1` when the file is unknown.
    pub fn line_column(&self, span: Span) -> LineColumn {
        match self.lines(span.file) {
            Some((lines, text)) => lines.line_column(text, span.start as usize),
            None => LineColumn { line: 1, column: 1 },
        }
    }

    /// Where the line that a span starts in begins, and where it ends without its line break.
    pub fn line(&self, span: Span) -> (usize, usize) {
        self.lines(span.file).map_or((0, 0), |(lines, text)| lines.range(text, span.start as usize))
    }

    fn lines(&self, file: FileId) -> Option<(&Lines, &str)> {
        let text = self.get(file)?.text.as_str();
        Some((self.lines.get(file.0 as usize)?.get_or_init(|| Lines::new(text)), text))
    }

    /// The name of a file; `?` when it is unknown.
    pub fn name(&self, file: FileId) -> &str {
        self.get(file).map_or("?", |source| source.name.as_str())
    }
}

impl fmt::Display for LineColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::Sources;
    use crate::Span;

    #[test]
    fn columns_count_characters_not_bytes() {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", "é: 1\nß: x\n");
        let start = u32::try_from("é: 1\nß: ".len()).unwrap();
        let at = sources.line_column(Span { file, start, end: start + 1 });
        assert_eq!(at.to_string(), "2:4");
    }

    #[test]
    fn counting_ahead_gives_what_counting_gives() {
        let text = format!("é{}\nß\r\n{}\n", "aé\n".repeat(700), "😀x".repeat(2_000));
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", text.clone());
        for start in (0..=text.len()).filter(|start| text.is_char_boundary(*start)).step_by(7) {
            let before = &text[..start];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            let start = u32::try_from(start).unwrap();
            let at = sources.line_column(Span { file, start, end: start });
            assert_eq!((at.line, at.column), (line, column), "offset {start}");
        }
    }

    #[test]
    fn a_line_ends_before_its_break() {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", "a\nbc\r\nd");
        let line = |start| sources.line(Span { file, start, end: start });
        assert_eq!([line(0), line(3), line(7), line(99)], [(0, 1), (2, 4), (6, 7), (6, 7)]);
    }
}
