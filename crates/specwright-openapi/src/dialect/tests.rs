use crate::read::testing::{Reading, files};

fn raised(version: &str, schema: &str) -> Reading {
    files(&[("a.yaml", &format!("openapi: {version}\ncomponents: {{schemas: {{A: {schema}}}}}\nx: {{}}\n"))])
}

fn schema(reading: &Reading) -> String {
    let root = &reading.document.as_ref().expect("a document").root;
    let schema = root.at(&specwright_ir::Pointer::parse("/components/schemas/A").expect("a pointer"));
    serde_json::to_string(schema.expect("a schema")).expect("JSON")
}

/// Checks what becomes of a schema of OpenAPI 3.0.
#[track_caller]
fn check(text: &str, expected: &str) {
    let reading = raised("3.0.3", text);
    assert_eq!(reading.found, Vec::<String>::new());
    assert_eq!(schema(&reading), expected);
}

#[test]
fn nullable_joins_the_type() {
    check("{type: string, nullable: true, format: date}", r#"{"type":["string","null"],"format":"date"}"#);
    check("{type: string, nullable: false}", r#"{"type":"string"}"#);
    check("{type: [string], nullable: true}", r#"{"type":["string","null"]}"#);
    check("{nullable: true}", "{}");
    check("{nullable: true, properties: {a: {}}}", r#"{"properties":{"a":{}},"type":["object","null"]}"#);
    check(
        "{nullable: true, items: {type: number, nullable: true}}",
        r#"{"items":{"type":["number","null"]},"type":["array","null"]}"#,
    );
}

#[test]
fn nullable_enums_admit_null_once() {
    check("{type: string, enum: [a], nullable: true}", r#"{"type":["string","null"],"enum":["a",null]}"#);
    check("{enum: [a, null], nullable: true}", r#"{"enum":["a",null]}"#);
}

#[test]
fn nullable_compositions_become_alternatives() {
    check("{$ref: '#/x', nullable: true}", r##"{"anyOf":[{"$ref":"#/x"},{"type":"null"}]}"##);
    check(
        "{description: d, allOf: [{$ref: '#/x'}], nullable: true, x-y: 1}",
        r##"{"description":"d","x-y":1,"anyOf":[{"$ref":"#/x"},{"type":"null"}]}"##,
    );
    check(
        "{allOf: [{$ref: '#/x'}, {}], nullable: true}",
        r##"{"anyOf":[{"allOf":[{"$ref":"#/x"},{}]},{"type":"null"}]}"##,
    );
    check(
        "{anyOf: [{type: string}, {type: number}], nullable: true}",
        r#"{"anyOf":[{"type":"string"},{"type":"number"},{"type":"null"}]}"#,
    );
    check(
        "{oneOf: [{$ref: '#/x'}], discriminator: {propertyName: p}, nullable: true}",
        r##"{"anyOf":[{"oneOf":[{"$ref":"#/x"}],"discriminator":{"propertyName":"p"}},{"type":"null"}]}"##,
    );
    check(
        "{type: object, properties: {a: {}}, allOf: [{}], nullable: true}",
        r#"{"anyOf":[{"type":"object","properties":{"a":{}},"allOf":[{}]},{"type":"null"}]}"#,
    );
}

#[test]
fn exclusive_bounds_become_numbers() {
    check("{minimum: 1.50, exclusiveMinimum: true}", r#"{"exclusiveMinimum":1.50}"#);
    check("{maximum: 9, exclusiveMaximum: false}", r#"{"maximum":9}"#);
    check("{exclusiveMaximum: 9}", r#"{"exclusiveMaximum":9}"#);
}

#[test]
fn an_example_joins_the_examples() {
    check("{example: {nullable: true}}", r#"{"examples":[{"nullable":true}]}"#);
    check("{example: 1, examples: [2]}", r#"{"examples":[2,1]}"#);
}

#[test]
fn properties_may_have_the_names_of_keywords() {
    check(
        "{properties: {nullable: {type: string, nullable: true}, example: {type: string}, properties: {properties: {items: {nullable: true, type: string}}}}}",
        r#"{"properties":{"nullable":{"type":["string","null"]},"example":{"type":"string"},"properties":{"properties":{"items":{"type":["string","null"]}}}}}"#,
    );
}

#[test]
fn values_that_look_like_schemas_are_left_alone() {
    let value = r#"{"type":"string","nullable":true,"example":1}"#;
    check(
        &format!("{{default: {value}, enum: [{value}], x-a: {value}, const: {value}}}"),
        &format!(r#"{{"default":{value},"enum":[{value}],"x-a":{value},"const":{value}}}"#),
    );
}

#[test]
fn wrong_values_are_reported_and_ignored() {
    let reading = raised("3.0.3", "{type: string, nullable: 'yes', exclusiveMinimum: true}");
    let expected = [
        "keyword-invalid a.yaml:2:52 `nullable` is a string, not a boolean; ignored",
        "keyword-invalid a.yaml:2:77 `exclusiveMinimum` says `true` without `minimum`; ignored",
    ];
    assert_eq!(
        (reading.found.as_slice(), schema(&reading).as_str()),
        (expected.map(str::to_owned).as_slice(), r#"{"type":"string"}"#)
    );
}

#[test]
fn newer_documents_are_left_as_they_are() {
    for version in ["3.1.0", "3.2.0"] {
        let reading = raised(version, "{type: string, nullable: true, example: 1}");
        assert_eq!(schema(&reading), r#"{"type":"string","nullable":true,"example":1}"#);
    }
}

#[test]
fn what_is_made_has_the_place_of_what_it_came_from() {
    let reading = raised(
        "3.0.0",
        "{properties: {a: {type: string, nullable: true}, b: {$ref: '#/x', nullable: true}, c: {example: 5}}}",
    );
    let at = |pointer: &str| reading.origin(&format!("/components/schemas/A/properties/{pointer}"));
    assert_eq!(at("a/type/0"), "a.yaml string");
    assert_eq!(at("a/type/1"), "a.yaml true");
    assert_eq!(at("b/anyOf/0/$ref"), "a.yaml '#/x'");
    assert_eq!(at("b/anyOf/1"), "a.yaml true");
    assert_eq!(at("c/examples/0"), "a.yaml 5");
}

#[test]
fn schemas_are_found_wherever_they_stand() {
    let s = "{type: string, nullable: true}";
    let item = format!(
        "{{parameters: [{{schema: {s}}}, {{content: {{a/b: {{schema: {s}}}}}}}], post: {{parameters: [{{schema: {s}}}], requestBody: {{content: {{a/b: {{schema: {s}, \
         encoding: {{p: {{headers: {{H: {{schema: {s}}}}}}}}}}}}}}}, responses: {{'200': {{headers: {{H: {{schema: {s}}}}}, content: {{a/b: {{schema: {s}}}}}}}}}, \
         callbacks: {{c: {{'{{$url}}': {{get: {{parameters: [{{schema: {s}}}]}}}}}}}}}}}}"
    );
    let components = format!(
        "{{schemas: {{x-a: {s}, B: {{not: {s}, items: {s}, additionalProperties: {s}, allOf: [{s}], anyOf: [{s}], oneOf: [{s}]}}}}, parameters: {{P: {{schema: {s}}}}}, \
         headers: {{H: {{schema: {s}}}}}, responses: {{R: {{content: {{a/b: {{schema: {s}}}}}}}}}, requestBodies: {{B: {{content: {{a/b: {{schema: {s}}}}}}}}}, \
         callbacks: {{c: {{'{{$url}}': {item}}}}}}}"
    );
    let text = format!("openapi: 3.0.3\npaths: {{/a: {item}}}\ncomponents: {components}\n");
    let reading = files(&[("a.yaml", &text)]);
    let root = serde_json::to_string(&reading.document.expect("a document").root).expect("JSON");
    assert_eq!(
        (root.contains("nullable"), root.matches(r#""type":["string","null"]"#).count()),
        (false, text.matches("nullable").count())
    );
}

#[test]
fn extensions_and_examples_hold_no_schemas() {
    let s = "{schema: {type: string, nullable: true}}";
    let text = format!(
        "openapi: 3.0.3\nx-a: {s}\npaths: {{x-b: {{get: {{parameters: [{s}]}}}}, /a: {{x-c: {s}, get: {{x-d: {s}, responses: {{x-e: {{content: {{a/b: {s}}}}}, \
         '200': {{content: {{a/b: {{example: {s}, examples: {{e: {{value: {s}}}}}}}}}}}}}}}}}}}\ncomponents: {{examples: {{e: {s}}}}}\n"
    );
    let reading = files(&[("a.yaml", &text)]);
    let root = serde_json::to_string(&reading.document.expect("a document").root).expect("JSON");
    assert_eq!(root.matches(r#""nullable":true"#).count(), text.matches("nullable").count());
}
