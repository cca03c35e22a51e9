//! What the mock server has seen, beside what every scenario should have shown it.

use std::{collections::BTreeMap, fs, path::Path};

use serde::Deserialize;

use crate::failure::Failure;

/// What became of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The server saw what it expects, and the answer was read as the scenario says.
    Pass,
    /// One of the two was not so.
    Fail(String),
    /// No call was made, for this reason; none is given when nobody has written one down.
    Left(Option<String>),
}

/// Every scenario of the suite with its verdict.
pub(crate) struct Coverage(pub(crate) BTreeMap<String, Verdict>);

/// One report of the server.
#[derive(Deserialize)]
struct Seen {
    results: BTreeMap<String, String>,
}

impl Coverage {
    /// `summary` is the suite's own list, `seen` the server's report, `calls` what the calls printed: `pass` or `fail`,
    /// the scenario and the reason, separated by tabs; `left` the reasons for the scenarios that are not called.
    /// Of the scenarios whose names begin like one of `only`; of all if that is empty.
    pub(crate) fn of(summary: &Path, seen: &Path, calls: &str, left: &Path, only: &[String]) -> Result<Self, Failure> {
        let read = |path: &Path| fs::read_to_string(path).map_err(|error| Failure::at(path, &error));
        let summary = read(summary)?;
        let names = summary.lines().filter_map(|line| line.strip_prefix("### ")).map(str::trim);
        let names = names.filter(|name| only.is_empty() || only.iter().any(|beginning| name.starts_with(beginning)));
        let text = read(seen)?;
        let reports: Vec<Seen> = serde_json::from_str(&text).map_err(|error| Failure::new(error.to_string()))?;
        let server: BTreeMap<String, String> = reports.into_iter().flat_map(|seen| seen.results).collect();
        let calls: BTreeMap<&str, Option<&str>> = calls.lines().filter_map(call).collect();
        let reasons = read(left)?;
        let reasons: Vec<(&str, &str)> = reasons.lines().filter_map(|line| line.split_once('\t')).collect();
        let verdict = |name: &str| match (calls.get(name), server.get(name).map(String::as_str)) {
            (Some(Some(why)), _) => Verdict::Fail((*why).to_owned()),
            (Some(None), Some("pass")) => Verdict::Pass,
            (Some(None), Some(result)) => Verdict::Fail(format!("the server says {result}")),
            (Some(None), None) => Verdict::Fail("the server has not seen the request".to_owned()),
            (None, _) => Verdict::Left(reason(&reasons, name).map(str::to_owned)),
        };
        Ok(Self(names.map(|name| (name.to_owned(), verdict(name))).collect()))
    }

    pub(crate) fn passed(&self) -> usize {
        self.0.values().filter(|verdict| **verdict == Verdict::Pass).count()
    }

    /// The scenarios that failed, or are not called and nobody says why.
    pub(crate) fn faults(&self) -> Vec<String> {
        let fault = |(name, verdict): (&String, &Verdict)| match verdict {
            Verdict::Fail(why) => Some(format!("{name}: {why}")),
            Verdict::Left(None) => Some(format!("{name}: not called, and no reason is given")),
            Verdict::Pass | Verdict::Left(Some(_)) => None,
        };
        self.0.iter().filter_map(fault).collect()
    }

    /// A table, one line a scenario.
    pub(crate) fn table(&self) -> String {
        let mut table = "scenario\tverdict\treason\n".to_owned();
        for (name, verdict) in &self.0 {
            let (word, why) = match verdict {
                Verdict::Pass => ("pass", ""),
                Verdict::Fail(why) => ("fail", why.as_str()),
                Verdict::Left(why) => ("left", why.as_deref().unwrap_or_default()),
            };
            table.push_str(&format!("{name}\t{word}\t{}\n", why.replace(['\t', '\n', '\r'], " ")));
        }
        table
    }
}

fn call(line: &str) -> Option<(&str, Option<&str>)> {
    let mut cells = line.splitn(3, '\t');
    match (cells.next()?, cells.next()?) {
        ("pass", name) => Some((name, None)),
        ("fail", name) => Some((name, Some(cells.next().unwrap_or_default()))),
        _ => None,
    }
}

/// The reason for a scenario, or for all that begin with a name that ends in `*`.
fn reason<'r>(reasons: &[(&'r str, &'r str)], name: &str) -> Option<&'r str> {
    let stands_for = |key: &str| match key.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => name == key,
    };
    reasons.iter().find(|(key, _)| stands_for(key)).map(|(_, reason)| *reason)
}
