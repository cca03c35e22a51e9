//! JSON against `serde_json` as an oracle, YAML against JSON, places against the text.

use super::testing::{json, read, yaml};
use crate::tree::{Node, Value};

/// Checks that a JSON text is accepted exactly when `serde_json` accepts it, and read as the same value.
#[track_caller]
fn check_oracle(text: &str) {
    let (node, found) = read("a.json", text);
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(value) => assert_eq!(node.map(|node| node.to_json()), Some(value), "{text:?} {found:?}"),
        Err(error) => assert!(node.is_none() && found.len() == 1, "{text:?} {error} {found:?}"),
    }
}

#[test]
fn json_is_what_the_oracle_says_it_is() {
    for text in [
        "",
        " ",
        "null",
        "[]",
        "{}",
        " { } ",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{,}",
        r#"{"a":1,}"#,
        r#"{"a" 1}"#,
        r#"{"a":}"#,
        "{a:1}",
        "{'a':1}",
        "[1]]",
        "[1}",
        "[",
        "{",
        "\"",
        "\"\\",
        "[\"\\",
        "nul",
        "nulll",
        "True",
        "NaN",
        "Infinity",
        "// c\n1",
        "/* */1",
        "#\n1",
        "1 // c",
        "\u{feff}1",
        "\u{a0}1",
        "\u{2028}1",
        "\u{c}1",
        "\u{b}1",
        "\0",
        "1\0",
    ] {
        check_oracle(text);
    }
}

#[test]
fn json_numbers_are_what_the_oracle_says_they_are() {
    for text in [
        "0",
        "-0",
        "00",
        "01",
        "-01",
        "+1",
        ".5",
        "5.",
        "-",
        "--1",
        "1e",
        "1e+",
        "1e5",
        "1E-5",
        "1.5e+05",
        "0x10",
        "1_0",
        "18446744073709551615",
        "18446744073709551616",
        "-9223372036854775809",
        "0.1",
        "1e308",
        "- 1",
        "1.e5",
        "-.5",
        "123456789012345678901234567890.123456789",
    ] {
        check_oracle(text);
        check_oracle(&format!("[{text}]"));
    }
}

#[test]
fn json_strings_are_what_the_oracle_says_they_are() {
    for text in [
        r#""""#,
        r#""\/\\\"\b\f\n\r\t""#,
        r#""\u00e9""#,
        r#""\ud83d\ude00""#,
        r#""\ud83d""#,
        r#""\ude00""#,
        r#""\ud83dx""#,
        r#""\ud83d\u0041""#,
        r#""\u12""#,
        r#""\uzzzz""#,
        r#""\x41""#,
        r#""\a""#,
        r#""\'""#,
        r#""\0""#,
        "\"a\u{2028}b\"",
        "\"\t\"",
        "\"\n\"",
        "\"\u{7f}\"",
        "\"\u{1f}\"",
        "\"\u{0}\"",
        "\"é😀\"",
        "'a'",
        r#""a"b""#,
        r#""\\""#,
        r#""\\\""#,
    ] {
        check_oracle(text);
        check_oracle(&format!("{{{text}: [{text}]}}"));
    }
}

#[test]
fn json_numbers_no_float_can_hold_are_read_all_the_same() {
    let node = json("[1e400, 123456789012345678901234567890]");
    assert_eq!(serde_json::to_string(&node).expect("JSON"), "[1e400,123456789012345678901234567890]");
}

/// Checks every scalar and every key of a tree: what stands in its place must say the same alone.
#[track_caller]
fn check_places(name: &str, text: &str, node: &Node) {
    let slice = |span: specwright_ir::Span| &text[span.start as usize..span.end as usize];
    match &node.value {
        Value::Array(items) => items.iter().for_each(|item| check_places(name, text, item)),
        Value::Object(object) => {
            for (key, member) in object.members() {
                let (alone, _) = read(name, slice(member.key));
                assert_eq!(alone.as_ref().and_then(Node::scalar_text), Some(key), "{:?}", slice(member.key));
                check_places(name, text, &member.node);
            }
        }
        _ => {
            let (alone, found) = read(name, slice(node.span));
            assert!(alone.is_some_and(|alone| alone.is_same_json(node)), "{:?} {found:?}", slice(node.span));
        }
    }
    if let Value::Array(_) | Value::Object(_) = &node.value {
        assert!(slice(node.span).starts_with(['{', '[']), "{:?}", slice(node.span));
        let (alone, _) = read(name, slice(node.span));
        assert!(alone.is_some_and(|alone| alone.is_same_json(node)), "{:?}", slice(node.span));
    }
}

/// A document made of everything JSON has; the same for the same seed.
fn random(seed: &mut u64, depth: usize) -> serde_json::Value {
    let mut next = |below: u64| {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*seed >> 33) % below
    };
    const TEXTS: &[&str] = &[
        "",
        "no",
        "1",
        "~",
        "a: b",
        "# x",
        "é😀",
        "\"'",
        "\\",
        " x ",
        "a\nb\n",
        "\t",
        "{",
        "- a",
        "&a",
        "*a",
        "!x",
        "null",
        "1.5",
        "a\u{2028}b",
    ];
    let text = |pick: u64| TEXTS[pick as usize % TEXTS.len()].to_owned();
    match next(if depth == 0 { 5 } else { 8 }) {
        0 => serde_json::Value::Null,
        1 => (next(2) == 0).into(),
        2 => (next(1 << 31) as i64 - (1 << 30)).into(),
        3 => (next(1000) as f64 / 8.0).into(),
        4 => text(next(100)).into(),
        5 | 6 => {
            let keys: Vec<_> = (0..next(4)).map(|index| format!("{}{index}", text(next(100)))).collect();
            keys.into_iter().map(|key| (key, random(seed, depth - 1))).collect::<serde_json::Map<_, _>>().into()
        }
        _ => (0..next(4)).map(|_| random(seed, depth - 1)).collect(),
    }
}

/// Writes block YAML; strings and keys in JSON's quotes.
fn write_yaml(value: &serde_json::Value, indent: usize, out: &mut String) {
    let pad = " ".repeat(indent);
    match value {
        serde_json::Value::Array(items) if !items.is_empty() => {
            for item in items {
                out.push_str(&format!("\n{pad}-"));
                write_yaml(item, indent + 2, out);
            }
        }
        serde_json::Value::Object(members) if !members.is_empty() => {
            for (key, member) in members {
                out.push_str(&format!("\n{pad}{}:", serde_json::Value::from(key.as_str())));
                write_yaml(member, indent + 2, out);
            }
        }
        scalar => out.push_str(&format!(" {scalar}")),
    }
}

#[test]
fn the_same_document_in_json_and_yaml_gives_the_same_tree() {
    let mut seed = 7;
    for _ in 0..400 {
        let value = random(&mut seed, 4);
        let mut block = String::new();
        write_yaml(&value, 0, &mut block);
        let (compact, pretty) = (value.to_string(), format!("{value:#}"));
        let expected = json(&compact);
        check_places("a.json", &compact, &expected);
        check_places("a.json", &pretty, &json(&pretty));
        assert!(json(&pretty).is_same_json(&expected), "{pretty}");
        assert!(yaml(&block).is_same_json(&expected), "{block}\n{compact}");
        assert!(yaml(&format!("--- {compact}")).is_same_json(&expected), "{compact}");
        assert_eq!(expected.to_json(), value);
    }
}

#[track_caller]
fn check_yaml(text: &str, expected: &str) {
    assert_eq!(serde_json::to_string(&yaml(text)).expect("JSON"), expected);
}

#[test]
fn yaml_styles_are_read() {
    check_yaml("a: 'it''s'\nb: \"\\u00e9\\x41\"\nc: x y # c\n", r#"{"a":"it's","b":"éA","c":"x y"}"#);
    check_yaml("a: |\n  x\n   y\n\nb: >-\n  x\n  y\n", r#"{"a":"x\n y\n","b":"x y"}"#);
    check_yaml("- 1\n-\n  - 2\n- {a: b, c: [d]}\n-\n", r#"[1,[2],{"a":"b","c":["d"]},null]"#);
    check_yaml("a:\n- 1\nb: ~\n", r#"{"a":[1],"b":null}"#);
    check_yaml("%YAML 1.2\n---\na: 1\n...\n", r#"{"a":1}"#);
    check_yaml("a: 1\r\nb:\r\n  - x\r\n", r#"{"a":1,"b":["x"]}"#);
}

#[test]
fn yaml_keys_are_their_text() {
    check_yaml(
        "200: a\ntrue: b\n~: c\n3.10: d\nno: e\n? f\n: g\n",
        r#"{"200":"a","true":"b","~":"c","3.10":"d","no":"e","f":"g"}"#,
    );
}

#[test]
fn a_version_number_is_what_was_written() {
    let node = yaml("a: 3.10\nb: 007\nc: yes\nd: 1.0.0\ne: true\n");
    let text = |key| node.get(key).and_then(Node::scalar_text);
    assert_eq!(
        [text("a"), text("b"), text("c"), text("d"), text("e")],
        [Some("3.10"), Some("007"), Some("yes"), Some("1.0.0"), Some("true")]
    );
}

#[test]
fn aliases_repeat_what_was_anchored() {
    check_yaml(
        "a: &x {b: [1]}\nc: *x\nd: &k key\n*k : &n 5\ne: *n\n",
        r#"{"a":{"b":[1]},"c":{"b":[1]},"d":"key","key":5,"e":5}"#,
    );
    check_yaml("- &a 1\n- &a 2\n- *a\n", "[1,2,2]");
}

#[track_caller]
fn check_found(text: &str, expected: &[&str]) {
    check_found_as("a.yaml", text, expected);
}

#[track_caller]
fn check_found_as(name: &str, text: &str, expected: &[&str]) {
    assert_eq!(read(name, text).1, expected);
}

#[test]
fn merge_keys_copy_members_and_are_noted_once() {
    let text = "a: &x {p: 1, q: 2}\nb: &y {q: 3, r: 4}\nc:\n  q: 5\n  <<: [*x, *y]\nd:\n  <<: *x\n  s: 6\n";
    let (node, found) = read("a.yaml", text);
    let node = node.expect("a tree");
    let shown = |key| serde_json::to_string(node.get(key).expect("a member")).expect("JSON");
    assert_eq!(shown("c"), r#"{"q":5,"p":1,"r":4}"#);
    assert_eq!(shown("d"), r#"{"s":6,"p":1,"q":2}"#);
    let note = "yaml-lenient a.yaml:5:3 merge key `<<` is not part of YAML 1.2; its members were copied, here and wherever the file has one";
    assert_eq!(found, [note]);
    check_found(
        "<<: 1\n",
        &["syntax a.yaml:1:1 a merge key (`<<`) wants an object or an array of objects", &note.replace("5:3", "1:1")],
    );
    check_yaml("'<<': 1\n", r#"{"<<":1}"#);
}

#[test]
fn tags_are_obeyed_or_reported() {
    check_yaml(
        "a: !!str 1\nb: !!int \"2\"\nc: !!null ''\nd: !!map {}\ne: ! 3\nf: !!float 1\n",
        r#"{"a":"1","b":2,"c":null,"d":{},"e":"3","f":1}"#,
    );
    check_found("a: !x 1\n", &["yaml-only a.yaml:1:4 YAML tag `!x` has no meaning in JSON; it was ignored"]);
    check_found("a: !!int x\n", &["yaml-only a.yaml:1:4 `x` is no `!!int`; read as a string"]);
    check_found(
        "- !!set {a}\n",
        &["yaml-only a.yaml:1:9 YAML tag `tag:yaml.org,2002:set` has no meaning in JSON; it was ignored"],
    );
    check_found(
        "- .inf\n",
        &["yaml-only a.yaml:1:3 `.inf` is an infinite number, which JSON cannot say; read as a string"],
    );
}

#[test]
fn a_repeated_key_names_both_places() {
    let expected = |file: &str, at: [&str; 2]| {
        let message = "key `a` stands in this object twice; the first one counts";
        [format!("duplicate-key {file}:{} {message}", at[1]), format!("  {file}:{} first here", at[0])]
    };
    let (node, found) = read("a.yaml", "x:\n  a: 1\n  b: 2\n  \"a\": 3\n");
    assert_eq!(found, expected("a.yaml", ["2:3", "4:3"]));
    assert_eq!(node.expect("a tree").to_json(), serde_json::json!({"x": {"a": 1, "b": 2}}));
    let (node, found) = read("a.json", "{\"a\": 1,\n \"\\u0061\": 3}");
    assert_eq!(found, expected("a.json", ["1:2", "2:2"]));
    assert_eq!(node.expect("a tree").to_json(), serde_json::json!({"a": 1}));
}

#[test]
fn a_flood_of_repeated_keys_is_cut() {
    let text = format!("{{{}}}", vec!["\"a\":1"; 5_000].join(","));
    let (_, found) = read("a.json", &text);
    assert_eq!(found.len(), 2 * 101);
}

#[test]
fn syntax_errors_have_one_place() {
    check_found_as("a.json", "{\n  \"é\": 1,\n  \"b\": 2,\n}", &["syntax a.json:4:1 trailing comma"]);
    check_found_as("a.json", "{\"é\": tru }", &["syntax a.json:1:10 expected ident"]);
    check_found_as("a.json", "[1, \"\\ud800\"]", &["syntax a.json:1:5 unexpected end of hex escape"]);
    check_found_as("a.json", "[1,\n", &["syntax a.json:1:4 EOF while parsing a value"]);
    check_found("a: b\nc: [1\nd: e\n", &["syntax a.yaml:3:2 illegal placement of ':' indicator"]);
    check_found("a: *x\n", &["syntax a.yaml:1:4 while parsing node, found unknown anchor"]);
    check_found(
        "a: 1\n---\nb: 2\n",
        &[
            "syntax a.yaml:2:1 the file holds a second YAML document; there can be only one",
            "  a.yaml:1:1 the first one starts here",
        ],
    );
    check_found("# nothing\n", &["syntax a.yaml:1:1 the file holds nothing"]);
    check_found("a: {[b]: c}\n", &["syntax a.yaml:1:5 a key must be a scalar"]);
    check_found(
        "a: \"\\ud83d\\ude00\"\n",
        &["syntax a.yaml:1:4 while parsing a quoted scalar, found invalid Unicode character escape code"],
    );
}
