use specwright_ir::Pointer;

use crate::read::testing::files;

/// Checks what stands at some places after a document of 2.0 was raised, and what was found.
#[track_caller]
fn check_found(text: &str, expected: &[(&str, &str)], found: &[&str]) {
    let reading = files(&[("a.yaml", &format!("swagger: '2.0'\n{text}\n"))]);
    assert_eq!(reading.found, found);
    let root = reading.document.expect("a document").root;
    for (pointer, json) in expected {
        let node = root.at(&Pointer::parse(pointer).expect("a pointer"));
        let text = node.map(|node| serde_json::to_string(node).expect("JSON"));
        assert_eq!(text.as_deref(), Some(*json), "{pointer}");
    }
}

#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) {
    check_found(text, expected, &[]);
}

/// A parameter of an operation.
#[track_caller]
fn check_parameter(text: &str, expected: &str) {
    check(&format!("paths: {{/a: {{get: {{parameters: [{text}]}}}}}}"), &[("/paths/~1a/get/parameters/0", expected)]);
}

#[test]
fn hosts_and_paths_become_servers_the_safest_first() {
    check(
        "host: h.test\nbasePath: /v1/\nschemes: [http, https, ws]",
        &[("/servers", r#"[{"url":"https://h.test/v1"},{"url":"http://h.test/v1"}]"#)],
    );
    check("host: h.test", &[("/servers", r#"[{"url":"https://h.test"}]"#), ("/openapi", r#""3.1.0""#)]);
    check("basePath: v1", &[("/servers", r#"[{"url":"/v1"}]"#)]);
}

#[test]
fn shared_parts_become_components() {
    check(
        "definitions: {A: {type: object, discriminator: k, x-nullable: true, properties: {f: {type: file}}}}\n\
         responses: {R: {description: d, schema: {$ref: '#/definitions/A'}}}\n\
         parameters: {P: {name: p, in: query, type: integer, minimum: 1, exclusiveMinimum: true}}\n\
         paths: {/a: {get: {parameters: [{$ref: '#/parameters/P'}], responses: {'200': {$ref: '#/responses/R'}}}}}",
        &[
            ("/components/schemas/A/type", r#"["object","null"]"#),
            ("/components/schemas/A/discriminator", r#"{"propertyName":"k"}"#),
            ("/components/schemas/A/properties/f", r#"{"type":"string","format":"binary"}"#),
            (
                "/components/responses/R/content",
                r##"{"application/json":{"schema":{"$ref":"#/components/schemas/A"}}}"##,
            ),
            ("/components/parameters/P/schema", r#"{"type":"integer","exclusiveMinimum":1}"#),
            ("/paths/~1a/get/parameters", r##"[{"$ref":"#/components/parameters/P"}]"##),
            ("/paths/~1a/get/responses/200", r##"{"$ref":"#/components/responses/R"}"##),
        ],
    );
}

#[test]
fn collection_formats_become_styles() {
    let schema = r#""schema":{"type":"array","items":{"type":"string"}}"#;
    let list = "type: array, items: {type: string}";
    let query = |format: &str, style: &str, explode: &str| {
        let expected = format!(r#"{{"name":"p","in":"query",{schema},"style":"{style}","explode":{explode}}}"#);
        check_parameter(&format!("{{name: p, in: query, {list}{format}}}"), &expected);
    };
    query("", "form", "false");
    query(", collectionFormat: csv", "form", "false");
    query(", collectionFormat: multi", "form", "true");
    query(", collectionFormat: ssv", "spaceDelimited", "false");
    query(", collectionFormat: pipes", "pipeDelimited", "false");
    query(", collectionFormat: tsv", "tabDelimited", "false");
    check_parameter(&format!("{{name: p, in: header, {list}}}"), &format!(r#"{{"name":"p","in":"header",{schema}}}"#));
    let found = "keyword-unsupported a.yaml:2:109 `collectionFormat` `tsv` has no style here; the elements are separated by commas";
    check_found(
        &format!("paths: {{/a: {{get: {{parameters: [{{name: p, in: header, {list}, collectionFormat: tsv}}]}}}}}}"),
        &[],
        &[found],
    );
}

#[test]
fn a_body_parameter_becomes_the_body() {
    check(
        "consumes: [application/json, text/json]\n\
         paths: {/a: {put: {parameters: [{name: b, in: body, required: true, description: d, schema: {type: object, properties: {x: {}}}}, {name: q, in: query, type: string}], \
         responses: {}}, post: {consumes: [application/x], parameters: [{$ref: '#/parameters/B'}]}}}\n\
         parameters: {B: {name: b, in: body, schema: {type: array, items: {$ref: '#/paths/~1a/put/parameters/0/schema'}}}}\n\
         definitions: {D: {$ref: '#/paths/~1a/put/parameters/0/schema/properties/x'}, E: {$ref: '#/paths/~1a/put/parameters/1'}}",
        &[
            (
                "/paths/~1a/put/requestBody",
                r##"{"description":"d","required":true,"content":{"application/json":{"schema":{"type":"object","properties":{"x":{}}}},"text/json":{"schema":{"$ref":"#/paths/~1a/put/requestBody/content/application~1json/schema"}}}}"##,
            ),
            ("/paths/~1a/put/parameters", r#"[{"name":"q","in":"query","schema":{"type":"string"}}]"#),
            (
                "/paths/~1a/post/requestBody/content",
                r##"{"application/x":{"schema":{"$ref":"#/components/requestBodies/B/content/application~1json/schema"}}}"##,
            ),
            (
                "/components/schemas/D/$ref",
                r##""#/paths/~1a/put/requestBody/content/application~1json/schema/properties/x""##,
            ),
            ("/components/schemas/E/$ref", r##""#/paths/~1a/put/parameters/0""##),
        ],
    );
}

#[test]
fn operations_inherit_the_body_of_their_path() {
    check(
        "paths: {/a: {parameters: [{name: b, in: body, schema: {type: string}}, {name: q, in: query, type: string}], put: {}, post: {}}}",
        &[
            ("/paths/~1a/put/requestBody", r#"{"content":{"application/json":{"schema":{"type":"string"}}}}"#),
            ("/paths/~1a/post/requestBody", r#"{"content":{"application/json":{"schema":{"type":"string"}}}}"#),
            ("/paths/~1a/parameters", r#"[{"name":"q","in":"query","schema":{"type":"string"}}]"#),
        ],
    );
}

#[test]
fn fields_of_a_form_become_its_schema() {
    check(
        "paths: {/a: {parameters: [{$ref: '#/parameters/F'}], post: {}, put: {consumes: [multipart/form-data], parameters: [{name: f, in: formData, type: file, \
         description: d, required: true}, {name: l, in: formData, type: array, items: {type: string}, collectionFormat: multi}]}}}\n\
         parameters: {F: {name: g, in: formData, type: integer}}",
        &[
            (
                "/paths/~1a/put/requestBody",
                r#"{"required":true,"content":{"multipart/form-data":{"schema":{"type":"object","properties":{"f":{"type":"string","format":"binary","description":"d"},"l":{"type":"array","items":{"type":"string"}}},"required":["f"]},"encoding":{"l":{"style":"form","explode":true}}}}}"#,
            ),
            (
                "/paths/~1a/post/requestBody",
                r#"{"required":false,"content":{"application/x-www-form-urlencoded":{"schema":{"type":"object","properties":{"g":{"type":"integer"}}}}}}"#,
            ),
        ],
    );
}

#[test]
fn answers_have_the_media_types_that_are_produced() {
    check(
        "produces: [text/plain]\npaths: {/a: {get: {responses: {'200': {description: d, schema: {type: string}, headers: {H: {type: integer}}, examples: {text/plain: x}}, \
         '201': {description: d}}}, put: {produces: [a/b], responses: {default: {schema: {type: file}}}}}}",
        &[
            ("/paths/~1a/get/responses/200/content", r#"{"text/plain":{"schema":{"type":"string"},"example":"x"}}"#),
            ("/paths/~1a/get/responses/200/headers/H", r#"{"schema":{"type":"integer"}}"#),
            ("/paths/~1a/get/responses/201", r#"{"description":"d"}"#),
            ("/paths/~1a/put/responses/default/content", r#"{"a/b":{"schema":{"type":"string","format":"binary"}}}"#),
        ],
    );
}

#[test]
fn shared_answers_have_the_media_types_of_the_operation() {
    check(
        "produces: [application/json]\nresponses: {R: {description: d, schema: {$ref: '#/definitions/D'}}}\ndefinitions: {D: {type: string}}\n\
         paths: {/a: {get: {responses: {'200': {$ref: '#/responses/R'}}}, put: {produces: [text/html], responses: {'200': {$ref: '#/responses/R'}}}, \
         post: {produces: [application/json], responses: {'200': {$ref: '#/responses/R'}}}}}",
        &[
            ("/paths/~1a/get/responses/200", r##"{"$ref":"#/components/responses/R"}"##),
            (
                "/paths/~1a/put/responses/200",
                r##"{"description":"d","content":{"text/html":{"schema":{"$ref":"#/components/schemas/D"}}}}"##,
            ),
            ("/paths/~1a/post/responses/200", r##"{"$ref":"#/components/responses/R"}"##),
            (
                "/components/responses/R/content",
                r##"{"application/json":{"schema":{"$ref":"#/components/schemas/D"}}}"##,
            ),
        ],
    );
}

#[test]
fn security_schemes_have_their_new_words() {
    check(
        "securityDefinitions: {b: {type: basic}, k: {type: apiKey, name: X, in: header}, o: {type: oauth2, flow: accessCode, authorizationUrl: 'https://a.test', \
         tokenUrl: 'https://t.test', scopes: {r: read}}, a: {type: oauth2, flow: application, tokenUrl: 'https://t.test'}}",
        &[
            ("/components/securitySchemes/b", r#"{"type":"http","scheme":"basic"}"#),
            ("/components/securitySchemes/k", r#"{"type":"apiKey","name":"X","in":"header"}"#),
            (
                "/components/securitySchemes/o",
                r#"{"type":"oauth2","flows":{"authorizationCode":{"authorizationUrl":"https://a.test","tokenUrl":"https://t.test","scopes":{"r":"read"}}}}"#,
            ),
            (
                "/components/securitySchemes/a/flows",
                r#"{"clientCredentials":{"tokenUrl":"https://t.test","scopes":{}}}"#,
            ),
        ],
    );
}

#[test]
fn malformed_parts_cost_themselves() {
    check_found(
        "host: [h]\nconsumes: [1]\npaths: {/a: {get: {parameters: [7, {in: formData, type: string}, {in: body, name: x, schema: {}}]}, post: 3}}\ndefinitions: 5\n",
        &[("/paths/~1a/get/parameters", "[7]"), ("/components/schemas", "5")],
        &[
            "keyword-invalid a.yaml:2:7 `host` is an array, not a string; ignored",
            "keyword-invalid a.yaml:3:12 `consumes` holds a number, not a media type; ignored",
            "malformed a.yaml:4:36 an operation has one body or one form; this is left out",
        ],
    );
}
