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

/// Every control character and every character that turns or hides what stands beside it, with a letter between them.
const HIDDEN: &str = concat!(
    "a\0b\u{1}c\u{2}d\u{3}e\u{4}f\u{5}g\u{6}h\u{7}i\u{8}j\tk\u{b}l\u{c}m\u{e}n\u{f}o\u{10}p\u{11}q\u{12}r\u{13}s\u{14}t",
    "\u{15}u\u{16}v\u{17}w\u{18}x\u{19}y\u{1a}z\u{1b}A\u{1c}B\u{1d}C\u{1e}D\u{1f}E\u{7f}F\u{85}G\u{9b}H\u{ad}I\u{61c}J",
    "\u{200b}K\u{200c}L\u{200d}M\u{200e}N\u{200f}O\u{202a}P\u{202b}Q\u{202c}R\u{202d}S\u{202e}T\u{2028}U\u{2029}V",
    "\u{2060}W\u{2066}X\u{2067}Y\u{2068}Z\u{2069}0\u{206f}12\u{feff}3\u{e0041}4\r5\r\n6\nend",
);

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
    HIDDEN,
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
