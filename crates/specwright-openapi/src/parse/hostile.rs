//! Texts made to break a reader: each must end in a value or a diagnostic, in little stack.

use super::testing::read;

/// Reads on a thread with 2 MiB of stack and gives the codes of what was found.
#[track_caller]
fn codes(name: &'static str, text: String) -> Vec<String> {
    let reading = move || {
        let (node, found) = read(name, &text);
        if let Some(node) = &node {
            assert!(node.is_same_json(&node.clone()) && serde_json::to_string(node).is_ok());
        }
        assert_eq!(node.is_none(), found.iter().any(|line| line.starts_with("syntax") || line.starts_with("limit")));
        found.iter().filter_map(|line| line.split(' ').next().map(str::to_owned)).collect()
    };
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(reading);
    thread.expect("a thread").join().expect("no panic")
}

#[track_caller]
fn check(name: &'static str, text: String, expected: &str) {
    assert_eq!(codes(name, text).first().map(String::as_str).unwrap_or("nothing"), expected);
}

#[test]
fn nesting_has_a_limit_in_both_syntaxes() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let nested = |depth: usize| format!("{}1{}", open.repeat(depth), close.repeat(depth));
        check("a.json", nested(512), "nothing");
        check("a.json", nested(513), "limit");
        check("a.json", nested(100_000), "limit");
        check("a.yaml", format!("--- {}", nested(255)), "nothing");
        check("a.yaml", format!("--- {}", nested(256)), "limit");
        check("a.yaml", format!("--- {}", nested(100_000)), "limit");
    }
    check("a.yaml", "- ".repeat(512), "nothing");
    check("a.yaml", "- ".repeat(513), "limit");
    check("a.yaml", "- ".repeat(100_000), "limit");
    check("a.yaml", (0..2_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect(), "limit");
}

#[test]
fn what_is_opened_and_never_closed_is_an_error() {
    for opener in ["[", "{", "\"", "'", "{\"a\":", "[{", "? ", "!<", "*", "%", "@", "`", "[a, ", "{? ", "[[]"] {
        for name in ["a.json", "a.yaml"] {
            let codes = codes(name, opener.repeat(20_001));
            assert!(codes == ["syntax"] || codes == ["limit"], "{opener} {codes:?}");
        }
    }
}

#[test]
fn an_alias_bomb_is_defused() {
    let bomb = |levels: usize| {
        let mut text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
        for level in 1..levels {
            let alias = format!("*a{}", level - 1);
            text += &format!("a{level}: &a{level} [{}]\n", [alias.as_str(); 9].join(","));
        }
        text
    };
    check("a.yaml", bomb(3), "nothing");
    check("a.yaml", bomb(12), "limit");
    check("a.yaml", format!("a: &a {}\n{}", "x".repeat(1 << 20), "b: *a\n".repeat(100)), "limit");
}

#[test]
fn aliases_cannot_nest_without_end() {
    check("a.yaml", "&a [*a]".to_owned(), "limit");
    check("a.yaml", "a: &a\n  b: *a\n".to_owned(), "limit");
    let ladder: String = (1..600).map(|level| format!("- &a{level} [*a{}]\n", level - 1)).collect();
    check("a.yaml", format!("- &a0 1\n{ladder}"), "limit");
}

#[test]
fn bytes_that_stand_in_no_text_are_errors_or_content() {
    check("a.yaml", "a: \0".to_owned(), "syntax");
    check("a.json", "{\"a\": \0}".to_owned(), "syntax");
    check("a.yaml", "a: \"\u{7}\"".to_owned(), "nothing");
    check("a.yaml", "a: \u{202e}b\u{200b}".to_owned(), "nothing");
    check("a.json", "\"\u{2028}\u{202e}\u{7f}\"".to_owned(), "nothing");
}

#[test]
fn long_keys_and_long_lines_are_read() {
    let key = "k".repeat(5_000);
    check("a.json", format!("{{\"{key}\": 1}}"), "nothing");
    check("a.yaml", format!("? {key}\n: 1\n"), "nothing");
    let line: String = (0..20_000).map(|index| format!("\"k{index}\":[{index},\"é\"],")).collect();
    check("a.json", format!("{{{line}\"z\":0}}"), "nothing");
}

#[test]
fn every_prefix_of_a_document_ends_without_a_panic() {
    let yaml = "a: &x {b: [1, \"\\u00e9\", 'it''s']}\nc: *x\n? d\n: |+\n  é\n\n<<: *x\ne: !!str >-\n  x\n...\n";
    let json = r#"{"a": [1, -2.5e+3, "\ud83d\ude00é", true, null], "b": {"c": {}}}"#;
    for (name, text) in [("a.yaml", yaml), ("a.json", json)] {
        for (end, _) in text.char_indices() {
            read(name, &text[..end]);
            read(name, &text[end..]);
            for noise in ["{", "]", "\"", "\n", ":", "\0", "*y", "é"] {
                read(name, &format!("{}{noise}{}", &text[..end], &text[end..]));
            }
        }
    }
}
