//! Running text: inlines to words, and words to lines.

use super::escape::{self, Place};
use super::model::Inline;

/// Running text cut where a line may end.
#[derive(Default)]
pub(super) struct Words {
    words: Vec<Word>,
    current: String,
}

struct Word {
    text: String,
    ends_line: bool,
}

impl Words {
    /// Adds text whose spaces are places to end a line.
    fn text(&mut self, text: &str) {
        let mut pieces = text.split(' ');
        self.current.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            self.end_word(false);
            self.current.push_str(piece);
        }
    }

    /// Adds text that must stay together.
    fn whole(&mut self, text: &str) {
        self.current.push_str(text);
    }

    fn end_word(&mut self, ends_line: bool) {
        let text = std::mem::take(&mut self.current);
        if !text.is_empty() || ends_line {
            self.words.push(Word { text, ends_line });
        }
    }

    fn into_words(mut self) -> Vec<Word> {
        self.end_word(false);
        self.words
    }

    fn into_line(self) -> String {
        self.into_words().into_iter().map(|word| word.text).collect::<Vec<_>>().join(" ")
    }

    /// Lines of at most `width` characters, except where one word is longer.
    pub(super) fn wrap(self, width: usize) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = String::new();
        let mut length = 0;
        for word in self.into_words() {
            let word_length = word.text.chars().count();
            if !line.is_empty() && length + 1 + word_length > width {
                lines.push(std::mem::take(&mut line));
            }
            if line.is_empty() {
                length = word_length;
            } else {
                line.push(' ');
                length += 1 + word_length;
            }
            line.push_str(&word.text);
            if word.ends_line {
                line.push('\\');
                lines.push(std::mem::take(&mut line));
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }
}

/// Adds `inlines` to `words`.
pub(super) fn write(inlines: &[Inline], in_cell: bool, words: &mut Words) {
    let mut inlines = inlines.iter().peekable();
    while let Some(inline) = inlines.next() {
        match inline {
            Inline::Text(text) => {
                let before_link = matches!(inlines.peek(), Some(Inline::Link { .. }));
                words.text(&escape::text(text, Place { in_cell, before_link }));
            }
            Inline::Code(code) => match escape::code(code, in_cell) {
                Some(span) => words.whole(&span),
                None => words.text(&escape::text(code, Place { in_cell, before_link: true })),
            },
            Inline::Styled(style, inner) => {
                words.whole(style.marker());
                write(inner, in_cell, words);
                words.whole(style.marker());
            }
            Inline::Link { dest, text } => {
                words.whole(&format!("[{}]({dest})", write_line(text, in_cell)));
            }
            Inline::Url(dest) => words.whole(&format!("<{dest}>")),
            Inline::Break => words.end_word(true),
        }
    }
}

/// `inlines` on one line.
pub(super) fn write_line(inlines: &[Inline], in_cell: bool) -> String {
    let mut words = Words::default();
    write(inlines, in_cell, &mut words);
    words.into_line()
}
