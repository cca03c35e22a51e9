//! The stages in a row.

use specwright_ir::{Api, Code, Diagnostic, Diagnostics, Sources};
use specwright_openapi::{
    lower,
    read::{self, Input, Loader},
};
use specwright_rust::{Crate, Options, emit, plan};

/// What became of a set of documents.
pub(crate) struct Outcome {
    pub(crate) sources: Sources,
    /// Sorted by place.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The crates; `None` when a finding is fatal.
    pub(crate) crates: Option<Vec<Crate>>,
}

/// Documents to crates, in memory.
pub(crate) fn generate(input: &Input, loader: &dyn Loader, mut sources: Sources, options: &Options) -> Outcome {
    let mut diagnostics = Diagnostics::default();
    let api = model(input, loader, &mut sources, &mut diagnostics);
    let crates = api.and_then(|api| {
        let plan = plan(&api, options, &mut diagnostics);
        match emit(&plan) {
            Ok(crates) => Some(crates),
            Err(error) => {
                diagnostics.push(Diagnostic::new(Code::Internal, error.to_string()));
                None
            }
        }
    });
    let crates = crates.filter(|_| !diagnostics.is_fatal());
    Outcome { sources, diagnostics: diagnostics.into_sorted(), crates }
}

/// Documents to IR. With a fatal finding there may be an IR all the same, good for finding out what else is wrong.
pub(crate) fn model(
    input: &Input,
    loader: &dyn Loader,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Api> {
    let document = read::read(input, loader, sources, diagnostics)?;
    Some(lower(&document, diagnostics))
}
