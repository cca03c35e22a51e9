//! Finds the schemas of an OpenAPI 3.0 document by where they stand, never by what they look like: a property may be
//! called `nullable`, and an example may look like a schema.

use specwright_ir::{Diagnostics, Pointer};

use super::schema;
use crate::tree::{Node, Value};

/// What stands in a place.
#[derive(Clone, Copy)]
enum Kind {
    Document,
    Components,
    PathItem,
    Operation,
    Parameter,
    Body,
    Response,
    MediaType,
    Schema,
    /// An object with freely chosen names.
    Names(&'static Kind),
    /// The same, but names that start with `x-` are extensions.
    Extensible(&'static Kind),
    /// An array.
    List(&'static Kind),
}

const CALLBACK: Kind = Kind::Extensible(&Kind::PathItem);

/// Raises every schema of a document.
pub(super) fn document(root: &mut Node, diagnostics: &mut Diagnostics) {
    visit(root, Kind::Document, &Pointer::root(), diagnostics);
}

fn visit(node: &mut Node, kind: Kind, at: &Pointer, diagnostics: &mut Diagnostics) {
    match &mut node.value {
        Value::Object(object) => {
            for (key, inner) in object.iter_mut() {
                if let Some(kind) = part(kind, key) {
                    visit(inner, kind, &at.key(key), diagnostics);
                }
            }
        }
        Value::Array(items) => {
            if let Kind::List(kind) = kind {
                for (index, item) in items.iter_mut().enumerate() {
                    visit(item, *kind, &at.index(index), diagnostics);
                }
            }
        }
        _ => {}
    }
    if let (Kind::Schema, Value::Object(_)) = (kind, &node.value) {
        schema::raise(node, at, diagnostics);
    }
}

/// What stands in the member `key`; `None` when no schema can be in it.
fn part(kind: Kind, key: &str) -> Option<Kind> {
    Some(match (kind, key) {
        (Kind::Names(inner), _) => *inner,
        (Kind::Extensible(inner), _) if !key.starts_with("x-") => *inner,
        (Kind::Document, "paths" | "webhooks") => Kind::Extensible(&Kind::PathItem),
        (Kind::Document, "components") => Kind::Components,
        (Kind::Components, "schemas") => Kind::Names(&Kind::Schema),
        (Kind::Components, "responses") => Kind::Names(&Kind::Response),
        (Kind::Components, "parameters" | "headers") => Kind::Names(&Kind::Parameter),
        (Kind::Components, "requestBodies") => Kind::Names(&Kind::Body),
        (Kind::Components, "callbacks") => Kind::Names(&CALLBACK),
        (Kind::Components, "pathItems") => Kind::Names(&Kind::PathItem),
        (Kind::PathItem, "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace") => Kind::Operation,
        (Kind::PathItem | Kind::Operation, "parameters") => Kind::List(&Kind::Parameter),
        (Kind::Operation, "requestBody") => Kind::Body,
        (Kind::Operation, "responses") => Kind::Extensible(&Kind::Response),
        (Kind::Operation, "callbacks") => Kind::Names(&CALLBACK),
        (Kind::Parameter | Kind::MediaType, "schema") => Kind::Schema,
        (Kind::Parameter | Kind::Body | Kind::Response, "content") => Kind::Names(&Kind::MediaType),
        (Kind::Response, "headers") => Kind::Names(&Kind::Parameter),
        // An encoding holds headers the way a response does, and nothing else with a schema.
        (Kind::MediaType, "encoding") => Kind::Names(&Kind::Response),
        (Kind::Schema, _) => return schema_part(key),
        _ => return None,
    })
}

/// Where a schema holds schemas. Keywords that 3.0 does not have are followed too: documents use them all the same.
fn schema_part(key: &str) -> Option<Kind> {
    Some(match key {
        "properties" | "patternProperties" | "dependentSchemas" | "$defs" | "definitions" => Kind::Names(&Kind::Schema),
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => Kind::List(&Kind::Schema),
        "items" | "additionalProperties" | "not" | "contains" | "propertyNames" | "if" | "then" | "else" => {
            Kind::Schema
        }
        "unevaluatedItems" | "unevaluatedProperties" => Kind::Schema,
        _ => return None,
    })
}
