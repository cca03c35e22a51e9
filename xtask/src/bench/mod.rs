//! `bench`: what generation costs, beside other generators and as documents grow, as Markdown.

mod measure;
mod peers;
mod synthetic;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::atomic::{AtomicUsize, Ordering},
};

pub(crate) use measure::alone;
use measure::{Cost, Summary, measure};
use peers::Peer;

use crate::{
    arguments::BenchArguments,
    output::{self, Failure},
    project::Project,
};

/// The documents of the corpus that are measured when none is named.
const DOCUMENTS: [&str; 2] = ["stripe+openapi/openapi/spec3.json", "team-telnyx+openapi/openapi/spec3.yml"];

/// How often the smallest synthetic document is repeated in the larger ones.
const SCALES: [usize; 4] = [1, 2, 4, 8];

pub(crate) fn run(project: &Project, arguments: &BenchArguments) -> Result<ExitCode, Failure> {
    if cfg!(debug_assertions) {
        output::aside("this build is not optimised; measure with `cargo run --release -p xtask -- bench`");
    }
    let bench = Bench {
        own: env::current_exe().map_err(|error| Failure::new(error.to_string()))?,
        folder: env::temp_dir().join(format!("specwright-bench-{}", std::process::id())),
        folders: AtomicUsize::new(0),
        rounds: arguments.rounds.max(1),
        peers: arguments.peers.as_deref().map(peers::found).unwrap_or_default(),
    };
    let outcome = bench.all(project, arguments);
    let _ = fs::remove_dir_all(&bench.folder);
    outcome.map(|()| ExitCode::SUCCESS)
}

struct Bench {
    /// This program.
    own: PathBuf,
    /// Where everything is written.
    folder: PathBuf,
    /// How many folders were used.
    folders: AtomicUsize,
    rounds: usize,
    peers: Vec<Peer>,
}

impl Bench {
    fn all(&self, project: &Project, arguments: &BenchArguments) -> Result<(), Failure> {
        create(&self.folder)?;
        output::line("| document | generator | wall s, min / median | CPU s, median | peak MiB | wall, ours = 1 |");
        output::line("|---|---|---|---|---|---|");
        for document in documents(arguments)? {
            self.document(&document)?;
        }
        self.scaling()?;
        self.warm(project)?;
        if arguments.check {
            self.check(arguments)?;
        }
        Ok(())
    }

    /// Ours and every peer in turn, round by round, so that a slow minute of the machine meets all of them.
    fn document(&self, document: &Path) -> Result<(), Failure> {
        let shown = document.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let parent = document.ancestors().nth(2).and_then(Path::file_name);
        let shown = format!("{}/{shown}", parent.map_or_else(String::new, |name| name.to_string_lossy().into_owned()));
        let mut ours = Vec::new();
        let mut theirs = vec![Vec::new(); self.peers.len()];
        for _ in 0..self.rounds {
            ours.push(self.generate(document, "ours")?);
            for (peer, costs) in self.peers.iter().zip(&mut theirs) {
                let out = self.fresh(peer.name)?;
                costs.push(measure(&self.own, &out, &peer.command(document, &out))?);
            }
        }
        let ours = Summary::of(&ours);
        output::line(&row(&shown, "specwright", &ours, &ours));
        for (peer, costs) in self.peers.iter().zip(&theirs) {
            output::line(&row(&shown, peer.name, &Summary::of(costs), &ours));
        }
        Ok(())
    }

    /// A document of our own at several sizes.
    fn scaling(&self) -> Result<(), Failure> {
        output::line(
            "\n| synthetic document | schemas | wall s, min / median | CPU s, median | CPU s per 1,000 schemas |",
        );
        output::line("|---|---|---|---|---|");
        for scale in SCALES {
            let schemas = synthetic::SCHEMAS * scale;
            let path = self.folder.join(format!("synthetic-{scale}.json"));
            write(&path, &synthetic::document(schemas))?;
            let costs = (0..self.rounds).map(|_| self.generate(&path, "synthetic")).collect::<Result<Vec<_>, _>>()?;
            let Summary { least, wall, cpu, .. } = Summary::of(&costs);
            let each = cpu * 1000.0 / schemas as f64;
            output::line(&format!("| {scale}× | {schemas} | {least:.2} / {wall:.2} | {cpu:.2} | {each:.3} |"));
        }
        Ok(())
    }

    /// `codegen` of this checkout with nothing to write.
    fn warm(&self, project: &Project) -> Result<(), Failure> {
        let own = self.own.to_string_lossy().into_owned();
        let root = project.root.to_string_lossy().into_owned();
        let command = [own, "codegen".to_owned(), "--check".to_owned(), "--root".to_owned(), root];
        let costs = (0..self.rounds).map(|_| self.measure(&command)).collect::<Result<Vec<_>, _>>()?;
        let Summary { least, wall, cpu, peak, .. } = Summary::of(&costs);
        output::line(&format!(
            "\nWarm `codegen` of this checkout: {least:.3} / {wall:.3} s wall, {cpu:.3} s CPU, {peak:.0} MiB."
        ));
        Ok(())
    }

    /// `cargo check` of the crates of the first document, with everything they stand on checked before.
    fn check(&self, arguments: &BenchArguments) -> Result<(), Failure> {
        let documents = documents(arguments)?;
        let Some(document) = documents.first() else { return Ok(()) };
        let out = self.fresh("check")?;
        self.generate_into(document, &out)?;
        let client = out.join("bench-client");
        let manifest = client.join("Cargo.toml").to_string_lossy().into_owned();
        let target = self.folder.join("target").to_string_lossy().into_owned();
        let words = ["cargo", "check", "--quiet", "--manifest-path", &manifest, "--target-dir", &target];
        let command = words.map(str::to_owned);
        self.measure(&command)?;
        output::line("\n| `cargo check` of | wall s | CPU s | peak MiB |");
        output::line("|---|---|---|---|");
        for (crates, touched) in [("models and client", "bench-models"), ("client", "bench-client")] {
            touch(&out.join(touched).join("src/lib.rs"))?;
            let cost = self.measure(&command)?;
            output::line(&format!("| {crates} | {:.1} | {:.1} | {:.0} |", cost.wall, cost.cpu, cost.peak));
        }
        Ok(())
    }

    fn generate(&self, document: &Path, name: &str) -> Result<Cost, Failure> {
        self.generate_into(document, &self.fresh(name)?)
    }

    fn generate_into(&self, document: &Path, out: &Path) -> Result<Cost, Failure> {
        let (own, document, out) = (self.own.to_string_lossy(), document.to_string_lossy(), out.to_string_lossy());
        let words = [&*own, "generate", &*document, "--name", "bench", "--out", &*out];
        self.measure(&words.map(str::to_owned))
    }

    fn measure(&self, command: &[String]) -> Result<Cost, Failure> {
        measure(&self.own, &self.folder, command)
    }

    /// A folder that was never used: files that were just deleted slow down those that follow.
    fn fresh(&self, name: &str) -> Result<PathBuf, Failure> {
        let nth = self.folders.fetch_add(1, Ordering::Relaxed);
        let folder = self.folder.join(format!("{name}-{nth}"));
        create(&folder)?;
        Ok(folder)
    }
}

/// The documents to measure: those of the command line, or the usual ones of the corpus.
fn documents(arguments: &BenchArguments) -> Result<Vec<PathBuf>, Failure> {
    let absolute = |path: &PathBuf| {
        std::path::absolute(path).map_err(|error| Failure::usage(format!("{}: {error}", path.display())))
    };
    if !arguments.documents.is_empty() {
        return arguments.documents.iter().map(absolute).collect();
    }
    let corpus = env::var_os("SPECWRIGHT_CORPUS")
        .ok_or_else(|| Failure::usage("name documents, or set SPECWRIGHT_CORPUS to the folder of the corpus"))?;
    DOCUMENTS.iter().map(|document| absolute(&Path::new(&corpus).join(document))).collect()
}

fn row(document: &str, generator: &str, summary: &Summary, ours: &Summary) -> String {
    let Summary { least, wall, cpu, peak, failed } = summary;
    let failed = if *failed { " (failed)" } else { "" };
    let ratio = wall / ours.wall;
    format!("| {document} | {generator}{failed} | {least:.2} / {wall:.2} | {cpu:.2} | {peak:.0} | {ratio:.2} |")
}

fn create(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| Failure::new(format!("{}: {error}", folder.display())))
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|error| Failure::new(format!("{}: {error}", path.display())))
}

/// Makes Cargo check the crate of this file again.
fn touch(path: &Path) -> Result<(), Failure> {
    let text = fs::read_to_string(path).map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
    write(path, &format!("{text}\n"))
}
