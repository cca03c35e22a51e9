//! `generate`: any document to crates that stand on their own.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use specwright_ir::{Severity, Sources};
use specwright_openapi::read::Input;
use specwright_rust::{Location, Options};

use crate::{
    arguments::{Form, GenerateArguments},
    output::{self, Failure},
    pipeline,
    project::{Files, Project},
    report,
    sync::{self, Target},
};

pub(crate) fn run(project: &Project, arguments: &GenerateArguments) -> Result<ExitCode, Failure> {
    let GenerateArguments { documents, name, out, ref_root, validate, diagnostics } = arguments;
    let files: Vec<(String, PathBuf)> =
        documents.iter().map(|path| (path.to_string_lossy().replace('\\', "/"), path.clone())).collect();
    let input = Input {
        documents: files.iter().map(|(name, _)| name.clone()).collect(),
        overlays: Vec::new(),
        declarations: None,
    };
    let options = Options {
        models: format!("{name}-models"),
        client: format!("{name}-client"),
        source: sources_text(documents),
        location: Location::Alone {
            crates: project.crates.to_string_lossy().replace('\\', "/"),
            root: below_foreign_workspace(out),
        },
        formats: Vec::new(),
        validate: *validate,
    };
    let references = ref_root.clone().unwrap_or_else(|| folder_of(documents));
    output::progress(&format!("generating {name}"));
    let outcome = pipeline::generate(&input, &Files { files, references }, Sources::default(), &options);
    let left_out = outcome.diagnostics.iter().any(|found| found.severity >= Severity::Error);
    let written = match outcome.crates {
        Some(crates) => {
            let target = Target { folder: out.clone(), whole: false, staging: out.clone() };
            let lines = sync::apply(&target, &crates, &[]).map_err(|failure| Failure::usage(failure.message))?;
            for line in lines {
                match diagnostics {
                    Form::Human => output::line(&line),
                    Form::Json => output::aside(&line),
                }
            }
            true
        }
        None => false,
    };
    match diagnostics {
        Form::Human => output::diagnostics(&outcome.diagnostics, &outcome.sources),
        Form::Json => output::result(&report::json(&outcome.diagnostics, &outcome.sources)),
    }
    Ok(ExitCode::from(match (written, left_out) {
        (true, false) => 0,
        (true, true) => 1,
        (false, _) => 2,
    }))
}

/// The folder of the first document.
fn folder_of(documents: &[PathBuf]) -> PathBuf {
    let folder = documents.first().and_then(|first| first.parent()).unwrap_or(Path::new(""));
    if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_path_buf() }
}

/// The documents' names, without the folders they are in: those differ from machine to machine.
fn sources_text(documents: &[PathBuf]) -> String {
    let names: Vec<String> = documents
        .iter()
        .map(|path| path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()))
        .collect();
    names.join(", ")
}

/// Whether Cargo would take the crates for lost members of a workspace further up. A workspace in the folder itself is
/// the caller's own arrangement.
fn below_foreign_workspace(out: &Path) -> bool {
    let Ok(absolute) = std::path::absolute(out) else { return false };
    if absolute.join("Cargo.toml").exists() {
        return false;
    }
    absolute.ancestors().skip(1).any(|folder| {
        fs::read_to_string(folder.join("Cargo.toml"))
            .is_ok_and(|text| text.contains("[workspace]") || text.contains("[package]"))
    })
}
