//! A program within limits, and what it took.
//!
//! The kernel counts the memory of ended children together. So the measuring is done in a process of its own that has
//! one child only: this program, called again.

use std::{
    fs::File,
    path::Path,
    process::{Command, ExitCode, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use nix::sys::{
    resource::{Resource, UsageWho, getrusage, setrlimit},
    time::{TimeVal, TimeValLike as _},
};
use serde::{Deserialize, Serialize};

use crate::{arguments::MeasureArguments, failure::Failure, output};

/// How a program ended and what it took.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Measured {
    /// The exit status, `timeout`, or `signal N`.
    pub(crate) exit: String,
    /// Processor time.
    pub(crate) seconds: f64,
    /// The most memory that was in use at one time.
    pub(crate) peak_mib: u64,
}

/// The limits of a program.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) seconds: u64,
    pub(crate) mebibytes: u64,
}

/// Runs a program, its output into files.
pub(crate) fn measure(command: &[String], limits: Limits, out: &Path, err: &Path) -> Result<Measured, Failure> {
    let own = std::env::current_exe().map_err(|error| Failure::new(error.to_string()))?;
    let output = Command::new(own)
        .args(["measure", "--seconds", &limits.seconds.to_string(), "--memory", &limits.mebibytes.to_string()])
        .arg("--out")
        .arg(out)
        .arg("--err")
        .arg(err)
        .arg("--")
        .args(command)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| Failure::new(error.to_string()))?;
    serde_json::from_slice(&output.stdout)
        .map_err(|_| Failure::new(format!("cannot measure: {}", String::from_utf8_lossy(&output.stderr).trim())))
}

/// The process that does the measuring.
pub(crate) fn run(arguments: &MeasureArguments) -> Result<ExitCode, Failure> {
    let MeasureArguments { seconds, memory, out, err, command } = arguments;
    let bytes = memory.saturating_mul(1024 * 1024);
    let limit = |resource, soft, hard| setrlimit(resource, soft, hard).map_err(|error| Failure::new(error.to_string()));
    limit(Resource::RLIMIT_DATA, bytes, bytes)?;
    // Time on the clock says more about what else the machine does than about the program.
    limit(Resource::RLIMIT_CPU, *seconds, seconds.saturating_add(1))?;
    let Some((program, rest)) = command.split_first() else { return Err(Failure::new("there is no program to run")) };
    let start = Instant::now();
    let mut child = Command::new(program)
        .args(rest)
        .stdin(Stdio::null())
        .stdout(File::create(out).map_err(|error| Failure::at(out, &error))?)
        .stderr(File::create(err).map_err(|error| Failure::at(err, &error))?)
        .spawn()
        .map_err(|error| Failure::new(format!("{program}: {error}")))?;
    let deadline = Duration::from_secs(seconds.saturating_mul(6));
    let wait = |error: std::io::Error| Failure::new(error.to_string());
    let exit = loop {
        if let Some(status) = child.try_wait().map_err(wait)? {
            break exit_text(status);
        }
        if start.elapsed() > deadline {
            child.kill().and_then(|()| child.wait()).map_err(wait)?;
            break "timeout".to_owned();
        }
        thread::sleep(Duration::from_millis(2));
    };
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| Failure::new(error.to_string()))?;
    let measured = Measured {
        exit,
        seconds: seconds_of(usage.user_time()) + seconds_of(usage.system_time()),
        peak_mib: u64::try_from(usage.max_rss()).unwrap_or_default() / 1024,
    };
    output::line(&serde_json::to_string(&measured).map_err(|error| Failure::new(error.to_string()))?);
    Ok(ExitCode::SUCCESS)
}

/// The processor time this process has taken so far, all threads together; the largest one when that is not known.
pub(crate) fn processor_time() -> Duration {
    getrusage(UsageWho::RUSAGE_SELF).map_or(Duration::MAX, |usage| {
        Duration::from_secs_f64(seconds_of(usage.user_time()) + seconds_of(usage.system_time()))
    })
}

fn seconds_of(time: TimeVal) -> f64 {
    Duration::from_micros(u64::try_from(time.num_microseconds()).unwrap_or_default()).as_secs_f64()
}

fn exit_text(status: ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt as _;
    match (status.code(), status.signal()) {
        (Some(code), _) => code.to_string(),
        // SIGXCPU: the limit of processor time; the kernel may follow up with SIGKILL.
        (None, Some(24)) => "timeout".to_owned(),
        (None, Some(signal)) => format!("signal {signal}"),
        (None, None) => "unknown".to_owned(),
    }
}
