use super::testing::{files, reading};
use super::{Input, LoadError, Loader};

const SMALL: &str = r#"{"openapi": "3.1.0", "info": {"title": "é", "version": 1.10}, "paths": {}}"#;

#[track_caller]
fn check_found(texts: &[(&str, &str)], expected: &[&str]) {
    assert_eq!(files(texts).found, expected);
}

#[test]
fn a_bundle_keeps_order_and_numbers() {
    let expected = "{\n  \"openapi\": \"3.1.0\",\n  \"info\": {\n    \"title\": \"é\",\n    \"version\": 1.10\n  },\n  \"paths\": {}\n}\n";
    assert_eq!(files(&[("a.json", SMALL)]).bundle.as_deref(), Some(expected));
}

#[test]
fn a_byte_order_mark_is_not_part_of_the_text() {
    let reading = files(&[("a.json", &format!("\u{feff}{SMALL}"))]);
    assert!(reading.found.is_empty() && reading.bundle.is_some());
    assert_eq!(reading.origin("/openapi"), "a.json \"3.1.0\"");
    check_found(
        &[("a.yaml", "\u{feff}openapi: 1\n")],
        &["version-unsupported a.yaml:1:10 the document's `openapi` is `1`; only 2.0, 3.0, 3.1 and 3.2 are read"],
    );
}

#[test]
fn an_origin_is_the_key_of_a_container_and_the_text_of_a_value() {
    let reading =
        files(&[("a.yaml", "openapi: 3.1.0\npaths:\n  /a:\n    get:\n      tags: [x, y]\n      summary: z\n")]);
    assert_eq!(reading.origin("/paths/~1a/get"), "a.yaml get");
    assert_eq!(reading.origin("/paths/~1a/get/summary"), "a.yaml z");
    assert_eq!(reading.origin("/paths/~1a/get/tags/1"), "a.yaml y");
    assert_eq!(reading.origin("/paths/~1a/get/nothing/0"), "a.yaml get");
    assert_eq!(reading.origin("/paths/~1a/get/tags/7"), "a.yaml tags");
}

#[test]
fn a_file_that_cannot_be_had_is_named() {
    struct Binary;
    impl Loader for Binary {
        fn load(&self, _: &str) -> Result<String, LoadError> {
            Err(LoadError::new("not UTF-8"))
        }
    }
    let reading = reading(
        &Input { documents: vec!["a.json".into()], overlays: vec!["b.yaml".into()], declarations: None },
        &Binary,
    );
    assert_eq!(
        reading.found,
        ["file-unreadable - cannot read a.json: not UTF-8", "file-unreadable - cannot read b.yaml: not UTF-8"]
    );
    assert!(reading.document.is_none() && reading.bundle.is_none());
}

#[test]
fn nothing_to_read_is_an_error() {
    check_found(&[], &["file-unreadable - no document is named; there is nothing to read"]);
}

#[test]
fn every_file_is_looked_at_before_giving_up() {
    check_found(
        &[("a.json", "{"), ("b.yaml", "a: 1\na: 2\n"), ("overlay.yaml", "[1")],
        &[
            "syntax a.json:1:1 EOF while parsing an object",
            "duplicate-key b.yaml:2:1 key `a` stands in this object twice; the first one counts",
            "  b.yaml:1:1 first here",
            "syntax overlay.yaml:1:3 while parsing a flow sequence, expected ',' or ']'",
        ],
    );
}

#[test]
fn versions_that_are_not_read_are_named_in_their_place() {
    let refused = |text: &str| files(&[("a.yaml", text)]).found.join("\n");
    assert_eq!(
        refused("swagger: '1.2'\n"),
        "version-unsupported a.yaml:1:10 the document's `swagger` is `1.2`; only 2.0, 3.0, 3.1 and 3.2 are read"
    );
    assert_eq!(
        refused("info: {}\nopenapi: 3.3.0\n"),
        "version-unsupported a.yaml:2:10 the document's `openapi` is `3.3.0`; only 2.0, 3.0, 3.1 and 3.2 are read"
    );
    assert_eq!(
        refused("openapi: [3]\n"),
        "version-unsupported a.yaml:1:10 the document's `openapi` is an array; only 2.0, 3.0, 3.1 and 3.2 are read"
    );
    assert_eq!(
        refused("info: {}\n"),
        "version-unsupported a.yaml:1:1 the document has no `openapi` or `swagger`, which says the version"
    );
    assert_eq!(
        refused("just text\n"),
        "version-unsupported a.yaml:1:1 the document is a string, not an object with `openapi`"
    );
}

#[test]
fn every_version_is_read_however_it_is_written() {
    let cases = [
        ("openapi: 3.0.3", "3.0"),
        ("openapi: 3.0", "3.0"),
        ("openapi: '3'", "3.0"),
        ("openapi: 3.0.0-rc2", "3.0"),
        ("openapi: 3.1.1", "3.1"),
        ("openapi: 3.2.0", "3.2"),
        ("swagger: '2.0'", "2.0"),
        ("swagger: 2.0", "2.0"),
        ("swagger: 2", "2.0"),
        ("swagger: 3.0.1", "3.0"),
    ];
    for (text, version) in cases {
        let reading = files(&[("a.yaml", &format!("{text}\n"))]);
        assert_eq!(
            (reading.found.len(), reading.document.map(|document| document.version.to_string())),
            (0, Some(version.to_owned()))
        );
    }
}

#[test]
fn a_document_as_deep_as_allowed_needs_little_stack() {
    let deep = |inner: &str, outer: &str| format!("{}{{}}{}", inner.repeat(62), outer.repeat(62));
    let schema = deep(r#"{"properties":{"nullable":"#, "}}").replacen("{}", r#"{"type":"string","nullable":true}"#, 1);
    let text = format!(r#"{{"openapi":"3.0.0","components":{{"schemas":{{"A":{schema}}}}}}}"#);
    let overlay = "overlay: 1.0.0\ninfo: {title: t, version: v}\nactions: [{target: $..type, remove: true}]\n";
    let read = move || files(&[("a.json", &text), ("overlay.yaml", overlay)]).found;
    let thread = std::thread::Builder::new().stack_size(512 << 10).spawn(read).expect("a thread");
    assert_eq!(thread.join().expect("no overflow"), Vec::<String>::new());
}
