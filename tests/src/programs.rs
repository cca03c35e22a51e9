//! The checkout, folders for output, and other programs.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use specwright_rust::Crate;

/// The folder of the workspace.
pub fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_path_buf()
}

/// An empty folder below the workspace's `target/`, which is no part of the workspace. Whatever was there is gone.
pub fn fresh_folder(name: &str) -> PathBuf {
    let folder = root().join("target/suite").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("an old folder of the tests can be removed");
    }
    fs::create_dir_all(&folder).expect("a folder for the tests can be made");
    folder
}

/// Writes a crate below a folder; returns the crate's folder.
pub fn write_crate(folder: &Path, one: &Crate) -> PathBuf {
    let own = folder.join(&one.name);
    for (path, text) in one.files.iter() {
        let path = own.join(path);
        let parent = path.parent().expect("a file of a crate has a folder");
        fs::create_dir_all(parent).and_then(|()| fs::write(&path, text)).expect("a generated file can be written");
    }
    own
}

/// How a program ended.
#[derive(Debug)]
pub struct Finished {
    /// The exit status; `None` when a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Finished {
    /// Fails the test unless the program ended well.
    #[track_caller]
    pub fn expect_success(self, what: &str) -> Self {
        assert!(self.code == Some(0), "{what} failed:\n{}\n{}", self.out, self.err);
        self
    }
}

/// Runs a program to its end.
pub fn run(command: &mut Command) -> Finished {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    Finished {
        code: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// A program that is no part of a plain clone, by its path below `.tools/`: `node_modules/.bin/prism`. `None`, and a
/// line that says what is skipped, when it is not there; a failed test when `SPECWRIGHT_REQUIRE_TOOLS` is `1`.
pub fn tool(path: &str) -> Option<PathBuf> {
    let tool = root().join(".tools").join(path);
    if tool.exists() {
        return Some(tool);
    }
    let required = std::env::var_os("SPECWRIGHT_REQUIRE_TOOLS").is_some_and(|value| value == "1");
    assert!(!required, ".tools/{path} is missing, and SPECWRIGHT_REQUIRE_TOOLS=1 asks for it");
    // Past the test harness, which hides what passing tests print: a test that proves nothing must say so.
    let _ = writeln!(std::io::stderr(), "skipped: .tools/{path} is not installed (`.ci/run` installs it with npm)");
    None
}
