//! What names in a document become on disk: files below the output folder, each another one on every system.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Component, PathBuf},
};

use serde_json::{Map, Value, json};

use crate::project::{Project, SHOP};

/// Names that are paths, devices, too long, not there or the same as others.
fn names() -> Vec<String> {
    let fixed = [
        "../../x",
        "..\\..\\x",
        "/etc/x",
        "C:\\x",
        "\\\\host\\x",
        "~/x",
        "con",
        "CON",
        "nul",
        "NUL.txt",
        "aux",
        "com1",
        "lpt9",
        "a\0b",
        ".",
        "..",
        "...",
        "",
        " ",
        "a ",
        "a.",
        "Foo",
        "foo",
        "FOO",
        "fOO",
        "f-oo",
        "lib",
        "Lib",
        "mod",
        "main",
        "build",
        "client",
        "operations",
        "Cargo.toml",
        "src",
        "target",
        ".git",
        "-rf",
        "$HOME",
        "%2e%2e%2fx",
        "ſ",
        "K",
        "ß",
        "\u{202e}x",
        "a\nb",
        "日本",
        "🦀",
        "e\u{301}",
        "é",
    ];
    let mut names: Vec<String> = fixed.map(str::to_owned).to_vec();
    names.push("n".repeat(300));
    names.push(format!("{}x", "n".repeat(300)));
    names.push("日".repeat(300));
    names.push("../".repeat(100));
    names
}

/// A document in which every name is a schema, a property, an operation and a tag. With more operations than fit into
/// one module, tags are folders.
fn document() -> Value {
    let names = names();
    let schemas: Map<String, Value> = names
        .iter()
        .map(|name| (name.clone(), json!({"type": "object", "properties": {name.as_str(): {"enum": names}, "x": {"properties": {name.as_str(): {"type": "object", "properties": {"y": {}}}}}}})))
        .collect();
    let mut paths = Map::new();
    for number in 0..4 {
        for (index, name) in names.iter().enumerate() {
            let path = format!("/{number}/{index}");
            let answer = json!({"200": {"description": "", "content": {"application/json": {"schema": {"properties": {"a": {}}}}}}});
            paths.insert(path, json!({"get": {"operationId": name, "tags": [name], "responses": answer}}));
        }
    }
    json!({"openapi": "3.1.0", "info": {"title": "../../x", "version": "/etc/x"}, "servers": [{"url": "https://api.example.com"}],
        "paths": paths, "components": {"schemas": schemas}})
}

#[test]
fn every_file_is_below_the_output_folder_and_another_one_on_every_system() {
    let project = Project::new("file-names");
    project.write("in/in.json", &document().to_string());
    project.write("out/foreign.rs", "// mine\n");
    let before = project.snapshot(".");
    let finished = project.run(&["generate", "in/in.json", "--name", "mine", "--out", "out"]);
    assert!([0, 1].contains(&finished.code), "{}", finished.said());
    let after = project.snapshot(".");
    let written: Vec<&PathBuf> = after.keys().filter(|path| after.get(*path) != before.get(*path)).collect();
    assert!(written.len() > names().len() * 2, "only {} files", written.len());
    assert!(before.iter().all(|(path, file)| after.get(path) == Some(file)), "something else is gone or changed");
    let mut seen = BTreeMap::new();
    for path in written {
        let inside =
            path.strip_prefix(project.path("./out")).unwrap_or_else(|_| panic!("{} is outside", path.display()));
        let parts: Vec<&str> = inside.components().map(part).collect();
        parts.iter().for_each(|part| check_portable(part));
        let folded = inside.to_string_lossy().to_lowercase();
        let other = seen.insert(folded, path);
        assert!(other.is_none(), "{} and {other:?} are one file where case means nothing", path.display());
    }
    check_folders(&seen.keys().cloned().collect());
}

fn part(component: Component<'_>) -> &str {
    match component {
        Component::Normal(part) => part.to_str().unwrap(),
        other => panic!("{other:?} in a path"),
    }
}

/// Fails unless a part of a path is a plain name on every system.
#[track_caller]
fn check_portable(part: &str) {
    const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "com", "lpt"];
    let stem = part.split('.').next().unwrap_or_default().to_lowercase();
    let is_device = DEVICES.contains(&stem.trim_end_matches(|last: char| last.is_ascii_digit()));
    let is_plain = part.chars().all(|one| one.is_ascii_alphanumeric() || "_-.".contains(one));
    assert!(is_plain && !is_device && !stem.is_empty() && part.len() <= 255, "a file is called {part:?}");
}

/// No file has the name of a folder.
#[track_caller]
fn check_folders(files: &BTreeSet<String>) {
    for file in files {
        let mut rest = file.as_str();
        while let Some((folder, _)) = rest.rsplit_once('/') {
            assert!(!files.contains(folder), "{folder} is a file and a folder");
            rest = folder;
        }
    }
}

#[test]
fn the_name_of_the_document_stays_one_comment() {
    let project = Project::new("document-name");
    let document = "a--->\u{202e}\u{feff}\u{200b}-\u{7}->\n<b> */ #[x].yaml";
    project.write(document, SHOP);
    project.run(&["generate", document, "--name", "mine", "--out", "out"]).expect(0);
    for (path, (text, _)) in project.snapshot("out") {
        let first = text.lines().next().unwrap();
        assert!(
            first.contains("Generated by Specwright") && first.ends_with(['.', '>']),
            "{}: {first}",
            path.display()
        );
        let hidden =
            text.chars().find(|one| one.is_control() && *one != '\n' || "\u{202e}\u{feff}\u{200b}".contains(*one));
        assert_eq!(hidden, None, "{}", path.display());
        assert_eq!(
            text.matches("-->").count(),
            usize::from(path.ends_with("README.md")),
            "{}: {first}",
            path.display()
        );
    }
}
