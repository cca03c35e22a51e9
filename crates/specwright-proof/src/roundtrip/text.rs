//! Strings at the edges of what a schema allows.

use rand::{RngExt as _, rngs::SmallRng};
use serde_json::Value;

use super::view::View;

/// Characters that are long, wide, escaped or combine: one code point each.
const CHARACTERS: &[char] =
    &['a', 'Z', '0', ' ', '-', '_', 'é', 'ß', '漢', '😀', '"', '\\', '/', '\n', '\u{301}', '\u{7f}'];

/// The longest string that is made, unless a schema asks for more.
const LONG: usize = 64;
/// The longest string that is made at all.
const LONGEST: usize = 20_000;

/// A string for these keywords. `turn` counts the strings that were made for this schema.
pub(crate) fn text(view: &View<'_>, turn: usize, random: &mut SmallRng) -> Option<String> {
    let least = view.count("minLength", true).unwrap_or(0);
    let most = view.count("maxLength", false).unwrap_or(usize::MAX);
    let fits = |text: &str| (least..=most).contains(&text.chars().count());
    let patterns: Vec<&str> = view.all("pattern").filter_map(Value::as_str).collect();
    if let Some(pattern) = patterns.first() {
        return matching(pattern, least, &fits, random).or_else(|| given(view, turn));
    }
    if let Some(format) = view.first("format").and_then(Value::as_str)
        && let Some(values) = of_format(format)
    {
        let fitting: Vec<&&str> = values.iter().filter(|text| fits(text)).collect();
        return fitting.get(turn % fitting.len().max(1)).map(|text| (**text).to_owned()).or_else(|| given(view, turn));
    }
    let lengths = [least, least.saturating_add(1), most.min(least.max(LONG)), least.max(5).min(most), least.max(1)];
    let length = lengths.get(turn % lengths.len()).copied().unwrap_or(least).clamp(least, most.max(least));
    if length > LONGEST {
        return given(view, turn);
    }
    Some((0..length).map(|index| character(turn, index, random)).collect())
}

fn character(turn: usize, index: usize, random: &mut SmallRng) -> char {
    // Every other string is of plain letters.
    let of = if turn.is_multiple_of(2) { 2 } else { CHARACTERS.len() };
    let pick = if turn < 4 { index } else { random.random_range(0..of) };
    CHARACTERS.get(pick % of).copied().unwrap_or('a')
}

/// A string that matches a pattern and has a length that fits.
fn matching(pattern: &str, least: usize, fits: &dyn Fn(&str) -> bool, random: &mut SmallRng) -> Option<String> {
    let repeat = u32::try_from(least.min(2_000)).unwrap_or(0).saturating_add(8);
    // Patterns are searched for, not anchored; a match of the whole contains one.
    let plain = pattern.trim_start_matches('^').replace("(?<!\\\\)$", "");
    let plain = plain.strip_suffix('$').filter(|rest| !rest.ends_with('\\')).unwrap_or(&plain);
    let candidates =
        [plain.to_owned(), plain.replace("\\/", "/").replace("\\d", "[0-9]").replace("\\w", "[A-Za-z0-9_]")];
    for candidate in candidates.iter().rev() {
        let Ok(made) = rand_regex::Regex::compile(candidate, repeat) else { continue };
        for _ in 0..20 {
            if let Ok(text) = random.sample::<Result<String, _>, _>(&made)
                && fits(&text)
            {
                return Some(text);
            }
        }
    }
    None
}

/// A string that the document itself gives.
fn given(view: &View<'_>, turn: usize) -> Option<String> {
    let examples = view.all("examples").filter_map(Value::as_array).flatten();
    let all: Vec<&str> =
        view.all("example").chain(view.all("default")).chain(examples).filter_map(Value::as_str).collect();
    all.get(turn % all.len().max(1)).map(|text| (*text).to_owned())
}

/// Strings of a format; `None` for formats that say nothing about the characters.
fn of_format(format: &str) -> Option<&'static [&'static str]> {
    Some(match format {
        "date-time" => &[
            "2024-02-29T12:30:45Z",
            "1970-01-01T00:00:00.000Z",
            "2038-01-19T03:14:07+14:00",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999999-12:00",
            "2024-06-30T23:59:59.5Z",
        ],
        "date" => &["2024-02-29", "0001-01-01", "9999-12-31", "1999-12-31"],
        "time" => &["12:30:45Z", "00:00:00.123456Z", "23:59:59+02:00"],
        "duration" => &["P3Y6M4DT12H30M5S", "PT0S", "P1W", "PT36H"],
        "uuid" => &[
            "00000000-0000-0000-0000-000000000000",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "F81D4FAE-7DEC-41D0-A765-00A0C91E6BF6",
        ],
        "byte" | "base64" => &["", "aGVsbG8=", "AP8Q+/8=", "Zg==", "Zm9v"],
        "base64url" => &["", "aGVsbG8", "AP8Q-_8", "Zm9v"],
        "int8" => &["0", "-128", "127"],
        "uint8" => &["0", "255"],
        "int16" | "int32" => &["0", "-32768", "32767"],
        "uint16" | "uint32" => &["0", "65535"],
        "int64" => &["0", "-9223372036854775808", "9223372036854775807", "9007199254740993"],
        "uint64" | "uint" => &["0", "18446744073709551615"],
        "decimal" | "double" | "float" | "number" => &["0", "-1.5", "123456789.123456789", "0.10", "1e3"],
        "email" | "idn-email" => &["a@example.org", "first.last+tag@sub.example.com"],
        "hostname" | "idn-hostname" => &["example.org", "a.b-c.example"],
        "ipv4" => &["127.0.0.1", "255.255.255.255"],
        "ipv6" => &["::1", "2001:db8::8a2e:370:7334"],
        "uri" | "iri" => &["https://example.org/a?b=c#d", "urn:isbn:0451450523"],
        "url" => &["https://example.org/a?b=c#d", "http://example.org"],
        "uri-reference" | "iri-reference" => &["/a/b?c", "https://example.org/"],
        "uri-template" => &["/a/{b}", "https://example.org/{+c}"],
        "json-pointer" => &["", "/a/0/~1"],
        "relative-json-pointer" => &["0", "1/a"],
        "regex" => &["^a+$", "."],
        _ => return None,
    })
}

/// Whether a string is one of ours for a format that the validator does not know and our types are strict about.
pub(crate) fn is_own_format(format: &str, text: &str) -> bool {
    let integer = |text: &str| text.parse::<i128>().ok().filter(|_| !text.starts_with('+'));
    let within = |low: i128, high: i128| integer(text).is_some_and(|number| (low..=high).contains(&number));
    match format {
        "byte" | "base64" => is_base64(text, &['+', '/'], true),
        "base64url" => is_base64(text, &['-', '_'], false),
        "int8" => within(i8::MIN.into(), i8::MAX.into()),
        "int16" => within(i16::MIN.into(), i16::MAX.into()),
        "int32" => within(i32::MIN.into(), i32::MAX.into()),
        "int64" => within(i64::MIN.into(), i64::MAX.into()),
        "uint8" => within(0, u8::MAX.into()),
        "uint16" => within(0, u16::MAX.into()),
        "uint32" => within(0, u32::MAX.into()),
        "uint64" | "uint" => within(0, u64::MAX.into()),
        "decimal" | "double" | "float" | "number" => {
            serde_json::from_str::<Value>(text).is_ok_and(|value| value.is_number()) && text.trim() == text
        }
        _ => true,
    }
}

/// Formats that [`is_own_format`] knows.
pub(crate) const OWN_FORMATS: &[&str] = &[
    "byte",
    "base64",
    "base64url",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "uint",
    "decimal",
    "double",
    "float",
    "number",
];

fn is_base64(text: &str, others: &[char], padded: bool) -> bool {
    let body = text.trim_end_matches('=');
    let padding = text.len() - body.len();
    let letters = body.chars().all(|one| one.is_ascii_alphanumeric() || others.contains(&one));
    let length = if padded { text.len().is_multiple_of(4) } else { padding == 0 && body.len() % 4 != 1 };
    letters && padding <= 2 && length && leftover_is_zero(body)
}

/// Whether the bits of the last character that stand for no byte are zero: otherwise the same bytes have another text.
fn leftover_is_zero(body: &str) -> bool {
    let value = |one: char| match one {
        'A'..='Z' => u32::from(one) - 65,
        'a'..='z' => u32::from(one) - 71,
        '0'..='9' => u32::from(one) + 4,
        '+' | '-' => 62,
        _ => 63,
    };
    let last = body.chars().next_back().map_or(0, value);
    match body.len() % 4 {
        2 => last.is_multiple_of(16),
        3 => last.is_multiple_of(4),
        _ => true,
    }
}

/// A property name that matches a pattern.
pub(crate) fn name(pattern: &str, random: &mut SmallRng) -> Option<String> {
    matching(pattern, 0, &|_| true, random)
}
