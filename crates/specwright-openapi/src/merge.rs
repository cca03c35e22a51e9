//! Several documents of one API made into one.

use specwright_ir::{Code, Diagnostic, Diagnostics, Origin, Pointer, Span};

use crate::tree::{Member, Node, Object, Value};

/// How two values in the same place become one.
#[derive(Clone, Copy)]
enum Rule {
    /// They must be the same.
    Same,
    /// The members of both; members with the same key by the rule inside.
    Union(&'static Rule),
    /// The elements of both; elements of the same name must be the same.
    Named,
}

/// The rule for a member of the root object.
fn rule(key: &str) -> Rule {
    const COMPONENTS: Rule = Rule::Union(&Rule::Same);
    match key {
        "paths" | "webhooks" | "components" => Rule::Union(&COMPONENTS),
        "tags" => Rule::Named,
        _ => Rule::Same,
    }
}

/// Merges documents: path items and webhooks by method, components by kind and name, tags by name, everything else
/// must be the same wherever it is said. What comes first keeps its place and wins a conflict, which is reported.
/// `None` only for no documents.
pub(crate) fn merge(documents: Vec<Node>, diagnostics: &mut Diagnostics) -> Option<Node> {
    let mut documents = documents.into_iter();
    let mut root = documents.next()?;
    for document in documents {
        let Value::Object(members) = document.value else { continue };
        let Some(into) = root.as_object_mut() else { continue };
        for (key, member) in members {
            let pointer = Pointer::root().key(&key);
            combine(into, key.clone(), member, rule(&key), &pointer, diagnostics);
        }
    }
    Some(root)
}

/// Puts a member into an object that may have it already.
fn combine(
    into: &mut Object,
    key: String,
    new: Member,
    rule: Rule,
    pointer: &Pointer,
    diagnostics: &mut Diagnostics,
) {
    let Some(first_place) = into.member(&key).map(Member::place) else {
        into.insert(key, new);
        return;
    };
    let Some(first) = into.get_mut(&key) else { return };
    let place = new.place();
    let mut node = new.node;
    if first.is_same_json(&node) {
        return;
    }
    match (rule, &mut first.value, &mut node.value) {
        (Rule::Union(inner), Value::Object(into), Value::Object(members)) => {
            for (key, member) in std::mem::take(members) {
                let pointer = pointer.key(&key);
                combine(into, key, member, *inner, &pointer, diagnostics);
            }
        }
        (Rule::Named, Value::Array(into), Value::Array(items)) => {
            for item in std::mem::take(items) {
                combine_named(into, item, pointer, diagnostics);
            }
        }
        _ => conflict(pointer, place, first_place, diagnostics),
    }
}

/// Puts an element with a `name` into an array that may have one of this name already.
fn combine_named(into: &mut Vec<Node>, item: Node, pointer: &Pointer, diagnostics: &mut Diagnostics) {
    let name = |node: &Node| node.get("name").and_then(Node::as_str).map(str::to_owned);
    let wanted = name(&item);
    let known = into.iter().enumerate().find(|(_, known)| known.is_same_json(&item) || (wanted.is_some() && name(known) == wanted));
    match known {
        None => into.push(item),
        Some((_, known)) if known.is_same_json(&item) => {}
        Some((index, known)) => {
            conflict(&pointer.index(index), item.span, known.span, diagnostics);
        }
    }
}

/// Reports that something is said in two places in two ways.
fn conflict(pointer: &Pointer, new: Span, first: Span, diagnostics: &mut Diagnostics) {
    let origin = Origin { pointer: pointer.clone(), span: new };
    let message = "two documents say different things here; the first one counts";
    let found = Diagnostic::new(Code::MergeConflict, message).of(&origin);
    diagnostics.push(found.with_related(first, "first said here"));
}
