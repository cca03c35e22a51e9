//! What an update does to the document.

use super::select::Location;
use crate::parse::MAX_DEPTH;
use crate::tree::{Node, Object, Value};

/// How many values one action may add.
const MAX_ADDED: usize = 1_000_000;

/// How much an update may add in one place.
pub(super) struct Growth {
    values: usize,
    height: usize,
}

impl Growth {
    /// Measures an update.
    pub(super) fn of(node: &Node) -> Self {
        let inner: Vec<Self> = match &node.value {
            Value::Array(items) => items.iter().map(Self::of).collect(),
            Value::Object(object) => object.iter().map(|(_, node)| Self::of(node)).collect(),
            _ => return Self { values: 1, height: 0 },
        };
        Self {
            values: 1 + inner.iter().map(|growth| growth.values).sum::<usize>(),
            height: 1 + inner.iter().map(|growth| growth.height).max().unwrap_or(0),
        }
    }

    /// Refuses an update that would let the document grow or nest without measure.
    pub(super) fn check(&self, selected: &[Location]) -> Result<(), String> {
        if self.values.saturating_mul(selected.len()) > MAX_ADDED {
            return Err(format!("the action adds more than {MAX_ADDED} values; it has no effect"));
        }
        let deepest = selected.iter().map(Location::depth).max().unwrap_or(0);
        if deepest + self.height > MAX_DEPTH {
            return Err(format!("the action nests values more than {MAX_DEPTH} deep; it has no effect"));
        }
        Ok(())
    }
}

/// Merges an update into a selected value: objects member by member, arrays end to end; anything but an array is
/// appended to a selected array as its last element.
pub(super) fn update(node: &mut Node, update: &Node) -> Result<(), String> {
    match (&mut node.value, &update.value) {
        (Value::Object(into), Value::Object(from)) => merge(into, from),
        (Value::Array(into), Value::Array(from)) => into.extend(from.iter().cloned()),
        (Value::Array(into), _) => into.push(update.clone()),
        (Value::Object(_), _) => {
            return Err(format!("the target selects an object, but `update` is {}", update.kind_name()));
        }
        _ => {
            let kind = node.kind_name();
            return Err(format!("the target selects {kind}; only objects and arrays can be updated"));
        }
    }
    Ok(())
}

fn merge(into: &mut Object, from: &Object) {
    for (key, member) in from.members() {
        match (into.get_mut(key).map(|node| &mut node.value), &member.node.value) {
            (Some(Value::Object(into)), Value::Object(from)) => merge(into, from),
            (Some(Value::Array(into)), Value::Array(from)) => into.extend(from.iter().cloned()),
            _ => {
                into.insert(key, member.clone());
            }
        }
    }
}
