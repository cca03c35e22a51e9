//! Prism, a mock server of any document: a call for each method of the client, judged by what Prism says about it.

mod caller;
mod limits;
mod program;
mod report;
mod server;
mod subject;
mod values;
mod verdict;

use std::{
    collections::BTreeMap,
    fs::{File, OpenOptions},
    io::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use specwright_ir::{Diagnostics, Operation};
use specwright_rust::{ClientMethod, Surface};

use self::{
    caller::{Caller, Told},
    report::Row,
    server::{Prism, Server},
    subject::Subject,
    values::{Extent, Values},
    verdict::{Case, Finding},
};
use crate::{
    arguments::ConformanceArguments,
    corpus::{self, Workspace},
    failure::Failure,
    line, output, project,
    roundtrip::Judge,
    spawn,
};

/// What the crates are called.
const NAME: &str = "api";

/// The table of the limits.
const LIMITS: &str = "tests/conformance/prism/limits.tsv";

pub(crate) fn run(arguments: &ConformanceArguments) -> Result<ExitCode, Failure> {
    let absolute = |path: &Path| std::path::absolute(path).map_err(|error| Failure::at(path, &error));
    limits::reasons(&project::root().join(LIMITS))?;
    let tools = arguments.tools.clone().unwrap_or_else(|| project::root().join(".tools/conformance"));
    let work = arguments.work.clone().unwrap_or_else(|| project::root().join("target/proof"));
    let run = Run {
        prism: Prism::install(&absolute(&tools)?)?,
        workspace: Workspace::new(&absolute(&work)?, spawn::processors())?,
    };
    let documents = documents(&arguments.only, arguments.list.as_deref())?;
    let mut details = match &arguments.out {
        Some(out) => Some(append(&out.with_extension("details.txt"))?),
        None => None,
    };
    let mut rows = Vec::new();
    for (label, path) in &documents {
        let (row, findings) = run.document(label, &absolute(path)?)?;
        output::aside(&format!(
            "[{}/{}] {label}: {} of {} called, {} clean, {} violations",
            rows.len() + 1,
            documents.len(),
            row.called,
            row.operations,
            row.clean,
            row.violations
        ));
        for line in findings.iter().filter(|line| line.starts_with("violation")) {
            output::line(&format!("{label}: {}", line.lines().next().unwrap_or_default()));
        }
        if let Some(file) = &mut details {
            let text = format!("== {label}\n{}", findings.concat());
            file.write_all(text.as_bytes()).map_err(|error| Failure::new(error.to_string()))?;
        }
        rows.push(row);
        if let Some(out) = &arguments.out {
            report::write(out, &rows)?;
        }
    }
    report::summary(&rows).iter().for_each(|line| output::line(line));
    Ok(if rows.iter().all(|row| row.violations == 0) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn append(path: &Path) -> Result<File, Failure> {
    OpenOptions::new().create(true).append(true).open(path).map_err(|error| Failure::at(path, &error))
}

/// The documents with what they are called in the report.
fn documents(given: &[String], list: Option<&Path>) -> Result<Vec<(String, PathBuf)>, Failure> {
    let mut found = Vec::new();
    for path in given.iter().map(PathBuf::from) {
        if path.is_dir() {
            let (documents, _) = corpus::documents(&path, list)?;
            found.extend(documents.into_iter().map(|one| (one.path.clone(), path.join(&one.path))));
        } else {
            let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            found.push((name, path));
        }
    }
    if found.is_empty() {
        return Err(Failure::new("no document is given"));
    }
    Ok(found)
}

/// What all documents have in common.
struct Run {
    prism: Prism,
    workspace: Workspace,
}

impl Run {
    /// Calls everything a document has. Beside the row, the findings for a person.
    fn document(&self, label: &str, path: &Path) -> Result<(Row, Vec<String>), Failure> {
        let mut row = Row::of(label);
        let mut diagnostics = Diagnostics::default();
        let Some(subject) = Subject::read(path, &mut diagnostics) else {
            row.leave("the document cannot be read");
            return Ok((row, Vec::new()));
        };
        let made = line::generate(&subject.api, NAME, &mut diagnostics).map_err(Failure::new)?;
        let Some((plan, crates)) = made else {
            row.leave("the document has a fatal fault");
            return Ok((row, Vec::new()));
        };
        let surface = Surface::of(&plan);
        row.operations = surface.methods.len();
        line::write(&self.workspace.folder, &crates)?;
        drop((plan, crates));
        let mut server = self.prism.serve(path, &self.workspace.folder.join("prism.log"))?;
        let program = match self.build(&surface) {
            Ok(program) => program,
            Err(failure) => {
                row.violations += 1;
                return Ok((row, vec![format!("violation {failure}\n")]));
            }
        };
        if let Err(failure) = server.wait() {
            row.left.insert(format!("Prism does not serve the document: {failure}"), row.operations);
            return Ok((row, Vec::new()));
        }
        let findings = calls(&subject, &surface, &program, &mut server, &mut row)?;
        self.workspace.clear()?;
        Ok((row, findings))
    }

    fn build(&self, surface: &Surface) -> Result<PathBuf, Failure> {
        let client = format!("{NAME}-client");
        program::write(&self.workspace.folder, &client, surface)?;
        let members = [format!("{NAME}-models"), client, program::SHARED.to_owned(), program::PACKAGE.to_owned()];
        self.workspace.set_members(&members)?;
        let said = self.workspace.cargo(&["build", "--package", program::PACKAGE], "")?;
        said.executables.get(program::PACKAGE).cloned().ok_or_else(|| {
            let first: Vec<&str> = said.messages.iter().take(5).map(|message| message.text.as_str()).collect();
            Failure::new(format!("the calls do not build: {}\n{}", first.join("\n"), said.err))
        })
    }
}

/// Makes all calls of a document: each method with what it must be given, and again with everything it can be given.
fn calls(
    subject: &Subject,
    surface: &Surface,
    program: &Path,
    server: &mut Server,
    row: &mut Row,
) -> Result<Vec<String>, Failure> {
    let operations: BTreeMap<&str, &Operation> =
        subject.api.operations.iter().map(|operation| (operation.id.as_str(), operation)).collect();
    let (requests, answers) = (Judge::new(&subject.requests), Judge::new(&subject.answers));
    let mut values = Values::new(subject, &requests);
    let mut caller = Caller::new(program, &format!("http://127.0.0.1:{}", server.port));
    let mut shown = Vec::new();
    for (index, method) in surface.methods.iter().enumerate() {
        let Some(operation) = operations.get(method.operation.as_str()) else { continue };
        if let Some(why) = limits::uncallable(operation) {
            row.leave(why);
            continue;
        }
        let mut findings: Vec<Finding> = Vec::new();
        let mut called = false;
        for extent in [Extent::Least, Extent::Most] {
            if extent == Extent::Most && method.options.is_empty() {
                continue;
            }
            let input = match values.input(operation, method, extent) {
                Ok(input) => input,
                Err(why) => {
                    if !called {
                        row.leave(&why);
                    }
                    break;
                }
            };
            called = true;
            let told = caller.call(index, &input)?;
            let silent = told.exchange.as_ref().is_some_and(|exchange| exchange.answer.is_none());
            let ended = if silent && server.has_ended() { server.end() } else { None };
            let case =
                Case { subject, requests: &requests, answers: &answers, operation, method, input: &input, ended };
            let own = case.findings(&told);
            shown.extend(own.iter().map(|finding| show(method, finding, &told)));
            findings.extend(own);
            if silent {
                server.start()?;
                server.wait()?;
            }
        }
        row.called += usize::from(called);
        row.clean += usize::from(called && findings.is_empty());
        row.count(&findings);
    }
    Ok(shown)
}

fn show(method: &ClientMethod, finding: &Finding, told: &Told) -> String {
    let exchange = told.exchange.as_ref().map(verdict::shown).unwrap_or_default();
    let kind = finding.limit.unwrap_or("violation");
    format!("{kind} {}: {}\n{exchange}", method.name, finding.text.replace(['\n', '\r'], " "))
}
