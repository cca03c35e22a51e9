//! Comparisons on a machine that others use too: all candidates take their turn in every round.

use std::time::{Duration, Instant};

/// The times that one candidate took, in ascending order.
pub(crate) struct Times(Vec<Duration>);

impl Times {
    /// As many were below as above.
    pub(crate) fn median(&self) -> Duration {
        self.0.get(self.0.len() / 2).copied().unwrap_or_default()
    }
}

/// Lets each candidate take its turn `rounds` times, and each round begin with another one. They are run once where this is no benchmark
/// but a test.
pub(crate) fn take_turns(candidates: &[&dyn Fn()], rounds: usize) -> Vec<Times> {
    let rounds = if std::env::args().any(|argument| argument == "--bench") { rounds } else { 1 };
    let mut times = vec![Vec::with_capacity(rounds); candidates.len()];
    for round in 0..rounds {
        for turn in 0..candidates.len() {
            let at = (round + turn) % candidates.len();
            if let (Some(candidate), Some(times)) = (candidates.get(at), times.get_mut(at)) {
                let start = Instant::now();
                candidate();
                times.push(start.elapsed());
            }
        }
    }
    times.iter_mut().for_each(|times| times.sort_unstable());
    times.into_iter().map(Times).collect()
}

/// How often the time of one the time of another is.
pub(crate) fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64().max(f64::MIN_POSITIVE)
}
