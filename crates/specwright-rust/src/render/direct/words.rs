//! The text that is written, the tokens that are still to be written, and the words both have in common.

use std::fmt::Write;

use proc_macro2::{Delimiter, Spacing};

use crate::render::tree::Tree;

/// The tokens that are left.
pub(super) type Input<'a> = &'a [Tree];

/// How many bytes a line may have before prettyplease breaks it where it can.
pub(super) const WIDTH: usize = 89;

const INDENT: &str = "    ";

/// What is written so far.
#[derive(Default)]
pub(super) struct Text {
    pub(super) out: String,
    /// Where the last line starts.
    line: usize,
    /// Whether the last line holds a struct expression that has to stand on lines of its own.
    pub(super) must_break: bool,
}

/// A place to go back to.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    length: usize,
    line: usize,
    must_break: bool,
}

impl Mark {
    /// How much was written up to here.
    pub(super) fn length(self) -> usize {
        self.length
    }
}

impl Text {
    /// Begins a line of this depth.
    pub(super) fn start_line(&mut self, depth: usize) {
        self.line = self.out.len();
        self.must_break = false;
        for _ in 0..depth {
            self.out.push_str(INDENT);
        }
    }

    /// How many bytes the line has.
    pub(super) fn width(&self) -> usize {
        self.out.len() - self.line
    }

    /// Whether nothing in the line has to be broken.
    pub(super) fn fits(&self) -> bool {
        self.width() <= WIDTH && !self.must_break
    }

    /// Ends a line that fits.
    pub(super) fn end_line(&mut self) -> Option<()> {
        self.fits().then(|| self.out.push('\n'))
    }

    /// Ends a line that fits, or that holds nothing it could be broken at.
    pub(super) fn end_solid_line(&mut self) -> Option<()> {
        let line = self.out.get(self.line..)?;
        let is_solid = !line.contains(['<', '(', '[', '{', '+']);
        (self.fits() || is_solid).then(|| self.out.push('\n'))
    }

    pub(super) fn mark(&self) -> Mark {
        Mark { length: self.out.len(), line: self.line, must_break: self.must_break }
    }

    /// Takes back what was written after the mark.
    pub(super) fn reset(&mut self, mark: Mark) {
        self.out.truncate(mark.length);
        self.line = mark.line;
        self.must_break = mark.must_break;
    }
}

/// Takes one punctuation if it comes next, whatever follows it.
pub(super) fn eat(input: &mut Input<'_>, wanted: char) -> bool {
    match input.split_first() {
        Some((first, rest)) if first.is_punct(wanted) => {
            *input = rest;
            true
        }
        _ => false,
    }
}

/// Takes a punctuation of two characters if it comes next.
pub(super) fn eat_pair(input: &mut Input<'_>, wanted: [char; 2]) -> bool {
    let [first, second] = wanted;
    match input {
        [Tree::Punct(one), two, rest @ ..]
            if one.as_char() == first && one.spacing() == Spacing::Joint && two.is_punct(second) =>
        {
            *input = rest;
            true
        }
        _ => false,
    }
}

/// Takes one word if it comes next.
pub(super) fn eat_word(input: &mut Input<'_>, wanted: &str) -> bool {
    match input.split_first() {
        Some((first, rest)) if first.is_word(wanted) => {
            *input = rest;
            true
        }
        _ => false,
    }
}

/// Takes and writes a word; `wanted` is the word and a space.
pub(super) fn keyword(text: &mut Text, input: &mut Input<'_>, wanted: &str) -> Option<()> {
    eat_word(input, wanted.trim_end()).then(|| text.out.push_str(wanted))
}

/// Takes and writes a punctuation that is no part of a longer one.
pub(super) fn single(text: &mut Text, input: &mut Input<'_>, wanted: char) -> Option<()> {
    let (first, rest) = input.split_first()?;
    first.is_single(wanted).then(|| {
        *input = rest;
        text.out.push(wanted);
    })
}

/// Takes and writes `;` and ends the line.
pub(super) fn end(text: &mut Text, input: &mut Input<'_>) -> Option<()> {
    eat(input, ';').then(|| text.out.push_str(";\n"))
}

/// The inside of `{...}` if that comes next.
pub(super) fn braces<'a>(input: &mut Input<'a>) -> Option<Input<'a>> {
    group(input, Delimiter::Brace)
}

/// The inside of a group if that comes next.
pub(super) fn group<'a>(input: &mut Input<'a>, wanted: Delimiter) -> Option<Input<'a>> {
    match input.split_first()? {
        (Tree::Group(delimiter, inside), rest) if *delimiter == wanted => {
            *input = rest;
            Some(inside)
        }
        _ => None,
    }
}

/// Writes `,` after a field or variant, and takes it from the input unless that is at its end.
pub(super) fn separator(text: &mut Text, input: &mut Input<'_>) -> Option<()> {
    (eat(input, ',') || input.is_empty()).then(|| text.out.push(','))
}

/// Writes `pub ` if it comes next, and says whether it did; `None` for the other kinds of visibility.
pub(super) fn visibility(text: &mut Text, input: &mut Input<'_>) -> Option<bool> {
    if !eat_word(input, "pub") {
        return Some(false);
    }
    text.out.push_str("pub ");
    (!matches!(input.first(), Some(Tree::Group(..)))).then_some(true)
}

/// A word that means nothing to the compiler.
pub(super) fn name(text: &mut Text, input: &mut Input<'_>) -> Option<()> {
    let written = word(text, input)?;
    (!is_keyword(written) && !is_path_keyword(written)).then_some(())
}

/// A word that can stand in a path.
pub(super) fn segment(text: &mut Text, input: &mut Input<'_>) -> Option<()> {
    let written = word(text, input)?;
    (!is_keyword(written)).then_some(())
}

/// A path without arguments of types.
pub(super) fn simple_path(text: &mut Text, input: &mut Input<'_>) -> Option<()> {
    segment(text, input)?;
    while eat_pair(input, [':', ':']) {
        text.out.push_str("::");
        segment(text, input)?;
    }
    Some(())
}

/// Writes the next word, whatever it is.
fn word<'t>(text: &'t mut Text, input: &mut Input<'_>) -> Option<&'t str> {
    let (Tree::Ident(ident), rest) = input.split_first()? else { return None };
    *input = rest;
    let start = text.out.len();
    write!(text.out, "{ident}").ok()?;
    text.out.get(start..)
}

/// Every word with a meaning of its own, but for those that begin paths.
fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "_" | "abstract"
            | "as"
            | "async"
            | "await"
            | "become"
            | "box"
            | "break"
            | "const"
            | "continue"
            | "do"
            | "dyn"
            | "else"
            | "enum"
            | "extern"
            | "false"
            | "final"
            | "fn"
            | "for"
            | "gen"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "macro"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "override"
            | "priv"
            | "pub"
            | "ref"
            | "return"
            | "static"
            | "struct"
            | "trait"
            | "true"
            | "try"
            | "type"
            | "typeof"
            | "union"
            | "unsafe"
            | "unsized"
            | "use"
            | "virtual"
            | "where"
            | "while"
            | "yield"
    )
}

fn is_path_keyword(word: &str) -> bool {
    matches!(word, "crate" | "self" | "Self" | "super")
}
