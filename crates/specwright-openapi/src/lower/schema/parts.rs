//! A view taken apart into the schema objects that hold at the same time.

use std::collections::BTreeSet;

use specwright_ir::{Code, Diagnostic};

use super::{
    heirs::is_heir,
    keywords,
    said::{MAX_DEPTH, both, is_null, own_nullability},
    view::{View, address},
};
use crate::{
    lower::{Lower, at::At},
    tree::{Node, Value},
};

/// The schema objects that a value has to satisfy together: the schemas of the view, the members of their `allOf`, the
/// branches that are taken, and what they refer to.
pub(super) struct Parts<'d> {
    /// The objects, in document order, each to be read without `allOf`, `$ref`, `oneOf` and `anyOf`.
    pub(super) objects: Vec<At<'d>>,
    /// Set when the view is nothing but another name for this schema.
    pub(super) named: Option<At<'d>>,
    /// The alternatives that are still open; every one of them has to be decided.
    pub(super) choices: Vec<Choice<'d>>,
    /// The one type of the view.
    pub(super) only: Option<&'static str>,
    nullable: Option<bool>,
}

/// A `oneOf` or `anyOf` with several branches besides `null`.
#[derive(Clone)]
pub(super) struct Choice<'d> {
    /// The list.
    pub(super) at: At<'d>,
    /// The schema object it stands in.
    pub(super) owner: At<'d>,
    /// The branches, `null` left out.
    pub(super) branches: Vec<At<'d>>,
}

impl<'d> Parts<'d> {
    /// The first value of a keyword among the parts.
    pub(super) fn first(&self, key: &str) -> Option<At<'d>> {
        self.objects.iter().find_map(|part| part.get(key))
    }

    /// Every value of a keyword among the parts.
    pub(super) fn all<'a>(&'a self, key: &'a str) -> impl Iterator<Item = At<'d>> + 'a {
        self.objects.iter().filter_map(move |part| part.get(key))
    }

    pub(super) fn is_nullable(&self) -> bool {
        self.nullable == Some(true)
    }
}

/// One thing a value has to satisfy.
enum Element<'d> {
    Own(At<'d>),
    Reference(At<'d>),
}

/// What taking apart has found so far.
#[derive(Default)]
struct Found<'d> {
    elements: Vec<Element<'d>>,
    choices: Vec<Choice<'d>>,
    /// The schemas on the way.
    visited: BTreeSet<*const Node>,
}

impl<'d> Lower<'d> {
    pub(super) fn parts(&mut self, view: &View<'d>) -> Parts<'d> {
        let mut found = Found::default();
        let mut nullable = None;
        for root in &view.roots {
            found.visited.insert(address(root));
            let said = self.collect(root, view, &mut found);
            nullable = both(nullable, said);
        }
        // What the schema itself says about null counts, whatever it refers to says.
        let told = nullable == Some(true);
        if found.choices.is_empty()
            && let Some(target) = self.only_name(view, &found.elements)
        {
            return Parts { objects: Vec::new(), named: Some(target), choices: Vec::new(), only: view.only, nullable };
        }
        let mut objects = Vec::new();
        for element in std::mem::take(&mut found.elements) {
            match element {
                Element::Own(own) => objects.push(own),
                Element::Reference(target) => {
                    let inner = self.expand(&target, view, &mut found, &mut objects, 0);
                    nullable = both(nullable, inner);
                }
            }
        }
        let mut seen = BTreeSet::new();
        objects.retain(|object| seen.insert(address(object)));
        let nullable = if told { Some(true) } else { nullable };
        Parts { objects, named: None, choices: found.choices, only: view.only, nullable }
    }

    /// Adds everything that a referenced schema asks for.
    fn expand(
        &mut self,
        at: &At<'d>,
        view: &View<'d>,
        found: &mut Found<'d>,
        objects: &mut Vec<At<'d>>,
        depth: usize,
    ) -> Option<bool> {
        if depth > MAX_DEPTH {
            let message =
                format!("more than {MAX_DEPTH} schemas build on one another through `allOf`; the rest is left out");
            self.report(Code::LimitDepth, at, message);
            return None;
        }
        if !found.visited.insert(address(at)) {
            if view.roots.iter().any(|root| address(root) == address(at)) {
                self.report(Code::SchemaConflict, at, "this schema is part of itself through `allOf`; taken once");
            }
            return None;
        }
        let mut nullable = self.collect(at, view, found);
        for element in std::mem::take(&mut found.elements) {
            match element {
                Element::Own(own) => objects.push(own),
                Element::Reference(target) => {
                    let inner = self.expand(&target, view, found, objects, depth + 1);
                    nullable = both(nullable, inner);
                }
            }
        }
        nullable
    }

    /// What one schema object asks for, references not yet followed; and whether it allows `null`, if it says.
    fn collect(&mut self, at: &At<'d>, view: &View<'d>, found: &mut Found<'d>) -> Option<bool> {
        if !self.is_schema_object(at) {
            return None;
        }
        self.check_schema_keywords(at);
        let mut nullable = own_nullability(at).or_else(|| self.literal_nullability(at));
        if keys(at).any(keywords::is_own) {
            found.elements.push(Element::Own(at.clone()));
        }
        for key in ["$ref", "$dynamicRef"] {
            if let Some(target) = at.get(key).and_then(|reference| self.target(&reference)) {
                found.elements.push(Element::Reference(target));
            }
        }
        for member in self.list(at, "allOf") {
            let inner = self.collect(&member, view, found);
            nullable = both(nullable, inner);
        }
        for key in ["oneOf", "anyOf"] {
            let inner = self.collect_choice(at, key, view, found);
            nullable = both(nullable, inner);
        }
        nullable
    }

    fn collect_choice(&mut self, owner: &At<'d>, key: &str, view: &View<'d>, found: &mut Found<'d>) -> Option<bool> {
        let at = owner.get(key)?;
        let (nulls, branches): (Vec<_>, Vec<_>) = self.list(owner, key).into_iter().partition(is_null);
        if branches.is_empty() && nulls.is_empty() {
            return None;
        }
        let null = (!nulls.is_empty()).then_some(true);
        if let Some(picked) = view.picked(&at) {
            let picked = picked.clone();
            let inner = self.collect(&picked, view, found);
            return null.or(inner);
        }
        if branches.iter().all(only_requires) {
            return null;
        }
        // A schema that builds on one that lists it as an alternative has taken that alternative.
        let mut taken = false;
        for branch in &branches {
            let Some(target) = self.lone_target(branch) else { continue };
            taken |= address(&target) != address(owner) && found.visited.contains(&address(&target));
        }
        match branches.as_slice() {
            _ if taken => null,
            [only] => {
                let inner = self.collect(only, view, found);
                null.or(inner)
            }
            _ => {
                let mut said: Vec<Option<bool>> = Vec::new();
                for branch in &branches {
                    said.push(self.said(branch).null);
                }
                found.choices.push(Choice { at, owner: owner.clone(), branches });
                let unsaid = said.contains(&None);
                null.or(said.contains(&Some(true)).then_some(true)).or((!unsaid).then_some(false))
            }
        }
    }

    /// Whether this is an object, so that it has keywords; reports what is no schema.
    fn is_schema_object(&mut self, at: &At<'d>) -> bool {
        match &at.node.value {
            Value::Object(_) => return true,
            Value::Bool(true) => {}
            Value::Bool(false) => {
                self.report(Code::ConstraintUnchecked, at, "this schema allows no value; treated as any JSON value");
            }
            _ => {
                let found = at.node.kind_name();
                let message = format!("a schema is {found}, not an object; treated as any JSON value");
                self.report(Code::KeywordInvalid, at, message);
            }
        }
        false
    }

    /// The place a `$ref` leads to; worked out once.
    pub(super) fn target(&mut self, reference: &At<'d>) -> Option<At<'d>> {
        if let Some(target) = self.schemas.targets.get(&address(reference)) {
            return target.clone();
        }
        let target = match reference.as_str() {
            Some(text) => self.resolve(reference, text),
            None => {
                let found = reference.node.kind_name();
                self.report(Code::KeywordInvalid, reference, format!("`$ref` is {found}, not a string; ignored"));
                None
            }
        };
        self.schemas.targets.insert(address(reference), target.clone());
        target
    }

    /// The schema that a branch or a part refers to, if it says nothing about the type besides.
    pub(super) fn lone_target(&mut self, at: &At<'d>) -> Option<At<'d>> {
        let says = |key: &str| keywords::is_structural(key) || matches!(key, "oneOf" | "anyOf" | "allOf");
        let said: Vec<&str> = keys(at).filter(|key| says(key)).collect();
        match (said.as_slice(), at.get("$ref")) {
            ([], Some(reference)) => self.target(&reference),
            (["allOf"], None) => match self.list(at, "allOf").as_slice() {
                [part] => self.lone_target(part),
                _ => None,
            },
            _ => None,
        }
    }

    /// The one schema that these elements are just another name for: a single reference, beside which nothing is said
    /// that its target does not say.
    fn only_name(&mut self, view: &View<'d>, elements: &[Element<'d>]) -> Option<At<'d>> {
        let mut targets: Vec<&At<'d>> = Vec::new();
        let mut own = Vec::new();
        for element in elements {
            match element {
                Element::Own(at) => own.push(at),
                Element::Reference(target) => {
                    if targets.iter().all(|other| address(other) != address(target)) {
                        targets.push(target);
                    }
                }
            }
        }
        let [target] = targets.as_slice() else { return None };
        if view.single().is_some_and(|root| is_heir(root, target)) {
            return None;
        }
        if own.is_empty() {
            return Some((*target).clone());
        }
        // With something of its own to say, a schema that refers to itself is not only a name.
        if view.roots.iter().any(|root| address(root) == address(target)) {
            return None;
        }
        let key = view.key();
        let known = self.schemas.names.get(&key).copied();
        let is_name = known.unwrap_or_else(|| {
            // Until it is known, a schema on whose parts the answer depends is not only a name.
            self.schemas.names.insert(key.clone(), false);
            let is_name = self.adds_nothing(&own, target);
            self.schemas.names.insert(key, is_name);
            is_name
        });
        is_name.then(|| (*target).clone())
    }

    /// Reports two statements of which only the first counts.
    pub(super) fn conflict(&mut self, first: &At<'d>, second: &At<'d>, message: impl Into<String>) {
        let found = Diagnostic::new(Code::SchemaConflict, message).of(&second.origin());
        self.diagnostics.push(found.with_related(first.place, "the first statement"));
    }
}

/// The keywords of a schema object.
fn keys<'d>(at: &At<'d>) -> impl Iterator<Item = &'d str> {
    at.node.as_object().into_iter().flat_map(|object| object.iter().map(|(key, _)| key))
}

/// Whether a branch does nothing but require properties that are declared beside it.
pub(super) fn only_requires(branch: &At<'_>) -> bool {
    let requires = |at: &At<'_>| {
        at.has("required")
            && at.members().iter().all(|(key, _)| matches!(*key, "required" | "title" | "description" | "type" | "not"))
    };
    requires(branch) || (branch.node.as_object().is_some_and(|object| object.len() == 1) && branch.has("not"))
}
