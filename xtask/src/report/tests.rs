use specwright_ir::{Code, Diagnostic, FileId, Origin, Pointer, Sources, Span};

use super::{Style, committed, json, render};

/// A diagnostic at the first place where `needle` stands in the first file.
#[track_caller]
fn finding(sources: &Sources, code: Code, message: &str, needle: &str) -> Diagnostic {
    Diagnostic::new(code, message).at(span(sources, 0, needle))
}

#[track_caller]
fn span(sources: &Sources, file: u32, needle: &str) -> Span {
    let text = &sources.get(FileId(file)).expect("a file").text;
    let start = text.find(needle).expect("the needle") as u32;
    Span { file: FileId(file), start, end: start + needle.len() as u32 }
}

fn sources(text: &str) -> Sources {
    let mut sources = Sources::default();
    sources.add("orgs.yaml", text);
    sources
}

#[track_caller]
fn check(diagnostic: Diagnostic, sources: &Sources, expected: &str) {
    assert_eq!(render(&[diagnostic], sources, Style::Plain).trim_end(), expected.trim_matches('\n'));
}

#[test]
fn a_finding_shows_code_place_excerpt_and_pointer() {
    let sources = sources("info:\n  title: é\n  version: yes\n");
    let at = Origin { pointer: Pointer::root().key("info").key("version"), span: span(&sources, 0, "yes") };
    let found = Diagnostic::new(Code::KeywordInvalid, "`version` is odd; ignored").of(&at);
    check(
        found,
        &sources,
        r"
warning[keyword-invalid]: `version` is odd; ignored
 --> orgs.yaml:3:12
  |
3 |   version: yes
  |            ^^^
  |
  = note: at #/info/version
",
    );
}

#[test]
fn related_places_follow_with_their_own_excerpts() {
    let mut sources = sources("a: 1\nb: 2\na: 3\n");
    sources.add("other.json", r#"{"a": 4}"#);
    let found = finding(&sources, Code::DuplicateKey, "key `a` twice", "a: 3")
        .with_related(span(&sources, 0, "a: 1"), "first here");
    let found = found.with_related(span(&sources, 1, "4"), "and here");
    check(
        found,
        &sources,
        r#"
error[duplicate-key]: key `a` twice
 --> orgs.yaml:3:1
  |
3 | a: 3
  | ^^^^
  |
note: first here
 --> orgs.yaml:1:1
  |
1 | a: 1
  | ----
note: and here
 --> other.json:1:7
  |
1 | {"a": 4}
  |       -
"#,
    );
}

#[test]
fn a_place_over_many_lines_shows_its_first() {
    let sources = sources("a:\n  b: 1\n  c: 2\nd: 3\n");
    check(
        finding(&sources, Code::Malformed, "odd", "b: 1\n  c: 2\n"),
        &sources,
        r"
error[malformed]: odd
 --> orgs.yaml:2:3
  |
2 |   b: 1
  |   ^^^^
",
    );
}

#[test]
fn a_long_line_is_cut_around_the_place_and_the_column_stays_right() {
    let sources = sources(&format!("{{\"é\": \"{}\", \"here\": 1, \"{}\": 2}}", "x".repeat(8_000), "y".repeat(8_000)));
    check(
        finding(&sources, Code::Malformed, "odd", "\"here\""),
        &sources,
        r#"
error[malformed]: odd
 --> orgs.yaml:1:8011
  |
1 | …xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "here": 1, "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…
  |                                          ^^^^^^
"#,
    );
}

#[test]
fn a_place_longer_than_the_window_is_cut() {
    let sources = sources(&format!("[\"{}\"]", "x".repeat(500)));
    let long = format!("\"{}\"", "x".repeat(500));
    check(
        finding(&sources, Code::Malformed, "odd", &long),
        &sources,
        r#"
error[malformed]: odd
 --> orgs.yaml:1:2
  |
1 | ["xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
  |  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
"#,
    );
}

#[test]
fn a_finding_without_a_place_is_its_message() {
    check(
        Diagnostic::new(Code::FileUnreadable, "cannot read a.yaml: not there"),
        &Sources::default(),
        r"
error[file-unreadable]: cannot read a.yaml: not there
",
    );
}

#[test]
fn a_place_at_the_end_of_the_text_is_shown() {
    let sources = sources("[1,\n2");
    let found = Diagnostic::new(Code::Syntax, "EOF").at(Span { file: FileId(0), start: 5, end: 5 });
    check(
        found,
        &sources,
        r"
error[syntax]: EOF
 --> orgs.yaml:2:2
  |
2 | 2
  |  ^
",
    );
}

#[test]
fn hostile_characters_are_shown_and_do_not_shift_the_mark() {
    let sources = sources("\u{1b}[31m\u{202e}\u{200b}a\tb: \u{7}\r\n");
    check(
        finding(&sources, Code::Malformed, "evil \u{1b}[2J\r\n\u{2066}`x`\u{feff}", "a\tb"),
        &sources,
        r"
error[malformed]: evil \u{1b}[2J\r\n\u{2066}`x`\u{feff}
 --> orgs.yaml:1:8
  |
1 | \u{1b}[31m\u{202e}\u{200b}a b: \u{7}
  |                           ^^^
",
    );
}

#[test]
fn a_message_without_end_is_cut() {
    let found = [Diagnostic::new(Code::Malformed, "x".repeat(5_000))];
    let cut = format!("{}…", "x".repeat(1_000));
    assert_eq!(committed(&found, &Sources::default()), format!("error malformed - - — {cut}\n"));
    assert_eq!(render(&found, &Sources::default(), Style::Plain), format!("error[malformed]: {cut}\n\n"));
}

#[test]
fn plain_text_has_no_escape_sequence_and_coloured_text_only_our_own() {
    let sources = sources("a: \u{1b}]0;title\u{7}\u{9b}31m\n");
    let found = [finding(&sources, Code::Malformed, "\u{1b}[31mred", "a")];
    assert!(!render(&found, &sources, Style::Plain).contains(['\u{1b}', '\u{7}', '\u{9b}']));
    let coloured = render(&found, &sources, Style::Colour);
    assert!(coloured.contains("\u{1b}[1m\u{1b}[91merror") && coloured.contains("\\u{1b}[31mred"), "{coloured:?}");
    assert!(!coloured.contains("\u{1b}]") && !coloured.contains("\u{1b}[31m"), "{coloured:?}");
}

#[test]
fn a_span_from_nowhere_is_no_panic() {
    let sources = sources("é");
    for span in [
        Span { file: FileId(9), start: 3, end: 9 },
        Span { file: FileId(0), start: 1, end: 1 },
        Span { file: FileId(0), start: 70, end: 99 },
        Span { file: FileId(0), start: 2, end: 0 },
    ] {
        let found = [Diagnostic::new(Code::Malformed, "odd").at(span)];
        assert!(render(&found, &sources, Style::Plain).contains("error[malformed]: odd"));
        assert!(json(&found, &sources).contains("malformed") && committed(&found, &sources).contains("odd"));
    }
}

#[test]
fn programs_get_one_array() {
    let sources = sources("a: 1\nb: é x\u{202e}\n");
    let at = Origin { pointer: Pointer::root().key("b"), span: span(&sources, 0, "x") };
    let found = Diagnostic::new(Code::SchemaLoose, "x\u{202e}\"").of(&at).with_related(span(&sources, 0, "a"), "there");
    let found = [found, Diagnostic::new(Code::FileUnreadable, "gone")];
    let text = json(&found, &sources);
    let expected = serde_json::json!([
        {
            "code": "schema-loose", "severity": "warning", "message": "x\u{202e}\"",
            "file": "orgs.yaml", "line": 2, "column": 6, "pointer": "#/b",
            "related": [{ "message": "there", "file": "orgs.yaml", "line": 1, "column": 1 }],
        },
        {
            "code": "file-unreadable", "severity": "fatal", "message": "gone",
            "file": null, "line": null, "column": null, "pointer": null, "related": [],
        },
    ]);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&text).expect("JSON"), expected);
    assert!(!text.contains('\u{202e}') && text.contains("\\u202e"));
    assert_eq!(json(&[], &sources), "[]\n");
}

#[test]
fn the_committed_report_is_sorted_and_one_line_a_finding() {
    let mut sources = sources("a: 1\nb: 2\n");
    sources.add("api.yaml", "x\n");
    let at = Origin { pointer: Pointer::root().key("a\nb"), span: span(&sources, 0, "b") };
    let found = [
        Diagnostic::new(Code::SchemaLoose, "two\nlines").of(&at),
        finding(&sources, Code::Malformed, "first", "a"),
        Diagnostic::new(Code::ServerMissing, "no server"),
        Diagnostic::new(Code::KeywordUnknown, "other file").at(span(&sources, 1, "x")),
        finding(&sources, Code::Malformed, "first", "a"),
    ];
    let expected = "warning server-missing - - — no server\n\
                    warning keyword-unknown api.yaml:1:1 - — other file\n\
                    error malformed orgs.yaml:1:1 - — first\n\
                    warning schema-loose orgs.yaml:2:1 #/a\\nb — two\\nlines\n";
    assert_eq!(committed(&found, &sources), expected);
}
