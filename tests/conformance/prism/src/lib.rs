//! What the calls of every generated client have in common: arguments out of JSON, and what came of a call as JSON.
//!
//! A program asks for one call a line, `{"call": 0, "input": {..}}`, and is answered with one line.

mod input;
mod report;
mod tap;

use std::{
    io::{self, BufRead as _, Write as _},
    time::Duration,
};

use serde::Deserialize;

pub use input::Input;
pub use report::{Pending, send};
pub use tap::Tap;

/// How long one call may take.
pub const PATIENCE: Duration = Duration::from_secs(25);

/// Begins a call of one operation.
pub type Call<C> = fn(&C, &Input<'_>) -> Result<Pending, String>;

#[derive(Deserialize)]
struct Question<'a> {
    call: usize,
    #[serde(borrow)]
    input: Input<'a>,
}

/// Answers questions until there are no more. `client` makes a client for the base URL that is the only argument.
pub fn run<C>(client: fn(&str) -> Result<C, String>, calls: &[Call<C>]) {
    let base = std::env::args().nth(1).unwrap_or_default();
    let tokio = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let made = tokio.map_err(|error| error.to_string()).and_then(|tokio| Ok((client(&base)?, tokio)));
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let answer = match &made {
            Ok((client, tokio)) => tokio.block_on(answer(client, calls, &line.unwrap_or_default())),
            Err(error) => Err(format!("the client cannot be made: {error}")),
        };
        let answer = answer.unwrap_or_else(|error| serde_json::json!({ "unmade": error }));
        let _ = writeln!(out, "{answer}").and_then(|()| out.flush());
    }
}

async fn answer<C>(client: &C, calls: &[Call<C>], line: &str) -> Result<serde_json::Value, String> {
    let question: Question<'_> = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let call = calls.get(question.call).ok_or("there is no such call")?;
    tap::clear();
    let outcome = call(client, &question.input)?.await;
    Ok(report::line(&outcome, tap::take()))
}
