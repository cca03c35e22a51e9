//! Objects with known properties.

use std::collections::{BTreeMap, BTreeSet};

use specwright_ir::{Code, Constraint, Facts, Field, Presence, Record, Rest, Ty, TypeId};

use super::{
    Site,
    alternatives::Alternative,
    parts::Parts,
    said::{MAX_DEPTH, is_null},
    view::View,
};
use crate::{
    lower::{Lower, at::At},
    tree::Value,
};

/// A property with every schema that describes it.
struct Property<'d> {
    wire: &'d str,
    /// Each holds.
    schemas: Vec<At<'d>>,
    /// Each holds under a condition.
    conditional: Vec<At<'d>>,
}

/// The properties in document order.
#[derive(Default)]
struct Properties<'d> {
    all: Vec<Property<'d>>,
    index: BTreeMap<&'d str, usize>,
}

impl<'d> Lower<'d> {
    pub(super) fn record(&mut self, id: TypeId, parts: &Parts<'d>) -> Record {
        let mut properties = self.properties(parts);
        let required = self.required(parts, &mut properties);
        let mut fields = Vec::with_capacity(properties.all.len());
        for property in properties.all {
            fields.extend(self.field(id, &property, required.contains(property.wire)));
        }
        let site = Site::Member { owner: id, role: vec!["value".to_owned()] };
        let rest = self.rest(parts, &site);
        let named: BTreeSet<String> = fields.iter().map(|field| field.wire.clone()).collect();
        let unnamed = required.iter().filter(|name| matches!(rest, Rest::Ignored) && !named.contains(**name));
        for name in unnamed {
            if let Some(at) =
                parts.all("required").flat_map(|list| list.elements()).find(|at| at.as_str() == Some(*name))
            {
                let (wire, origin) = ((*name).to_owned(), at.origin());
                fields.push(Field { wire, presence: Presence::Optional, ty: Ty::Any, facts: Facts::default(), origin });
            }
        }
        Record { fields, rest }
    }

    fn field(&mut self, id: TypeId, property: &Property<'d>, required: bool) -> Option<Field> {
        let wire = property.wire.to_owned();
        let site = Site::Member { owner: id, role: vec![wire.clone()] };
        if let Some(first) = property.schemas.first() {
            if matches!(first.node.value, Value::Bool(false)) {
                self.report(Code::ConstraintUnchecked, first, format!("property `{wire}` may not come; left out"));
                return None;
            }
            let ty = self.use_of_view(&View::all(&property.schemas), &site);
            let presence = if required { Presence::Required } else { Presence::Optional };
            let facts = self.facts_of(&property.schemas);
            return Some(Field { wire, presence, ty, facts, origin: first.origin() });
        }
        let first = property.conditional.first()?;
        let all: Vec<Alternative<'d>> = property.conditional.iter().map(Alternative::of_schema).collect();
        let ty = self.one_of(&all, false, &site);
        let mut facts = self.facts(first);
        facts.constraints = facts.constraints.into_iter().map(|one| Constraint::Sometimes(Box::new(one))).collect();
        Some(Field { wire, presence: Presence::Optional, ty, facts, origin: first.origin() })
    }

    /// The properties of all parts, each with all its descriptions.
    fn properties(&mut self, parts: &Parts<'d>) -> Properties<'d> {
        let mut properties = Properties::default();
        for part in &parts.objects {
            let Some(object) = self.object(part, "properties") else { continue };
            for (name, at) in object.members() {
                let property = properties.entry(name);
                if property.schemas.iter().all(|other| !other.node.is_same_json(at.node)) {
                    property.schemas.push(at);
                }
            }
        }
        let mut seen = BTreeSet::new();
        for part in &parts.objects {
            self.conditional(part, &mut properties, &mut seen, 0);
        }
        properties
    }

    /// The properties that come under a condition: those of `then`, `else` and `dependentSchemas`.
    fn conditional(
        &mut self,
        part: &At<'d>,
        properties: &mut Properties<'d>,
        seen: &mut BTreeSet<*const crate::tree::Node>,
        depth: usize,
    ) {
        let mut under: Vec<At<'d>> = ["then", "else"].iter().filter_map(|key| part.get(key)).collect();
        under.extend(
            part.get("dependentSchemas").map_or_else(Vec::new, |all| all.members()).into_iter().map(|(_, at)| at),
        );
        for schema in under {
            if depth > MAX_DEPTH || !seen.insert(super::view::address(&schema)) {
                continue;
            }
            let parts = self.parts(&View::of(&schema));
            let branches = parts.choices.iter().flat_map(|choice| choice.branches.iter()).cloned();
            let mut objects = parts.objects.clone();
            objects.extend(parts.named.clone());
            objects.extend(branches);
            for object in &objects {
                for (name, at) in object.get("properties").map_or_else(Vec::new, |object| object.members()) {
                    let property = properties.entry(name);
                    if property.conditional.iter().all(|other| !other.node.is_same_json(at.node)) {
                        property.conditional.push(at);
                    }
                }
                self.conditional(object, properties, seen, depth + 1);
            }
        }
    }

    fn required(&mut self, parts: &Parts<'d>, properties: &mut Properties<'d>) -> BTreeSet<&'d str> {
        let mut required = BTreeSet::new();
        for part in &parts.objects {
            if let Some(Value::Bool(_)) = part.node.get("required").map(|node| &node.value) {
                continue;
            }
            for name in self.list(part, "required") {
                let Some(text) = name.as_str() else {
                    let found = name.node.kind_name();
                    let message = format!("a required property is {found}, not a name; ignored");
                    self.report(Code::KeywordInvalid, &name, message);
                    continue;
                };
                if !properties.index.contains_key(text) {
                    let message =
                        format!("required property `{text}` is not among the properties; it may hold any value");
                    self.report(Code::KeywordInvalid, &name, message);
                }
                required.insert(text);
            }
        }
        for property in &properties.all {
            for at in property.schemas.iter().filter_map(|schema| schema.get("required")) {
                if matches!(at.node.value, Value::Bool(true)) {
                    let message =
                        "`required: true` belongs into the list of the object around it; taken as if it stood there";
                    self.report(Code::KeywordInvalid, &at, message);
                    required.insert(property.wire);
                }
            }
        }
        required
    }

    /// What becomes of properties without a name.
    fn rest(&mut self, parts: &Parts<'d>, site: &Site) -> Rest {
        match self.unnamed(parts) {
            Unnamed::Unsaid if self.is_literal(parts) => Rest::Kept(Ty::Any),
            Unnamed::Unsaid => Rest::Ignored,
            Unnamed::None => Rest::Closed,
            Unnamed::Some { schemas, patterns, free } => Rest::Kept(self.value_type(&schemas, &patterns, free, site)),
        }
    }

    /// The values of an object all of whose keys are data.
    pub(super) fn map_value(&mut self, parts: &Parts<'d>, site: &Site) -> Ty {
        match self.unnamed(parts) {
            Unnamed::Unsaid | Unnamed::None => Ty::Any,
            Unnamed::Some { schemas, patterns, free } => {
                self.value_type(&schemas, &patterns, free, &site.inside("value"))
            }
        }
    }

    fn value_type(&mut self, schemas: &[At<'d>], patterns: &[At<'d>], free: bool, site: &Site) -> Ty {
        if patterns.is_empty() {
            return self.use_of_view(&View::all(schemas), site);
        }
        let all: Vec<Alternative<'d>> = patterns.iter().chain(schemas).map(Alternative::of_schema).collect();
        self.one_of(&all, free, site)
    }

    /// What `unevaluatedProperties` says, as far as the parts hold all that it looks at: it also counts what any further
    /// branch of an `anyOf` names (JSON Schema 2020-12 core, section 11.3).
    fn unevaluated(&mut self, parts: &Parts<'d>) -> Vec<At<'d>> {
        let mut found = Vec::new();
        for part in &parts.objects {
            let Some(at) = part.get("unevaluatedProperties") else { continue };
            let several = self.list(part, "anyOf").iter().filter(|branch| !is_null(branch)).count() > 1;
            if several && matches!(at.node.value, Value::Bool(false)) {
                let message = "several branches of `anyOf` may name properties: others are not known to be excluded";
                self.report(Code::ConstraintUnchecked, &at, message);
            } else {
                found.push(at);
            }
        }
        found
    }

    /// What the parts say about properties without a name.
    fn unnamed(&mut self, parts: &Parts<'d>) -> Unnamed<'d> {
        let mut patterns = Vec::new();
        for part in &parts.objects {
            let all = self.object(part, "patternProperties").map_or_else(Vec::new, |object| object.members());
            patterns
                .extend(all.into_iter().map(|(_, at)| at).filter(|at| !matches!(at.node.value, Value::Bool(false))));
        }
        let mut schemas: Vec<At<'d>> = parts.all("additionalProperties").collect();
        if schemas.is_empty() {
            schemas.extend(self.unevaluated(parts));
            // What one part gives a schema to is evaluated for the parts around it.
            if schemas.iter().any(|at| !matches!(at.node.value, Value::Bool(false))) {
                schemas.retain(|at| !matches!(at.node.value, Value::Bool(false)));
            }
        }
        let closed = schemas.iter().any(|at| matches!(at.node.value, Value::Bool(false)));
        if closed {
            schemas.clear();
        }
        match () {
            () if closed && patterns.is_empty() => Unnamed::None,
            () if schemas.is_empty() && patterns.is_empty() => Unnamed::Unsaid,
            () => Unnamed::Some { free: !closed && schemas.is_empty(), schemas, patterns },
        }
    }
}

/// What a schema says about properties without a name.
enum Unnamed<'d> {
    /// Nothing.
    Unsaid,
    /// That there are none.
    None,
    /// What their values are.
    Some {
        /// Each holds for those that match no pattern.
        schemas: Vec<At<'d>>,
        /// Each holds for those that match its pattern.
        patterns: Vec<At<'d>>,
        /// Whether others may have any value.
        free: bool,
    },
}

impl<'d> Properties<'d> {
    fn entry(&mut self, wire: &'d str) -> &mut Property<'d> {
        let next = self.all.len();
        let index = *self.index.entry(wire).or_insert(next);
        if index == next {
            self.all.push(Property { wire, schemas: Vec::new(), conditional: Vec::new() });
        }
        #[allow(clippy::indexing_slicing, reason = "the index holds positions of `all`, which never shrinks")]
        &mut self.all[index]
    }
}
