//! Maintainers' commands: `cargo xtask <command>`. Thin: arguments, configuration, disk. Everything else is in the
//! libraries.

#![warn(missing_docs)]

mod arguments;
mod bench;
mod codegen;
mod config;
mod generate;
mod import;
mod inspect;
mod output;
mod pipeline;
mod project;
mod proof;
mod report;
mod sync;

use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;

use arguments::{Arguments, Command};
use output::Failure;

/// What the stages may need of stack: documents nest hundreds of levels deep, and so does what is made of them. The
/// operating system gives only what is used.
const STACK: usize = 512 << 20;
/// Generation is made of small texts and tokens: a third of its time goes into memory with the system's allocator.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let work = std::thread::Builder::new().stack_size(STACK).spawn(move || work(arguments));
    match work.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        // The thread has said what it died of.
        Ok(Err(_)) => ExitCode::from(101),
        Err(error) => {
            let failure = Failure::usage(format!("no thread to work on: {error}"));
            output::failure(&failure);
            ExitCode::from(failure.code)
        }
    }
}

fn work(Arguments { root, command }: Arguments) -> ExitCode {
    let outcome = match project::Project::find(root) {
        Ok(project) => run(&project, command),
        Err(failure) => Err(failure),
    };
    match outcome {
        Ok(code) => code,
        Err(failure) => {
            output::failure(&failure);
            ExitCode::from(failure.code)
        }
    }
}

fn run(project: &project::Project, command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Codegen { apis, check } => codegen::run(project, &apis, check),
        Command::Generate(arguments) => generate::run(project, &arguments),
        Command::Bench(arguments) => bench::run(project, &arguments),
        Command::Measure { command } => bench::alone(&command),
        Command::Import { api, page } => import::run(project, &api, &page),
        Command::Ir { api } => inspect::ir(project, &api),
        Command::Bundle { api } => inspect::bundle(project, &api),
        Command::Conformance(proof) => proof::run(project, "conformance", &proof.arguments),
        Command::Corpus(proof) => proof::run(project, "corpus", &proof.arguments),
        Command::Mutate(proof) => proof::run(project, "mutate", &proof.arguments),
        Command::Suite(proof) => proof::run(project, "suite", &proof.arguments),
        Command::Verify(proof) => proof::run(project, "verify", &proof.arguments),
    }
}
