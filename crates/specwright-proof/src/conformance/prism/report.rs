//! The table: a line for each document.

use std::{collections::BTreeMap, fs, path::Path};

use super::verdict::Finding;
use crate::failure::Failure;

const HEAD: &str = "document\toperations\tcalled\tclean\tlimits\tviolations\tleft";

/// What came of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    pub(crate) document: String,
    /// Methods of the client: one for each operation, and for each further media type.
    pub(crate) operations: usize,
    pub(crate) called: usize,
    /// Methods whose calls are all in order.
    pub(crate) clean: usize,
    /// How often each limit was met.
    pub(crate) limits: BTreeMap<String, usize>,
    pub(crate) violations: usize,
    /// How many were not called, by reason.
    pub(crate) left: BTreeMap<String, usize>,
}

impl Row {
    pub(crate) fn of(document: &str) -> Self {
        Self { document: document.to_owned(), ..Self::default() }
    }

    pub(crate) fn count(&mut self, findings: &[Finding]) {
        for finding in findings {
            match finding.limit {
                Some(limit) => *self.limits.entry(limit.to_owned()).or_default() += 1,
                None => self.violations += 1,
            }
        }
    }

    pub(crate) fn leave(&mut self, why: &str) {
        *self.left.entry(why.replace(['\t', '\n', '\r', ';'], " ")).or_default() += 1;
    }

    fn line(&self) -> String {
        let Self { document, operations, called, clean, limits, violations, left } = self;
        format!("{document}\t{operations}\t{called}\t{clean}\t{}\t{violations}\t{}", counts(limits), counts(left))
    }

    fn read(line: &str) -> Option<Self> {
        let cells: Vec<&str> = line.split('\t').collect();
        let [document, operations, called, clean, limits, violations, left] = cells.as_slice() else { return None };
        Some(Self {
            document: (*document).to_owned(),
            operations: operations.parse().ok()?,
            called: called.parse().ok()?,
            clean: clean.parse().ok()?,
            limits: read_counts(limits),
            violations: violations.parse().ok()?,
            left: read_counts(left),
        })
    }
}

fn counts(counts: &BTreeMap<String, usize>) -> String {
    if counts.is_empty() {
        return "-".to_owned();
    }
    counts.iter().map(|(what, count)| format!("{count} {what}")).collect::<Vec<_>>().join("; ")
}

fn read_counts(cell: &str) -> BTreeMap<String, usize> {
    let one = |text: &str| {
        let (count, what) = text.trim().split_once(' ')?;
        Some((what.to_owned(), count.parse().ok()?))
    };
    cell.split(';').filter_map(one).collect()
}

/// All rows of a table, without those that `new` has.
fn rows(path: &Path, new: &[Row]) -> Vec<Row> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let old = text.lines().filter_map(Row::read);
    old.filter(|row| new.iter().all(|other| other.document != row.document)).collect()
}

/// Writes rows into a table; those of other documents stay.
pub(crate) fn write(path: &Path, new: &[Row]) -> Result<(), Failure> {
    let mut all = rows(path, new);
    all.extend(new.iter().cloned());
    all.sort_by(|a, b| a.document.cmp(&b.document));
    let mut text = format!("{HEAD}\n");
    all.iter().for_each(|row| text.push_str(&format!("{}\n", row.line())));
    fs::write(path, text).map_err(|error| Failure::at(path, &error))
}

/// What is said at the end.
pub(crate) fn summary(rows: &[Row]) -> Vec<String> {
    let sum = |of: fn(&Row) -> usize| rows.iter().map(of).sum::<usize>();
    let mut limits: BTreeMap<String, usize> = BTreeMap::new();
    let mut left: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows {
        row.limits.iter().for_each(|(what, count)| *limits.entry(what.clone()).or_default() += count);
        row.left.iter().for_each(|(what, count)| *left.entry(what.clone()).or_default() += count);
    }
    vec![
        format!(
            "{} documents, {} methods, {} called, {} clean, {} violations",
            rows.len(),
            sum(|row| row.operations),
            sum(|row| row.called),
            sum(|row| row.clean),
            sum(|row| row.violations)
        ),
        format!("limits of Prism: {}", counts(&limits)),
        format!("not called: {}", counts(&left)),
    ]
}
