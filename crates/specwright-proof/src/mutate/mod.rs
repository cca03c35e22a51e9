//! Documents with one thing changed at random: whatever it is, the generator ends, in time, in Rust or in findings.

mod change;
#[cfg(test)]
mod tests;

use std::{
    fs,
    path::PathBuf,
    process::ExitCode,
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use rand::{RngExt as _, SeedableRng as _, rngs::SmallRng};
use serde_json::Value;
use specwright_rust::Crate;

use crate::{
    arguments::{MutateArguments, Step},
    corpus::{self, Slot, Workspace},
    failure::Failure,
    line::{self, File},
    measure, output, project, spawn,
};

/// How much processor time one document may take: time on the clock says more about what else the machine does.
const LIMIT: Duration = Duration::from_secs(30);
/// How often that is looked at.
const LOOK: Duration = Duration::from_millis(200);
/// The stack of the thread it runs on: that of a main thread.
const STACK: usize = 8 << 20;
/// How many outputs are compiled together.
const BATCH: usize = 20;

struct Document {
    name: String,
    value: Value,
    places: Vec<String>,
}

/// What became of a changed document.
enum Outcome {
    Crates(Vec<Crate>),
    Fault(String),
}

pub(crate) fn run(arguments: &MutateArguments) -> Result<ExitCode, Failure> {
    let documents = read(&arguments.documents)?;
    let work = arguments.work.clone().unwrap_or_else(|| project::root().join("target/proof"));
    let work = std::path::absolute(&work).map_err(|error| Failure::at(&work, &error))?;
    let workspace = Workspace::new(&work, spawn::processors())?;
    let last = work.join("last");
    let (mut faults, mut generated, mut slowest) = (0, 0, Duration::ZERO);
    let mut waiting: Vec<Slot> = Vec::new();
    for run in 0..arguments.runs {
        let seed = arguments.seed.wrapping_add(run);
        let mut random = SmallRng::seed_from_u64(seed);
        let index = random.random_range(0..documents.len());
        let Some(document) = documents.get(index) else { continue };
        let mut value = document.value.clone();
        let what = change::change(&mut value, &document.places, &mut random);
        let label = format!("seed {seed}: {} {}", document.name, short(&what));
        // If this process ends over it, this says over what.
        fs::write(&last, &label).map_err(|error| Failure::at(&last, &error))?;
        let start = Instant::now();
        let name = format!("api{}", waiting.len());
        match generate(value.to_string(), &name) {
            Outcome::Fault(fault) => {
                faults += 1;
                output::line(&format!("{label}: {fault}"));
            }
            Outcome::Crates(crates) => {
                generated += usize::from(!crates.is_empty());
                if run % arguments.compile == arguments.compile - 1 && !crates.is_empty() {
                    line::write(&workspace.folder, &crates)?;
                    waiting.push(Slot::of_output(&name, &label));
                }
            }
        }
        slowest = slowest.max(start.elapsed());
        if waiting.len() >= BATCH {
            faults += compile(&workspace, &mut waiting)?;
        }
        if run % 100 == 99 {
            output::aside(&format!("{} runs, {generated} generated, {faults} faults, slowest {slowest:.1?}", run + 1));
        }
    }
    faults += compile(&workspace, &mut waiting)?;
    output::line(&format!("{} runs, {generated} generated, {faults} faults, slowest {slowest:.1?}", arguments.runs));
    Ok(if faults == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn read(paths: &[PathBuf]) -> Result<Vec<Document>, Failure> {
    let mut documents = Vec::new();
    for path in paths {
        let value = line::as_json(path).and_then(|text| serde_json::from_str::<Value>(&text).ok());
        match value {
            Some(value) => {
                let places = change::places(&value);
                documents.push(Document { name: path.display().to_string(), value, places });
            }
            None => output::aside(&format!("{}: cannot be read; passed over", path.display())),
        }
    }
    if documents.is_empty() { Err(Failure::new("there is no document to change")) } else { Ok(documents) }
}

/// Generates on a thread of its own and looks at every file.
fn generate(text: String, name: &str) -> Outcome {
    let (sender, receiver) = mpsc::channel();
    let name = name.to_owned();
    let thread = thread::Builder::new().stack_size(STACK).spawn(move || {
        let _ = sender.send(line::crates(&File::Text(text), &name).and_then(parsed));
    });
    let thread = match thread {
        Ok(thread) => thread,
        Err(error) => return Outcome::Fault(format!("no thread: {error}")),
    };
    let start = measure::processor_time();
    let received = loop {
        match receiver.recv_timeout(LOOK) {
            Err(mpsc::RecvTimeoutError::Timeout) if measure::processor_time().saturating_sub(start) < LIMIT => {}
            received => break received,
        }
    };
    match received {
        Ok(Ok(crates)) => Outcome::Crates(crates),
        Ok(Err(fault)) => Outcome::Fault(fault),
        Err(mpsc::RecvTimeoutError::Timeout) => Outcome::Fault("hangs".to_owned()),
        Err(mpsc::RecvTimeoutError::Disconnected) => Outcome::Fault(match thread.join() {
            Ok(()) => "ended without a result".to_owned(),
            Err(panic) => {
                let text = panic.downcast_ref::<String>().map(String::as_str);
                format!("panic: {}", text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message"))
            }
        }),
    }
}

/// The crates, if every Rust file of theirs is Rust.
fn parsed(crates: Vec<Crate>) -> Result<Vec<Crate>, String> {
    for one in &crates {
        for (path, text) in one.files.iter().filter(|(path, _)| path.ends_with(".rs")) {
            syn::parse_file(text).map_err(|error| format!("{}/{path} is not Rust: {error}", one.name))?;
        }
    }
    Ok(crates)
}

/// Compiles what was kept; returns how many do not.
fn compile(workspace: &Workspace, waiting: &mut Vec<Slot>) -> Result<usize, Failure> {
    let mut faults = 0;
    if !waiting.is_empty() {
        corpus::compile(workspace, waiting, &[Step::Check])?;
        for fault in waiting.iter().filter_map(Slot::fault) {
            faults += 1;
            output::line(&fault);
        }
    }
    waiting.clear();
    workspace.clear()?;
    Ok(faults)
}

fn short(text: &str) -> String {
    text.chars().take(300).collect()
}
