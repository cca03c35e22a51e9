//! Prism while it serves a document.

use std::{
    fs::{self, File},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{conformance::tools, failure::Failure};

const PACKAGE: &str = "@stoplight/prism-cli";
const VERSION: &str = "5.14.2";
const PROGRAM: &str = "node_modules/@stoplight/prism-cli/dist/index.js";
/// How long a large document may take.
const STARTING: Duration = Duration::from_secs(120);

/// An installed Prism.
pub(crate) struct Prism {
    folder: PathBuf,
}

impl Prism {
    /// Installs it below a folder, unless it is there or in the folder around that one.
    pub(crate) fn install(tools: &Path) -> Result<Self, Failure> {
        if let Some(around) = tools.parent().filter(|folder| is_installed(folder)) {
            return Ok(Self { folder: around.to_owned() });
        }
        let folder = tools.join("prism");
        tools::npm(&folder, &[&format!("{PACKAGE}@{VERSION}")])?;
        Ok(Self { folder })
    }

    /// Starts to serve a document on a port of its own; what it says goes into a file.
    pub(crate) fn serve(&self, document: &Path, log: &Path) -> Result<Server, Failure> {
        let port = TcpListener::bind(("127.0.0.1", 0))
            .and_then(|listener| listener.local_addr())
            .map_err(|error| Failure::new(format!("no port: {error}")))?
            .port();
        let mut server = Server {
            child: None,
            port,
            program: self.folder.join(PROGRAM),
            document: document.to_owned(),
            log: log.to_owned(),
        };
        server.start()?;
        Ok(server)
    }
}

fn is_installed(folder: &Path) -> bool {
    let manifest = fs::read_to_string(folder.join("node_modules").join(PACKAGE).join("package.json"));
    let manifest = manifest.ok().and_then(|text| serde_json::from_str::<Value>(&text).ok());
    manifest.is_some_and(|manifest| manifest.get("version").and_then(Value::as_str) == Some(VERSION))
}

/// What Prism was at when it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// It took a parameter or a part of a body apart.
    Parameter,
    /// It read a media type of the document.
    MediaType,
}

/// A running Prism.
pub(crate) struct Server {
    child: Option<Child>,
    pub(crate) port: u16,
    program: PathBuf,
    document: PathBuf,
    log: PathBuf,
}

impl Server {
    /// Starts it, or starts it again.
    pub(crate) fn start(&mut self) -> Result<(), Failure> {
        self.stop();
        let log = || File::create(&self.log).map_err(|error| Failure::at(&self.log, &error));
        let (out, err) = (log()?, log()?);
        let child = Command::new("node")
            .args(["--max-old-space-size=6144", "--stack-size=8000"])
            .arg(&self.program)
            .args(["mock", "--host", "127.0.0.1", "--port", &self.port.to_string(), "--verboseLevel", "error"])
            .arg(&self.document)
            .stdin(Stdio::null())
            .stdout(out)
            .stderr(err)
            .spawn()
            .map_err(|error| Failure::new(format!("node: {error}")))?;
        self.child = Some(child);
        Ok(())
    }

    /// Waits until it answers. `Err` holds why it does not.
    pub(crate) fn wait(&mut self) -> Result<(), Failure> {
        let start = Instant::now();
        while start.elapsed() < STARTING {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return Ok(());
            }
            if !self.is_running() {
                let said = fs::read_to_string(&self.log).unwrap_or_default();
                let last: Vec<&str> = said.lines().filter(|line| !line.trim().is_empty()).collect();
                return Err(Failure::new(last.last().copied().unwrap_or("it ended without a word").to_owned()));
            }
            thread::sleep(Duration::from_millis(50));
        }
        Err(Failure::new("it does not answer"))
    }

    /// Whether it ends about now: it closes its connections a moment before.
    pub(crate) fn has_ended(&mut self) -> bool {
        (0..40).any(|_| {
            thread::sleep(Duration::from_millis(50));
            !self.is_running()
        })
    }

    /// What it says that it ended over.
    pub(crate) fn end(&self) -> Option<End> {
        let said = fs::read_to_string(&self.log).unwrap_or_default();
        match said.as_str() {
            said if said.contains("/validator/deserializers/") => Some(End::Parameter),
            said if said.contains("invalid media type") => Some(End::MediaType),
            _ => None,
        }
    }

    fn is_running(&mut self) -> bool {
        self.child.as_mut().is_some_and(|child| matches!(child.try_wait(), Ok(None)))
    }

    fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            // It may have ended by itself.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}
