//! Parameters that are referred to and become a body, or a part of one.

use std::collections::BTreeMap;

use specwright_ir::Pointer;

use crate::kind::Kind;
use crate::tree::{Node, Value};

/// How many references may lead to one another before it must be a circle.
const MAX_HOPS: usize = 64;

/// Such parameters by the text of the reference, with where they stand.
pub(super) type Shared = BTreeMap<String, (Pointer, Node)>;

/// Whether a parameter is a body or a field of a form.
pub(super) fn is_body_part(node: &Node) -> bool {
    matches!(node.get("in").and_then(Node::as_str), Some("body" | "formData"))
}

/// Finds the parameters that operations and path items of a document and of its strays refer to.
pub(super) fn collect(root: &Node, strays: &[(Pointer, Kind)]) -> Shared {
    let mut shared = Shared::new();
    let paths = root.get("paths").and_then(Node::as_object);
    let items = paths.into_iter().flat_map(|paths| paths.iter()).map(|(_, item)| item);
    let strays = strays.iter().filter(|(_, kind)| *kind == Kind::PathItem).filter_map(|(at, _)| root.at(at));
    for item in items.chain(strays) {
        let operations = item.as_object().into_iter().flat_map(|item| item.iter()).map(|(_, operation)| operation);
        for owner in operations.chain([item]) {
            for parameter in owner.get("parameters").and_then(Node::as_array).unwrap_or_default() {
                if let Some(text) = parameter.get("$ref").and_then(Node::as_str)
                    && !shared.contains_key(text)
                    && let Some(found) = target(root, text)
                {
                    shared.insert(text.to_owned(), found);
                }
            }
        }
    }
    shared
}

/// The body or field of a form that a reference leads to.
fn target(root: &Node, text: &str) -> Option<(Pointer, Node)> {
    let mut text = text;
    for _ in 0..MAX_HOPS {
        let at = Pointer::parse(text.strip_prefix('#')?)?;
        let node = root.at(&at)?;
        match node.get("$ref").map(|reference| &reference.value) {
            Some(Value::String(next)) => text = next,
            _ => return is_body_part(node).then(|| (at, node.clone())),
        }
    }
    None
}
