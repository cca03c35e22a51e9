//! Text that shows what is in it.

use std::fmt::Write;

/// How many characters of a text are shown at most. A key of a document can be megabytes long, and a message may
/// quote it.
const LENGTH: usize = 1_000;

/// Replaces every character that moves the cursor, hides, or turns the text around by its escape, such as `\u{202e}`,
/// and cuts a text that is too long for any reader.
pub(super) fn visible(text: &str) -> String {
    let mut shown = String::new();
    let mut characters = text.chars();
    characters.by_ref().take(LENGTH).for_each(|character| show(character, &mut shown));
    if characters.next().is_some() {
        shown.push('…');
    }
    shown
}

/// Appends one character or its escape.
pub(super) fn show(character: char, shown: &mut String) {
    match character {
        '\n' => shown.push_str("\\n"),
        '\r' => shown.push_str("\\r"),
        '\t' => shown.push_str("\\t"),
        hidden if is_hidden(hidden) => {
            // Writing to a string cannot fail.
            let _ = write!(shown, "\\u{{{:x}}}", u32::from(hidden));
        }
        plain => shown.push(plain),
    }
}

/// Whether a character is a control character or one that Unicode gives no look of its own.
pub(super) fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(u32::from(character),
            // Soft hyphen, Arabic letter mark, Hangul and Khmer fillers, Mongolian vowel separator.
            0xad | 0x34f | 0x61c | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180b..=0x180f
            // Zero width, directional marks, line and paragraph separator, directional embedding.
            | 0x200b..=0x200f | 0x2028..=0x202e
            // Word joiner, invisible operators, directional isolates.
            | 0x2060..=0x206f
            // Hangul fillers, noncharacters, byte order mark, interlinear annotation.
            | 0x3164 | 0xfdd0..=0xfdef | 0xfeff | 0xffa0 | 0xfff0..=0xfffb
            // Musical formatting, tags.
            | 0x1d173..=0x1d17a | 0xe0000..=0xe0fff)
}
