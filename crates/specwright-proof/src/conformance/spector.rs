//! TypeSpec's http-specs: a call for each scenario, judged by the suite's mock server.

use std::{
    fs,
    io::Write,
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, ExitCode, Stdio},
    thread,
    time::Duration,
};

use super::{coverage::Coverage, tools::Tools};
use crate::{
    arguments::ConformanceArguments,
    corpus::Workspace,
    failure::Failure,
    line::{self, File},
    output, project, spawn,
};

/// Links of the suite's answers name this port.
const PORT: u16 = 3000;

/// Where the suite's specifications are.
const SPECIFICATIONS: &str = "node_modules/@typespec/http-specs/specs";
const PROGRAM: &str = "node_modules/@typespec/spector/cmd/cli.mjs";

pub(crate) fn run(arguments: &ConformanceArguments) -> Result<ExitCode, Failure> {
    let absolute = |path: &Path| std::path::absolute(path).map_err(|error| Failure::at(path, &error));
    let tools = arguments.tools.clone().unwrap_or_else(|| project::root().join(".tools/conformance"));
    let tools = Tools::install(&absolute(&tools)?)?;
    let work = arguments.work.clone().unwrap_or_else(|| project::root().join("target/proof"));
    let workspace = Workspace::new(&absolute(&work)?, spawn::processors())?;
    let own = project::root().join("tests/conformance/spector");
    let documents = tools.folder.join("openapi");
    emit(&tools, &own, &documents)?;
    let clients = generate(&documents, &own, &workspace.folder)?;
    let program = build(&workspace, &own, &clients)?;
    let summary = tools.folder.join("spec-summary.md");
    succeed(tools.node().args([PROGRAM, "generate-scenarios-summary", SPECIFICATIONS, "--outputFile"]).arg(&summary))?;
    let seen = tools.folder.join("coverage.json");
    let _ = fs::remove_file(&seen);
    let server = Server::start(&tools, &seen)?;
    let calls = Command::new(program).args(&arguments.only).stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    server.stop()?;
    let calls = calls.map_err(|error| Failure::new(error.to_string()))?;
    let calls = String::from_utf8_lossy(&calls.stdout);
    let coverage = Coverage::of(&summary, &seen, &calls, &own.join("left.tsv"), &arguments.only)?;
    if let Some(out) = &arguments.out {
        fs::write(out, coverage.table()).map_err(|error| Failure::at(out, &error))?;
    }
    let faults = coverage.faults();
    for fault in &faults {
        output::line(fault);
    }
    output::line(&format!("{} of {} scenarios pass", coverage.passed(), coverage.0.len()));
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The documents of the suite, each in a folder of its own.
fn emit(tools: &Tools, own: &Path, documents: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(documents) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(Failure::at(documents, &error)),
        _ => {}
    }
    let said = succeed(tools.node().arg(own.join("emit.mjs")).arg(&tools.folder).arg(documents))?;
    for line in said.lines() {
        output::aside(&format!("no document: {}", line.replace('\t', ": ")));
    }
    Ok(())
}

/// Makes the crates of every document, with what we say about it besides; the names of the APIs.
fn generate(documents: &Path, own: &Path, folder: &Path) -> Result<Vec<String>, Failure> {
    let at = |error: std::io::Error| Failure::at(documents, &error);
    let mut names = Vec::new();
    for specification in fs::read_dir(documents).map_err(at)? {
        let specification = specification.map_err(at)?;
        for file in fs::read_dir(specification.path()).map_err(at)? {
            let path = file.map_err(at)?.path();
            let stem = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
            let mut name = specification.file_name().to_string_lossy().into_owned();
            for part in stem.split('.').skip(1) {
                name = format!("{name}-{part}");
            }
            let name: String = name
                .chars()
                .map(|one| if one.is_ascii_alphanumeric() { one.to_ascii_lowercase() } else { '-' })
                .collect();
            let text = fs::read_to_string(&path).map_err(|error| Failure::at(&path, &error))?;
            let beside = |file: &str| fs::read_to_string(own.join("amended").join(&name).join(file)).ok();
            let file = File::Amended { text, declarations: beside("api.yaml"), overlay: beside("overlay.yaml") };
            let crates = line::crates(&file, &name).map_err(Failure::new)?;
            line::write(folder, &crates)?;
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Builds the calls with the clients they use.
fn build(workspace: &Workspace, own: &Path, clients: &[String]) -> Result<PathBuf, Failure> {
    let package = "spector-calls";
    let folder = workspace.folder.join(package);
    fs::create_dir_all(&folder).map_err(|error| Failure::at(&folder, &error))?;
    let dependencies: String =
        clients.iter().map(|name| format!("{name}-client = {{ path = \"../{name}-client\" }}\n")).collect();
    let crates = project::root().join("crates");
    let manifest = format!(
        "[package]\nname = \"{package}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[[bin]]\nname = \"{package}\"\n\
         path = {main:?}\n\n[dependencies]\nserde_json = \"1\"\nspecwright-runtime = {{ path = {runtime:?} }}\n\
         specwright-values = {{ path = {values:?} }}\ntokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\", \"time\"] }}\n{dependencies}",
        main = own.join("src/main.rs"),
        runtime = crates.join("specwright-runtime"),
        values = crates.join("specwright-values"),
    );
    let path = folder.join("Cargo.toml");
    fs::write(&path, manifest).map_err(|error| Failure::at(&path, &error))?;
    let names = clients.iter().flat_map(|name| [format!("{name}-models"), format!("{name}-client")]);
    workspace.set_members(&names.chain([package.to_owned()]).collect::<Vec<_>>())?;
    let said = workspace.cargo(&["build", "--package", package], "")?;
    for message in &said.messages {
        output::aside(&message.text);
    }
    said.executables.get(package).cloned().ok_or_else(|| Failure::new(format!("the calls do not build\n{}", said.err)))
}

/// The suite's mock server while it runs.
struct Server(Child);

impl Server {
    fn start(tools: &Tools, coverage: &Path) -> Result<Self, Failure> {
        let child = tools
            .node()
            .args([PROGRAM, "serve", SPECIFICATIONS, "--port", &PORT.to_string(), "--coverageFile"])
            .arg(coverage)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| Failure::new(format!("node: {error}")))?;
        let mut server = Self(child);
        for _ in 0..600 {
            if TcpStream::connect(("127.0.0.1", PORT)).is_ok() {
                return Ok(server);
            }
            if let Ok(Some(status)) = server.0.try_wait() {
                return Err(Failure::new(format!("the mock server ended with {status}")));
            }
            thread::sleep(Duration::from_millis(100));
        }
        Err(Failure::new("the mock server does not answer"))
    }

    /// Ends the server, which then writes its report.
    fn stop(mut self) -> Result<(), Failure> {
        let failed = |error: std::io::Error| Failure::new(format!("the mock server cannot be stopped: {error}"));
        let mut connection = TcpStream::connect(("127.0.0.1", PORT)).map_err(failed)?;
        let request = format!("POST /.admin/stop HTTP/1.1\r\nhost: 127.0.0.1:{PORT}\r\ncontent-length: 0\r\n\r\n");
        connection.write_all(request.as_bytes()).map_err(failed)?;
        self.0.wait().map(|_| ()).map_err(failed)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended already, unless something went wrong before.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs a command to its end; what it printed.
fn succeed(command: &mut Command) -> Result<String, Failure> {
    let output = command.output().map_err(|error| Failure::new(format!("node: {error}")))?;
    if !output.status.success() {
        return Err(Failure::new(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
