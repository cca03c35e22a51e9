//! Regular expressions that are made once.

use std::sync::OnceLock;

use regex::Regex;

/// A regular expression of the `regex` crate, whose matching takes time linear in the text.
#[derive(Debug)]
pub struct Pattern {
    text: &'static str,
    made: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// Not looked at before the first text is.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self { text, made: OnceLock::new() }
    }

    /// Whether a part of the text matches. An expression that is none matches everything.
    pub(super) fn matches(&self, text: &str) -> bool {
        self.made.get_or_init(|| Regex::new(self.text).ok()).as_ref().is_none_or(|made| made.is_match(text))
    }

    pub(super) fn text(&self) -> &'static str {
        self.text
    }
}
