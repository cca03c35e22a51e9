//! OpenAPI objects outside of JSON Schema, read node by node with `openapiv3`'s types.
//!
//! Those types stop at OpenAPI 3.0, but parameters, bodies, responses, headers, security schemes and servers have the
//! same shape in 3.1. Schemas do not, so each is replaced by a reference to where it stands before the object is read;
//! [`schema_pointer`] gives the way back.

use openapiv3::{ReferenceOr, Schema};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json, json};
use specwright_ir::{Code, Pointer};

use super::{Lower, at::At};
use crate::tree::Value;

/// Reads the object at a place; reports it, and what that costs, when it is malformed.
pub(super) fn read<T: DeserializeOwned>(lower: &mut Lower<'_>, at: &At<'_>, what: &str, cost: &str) -> Option<T> {
    if at.node.as_object().is_none() {
        let found = at.node.kind_name();
        lower.report(Code::Malformed, at, format!("this {what} is {found}, not an object; {cost}"));
        return None;
    }
    match serde_json::from_value(skeleton(at)) {
        Ok(object) => Some(object),
        Err(error) => {
            lower.report(Code::Malformed, at, format!("this {what} cannot be read: {error}; {cost}"));
            None
        }
    }
}

/// Where the schema stands that [`read`] has replaced.
pub(super) fn schema_pointer(schema: &ReferenceOr<Schema>) -> Option<Pointer> {
    match schema {
        ReferenceOr::Reference { reference } => Pointer::parse(reference),
        ReferenceOr::Item(_) => None,
    }
}

/// The object as JSON, without examples, each schema replaced by a reference to itself.
fn skeleton(at: &At<'_>) -> Json {
    let Value::Object(_) = &at.node.value else { return at.node.to_json() };
    let mut object = Map::new();
    for (key, member) in at.members() {
        let value = match key {
            "schema" => json!({ "$ref": member.pointer.to_string() }),
            "content" | "headers" | "encoding" => map(&member),
            "example" | "examples" | "links" => continue,
            _ => member.node.to_json(),
        };
        object.insert(key.to_owned(), value);
    }
    Json::Object(object)
}

/// A map whose keys are data and whose values are OpenAPI objects.
fn map(at: &At<'_>) -> Json {
    match &at.node.value {
        Value::Object(_) => {
            Json::Object(at.members().iter().map(|(key, member)| ((*key).to_owned(), skeleton(member))).collect())
        }
        _ => at.node.to_json(),
    }
}
