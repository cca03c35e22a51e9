//! The program as a person or a CI job meets it, with generators of our own in place of the real one.

#![cfg(test)]

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::Command,
};

/// A folder with documents and a generator; gone when dropped.
struct Project {
    root: PathBuf,
}

/// How the program ended.
struct Finished {
    code: Option<i32>,
    said: String,
}

const DOCUMENT: &str = r#"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {},
    "components": {"schemas": {"A": {"type": "object", "properties": {"a": {"type": "string"}}}}}}"#;

impl Project {
    /// With two documents and a generator that is this shell script.
    fn new(name: &str, generator: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("proof").join(name);
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(root.join("documents")).unwrap();
        let project = Self { root };
        project.write("documents/one.json", DOCUMENT);
        project.write("documents/two.json", DOCUMENT);
        project.write("generator", &format!("#!/bin/sh\necho called >> {}\n{generator}\n", project.text("calls")));
        fs::set_permissions(project.root.join("generator"), fs::Permissions::from_mode(0o755)).unwrap();
        project
    }

    fn text(&self, path: &str) -> String {
        self.root.join(path).to_string_lossy().into_owned()
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.root.join(path), text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).unwrap_or_default()
    }

    fn run(&self, arguments: &[&str]) -> Finished {
        let program = env!("CARGO_BIN_EXE_specwright-proof");
        let output = Command::new(program).args(arguments).current_dir(&self.root).output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        Finished { code: output.status.code(), said: String::from_utf8_lossy(&said).into_owned() }
    }

    /// `corpus` with the generator of this project and no step but generating.
    fn corpus(&self, more: &[&str]) -> Finished {
        let fixed =
            ["corpus", "documents", "--steps", "generate", "--generator", "generator", "--work", "work", "--jobs", "1"];
        self.run(&[&fixed, more].concat())
    }

    /// A column of the report, a cell for each document.
    fn column(&self, name: &str) -> Vec<String> {
        let report = self.read("report.tsv");
        let mut lines = report.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        let index = lines.next().and_then(|names| names.iter().position(|column| *column == name)).unwrap();
        lines.map(|cells| cells.get(index).copied().unwrap_or_default().to_owned()).collect()
    }

    fn calls(&self) -> usize {
        self.read("calls").lines().count()
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

impl Finished {
    #[track_caller]
    fn expect(self, code: i32, pieces: &[&str]) {
        assert_eq!(self.code, Some(code), "{}", self.said);
        for piece in pieces {
            assert!(self.said.contains(piece), "`{piece}` is not said:\n{}", self.said);
        }
    }
}

/// What a generator says that has found one thing.
const ONE_FINDING: &str = r#"echo '[{"code": "name-changed", "severity": "note", "message": "m", "pointer": null}]'"#;

#[test]
fn every_document_has_a_line_of_the_report() {
    let project = Project::new("lines", ONE_FINDING);
    project.corpus(&[]).expect(0, &["2 documents, 0 of them done already", "[2/2] two.json: exit 0"]);
    assert_eq!(project.column("path"), ["one.json", "two.json"]);
    assert_eq!(project.column("exit"), ["0", "0"]);
    assert_eq!(project.column("diagnostics"), ["name-changed=1", "name-changed=1"]);
}

#[test]
fn a_document_with_a_line_is_not_done_again() {
    let project = Project::new("resumed", ONE_FINDING);
    project.corpus(&[]).expect(0, &[]);
    assert_eq!(project.calls(), 2);
    project.corpus(&[]).expect(0, &["2 documents, 2 of them done already"]);
    assert_eq!(project.calls(), 2);
}

#[test]
fn a_line_without_an_end_is_done_again() {
    let project = Project::new("cut", ONE_FINDING);
    project.corpus(&[]).expect(0, &[]);
    let report = project.read("report.tsv");
    project.write("report.tsv", report.get(..report.len() - 20).unwrap());
    project.corpus(&[]).expect(0, &["2 documents, 1 of them done already"]);
    assert_eq!(project.column("path"), ["one.json", "two.json"]);
    assert_eq!(project.calls(), 3);
}

#[test]
fn a_list_says_which_documents_there_are() {
    let project = Project::new("list", ONE_FINDING);
    project.write("list.tsv", "path\tkind\tversion\ntwo.json\treal\t3.1.0\ngone.json\treal\t3.1.0\n");
    project.corpus(&["--list", "list.tsv"]).expect(0, &["1 documents", "1 of the list not there"]);
    assert_eq!(
        (project.column("path"), project.column("kind")),
        (vec!["two.json".to_owned()], vec!["real".to_owned()])
    );
}

#[test]
fn a_generator_that_does_not_end_is_a_line() {
    let project = Project::new("hangs", "while :; do :; done");
    project.write("list", "one.json\n");
    project.corpus(&["--list", "list", "--seconds", "1"]).expect(0, &["one.json: exit timeout"]);
    assert_eq!(project.column("exit"), ["timeout"]);
    project.corpus(&["--list", "list", "--strict"]).expect(1, &["one.json: exit timeout"]);
}

#[test]
fn a_generator_that_dies_is_a_line_with_its_last_words() {
    let project = Project::new("dies", "echo 'out of luck' >&2; kill -SEGV $$");
    project.write("list", "one.json\n");
    project.corpus(&["--list", "list", "--strict"]).expect(1, &["one.json: exit signal 11: out of luck"]);
    assert_eq!(project.column("why"), ["out of luck"]);
}

#[test]
fn a_document_that_is_refused_is_no_fault() {
    let project = Project::new("refused", &format!("{ONE_FINDING}; exit 2"));
    project.corpus(&["--strict"]).expect(0, &["one.json: exit 2"]);
}

#[test]
fn a_summary_is_a_page_about_the_report() {
    let project = Project::new("summary", ONE_FINDING);
    project.corpus(&["--summary", "page.md"]).expect(0, &[]);
    assert!(project.read("page.md").contains("name-changed"), "{}", project.read("page.md"));
}

#[test]
fn what_is_no_report_is_not_written_over() {
    let project = Project::new("foreign", ONE_FINDING);
    project.write("report.tsv", "my notes\n");
    project.corpus(&[]).expect(2, &["report.tsv is not a report of this program"]);
    assert_eq!(project.read("report.tsv"), "my notes\n");
}

#[test]
fn changes_are_the_same_for_the_same_seed() {
    let project = Project::new("mutate", "");
    let runs = ["mutate", "documents/one.json", "--runs", "20", "--seed", "7", "--work", "work"];
    project.run(&runs).expect(0, &["20 runs, ", " 0 faults"]);
    let last = project.read("work/last");
    assert!(last.starts_with("seed 26: documents/one.json "), "{last}");
    project.run(&runs).expect(0, &[]);
    assert_eq!(project.read("work/last"), last);
}

#[test]
fn what_is_not_there_ends_with_2() {
    let project = Project::new("absent", ONE_FINDING);
    project.run(&["corpus"]).expect(2, &["<FOLDER>"]);
    project.run(&["corpus", "gone", "--generator", "generator", "--work", "work"]).expect(2, &["gone"]);
    project.run(&["mutate", "gone.json", "--work", "work"]).expect(2, &["there is no document to change"]);
    project.run(&["suite", "gone", "--work", "work"]).expect(2, &["gone"]);
    project.run(&["verify", "gone", "answers.ndjson", "--root", "."]).expect(2, &["specs/gone/api.yaml"]);
}
