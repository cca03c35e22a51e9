//! Every payload as docs at once, compiled, and its doctests run.

use std::{fs, path::Path};

use serde_json::{Map, Value, json};
use specwright_rust::{Location, Options};
use specwright_tests::{Files, findings, fresh_folder, generate_as, root, run, write_crate};

use super::payloads;
use crate::generate::cargo;

#[test]
fn hostile_docs_compile_and_nothing_in_them_runs() {
    let folder = fresh_folder("injection");
    let crates = root().join("crates").to_string_lossy().into_owned();
    let location = Location::Alone { crates, root: true };
    let options = Options { models: "hostile-models".to_owned(), location, ..specwright_tests::options() };
    let line = generate_as(&Files::document("openapi.json", &document().to_string()), &options);
    let models = line.crates.first().unwrap_or_else(|| panic!("{}", findings(&line)));
    let own = write_crate(&folder, models);
    fs::copy(root().join("Cargo.lock"), own.join("Cargo.lock")).unwrap();
    let finished = run(cargo(&own).args(["test", "--offline", "--quiet", "--doc"])).expect_success("cargo test --doc");
    assert!(finished.out.contains("running 0 tests"), "a description is run:\n{}", finished.out);
    assert!(!leads_to(&folder, "pwned"), "a description has made a file");
}

/// A document with every payload wherever docs come from.
fn document() -> Value {
    let payloads = payloads::all();
    let mut schemas = Map::new();
    for (number, payload) in payloads.iter().enumerate() {
        let schema = json!({
            "description": payload,
            "type": "object",
            "required": ["a"],
            "properties": {
                "a": {"type": "string", "description": payload, "pattern": payload, "format": payload},
                "b": {"type": "string", "title": payload, "default": payload},
                "c": {"type": "string", "description": format!("{payload}\n\n{payload}"), "example": payload},
                "d": {"description": payload, "oneOf": [{"const": "x", "description": payload}, {"const": "y", "title": payload}]},
                "e": {"type": "string", "enum": [payload, "other"]},
                "f": {"type": "object", "title": payload, "properties": {"g": {"description": payload}}},
            },
        });
        schemas.insert(format!("Of{number}"), schema);
        schemas.insert(format!("Alias{number}"), json!({"type": "string", "description": payload}));
    }
    json!({
        "openapi": "3.1.0",
        "info": {"title": payloads.join(" "), "version": payloads.join(" "), "description": payloads.join("\n\n")},
        "components": {"schemas": schemas},
    })
}

/// Whether a folder holds a file or folder of a name, however deep.
fn leads_to(folder: &Path, name: &str) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let entry = entry.unwrap();
        entry.file_name() == name || entry.file_type().unwrap().is_dir() && leads_to(&entry.path(), name)
    })
}
