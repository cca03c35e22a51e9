//! Texts that are no Markdown but words and punctuation on one line: most descriptions of fields. They are what reading
//! them would give, and need no proof after they are written.

use super::{
    links,
    model::{Block, Inline},
};

/// The paragraph that `source` is, if nothing in it but code between backticks can mean anything to Markdown, wherever
/// its lines end.
pub(super) fn paragraph(source: &str) -> Option<Block> {
    let is_word_like = source.starts_with(|first: char| first.is_ascii_alphabetic()) && !source.ends_with(' ');
    (is_word_like && !has_marks(source)).then_some(())?;
    let mut inlines = Vec::new();
    let mut pieces = source.split('`');
    let first = pieces.next()?;
    inlines.push(words(first)?);
    while let Some(code) = pieces.next() {
        let after = pieces.next()?;
        let is_code = code.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'));
        let is_apart = after.is_empty() || after.starts_with([' ', ',', '.', ';', ')']);
        (is_code && is_apart && !code.is_empty()).then_some(())?;
        inlines.push(Inline::Code(code.to_owned()));
        match (after.is_empty(), pieces.clone().next()) {
            (true, None) => {}
            // Code right beside code.
            (true, Some(_)) => return None,
            (false, next) => {
                (next.is_none() || after.ends_with([' ', '('])).then_some(())?;
                inlines.push(words(after)?);
            }
        }
    }
    (inlines.len() == 1 || first.ends_with([' ', '('])).then_some(Block::Paragraph(inlines))
}

/// A text without any markup or address.
fn words(text: &str) -> Option<Inline> {
    text.bytes().all(is_plain).then_some(())?;
    match links::split(text).as_slice() {
        [text @ Inline::Text(_)] => Some(text.clone()),
        _ => None,
    }
}

/// Whether lines that were written from plain paragraphs are read as these: nothing had to be escaped.
pub(super) fn is_proven(lines: &[String]) -> bool {
    lines.iter().all(|line| !line.contains('\\'))
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b' ' | b',' | b'.' | b'\'' | b'"' | b'(' | b')' | b';' | b'?' | b'%' | b'$' | b'/' | b'-' | b':'
        )
}

/// Whether plain bytes stand beside each other in a way that is more than words: spaces that would be joined, flags,
/// addresses, and bullets at what may become the start of a line.
fn has_marks(source: &str) -> bool {
    let pairs = source.as_bytes().windows(2);
    let mut pairs = pairs.filter_map(|pair| <[u8; 2]>::try_from(pair).ok());
    pairs.any(|pair| matches!(pair, [b' ', b' ' | b'-' | b':'] | [b'-', b'-' | b' '] | [b'/', b'/']))
        || source.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::paragraph;
    use crate::docs::{read, verify, write};

    #[track_caller]
    fn check_plain(source: &str) {
        let blocks = vec![paragraph(source).unwrap()];
        assert_eq!(read::read(source), blocks, "{source:?} is read in another way");
        let lines = write::write(&blocks);
        assert!(!super::is_proven(&lines) || verify::reads_as(&lines.join("\n"), &blocks), "{lines:?}");
    }

    #[track_caller]
    fn check_marked(source: &str) {
        assert_eq!(paragraph(source), None);
    }

    #[test]
    fn plain_words_are_what_markdown_makes_of_them() {
        check_plain("Unique identifier for the object.");
        check_plain("Three-letter ISO code (see \"codes\"), e.g.: 100% of $5; or a/b?");
        check_plain("At most 5000 characters. Default: 1. See 2) and 3. too");
        check_plain("A.b.c:d x:y z");
        check_plain("Format `unix-time`.");
        check_plain("One of `a`, `b_c` (`d.e`) and `f`");
    }

    #[test]
    fn every_short_row_of_plain_pieces_is_read_as_itself() {
        let pieces = [
            "a",
            "1.",
            "2)",
            "-",
            "b-",
            "(c)",
            "d:",
            "'e'",
            "\"f\"",
            "g/h",
            "$i",
            "%",
            "?",
            ".",
            "www.j.com",
            "`k_l`.",
            "(`m-n`)",
        ];
        for one in pieces {
            for two in pieces {
                for three in pieces {
                    let source = format!("Word {one} {two} {three}");
                    if paragraph(&source).is_some() {
                        check_plain(&source);
                    }
                    let long = format!("{} {one} {two} {three}", "word".repeat(22));
                    if paragraph(&long).is_some() {
                        check_plain(&long);
                    }
                }
            }
        }
    }

    #[test]
    fn what_may_be_markdown_is_left_to_its_reader() {
        for source in [
            "",
            " a",
            "a ",
            "a  b",
            "1. a",
            "- a",
            "a *b*",
            "a_b",
            "a`b`",
            "a `b`c",
            "a `b",
            "a `b c`",
            "a ``",
            "a `b``c`",
            "http://a.b",
            "a --b",
            "a\nb",
            "a - b",
            "\u{e9}",
        ] {
            check_marked(source);
        }
    }
}
