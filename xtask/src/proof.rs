//! The long proofs are a program of their own, `specwright-proof`: what it stands on would make every other command
//! slower to build. Its commands are called here as if they were of this program.

use std::process::{Command, ExitCode};

use crate::{output::Failure, project::Project};

/// Builds the program in release mode and runs one of its commands.
pub(crate) fn run(project: &Project, command: &str, arguments: &[String]) -> Result<ExitCode, Failure> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let manifest = project.crates.join("specwright-proof/Cargo.toml");
    let status = Command::new(cargo)
        .args(["run", "--quiet", "--release", "--features", "exact", "--manifest-path"])
        .arg(manifest)
        .args(["--", command])
        .args(arguments)
        .status()
        .map_err(|error| Failure::usage(format!("cargo: {error}")))?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}
