use specwright_ir::{Diagnostics, Pointer, Sources};

use crate::parse::testing::lines;
use crate::read::{Document, Input, LoadError, Loader, read};

/// Files in memory; those whose name starts with `..` may not be opened.
struct Files<'a>(&'a [(&'a str, &'a str)]);

impl Loader for Files<'_> {
    fn load(&self, name: &str) -> Result<String, LoadError> {
        if name.starts_with("..") {
            return Err(LoadError::outside("it is outside"));
        }
        let found = self.0.iter().find(|(known, _)| *known == name);
        found.map(|(_, text)| (*text).to_owned()).ok_or_else(|| LoadError::new("there is no such file"))
    }
}

/// Reads the first of these files.
fn linked(files: &[(&str, &str)]) -> (Document, Vec<String>) {
    let first = files.first().map(|(name, _)| (*name).to_owned());
    let input = Input { documents: first.into_iter().collect(), overlays: Vec::new(), declarations: None };
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let document = read(&input, &Files(files), &mut sources, &mut found).expect("a document");
    (document, lines(found, &sources))
}

/// Checks what stands at some places of the document behind the references.
#[track_caller]
fn check(files: &[(&str, &str)], expected: &[(&str, &str)]) {
    let (document, found) = linked(files);
    assert_eq!(found, Vec::<String>::new());
    for (pointer, json) in expected {
        let node = document.root.at(&Pointer::parse(pointer).expect("a pointer"));
        let text = node.map(|node| serde_json::to_string(node).expect("JSON"));
        assert_eq!(text.as_deref(), Some(*json), "{pointer}");
    }
}

/// Checks what is said about a reference that leads nowhere.
#[track_caller]
fn check_found(reference: &str, expected: &str) {
    let text = format!("openapi: 3.1.0\ncomponents: {{schemas: {{A: {{$ref: '{reference}'}}}}}}\n");
    assert_eq!(linked(&[("a.yaml", &text), ("bad.yaml", "a: [")]).1.first().map(String::as_str), Some(expected));
}

#[test]
fn a_schema_of_another_file_becomes_the_component_that_stands_for_it() {
    check(
        &[
            (
                "d/a.yaml",
                "openapi: 3.1.0\ncomponents: {schemas: {Pet: {$ref: schemas/pet.yaml}, List: {items: {$ref: 'schemas/pet.yaml'}}}}\n",
            ),
            (
                "d/schemas/pet.yaml",
                "properties: {owner: {$ref: '../common.json#/definitions/Owner'}, friend: {$ref: '#'}}\n",
            ),
            (
                "d/common.json",
                r##"{"definitions": {"Owner": {"items": {"$ref": "a.yaml#/components/schemas/List"}}}}"##,
            ),
        ],
        &[
            (
                "/components/schemas/Pet",
                r##"{"properties":{"owner":{"$ref":"#/components/schemas/Owner"},"friend":{"$ref":"#/components/schemas/Pet"}}}"##,
            ),
            ("/components/schemas/List/items", r##"{"$ref":"#/components/schemas/Pet"}"##),
            ("/components/schemas/Owner", r##"{"items":{"$ref":"#/components/schemas/List"}}"##),
        ],
    );
}

#[test]
fn schemas_of_other_files_take_free_names() {
    check(
        &[
            (
                "a.yaml",
                "openapi: 3.1.0\ncomponents: {schemas: {Pet: {}, B: {allOf: [{$ref: x/Pet.yaml}, {$ref: 'c.yaml#/oneOf/0'}, {$ref: 'a%20b.yaml#/$defs/Ca%7Et'}]}}}\n",
            ),
            ("x/Pet.yaml", "type: string\n"),
            ("c.yaml", "oneOf: [{type: number}]\n"),
            ("a b.yaml", "$defs: {Ca~t: {type: boolean}}\n"),
        ],
        &[
            (
                "/components/schemas/B/allOf",
                r##"[{"$ref":"#/components/schemas/Pet2"},{"$ref":"#/components/schemas/c"},{"$ref":"#/components/schemas/Ca~0t"}]"##,
            ),
            ("/components/schemas/Pet2", r#"{"type":"string"}"#),
            ("/components/schemas/c", r#"{"type":"number"}"#),
            ("/components/schemas/Ca~0t", r#"{"type":"boolean"}"#),
        ],
    );
}

#[test]
fn path_items_and_collections_of_other_files_are_followed() {
    check(
        &[
            ("a.yaml", "openapi: 3.0.0\npaths: {$ref: paths.yaml}\ncomponents: {schemas: {$ref: schemas.yaml}}\n"),
            ("paths.yaml", "/a: {$ref: 'items/a.yaml'}\n"),
            ("items/a.yaml", "get: {responses: {'200': {content: {a/b: {schema: {$ref: '../schemas.yaml#/Pet'}}}}}}\n"),
            ("schemas.yaml", "Pet: {type: string, nullable: true}\n"),
        ],
        &[
            ("/paths", r##"{"/a":{"$ref":"#/x-files/paths.yaml/~1a"}}"##),
            ("/x-files/paths.yaml/~1a", r##"{"$ref":"#/x-files/items~1a.yaml"}"##),
            (
                "/x-files/items~1a.yaml/get/responses/200/content/a~1b/schema",
                r##"{"$ref":"#/components/schemas/Pet"}"##,
            ),
            ("/components/schemas/Pet", r#"{"type":["string","null"]}"#),
        ],
    );
}

#[test]
fn anchors_and_addresses_are_names() {
    check(
        &[(
            "a.yaml",
            "openapi: 3.2.0\n$self: https://h.test/api/a\ncomponents: {schemas: {A: {$id: sub/a, $anchor: top, $defs: {D: {$anchor: d}, E: {$ref: '#/$defs/D'}}, \
             items: {$ref: '#d'}}, B: {items: {$ref: 'https://h.test/api/sub/a#top'}, not: {$ref: 'sub/a'}}, T: {$dynamicAnchor: node, items: {$dynamicRef: '#node'}}, \
             S: {$ref: 'a#/components/schemas/B'}}}\n",
        )],
        &[
            ("/components/schemas/A/items", r##"{"$ref":"#/components/schemas/A/$defs/D"}"##),
            ("/components/schemas/A/$defs/E", r##"{"$ref":"#/components/schemas/A/$defs/D"}"##),
            ("/components/schemas/B/items", r##"{"$ref":"#/components/schemas/A"}"##),
            ("/components/schemas/B/not", r##"{"$ref":"#/components/schemas/A"}"##),
            ("/components/schemas/T/items", r##"{"$ref":"#/components/schemas/T"}"##),
            ("/components/schemas/S", r##"{"$ref":"#/components/schemas/B"}"##),
        ],
    );
}

#[test]
fn what_dynamic_references_lead_to_depends_on_who_refers() {
    check(
        &[(
            "a.yaml",
            "openapi: 3.1.0\ncomponents: {schemas: {Pet: {}, \
             Page: {$id: 'https://h.test/page', $dynamicAnchor: item, properties: {data: {$dynamicRef: '#item'}, next: {$ref: '#'}, at: {$ref: '#/$defs/At'}, rows: {$ref: '#/$defs/Rows'}}, \
               $defs: {At: {type: string}, Rows: {items: {$dynamicRef: '#item'}}}}, \
             Pets: {$ref: '#/components/schemas/Page', $defs: {of: {$dynamicAnchor: item, $ref: '#/components/schemas/Pet'}}}, \
             Plain: {$ref: '#/components/schemas/Page'}, \
             Tree: {$id: 'https://h.test/tree', $dynamicAnchor: node, items: {$dynamicRef: '#node'}}, \
             Kin: {$id: 'https://h.test/kin', $dynamicAnchor: self, items: {$dynamicRef: '#of'}, not: {$dynamicRef: '#self'}, $defs: {of: {$dynamicAnchor: of}}}, \
             Pups: {$ref: '#/components/schemas/Kin', $defs: {of: {$dynamicAnchor: of, $ref: '#/components/schemas/Pet'}}}, \
             Strict: {$id: 'https://h.test/strict', $dynamicAnchor: node, allOf: [{$ref: tree}], maxItems: 3}}}\n",
        )],
        &[
            (
                "/components/schemas/Pets/allOf",
                r##"[{"properties":{"data":{"$ref":"#/components/schemas/Pets/$defs/of"},"next":{"$ref":"#/components/schemas/Pets/allOf/0"},"at":{"$ref":"#/components/schemas/Page/$defs/At"},"rows":{"allOf":[{"items":{"$ref":"#/components/schemas/Pets/$defs/of"}}]}}}]"##,
            ),
            ("/components/schemas/Page/properties/data", r##"{"$ref":"#/components/schemas/Page"}"##),
            ("/components/schemas/Plain", r##"{"$ref":"#/components/schemas/Page"}"##),
            ("/components/schemas/Strict/allOf", r##"[{"allOf":[{"items":{"$ref":"#/components/schemas/Strict"}}]}]"##),
            ("/components/schemas/Tree/items", r##"{"$ref":"#/components/schemas/Tree"}"##),
        ],
    );
}

#[test]
fn discriminators_name_components_or_refer_to_them() {
    check(
        &[
            (
                "a.yaml",
                "openapi: 3.1.0\ncomponents: {schemas: {P: {discriminator: {propertyName: k, mapping: {a: Cat, b: ./dog.yaml, c: unknown}}}, Cat: {}}}\n",
            ),
            ("dog.yaml", "type: object\n"),
        ],
        &[(
            "/components/schemas/P/discriminator/mapping",
            r##"{"a":"#/components/schemas/Cat","b":"#/components/schemas/dog","c":"unknown"}"##,
        )],
    );
}

#[test]
fn data_that_looks_like_a_reference_is_data() {
    let data = r#"{"$ref":"nowhere.yaml"}"#;
    let schema = format!(
        "{{properties: {{$ref: {{enum: [{data}]}}}}, default: {data}, const: {data}, x-a: {data}, examples: [{data}]}}"
    );
    let text = format!("openapi: 3.1.0\ncomponents: {{schemas: {{A: {schema}}}}}\n");
    check(&[("a.yaml", &text)], &[("/components/schemas/A/default", data)]);
}

#[test]
fn what_raising_moves_keeps_its_references() {
    check(
        &[(
            "a.yaml",
            "openapi: 3.0.0\ncomponents: {schemas: {A: {nullable: true, allOf: [{}, {}], properties: {p: {}}}, B: {$ref: '#/components/schemas/A/properties/p'}}}\n",
        )],
        &[("/components/schemas/B", r##"{"$ref":"#/components/schemas/A/anyOf/0/properties/p"}"##)],
    );
}

#[test]
fn a_pointer_may_lead_through_references() {
    check(
        &[
            (
                "a.yaml",
                "openapi: 3.1.0\npaths: {/a: {$ref: 'a-item.yaml'}}\ncomponents: {schemas: {B: {$ref: '#/paths/~1a/parameters/0/schema'}}}\n",
            ),
            ("a-item.yaml", "parameters: [{schema: {type: string}}]\n"),
        ],
        &[("/components/schemas/B", r##"{"$ref":"#/x-files/a-item.yaml/parameters/0/schema"}"##)],
    );
}

#[test]
fn nothing_outside_is_opened() {
    let outside = |reference: &str| {
        let message = format!("reference `{reference}` leaves the document's folder; not followed");
        check_found(reference, &format!("reference-external a.yaml:2:34 {message}"));
    };
    for reference in
        ["http://h.test/a.yaml", "https://h.test/#/x", "file:///etc/passwd", "ftp://h/x", "//h.test/x", "/etc/passwd"]
    {
        outside(reference);
    }
    for reference in ["../b.yaml", "x/../../b.yaml", "%2e%2e/b.yaml"] {
        let message = format!("reference-external a.yaml:2:34 reference `{reference}` is not followed: it is outside");
        check_found(reference, &message);
    }
}

#[test]
fn what_is_missing_is_said_in_the_place_of_the_reference() {
    check_found(
        "#/components/schemas/X",
        "reference-dangling a.yaml:2:34 reference `#/components/schemas/X` points at nothing",
    );
    check_found("b.yaml", "reference-dangling a.yaml:2:34 reference `b.yaml` is not followed: there is no such file");
    check_found("#x", "reference-dangling a.yaml:2:34 reference `#x` points at nothing");
    let bad = "reference-dangling a.yaml:2:34 reference `bad.yaml` is not followed: the file cannot be read";
    check_found("bad.yaml", bad);
}

#[test]
fn circles_between_files_end() {
    check(
        &[
            ("a.yaml", "openapi: 3.1.0\ncomponents: {schemas: {A: {$ref: b.yaml}}}\npaths: {$ref: '#/paths'}\n"),
            ("b.yaml", "$ref: c.yaml\n"),
            ("c.yaml", "$ref: b.yaml\n"),
        ],
        &[("/components/schemas/A", r##"{"$ref":"#/components/schemas/c"}"##), ("/paths", "{}")],
    );
}
