//! One document to crates on disk, in a process of its own with limits.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use super::{list::Document, row::Row};
use crate::{
    failure::Failure,
    measure::{self, Limits},
};

/// How documents are generated.
#[derive(Clone, Debug)]
pub(crate) struct Generator {
    pub(crate) program: PathBuf,
    pub(crate) limits: Limits,
    /// The folder with the documents.
    pub(crate) folder: PathBuf,
    /// The folder of the workspace the crates go into.
    pub(crate) out: PathBuf,
}

/// What the generator prints of each finding, as far as it is counted.
#[derive(Deserialize)]
struct Finding {
    code: String,
    severity: String,
    message: String,
    pointer: Option<String>,
}

impl Generator {
    /// Makes the crates `<name>-models` and `<name>-client`.
    pub(crate) fn generate(&self, document: &Document, name: &str) -> Result<Row, Failure> {
        let mut row = Row::new(document.clone());
        let (out, err) = (self.out.join(format!("{name}.out")), self.out.join(format!("{name}.err")));
        let text = |path: &Path| path.to_string_lossy().into_owned();
        let document = self.folder.join(&document.path);
        let command = [
            text(&self.program),
            "generate".to_owned(),
            text(&document),
            "--name".to_owned(),
            name.to_owned(),
            "--out".to_owned(),
            text(&self.out),
            "--diagnostics".to_owned(),
            "json".to_owned(),
        ];
        let measured = measure::measure(&command, self.limits, &out, &err)?;
        (row.exit, row.seconds, row.peak_mib) = (measured.exit, measured.seconds, measured.peak_mib);
        let findings = fs::read(&out).ok().and_then(|bytes| serde_json::from_slice::<Vec<Finding>>(&bytes).ok());
        match findings {
            Some(findings) => count(&findings, &mut row),
            None => {
                let said = fs::read(&err).unwrap_or_default();
                row.explain(String::from_utf8_lossy(&said).trim());
            }
        }
        for file in [out, err] {
            fs::remove_file(&file).map_err(|error| Failure::at(&file, &error))?;
        }
        for one in crates(&self.out, name) {
            row.lines += lines_below(&one)?;
        }
        Ok(row)
    }
}

/// The folders of a document's crates.
pub(crate) fn crates(out: &Path, name: &str) -> [PathBuf; 2] {
    [out.join(format!("{name}-models")), out.join(format!("{name}-client"))]
}

fn count(findings: &[Finding], row: &mut Row) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for Finding { code, .. } in findings {
        *counts.entry(code.clone()).or_default() += 1;
    }
    row.diagnostics = counts;
    let worst =
        ["fatal", "error"].iter().find_map(|severity| findings.iter().find(|finding| finding.severity == *severity));
    if let Some(Finding { code, message, pointer, .. }) = worst {
        let place = pointer.as_ref().map(|pointer| format!(" at {pointer}")).unwrap_or_default();
        row.explain(&format!("{code}{place}: {message}"));
    }
}

/// Lines of Rust below a folder; none if there is no such folder.
fn lines_below(folder: &Path) -> Result<usize, Failure> {
    let mut lines = 0;
    let mut open = vec![folder.to_path_buf()];
    while let Some(current) = open.pop() {
        let Ok(entries) = fs::read_dir(&current) else { continue };
        for entry in entries {
            let path = entry.map_err(|error| Failure::at(&current, &error))?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let bytes = fs::read(&path).map_err(|error| Failure::at(&path, &error))?;
                lines += bytes.iter().filter(|byte| **byte == b'\n').count();
            }
        }
    }
    Ok(lines)
}
