//! Folders with a document and what is expected of it.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use specwright_rust::Options;
use specwright_tests::{Files, root};

/// The folder of fixtures of a kind.
pub(crate) fn fixtures(kind: &str) -> PathBuf {
    root().join("tests/fixtures").join(kind)
}

/// The names of all fixtures of a kind.
pub(crate) fn names(kind: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(fixtures(kind)).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// The documents of a fixture, and in its folder `parts` the files that they refer to.
pub(crate) fn read(folder: &Path) -> Files {
    let parts = folder.join("parts");
    let files = with_files(Files::default(), folder, "");
    if parts.is_dir() { with_files(files, &parts, "parts/") } else { files }
}

fn with_files(mut files: Files, folder: &Path, prefix: &str) -> Files {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_document = path.extension().is_some_and(|end| end == "yaml" || end == "json");
        if is_document {
            let text = fs::read_to_string(&path).unwrap();
            files = files.with(&format!("{prefix}{}", path.file_name().unwrap().to_string_lossy()), &text);
        }
    }
    files
}

/// The options of a fixture: `x-validate` in its document makes models that check themselves.
pub(crate) fn options(folder: &Path) -> Options {
    let text = fs::read_to_string(folder.join("openapi.yaml")).unwrap_or_default();
    Options { validate: text.contains("\nx-validate: true\n"), ..specwright_tests::options() }
}

/// Compares a text with the snapshot in a fixture's folder.
#[track_caller]
pub(crate) fn check(folder: &Path, text: &str) {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("expected", text));
}

/// Fails if a folder of fixtures is not among those that are tested, or the other way round.
#[track_caller]
pub(crate) fn check_complete(kind: &str, tested: &[&str]) {
    let tested: BTreeSet<String> = tested.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(names(kind), tested, "tests/fixtures/{kind} and the list in tests/suite/{kind}.rs");
}
