//! Text as Markdown that is read as exactly that text.

use super::html;

/// Where a text stands; some characters mean something only there.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// In a table's cell, where `|` ends it.
    pub(super) in_cell: bool,
    /// Right before a link, which `!` would make an image.
    pub(super) before_link: bool,
}

/// Escapes what would be markup anywhere in a line.
pub(super) fn text(text: &str, place: Place) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let after = rest.clone().next();
        let escape = match c {
            '*' | '`' | '~' | '[' | ']' => "\\",
            '\\' if !after.is_some_and(|c| c.is_alphanumeric()) => "\\",
            '_' if !is_within_word(&out, rest.as_str()) => "\\",
            '<' if !after.is_some_and(|c| c == ' ' || c == '=' || c.is_ascii_digit()) => "\\",
            '&' if html::completes_entity(rest.as_str()) => "\\",
            '-' if starts_flag(before, rest.as_str()) => "\\",
            '!' if after.is_none() && place.before_link => "\\",
            '|' if place.in_cell => "\\",
            _ => "",
        };
        if c == '|' && place.in_cell && before == Some('\\') {
            out.push_str("&#124;");
        } else {
            out.push_str(escape);
            out.push(c);
        }
        before = Some(c);
    }
    out
}

/// An underscore between letters is never emphasis: `snake_case` needs no escape.
fn is_within_word(before: &str, rest: &str) -> bool {
    let before = before.trim_end_matches('_');
    before.ends_with(char::is_alphanumeric) && rest.trim_start_matches('_').starts_with(char::is_alphanumeric)
}

/// rustdoc would print `--flag` with a dash.
fn starts_flag(before: Option<char>, rest: &str) -> bool {
    let begins_word = !before.is_some_and(|c| c.is_alphanumeric() || c == '-');
    begins_word && rest.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// Escapes what would begin a block, or end the one before, at the start of a line.
pub(super) fn line_start(line: &str) -> String {
    let word = line.split(' ').next().unwrap_or(line);
    let all = |set: &[char]| !word.is_empty() && word.chars().all(|c| set.contains(&c));
    let is_heading = all(&['#']) && word.len() <= 6;
    let is_rule = all(&['-', ':', '|']) || all(&['=']) || word == "+" || word.starts_with('>');
    if is_heading || is_rule {
        return format!("\\{line}");
    }
    let digits = word.chars().take_while(char::is_ascii_digit).count();
    let marker = line.split_at_checked(digits).filter(|_| (1..=9).contains(&digits));
    match marker {
        Some((number, rest)) if is_marker_end(word, digits) => format!("{number}\\{rest}"),
        _ => line.to_owned(),
    }
}

fn is_marker_end(word: &str, digits: usize) -> bool {
    word.len() == digits + 1 && word.ends_with(['.', ')'])
}

/// A code span that shows `code`, if one can in this place.
pub(super) fn code(code: &str, in_cell: bool) -> Option<String> {
    // A cell unescapes `\|` even in code, which leaves no way to write a backslash before a bar.
    if in_cell && code.contains("\\|") {
        return None;
    }
    let body = if in_cell { code.replace('|', "\\|") } else { code.to_owned() };
    let fence = "`".repeat(longest_run(&body) + 1);
    let pad = if body.starts_with('`') || body.ends_with('`') { " " } else { "" };
    Some(format!("{fence}{pad}{body}{pad}{fence}"))
}

/// The length of the longest run of backticks.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}
