use std::collections::BTreeSet;

use serde_json::{Value, json};
use specwright_ir::Diagnostics;

use super::{Definitions, Trials};
use crate::line::{self, File};

/// The values that are tried for a schema, each as JSON.
fn values(schema: Value) -> BTreeSet<String> {
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "Zoo", "version": "1" },
        "paths": {},
        "components": { "schemas": { "Subject": schema, "Short": { "type": "string", "maxLength": 2 } } },
    });
    let (_, api) = line::model(&File::Text(document.to_string()), &mut Diagnostics::default()).unwrap();
    let mut definitions = Definitions::of(&api, document);
    definitions.types.retain(|definition| definition.pointer == "/components/schemas/Subject");
    Trials::new(&definitions, 40).valid().map(ToString::to_string).collect()
}

#[track_caller]
fn check(schema: Value, there: &[&str], absent: &[&str]) {
    let values = values(schema);
    for value in there {
        assert!(values.contains(*value), "{value} is not among {values:?}");
    }
    for value in absent {
        assert!(!values.contains(*value), "{value} is among {values:?}");
    }
}

#[test]
fn numbers_stand_at_their_bounds() {
    check(json!({"type": "integer", "minimum": 3, "maximum": 9}), &["3", "4", "8", "9"], &["2", "10", "0"]);
    check(json!({"type": "integer", "exclusiveMinimum": 3, "format": "int8"}), &["4", "127"], &["3", "128"]);
    check(json!({"type": "integer"}), &["-9223372036854775808", "9223372036854775807", "0"], &[]);
}

#[test]
fn every_value_of_an_enum_and_every_branch_is_tried() {
    check(json!({"enum": ["a", "b", "c"]}), &["\"a\"", "\"b\"", "\"c\""], &[]);
    check(json!({"oneOf": [{"const": "x"}, {"type": "boolean"}]}), &["\"x\"", "true", "false"], &[]);
}

#[test]
fn properties_are_there_and_absent() {
    let schema = json!({"type": "object", "required": ["a"], "properties": {"a": {"const": 1}, "b": {"const": 2}}});
    check(schema, &["{\"a\":1}", "{\"a\":1,\"b\":2}"], &["{}", "{\"b\":2}"]);
}

#[test]
fn what_the_document_gives_is_tried_if_it_is_valid() {
    let schema = json!({"$ref": "#/components/schemas/Short", "examples": ["ok", "too long"], "default": "no"});
    check(schema, &["\"ok\"", "\"no\""], &["\"too long\""]);
}

#[test]
fn patterns_are_met() {
    let values = values(json!({"type": "string", "pattern": "^[a-c]{2}-\\d$"}));
    assert!(values.len() > 5, "{values:?}");
}
