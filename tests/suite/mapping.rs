//! `docs/mapping.md` says for each construct what becomes of it. Every row names the fixture that shows it, and every
//! code span of the row has to stand in that fixture's snapshot, so that the page cannot say what is not so.

use std::{collections::BTreeSet, fs};

use specwright_tests::root;

use crate::snapshot::{fixtures, names};

/// One row: `| construct | fixture | model | Rust | wire | finding |`.
struct Row {
    construct: String,
    fixture: String,
    model: String,
    rust: String,
    wire: String,
    finding: String,
}

#[test]
fn every_row_is_what_its_fixture_shows() {
    let rows = rows();
    assert!(rows.len() > 50, "{} rows", rows.len());
    let wrong: Vec<String> = rows.iter().flat_map(faults).collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_accepted_fixture_has_a_row() {
    let told: BTreeSet<String> = rows().into_iter().map(|row| row.fixture).collect();
    let missing: Vec<String> = names("accept").into_iter().filter(|name| !told.contains(name)).collect();
    assert_eq!(missing, Vec::<String>::new());
}

fn rows() -> Vec<Row> {
    let text = fs::read_to_string(root().join("docs/mapping.md")).unwrap();
    let lines = text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| construct"));
    lines.filter(|line| !line.starts_with("|--")).map(row).collect()
}

fn row(line: &str) -> Row {
    const BAR: &str = "\u{1}";
    let escaped = line.replace("\\|", BAR);
    let mut cells = escaped.trim_matches('|').split('|').map(|cell| cell.trim().replace(BAR, "|"));
    let mut next = || cells.next().unwrap_or_else(|| panic!("a cell is missing in {line}"));
    let row = Row {
        construct: next(),
        fixture: next().trim_matches('`').to_owned(),
        model: next(),
        rust: next(),
        wire: next(),
        finding: next(),
    };
    assert_eq!(cells.next(), None, "{line}");
    row
}

/// What a row says that its fixture does not show.
fn faults(row: &Row) -> Vec<String> {
    let folder = ["accept", "reject"].map(|kind| fixtures(kind).join(&row.fixture));
    let Some(folder) = folder.iter().find(|folder| folder.is_dir()) else {
        return vec![format!("{}: there is no fixture {}", row.construct, row.fixture)];
    };
    let snapshot = fs::read_to_string(folder.join("expected.snap")).unwrap();
    let model_of = |start: &str| snapshot.split_once(start);
    let (findings, rest) = model_of("==== model\n").or_else(|| model_of("\ngenerated:\n")).unwrap_or((&snapshot, ""));
    let (model, rust) = rest.split_once("\n==== ").unwrap_or((rest, ""));
    let documents: String = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end != "snap"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let wire = format!("{rust}{documents}");
    let cells = [("model", &row.model, model), ("Rust", &row.rust, rust), ("wire", &row.wire, &wire)];
    let mut faults = Vec::new();
    for (column, cell, shown) in cells.into_iter().chain([("finding", &row.finding, findings)]) {
        for span in code_spans(cell) {
            if !squeezed(shown).contains(&squeezed(span)) {
                faults.push(format!("{} ({}): no {column} `{span}`", row.construct, row.fixture));
            }
        }
    }
    faults
}

/// The code spans of a cell; one that holds backticks stands between longer runs of them.
fn code_spans(cell: &str) -> Vec<&str> {
    let mut spans = Vec::new();
    let mut rest = cell;
    while let Some(start) = rest.find('`') {
        let opened = &rest[start..];
        let fence = &opened[..opened.len() - opened.trim_start_matches('`').len()];
        let text = &opened[fence.len()..];
        let Some(end) = text.find(fence) else { break };
        spans.push(text[..end].trim());
        rest = &text[end + fence.len()..];
    }
    spans
}

/// Without white space: a table has no lines to break.
fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}
