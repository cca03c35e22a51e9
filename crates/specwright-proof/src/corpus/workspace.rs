//! Crates of several documents in one Cargo workspace, so that what they stand on is compiled once.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::{
    Slot,
    messages::{self, Message, Written},
};
use crate::{failure::Failure, project};

/// A workspace for generated crates and the folder its artefacts go to. Crates of one batch take the names of the
/// batch before, so that artefacts are overwritten and do not pile up.
#[derive(Clone, Debug)]
pub(crate) struct Workspace {
    /// Where the crates are.
    pub(crate) folder: PathBuf,
    target: PathBuf,
    jobs: usize,
}

/// What Cargo said.
pub(crate) struct Said {
    pub(crate) success: bool,
    pub(crate) messages: Vec<Message>,
    /// The programs that were built, by package.
    pub(crate) executables: BTreeMap<String, PathBuf>,
    /// Standard output without Cargo's own messages.
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    /// The first finding about the crates of a document.
    pub(crate) fn about(&self, slot: &Slot) -> Option<&str> {
        self.messages.iter().find(|message| slot.owns(&message.package)).map(|message| message.text.as_str())
    }
}

impl Workspace {
    /// An empty workspace; what an earlier run left is removed.
    pub(crate) fn new(work: &Path, jobs: usize) -> Result<Self, Failure> {
        let workspace = Self { folder: work.join("crates"), target: work.join("target"), jobs };
        workspace.clear()?;
        Ok(workspace)
    }

    /// Removes every crate.
    pub(crate) fn clear(&self) -> Result<(), Failure> {
        match fs::remove_dir_all(&self.folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(Failure::at(&self.folder, &error)),
            _ => {}
        }
        fs::create_dir_all(&self.folder).map_err(|error| Failure::at(&self.folder, &error))?;
        // Crates below a workspace of somebody else would have to be workspaces of their own; this one takes them in.
        self.set_members(&[])?;
        // The same versions as in the checkout.
        let lock = project::root().join("Cargo.lock");
        let own = self.folder.join("Cargo.lock");
        fs::copy(&lock, &own).map(|_| ()).map_err(|error| Failure::at(&lock, &error))
    }

    /// Says which crates Cargo sees.
    pub(crate) fn set_members(&self, names: &[String]) -> Result<(), Failure> {
        let members: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
        let text = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[profile.dev]\ndebug = false\nincremental = false\n",
            members.join(", ")
        );
        let manifest = self.folder.join("Cargo.toml");
        fs::write(&manifest, text).map_err(|error| Failure::at(&manifest, &error))
    }

    /// Runs a Cargo command over every member.
    pub(crate) fn cargo(&self, arguments: &[&str], rustdoc: &str) -> Result<Said, Failure> {
        let output = Command::new(project::cargo())
            .args(arguments)
            .args(["--offline", "--message-format", "json", "--jobs", &self.jobs.to_string()])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("RUSTDOCFLAGS", rustdoc)
            .env_remove("RUSTFLAGS")
            .stdin(Stdio::null())
            .output()
            .map_err(|error| Failure::new(format!("cargo: {error}")))?;
        let text = String::from_utf8_lossy(&output.stdout);
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        let Written { messages, executables, others: out } = messages::read(&text);
        Ok(Said { success: output.status.success(), messages, executables, out, err })
    }

    /// Removes the documentation that was made.
    pub(crate) fn clear_documentation(&self) -> Result<(), Failure> {
        let folder = self.target.join("doc");
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failure::at(&folder, &error)),
            _ => Ok(()),
        }
    }
}
