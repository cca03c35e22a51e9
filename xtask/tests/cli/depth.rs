//! Documents that are deep or that unfold: the program ends by itself, with something to say.

use crate::project::Project;

const HEAD: &str =
    r#"{"openapi": "3.1.0", "info": {"title": "Deep", "version": "1"}, "servers": [{"url": "https://a.example"}], "#;

/// Runs the program on a document; whatever it is, the program ends with one of its own statuses and says why.
#[track_caller]
fn check(name: &str, file: &str, text: &str, code: i32, said: &str) {
    let project = Project::new(&format!("depth-{name}"));
    project.write(file, text);
    let arguments = ["generate", file, "--name", "deep", "--out", "out", "--diagnostics", "json"];
    project.run(&arguments).expect(code).says(&[said]);
    assert_eq!(project.path("out").exists(), code < 2, "{name}");
}

fn in_schemas(schema: &str) -> String {
    format!("{HEAD}\"components\": {{\"schemas\": {{\"A\": {schema}}}}}}}")
}

fn nested(open: &str, inner: &str, close: &str, depth: usize) -> String {
    in_schemas(&format!("{}{inner}{}", open.repeat(depth), close.repeat(depth)))
}

#[test]
fn schemas_120_128_and_240_deep_are_generated_or_loosened() {
    for (name, open, close) in [
        ("properties", r#"{"properties":{"a":"#, "}}"),
        ("items", r#"{"type":"array","items":"#, "}"),
        ("all-of", r#"{"allOf":["#, "]}"),
        ("one-of", r#"{"oneOf":[{"type":"string"},"#, "]}"),
        ("values", r#"{"additionalProperties":"#, "}"),
        ("not", r#"{"not":"#, "}"),
    ] {
        let text = |depth: usize| nested(open, r#"{"type":"integer"}"#, close, depth);
        check(name, "in.json", &text(128), 0, "deep-models: new");
        check(name, "in.json", &text(240), 0, "deep-models: new");
        check(name, "in.yaml", &text(120), 0, "deep-models: new");
    }
}

#[test]
fn what_is_deeper_than_any_document_is_refused() {
    for depth in [1_000, 100_000] {
        let schema = nested(r#"{"properties":{"a":"#, "{}", "}}", depth);
        let list = in_schemas(&format!("{{\"default\": {}{}}}", "[".repeat(depth), "]".repeat(depth)));
        let open = in_schemas(&"[".repeat(depth));
        for (name, text) in [("schema", schema), ("list", list), ("open", open)] {
            for file in ["in.json", "in.yaml"] {
                let said = if name == "open" { "\"fatal\"" } else { "\"limit\"" };
                check(&format!("{name}-{depth}"), file, &text, 2, said);
            }
        }
    }
    check("blocks", "in.yaml", &format!("openapi: 3.1.0\nx:\n  {}x", "- ".repeat(100_000)), 2, "\"limit\"");
}

#[test]
fn aliases_that_unfold_to_a_billion_values_are_refused() {
    let mut text =
        format!("openapi: 3.1.0\ninfo: {{title: Bomb, version: '1'}}\nx-0: &a0 [{}]\n", ["lol"; 9].join(", "));
    for level in 1..9 {
        let alias = format!("*a{}", level - 1);
        text += &format!("x-{level}: &a{level} [{}]\n", [alias.as_str(); 9].join(", "));
    }
    check("bomb", "in.yaml", &text, 2, "\"limit\"");
}
