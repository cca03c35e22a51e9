//! Looking into JSON text that is known to be well-formed.

use std::borrow::Cow;

/// The entries of an object, each with its name and the text of its value. Ends early on a text that is no object.
#[derive(Clone, Debug)]
pub(crate) struct Entries<'t>(&'t str);

impl<'t> Entries<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        Self(text.trim_start().strip_prefix('{').unwrap_or_default())
    }
}

impl<'t> Iterator for Entries<'t> {
    type Item = (Cow<'t, str>, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        let text = self.0.trim_start_matches([' ', '\t', '\r', '\n', ',']);
        let (name, text) = text.split_at_checked(string_end(text)?)?;
        let text = text.trim_start().strip_prefix(':')?.trim_start();
        let (value, text) = text.split_at_checked(value_end(text))?;
        self.0 = text;
        Some((unquoted(name)?, value.trim_end()))
    }
}

fn unquoted(quoted: &str) -> Option<Cow<'_, str>> {
    let inner = quoted.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') { serde_json::from_str(quoted).ok().map(Cow::Owned) } else { Some(Cow::Borrowed(inner)) }
}

/// Where the string ends that begins the text.
fn string_end(text: &str) -> Option<usize> {
    let mut bytes = text.bytes().enumerate();
    bytes.next().filter(|(_, first)| *first == b'"')?;
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => return Some(at + 1),
            b'\\' => drop(bytes.next()),
            _ => {}
        }
    }
    None
}

/// Where the value ends that begins the text: at the comma or bracket after it.
fn value_end(text: &str) -> usize {
    let mut open = 0_usize;
    for (at, mark) in Marks::of(text) {
        match mark {
            b'{' | b'[' => open += 1,
            b'}' | b']' | b',' if open == 0 => return at,
            b'}' | b']' => open -= 1,
            _ => {}
        }
    }
    text.len()
}

/// How many arrays and objects stand inside of one another.
pub(crate) fn depth(text: &str) -> usize {
    let (mut open, mut deepest) = (0_usize, 0);
    for (_, mark) in Marks::of(text) {
        match mark {
            b'{' | b'[' => {
                open += 1;
                deepest = deepest.max(open);
            }
            b'}' | b']' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// The commas and brackets outside of strings.
struct Marks<'t>(std::iter::Enumerate<std::str::Bytes<'t>>);

impl<'t> Marks<'t> {
    fn of(text: &'t str) -> Self {
        Self(text.bytes().enumerate())
    }
}

impl Iterator for Marks<'_> {
    type Item = (usize, u8);

    fn next(&mut self) -> Option<(usize, u8)> {
        let mut quoted = false;
        while let Some((at, byte)) = self.0.next() {
            match byte {
                b'"' => quoted = !quoted,
                b'\\' if quoted => drop(self.0.next()),
                b'{' | b'}' | b'[' | b']' | b',' if !quoted => return Some((at, byte)),
                _ => {}
            }
        }
        None
    }
}
