//! Lines and columns of many places, counted once.

use crate::LineColumn;

/// How many bytes lie between two counts.
const BLOCK: usize = 1024;

/// The lines of one text. A run may have thousands of findings in one line of several megabytes.
#[derive(Clone, Debug)]
pub(crate) struct Lines {
    /// Where each line starts.
    starts: Vec<usize>,
    /// How many characters lie before each block.
    characters: Vec<usize>,
}

impl Lines {
    pub(crate) fn new(text: &str) -> Self {
        let mut starts = vec![0];
        let mut characters = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut count = 0;
        for (block, bytes) in text.as_bytes().chunks(BLOCK).enumerate() {
            characters.push(count);
            count += count_characters(bytes);
            let breaks = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
            starts.extend(breaks.map(|(offset, _)| block * BLOCK + offset + 1));
        }
        characters.push(count);
        Self { starts, characters }
    }

    /// Line and column of an offset; of the nearest one before it that cuts no character.
    pub(crate) fn line_column(&self, text: &str, offset: usize) -> LineColumn {
        let mut at = offset.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let line = self.line(at);
        let start = self.starts.get(line).copied().unwrap_or(0);
        LineColumn { line: line + 1, column: self.before(text, at) - self.before(text, start) + 1 }
    }

    /// Where the line of an offset starts, and where it ends without its line break.
    pub(crate) fn range(&self, text: &str, offset: usize) -> (usize, usize) {
        let line = self.line(offset);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let end = self.starts.get(line + 1).map_or(text.len(), |next| next - 1);
        let carriage_return = text.get(start..end).is_some_and(|line| line.ends_with('\r'));
        (start, end - usize::from(carriage_return))
    }

    /// The line of an offset, from 0.
    fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).saturating_sub(1)
    }

    /// How many characters lie before an offset.
    fn before(&self, text: &str, at: usize) -> usize {
        let block = at / BLOCK;
        let counted = self.characters.get(block).copied().unwrap_or(0);
        counted + count_characters(text.as_bytes().get(block * BLOCK..at).unwrap_or_default())
    }
}

/// How many characters start in these bytes.
fn count_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}
