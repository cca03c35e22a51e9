//! What one process costs. Each is started by a process of its own that starts nothing else, because the peak memory
//! of children is known for all of them together only.

use std::{
    path::Path,
    process::{Command, ExitCode, Stdio},
    time::Instant,
};

use nix::sys::{
    resource::{UsageWho, getrusage},
    time::TimeVal,
};
use serde::{Deserialize, Serialize};

use crate::output::{self, Failure};

/// What one process cost, together with those it started.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub(super) struct Cost {
    /// Seconds from start to end.
    pub(super) wall: f64,
    /// Seconds of all processors.
    pub(super) cpu: f64,
    /// The most memory that one process had at a time, in MiB.
    pub(super) peak: f64,
    /// Whether it ended without output, as far as its exit status says: ours is 2, a peer's anything but 0.
    pub(super) failed: bool,
}

/// Several runs of the same.
pub(super) struct Summary {
    pub(super) least: f64,
    pub(super) wall: f64,
    pub(super) cpu: f64,
    pub(super) peak: f64,
    pub(super) failed: bool,
}

impl Summary {
    pub(super) fn of(costs: &[Cost]) -> Self {
        let sorted = |value: fn(&Cost) -> f64| {
            let mut values: Vec<f64> = costs.iter().map(value).collect();
            values.sort_by(f64::total_cmp);
            values
        };
        let median = |values: &[f64]| values.get(values.len() / 2).copied().unwrap_or_default();
        let wall = sorted(|cost| cost.wall);
        Self {
            least: wall.first().copied().unwrap_or_default(),
            wall: median(&wall),
            cpu: median(&sorted(|cost| cost.cpu)),
            peak: sorted(|cost| cost.peak).last().copied().unwrap_or_default(),
            failed: costs.iter().any(|cost| cost.failed),
        }
    }
}

/// Runs a command in a folder and says what it cost. `own` is this program.
pub(super) fn measure(own: &Path, folder: &Path, command: &[String]) -> Result<Cost, Failure> {
    let problem = |error: String| Failure::new(format!("{}: {error}", command.join(" ")));
    let output =
        Command::new(own).arg("measure").arg("--").args(command).current_dir(folder).stderr(Stdio::null()).output();
    let output = output.map_err(|error| problem(error.to_string()))?;
    serde_json::from_slice(&output.stdout).map_err(|_| problem("it cannot be run".to_owned()))
}

/// The process between: runs a command and prints what it cost.
pub(crate) fn alone(command: &[String]) -> Result<ExitCode, Failure> {
    let [program, arguments @ ..] = command else { return Err(Failure::usage("there is nothing to measure")) };
    let start = Instant::now();
    let status = Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let wall = start.elapsed().as_secs_f64();
    let status = status.map_err(|error| Failure::new(format!("{program}: {error}")))?;
    let used = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| Failure::new(error.to_string()))?;
    let cpu = seconds(used.user_time()) + seconds(used.system_time());
    // Linux counts KiB.
    let peak = used.max_rss() as f64 / 1024.0;
    let is_ours = std::env::current_exe().is_ok_and(|own| own == Path::new(program));
    let left_out_some = is_ours && status.code() == Some(1);
    let failed = !left_out_some && !status.success();
    let cost = Cost { wall, cpu, peak, failed };
    output::result(&serde_json::to_string(&cost).map_err(|error| Failure::new(error.to_string()))?);
    Ok(ExitCode::SUCCESS)
}

fn seconds(time: TimeVal) -> f64 {
    time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::{Cost, Summary};

    #[test]
    fn a_summary_is_least_and_median_and_the_highest_peak() {
        let cost = |wall: f64, peak: f64| Cost { wall, cpu: wall * 2.0, peak, failed: false };
        let summary = Summary::of(&[cost(3.0, 7.0), cost(1.0, 9.0), cost(2.0, 8.0)]);
        assert_eq!([summary.least, summary.wall, summary.cpu, summary.peak], [1.0, 2.0, 4.0, 9.0]);
        assert!(!summary.failed);
    }
}
