//! What characters XML 1.0 has.

use std::fmt::Write;

/// Whether a text is the name of an element without a prefix (Namespaces in XML 1.0, `NCName`).
pub(super) fn is_name(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(begins_name) && characters.all(continues_name)
}

fn begins_name(character: char) -> bool {
    matches!(character,
        'A'..='Z' | '_' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
        | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}'
        | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}')
}

fn continues_name(character: char) -> bool {
    begins_name(character)
        || matches!(character, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

/// Whether a document may hold a character at all, escaped or not.
fn is_allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

/// Where a text is written.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Place {
    Element,
    Attribute,
}

/// Writes a text so that it is read as it is; `None` if it holds a character that XML has not.
pub(super) fn escape(text: &str, place: Place, out: &mut String) -> Option<()> {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            // Closes a CDATA section, even where there is none.
            '>' => out.push_str("&gt;"),
            '"' if place == Place::Attribute => out.push_str("&quot;"),
            // Readers take other line ends for this one, and white space in attributes for spaces.
            '\r' => out.push_str("&#13;"),
            '\n' | '\t' if place == Place::Attribute => write!(out, "&#{};", u32::from(character)).ok()?,
            other if is_allowed(other) => out.push(other),
            _ => return None,
        }
    }
    Some(())
}

/// Writes a CDATA section; two of them where the text would end the first. `None` as for [`escape`].
pub(super) fn cdata(text: &str, out: &mut String) -> Option<()> {
    if !text.chars().all(is_allowed) {
        return None;
    }
    // Sections have no character references, and readers change line ends.
    if text.contains('\r') {
        return escape(text, Place::Element, out);
    }
    out.push_str("<![CDATA[");
    out.push_str(&text.replace("]]>", "]]]]><![CDATA[>"));
    out.push_str("]]>");
    Some(())
}
