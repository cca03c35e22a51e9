//! Whether a schema has anything to say about a property of a value. Types pass over what no schema names.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::view::{list, reference};

/// How many schemas are looked at for one place of a value.
const MOST: usize = 2_000;

/// Whether the schemas around a place of a value name it, or say what properties without a name are.
pub(crate) fn is_named(root: &Value, schema: &Value, at: &str) -> bool {
    let tokens: Vec<String> = at.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~")).collect();
    let mut schemas = vec![schema];
    for token in &tokens {
        let parts = opened(root, &schemas);
        schemas = parts.iter().flat_map(|part| below(part, token)).collect();
        if schemas.is_empty() {
            return false;
        }
    }
    true
}

/// The schemas with everything that may hold beside them: what they refer to, and every branch.
fn opened<'a>(root: &'a Value, schemas: &[&'a Value]) -> Vec<&'a Map<String, Value>> {
    let mut open: Vec<&'a Value> = schemas.to_vec();
    let mut seen = BTreeSet::new();
    let mut parts = Vec::new();
    while let Some(schema) = open.pop() {
        let Some(part) = schema.as_object() else { continue };
        if parts.len() >= MOST || !seen.insert(std::ptr::from_ref(part).addr()) {
            continue;
        }
        parts.push(part);
        open.extend(reference(root, part));
        open.extend(["allOf", "oneOf", "anyOf"].iter().flat_map(|key| list(part, key)));
        open.extend(["then", "else"].iter().filter_map(|key| part.get(*key)));
        open.extend(part.get("dependentSchemas").and_then(Value::as_object).into_iter().flat_map(Map::values));
    }
    parts
}

/// What a schema says about a member of its values.
fn below<'a>(part: &'a Map<String, Value>, token: &str) -> Vec<&'a Value> {
    let mut found: Vec<&'a Value> = part.get("properties").and_then(|all| all.get(token)).into_iter().collect();
    found.extend(part.get("patternProperties").and_then(Value::as_object).into_iter().flat_map(Map::values));
    let rest = ["additionalProperties", "unevaluatedProperties", "items"].iter().filter_map(|key| part.get(*key));
    found.extend(rest.filter(|schema| **schema != Value::Bool(false)));
    found.extend(list(part, "prefixItems"));
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::is_named;

    #[track_caller]
    fn check(at: &str, expected: bool) {
        let root = json!({
            "s": { "allOf": [{ "$ref": "#/t" }], "properties": { "a": { "items": { "properties": { "b": {} } } } } },
            "t": { "properties": { "c": { "additionalProperties": { "type": "string" } }, "d": { "type": "object" } } },
        });
        assert_eq!(is_named(&root, &root["s"], at), expected, "{at}");
    }

    #[test]
    fn properties_are_named_through_references_lists_and_maps() {
        check("/a/0/b", true);
        check("/c/anything", true);
        check("/d", true);
    }

    #[test]
    fn what_no_schema_speaks_of_is_not_named() {
        check("/x", false);
        check("/a/0/x", false);
        check("/d/x", false);
    }
}
