//! The program with the calls, asked for one after the other.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::failure::Failure;

/// What came of a call.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Told {
    /// Why the call could not be made at all.
    pub(crate) unmade: Option<String>,
    /// `Ok`, `Timeout`, or the kind of the client's error.
    pub(crate) kind: String,
    pub(crate) error: Option<String>,
    pub(crate) exchange: Option<Exchange>,
}

/// What went over the wire.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Exchange {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<String>,
    pub(crate) answer: Option<Answer>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    /// The value of a header, by its name in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// The program while it runs.
pub(crate) struct Caller {
    program: PathBuf,
    base: String,
    talk: Option<(Child, ChildStdin, BufReader<ChildStdout>)>,
}

impl Caller {
    /// For calls to the server at `base`.
    pub(crate) fn new(program: &Path, base: &str) -> Self {
        Self { program: program.to_owned(), base: base.to_owned(), talk: None }
    }

    /// Makes a call.
    pub(crate) fn call(&mut self, index: usize, input: &Map<String, Value>) -> Result<Told, Failure> {
        let failed = |error: std::io::Error| Failure::new(format!("the calls: {error}"));
        if self.talk.is_none() {
            let mut child = Command::new(&self.program)
                .arg(&self.base)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::inherit())
                .spawn()
                .map_err(failed)?;
            let pipes = child.stdin.take().zip(child.stdout.take());
            let (input, output) = pipes.ok_or_else(|| Failure::new("the calls cannot be talked to"))?;
            self.talk = Some((child, input, BufReader::new(output)));
        }
        let Some((_, into, from)) = &mut self.talk else { return Ok(Told::default()) };
        let mut line = String::new();
        let asked = writeln!(into, "{}", json!({ "call": index, "input": input })).and_then(|()| into.flush());
        if asked.and_then(|()| from.read_line(&mut line)).map_or(true, |read| read == 0) {
            self.end();
            return Ok(Told { kind: "Crash".to_owned(), ..Told::default() });
        }
        serde_json::from_str(&line).map_err(|error| Failure::new(format!("the calls said what is no report: {error}")))
    }

    fn end(&mut self) {
        if let Some((mut child, input, _)) = self.talk.take() {
            drop(input);
            // It may have ended by itself.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

impl Drop for Caller {
    fn drop(&mut self) {
        self.end();
    }
}
