//! What is referred to and has another form in 3.1, depending on the operation: parameters that become a body or a part of one,
//! and responses of an operation that names its media types.

use std::collections::BTreeMap;

use specwright_ir::Pointer;

use crate::kind::Kind;
use crate::tree::{Node, Value};

/// How many references may lead to one another before it must be a circle.
const MAX_HOPS: usize = 64;

/// Such parameters and responses by the text of the reference, with where they stand.
pub(super) type Shared = BTreeMap<String, (Pointer, Node)>;

/// Whether a parameter is a body or a field of a form.
pub(super) fn is_body_part(node: &Node) -> bool {
    matches!(node.get("in").and_then(Node::as_str), Some("body" | "formData"))
}

/// A response whose body comes as what the operation says.
fn has_body(node: &Node) -> bool {
    node.get("schema").is_some()
}

/// Finds what operations and path items of a document and of its strays refer to.
pub(super) fn collect(root: &Node, strays: &[(Pointer, Kind)]) -> Shared {
    let mut shared = Shared::new();
    let paths = root.get("paths").and_then(Node::as_object);
    let items = paths.into_iter().flat_map(|paths| paths.iter()).map(|(_, item)| item);
    let strays = strays.iter().filter(|(_, kind)| *kind == Kind::PathItem).filter_map(|(at, _)| root.at(at));
    for item in items.chain(strays) {
        let operations = item.as_object().into_iter().flat_map(|item| item.iter()).map(|(_, operation)| operation);
        for owner in operations.chain([item]) {
            let parameters = owner.get("parameters").and_then(Node::as_array).unwrap_or_default();
            add(&mut shared, root, parameters, is_body_part);
            if owner.get("produces").is_some() {
                let responses = owner.get("responses").and_then(Node::as_object);
                let responses = responses.into_iter().flat_map(|responses| responses.iter());
                add(&mut shared, root, responses.map(|(_, response)| response), has_body);
            }
        }
    }
    shared
}

/// Adds what the references among these nodes lead to, if it is of the kind.
fn add<'n>(shared: &mut Shared, root: &Node, nodes: impl IntoIterator<Item = &'n Node>, kind: fn(&Node) -> bool) {
    for node in nodes {
        if let Some(text) = node.get("$ref").and_then(Node::as_str)
            && !shared.contains_key(text)
            && let Some(found) = target(root, text, kind)
        {
            shared.insert(text.to_owned(), found);
        }
    }
}

/// What a reference leads to, if it is of the kind.
fn target(root: &Node, text: &str, kind: fn(&Node) -> bool) -> Option<(Pointer, Node)> {
    let mut text = text;
    for _ in 0..MAX_HOPS {
        let at = Pointer::parse(text.strip_prefix('#')?)?;
        let node = root.at(&at)?;
        match node.get("$ref").map(|reference| &reference.value) {
            Some(Value::String(next)) => text = next,
            _ => return kind(node).then(|| (at, node.clone())),
        }
    }
    None
}
