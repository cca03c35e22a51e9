//! The values of a batch's documents, decoded and encoded again.

use std::{fs::OpenOptions, io::Write as _, path::Path};

use super::{Slot, workspace::Workspace};
use crate::{
    failure::Failure,
    roundtrip::{self, Definitions, Outcome, Program, Trials, TypeOf},
};

/// How values are tried.
pub(crate) struct Trying<'a> {
    /// The folder with the documents.
    pub(crate) documents: &'a Path,
    /// How many values there are for each type.
    pub(crate) samples: usize,
    /// Where the failures are written down.
    pub(crate) log: &'a Path,
}

/// Builds a program for each document and asks it.
pub(crate) fn run(workspace: &Workspace, slots: &mut [Slot], trying: &Trying<'_>) -> Result<(), Failure> {
    let mut open: Vec<(&mut Slot, Definitions)> = Vec::new();
    for slot in slots {
        let compiles = slot.row.is_generated() && slot.row.check_errors.is_none_or(|errors| errors == 0);
        let definitions =
            compiles.then(|| Definitions::read(&trying.documents.join(&slot.row.document.path))).flatten();
        if let Some(definitions) = definitions {
            let types = definitions.types.iter().map(|one| (one.name.clone(), TypeOf::Model(one.name.clone())));
            let types: Vec<(String, TypeOf)> = types.collect();
            let (package, models) = (slot.program(), slot.models());
            let path = format!("../{models}");
            let program = Program { package: &package, models: &models, path: &path, types: &types };
            roundtrip::write_program(&workspace.folder.join(&package), &program)?;
            open.push((slot, definitions));
        }
    }
    let members: Vec<String> = open.iter().flat_map(|(slot, _)| [slot.models(), slot.program()]).collect();
    if members.is_empty() {
        return Ok(());
    }
    workspace.set_members(&members)?;
    let said = workspace.cargo(&["build", "--workspace", "--keep-going"], "")?;
    for (slot, definitions) in open {
        let Some(program) = said.executables.get(&slot.program()) else {
            let why = said.messages.iter().find(|message| slot.owns(&message.package));
            let why = why.map_or(said.err.as_str(), |message| message.text.as_str());
            slot.row.failures = Some(1);
            slot.row.why.clear();
            slot.row.explain(&format!("the program for round trips does not build: {why}"));
            continue;
        };
        let outcome = Trials::new(&definitions, trying.samples).run(program, &workspace.folder)?;
        log(trying.log, slot, &outcome)?;
        slot.row.schemas = Some(definitions.types.len());
        note(slot, outcome);
    }
    Ok(())
}

fn note(slot: &mut Slot, outcome: Outcome) {
    let row = &mut slot.row;
    row.samples = Some(outcome.samples);
    row.trials = Some(outcome.unknowns);
    row.failures = Some(outcome.failures);
    row.skips = Some(outcome.skips.values().sum());
    row.skip_reasons = outcome.skips.into_iter().map(|(reason, count)| (reason.to_owned(), count)).collect();
    if let Some(first) = outcome.shown.first() {
        row.why.clear();
        row.explain(first);
    }
}

fn log(path: &Path, slot: &Slot, outcome: &Outcome) -> Result<(), Failure> {
    if outcome.shown.is_empty() {
        return Ok(());
    }
    let mut text = format!("== {} ({} failures)\n", slot.row.document.path, outcome.failures);
    for line in &outcome.shown {
        text.push_str(line);
        text.push('\n');
    }
    let file = OpenOptions::new().create(true).append(true).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| Failure::at(path, &error))
}
