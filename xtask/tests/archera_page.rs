//! `import` of a page like the vendor's gives the documents under `specs/archera`, byte for byte.

#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The documents that are committed.
fn committed(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/archera").join(name);
    fs::read_to_string(path).unwrap()
}

/// A checkout with one API that has no documents yet, beside a page that has both.
fn project(page: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("archera_page");
    if root.exists() {
        fs::remove_dir_all(&root).unwrap();
    }
    fs::create_dir_all(root.join("specs/archera")).unwrap();
    fs::write(root.join("specs/archera/api.yaml"), "documents: [orgs.json, invites.json]\n").unwrap();
    fs::write(root.join("page.md"), page).unwrap();
    root
}

/// Imports the page; gives what was said.
fn import(root: &Path) -> String {
    let page = root.join("page.md");
    let arguments = ["--root".as_ref(), root.as_os_str(), "import".as_ref(), "archera".as_ref(), page.as_os_str()];
    let output = Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_documents_of_the_page_are_those_that_are_committed() {
    let (orgs, invites) = (committed("orgs.json"), committed("invites.json"));
    let other = "An answer:\n\n```json\n{\"id\": 1}\n```\n";
    let page =
        format!("# Organizations\n\n## /orgs\n\n```json\n{orgs}```\n\n{other}\n## Invites\n\n```json\n{invites}```\n");
    let root = project(&page);
    let folder = root.join("specs/archera");
    for done in ["new", "unchanged"] {
        assert_eq!(import(&root), format!("specs/archera/orgs.json: {done}\nspecs/archera/invites.json: {done}\n"));
        assert_eq!(fs::read_to_string(folder.join("orgs.json")).unwrap(), orgs);
        assert_eq!(fs::read_to_string(folder.join("invites.json")).unwrap(), invites);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 3);
    }
}
