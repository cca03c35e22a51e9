//! A schema taken apart into the schemas that hold at the same time.

use std::collections::BTreeSet;

use specwright_ir::{Code, Pointer};

use super::keywords;
use crate::{
    lower::{Lower, at::At},
    tree::Value,
};

/// The schema objects that a value has to satisfy together: the schema itself, the members of its `allOf`, and what
/// they refer to.
pub(super) struct Parts<'d> {
    /// The objects, in document order, each to be read without `allOf`, `$ref` and branches that only say `null`.
    pub(super) objects: Vec<At<'d>>,
    /// Set when the schema is nothing but another name for this one.
    pub(super) named: Option<At<'d>>,
    nullable: Option<bool>,
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

impl<'d> Lower<'d> {
    pub(super) fn parts(&mut self, at: &At<'d>) -> Parts<'d> {
        let mut elements = Vec::new();
        let mut nullable = self.elements(at, &mut elements);
        // With something of its own to say, a schema that refers to itself is not only a name.
        let is_circle = |target: &At<'d>| target.pointer == at.pointer && elements.len() > 1;
        if let Some(target) = only_name(&elements).filter(|target| !is_circle(target)) {
            return Parts {
                objects: Vec::new(),
                named: Some(target.clone()),
                nullable: self.named_nullability(target, nullable),
            };
        }
        let mut objects = Vec::new();
        let mut visited = BTreeSet::from([at.pointer.clone()]);
        for element in elements {
            match element {
                Element::Own(own) => objects.push(own),
                Element::Reference(target) => {
                    let inner = self.expand(&target, &mut objects, &mut visited);
                    nullable = both(nullable, inner);
                }
            }
        }
        Parts { objects, named: None, nullable }
    }

    /// Adds everything that a referenced schema asks for.
    fn expand(&mut self, at: &At<'d>, objects: &mut Vec<At<'d>>, visited: &mut BTreeSet<Pointer>) -> Option<bool> {
        if !visited.insert(at.pointer.clone()) {
            self.report(Code::ReferenceCycle, at, "this schema is part of itself through `allOf`; taken once");
            return None;
        }
        let mut elements = Vec::new();
        let mut nullable = self.elements(at, &mut elements);
        for element in elements {
            match element {
                Element::Own(own) => objects.push(own),
                Element::Reference(target) => {
                    let inner = self.expand(&target, objects, visited);
                    nullable = both(nullable, inner);
                }
            }
        }
        nullable
    }

    /// What one schema object asks for, references not yet followed; and whether it allows `null`, if it says.
    fn elements(&mut self, at: &At<'d>, out: &mut Vec<Element<'d>>) -> Option<bool> {
        match &at.node.value {
            Value::Bool(true) => return None,
            Value::Bool(false) => {
                self.report(Code::SchemaLoose, at, "this schema allows no value; treated as any JSON value");
                return None;
            }
            Value::Object(_) => {}
            _ => {
                let found = at.node.kind_name();
                self.report(
                    Code::KeywordInvalid,
                    at,
                    format!("a schema is {found}, not an object; treated as any JSON value"),
                );
                return None;
            }
        }
        self.check_schema_keywords(at);
        let branch = self.only_branch(at);
        let mut nullable = own_nullability(at);
        if at
            .members()
            .iter()
            .any(|(key, _)| keywords::is_structural(key) && branch.as_ref().is_none_or(|b| b.key != *key))
        {
            out.push(Element::Own(at.clone()));
        }
        if let Some(target) = at.get("$ref").and_then(|reference| self.reference(&reference)) {
            out.push(Element::Reference(target));
        }
        for member in self.list(at, "allOf") {
            let inner = self.elements(&member, out);
            nullable = both(nullable, inner);
        }
        if let Some(branch) = branch {
            if let Some(schema) = &branch.schema {
                let inner = self.elements(schema, out);
                nullable = both(nullable, inner);
            }
            if branch.or_null {
                nullable = Some(true);
            }
        }
        nullable
    }

    /// `null` is a value of a name if it is said beside the reference; a `type` that only repeats the target's is not
    /// a statement against it.
    fn named_nullability(&mut self, target: &At<'d>, said: Option<bool>) -> Option<bool> {
        match said {
            Some(false) if own_nullability(target) == Some(true) => Some(true),
            other => other,
        }
    }

    fn reference(&mut self, at: &At<'d>) -> Option<At<'d>> {
        match at.as_str() {
            Some(text) => self.resolve(at, text),
            None => {
                let found = at.node.kind_name();
                self.report(Code::KeywordInvalid, at, format!("`$ref` is {found}, not a string; ignored"));
                None
            }
        }
    }

    /// The branch that is left of a `oneOf` or `anyOf` without its `null`s, if it is the only one.
    fn only_branch(&mut self, at: &At<'d>) -> Option<Branch<'d>> {
        for key in ["oneOf", "anyOf"] {
            if !at.has(key) {
                continue;
            }
            let branches = self.list(at, key);
            let (nulls, others): (Vec<_>, Vec<_>) = branches.into_iter().partition(is_null);
            if others.len() <= 1 && !(others.is_empty() && nulls.is_empty()) {
                return Some(Branch { key, schema: others.into_iter().next(), or_null: !nulls.is_empty() });
            }
        }
        None
    }
}

/// The one schema that these elements are just another name for: a single reference, beside which nothing is said that
/// its target does not say in the same words.
fn only_name<'a, 'd>(elements: &'a [Element<'d>]) -> Option<&'a At<'d>> {
    let mut targets = elements.iter().filter_map(|element| match element {
        Element::Reference(target) => Some(target),
        Element::Own(_) => None,
    });
    let target = targets.next()?;
    let repeats = |own: &At<'d>| {
        own.members()
            .iter()
            .filter(|(key, _)| keywords::is_structural(key))
            .all(|(key, member)| target.get(key).is_some_and(|said| said.node.is_same_json(member.node)))
    };
    let alone = targets.next().is_none()
        && elements.iter().all(|element| match element {
            Element::Own(own) => repeats(own),
            Element::Reference(_) => true,
        });
    alone.then_some(target)
}

struct Branch<'d> {
    key: &'static str,
    schema: Option<At<'d>>,
    or_null: bool,
}

/// Whether a schema allows `null` and nothing else.
pub(super) fn is_null(at: &At<'_>) -> bool {
    let null_type = at.get("type").is_some_and(|ty| match &ty.node.value {
        Value::String(name) => name == "null",
        Value::Array(names) => !names.is_empty() && names.iter().all(|name| name.as_str() == Some("null")),
        Value::Null => true,
        _ => false,
    });
    let null_const = at.get("const").is_some_and(|value| value.node.is_null());
    let null_enum = at.get("enum").is_some_and(|values| {
        let values = values.elements();
        !values.is_empty() && values.iter().all(|value| value.node.is_null())
    });
    null_type || null_const || null_enum
}

/// What a schema object's own `type` and `enum` say about `null`.
fn own_nullability(at: &At<'_>) -> Option<bool> {
    let by_type = at.get("type").map(|ty| match &ty.node.value {
        Value::Array(names) => names.iter().any(|name| name.as_str() == Some("null")),
        Value::String(name) => name == "null",
        _ => false,
    });
    let by_enum = at.get("enum").map(|values| values.elements().iter().any(|value| value.node.is_null()));
    match (by_type, by_enum) {
        // `null` in the enum beside a type without it is a common slip: the list of values is the clearer statement.
        (_, Some(true)) => Some(true),
        (_, Some(false)) => Some(false),
        (by_type, None) => by_type,
    }
}

/// `null` is allowed where several schemas hold if none forbids it and one allows it.
fn both(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a && b),
        (one, None) | (None, one) => one,
    }
}
