//! What Cargo and the compiler say, for programs.

use std::{collections::BTreeMap, path::PathBuf};

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
    executable: Option<PathBuf>,
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

/// What Cargo wrote to standard output.
#[derive(Clone, Debug, Default)]
pub(crate) struct Written {
    pub(crate) messages: Vec<Message>,
    /// The programs that were built, by package.
    pub(crate) executables: BTreeMap<String, PathBuf>,
    /// The lines that are none of Cargo's.
    pub(crate) others: String,
}

/// Reads Cargo's messages.
pub(crate) fn read(text: &str) -> Written {
    let mut written = Written::default();
    for line in text.lines() {
        match serde_json::from_str::<Line>(line) {
            Ok(line) if line.reason == "compiler-message" => written.messages.extend(message(line)),
            Ok(line) => {
                written.executables.extend(line.executable.clone().and_then(|path| Some((package(&line)?, path))))
            }
            Err(_) => {
                written.others.push_str(line);
                written.others.push('\n');
            }
        }
    }
    written
}

fn package(line: &Line) -> Option<String> {
    let manifest = line.manifest_path.as_deref()?.trim_end_matches("/Cargo.toml");
    Some(manifest.rsplit('/').next()?.to_owned())
}

fn message(line: Line) -> Option<Message> {
    let package = package(&line)?;
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
        let written = read(text);
        let found: Vec<_> =
            written.messages.iter().map(|one| (one.package.as_str(), one.level, one.text.as_str())).collect();
        assert_eq!(found, [("api1-models", Level::Warning, "api1-models/src/a.rs:3: clippy::all odd")]);
        assert_eq!(written.others, "plain\n");
    }
}
