//! The crates of whole APIs and of every accepted feature are compiled, and clippy finds nothing to say about them.

use std::{fs, path::Path, process::Command};

use specwright_rust::{Crate, Location, Options};
use specwright_tests::{Files, findings, fresh_folder, generate_as, root, run, tool, write_crate};

use crate::snapshot::{self, fixtures};

/// One cargo for all of them: what takes time is the HTTP stack, and that is compiled once.
#[test]
fn generated_crates_compile_without_a_warning() {
    let folder = fresh_folder("generate");
    let mut members = Vec::new();
    let mut add = |name: &str, files: &Files, validate: bool| {
        let line = generate_as(files, &Options { validate, ..options(name) });
        assert!(!line.crates.is_empty(), "{name}:\n{}", findings(&line));
        for one in &line.crates {
            let own = write_crate(&folder, one);
            if let Some(examples) = readme_examples(one) {
                fs::create_dir(own.join("examples")).unwrap();
                fs::write(own.join("examples/readme.rs"), examples).unwrap();
            }
            members.push(format!("\"{}\"", one.name));
        }
    };
    for name in ["orgs", "invites"] {
        let text = fs::read_to_string(root().join(format!("specs/archera/{name}.json"))).unwrap();
        add(&format!("archera-{name}"), &Files::document("openapi.json", &text), false);
    }
    add("petstore", &snapshot::read(&fixtures("generate")), false);
    // The well-known petstore, in the two versions somebody else publishes.
    for version in ["3.0", "3.1"] {
        if let Some(path) = tool(&format!("node_modules/@readme/oas-examples/{version}/json/petstore.json")) {
            let text = fs::read_to_string(path).unwrap();
            add(&format!("petstore-{}", version.replace('.', "-")), &Files::document("openapi.json", &text), false);
        }
    }
    for feature in snapshot::names("accept") {
        let folder = fixtures("accept").join(&feature);
        let validate = snapshot::options(&folder).validate;
        add(&format!("of-{}", feature.replace('_', "-")), &snapshot::read(&folder), validate);
    }
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", "));
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let clippy = ["clippy", "--offline", "--quiet", "--workspace", "--keep-going", "--lib", "--examples"];
    let flags = ["--features", "mock", "--", "--no-deps", "-D", "warnings"];
    run(cargo(&folder).args(clippy).args(flags)).expect_success("cargo clippy of the generated crates");
}

/// The examples in the README of a client, each in a module of its own; `None` for models.
fn readme_examples(one: &Crate) -> Option<String> {
    let readme = one.files.iter().find(|(path, _)| *path == "README.md")?.1;
    let blocks: Vec<&str> = readme.split("```rust\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    let module = |(index, block): (usize, &&str)| format!("mod example_{index} {{\n{block}}}\n");
    let modules: String = blocks.iter().enumerate().map(module).collect();
    let head = "//! The examples of the README.\n#![allow(dead_code, deprecated)]\nfn main() {}\n";
    (!blocks.is_empty()).then(|| format!("{head}{modules}"))
}

/// Crates that stand on their own.
fn options(name: &str) -> Options {
    Options {
        models: format!("{name}-models"),
        client: format!("{name}-client"),
        source: format!("the document of {name}"),
        location: Location::Alone { crates: root().join("crates").to_string_lossy().into_owned(), root: false },
        ..specwright_tests::options()
    }
}

/// Cargo in a folder, with a target folder that the runs of this test share.
pub(crate) fn cargo(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(folder).env("CARGO_TARGET_DIR", root().join("target/suite-target"));
    // What this test was started with is no concern of the crates.
    for variable in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "RUSTDOCFLAGS", "CARGO_BUILD_TARGET"] {
        command.env_remove(variable);
    }
    command.env("CARGO_PROFILE_DEV_DEBUG", "0");
    command
}
