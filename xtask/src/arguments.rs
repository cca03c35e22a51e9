//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Turns API descriptions into Rust crates.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
pub(crate) struct Arguments {
    /// The checkout to work in: a folder with `specs/` and `generated/`. Default: the one this command was built in.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Generate the crates of the APIs under `specs/` into `generated/`.
    ///
    /// Writes only what changed and says what it did, one line for each crate. Exit status: 0 when everything is
    /// generated, 1 when a document or a configuration is at fault (then nothing is written).
    Codegen {
        /// The APIs to generate: names of folders under `specs/`. Default: all.
        apis: Vec<String>,
        /// Write nothing; exit with 1 and show the difference if `generated/` is not what would be written.
        #[arg(long)]
        check: bool,
    },
    /// Generate the crates of any document, outside of `specs/`.
    ///
    /// Makes `<DIR>/<NAME>-models` and `<DIR>/<NAME>-client`. Exit status: 0 when everything in the document is
    /// represented, 1 when something was left out (the rest is written and compiles), 2 when nothing was written.
    Generate(GenerateArguments),
    /// Measure what generation costs, and print it as Markdown.
    ///
    /// Every round runs this program and each peer that is installed, one after the other. Also: a synthetic document at
    /// several sizes, and `codegen` with nothing to write.
    Bench(BenchArguments),
    /// Run a command and print what it cost.
    #[command(hide = true)]
    Measure {
        /// The command and its arguments.
        #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
        command: Vec<String>,
    },
    /// Take the documents out of a vendor's documentation page.
    ///
    /// Every fenced JSON block of the page that is an OpenAPI document becomes a file of `specs/<API>/`, byte for byte,
    /// named after the last fixed segment of its first path.
    Import {
        /// The API: a folder under `specs/`.
        api: String,
        /// The page, as Markdown or text.
        page: PathBuf,
    },
    /// Print the language-free model of an API.
    Ir {
        /// The API: a folder under `specs/`.
        api: String,
    },
    /// Print the effective document of an API, merged and overlaid, as JSON.
    Bundle {
        /// The API: a folder under `specs/`.
        api: String,
    },
    /// Run a test suite of other people with generated clients.
    #[command(disable_help_flag = true)]
    Conformance(ProofArguments),
    /// Generate, compile and try out the crates of every document of a folder, one line of a report each.
    #[command(disable_help_flag = true)]
    Corpus(ProofArguments),
    /// Change one thing of a document at random and generate, many times.
    #[command(disable_help_flag = true)]
    Mutate(ProofArguments),
    /// Try the JSON-Schema-Test-Suite on generated types.
    #[command(disable_help_flag = true)]
    Suite(ProofArguments),
    /// Try recorded answers of a real server on the generated types of an API under `specs/`.
    #[command(disable_help_flag = true)]
    Verify(ProofArguments),
}

/// The arguments of a command of `specwright-proof`, handed on as they are; `--help` explains them.
#[derive(Args, Debug)]
pub(crate) struct ProofArguments {
    /// The arguments of the proof.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENTS")]
    pub(crate) arguments: Vec<String>,
}

#[derive(Args, Debug)]
pub(crate) struct GenerateArguments {
    /// The documents of one API: OpenAPI in JSON or YAML. Several are merged.
    #[arg(required = true, value_name = "DOCUMENT")]
    pub(crate) documents: Vec<PathBuf>,
    /// What the crates are called: `<NAME>-models` and `<NAME>-client`.
    #[arg(long, value_parser = package_name)]
    pub(crate) name: String,
    /// The folder to write the crates into; made if it is missing.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// The folder that references in the documents may lead to files of. Default: the folder of the first document.
    #[arg(long, value_name = "DIR")]
    pub(crate) ref_root: Option<PathBuf>,
    /// Make models that can check the constraints of the documents: `Validate`.
    #[arg(long)]
    pub(crate) validate: bool,
    /// How to print diagnostics: for people on standard error, or as one JSON array on standard output.
    #[arg(long, value_enum, default_value_t = Form::Human)]
    pub(crate) diagnostics: Form,
}

#[derive(Args, Debug)]
pub(crate) struct BenchArguments {
    /// The documents to generate. Default: two of the corpus in the folder that `SPECWRIGHT_CORPUS` names.
    #[arg(value_name = "DOCUMENT")]
    pub(crate) documents: Vec<PathBuf>,
    /// A folder with the programs of other generators; those it does not hold are not measured.
    #[arg(long, value_name = "DIR")]
    pub(crate) peers: Option<PathBuf>,
    /// How often each command is run.
    #[arg(long, default_value_t = 5)]
    pub(crate) rounds: usize,
    /// Also measure `cargo check` of the crates of the first document.
    #[arg(long)]
    pub(crate) check: bool,
}

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// With excerpts of the document, on standard error.
    Human,
    /// One JSON array on standard output.
    Json,
}

/// Whether Cargo or the compiler means something else by a package's name.
pub(crate) fn is_reserved(name: &str) -> bool {
    const RESERVED: &[&str] = &[
        "abstract",
        "alloc",
        "as",
        "async",
        "await",
        "become",
        "box",
        "break",
        "const",
        "continue",
        "core",
        "crate",
        "do",
        "dyn",
        "else",
        "enum",
        "extern",
        "false",
        "final",
        "fn",
        "for",
        "gen",
        "if",
        "impl",
        "in",
        "let",
        "loop",
        "macro",
        "match",
        "mod",
        "move",
        "mut",
        "override",
        "priv",
        "proc_macro",
        "proc-macro",
        "pub",
        "ref",
        "return",
        "self",
        "static",
        "std",
        "struct",
        "super",
        "test",
        "trait",
        "true",
        "try",
        "type",
        "typeof",
        "unsafe",
        "unsized",
        "use",
        "virtual",
        "where",
        "while",
        "yield",
        "serde_json",
        "specwright-runtime",
        "specwright-values",
        "specwright_runtime",
        "specwright_values",
    ];
    RESERVED.contains(&name)
}

/// A name that Cargo takes for a package, and that cannot lead out of a folder.
pub(crate) fn package_name(text: &str) -> Result<String, String> {
    let starts_well = text.starts_with(|first: char| first.is_ascii_lowercase());
    let holds = |character: char| {
        character.is_ascii_lowercase() || character.is_ascii_digit() || matches!(character, '-' | '_')
    };
    if starts_well && text.chars().all(holds) && text.len() <= 64 {
        return Ok(text.to_owned());
    }
    Err("a name starts with a small letter and holds at most 64 small letters, digits, `-` and `_`".to_owned())
}
