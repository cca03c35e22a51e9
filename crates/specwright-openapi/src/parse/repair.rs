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
        let count = match self.lines.len() {
            1 => "1 line of this file is".to_owned(),
            count => format!("{count} lines of this file are"),
        };
        let message = format!(
            "within brackets or quotes, YAML wants lines to be indented more than the block around them; {count} not; read \
             all the same"
        );
        let at = span(file, line + indent, line + line_text.len());
        diagnostics.push(Diagnostic::new(Code::YamlLenient, message).at(at));
    }
}

#[cfg(test)]
mod tests {
    use crate::parse::testing::read;

    #[track_caller]
    fn check(text: &str, json: &str, found: &[&str]) {
        let (node, lines) = read("a.yaml", text);
        assert_eq!(lines, found);
        assert_eq!(serde_json::to_string(&node.expect("a tree")).expect("JSON"), json);
    }

    const ONE: &str = "within brackets or quotes, YAML wants lines to be indented more than the block around them; 1 line of \
                       this file is not; read all the same";

    #[test]
    fn a_bracket_may_close_below_its_key() {
        let text = "a:\n  é: {\n    \"x\": 1\n}\n  c: [\n  ]\n";
        let two = ONE.replace("1 line of", "2 lines of").replace("is not", "are not");
        check(text, r#"{"a":{"é":{"x":1},"c":[]}}"#, &[&format!("yaml-lenient a.yaml:4:1 {two}")]);
    }

    #[test]
    fn a_quoted_text_may_go_on_at_the_margin() {
        let text = "a:\n  b: \"x \\\"\ny\n\n z\"\n  c: 1\n";
        let many = ONE.replace("1 line of", "3 lines of").replace("is not", "are not");
        check(text, r#"{"a":{"b":"x \" y\nz","c":1}}"#, &[&format!("yaml-lenient a.yaml:3:1 {many}")]);
        check("a:\n  b: 'it''s\nx'\n", r#"{"a":{"b":"it's x"}}"#, &[&format!("yaml-lenient a.yaml:3:1 {ONE}")]);
    }

    #[test]
    fn places_behind_a_repair_are_those_of_the_file() {
        let text = "a:\n  b: {\n  }\n  é: x\n  é: y\n";
        let (node, found) = read("a.yaml", text);
        let y = "duplicate-key a.yaml:5:3 key `é` stands in this object twice; the first one counts";
        assert_eq!(found, [&format!("yaml-lenient a.yaml:3:3 {ONE}"), y, "  a.yaml:4:3 first here"]);
        let node = node.expect("a tree");
        let span = |key| {
            node.get("a").and_then(|a| a.get(key)).map(|node| &text[node.span.start as usize..node.span.end as usize])
        };
        assert_eq!((span("b"), span("é")), (Some("{\n  }"), Some("x")));
    }

    #[test]
    fn other_faults_of_indentation_stay_faults() {
        let (node, found) = read("a.yaml", "a:\n  b: 1\n c: 2\n");
        assert!(node.is_none() && found.len() == 1, "{found:?}");
    }
}
