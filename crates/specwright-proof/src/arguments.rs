//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Proofs on real documents.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Generate, compile and try out the crates of every document of a folder, one line of a report each.
    ///
    /// Resumable: a document that has its line in the report is not done again. Exit status: 0 when every document is
    /// done, whatever was found, unless `--strict`.
    Corpus(CorpusArguments),
    /// Run a test suite of other people with generated clients.
    ///
    /// Installs the suite from the npm registry, makes clients of its documents and a call for each of its scenarios; or
    /// makes clients of real documents and calls each operation of Prism's mock servers.
    /// Exit status: 0 when every scenario passes or is listed with the reason why it is not called, and every violation
    /// that Prism reports is a known limit of its own.
    Conformance(ConformanceArguments),
    /// Change one thing of a document at random and generate, many times.
    ///
    /// Exit status: 0 when every run ended in time, in Rust or in findings; 1 otherwise. A fault is printed with its
    /// seed, which repeats it: `--seed SEED --runs 1` with the same documents.
    Mutate(MutateArguments),
    /// Try recorded answers of a real server on the generated types of an API under `specs/`.
    ///
    /// Each line of the file is a JSON object: `{"type": "Pet", "body": ..}` with the name of a type or schema, or
    /// `{"operation": "getPet", "status": 200, "body": ..}` with an operationId or the name of a method. Bodies are decoded
    /// and encoded again. Exit status: 0 when all of it came back (numbers count by value, times by instant, defaults
    /// may be filled in), 1 when something did not fit or was lost; it is said where.
    Verify(VerifyArguments),
    /// Try the JSON-Schema-Test-Suite: each schema as a component, each valid instance decoded and encoded again.
    ///
    /// Exit status: 0 when every document is generated and compiles and every valid instance came back whole.
    Suite(SuiteArguments),
    /// Run a program within limits and say what it took, as one line of JSON.
    #[command(hide = true)]
    Measure(MeasureArguments),
}

#[derive(Args, Debug)]
pub(crate) struct CorpusArguments {
    /// The folder with the documents.
    pub(crate) folder: PathBuf,
    /// Which documents: a table with a column `path` (and `kind`, `version`, `core`), or one path a line, relative to
    /// the folder. Default: `MANIFEST.tsv` in the folder; without it every JSON or YAML file that says `openapi` or
    /// `swagger`.
    #[arg(long, value_name = "FILE")]
    pub(crate) list: Option<PathBuf>,
    /// What is done with each document. `clippy` includes `check`.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [Step::Generate, Step::Clippy, Step::Doc, Step::Roundtrip])]
    pub(crate) steps: Vec<Step>,
    /// How many programs run at the same time. Default: one for each processor.
    #[arg(long)]
    pub(crate) jobs: Option<usize>,
    /// The report; lines are appended to it.
    #[arg(long, value_name = "FILE", default_value = "report.tsv")]
    pub(crate) out: PathBuf,
    /// Write a summary of the report, as Markdown, when all is done.
    #[arg(long, value_name = "FILE")]
    pub(crate) summary: Option<PathBuf>,
    /// How many values are tried for each type, at most.
    #[arg(long, default_value_t = 40)]
    pub(crate) samples: usize,
    /// End with 1 if a document of the report hangs, ends in a crash, does not compile without a warning or lost a value.
    #[arg(long)]
    pub(crate) strict: bool,
    /// How many documents are compiled together, at most.
    #[arg(long, default_value_t = 40)]
    pub(crate) batch: usize,
    /// How many generated lines are compiled together, at most, unless one document has more.
    #[arg(long, default_value_t = 400_000)]
    pub(crate) batch_lines: usize,
    /// How many seconds of processor time generating one document may take; six times as many on the clock.
    #[arg(long, default_value_t = 10)]
    pub(crate) seconds: u64,
    /// How much memory generating one document may take, in MiB.
    #[arg(long, default_value_t = 1024)]
    pub(crate) memory: u64,
    /// Where crates are generated and compiled. Default: `target/proof` of the checkout, which one command at a time
    /// can use.
    #[arg(long, value_name = "DIR")]
    pub(crate) work: Option<PathBuf>,
    /// The generator to run. Default: `xtask`, built in release mode.
    #[arg(long, value_name = "PROGRAM")]
    pub(crate) generator: Option<PathBuf>,
}

/// What can be done with a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Step {
    /// Make the crates, in a process of its own with limits. Always done.
    Generate,
    /// `cargo check` of both crates.
    Check,
    /// `cargo clippy` of both crates, with all features.
    Clippy,
    /// `cargo doc` of both crates, and a count of the examples that would run as tests.
    Doc,
    /// Values that are valid against the document's schemas, decoded and encoded again.
    Roundtrip,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct ConformanceArguments {
    /// The suite. Default: both, with their tables in `docs/conformance`, Prism with the documents of the folder that
    /// `SPECWRIGHT_CORPUS` names.
    #[arg(value_enum)]
    pub(crate) suite: Option<Suite>,
    /// Spector: only the scenarios whose names begin like one of these. Default: all. Prism: the documents, and folders
    /// with documents.
    pub(crate) only: Vec<String>,
    /// Prism: which documents of the folders, as for `corpus`.
    #[arg(long, value_name = "FILE")]
    pub(crate) list: Option<PathBuf>,
    /// Write a table, one line a scenario, or one line a document, which takes the place of its line in the table that
    /// is there.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Where the suite is installed. Default: `.tools/conformance` of the checkout.
    #[arg(long, value_name = "DIR")]
    pub(crate) tools: Option<PathBuf>,
    /// Where crates are compiled. Default: `target/proof` of the checkout, which
    /// one command at a time can use.
    #[arg(long, value_name = "DIR")]
    pub(crate) work: Option<PathBuf>,
}

/// A test suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Suite {
    /// TypeSpec's http-specs with their mock server.
    Spector,
    /// Stoplight's Prism as a mock server of any document.
    Prism,
}

#[derive(Args, Debug)]
pub(crate) struct MutateArguments {
    /// The documents to change.
    #[arg(required = true)]
    pub(crate) documents: Vec<PathBuf>,
    /// How often.
    #[arg(long, default_value_t = 1000)]
    pub(crate) runs: u64,
    /// The seed of the first run; each next one has the next seed.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Compile the crates of one run in so many.
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) compile: u64,
    /// Where crates are compiled. Default: `target/proof` of the checkout, which
    /// one command at a time can use.
    #[arg(long, value_name = "DIR")]
    pub(crate) work: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct VerifyArguments {
    /// The API: a folder under `specs/`.
    pub(crate) api: String,
    /// The recorded answers: one JSON object a line.
    pub(crate) answers: PathBuf,
    /// The checkout with `specs/` and `generated/`. Default: the one this program was built in.
    #[arg(long, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
    /// Where the program is built. Default: `target/proof` of the checkout, which
    /// one command at a time can use.
    #[arg(long, value_name = "DIR")]
    pub(crate) work: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct SuiteArguments {
    /// The folder of one draft: `tests/draft2020-12` of the suite.
    pub(crate) folder: PathBuf,
    /// Where crates are compiled. Default: `target/proof` of the checkout, which
    /// one command at a time can use.
    #[arg(long, value_name = "DIR")]
    pub(crate) work: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct MeasureArguments {
    /// After how many seconds of processor time it is killed; after six times as many on the clock.
    #[arg(long)]
    pub(crate) seconds: u64,
    /// How many MiB it may allocate.
    #[arg(long)]
    pub(crate) memory: u64,
    /// Where its standard output goes.
    #[arg(long)]
    pub(crate) out: PathBuf,
    /// Where its standard error goes.
    #[arg(long)]
    pub(crate) err: PathBuf,
    /// The program and its arguments.
    #[arg(last = true, required = true)]
    pub(crate) command: Vec<String>,
}
