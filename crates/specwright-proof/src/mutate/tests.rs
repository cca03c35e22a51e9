use rand::{SeedableRng as _, rngs::SmallRng};
use serde_json::json;

use super::{Outcome, change, generate};

/// How many changes are tried: enough to meet each kind at each depth, few enough for every build.
const RUNS: u64 = 150;

#[test]
fn a_changed_document_ends_in_rust_or_in_findings() {
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "Zoo", "version": "1" },
        "paths": { "/animals/{id}": { "get": {
            "operationId": "getAnimal",
            "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
            "responses": { "200": { "description": "", "content": { "application/json": {
                "schema": { "$ref": "#/components/schemas/Animal" }
            } } } },
        } } },
        "components": { "schemas": {
            "Animal": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": { "type": ["string", "null"], "maxLength": 10 },
                    "kind": { "enum": ["cat", "dog"] },
                    "friends": { "type": "array", "items": { "$ref": "#/components/schemas/Animal" } },
                },
                "additionalProperties": { "type": "integer" },
            },
            "Cat": { "allOf": [{ "$ref": "#/components/schemas/Animal" }, { "properties": { "claws": { "type": "number" } } }] },
        } },
    });
    let places = change::places(&document);
    for seed in 0..RUNS {
        let mut changed = document.clone();
        let what = change::change(&mut changed, &places, &mut SmallRng::seed_from_u64(seed));
        if let Outcome::Fault(fault) = generate(changed.to_string(), "zoo") {
            panic!("seed {seed}, {what}: {fault}");
        }
    }
}
