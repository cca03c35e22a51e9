//! Other people's test suites, run with generated clients.

mod calls;
mod coverage;
mod prism;
mod spector;
mod tools;

use std::{env, process::ExitCode};

use crate::{
    arguments::{ConformanceArguments, Suite},
    failure::Failure,
    output, project,
};

/// Where real documents are.
const CORPUS: &str = "SPECWRIGHT_CORPUS";

pub(crate) fn run(arguments: &ConformanceArguments) -> Result<ExitCode, Failure> {
    match arguments.suite {
        Some(Suite::Prism) => prism::run(arguments),
        Some(Suite::Spector) => spector::run(arguments),
        None => all(arguments),
    }
}

/// Every suite as a whole, with its report in the checkout.
fn all(arguments: &ConformanceArguments) -> Result<ExitCode, Failure> {
    let reports = project::root().join("docs/conformance");
    let with =
        |out: &str, only: Vec<String>| ConformanceArguments { only, out: Some(reports.join(out)), ..arguments.clone() };
    let spector = spector::run(&with("spector.tsv", Vec::new()))?;
    let Some(corpus) = env::var_os(CORPUS) else {
        output::aside(&format!("{CORPUS} names no folder with documents: Prism is not tried"));
        return Ok(spector);
    };
    let prism = prism::run(&with("prism.tsv", vec![corpus.to_string_lossy().into_owned()]))?;
    Ok(if spector == ExitCode::SUCCESS { prism } else { spector })
}
