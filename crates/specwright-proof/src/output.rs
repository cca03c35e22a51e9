//! What is said to the person at the terminal.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the one place that prints")]

/// A line that is the result of a command.
pub(crate) fn line(text: &str) {
    println!("{text}");
}

/// A line about how far it is, or why it ended.
pub(crate) fn aside(text: &str) {
    eprintln!("{text}");
}
