//! The keywords of a schema object and what becomes of each.

use specwright_ir::Code;

use crate::{
    lower::{Lower, at::At},
    tree::Value,
};

/// Keywords that say something about a schema without changing which values it allows.
const ANNOTATIONS: &[&str] = &[
    "title",
    "description",
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
    "example",
    "examples",
    "externalDocs",
    "xml",
    "discriminator",
    "$comment",
    "$id",
    "$schema",
    "$anchor",
    "$dynamicAnchor",
    "$recursiveAnchor",
    "$vocabulary",
    "$defs",
    "definitions",
];

/// Keywords that put schemas together; the parts are found through them.
const COMPOSITION: &[&str] = &["$ref", "$dynamicRef", "allOf", "oneOf", "anyOf"];

/// Keywords that types are made from.
const TYPES: &[&str] = &[
    "type",
    "enum",
    "const",
    "format",
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "unevaluatedProperties",
    "items",
    "prefixItems",
    "additionalItems",
    "contentEncoding",
    "nullable",
    "then",
    "else",
    "dependentSchemas",
];

/// Keywords that narrow the values of a type; the docs say them, and bounds may widen a whole number.
const BOUNDS: &[&str] = &[
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "contentMediaType",
];

/// Keywords that narrow the values of a type in a way that neither types nor docs say.
const CHECKS: &[&str] = &[
    "not",
    "if",
    "dependentRequired",
    "contains",
    "minContains",
    "maxContains",
    "propertyNames",
    "unevaluatedItems",
    "dependencies",
];

/// Whether a keyword may make the type of a schema another one than that of what it refers to.
pub(super) fn is_structural(key: &str) -> bool {
    TYPES.contains(&key)
}

/// Whether an object with this keyword has a say in what a schema is.
pub(super) fn is_own(key: &str) -> bool {
    TYPES.contains(&key) || BOUNDS.contains(&key)
}

impl<'d> Lower<'d> {
    /// Reports the keywords of one schema object that are not represented; once for each object.
    pub(super) fn check_schema_keywords(&mut self, at: &At<'d>) {
        if !self.checked.insert(at.pointer.clone()) {
            return;
        }
        let known = |key: &str| [ANNOTATIONS, COMPOSITION, TYPES, BOUNDS].iter().any(|keys| keys.contains(&key));
        if let Some(required) = at.get("required")
            && matches!(required.node.value, Value::Bool(_))
            && !is_property(at)
        {
            self.report(Code::KeywordInvalid, &required, "`required` is a boolean, not an array; ignored");
        }
        for (key, member) in at.members() {
            if key == "contentSchema" {
                // It may be what the data of events is.
                self.schemas.contents.push(member);
            } else if CHECKS.contains(&key) {
                self.unchecked(key, &member);
            } else if !known(key) && !key.starts_with("x-") {
                self.report(Code::KeywordUnknown, &member, format!("`{key}` is no keyword of a schema; ignored"));
            }
        }
    }

    pub(super) fn unchecked(&mut self, key: &str, member: &At<'d>) {
        let message = format!("`{key}` only narrows the values; it has no part in the type and is not checked");
        self.report(Code::ConstraintUnchecked, member, message);
    }
}

/// Whether a schema describes a property of the object around it.
fn is_property(at: &At<'_>) -> bool {
    let tokens: Vec<String> = at.pointer.tokens().collect();
    tokens.iter().rev().nth(1).is_some_and(|parent| parent == "properties")
}
