//! The report on one page.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

use super::report::{self, Table};
use crate::failure::Failure;

/// Writes the page.
pub(crate) fn write(report: &Path, page: &Path) -> Result<(), Failure> {
    let text = text(&report::read(report)?);
    if let Some(folder) = page.parent() {
        fs::create_dir_all(folder).map_err(|error| Failure::at(folder, &error))?;
    }
    fs::write(page, text).map_err(|error| Failure::at(page, &error))
}

type Cells = BTreeMap<String, String>;

fn cell<'a>(row: &'a Cells, column: &str) -> &'a str {
    row.get(column).map_or("-", String::as_str)
}

fn number(row: &Cells, column: &str) -> f64 {
    cell(row, column).parse().unwrap_or_default()
}

fn text(table: &Table) -> String {
    let mut text = String::from(
        "# What became of the corpus\n\nMade by `cargo xtask corpus --summary` from the report beside it.\n",
    );
    totals(&mut text, table);
    by_kind(&mut text, table);
    codes(&mut text, table, "Findings by code", "diagnostics");
    codes(&mut text, table, "Schemas that no value was tried for", "skip_reasons");
    let is_refused = |row: &Cells| !matches!(cell(row, "exit"), "0" | "1");
    listed(&mut text, table, "Nothing was generated", &is_refused);
    listed(&mut text, table, "Something was left out", &|row| cell(row, "exit") == "1");
    listed(&mut text, table, "Does not compile, or not without a warning", &|row| !compiles(row));
    listed(&mut text, table, "Values were lost", &|row| number(row, "failures") > 0.0);
    largest(&mut text, table, "Slowest to generate", "seconds", "s");
    largest(&mut text, table, "Most memory", "peak_mib", "MiB");
    largest(&mut text, table, "Most generated lines", "lines", "lines");
    text
}

fn compiles(row: &Cells) -> bool {
    FOUND.iter().all(|column| number(row, column) == 0.0)
}

/// Columns that count what the compiler, Clippy and rustdoc found.
const FOUND: &[&str] = &["check_errors", "check_warnings", "clippy", "doc_warnings", "doctests"];

/// Columns whose sums are shown.
const SUMS: &[(&str, &str)] = &[
    ("lines", "generated lines"),
    ("check_errors", "errors of the compiler"),
    ("check_warnings", "warnings of the compiler"),
    ("clippy", "findings of Clippy"),
    ("doc_warnings", "findings of rustdoc"),
    ("doctests", "doctests"),
    ("schemas", "schemas of types"),
    ("samples", "valid values tried"),
    ("trials", "values with something unknown tried"),
    ("failures", "values lost"),
    ("skips", "schemas no value was tried for"),
];

fn totals(text: &mut String, table: &Table) {
    let _ = writeln!(text, "\n| of all {} documents | |\n|---|---:|", table.rows.len());
    let generated = table.rows.iter().filter(|row| matches!(cell(row, "exit"), "0" | "1"));
    let _ = writeln!(text, "| generated | {} |", generated.count());
    for (column, words) in SUMS {
        let rows: Vec<&Cells> = table.rows.iter().filter(|row| cell(row, column) != "-").collect();
        if !rows.is_empty() {
            let sum: f64 = rows.iter().map(|row| number(row, column)).sum();
            let _ = writeln!(text, "| {words} ({} documents) | {sum:.0} |", rows.len());
        }
    }
}

fn by_kind(text: &mut String, table: &Table) {
    let mut groups: BTreeMap<(String, String), BTreeMap<String, usize>> = BTreeMap::new();
    for row in &table.rows {
        let version: String = cell(row, "version").chars().take(3).collect();
        let counts = groups.entry((cell(row, "kind").to_owned(), version)).or_default();
        *counts.entry(cell(row, "exit").to_owned()).or_default() += 1;
    }
    let _ = writeln!(
        text,
        "\n## Exit status by kind and version\n\n| kind | version | 0 | 1 | 2 | other |\n|---|---|---:|---:|---:|---|"
    );
    for ((kind, version), counts) in groups {
        let count = |exit: &str| counts.get(exit).copied().unwrap_or_default();
        let others = counts.iter().filter(|(exit, _)| !matches!(exit.as_str(), "0" | "1" | "2"));
        let others: Vec<String> = others.map(|(exit, count)| format!("{exit}: {count}")).collect();
        let _ = writeln!(
            text,
            "| {kind} | {version} | {} | {} | {} | {} |",
            count("0"),
            count("1"),
            count("2"),
            others.join(", ")
        );
    }
}

fn codes(text: &mut String, table: &Table, title: &str, column: &str) {
    let mut codes: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for row in &table.rows {
        for (code, count) in cell(row, column).split(',').filter_map(|part| part.split_once('=')) {
            let total = codes.entry(code).or_default();
            total.0 += count.parse::<usize>().unwrap_or_default();
            total.1 += 1;
        }
    }
    if codes.is_empty() {
        return;
    }
    let mut codes: Vec<_> = codes.into_iter().collect();
    codes.sort_by_key(|(code, (count, _))| (std::cmp::Reverse(*count), *code));
    let _ = writeln!(text, "\n## {title}\n\n| | times | documents |\n|---|---:|---:|");
    for (code, (count, documents)) in codes {
        let _ = writeln!(text, "| {code} | {count} | {documents} |");
    }
}

/// How many documents a list names.
const LISTED: usize = 200;

fn listed(text: &mut String, table: &Table, title: &str, wanted: &dyn Fn(&Cells) -> bool) {
    let rows: Vec<&Cells> = table.rows.iter().filter(|row| wanted(row)).collect();
    let _ = writeln!(text, "\n## {title}: {}\n", rows.len());
    for row in rows.iter().take(LISTED) {
        let (path, kind, why) = (cell(row, "path"), cell(row, "kind"), cell(row, "why"));
        let _ = writeln!(text, "- `{path}` ({kind}, exit {}): {}", cell(row, "exit"), inert(why));
    }
    if rows.len() > LISTED {
        let _ = writeln!(text, "- and {} more, in the report", rows.len() - LISTED);
    }
}

/// Text of a document as code, which Markdown takes as it is.
fn inert(text: &str) -> String {
    format!("`{}`", text.replace('`', "'"))
}

fn largest(text: &mut String, table: &Table, title: &str, column: &str, unit: &str) {
    let mut rows: Vec<&Cells> = table.rows.iter().collect();
    rows.sort_by(|one, two| number(two, column).total_cmp(&number(one, column)));
    let _ = writeln!(text, "\n## {title}\n");
    for row in rows.iter().take(10) {
        let _ = writeln!(text, "- `{}`: {} {unit}", cell(row, "path"), cell(row, column));
    }
}
