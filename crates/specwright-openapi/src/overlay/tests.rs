use crate::read::testing::{Reading, files};

const DOCUMENT: &str = r#"{"openapi": "3.1.0", "info": {"title": "t"}, "tags": [{"name": "a"}, {"name": "b"}, {"name": "c"}],
"paths": {"/a": {"get": {"x": 1.50, "tags": ["q"]}, "post": {}}, "/it's": {"get": {"x": 2}}}}"#;

fn overlaid(actions: &str) -> Reading {
    let overlay = format!("overlay: 1.0.0\ninfo: {{title: o, version: 1}}\nactions:\n{actions}\n");
    files(&[("a.json", DOCUMENT), ("overlay.yaml", &overlay)])
}

/// Checks what an overlay makes of a member of the root.
#[track_caller]
fn check(actions: &str, member: &str, expected: &str) {
    let reading = overlaid(actions);
    assert_eq!(reading.found, Vec::<String>::new());
    let document = reading.document.expect("a document");
    assert_eq!(serde_json::to_string(document.root.get(member).expect("a member")).expect("JSON"), expected);
}

#[test]
fn updates_merge_objects_and_join_arrays() {
    check(
        "- target: $.paths['/a'].get\n  update: {x: {y: 1}, tags: [r], z: null}\n- target: $.paths['/a'].get.x\n  update: {w: 2.0}",
        "paths",
        r#"{"/a":{"get":{"x":{"y":1,"w":2.0},"tags":["q","r"],"z":null},"post":{}},"/it's":{"get":{"x":2}}}"#,
    );
}

#[test]
fn selected_arrays_get_elements_appended() {
    check("- target: $.tags\n  update: {name: d}", "tags", r#"[{"name":"a"},{"name":"b"},{"name":"c"},{"name":"d"}]"#);
    check(
        "- target: $.tags\n  update: [{name: d}, 5]",
        "tags",
        r#"[{"name":"a"},{"name":"b"},{"name":"c"},{"name":"d"},5]"#,
    );
}

#[test]
fn every_selected_place_is_updated() {
    check(
        "- target: $.paths.*.get\n  update: {y: 1}",
        "paths",
        r#"{"/a":{"get":{"x":1.50,"tags":["q"],"y":1},"post":{}},"/it's":{"get":{"x":2,"y":1}}}"#,
    );
    check(
        "- target: $.tags[?@.name != 'b', 0]\n  update: {n: 1}",
        "tags",
        r#"[{"name":"a","n":1},{"name":"b"},{"name":"c","n":1}]"#,
    );
}

#[test]
fn removal_takes_out_members_and_elements() {
    check("- target: $.tags[0,2]\n  remove: true", "tags", r#"[{"name":"b"}]"#);
    check("- target: $.paths['/it\\'s', '/a'].get\n  remove: true", "paths", r#"{"/a":{"post":{}},"/it's":{}}"#);
    check("- target: $.paths..*\n  remove: true\n  update: ignored", "paths", "{}");
    check(
        "- target: $.paths['/a'].get.x\n  remove: true",
        "paths",
        r#"{"/a":{"get":{"tags":["q"]},"post":{}},"/it's":{"get":{"x":2}}}"#,
    );
}

#[test]
fn actions_see_what_actions_before_them_did() {
    check(
        "- target: $.info\n  update: {x-a: {b: [1]}}\n- target: $.info.x-a\n  update: {b: [2]}\n- target: $.info.x-a.b[?@ == 1]\n  remove: true\n- target: $.info[?@.b]\n  update: {c: 3}"
            .replace("$.info.x-a", "$.info['x-a']")
            .as_str(),
        "info",
        r#"{"title":"t","x-a":{"b":[2],"c":3}}"#,
    );
}

#[test]
fn what_an_overlay_says_has_its_place_in_the_overlay() {
    let reading = overlaid("- target: $.paths['/a'].get\n  update: {summary: s, x: 7, p: {q: r}}");
    assert_eq!(reading.origin("/paths/~1a/get/summary"), "overlay.yaml s");
    assert_eq!(reading.origin("/paths/~1a/get/x"), "overlay.yaml 7");
    assert_eq!(reading.origin("/paths/~1a/get/p"), "overlay.yaml p");
    assert_eq!(reading.origin("/paths/~1a/get"), "a.json \"get\"");
}

#[track_caller]
fn check_found(actions: &str, expected: &[&str]) {
    assert_eq!(overlaid(actions).found, expected);
}

#[test]
fn an_action_that_selects_nothing_is_reported_and_hides_no_other() {
    let reading = overlaid(
        "- target: $.nowhere\n  update: {}\n- target: $.info\n  update: {n: 1}\n- target: $.tags[9]\n  remove: true",
    );
    assert_eq!(
        reading.found,
        [
            "overlay-no-match overlay.yaml:4:11 `$.nowhere` selects nothing; the action has no effect",
            "overlay-no-match overlay.yaml:8:11 `$.tags[9]` selects nothing; the action has no effect",
        ]
    );
    assert_eq!(reading.origin("/info/n"), "overlay.yaml 1");
}

#[test]
fn queries_outside_of_rfc_9535_are_refused() {
    for query in ["paths", "$.", "$.x-y", "$.tags[01]", "$[?@.a &&]", "$.tags[?nosuch(@)]", "$ ", "", "$.paths["] {
        let expected = format!(
            "overlay-invalid overlay.yaml:4:11 `{query}` is no JSONPath query (RFC 9535); the action has no effect"
        );
        check_found(&format!("- target: \"{query}\"\n  remove: true"), &[&expected]);
    }
}

#[test]
fn what_cannot_be_updated_is_refused() {
    check_found(
        "- target: $.info.title\n  update: x\n- target: $.info\n  update: [1]\n- target: $\n  remove: true",
        &[
            "overlay-invalid overlay.yaml:4:11 the target selects a string; only objects and arrays can be updated",
            "  a.json:1:40 selected here",
            "overlay-invalid overlay.yaml:6:11 the target selects an object, but `update` is an array",
            "  a.json:1:30 selected here",
            "overlay-invalid overlay.yaml:8:11 the whole document cannot be removed; the action has no effect",
        ],
    );
}

#[test]
fn faulty_actions_are_reported() {
    check_found(
        "- target: $.info\n- update: {}\n- 5\n- target: [x]\n  remove: true\n- {target: $.info, remove: 1}\n- {target: $.info, remov: true, x-y: 1, description: [], update: {n: 1}}",
        &[
            "overlay-invalid overlay.yaml:4:3 the action neither updates nor removes",
            "overlay-invalid overlay.yaml:5:3 the action has no `target`",
            "overlay-invalid overlay.yaml:6:3 the action is a number, not an object",
            "overlay-invalid overlay.yaml:7:11 `target` is an array, not a string",
            "overlay-invalid overlay.yaml:9:28 `remove` is a number, not a boolean",
            "overlay-invalid overlay.yaml:10:20 an overlay action has no key `remov`",
            "overlay-invalid overlay.yaml:10:54 `description` is an array, not a string",
        ],
    );
}

#[test]
fn faulty_overlays_are_reported() {
    let found = |overlay: &str| files(&[("a.json", DOCUMENT), ("overlay.yaml", overlay)]).found.join("\n");
    assert_eq!(
        found("info: {title: t, descr: x}\nextends: 1\nx-a: 1\nb: 2\n"),
        "overlay-invalid overlay.yaml:1:1 the overlay has no `actions`\n\
         overlay-invalid overlay.yaml:1:1 the overlay has no `overlay`, which says the version\n\
         overlay-invalid overlay.yaml:1:7 the overlay's `info` has no `version`\n\
         overlay-invalid overlay.yaml:1:18 an overlay's `info` has no key `descr`\n\
         overlay-invalid overlay.yaml:2:10 `extends` is a number, not a string\n\
         overlay-invalid overlay.yaml:4:1 an overlay has no key `b`"
    );
    assert_eq!(
        found("overlay: 2.0.0\ninfo: []\nactions: []\n"),
        "overlay-invalid overlay.yaml:1:10 the overlay's version is `2.0.0`; only 1.0 is read\n\
         overlay-invalid overlay.yaml:2:7 `info` is an array, not an object\n\
         overlay-invalid overlay.yaml:3:10 `actions` is empty; there must be at least one"
    );
    assert_eq!(found("[]"), "overlay-invalid overlay.yaml:1:1 the overlay is an array, not an object");
}

#[test]
fn growth_without_measure_is_refused() {
    let deeper = format!("- {{target: '$..[?@.a]', update: {}{{}}{}}}\n", "{a: ".repeat(25), "}".repeat(25)).repeat(20);
    let nested = format!("{}{{}}{}", "{a: ".repeat(230), "}".repeat(230));
    let found = overlaid(&format!("- {{target: $, update: {{z: {nested}}}}}\n{deeper}")).found;
    assert!(found.iter().all(|line| line.ends_with("nests values more than 512 deep; it has no effect")), "{found:?}");
    assert!((1..20).contains(&found.len()));
    let zeros = |count| vec!["0"; count].join(",");
    let wider = format!("- {{target: $, update: {{z: [{}]}}}}\n- {{target: $.z, update: [[1]]}}\n", zeros(10));
    assert_eq!(overlaid(&wider).found, Vec::<String>::new());
    let items = vec!["{}"; 2_000].join(",");
    let wider = format!(
        "- {{target: $, update: {{z: [{items}]}}}}\n- {{target: '$.z.*', update: {{l: [{}]}}}}\n",
        zeros(1_000)
    );
    assert_eq!(
        overlaid(&wider).found,
        ["limit overlay.yaml:5:12 the action adds more than 1000000 values; it has no effect"]
    );
}

#[test]
fn every_name_comes_back_from_a_query() {
    let names = ["a'b", "a\\b", "a/b~c", "\u{1}\n\t", "é😀", "[0]", "']['", "", "$", "\\u0041"];
    let members: serde_json::Map<_, _> = names.iter().map(|name| ((*name).to_owned(), serde_json::json!({}))).collect();
    let document = serde_json::json!({"openapi": "3.1.0", "x-a": members}).to_string();
    let overlay = "overlay: 1.0.0\ninfo: {title: o, version: 1}\nactions: [{target: \"$['x-a'].*\", update: {n: 1}}]\n";
    let reading = files(&[("a.json", &document), ("overlay.yaml", overlay)]);
    assert_eq!(reading.found, Vec::<String>::new());
    let document = reading.document.expect("a document");
    for name in names {
        assert!(
            document.root.get("x-a").and_then(|a| a.get(name)).is_some_and(|node| node.get("n").is_some()),
            "{name:?}"
        );
    }
}
