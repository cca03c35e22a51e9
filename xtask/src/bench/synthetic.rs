//! A document of any size in which every part is like every other, so that cost can be compared with size.

use serde_json::{Map, Value, json};

/// How many schemas the smallest measured document has; it has a quarter as many operations.
pub(super) const SCHEMAS: usize = 1000;

/// The text of a document with `schemas` components, each of which refers to the one before it.
pub(super) fn document(schemas: usize) -> String {
    let components: Map<String, Value> = (0..schemas).map(|nth| (format!("Thing{nth}"), schema(nth))).collect();
    let paths: Map<String, Value> =
        (0..schemas).step_by(4).map(|nth| (format!("/things{nth}/{{id}}"), path(nth))).collect();
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "Things", "version": "1" },
        "servers": [{ "url": "https://api.example.com" }],
        "paths": paths,
        "components": { "schemas": components },
    });
    document.to_string()
}

fn schema(nth: usize) -> Value {
    let before = format!("#/components/schemas/Thing{}", nth.saturating_sub(1));
    json!({
        "type": "object",
        "description": format!("Thing number {nth}, which *follows* the one before it in `things`."),
        "required": ["id", "kind"],
        "properties": {
            "id": { "type": "string", "format": "uuid", "description": "Identifies the thing." },
            "kind": { "type": "string", "enum": ["small", "large", format!("special_{nth}")] },
            "createdAt": { "type": "string", "format": "date-time" },
            "count": { "type": "integer", "format": "int32", "minimum": 0 },
            "labels": { "type": "object", "additionalProperties": { "type": "string" } },
            "previous": { "$ref": before },
            "parts": { "type": "array", "items": { "type": "object", "properties": {
                "name": { "type": ["string", "null"], "maxLength": 100 },
                "weight": { "type": "number", "format": "double" },
            } } },
        },
    })
}

fn path(nth: usize) -> Value {
    let thing = json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/Thing{nth}") } } });
    json!({
        "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
        "get": {
            "operationId": format!("getThing{nth}"),
            "parameters": [{ "name": "expand", "in": "query", "schema": { "type": "string" } }],
            "responses": { "200": { "description": "The thing.", "content": thing } },
        },
        "put": {
            "operationId": format!("putThing{nth}"),
            "requestBody": { "required": true, "content": thing },
            "responses": { "200": { "description": "The thing.", "content": thing }, "404": { "description": "No." } },
        },
    })
}

#[cfg(test)]
mod tests {
    use super::document;

    #[test]
    fn twice_the_schemas_are_twice_the_document() {
        let (one, two) = (document(200).len() as f64, document(400).len() as f64);
        assert!((1.9..2.1).contains(&(two / one)), "{one} and {two}");
    }
}
