//! Whether what stands beside a reference says anything that its target does not say.

use super::{keywords, parts::Parts, said::MAX_DEPTH, view::View};
use crate::{
    lower::{Lower, at::At},
    tree::Value,
};

impl<'d> Lower<'d> {
    /// Whether these objects leave the type of a schema as it is.
    pub(super) fn adds_nothing(&mut self, own: &[&At<'d>], target: &At<'d>) -> bool {
        let open: Vec<(&'d str, At<'d>)> = own
            .iter()
            .flat_map(|at| at.members())
            .filter(|(key, _)| keywords::is_structural(key))
            .filter(|(key, member)| !target.get(key).is_some_and(|said| said.node.is_same_json(member.node)))
            .collect();
        if open.is_empty() {
            return true;
        }
        if self.schemas.depth >= MAX_DEPTH {
            return false;
        }
        let types = open.iter().all(|(key, member)| *key == "type" && self.says_type(member, target));
        if types {
            return true;
        }
        self.schemas.depth += 1;
        let parts = self.whole(&View::of(target));
        self.schemas.depth -= 1;
        open.iter().all(|(key, member)| self.repeats(key, member, target, &parts))
    }

    /// The parts of a view, names followed.
    pub(super) fn whole(&mut self, view: &View<'d>) -> Parts<'d> {
        let mut parts = self.parts(view);
        for _ in 0..MAX_DEPTH {
            match parts.named.take() {
                Some(target) => parts = self.parts(&View::of(&target)),
                None => break,
            }
        }
        parts
    }

    /// Whether a `type` is at least as wide as what a schema allows.
    fn says_type(&mut self, ty: &At<'d>, target: &At<'d>) -> bool {
        match self.type_set(ty) {
            Some(types) => self.said(target).types.is_within(types),
            None => true,
        }
    }

    fn repeats(&mut self, key: &str, member: &At<'d>, target: &At<'d>, parts: &Parts<'d>) -> bool {
        match key {
            "type" => self.says_type(member, target),
            "required" => member.elements().iter().all(|name| {
                parts.all("required").any(|list| list.elements().iter().any(|one| one.node.is_same_json(name.node)))
            }),
            "properties" => member.members().iter().all(|(name, at)| self.repeats_property(name, at, parts)),
            // Closed around nothing, it would allow nothing: what it is meant to close stands in the target.
            "additionalProperties" | "unevaluatedProperties" if matches!(member.node.value, Value::Bool(false)) => {
                parts.first("properties").is_some() || parts.first("additionalProperties").is_some()
            }
            _ => parts.all(key).any(|said| said.node.is_same_json(member.node)),
        }
    }

    fn repeats_property(&mut self, name: &str, at: &At<'d>, parts: &Parts<'d>) -> bool {
        let declared: Vec<At<'d>> = parts.all("properties").filter_map(|properties| properties.get(name)).collect();
        if declared.is_empty() {
            return false;
        }
        if declared.iter().any(|other| other.node.is_same_json(at.node)) {
            return true;
        }
        let plain = |key: &str| key == "type" || !(keywords::is_structural(key) || is_composition(key));
        at.members().iter().all(|(key, _)| plain(key))
            && at.get("type").is_none_or(|ty| declared.iter().any(|other| self.says_type(&ty, other)))
    }
}

fn is_composition(key: &str) -> bool {
    matches!(key, "$ref" | "$dynamicRef" | "allOf" | "oneOf" | "anyOf")
}
