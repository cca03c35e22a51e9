//! JSONPath (RFC 9535): from a query to places in the document.

use std::collections::BTreeSet;

use jsonpath_rust::query::js_path_path;
use specwright_ir::Pointer;

use crate::tree::{Node, Value};

/// A place in the document, step by step from the root.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Location(Vec<Step>);

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// To an element of an array.
    Index(usize),
    /// To a member of an object.
    Key(String),
}

impl Location {
    /// The place as a pointer.
    pub(super) fn pointer(&self) -> Pointer {
        self.0.iter().fold(Pointer::root(), |pointer, step| match step {
            Step::Index(index) => pointer.index(*index),
            Step::Key(key) => pointer.key(key),
        })
    }

    /// The place around it and the step from there; `None` for the root.
    pub(super) fn split_last(&self) -> Option<(Self, &Step)> {
        let (last, parent) = self.0.split_last()?;
        Some((Self(parent.to_vec()), last))
    }

    /// Whether it lies in another place, or is the same.
    pub(super) fn is_in(&self, outer: &Self) -> bool {
        self.0.starts_with(&outer.0)
    }

    /// How deep it lies.
    pub(super) fn depth(&self) -> usize {
        self.0.len()
    }
}

/// The places a query selects, each once, in the order of the query's answer.
pub(super) fn select(query: &str, document: &serde_json::Value) -> Result<Vec<Location>, String> {
    let refused = || format!("`{query}` is no JSONPath query (RFC 9535); the action has no effect");
    let paths = js_path_path(query, document).map_err(|_| refused())?;
    let mut selected = Vec::new();
    for path in &paths {
        let location = read_path(path).ok_or_else(refused)?;
        selected.push(location);
    }
    let mut seen = BTreeSet::new();
    selected.retain(|location| seen.insert(location.clone()));
    Ok(selected)
}

/// Takes an element or a member out.
pub(super) fn remove(node: &mut Node, step: &Step) {
    match (&mut node.value, step) {
        (Value::Object(object), Step::Key(key)) => {
            object.remove(key);
        }
        (Value::Array(items), Step::Index(index)) if *index < items.len() => {
            items.remove(*index);
        }
        _ => {}
    }
}

/// Reads a normalized path (RFC 9535 section 2.7), such as `$['paths']['/a'][0]`.
fn read_path(path: &str) -> Option<Location> {
    let mut rest = path.strip_prefix('$')?;
    let mut steps = Vec::new();
    while !rest.is_empty() {
        rest = rest.strip_prefix('[')?;
        let step = match rest.strip_prefix('\'') {
            Some(name) => {
                let (key, behind) = read_name(name)?;
                rest = behind;
                Step::Key(key)
            }
            None => {
                let (index, _) = rest.split_once(']')?;
                rest = rest.get(index.len()..)?;
                Step::Index(index.parse().ok()?)
            }
        };
        steps.push(step);
        rest = rest.strip_prefix(']')?;
    }
    Some(Location(steps))
}

/// Reads a name up to its closing quote; the rest begins behind the quote.
fn read_name(text: &str) -> Option<(String, &str)> {
    let mut name = String::new();
    let mut characters = text.chars();
    loop {
        match characters.next()? {
            '\'' => return Some((name, characters.as_str())),
            '\\' => match characters.next()? {
                'b' => name.push('\u{8}'),
                'f' => name.push('\u{c}'),
                'n' => name.push('\n'),
                'r' => name.push('\r'),
                't' => name.push('\t'),
                'u' => {
                    let digits = characters.as_str().get(..4)?;
                    name.push(char::from_u32(u32::from_str_radix(digits, 16).ok()?)?);
                    characters = characters.as_str().get(4..)?.chars();
                }
                quoted => name.push(quoted),
            },
            plain => name.push(plain),
        }
    }
}
