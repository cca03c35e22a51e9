//! What a value lost on its way through a type.

use std::cmp::Ordering;

use serde_json::{Number, Value};

/// Whether both are the same JSON value; numbers by value.
pub(crate) fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => same_number(left, right),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(name, left)| right.get(name).is_some_and(|right| same(left, right)))
        }
        _ => left == right,
    }
}

fn same_number(left: &Number, right: &Number) -> bool {
    match (left.as_i128(), right.as_i128()) {
        (Some(left), Some(right)) => left == right,
        _ => {
            left.as_f64().zip(right.as_f64()).and_then(|(left, right)| left.partial_cmp(&right))
                == Some(Ordering::Equal)
        }
    }
}

/// How many of the leaves in `before` are not in `after`, or are something else there. What came to it is no loss.
pub(crate) fn count(before: &Value, after: &Value) -> usize {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => before
            .iter()
            .map(|(name, before)| after.get(name).map_or_else(|| leaves(before), |after| count(before, after)))
            .sum(),
        (Value::Array(before), Value::Array(after)) => {
            let both: usize = before.iter().zip(after).map(|(before, after)| count(before, after)).sum();
            both + before.iter().skip(after.len()).map(leaves).sum::<usize>() + after.len().saturating_sub(before.len())
        }
        _ if same(before, after) => 0,
        _ => leaves(before),
    }
}

/// The names of the properties in `before` that are not in `after`.
pub(crate) fn names<'v>(before: &'v Value, after: &'v Value) -> impl Iterator<Item = &'v str> {
    let before = before.as_object().into_iter().flatten();
    before.map(|(name, _)| name.as_str()).filter(|name| after.get(name).is_none())
}

fn leaves(value: &Value) -> usize {
    match value {
        Value::Array(elements) => 1 + elements.iter().map(leaves).sum::<usize>(),
        Value::Object(entries) => 1 + entries.values().map(leaves).sum::<usize>(),
        _ => 1,
    }
}
