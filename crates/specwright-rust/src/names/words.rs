//! Wire names taken apart into words.

use crate::docs::is_hidden;

/// Splits a name of a document into lower-case words of ASCII-or-letter characters.
///
/// Words end at everything that is neither letter nor digit, before a capital behind a small letter or digit
/// (`childOrg`), and before the last capital of several when a small letter follows (`HTTPServer`). The plural of an
/// abbreviation stays one word (`tagIDs`). A sign in front of a digit is spelled out (`-1`), and a name without any
/// letter or digit is spelled out as a whole (`>=`). The result is empty only for names of white space or nothing.
pub(crate) fn words(name: &str) -> Vec<String> {
    let characters: Vec<char> = name.chars().collect();
    let mut words = Vec::new();
    let mut word = String::new();
    for (index, &character) in characters.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| characters.get(before)).copied();
        let after = characters.get(index + 1).copied();
        if !is_word(character) {
            close(&mut word, &mut words);
            if before.is_none_or(|before| !is_word(before)) && after.is_some_and(|after| after.is_ascii_digit()) {
                match character {
                    '-' => words.push("minus".to_owned()),
                    '+' => words.push("plus".to_owned()),
                    _ => {}
                }
            }
            continue;
        }
        if starts_word(before, character, after, characters.get(index + 2).copied()) {
            close(&mut word, &mut words);
        }
        word.extend(character.to_lowercase().filter(|lower| is_word(*lower)));
    }
    close(&mut word, &mut words);
    if words.is_empty() {
        words.extend(characters.iter().filter_map(|character| spelled(*character)));
    }
    words
}

/// The words of a module: rustc loads no file for a name with other letters.
pub(crate) fn in_ascii(words: &[String]) -> Vec<String> {
    let ascii = words.iter().map(|word| word.chars().filter(char::is_ascii).collect::<String>());
    let ascii: Vec<String> = ascii.filter(|word| !word.is_empty()).collect();
    if ascii.is_empty() { vec!["unnamed".to_owned()] } else { ascii }
}

/// Letters and digits that may stand in an identifier. Unicode has letters that nobody sees, and Rust accepts them.
fn is_word(character: char) -> bool {
    character.is_alphanumeric() && !is_hidden(character) && unicode_ident::is_xid_continue(character)
}

fn starts_word(before: Option<char>, character: char, after: Option<char>, second_after: Option<char>) -> bool {
    let Some(before) = before else { return false };
    if !character.is_uppercase() {
        return false;
    }
    if before.is_lowercase() || before.is_numeric() {
        return true;
    }
    let plural = after == Some('s') && second_after.is_none_or(|second| !second.is_lowercase());
    before.is_uppercase() && after.is_some_and(char::is_lowercase) && !plural
}

fn close(word: &mut String, words: &mut Vec<String>) {
    if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}

fn spelled(character: char) -> Option<String> {
    let word = match character {
        '=' => "equal",
        '!' => "not",
        '<' => "less",
        '>' => "greater",
        '~' => "tilde",
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        '#' => "hash",
        '$' => "dollar",
        '@' => "at",
        '?' => "question",
        '_' => "underscore",
        _ if character.is_whitespace() => return None,
        _ => "symbol",
    };
    Some(word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{in_ascii, words};

    #[track_caller]
    fn check(name: &str, expected: &str) {
        assert_eq!(words(name).join(" "), expected);
    }

    #[test]
    fn case_changes_and_punctuation_separate_words() {
        check("childOrgId", "child org id");
        check("partner_org-id", "partner org id");
        check("HTTPServer", "http server");
        check("google.rpc.Status", "google rpc status");
        check("UNPROCESSABLE_CONTENT", "unprocessable content");
    }

    #[test]
    fn digits_stay_with_the_letters_before_them() {
        check("line1", "line1");
        check("s3Bucket", "s3 bucket");
        check("v2Partners", "v2 partners");
    }

    #[test]
    fn plural_abbreviations_are_one_word() {
        check("tagIDs", "tag ids");
        check("IDsOfTags", "ids of tags");
    }

    #[test]
    fn signs_before_digits_are_spelled_out() {
        check("+1", "plus 1");
        check("-1", "minus 1");
        check("created-1", "created 1");
        check("-created_at", "created at");
    }

    #[test]
    fn modules_have_ascii_names() {
        assert_eq!(in_ascii(&words("getEté")), ["get", "et"]);
        assert_eq!(in_ascii(&words("日本 語")), ["unnamed"]);
    }

    #[test]
    fn letters_that_nobody_sees_separate_words() {
        check("\u{3164}", "symbol");
        check("a\u{3164}b\u{115f}\u{1160}\u{ffa0}c", "a b c");
    }

    #[test]
    fn names_of_symbols_are_spelled_out() {
        check(">=", "greater equal");
        check("!=", "not equal");
        check("@type", "type");
        check("", "");
    }
}
