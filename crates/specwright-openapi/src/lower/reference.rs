//! References and typed access to members.

use specwright_ir::{Code, Pointer};

use super::{Lower, at::At};
use crate::{link::percent_decode, tree::Value};

/// How many references may lead to one another before it must be a circle.
const MAX_HOPS: usize = 64;

impl<'d> Lower<'d> {
    /// The place a `$ref` text of `at` points at, without following it further.
    pub(super) fn resolve(&mut self, at: &At<'d>, reference: &str) -> Option<At<'d>> {
        if self.unresolved.contains(&at.node.span) {
            return None;
        }
        let Some(fragment) = reference.strip_prefix('#') else {
            self.report(
                Code::ReferenceExternal,
                at,
                format!("reference `{reference}` leaves the document; not followed"),
            );
            return None;
        };
        let decoded = percent_decode(fragment);
        let pointer = Pointer::parse(&decoded);
        let target = pointer.and_then(|pointer| At::find(self.root, &pointer));
        if target.is_none() {
            self.report(Code::ReferenceDangling, at, format!("reference `{reference}` points at nothing"));
        }
        target
    }

    /// Follows `$ref`s of an OpenAPI object (not a schema) to the object itself.
    pub(super) fn follow(&mut self, at: &At<'d>) -> Option<At<'d>> {
        let mut current = at.clone();
        for _ in 0..MAX_HOPS {
            let Some(reference) = current.get("$ref") else { return Some(current) };
            let Some(text) = reference.as_str() else {
                self.report(
                    Code::Malformed,
                    &reference,
                    format!("`$ref` is {}, not a string", reference.node.kind_name()),
                );
                return None;
            };
            current = self.resolve(&reference, text)?;
        }
        self.report(Code::ReferenceCycle, at, "references lead in a circle");
        None
    }

    /// What a reference in the place of an OpenAPI object leads to, and the description beside the reference, which counts
    /// more than that of the target (OpenAPI 3.1, "Reference Object"). Nothing else beside it counts.
    pub(super) fn referred(&mut self, at: &At<'d>) -> Option<(At<'d>, Option<String>)> {
        let target = self.follow(at)?;
        if !at.has("$ref") {
            return Some((target, None));
        }
        let counts = |key: &str| matches!(key, "$ref" | "summary" | "description") || key.starts_with("x-");
        for (key, member) in at.members().into_iter().filter(|(key, _)| !counts(key)) {
            let message = format!("`{key}` stands beside a reference, which counts alone; ignored");
            self.report(Code::KeywordIgnored, &member, message);
        }
        let description = if at.has("description") { self.text(at, "description") } else { None };
        Some((target, description))
    }

    /// The member `key` if it is an object.
    pub(super) fn object(&mut self, at: &At<'d>, key: &str) -> Option<At<'d>> {
        self.member(at, key, "an object", |value| matches!(value, Value::Object(_)))
    }

    /// The elements of the member `key` if it is an array; none otherwise.
    pub(super) fn list(&mut self, at: &At<'d>, key: &str) -> Vec<At<'d>> {
        self.member(at, key, "an array", |value| matches!(value, Value::Array(_)))
            .map_or_else(Vec::new, |list| list.elements())
    }

    /// The member `key` if it is a string.
    pub(super) fn string(&mut self, at: &At<'d>, key: &str) -> Option<&'d str> {
        self.member(at, key, "a string", |value| matches!(value, Value::String(_)))?.as_str()
    }

    /// The member `key` as text if it is a string that holds more than white space, or a scalar that people write
    /// without quotes where a string belongs (`version: 1.0`).
    pub(super) fn text(&mut self, at: &At<'d>, key: &str) -> Option<String> {
        let member = at.get(key)?;
        if member.node.is_null() {
            return None;
        }
        let Some(text) = member.node.scalar_text().map(str::to_owned) else {
            self.wrong_kind(&member, key, "a string");
            return None;
        };
        (!text.trim().is_empty()).then_some(text)
    }

    /// The member `key` if it is `true`.
    pub(super) fn flag(&mut self, at: &At<'d>, key: &str) -> bool {
        self.member(at, key, "true or false", |value| matches!(value, Value::Bool(_)))
            .is_some_and(|member| matches!(member.node.value, Value::Bool(true)))
    }

    fn member(&mut self, at: &At<'d>, key: &str, kind: &str, fits: fn(&Value) -> bool) -> Option<At<'d>> {
        let member = at.get(key)?;
        if fits(&member.node.value) {
            return Some(member);
        }
        self.wrong_kind(&member, key, kind);
        None
    }

    fn wrong_kind(&mut self, member: &At<'_>, key: &str, kind: &str) {
        let found = member.node.kind_name();
        self.report(Code::KeywordInvalid, member, format!("`{key}` is {found}, not {kind}; ignored"));
    }
}
