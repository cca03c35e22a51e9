//! Names that documents give to schemas: `$id`, `$self`, `$anchor`, `$dynamicAnchor`.

use std::collections::BTreeMap;

use specwright_ir::Pointer;

use super::uri;
use crate::tree::{Node, Value};

/// The named schemas of all files read so far.
#[derive(Debug, Default)]
pub(super) struct Registry {
    /// Where each schema with an address of its own stands; files too, under their names.
    by_uri: BTreeMap<String, Pointer>,
    /// The addresses, by where they stand.
    by_place: BTreeMap<Pointer, String>,
    /// Anchors, by the place of the schema or file they belong to and their name.
    anchors: BTreeMap<(Pointer, String), Pointer>,
    /// The places with a `$dynamicAnchor`, and its name.
    dynamic: Vec<(Pointer, String)>,
}

/// Values in which nothing is a schema.
const DATA: &[&str] = &["example", "examples", "enum", "const", "default"];

impl Registry {
    /// Notes a file that was put at `place`, and what is named in it.
    pub(super) fn add(&mut self, place: &Pointer, name: &str, text: &str, node: &Node) {
        self.name(name.to_owned(), place);
        let own = node.get("$self").and_then(Node::as_str);
        let base = own.map_or_else(|| name.to_owned(), |own| uri::resolve(name, without_fragment(own)));
        self.name(base.clone(), place);
        self.by_place.insert(place.clone(), base.clone());
        if ["$id", "nchor"].iter().any(|word| text.contains(word)) {
            self.scan(node, place, place, &base);
        }
    }

    fn name(&mut self, address: String, place: &Pointer) {
        self.by_uri.entry(address).or_insert_with(|| place.clone());
    }

    fn scan(&mut self, node: &Node, at: &Pointer, resource: &Pointer, base: &str) {
        match &node.value {
            Value::Object(object) => {
                let own = object.get("$id").and_then(Node::as_str).map(|id| uri::resolve(base, without_fragment(id)));
                let (resource, base) = match &own {
                    Some(own) if own != base => {
                        self.name(own.clone(), at);
                        self.by_place.insert(at.clone(), own.clone());
                        (at, own.as_str())
                    }
                    _ => (resource, base),
                };
                let anchors = ["$anchor", "$dynamicAnchor"].into_iter().filter_map(|key| object.get(key)?.as_str());
                let old = object.get("$id").and_then(Node::as_str).and_then(|id| id.strip_prefix('#'));
                for anchor in anchors.chain(old) {
                    let key = (resource.clone(), anchor.to_owned());
                    self.anchors.entry(key).or_insert_with(|| at.clone());
                }
                if let Some(name) = object.get("$dynamicAnchor").and_then(Node::as_str) {
                    self.dynamic.push((at.clone(), name.to_owned()));
                }
                for (key, inner) in object.iter().filter(|(key, _)| !DATA.contains(key)) {
                    if matches!(inner.value, Value::Object(_) | Value::Array(_)) {
                        self.scan(inner, &at.key(key), resource, base);
                    }
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.scan(item, &at.index(index), resource, base);
                }
            }
            _ => {}
        }
    }

    /// The schema or file with an address.
    pub(super) fn find(&self, address: &str) -> Option<&Pointer> {
        self.by_uri.get(address)
    }

    /// The innermost schema or file with an address of its own that something stands in.
    pub(super) fn resource(&self, at: &Pointer) -> (Pointer, &str) {
        let mut found = (Pointer::root(), self.by_place.get(&Pointer::root()).map_or("", String::as_str));
        let mut place = Pointer::root();
        for token in at.tokens() {
            place = place.key(&token);
            if let Some(base) = self.by_place.get(&place) {
                found = (place.clone(), base);
            }
        }
        found
    }

    /// What an anchor of a schema or file names.
    pub(super) fn anchor(&self, resource: &Pointer, name: &str) -> Option<&Pointer> {
        self.anchors.get(&(resource.clone(), name.to_owned()))
    }

    /// The schemas with a `$dynamicAnchor`, and its name.
    pub(super) fn dynamic_anchors(&self) -> impl Iterator<Item = (&Pointer, &str)> {
        self.dynamic.iter().map(|(at, name)| (at, name.as_str()))
    }

    /// Whether a local reference may mean something else than its text says, because schemas have addresses.
    pub(super) fn has_embedded(&self) -> bool {
        self.by_place.len() > 1
    }
}

fn without_fragment(text: &str) -> &str {
    text.split_once('#').map_or(text, |(text, _)| text)
}
