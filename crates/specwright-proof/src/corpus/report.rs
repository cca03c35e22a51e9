//! The report: a table that grows by a line for each document.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File, OpenOptions},
    io::Write as _,
    path::{Path, PathBuf},
};

use super::row::{COLUMNS, Row};
use crate::failure::Failure;

/// A report that is being written.
pub(crate) struct Report {
    path: PathBuf,
    file: File,
    done: BTreeSet<String>,
}

impl Report {
    /// Opens a report, or begins one.
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        let at = |error: std::io::Error| Failure::at(path, &error);
        let done = if path.exists() {
            let lines = read(path)?;
            // A line that a killed run left without its end would swallow the next one.
            fs::write(path, lines.text()).map_err(at)?;
            lines.rows.into_iter().filter_map(|row| row.get("path").cloned()).collect()
        } else {
            fs::write(path, format!("{}\n", COLUMNS.join("\t"))).map_err(at)?;
            BTreeSet::new()
        };
        let file = OpenOptions::new().append(true).open(path).map_err(at)?;
        Ok(Self { path: path.to_path_buf(), file, done })
    }

    /// Whether a document has its line already.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.done.contains(path)
    }

    pub(crate) fn append(&mut self, row: &Row) -> Result<(), Failure> {
        let line = format!("{}\n", row.cells().join("\t"));
        self.file.write_all(line.as_bytes()).map_err(|error| Failure::at(&self.path, &error))
    }
}

/// A report as it was read: each row's cells by column.
pub(crate) struct Table {
    pub(crate) rows: Vec<BTreeMap<String, String>>,
}

/// The columns that count what must not be.
const FAULTS: &[&str] = &["check_errors", "check_warnings", "clippy", "doc_warnings", "doctests", "failures"];

impl Table {
    /// The documents that ended in no way a generator may end, or whose crates do not what they must; and why.
    pub(crate) fn faulty(&self) -> Vec<(String, String)> {
        let cell = |row: &BTreeMap<String, String>, column: &str| row.get(column).cloned().unwrap_or_default();
        let counts =
            |row: &BTreeMap<String, String>, column: &&&str| !matches!(cell(row, column).as_str(), "" | "-" | "0");
        let faulty = self.rows.iter().filter_map(|row| {
            let ended = matches!(cell(row, "exit").as_str(), "0" | "1" | "2");
            let found = if ended { *FAULTS.iter().find(|column| counts(row, column))? } else { "exit" };
            Some((cell(row, "path"), format!("{found} {}: {}", cell(row, found), cell(row, "why"))))
        });
        faulty.collect()
    }

    fn text(&self) -> String {
        let mut text = format!("{}\n", COLUMNS.join("\t"));
        for row in &self.rows {
            let cells: Vec<&str> = COLUMNS.iter().map(|column| row.get(*column).map_or("-", String::as_str)).collect();
            text.push_str(&format!("{}\n", cells.join("\t")));
        }
        text
    }
}

/// Reads a report, also one with fewer columns. A last line that is not whole is passed over.
pub(crate) fn read(path: &Path) -> Result<Table, Failure> {
    let text = fs::read_to_string(path).map_err(|error| Failure::at(path, &error))?;
    let mut lines = text.lines();
    let columns: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    if columns.first() != Some(&"path") || !columns.iter().all(|column| COLUMNS.contains(column)) {
        return Err(Failure::new(format!("{} is not a report of this program", path.display())));
    }
    let rows = lines.filter_map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        (cells.len() == columns.len())
            .then(|| columns.iter().zip(cells).map(|(column, cell)| ((*column).to_owned(), cell.to_owned())).collect())
    });
    Ok(Table { rows: rows.collect() })
}
