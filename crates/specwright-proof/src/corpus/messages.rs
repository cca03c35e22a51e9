//! What Cargo and the compiler say, for programs.

use serde::Deserialize;

/// A finding of the compiler, of Clippy or of rustdoc.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Message {
    /// The package it is about.
    pub(crate) package: String,
    pub(crate) level: Level,
    /// The lint or error code; empty when there is none.
    pub(crate) code: String,
    /// The message with its place.
    pub(crate) text: String,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// It does not compile.
    Error,
    /// It does.
    Warning,
}

#[derive(Deserialize)]
struct Line {
    reason: String,
    manifest_path: Option<String>,
    message: Option<Rendered>,
}

#[derive(Deserialize)]
struct Rendered {
    level: String,
    code: Option<Code>,
    message: String,
    spans: Vec<Span>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    line_start: usize,
    is_primary: bool,
}

/// The findings among Cargo's messages, and the lines that are none of Cargo's.
pub(crate) fn read(text: &str) -> (Vec<Message>, String) {
    let mut messages = Vec::new();
    let mut others = String::new();
    for line in text.lines() {
        match serde_json::from_str::<Line>(line) {
            Ok(line) if line.reason == "compiler-message" => messages.extend(message(line)),
            Ok(_) => {}
            Err(_) => {
                others.push_str(line);
                others.push('\n');
            }
        }
    }
    (messages, others)
}

fn message(line: Line) -> Option<Message> {
    let rendered = line.message?;
    let level = match rendered.level.as_str() {
        "warning" => Level::Warning,
        level if level.starts_with("error") => Level::Error,
        _ => return None,
    };
    // The lines that only count the others.
    if rendered.spans.is_empty() && rendered.code.is_none() && is_count(&rendered.message) {
        return None;
    }
    let package = line.manifest_path?;
    let package = package.trim_end_matches("/Cargo.toml").rsplit('/').next()?.to_owned();
    let place = rendered.spans.iter().find(|span| span.is_primary);
    let place = place.map(|span| format!("{package}/{}:{}: ", span.file_name, span.line_start)).unwrap_or_default();
    let code = rendered.code.map(|code| code.code).unwrap_or_default();
    Some(Message { text: format!("{place}{code} {}", rendered.message), package, level, code })
}

fn is_count(message: &str) -> bool {
    message.starts_with("aborting due to")
        || message.ends_with(" emitted")
        || message.starts_with("For more information")
}

#[cfg(test)]
mod tests {
    use super::{Level, read};

    #[test]
    fn findings_are_told_from_counts_and_other_lines() {
        let text = concat!(
            r#"{"reason":"compiler-message","manifest_path":"/w/api1-models/Cargo.toml","message":{"level":"warning","#,
            r#""code":{"code":"clippy::all"},"message":"odd","spans":[{"file_name":"src/a.rs","line_start":3,"is_primary":true}]}}"#,
            "\n",
            r#"{"reason":"compiler-message","manifest_path":"/w/api1-models/Cargo.toml","message":{"level":"warning","#,
            r#""code":null,"message":"1 warning emitted","spans":[]}}"#,
            "\n",
            r#"{"reason":"build-finished","success":true}"#,
            "\nplain\n",
        );
        let (messages, others) = read(text);
        let found: Vec<_> = messages.iter().map(|one| (one.package.as_str(), one.level, one.text.as_str())).collect();
        assert_eq!(found, [("api1-models", Level::Warning, "api1-models/src/a.rs:3: clippy::all odd")]);
        assert_eq!(others, "plain\n");
    }
}
