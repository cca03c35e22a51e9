//! The long proofs, each a command of `cargo xtask`, which builds this program in release mode and hands its arguments
//! on. It is a program of its own so that the commands of every day build without what only proofs need.

#![warn(missing_docs)]

mod arguments;
mod conformance;
mod corpus;
mod failure;
mod line;
mod measure;
mod mutate;
mod output;
mod project;
mod roundtrip;
mod spawn;
mod suite;
mod verify;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use failure::Failure;

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(failure) => {
            output::aside(&format!("error: {failure}"));
            ExitCode::from(2)
        }
    }
}

fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Conformance(arguments) => conformance::run(&arguments),
        Command::Corpus(arguments) => corpus::run(&arguments),
        Command::Mutate(arguments) => mutate::run(&arguments),
        Command::Suite(arguments) => suite::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Measure(arguments) => measure::run(&arguments),
    }
}
