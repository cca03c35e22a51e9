//! APIs of very many operations: a module and a Cargo feature for each tag.

use std::fs;

use serde_json::{Map, Value, json};
use specwright_rust::{Location, Options};
use specwright_tests::{Files, Line, findings, fresh_folder, generate_as, options, root, run, write_crate};

use crate::generate::cargo;

/// The tags of the document, each with another kind of argument; the last operations have none.
const TAGS: &[&str] = &["Pets", "pets", "type", "default", "Häuser"];

/// A document with this many operations.
fn document(operations: usize) -> Value {
    let mut paths = Map::new();
    for number in 0..operations {
        let kind = number % (TAGS.len() + 1);
        let schema = match kind {
            0 => json!({"type": "string", "format": "date-time"}),
            1 => json!({"type": "object", "additionalProperties": {"type": "string"}}),
            2 => json!({"$ref": "#/components/schemas/Pet"}),
            3 => json!({"type": "string", "format": "password"}),
            _ => json!({}),
        };
        let media_type = ["application/json", "application/json", "application/json", "application/json", "image/*"]
            .get(kind)
            .unwrap_or(&"image/png");
        paths.insert(
            format!("/op{number:03}"),
            json!({"post": {
                "operationId": format!("op{number:03}"),
                "tags": TAGS.get(kind).map_or_else(Vec::new, |tag| vec![tag]),
                "requestBody": {"required": true, "content": {*media_type: {"schema": schema}}},
                "responses": {"200": {"description": ""}, "400": {"description": ""}},
            }}),
        );
    }
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Large", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": paths,
        "components": {
            "schemas": {"Pet": {"type": "object", "properties": {"a": {"type": "string"}}}},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    })
}

fn large(operations: usize, options: &Options) -> Line {
    let line = generate_as(&Files::document("openapi.json", &document(operations).to_string()), options);
    assert!(!line.crates.is_empty(), "{}", findings(&line));
    line
}

#[test]
fn up_to_200_operations_stay_together() {
    let line = large(200, &options());
    assert!(line.file("client/src/operations/op199.rs").is_some());
    assert!(line.file("client/src/operations/pets/mod.rs").is_none());
}

#[test]
fn operations_without_tags_stay_together() {
    let mut document = document(201);
    let paths = document["paths"].as_object_mut().unwrap();
    paths.values_mut().for_each(|path| path["post"]["tags"] = json!([]));
    let line = generate_as(&Files::document("openapi.json", &document.to_string()), &options());
    assert!(line.file("client/src/operations/op200.rs").is_some());
}

#[test]
fn more_operations_stand_below_their_tags() {
    let line = large(201, &options());
    for path in ["pets/op000", "pets_tag/op001", "type/op002", "default_tag/op003", "huser/op004", "other/op005"] {
        assert!(line.file(&format!("client/src/operations/{path}.rs")).is_some(), "{path}");
    }
    let manifest = line.file("client/Cargo.toml").unwrap();
    let features = ["default-transport", "pets", "pets_tag", "type", "default_tag", "huser", "other"];
    let default = features.map(|feature| format!("    \"{feature}\",\n")).concat();
    assert!(manifest.contains(&format!("default = [\n{default}]\n")), "{manifest}");
    let root = line.file("client/src/lib.rs").unwrap();
    assert!(root.contains("#[cfg(feature = \"type\")]\npub use operations::r#type::{"), "{root}");
    let operations = line.file("client/src/operations/mod.rs").unwrap();
    assert!(operations.contains("#[cfg(feature = \"type\")]\npub mod r#type;"), "{operations}");
}

#[test]
fn every_tag_compiles_by_itself() {
    let folder = fresh_folder("large");
    let crates = root().join("crates").to_string_lossy().into_owned();
    let options = Options { location: Location::Alone { crates, root: true }, ..options() };
    let line = large(201, &options);
    let own: Vec<_> = line.crates.iter().map(|one| write_crate(&folder, one)).collect();
    let client = own.last().unwrap();
    fs::copy(root().join("Cargo.lock"), client.join("Cargo.lock")).unwrap();
    for features in ["", "pets", "pets_tag", "type", "default_tag", "huser", "other"] {
        let mut command = cargo(client);
        command.args(["check", "--offline", "--quiet", "--no-default-features", "--features", features]);
        let finished = run(&mut command).expect_success(features);
        assert_eq!(finished.err, "", "warnings with the features {features:?}");
    }
}
