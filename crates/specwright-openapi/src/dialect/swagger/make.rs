//! Parts that no text says.

use specwright_ir::{Pointer, Span};

use crate::tree::{Member, Node, Object, Value};

/// A string in the place of what it was made from.
pub(super) fn text(span: Span, text: impl Into<String>) -> Node {
    Node { span, value: Value::String(text.into()) }
}

/// A boolean in the place of what it was made from.
pub(super) fn boolean(span: Span, value: bool) -> Node {
    Node { span, value: Value::Bool(value) }
}

/// An object in the place of what it was made from.
pub(super) fn object(span: Span, members: Vec<(&str, Node)>) -> Node {
    let member = |(key, node): (&str, Node)| (key.to_owned(), Member { key: span, node });
    Node { span, value: Value::Object(members.into_iter().map(member).collect()) }
}

/// An array in the place of what it was made from.
pub(super) fn array(span: Span, items: Vec<Node>) -> Node {
    Node { span, value: Value::Array(items) }
}

/// A reference to something in the document.
pub(super) fn reference(span: Span, to: &Pointer) -> Node {
    object(span, vec![("$ref", text(span, to.to_string()))])
}

/// The text of a node that is a reference and nothing else.
pub(super) fn reference_of(node: &Node) -> Option<&str> {
    node.as_object().filter(|object| object.len() == 1)?.get("$ref")?.as_str()
}

/// Puts a value into an object, in the place of what it was made from.
pub(super) fn put(object: &mut Object, key: &str, node: Node) {
    let key_span = node.span;
    object.insert(key, Member { key: key_span, node });
}
