//! References made local: behind this, every `$ref` that leads anywhere leads to `#/..`.
//!
//! Files that are referred to are put into the document as a whole, under one key of their own, so that everything in
//! them keeps its way to everything else. Then the schemas among what is referred to become components.

mod adopt;
mod bind;
mod collect;
mod files;
mod find;
mod moves;
mod registry;
#[cfg(test)]
mod tests;
mod uri;

use std::collections::{BTreeMap, BTreeSet};

use specwright_ir::{Code, Diagnostic, Diagnostics, Origin, Pointer, Sources, Span};

use crate::kind::Kind;
use crate::read::Loader;
use crate::tree::{Member, Node, Object, Value};
use collect::{Form, Site, collect};
use registry::Registry;

pub(crate) use moves::Moves;
pub(crate) use uri::percent_decode;

/// What is known about a document whose references are local.
#[derive(Debug, Default)]
pub(crate) struct Linked {
    /// What stands in places where nothing of its kind is looked for, but something refers to it.
    pub(crate) strays: Vec<(Pointer, Kind)>,
    /// The texts of references that lead nowhere, all reported.
    pub(crate) unresolved: BTreeSet<Span>,
}

/// Makes the references of a document local. `names` are the names of the files the document was made of; relative
/// references of what other files added to it start at the first.
pub(crate) fn link(
    root: &mut Node,
    names: &[String],
    components: &Pointer,
    loader: &dyn Loader,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Linked {
    let mut linker = Linker {
        key: free_key(root),
        root,
        names: names.iter().map(|name| uri::normal(name)).collect(),
        files: BTreeMap::new(),
        placed: BTreeMap::new(),
        registry: Registry::default(),
        queue: vec![(Pointer::root(), Kind::Document)],
        strays: Vec::new(),
        known: BTreeSet::new(),
        rewrites: Vec::new(),
        unresolved: BTreeSet::new(),
        has_dynamic: false,
        loader,
        sources,
        diagnostics,
    };
    linker.register();
    linker.run();
    linker.finish(components)
}

struct Linker<'a> {
    root: &'a mut Node,
    /// The key of the root that other files stand under.
    key: String,
    names: Vec<String>,
    /// The other files that were asked for: where they were put, or why they were not.
    files: BTreeMap<String, Result<Pointer, Failure>>,
    /// The names of the other files by where they were put.
    placed: BTreeMap<Pointer, String>,
    registry: Registry,
    queue: Vec<(Pointer, Kind)>,
    strays: Vec<(Pointer, Kind)>,
    known: BTreeSet<(Pointer, Kind)>,
    rewrites: Vec<(Site, Pointer)>,
    unresolved: BTreeSet<Span>,
    /// Whether there is any `$dynamicRef`.
    has_dynamic: bool,
    loader: &'a dyn Loader,
    sources: &'a mut Sources,
    diagnostics: &'a mut Diagnostics,
}

/// Why a reference leads nowhere.
#[derive(Clone, Debug)]
struct Failure {
    code: Code,
    message: String,
}

impl Failure {
    fn external(message: impl Into<String>) -> Self {
        Self { code: Code::ReferenceExternal, message: message.into() }
    }

    fn dangling(message: impl Into<String>) -> Self {
        Self { code: Code::ReferenceDangling, message: message.into() }
    }
}

impl Linker<'_> {
    fn register(&mut self) {
        let name = self.names.first().cloned().unwrap_or_default();
        let has_names = |text: &str| ["$id", "nchor", "$self"].iter().any(|word| text.contains(word));
        let text = self.sources.iter().map(|(_, source)| source.text.as_str()).find(|text| has_names(text));
        self.registry.add(&Pointer::root(), &name, text.unwrap_or_default(), self.root);
    }

    fn run(&mut self) {
        while let Some((at, kind)) = self.queue.pop() {
            let foreign = at.tokens().next().is_some_and(|token| token == self.key);
            let embedded = self.registry.has_embedded();
            let same = |text: &str| !foreign && !embedded && text.starts_with("#/") && !text.contains('%');
            for site in collect(self.root, &at, kind, &same) {
                self.site(site);
            }
        }
    }

    fn site(&mut self, site: Site) {
        self.has_dynamic |= matches!(site.form, Form::Dynamic(_));
        let target = match (self.resolve(&site), site.form) {
            (Ok(target), _) => target,
            // A text that leads nowhere is a component's name.
            (Err(_), Form::Name) if !site.text.contains(['#', '/']) => return,
            (Err(failure), _) => return self.report(&site, failure),
        };
        if site.form == Form::Collection {
            return self.spread(&site, &target);
        }
        self.reach(target.clone(), site.kind);
        if site.form != Form::Reference || site.text != target.to_string() {
            self.rewrites.push((site, target));
        }
    }

    fn report(&mut self, site: &Site, failure: Failure) {
        let origin = Origin { pointer: site.pointer(), span: site.span };
        if self.unresolved.insert(site.span) {
            self.diagnostics.report(failure.code, &origin, failure.message);
        }
    }

    /// Looks for references in a target, if the document's own structure does not lead to it.
    fn reach(&mut self, target: Pointer, kind: Kind) {
        let stray = (target, kind);
        let is_known = reaches(&Pointer::root(), Kind::Document, &stray.0, kind) || !self.known.insert(stray.clone());
        if !is_known && !self.is_reached(&stray) {
            self.queue.push(stray.clone());
            self.strays.push(stray);
        }
    }

    /// Whether the structure of another stray leads to this one.
    fn is_reached(&self, (at, kind): &(Pointer, Kind)) -> bool {
        find::ancestors(at).any(|outer| self.strays_at(&outer).any(|(from, outer)| reaches(&from, outer, at, *kind)))
    }

    fn strays_at(&self, at: &Pointer) -> impl Iterator<Item = (Pointer, Kind)> + use<'_> {
        let from = (at.clone(), Kind::Document);
        let at = at.clone();
        self.known.range(from..).take_while(move |(pointer, _)| *pointer == at).cloned()
    }

    /// Gives a collection the members of another one, each as a reference, and looks at it again.
    fn spread(&mut self, site: &Site, target: &Pointer) {
        let target = self.last_of(target);
        let members: Vec<(String, Member)> = match self.root.at(&target).and_then(Node::as_object) {
            Some(object) => {
                let members = object.members().filter(|(key, _)| *key != "$ref");
                members.map(|(key, member)| (key.to_owned(), alias(&target, key, member))).collect()
            }
            None => Vec::new(),
        };
        let Some(object) = self.root.at_mut(&site.at).and_then(Node::as_object_mut) else { return };
        object.remove("$ref");
        for (key, member) in members {
            if !object.contains_key(&key) {
                object.insert(key, member);
            }
        }
        self.queue.push((site.at.clone(), site.kind));
    }

    fn finish(mut self, components: &Pointer) -> Linked {
        let rewrites = std::mem::take(&mut self.rewrites).into_iter();
        let (mut dynamic, fixed): (Vec<_>, Vec<_>) =
            rewrites.partition(|(site, _)| matches!(site.form, Form::Dynamic(_)));
        for (site, target) in &fixed {
            rewrite(self.root, site, target);
        }
        if self.has_dynamic {
            self.bind(&mut dynamic);
        }
        for (site, target) in &dynamic {
            rewrite(self.root, site, target);
        }
        let moves = adopt::adopt(self.root, components, &self.foreign());
        let mut strays: Vec<(Pointer, Kind)> = Vec::new();
        for (stray, kind) in self.strays.iter().filter(|stray| !self.is_reached(stray)) {
            let now = moves.translate(stray);
            if !reaches(&Pointer::root(), Kind::Document, &now, *kind) {
                strays.push((now, *kind));
            }
        }
        follow(self.root, &moves, &strays);
        Linked { strays, unresolved: self.unresolved }
    }

    /// What is referred to in other files.
    fn foreign(&self) -> Vec<(Pointer, Kind)> {
        let is_foreign = |pointer: &Pointer| pointer.tokens().next().is_some_and(|token| token == self.key);
        self.strays.iter().filter(|(pointer, _)| is_foreign(pointer)).cloned().collect()
    }
}

/// A reference to a member of the collection at `target`; a collection inside is taken over the same way later.
fn alias(target: &Pointer, key: &str, member: &Member) -> Member {
    let span = member.place();
    let reference = Node { span, value: Value::String(target.key(key).to_string()) };
    if member.node.as_object().is_none() {
        return member.clone();
    }
    let object = Object::from_iter([("$ref".to_owned(), Member { key: span, node: reference })]);
    Member { key: member.key, node: Node { span: member.node.span, value: Value::Object(object) } }
}

/// Writes where a reference leads.
fn rewrite(root: &mut Node, site: &Site, target: &Pointer) {
    let text = Value::String(target.to_string());
    if let Some(node) = root.at_mut(&site.pointer()) {
        node.value = text;
    }
    let Form::Dynamic(key) = site.form else { return };
    let Some(object) = root.at_mut(&site.at).and_then(Node::as_object_mut) else { return };
    let Some(reference) = object.remove(key) else { return };
    if !object.contains_key("$ref") {
        object.insert("$ref", reference);
        return;
    }
    let span = reference.node.span;
    let (at, own) = (reference.key, Object::from_iter([("$ref".to_owned(), reference)]));
    let part = Node { span, value: Value::Object(own) };
    match object.get_mut("allOf").map(|parts| &mut parts.value) {
        Some(Value::Array(parts)) => parts.push(part),
        _ => {
            object.insert("allOf", Member { key: at, node: Node { span, value: Value::Array(vec![part]) } });
        }
    }
}

/// Makes every local reference of the document and of its strays lead to where things have gone.
pub(crate) fn follow(root: &mut Node, moves: &Moves, strays: &[(Pointer, Kind)]) {
    if moves.is_empty() {
        return;
    }
    let document = (Pointer::root(), Kind::Document);
    for (at, kind) in std::iter::once(&document).chain(strays) {
        for site in collect(root, at, *kind, &|_| false) {
            let Some(old) = site.text.strip_prefix('#').and_then(Pointer::parse) else { continue };
            let now = moves.translate(&old);
            if now != old
                && let Some(node) = root.at_mut(&site.pointer())
            {
                node.value = Value::String(now.to_string());
            }
        }
    }
}

/// Whether the structure of what stands at a place leads to a target as something of this kind.
fn reaches(from: &Pointer, kind: Kind, target: &Pointer, wanted: Kind) -> bool {
    let Some(rest) = target.as_str().strip_prefix(from.as_str()) else { return false };
    let Some(rest) = Pointer::parse(rest) else { return false };
    let mut kind = kind;
    for token in rest.tokens() {
        let is_index = token.bytes().all(|byte| byte.is_ascii_digit());
        let element = kind.element().filter(|_| is_index);
        let Some(next) = element.or_else(|| kind.part(&token)) else { return false };
        kind = next;
    }
    kind == wanted
}

/// A key of the root that is not taken.
fn free_key(root: &Node) -> String {
    let mut key = "x-files".to_owned();
    while root.get(&key).is_some() {
        key.push('-');
    }
    key
}

/// A finding in a file that is not the document itself costs what refers to it, not the whole.
fn soften(found: &Diagnostic) -> Diagnostic {
    let mut softer = Diagnostic::new(Code::Malformed, found.message.clone());
    softer.span = found.span;
    softer.related = found.related.clone();
    softer
}
