//! Text that has broken generators, or may.

/// Everything that is put into places.
pub(crate) fn all() -> Vec<String> {
    let mut payloads: Vec<String> = EVERYWHERE.iter().chain(HERE_AND_THERE).map(|text| (*text).to_owned()).collect();
    payloads.push("a".repeat(10_000));
    payloads.push("long words ".repeat(500));
    payloads.push("`".repeat(300));
    payloads.push("[".repeat(2_000));
    payloads.push("> ".repeat(400));
    payloads
}

/// Whether the payload of an index is put into the place of an index: the worst into every place, the others into one
/// of seven.
pub(crate) fn is_tried(payload: usize, place: usize) -> bool {
    payload < EVERYWHERE.len() || (payload + place).is_multiple_of(7)
}

const EVERYWHERE: &[&str] = &[
    // Ends of literals and comments.
    "\"",
    "\\",
    "\\\"; pwned!(); \"",
    "\"; pub fn pwned() {} //",
    "*/ pub fn pwned() {} /*",
    "// x\npub fn pwned() {}",
    "r#type",
    // Lines and controls.
    "a\npub fn pwned() {}\nb",
    "a\rpub fn pwned() {}",
    "a\u{2028}b\u{2029}c",
    "\0",
    // What deceives a reader.
    "\u{202e}gnp.exe",
    "\u{2066}x\u{2069}\u{200b}\u{feff}",
    // Templates, macros, attributes.
    "${x}",
    "}}",
    "$crate::pwned!()",
    "#![doc = \"x\"]",
    // Docs.
    "```\nstd::fs::write(\"pwned\", \"\").unwrap();\n```",
    "[`Pwned`](crate::Pwned) [x] [y][z] [w]: pwned",
    "</script>",
    "<!-- -->",
    // Paths and files.
    "../../pwned",
    "con",
    "lib",
    // Names.
    "",
    "self",
    "type",
    "Unknown",
    "-1",
    "= \"x\"\n[dependencies]\npwned = \"1\"",
];

const HERE_AND_THERE: &[&str] = &[
    "\"#; pub fn pwned() {} r#\"",
    "r#\"",
    "a\r\nb",
    "\u{7}\u{8}\u{1b}[31mred",
    "😀 emoji 👩‍👩‍👧",
    "{}",
    "{{",
    "    std::fs::write(\"pwned\", \"\").unwrap();",
    "]]>",
    "mod",
    "_",
    "Self",
    "String",
    "1a",
    "日本語",
    "$ref",
    // Ends of literals and comments.
    "'",
    "'\\''",
    "/* ",
    "\"##########;",
    "b\"\\xff\"",
    // Lines and controls.
    "\n\n\n",
    "\u{85}pwned",
    "a\0b",
    "\t\ttabs",
    // What deceives a reader.
    "\u{e000}\u{fffd}\u{10ffff}",
    "e\u{301}\u{301}\u{301}",
    "ﷺ שלום العربية",
    "ﬀ ß İ ǆ ŉ",
    "\u{1100}\u{1161} 가",
    // Templates, macros, attributes.
    "{zq}",
    "{",
    "}",
    "#[cfg(pwned)]",
    "#![feature(pwned)]",
    "!pwned",
    "include_str!(\"/etc/passwd\")",
    "concat!(\"a\", env!(\"HOME\"))",
    // Docs.
    "~~~\npwned!()",
    "```rust,should_panic\npanic!()",
    "text\n\n    indented();\n",
    "- a\n\n      indented();\n",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "https://example.com/<x>",
    "# Heading\n## Another\n===",
    "| a | b |\n|---|---|\n| c |",
    "[^1]\n\n[^1]: note",
    "1.",
    "---",
    // Paths and files.
    "/etc/passwd",
    "C:\\pwned",
    "nul.rs",
    ".",
    "..",
    "~/x",
    // Names.
    " ",
    "__",
    "crate",
    "super",
    "async",
    "gen",
    "Option",
    "Some",
    "new",
    "default",
    "+1",
    "123",
    "١٢٣",
    "a-b.c/d e",
    "null",
    "true",
    "--",
    "-->",
    "[workspace]",
    "%",
    "%2e%2e%2f",
    "~0~1",
    "'; DROP TABLE zq; --",
];
