//! Texts of decode errors: which property, and never what was received.

use std::fmt::Display;

use serde_core::de::Error;

/// The error of a field's value, told with the field's wire name in front.
#[cold]
pub(crate) fn at<E: Error>(fields: &[&str], field: usize, error: E) -> E {
    E::custom(with_path(fields.get(field).copied().unwrap_or_default(), &error))
}

/// The error of a value under a name that was itself received.
#[cold]
pub(crate) fn quiet<E: Error>(error: E) -> E {
    E::custom(without_values(&error.to_string()))
}

fn with_path(wire: &str, error: &dyn Display) -> String {
    let text = error.to_string();
    // An inner record has put its own path there.
    match text.strip_prefix('`').filter(|inner| inner.contains("`: ")) {
        Some(inner) => format!("`{wire}.{inner}"),
        None => format!("`{wire}`: {}", without_values(&text)),
    }
}

/// Takes the value received out of a message in the wording of `serde`, and leaves other messages as they are.
///
/// ```
/// use specwright_values::without_values;
///
/// let told = "invalid type: string \"hunter2\", expected i64 at line 1 column 9";
/// assert_eq!(without_values(told), "invalid type: string, expected i64 at line 1 column 9");
/// ```
#[must_use]
pub fn without_values(message: &str) -> String {
    const OPENINGS: [&str; 4] = ["invalid type: ", "invalid value: ", "unknown variant ", "unknown field "];
    const TURNS: [&str; 2] = [", expected ", ", there are no "];
    let Some(opening) = OPENINGS.iter().find(|opening| message.starts_with(**opening)) else {
        return message.to_owned();
    };
    let received = message.get(opening.len()..).unwrap_or_default();
    // The last turn is serde's own: what was received may contain the same words, what was expected does not.
    let turn = TURNS.iter().filter_map(|turn| received.rfind(turn)).max();
    let (received, expected) = received.split_at_checked(turn.unwrap_or(received.len())).unwrap_or_default();
    let kind = received.split(['`', '"']).next().unwrap_or_default().trim_end();
    format!("{}{}{expected}", if kind.is_empty() { opening.trim_end() } else { opening }, kind)
}
