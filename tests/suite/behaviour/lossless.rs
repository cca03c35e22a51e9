//! Whether an answer was read whole: a type keeps every property that its document knows, and drops others.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

use crate::behaviour::documents;

/// Fails unless what was read of an API's answer, written again, is the answer. Only properties that appear nowhere in
/// the API's document may be missing.
#[track_caller]
pub(crate) fn check(api: &str, read: &impl Serialize, received: &[u8]) {
    let mut known = BTreeSet::new();
    collect_names(&serde_json::from_str(&documents::effective(api)).unwrap(), &mut known);
    let received: Value = serde_json::from_slice(received).unwrap();
    let lost = first_loss(&serde_json::to_value(read).unwrap(), &received, &known);
    assert_eq!(lost, None, "of {received}");
}

fn collect_names(document: &Value, names: &mut BTreeSet<String>) {
    if let Some(properties) = document.get("properties").and_then(Value::as_object) {
        names.extend(properties.keys().cloned());
    }
    match document {
        Value::Object(members) => members.values().for_each(|member| collect_names(member, names)),
        Value::Array(items) => items.iter().for_each(|item| collect_names(item, names)),
        _ => {}
    }
}

/// The pointer to the first thing that differs.
fn first_loss(read: &Value, received: &Value, known: &BTreeSet<String>) -> Option<String> {
    match (read, received) {
        (Value::Object(read), Value::Object(received)) => {
            let made_up = read.keys().find(|key| !received.contains_key(*key));
            made_up.map(|key| format!("/{key}")).or_else(|| {
                received.iter().find_map(|(key, received)| match read.get(key) {
                    Some(read) => first_loss(read, received, known).map(|rest| format!("/{key}{rest}")),
                    None => known.contains(key).then(|| format!("/{key}")),
                })
            })
        }
        (Value::Array(read), Value::Array(received)) if read.len() == received.len() => {
            let pairs = read.iter().zip(received).enumerate();
            pairs.into_iter().find_map(|(index, (read, received))| {
                first_loss(read, received, known).map(|rest| format!("/{index}{rest}"))
            })
        }
        _ => (read != received).then(String::new),
    }
}
