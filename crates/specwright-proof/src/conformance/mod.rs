//! Other people's test suites, run with generated clients.

mod calls;
mod coverage;
mod prism;
mod spector;
mod tools;

use std::process::ExitCode;

use crate::{
    arguments::{ConformanceArguments, Suite},
    failure::Failure,
};

pub(crate) fn run(arguments: &ConformanceArguments) -> Result<ExitCode, Failure> {
    match arguments.suite {
        Suite::Prism => prism::run(arguments),
        Suite::Spector => spector::run(arguments),
    }
}
