//! What is said to the person at the terminal.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the one place that prints")]

use std::io::{self, IsTerminal, Write};

use specwright_ir::{Diagnostic, Severity, Sources};

use crate::report::{self, Style};

/// Why a command ended early.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) message: String,
    /// The exit status.
    pub(crate) code: u8,
}

impl Failure {
    /// The command cannot do what it was asked for.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), code: 1 }
    }

    /// The command was asked for something that makes no sense, or can write nothing.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self { message: message.into(), code: 2 }
    }
}

pub(crate) fn failure(failure: &Failure) {
    eprintln!("error: {}", failure.message);
}

/// A line about what was done.
pub(crate) fn line(text: &str) {
    println!("{text}");
}

/// A line about what is being done, for people who wait.
pub(crate) fn progress(text: &str) {
    if io::stderr().is_terminal() {
        eprintln!("{text}");
    }
}

/// A line about what was done, when standard output holds something else.
pub(crate) fn aside(text: &str) {
    eprintln!("{text}");
}

/// Text that is the result of the command. A reader that has gone away is no error.
pub(crate) fn result(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}

/// Diagnostics with excerpts, then a line that counts them.
pub(crate) fn diagnostics(diagnostics: &[Diagnostic], sources: &Sources) {
    if diagnostics.is_empty() {
        return;
    }
    let style = if io::stderr().is_terminal() { Style::Colour } else { Style::Plain };
    eprint!("{}", report::render(diagnostics, sources, style));
    eprintln!("{}", summary(diagnostics));
}

fn summary(diagnostics: &[Diagnostic]) -> String {
    let count =
        |severities: &[Severity]| diagnostics.iter().filter(|found| severities.contains(&found.severity)).count();
    let words: Vec<String> = [
        (count(&[Severity::Fatal, Severity::Error]), "error"),
        (count(&[Severity::Warning]), "warning"),
        (count(&[Severity::Note]), "note"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, word)| format!("{count} {word}{}", if count == 1 { "" } else { "s" }))
    .collect();
    words.join(", ")
}
