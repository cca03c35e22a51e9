//! Characters: what may not stand in a comment of a source file is taken out here, before and after
//! Markdown is read, because an entity such as `&#x202E;` brings such a character back.

/// The source with `\n` as its only line end and without characters that cannot be seen.
pub(super) fn source(markdown: &str) -> String {
    if markdown.bytes().all(|byte| matches!(byte, b'\t' | b'\n' | b' '..=b'~')) {
        return markdown.to_owned();
    }
    markdown
        .replace("\r\n", "\n")
        .chars()
        .filter_map(|c| match c {
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => Some('\n'),
            '\n' | '\t' => Some(c),
            c if is_hidden(c) => None,
            c => Some(c),
        })
        .collect()
}

/// One line of text: every run of whitespace is one space, hidden characters are gone. A space at
/// either end stays.
pub(super) fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !is_hidden(c) {
            out.push(c);
        }
    }
    out
}

/// Preformatted lines: tabs expanded, nothing at the end of a line, no empty lines around them.
pub(super) fn preformatted(text: &str) -> String {
    let lines: Vec<String> =
        source(text).split('\n').map(|line| line.replace('\t', "    ").trim_end().to_owned()).collect();
    let is_blank = |line: &&String| line.is_empty();
    let before = lines.iter().take_while(is_blank).count();
    let after = lines.iter().rev().take_while(is_blank).count();
    let kept = lines.len().saturating_sub(before + after);
    lines.into_iter().skip(before).take(kept).collect::<Vec<_>>().join("\n")
}

/// Control, bidirectional, zero-width, invisible and non-characters. Whitespace is not among them
/// except where it has no width.
pub(crate) fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{8}' | '\u{b}'..='\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
        || (c as u32) & 0xfffe == 0xfffe
        || ('\u{fdd0}'..='\u{fdef}').contains(&c)
}
