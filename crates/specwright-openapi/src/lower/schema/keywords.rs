//! The keywords of a schema object and what becomes of each.

use specwright_ir::Code;

use crate::lower::{Lower, at::At};

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
    "$defs",
    "definitions",
];

/// Keywords that put schemas together; the parts are found through them.
const COMPOSITION: &[&str] = &["$ref", "allOf"];

/// Keywords that types or docs are made from.
const REPRESENTED: &[&str] = &[
    "type",
    "enum",
    "const",
    "format",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "prefixItems",
    "oneOf",
    "anyOf",
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
    "contentEncoding",
    "contentMediaType",
    "nullable",
];

/// Keywords that are understood, but neither types nor docs say them.
const LOOSE: &[&str] = &[
    "not",
    "if",
    "then",
    "else",
    "dependentSchemas",
    "dependentRequired",
    "contains",
    "minContains",
    "maxContains",
    "propertyNames",
    "patternProperties",
    "unevaluatedProperties",
    "unevaluatedItems",
    "contentSchema",
    "$dynamicRef",
    "$dynamicAnchor",
    "additionalItems",
    "dependencies",
    "$vocabulary",
];

/// Whether a keyword makes a schema object more than a name for what it refers to.
pub(super) fn is_structural(key: &str) -> bool {
    !ANNOTATIONS.contains(&key) && !COMPOSITION.contains(&key) && !key.starts_with("x-")
}

impl<'d> Lower<'d> {
    /// Reports the keywords of one schema object that are not represented; once for each object.
    pub(super) fn check_schema_keywords(&mut self, at: &At<'d>) {
        if !self.checked.insert(at.pointer.clone()) {
            return;
        }
        for (key, member) in at.members() {
            if LOOSE.contains(&key) {
                self.report(
                    Code::KeywordUnsupported,
                    &member,
                    format!("`{key}` is not represented; more values are accepted than the document allows"),
                );
            } else if is_structural(key) && !REPRESENTED.contains(&key) {
                self.report(Code::KeywordUnknown, &member, format!("`{key}` is no keyword of a schema; ignored"));
            }
        }
    }
}
