//! The schemas of a document as a validator can take them.
//!
//! The generator passes over keywords that make no sense and reports them; a validator refuses the whole schema. So
//! they are taken out, and nothing else. What types and formats promise beyond the words of JSON Schema is put into
//! words: an integer without bounds has those of its width.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::compare::push;

/// Stands in a schema that no value can be made for.
pub(crate) const UNFOLLOWED: &str = "x-unfollowed";

/// Cleans every schema that can be reached from these pointers.
pub(crate) fn clean(root: &mut Value, from: impl IntoIterator<Item = String>) {
    let mut open: Vec<String> = from.into_iter().collect();
    let mut seen = BTreeSet::new();
    while let Some(pointer) = open.pop() {
        if !seen.insert(pointer.clone()) {
            continue;
        }
        let exists = |target: &str| root.pointer(target).is_some();
        let target = root.pointer(&pointer).and_then(|schema| target(schema, &exists));
        if let Some(schema) = root.pointer_mut(&pointer) {
            if !schema.is_object() && !schema.is_boolean() {
                *schema = Value::Bool(true);
            }
            if let Value::Object(schema) = schema {
                follow(schema, target, &mut open);
                rename_tuple(schema);
                assert_encoding(schema);
                keywords(schema);
                assert_widths(schema);
                children(schema, &pointer, &mut open);
            }
        }
    }
}

/// Where the reference of a schema leads.
enum Target {
    /// To a place in the document.
    Inside(String),
    /// Nowhere.
    Nothing,
    /// Out of the document, or to a name that is looked up in another way.
    Elsewhere,
}

fn target(schema: &Value, exists: &dyn Fn(&str) -> bool) -> Option<Target> {
    if schema.get("$dynamicRef").is_some() {
        return Some(Target::Elsewhere);
    }
    let Some(reference) = schema.get("$ref")?.as_str() else { return Some(Target::Nothing) };
    let Some(fragment) = reference.strip_prefix('#') else { return Some(Target::Elsewhere) };
    if !fragment.is_empty() && !fragment.starts_with('/') {
        return Some(Target::Elsewhere);
    }
    let pointer = decoded(fragment);
    Some(if exists(&pointer) { Target::Inside(pointer) } else { Target::Nothing })
}

/// Percent-encoding undone; what is none stays as it is.
pub(crate) fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn follow(schema: &mut Map<String, Value>, target: Option<Target>, open: &mut Vec<String>) {
    match target {
        Some(Target::Inside(pointer)) => open.push(pointer),
        Some(Target::Nothing) => {
            schema.remove("$ref");
        }
        Some(Target::Elsewhere) => {
            schema.clear();
            schema.insert(UNFOLLOWED.to_owned(), Value::Bool(true));
            schema.insert("not".to_owned(), json!({}));
        }
        None => {}
    }
}

const TYPES: &[&str] = &["null", "boolean", "object", "array", "number", "string", "integer"];
/// Keywords whose value is a schema.
const SCHEMAS: &[&str] = &[
    "items",
    "additionalProperties",
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "unevaluatedProperties",
    "unevaluatedItems",
];
/// Keywords whose value is a list of schemas.
const LISTS: &[&str] = &["allOf", "anyOf", "oneOf", "prefixItems"];
/// Keywords whose value is an object of schemas.
const TABLES: &[&str] = &["properties", "patternProperties", "dependentSchemas"];
const NUMBERS: &[&str] = &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];
const COUNTS: &[&str] =
    &["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains", "maxContains"];
/// Keywords that change what references mean, and places where nothing is looked for.
const REMOVED: &[&str] = &[
    "$id",
    "$schema",
    "$anchor",
    "$dynamicAnchor",
    "$recursiveRef",
    "$recursiveAnchor",
    "$vocabulary",
    "$defs",
    "definitions",
    "dependencies",
    "contentSchema",
    "contentMediaType",
    "contentEncoding",
];

/// What `contentEncoding` promises is the business of a format: validators only note it.
fn assert_encoding(schema: &mut Map<String, Value>) {
    let format = match schema.get("contentEncoding").and_then(Value::as_str) {
        Some("base64") => "byte",
        Some("base64url") => "base64url",
        _ => return,
    };
    schema.entry("format").or_insert_with(|| format.into());
}

/// `items` with an array, as in older drafts, is `prefixItems` where a type says that there is an array.
fn rename_tuple(schema: &mut Map<String, Value>) {
    let says_array = schema.get("type").is_some_and(|ty| match ty {
        Value::Array(names) => names.iter().any(|name| name == "array"),
        name => name == "array",
    });
    if says_array && schema.get("items").is_some_and(Value::is_array) {
        let rest = schema.remove("additionalItems");
        let tuple = schema.remove("items").unwrap_or_default();
        schema.insert("prefixItems".to_owned(), tuple);
        schema.extend(rest.map(|rest| ("items".to_owned(), rest)));
    }
}

/// Takes out the keywords that make no sense.
fn keywords(schema: &mut Map<String, Value>) {
    // Definitions inside of a schema are reached through references alone; as long as those stand they must stay.
    let keeps = |keyword: &str| matches!(keyword, "$defs" | "definitions");
    schema.retain(|keyword, value| {
        (!REMOVED.contains(&keyword.as_str()) || keeps(keyword)) && makes_sense(keyword, value)
    });
    if let Some(Value::Array(names)) = schema.get_mut("required") {
        let mut seen = BTreeSet::new();
        names.retain(|name| name.as_str().is_some_and(|name| seen.insert(name.to_owned())));
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum") {
        let mut kept: Vec<Value> = Vec::new();
        for value in values.drain(..) {
            if !kept.contains(&value) {
                kept.push(value);
            }
        }
        *values = kept;
    }
    if let Some(Value::Object(patterns)) = schema.get_mut("patternProperties") {
        patterns.retain(|pattern, _| is_pattern(pattern));
    }
}

fn makes_sense(keyword: &str, value: &Value) -> bool {
    match keyword {
        "type" => match value {
            Value::String(name) => TYPES.contains(&name.as_str()),
            Value::Array(names) => {
                !names.is_empty() && names.iter().all(|name| name.as_str().is_some_and(|name| TYPES.contains(&name)))
            }
            _ => false,
        },
        "enum" => value.as_array().is_some_and(|values| !values.is_empty()),
        "required" => value.is_array(),
        "pattern" => value.as_str().is_some_and(is_pattern),
        "format" | "$ref" => value.is_string(),
        "uniqueItems" => value.is_boolean(),
        "multipleOf" => value.as_f64().is_some_and(|number| number > 0.0),
        "dependentRequired" => value.as_object().is_some_and(|table| {
            table.values().all(|names| names.as_array().is_some_and(|names| names.iter().all(Value::is_string)))
        }),
        _ if NUMBERS.contains(&keyword) => value.is_number(),
        _ if COUNTS.contains(&keyword) => value.as_u64().is_some(),
        _ if SCHEMAS.contains(&keyword) => value.is_object() || value.is_boolean(),
        _ if TABLES.contains(&keyword) => value.is_object(),
        _ if LISTS.contains(&keyword) => value.as_array().is_some_and(|list| !list.is_empty()),
        _ => true,
    }
}

/// Whether the validator can read a pattern.
fn is_pattern(pattern: &str) -> bool {
    jsonschema::options().build(&json!({ "pattern": pattern })).is_ok()
}

/// Writes down the bounds of the width an integer has.
fn assert_widths(schema: &mut Map<String, Value>) {
    let is_integer = match schema.get("type") {
        Some(Value::String(name)) => name == "integer",
        Some(Value::Array(names)) => names.iter().any(|name| name == "integer"),
        _ => false,
    };
    let bounded = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]
        .iter()
        .filter_map(|keyword| schema.get(*keyword));
    let (low, high) = width(schema.get("format").and_then(Value::as_str).unwrap_or_default());
    let wider = bounded.filter_map(Value::as_f64).any(|bound| bound < low as f64 || bound > high as f64);
    if !is_integer || wider {
        return;
    }
    for (keyword, exclusive, bound) in [("minimum", "exclusiveMinimum", low), ("maximum", "exclusiveMaximum", high)] {
        // A bound that went through a double on its way into the document means the end of the width.
        let rounded = schema.get(keyword).and_then(Value::as_f64) == Some(bound as f64);
        if rounded || !schema.contains_key(keyword) && !schema.contains_key(exclusive) {
            let bound = serde_json::from_str(&bound.to_string()).unwrap_or_default();
            schema.insert(keyword.to_owned(), bound);
        }
    }
}

/// The smallest and the largest integer of a format.
fn width(format: &str) -> (i128, i128) {
    match format {
        "int8" => (i8::MIN.into(), i8::MAX.into()),
        "int16" => (i16::MIN.into(), i16::MAX.into()),
        "int32" => (i32::MIN.into(), i32::MAX.into()),
        "uint8" => (0, u8::MAX.into()),
        "uint16" => (0, u16::MAX.into()),
        "uint32" => (0, u32::MAX.into()),
        "uint" | "uint64" => (0, u64::MAX.into()),
        _ => (i64::MIN.into(), i64::MAX.into()),
    }
}

fn children(schema: &Map<String, Value>, pointer: &str, open: &mut Vec<String>) {
    let mut below = |tokens: &[&str]| {
        let mut child = pointer.to_owned();
        tokens.iter().for_each(|token| push(&mut child, token));
        open.push(child);
    };
    for (keyword, value) in schema {
        let keyword = keyword.as_str();
        if SCHEMAS.contains(&keyword) {
            below(&[keyword]);
        } else if TABLES.contains(&keyword) {
            value.as_object().into_iter().flatten().for_each(|(name, _)| below(&[keyword, name]));
        } else if LISTS.contains(&keyword) {
            let count = value.as_array().map_or(0, Vec::len);
            (0..count).for_each(|index| below(&[keyword, &index.to_string()]));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::clean;

    #[track_caller]
    fn check(schema: Value, expected: Value) {
        let mut root = json!({ "s": schema });
        clean(&mut root, ["/s".to_owned()]);
        assert_eq!(root.pointer("/s"), Some(&expected));
    }

    #[test]
    fn keywords_of_a_wrong_type_are_taken_out() {
        check(json!({"type": "file", "minLength": "3", "required": true, "properties": []}), json!({}));
        check(json!({"properties": {"a": {"pattern": "("}, "b": 7}}), json!({"properties": {"a": {}, "b": true}}));
        check(json!({"required": ["a", 1, "a"], "enum": [1, 1]}), json!({"required": ["a"], "enum": [1]}));
    }

    #[test]
    fn references_to_nothing_are_any_value_and_those_elsewhere_none() {
        check(json!({"$ref": "#/nowhere"}), json!({}));
        check(json!({"$ref": "other.json"}), json!({"x-unfollowed": true, "not": {}}));
        check(json!({"$ref": "#/s"}), json!({"$ref": "#/s"}));
    }

    #[test]
    fn an_encoding_is_a_format() {
        check(json!({"contentEncoding": "base64", "type": "string"}), json!({"format": "byte", "type": "string"}));
        check(json!({"contentEncoding": "quoted-printable"}), json!({}));
    }

    #[test]
    fn integers_have_the_bounds_of_their_width() {
        check(
            json!({"type": "integer", "format": "int8", "minimum": 1}),
            json!({"type": "integer", "format": "int8", "minimum": 1, "maximum": 127}),
        );
        check(json!({"type": "integer", "maximum": 1e30}), json!({"type": "integer", "maximum": 1e30}));
    }
}
