//! Schemas of other files that become components of the document.

use std::collections::{BTreeMap, BTreeSet};

use specwright_ir::Pointer;

use super::{find::ancestors, moves::Moves};
use crate::kind::Kind;
use crate::tree::{Member, Node, Object, Value};

/// Moves the outermost of these schemas of other files to the components: to the component that is only a reference to
/// it, if there is one, else to one named after it. Where it stood, a reference stays.
pub(super) fn adopt(root: &mut Node, container: &Pointer, targets: &[(Pointer, Kind)]) -> Moves {
    let mut moves = Moves::default();
    let all: BTreeSet<&Pointer> =
        targets.iter().filter(|(_, kind)| *kind == Kind::Schema).map(|(pointer, _)| pointer).collect();
    let mut done = BTreeSet::new();
    let outermost = targets.iter().map(|(pointer, _)| pointer).filter(|pointer| {
        all.contains(pointer) && !ancestors(pointer).any(|outer| all.contains(&outer)) && done.insert(*pointer)
    });
    let outermost: Vec<Pointer> = outermost.cloned().collect();
    if outermost.is_empty() || !make(root, container) {
        return moves;
    }
    let aliases = aliases(root, container);
    for from in outermost {
        let alias = aliases.get(&from).cloned();
        let Some(components) = root.at(container).and_then(Node::as_object) else { continue };
        let name = alias.unwrap_or_else(|| free(components, &name(&from)));
        let to = container.key(&name);
        let Some(place) = root.at_mut(&from) else { continue };
        let span = place.span;
        let stand_in = Object::from_iter([(
            "$ref".to_owned(),
            Member { key: span, node: Node { span, value: Value::String(to.to_string()) } },
        )]);
        let schema = std::mem::replace(place, Node { span, value: Value::Object(stand_in) });
        let Some(components) = root.at_mut(container).and_then(Node::as_object_mut) else { continue };
        let key = components.key_span(&name).unwrap_or(schema.span);
        components.insert(name, Member { key, node: schema });
        moves.to(from, to);
    }
    moves
}

/// The name of a schema of another file: the last token of the pointer into the file, or the file's own name.
fn name(pointer: &Pointer) -> String {
    let tokens: Vec<String> = pointer.tokens().collect();
    let [_, file, inner @ ..] = tokens.as_slice() else { return String::new() };
    let is_word = |token: &&String| !token.bytes().all(|byte| byte.is_ascii_digit()) && *token != "schema";
    match inner.last().filter(is_word) {
        Some(last) => last.clone(),
        None => stem(file),
    }
}

/// `schemas/Pet.schema.json` is called `Pet`; `pet/index.yaml` is called `pet`.
fn stem(file: &str) -> String {
    let mut parts = file.rsplit('/');
    let last = parts.next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let stem = stem.strip_suffix(".schema").unwrap_or(stem);
    match (stem, parts.next()) {
        ("index" | "schema", Some(folder)) if !matches!(folder, "" | "." | "..") => folder.to_owned(),
        _ => stem.to_owned(),
    }
}

/// A name that no component has.
fn free(components: &Object, wanted: &str) -> String {
    let wanted = if wanted.is_empty() { "Schema" } else { wanted };
    let numbered = (2..).map(|number| format!("{wanted}{number}"));
    let mut names = std::iter::once(wanted.to_owned()).chain(numbered);
    names.find(|name| !components.contains_key(name)).unwrap_or_default()
}

/// Makes the object for components, if it can be there.
fn make(root: &mut Node, container: &Pointer) -> bool {
    let mut node = root;
    for token in container.tokens() {
        let span = node.span;
        let Some(object) = node.as_object_mut() else { return false };
        if !object.contains_key(&token) {
            let empty = Node { span, value: Value::Object(Object::default()) };
            object.insert(token.clone(), Member { key: span, node: empty });
        }
        let Some(inner) = object.get_mut(&token) else { return false };
        node = inner;
    }
    node.as_object().is_some()
}

/// The components that are nothing but a reference, by where it leads; the first one for each place.
fn aliases(root: &Node, container: &Pointer) -> BTreeMap<Pointer, String> {
    let components = root.at(container).and_then(Node::as_object);
    let target = |node: &Node| match node.as_object() {
        Some(object) if object.len() == 1 => Pointer::parse(object.get("$ref")?.as_str()?),
        _ => None,
    };
    let mut aliases = BTreeMap::new();
    for (name, node) in components.into_iter().flat_map(Object::iter) {
        if let Some(target) = target(node) {
            aliases.entry(target).or_insert_with(|| name.to_owned());
        }
    }
    aliases
}
