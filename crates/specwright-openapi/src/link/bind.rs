//! Dynamic references: a schema that refers to another one may say what the `$dynamicRef`s in it lead to, by naming
//! schemas of its own with `$dynamicAnchor` (JSON Schema 2020-12 core, section 8.2.3.2).
//!
//! Types do not depend on where they are come from. So such a schema gets copies of what it refers to, as far as that
//! leads to a `$dynamicRef` it decides.

use std::collections::{BTreeMap, BTreeSet};

use specwright_ir::{Code, Origin, Pointer};

use super::collect::{Form, Site, collect};
use super::{Linker, find};
use crate::kind::Kind;
use crate::tree::{Member, Node, Object, Value};

/// How many references the copies of a document may hold in all.
const MAX_SITES: usize = 20_000;

/// What names a schema or describes others: a copy has it not.
const NOT_COPIED: &[&str] = &["$id", "$schema", "$anchor", "$dynamicAnchor", "$defs", "definitions"];

/// What the dynamic references to each name lead to.
type Bound = BTreeMap<String, Pointer>;

/// Where dynamic references lead without anything around them, by the schema they are in.
type Targets = BTreeMap<Pointer, Pointer>;

/// The copies that are made for one schema.
struct Copies<'b> {
    bound: &'b Bound,
    targets: &'b Targets,
    /// Where the copy of each schema stands.
    made: BTreeMap<Pointer, Pointer>,
    /// What the dynamic references in the copies lead to.
    found: Vec<(Site, Pointer)>,
}

impl Linker<'_> {
    /// Makes the copies, while static references are local already and dynamic ones are as they were. What dynamic
    /// references in copies lead to is added to `dynamic`.
    pub(super) fn bind(&mut self, dynamic: &mut Vec<(Site, Pointer)>) {
        let mut targets: Targets = dynamic.iter().map(|(site, target)| (site.at.clone(), target.clone())).collect();
        let mut left = MAX_SITES;
        for (owner, bound) in self.binders() {
            let mut copies = Copies { bound: &bound, targets: &targets, made: BTreeMap::new(), found: Vec::new() };
            for holder in self.holders(&owner) {
                if self.fill(&holder, &mut copies, &mut left).is_none() {
                    self.report_limit(&owner);
                }
            }
            let found = copies.found;
            targets.extend(found.iter().map(|(site, target)| (site.at.clone(), target.clone())));
            dynamic.extend(found);
        }
    }

    /// The schemas that name some for the dynamic references of what they refer to.
    fn binders(&self) -> BTreeMap<Pointer, Bound> {
        let mut binders: BTreeMap<Pointer, Bound> = BTreeMap::new();
        for (at, name) in self.registry.dynamic_anchors() {
            let mut outer = find::ancestors(at);
            let is_part = |holder: &Pointer| holder.last().is_some_and(|key| key == "$defs" || key == "definitions");
            let owner = outer.next().filter(is_part).and_then(|_| outer.next());
            for owner in std::iter::once(at.clone()).chain(owner) {
                binders.entry(owner).or_default().entry(name.to_owned()).or_insert_with(|| at.clone());
            }
        }
        binders
    }

    /// The places with a `$ref` that belong to a schema: the schema itself and the parts of its `allOf`.
    fn holders(&self, owner: &Pointer) -> Vec<Pointer> {
        let parts =
            self.root.at(owner).and_then(|node| node.get("allOf")).and_then(Node::as_array).map_or(0, <[_]>::len);
        let parts = (0..parts).map(|index| owner.key("allOf").index(index));
        std::iter::once(owner.clone()).chain(parts).filter(|at| self.referred(at).is_some()).collect()
    }

    fn referred(&self, at: &Pointer) -> Option<Pointer> {
        Pointer::parse(self.root.at(at)?.get("$ref")?.as_str()?.strip_prefix('#')?)
    }

    /// Puts a copy in the place of a reference, if what it leads to depends on what is bound; `None` when that would
    /// be too much.
    fn fill(&mut self, holder: &Pointer, copies: &mut Copies<'_>, left: &mut usize) -> Option<()> {
        let Some(target) = self.referred(holder) else { return Some(()) };
        if let Some(copy) = copies.made.get(&target) {
            let text = Value::String(format!("#{}", copy.as_str()));
            if let Some(reference) = self.root.at_mut(&holder.key("$ref")) {
                reference.value = text;
            }
            return Some(());
        }
        if !self.depends(&target, copies, left)? {
            return Some(());
        }
        let Some(copy) = self.copy(holder, &target) else { return Some(()) };
        copies.made.insert(target.clone(), copy.clone());
        for site in collect(self.root, &copy, Kind::Schema, &|_| false) {
            *left = left.checked_sub(1)?;
            match site.form {
                Form::Dynamic(_) => {
                    let original = format!("{}{}", target.as_str(), site.at.as_str().strip_prefix(copy.as_str())?);
                    let fixed = copies.targets.get(&Pointer::parse(&original)?);
                    let bound = self.bound(&site, fixed, copies.bound);
                    let fixed = fixed.and_then(|target| copies.made.get(target)).or(fixed);
                    if let Some(target) = bound.or(fixed).cloned() {
                        copies.found.push((site, target));
                    }
                }
                Form::Reference => self.fill(&site.at, copies, left)?,
                Form::Collection | Form::Name => {}
            }
        }
        Some(())
    }

    /// Whether a schema has a dynamic reference to what is bound, or leads to one that has.
    fn depends(&self, at: &Pointer, copies: &Copies<'_>, left: &mut usize) -> Option<bool> {
        let mut seen = BTreeSet::new();
        let mut queue = vec![at.clone()];
        while let Some(at) = queue.pop() {
            if !seen.insert(at.clone()) {
                continue;
            }
            for site in collect(self.root, &at, Kind::Schema, &|_| false) {
                *left = left.checked_sub(1)?;
                let fixed = copies.targets.get(&site.at);
                match site.form {
                    Form::Dynamic(_) if self.bound(&site, fixed, copies.bound).is_some() => return Some(true),
                    Form::Reference => queue.extend(self.referred(&site.at)),
                    _ => {}
                }
            }
        }
        Some(false)
    }

    /// What a dynamic reference leads to, unless that is `fixed` because it is not a `$dynamicAnchor`.
    fn bound<'b>(&self, site: &Site, fixed: Option<&Pointer>, bound: &'b Bound) -> Option<&'b Pointer> {
        let (_, name) = site.text.rsplit_once('#')?;
        let anchor = |at: &Pointer| self.root.at(at)?.get("$dynamicAnchor")?.as_str();
        let is_fixed = fixed.is_some_and(|at| anchor(at) != Some(name));
        bound.get(name).filter(|_| !is_fixed)
    }

    /// Puts a copy of a schema into the `allOf` of the one that referred to it, and says where.
    fn copy(&mut self, holder: &Pointer, target: &Pointer) -> Option<Pointer> {
        let original = self.root.at(target)?;
        let members = original.as_object()?.members().filter(|(key, _)| !NOT_COPIED.contains(key));
        let copied = Object::from_iter(members.map(|(key, member)| (key.to_owned(), member.clone())));
        let copied = Node { span: original.span, value: Value::Object(copied) };
        let object = self.root.at_mut(holder)?.as_object_mut()?;
        let reference = object.remove("$ref")?;
        let parts = holder.key("allOf");
        match object.get_mut("allOf").map(|parts| &mut parts.value) {
            Some(Value::Array(all)) => {
                all.push(copied);
                Some(parts.index(all.len() - 1))
            }
            _ => {
                let node = Node { span: reference.node.span, value: Value::Array(vec![copied]) };
                object.insert("allOf", Member { key: reference.key, node });
                Some(parts.index(0))
            }
        }
    }

    fn report_limit(&mut self, owner: &Pointer) {
        let Some(node) = self.root.at(owner) else { return };
        let origin = Origin { pointer: owner.clone(), span: node.span };
        let message = format!(
            "the schemas that bind a `$dynamicAnchor` lead to more than {MAX_SITES} references; the `$dynamicRef`s \
             behind this one lead where they would without it"
        );
        self.diagnostics.report(Code::KeywordUnsupported, &origin, message);
    }
}
