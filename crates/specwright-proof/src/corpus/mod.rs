//! Every document of a folder through the whole line, a row of a report each.

mod compile;
mod generate;
mod list;
mod messages;
mod report;
mod roundtrip;
mod row;
mod summary;
mod workspace;

use std::process::ExitCode;

use crate::{
    arguments::{CorpusArguments, Step},
    failure::Failure,
    measure::Limits,
    output, project, spawn,
};
pub(crate) use compile::compile;
use generate::Generator;
pub(crate) use list::{Document, documents};
use report::Report;
use roundtrip::Trying;
use row::Row;
pub(crate) use workspace::{Said, Workspace};

/// A document of the current batch.
#[derive(Clone, Debug)]
pub(crate) struct Slot {
    /// What its crates are called, without `-models` and `-client`.
    name: String,
    row: Row,
}

impl Slot {
    /// The names of its crates.
    fn packages(&self) -> Vec<String> {
        vec![self.models(), format!("{}-client", self.name)]
    }

    /// For crates that did not come out of a process of their own.
    pub(crate) fn of_output(name: &str, label: &str) -> Self {
        let mut row = Row::new(Document::unknown(label.to_owned()));
        row.exit = "0".to_owned();
        Self { name: name.to_owned(), row }
    }

    /// What does not compile, or not without a warning.
    pub(crate) fn fault(&self) -> Option<String> {
        let count = |count: Option<usize>| count.unwrap_or_default();
        let found = count(self.row.check_errors) + count(self.row.check_warnings);
        (found > 0).then(|| format!("{}: does not compile: {}", self.row.document.path, self.row.why))
    }

    /// The package of its models.
    pub(crate) fn models(&self) -> String {
        format!("{}-models", self.name)
    }

    /// The package of the program that tries values.
    pub(crate) fn program(&self) -> String {
        format!("{}-roundtrip", self.name)
    }

    fn owns(&self, package: &str) -> bool {
        package.strip_prefix(self.name.as_str()).is_some_and(|rest| rest.starts_with('-'))
    }
}

pub(crate) fn run(arguments: &CorpusArguments) -> Result<ExitCode, Failure> {
    let (documents, missing) = documents(&arguments.folder, arguments.list.as_deref())?;
    let mut report = Report::open(&arguments.out)?;
    let total = documents.len();
    let open: Vec<Document> = documents.into_iter().filter(|document| !report.has(&document.path)).collect();
    output::aside(&format!(
        "{total} documents, {} of them done already, {missing} of the list not there",
        total - open.len()
    ));
    if !open.is_empty() {
        work(arguments, &open, total, &mut report)?;
    }
    if let Some(page) = &arguments.summary {
        summary::write(&arguments.out, page)?;
    }
    let faulty = if arguments.strict { report::read(&arguments.out)?.faulty() } else { Vec::new() };
    for (path, why) in &faulty {
        output::line(&format!("{path}: {why}"));
    }
    Ok(if faulty.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Generates and compiles, batch by batch.
fn work(arguments: &CorpusArguments, open: &[Document], total: usize, report: &mut Report) -> Result<(), Failure> {
    let jobs = arguments.jobs.unwrap_or_else(spawn::processors);
    let work = arguments.work.clone().unwrap_or_else(|| project::root().join("target/proof"));
    let work = std::path::absolute(&work).map_err(|error| Failure::at(&work, &error))?;
    let folder = std::path::absolute(&arguments.folder).map_err(|error| Failure::at(&arguments.folder, &error))?;
    let workspace = Workspace::new(&work, jobs)?;
    let generator = Generator {
        program: match &arguments.generator {
            Some(program) => std::path::absolute(program).map_err(|error| Failure::at(program, &error))?,
            None => project::generator()?,
        },
        limits: Limits { seconds: arguments.seconds, mebibytes: arguments.memory },
        folder,
        out: workspace.folder.clone(),
    };
    let mut done = total - open.len();
    let mut rest = open;
    while !rest.is_empty() {
        workspace.clear()?;
        let mut batch = next_batch(arguments, &generator, rest, jobs)?;
        rest = rest.get(batch.len()..).unwrap_or_default();
        compile(&workspace, &mut batch, &arguments.steps)?;
        if arguments.steps.contains(&Step::Roundtrip) {
            let log = arguments.out.with_extension("failures.txt");
            let trying = Trying { documents: &generator.folder, samples: arguments.samples, log: &log };
            roundtrip::run(&workspace, &mut batch, &trying)?;
        }
        for slot in &batch {
            done += 1;
            report.append(&slot.row)?;
            output::aside(&format!("[{done}/{total}] {}", slot.row.progress()));
        }
    }
    workspace.clear()
}

/// Generates the next documents, until there is enough to compile.
fn next_batch(
    arguments: &CorpusArguments,
    generator: &Generator,
    rest: &[Document],
    jobs: usize,
) -> Result<Vec<Slot>, Failure> {
    let mut batch: Vec<Slot> = Vec::new();
    let compiled = arguments.steps.iter().any(|step| *step != Step::Generate);
    for group in rest.chunks(jobs.max(1)).take(arguments.batch.div_ceil(jobs.max(1)).max(1)) {
        let lines: usize = batch.iter().map(|slot| slot.row.lines).sum();
        if compiled && lines >= arguments.batch_lines {
            break;
        }
        let named: Vec<(String, &Document)> = group
            .iter()
            .enumerate()
            .map(|(index, document)| (format!("api{}", batch.len() + index), document))
            .collect();
        let rows = spawn::each(&named, jobs, |(name, document)| generator.generate(document, name));
        for ((name, _), row) in named.into_iter().zip(rows) {
            batch.push(Slot { name, row: row? });
        }
    }
    Ok(batch)
}
