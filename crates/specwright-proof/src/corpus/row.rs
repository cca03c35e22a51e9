//! One line of the report.

use std::collections::BTreeMap;

use super::list::Document;

/// What the columns are called.
pub(crate) const COLUMNS: &[&str] = &[
    "path",
    "core",
    "kind",
    "version",
    "exit",
    "seconds",
    "peak_mib",
    "lines",
    "diagnostics",
    "check_errors",
    "check_warnings",
    "clippy",
    "doc_warnings",
    "doctests",
    "schemas",
    "samples",
    "trials",
    "failures",
    "skips",
    "skip_reasons",
    "why",
];

/// What became of one document. A number that was not asked for is `None`, written `-`.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) document: Document,
    /// The generator's exit status, `timeout`, or `signal N`.
    pub(crate) exit: String,
    pub(crate) seconds: f64,
    pub(crate) peak_mib: u64,
    /// Lines of generated Rust.
    pub(crate) lines: usize,
    /// How often each code was reported.
    pub(crate) diagnostics: BTreeMap<String, usize>,
    pub(crate) check_errors: Option<usize>,
    pub(crate) check_warnings: Option<usize>,
    /// Warnings of Clippy's own.
    pub(crate) clippy: Option<usize>,
    pub(crate) doc_warnings: Option<usize>,
    pub(crate) doctests: Option<usize>,
    /// Schemas of types of the models crate.
    pub(crate) schemas: Option<usize>,
    /// Values that a validator calls valid and that were tried.
    pub(crate) samples: Option<usize>,
    /// Values with something unknown in them that were tried.
    pub(crate) trials: Option<usize>,
    pub(crate) failures: Option<usize>,
    /// Schemas that no value was tried for.
    pub(crate) skips: Option<usize>,
    pub(crate) skip_reasons: BTreeMap<String, usize>,
    /// The first thing that is wrong, for a person.
    pub(crate) why: String,
}

impl Row {
    pub(crate) fn new(document: Document) -> Self {
        Self {
            document,
            exit: "-".to_owned(),
            seconds: 0.0,
            peak_mib: 0,
            lines: 0,
            diagnostics: BTreeMap::new(),
            check_errors: None,
            check_warnings: None,
            clippy: None,
            doc_warnings: None,
            doctests: None,
            schemas: None,
            samples: None,
            trials: None,
            failures: None,
            skips: None,
            skip_reasons: BTreeMap::new(),
            why: String::new(),
        }
    }

    /// Whether there are crates to compile.
    pub(crate) fn is_generated(&self) -> bool {
        matches!(self.exit.as_str(), "0" | "1")
    }

    /// Keeps the first reason only.
    pub(crate) fn explain(&mut self, why: &str) {
        if self.why.is_empty() {
            self.why = one_line(why);
        }
    }

    /// The cells of the report, in the order of [`COLUMNS`].
    pub(crate) fn cells(&self) -> Vec<String> {
        let number = |count: Option<usize>| count.map_or_else(|| "-".to_owned(), |count| count.to_string());
        vec![
            one_line(&self.document.path),
            self.document.core.clone(),
            self.document.kind.clone(),
            self.document.version.clone(),
            self.exit.clone(),
            format!("{:.2}", self.seconds),
            self.peak_mib.to_string(),
            self.lines.to_string(),
            counts(&self.diagnostics),
            number(self.check_errors),
            number(self.check_warnings),
            number(self.clippy),
            number(self.doc_warnings),
            number(self.doctests),
            number(self.schemas),
            number(self.samples),
            number(self.trials),
            number(self.failures),
            number(self.skips),
            counts(&self.skip_reasons),
            if self.why.is_empty() { "-".to_owned() } else { self.why.clone() },
        ]
    }

    /// A line about it for a person who waits.
    pub(crate) fn progress(&self) -> String {
        let mut text = format!(
            "{}: exit {}, {:.2} s, {} MiB, {} lines",
            self.document.path, self.exit, self.seconds, self.peak_mib, self.lines
        );
        for (name, count) in [
            ("errors", self.check_errors),
            ("warnings", self.check_warnings),
            ("clippy", self.clippy),
            ("doc", self.doc_warnings),
            ("doctests", self.doctests),
            ("failures", self.failures),
        ] {
            if let Some(count) = count.filter(|count| *count > 0) {
                text.push_str(&format!(", {count} {name}"));
            }
        }
        if let Some(samples) = self.samples {
            text.push_str(&format!(", {samples} samples"));
        }
        text
    }
}

fn counts(counts: &BTreeMap<String, usize>) -> String {
    if counts.is_empty() {
        return "-".to_owned();
    }
    counts.iter().map(|(name, count)| format!("{name}={count}")).collect::<Vec<_>>().join(",")
}

/// How much of a reason is kept.
const MOST: usize = 300;

/// Text that fits into one cell.
fn one_line(text: &str) -> String {
    let plain = |character: char| if character.is_control() { ' ' } else { character };
    text.chars().map(plain).take(MOST).collect()
}
