//! Regular expressions of ECMA-262 as the `regex` crate understands them.

use regex::Regex;

/// Everything but the ends of lines.
const ANY: &str = r"[^\n\r\u{2028}\u{2029}]";

/// An expression that matches the same texts; `None` for one that has none, or is no expression.
pub(super) fn translate(pattern: &str) -> Option<String> {
    let mut out = String::with_capacity(pattern.len());
    let mut characters = pattern.chars().peekable();
    let mut in_class = false;
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        match (character, in_class) {
            ('\\', _) => {
                let escaped = characters.next()?;
                out.push_str(&escape(escaped, in_class)?);
            }
            ('.', false) => out.push_str(ANY),
            ('[', false) => {
                in_class = true;
                out.push('[');
                if next == Some('^') {
                    characters.next();
                    out.push('^');
                }
                // An empty class matches nothing there and does not exist here.
                if characters.peek() == Some(&']') {
                    return None;
                }
            }
            (']', true) => {
                in_class = false;
                out.push(']');
            }
            // There these are themselves in a class; here they combine classes.
            ('[' | '&' | '~', true) => {
                out.push('\\');
                out.push(character);
            }
            ('-', true) if next == Some('-') => return None,
            (other, _) => out.push(other),
        }
    }
    Regex::new(&out).is_ok().then_some(out)
}

/// What stands behind a backslash. Classes are those of ASCII there.
fn escape(escaped: char, in_class: bool) -> Option<String> {
    let text = match (escaped, in_class) {
        ('d', false) => "[0-9]",
        ('d', true) => "0-9",
        ('D', _) => "[^0-9]",
        ('w', false) => "[0-9A-Za-z_]",
        ('w', true) => "0-9A-Za-z_",
        ('W', _) => "[^0-9A-Za-z_]",
        ('b', true) => r"\x08",
        ('b', false) => r"(?-u:\b)",
        ('n' | 'r' | 't' | 'f' | 'v' | 's' | 'S' | 'x' | 'u' | 'p' | 'P', _) => return Some(format!("\\{escaped}")),
        (other, _) if other.is_ascii_alphanumeric() => return None,
        (other, _) => return Some(regex::escape(other.encode_utf8(&mut [0; 4]))),
    };
    Some(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::translate;

    #[track_caller]
    fn check(pattern: &str, expected: Option<&str>) {
        assert_eq!(translate(pattern).as_deref(), expected);
    }

    #[test]
    fn what_means_the_same_stays() {
        check(r"^[a-z]{1,3}(?:-x)?$", Some(r"^[a-z]{1,3}(?:-x)?$"));
    }

    #[test]
    fn digits_and_letters_are_ascii() {
        check(r"^\d+[\w.]", Some("^[0-9]+[0-9A-Za-z_.]"));
    }

    #[test]
    fn classes_are_not_combined() {
        check("[[&&x]", Some(r"[\[\&\&x]"));
        check("[a--]", None);
    }

    #[test]
    fn an_escape_that_is_not_needed_is_the_character() {
        check(r"^https:\/\/\@$", Some("^https://@$"));
    }

    #[test]
    fn what_takes_more_than_linear_time_is_none() {
        check("(?=a)b", None);
        check(r"(a)\1", None);
        check("(", None);
    }
}
