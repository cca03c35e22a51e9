//! One change to a document.

use rand::{RngExt as _, rngs::SmallRng};
use serde_json::{Map, Value, json};

/// Every place of a document, as JSON Pointers in document order.
pub(crate) fn places(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), value)];
    while let Some((at, value)) = open.pop() {
        let below = |token: &str| format!("{at}/{}", token.replace('~', "~0").replace('/', "~1"));
        match value {
            Value::Array(items) => {
                open.extend(items.iter().enumerate().map(|(index, item)| (below(&index.to_string()), item)));
            }
            Value::Object(object) => open.extend(object.iter().map(|(name, value)| (below(name), value))),
            _ => {}
        }
        found.push(at);
    }
    found
}

/// Changes something at random; says what.
pub(crate) fn change(document: &mut Value, places: &[String], random: &mut SmallRng) -> String {
    let at = pick(places, random).unwrap_or_default();
    let other = pick(places, random).unwrap_or_default();
    let words = match random.random_range(0..8_u8) {
        0 => delete(document, &at),
        1 => duplicate(document, &at),
        2 => replace(document, &at, "another type", |value| other_type(value, random)),
        3 => {
            let taken = document.pointer(&other).cloned().unwrap_or_default();
            replace(document, &at, &format!("what stands at {other}"), |_| taken)
        }
        4 => replace(document, &at, "something huge", |_| huge(random)),
        5 => rename(document, &at, random),
        6 => replace(document, &at, &format!("a reference to {other}"), |_| json!({ "$ref": format!("#{other}") })),
        _ => replace(document, &at, "a deep nest of itself", |value| nest(value, random)),
    };
    format!("{at}: {words}")
}

fn pick(places: &[String], random: &mut SmallRng) -> Option<String> {
    if places.is_empty() { None } else { places.get(random.random_range(0..places.len())).cloned() }
}

fn replace(document: &mut Value, at: &str, words: &str, with: impl FnOnce(&Value) -> Value) -> String {
    if let Some(place) = document.pointer_mut(at) {
        *place = with(place);
    }
    format!("replaced by {words}")
}

/// What a place is in, and its last token.
fn parent<'a>(document: &'a mut Value, at: &str) -> Option<(&'a mut Value, String)> {
    let (parent, token) = at.rsplit_once('/')?;
    Some((document.pointer_mut(parent)?, token.replace("~1", "/").replace("~0", "~")))
}

fn delete(document: &mut Value, at: &str) -> String {
    match parent(document, at) {
        Some((Value::Object(object), name)) => drop(object.remove(&name)),
        Some((Value::Array(items), index)) => {
            if let Some(index) = index.parse::<usize>().ok().filter(|index| *index < items.len()) {
                items.remove(index);
            }
        }
        _ => *document = json!({}),
    }
    "deleted".to_owned()
}

fn duplicate(document: &mut Value, at: &str) -> String {
    match parent(document, at) {
        Some((Value::Object(object), name)) => {
            let copy = object.get(&name).cloned().unwrap_or_default();
            // Names that differ in case only, or in what Rust leaves out of them.
            for other in [name.to_uppercase(), format!("{name}_"), format!("-{name}")] {
                object.insert(other, copy.clone());
            }
        }
        Some((Value::Array(items), index)) => {
            if let Some(copy) = index.parse::<usize>().ok().and_then(|index| items.get(index).cloned()) {
                items.push(copy);
            }
        }
        _ => {}
    }
    "duplicated".to_owned()
}

/// Names that are hard to make Rust of.
const NAMES: &[&str] =
    &["", "type", "self", "Self", "1", "*/", "r#fn", "a\u{202e}b", "\n", "None", "String", "~/~1", "é", "$ref"];

fn rename(document: &mut Value, at: &str, random: &mut SmallRng) -> String {
    let name = NAMES.get(random.random_range(0..NAMES.len())).copied().unwrap_or_default();
    match parent(document, at) {
        Some((Value::Object(object), old)) => {
            if let Some(value) = object.remove(&old) {
                object.insert(name.to_owned(), value);
            }
        }
        Some((Value::Array(items), index)) => {
            if let Some(item) = index.parse::<usize>().ok().and_then(|index| items.get_mut(index)) {
                *item = name.into();
            }
        }
        _ => {}
    }
    format!("renamed to {name:?}")
}

fn other_type(value: &Value, random: &mut SmallRng) -> Value {
    let others = [json!(null), json!(true), json!(-1), json!("text"), json!([{}]), json!({ "a": {} }), json!(1.5)];
    let pick = others.get(random.random_range(0..others.len())).cloned().unwrap_or_default();
    if pick == *value { json!([]) } else { pick }
}

fn huge(random: &mut SmallRng) -> Value {
    match random.random_range(0..5_u8) {
        0 => "x".repeat(100_000).into(),
        1 => serde_json::from_str("1e308").unwrap_or_default(),
        2 => json!(u64::MAX),
        3 => Value::Array((0..2_000).map(|index| json!({ "type": "object", "title": index.to_string() })).collect()),
        _ => Value::Object(
            (0..2_000).map(|index| (format!("p{index}"), json!({ "type": "string" }))).collect::<Map<_, _>>(),
        ),
    }
}

fn nest(value: &Value, random: &mut SmallRng) -> Value {
    let depth = random.random_range(1..110);
    let kind = random.random_range(0..5_u8);
    let mut nested = value.clone();
    for _ in 0..depth {
        nested = match kind {
            0 => json!({ "type": "array", "items": nested }),
            1 => json!({ "allOf": [nested] }),
            2 => json!({ "oneOf": [nested, { "type": "integer" }] }),
            3 => json!({ "type": "object", "properties": { "a": nested } }),
            _ => json!([nested]),
        };
    }
    nested
}
