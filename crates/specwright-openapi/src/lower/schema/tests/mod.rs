//! Schemas and the types they become, by the text form of the model.

mod arrays;
mod dialect;
mod enums;
mod hostile;
mod intersections;
mod scalars;
mod tags;
mod unions;

use specwright_ir::{Diagnostics, Severity};

use crate::{lower::lower, read::testing};

/// The definitions that the component schemas of a 3.1 document become, and the findings that are no notes.
fn lowered(schemas: &str) -> (String, Vec<String>) {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\nservers: [{{url: /}}]\ncomponents:\n  schemas:\n{schemas}\n"
    );
    let document = testing::files(&[("a.yaml", &text)]).document.expect("a document");
    let mut diagnostics = Diagnostics::default();
    let api = lower(&document, &mut diagnostics).to_string();
    let model: Vec<&str> = api.lines().skip(2).filter(|line| !line.is_empty()).collect();
    let sorted = diagnostics.into_sorted();
    let found = sorted.iter().filter(|found| found.severity > Severity::Note && found.code.name() != "server-missing");
    (model.join("\n"), found.map(|found| format!("{}: {}", found.code, found.message)).collect())
}

/// Checks the definitions, and that nothing is found.
#[track_caller]
fn check(schemas: &str, expected: &str) {
    check_found(schemas, expected, &[]);
}

/// Checks the definitions and the findings.
#[track_caller]
fn check_found(schemas: &str, expected: &str, found: &[&str]) {
    let (model, all) = lowered(schemas);
    assert_eq!(model.trim(), trimmed(expected), "\n{model}\n{all:#?}");
    assert_eq!(all, found);
}

/// The expected lines without the indentation they have in the test.
fn trimmed(text: &str) -> String {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let indent = lines.iter().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let lines: Vec<&str> = lines.iter().map(|line| line.get(indent..).unwrap_or("")).collect();
    lines.join("\n").trim().to_owned()
}
