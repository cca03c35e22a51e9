//! The documents under `specs/`.

use std::{fs, path::Path};

use serde_yaml::Value;
use specwright_ir::{Diagnostics, Sources};
use specwright_openapi::read::{self, Input};
use specwright_tests::{Files, root};

/// A file of the checkout.
#[track_caller]
pub(crate) fn file(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// An API's effective document, merged and overlaid, as JSON.
pub(crate) fn effective(api: &str) -> String {
    let config: Value = serde_yaml::from_str(&file(format!("specs/{api}/api.yaml"))).unwrap();
    let names = |key: &str| -> Vec<String> { serde_yaml::from_value(config[key].clone()).unwrap() };
    let input = Input { documents: names("documents"), overlays: names("overlays"), declarations: None };
    let files = input.documents.iter().chain(&input.overlays).fold(Files::default(), |files, name| {
        let text = file(format!("specs/{api}/{name}"));
        files.with(name, &text)
    });
    let mut diagnostics = Diagnostics::default();
    let document = read::bundle(&input, &files, &mut Sources::default(), &mut diagnostics);
    assert!(!diagnostics.is_fatal(), "specs/{api} cannot be read");
    document.unwrap()
}
