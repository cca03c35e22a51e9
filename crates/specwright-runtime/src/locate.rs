//! Finds the value in a JSON text at which decoding stopped. Runs only when decoding has failed.

/// Longer keys are cut: a path is for people.
const MAX_KEY: usize = 100;

/// The path of the value at which a decoder stopped that had read up to `line` and `column` (bytes, as serde_json counts
/// them): `users[0].role`, or `.` for the text as a whole.
pub(crate) fn path_at(text: &[u8], line: usize, column: usize) -> String {
    let before: usize = text.split_inclusive(|byte| *byte == b'\n').take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    let end = before.saturating_add(column).min(text.len());
    let read = text.get(..end).unwrap_or(text);
    let mut scan = Scan { text: read, at: 0, frames: Vec::new(), expect: Expect::Value };
    while scan.step().is_some() {}
    render(&scan.frames)
}

/// The path of a property below a path.
pub(crate) fn child(path: &str, key: &str) -> String {
    let mut frames = if path == "." { String::new() } else { path.to_owned() };
    push_key(key, &mut frames);
    frames
}

enum Frame<'a> {
    /// The key whose value is being read, raw and without its quotes; none between two members.
    Object(Option<&'a [u8]>),
    Array(usize),
}

#[derive(PartialEq)]
enum Expect {
    Value,
    Key,
    Colon,
    /// A comma or the end of what the innermost frame stands for.
    Separator,
}

struct Scan<'a> {
    text: &'a [u8],
    at: usize,
    frames: Vec<Frame<'a>>,
    expect: Expect,
}

impl<'a> Scan<'a> {
    /// Takes one token; `None` at the end of the text and at whatever cannot stand there.
    fn step(&mut self) -> Option<()> {
        let byte = *self.text.get(self.at)?;
        self.at += 1;
        match (byte, &self.expect) {
            (b' ' | b'\t' | b'\r' | b'\n', _) => Some(()),
            (b'}' | b']', _) => self.close(byte),
            (b'"', Expect::Key) => {
                let key = self.string()?;
                *self.frames.last_mut()? = Frame::Object(Some(key));
                self.then(Expect::Colon)
            }
            (b':', Expect::Colon) => self.then(Expect::Value),
            (b',', Expect::Separator) => match self.frames.last_mut()? {
                Frame::Object(key) => {
                    *key = None;
                    self.then(Expect::Key)
                }
                Frame::Array(index) => {
                    *index += 1;
                    self.then(Expect::Value)
                }
            },
            (b'{', Expect::Value) => self.open(Frame::Object(None), Expect::Key),
            (b'[', Expect::Value) => self.open(Frame::Array(0), Expect::Value),
            (b'"', Expect::Value) => {
                self.string()?;
                self.then(Expect::Separator)
            }
            (_, Expect::Value) => {
                self.scalar();
                self.then(Expect::Separator)
            }
            _ => None,
        }
    }

    fn then(&mut self, expect: Expect) -> Option<()> {
        self.expect = expect;
        Some(())
    }

    fn open(&mut self, frame: Frame<'a>, expect: Expect) -> Option<()> {
        self.frames.push(frame);
        self.then(expect)
    }

    fn close(&mut self, byte: u8) -> Option<()> {
        let matches = match self.frames.last()? {
            Frame::Object(_) => byte == b'}' && self.expect != Expect::Colon && (self.expect != Expect::Value),
            Frame::Array(_) => byte == b']',
        };
        if !matches {
            return None;
        }
        self.frames.pop();
        self.then(Expect::Separator)
    }

    /// The raw text up to the closing quote; `None` if the text ends before it.
    fn string(&mut self) -> Option<&'a [u8]> {
        let start = self.at;
        loop {
            match *self.text.get(self.at)? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        let raw = self.text.get(start..self.at);
        self.at += 1;
        raw
    }

    fn scalar(&mut self) {
        while self.text.get(self.at).is_some_and(|byte| !b" \t\r\n,:]}[{\"".contains(byte)) {
            self.at += 1;
        }
    }
}

fn render(frames: &[Frame<'_>]) -> String {
    let mut path = String::new();
    for frame in frames {
        match frame {
            Frame::Object(Some(raw)) => push_key(&unescape(raw), &mut path),
            Frame::Object(None) => {}
            Frame::Array(index) => path.push_str(&format!("[{index}]")),
        }
    }
    if path.is_empty() { ".".to_owned() } else { path }
}

fn unescape(raw: &[u8]) -> String {
    let quoted = [b"\"", raw, b"\""].concat();
    serde_json::from_slice(&quoted).unwrap_or_else(|_| String::from_utf8_lossy(raw).into_owned())
}

fn push_key(key: &str, path: &mut String) {
    let plain = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$'));
    let short: String = key.chars().take(MAX_KEY).collect();
    let mark = if short.len() < key.len() { "…" } else { "" };
    match (plain, path.is_empty()) {
        (true, true) => path.push_str(&format!("{short}{mark}")),
        (true, false) => path.push_str(&format!(".{short}{mark}")),
        (false, _) => path.push_str(&format!("[\"{}{mark}\"]", short.escape_debug())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `‸` marks how far the decoder had read.
    #[track_caller]
    fn check(marked: &str, expected: &str) {
        let read = marked.split('‸').next().expect("a part before the mark");
        let (line, column) = (read.matches('\n').count() + 1, read.len() - read.rfind('\n').map_or(0, |at| at + 1));
        let text = marked.replacen('‸', "", 1);
        assert_eq!(path_at(text.as_bytes(), line, column), expected);
    }

    #[test]
    fn a_scalar_just_read_is_the_place() {
        check(r#"{"a": "x"‸}"#, "a");
        check(r#"{"a": 12‸, "b": 1}"#, "a");
        check(r#"{"a": {"b": true‸}}"#, "a.b");
        check(r#"[1, [2, 3], [4, null‸]]"#, "[2][1]");
        check(r#"7‸"#, ".");
    }

    #[test]
    fn a_container_not_yet_read_is_the_place() {
        check(r#"{"a": ‸[1]}"#, "a");
        check(r#"[[], ‸{}]"#, "[1]");
    }

    #[test]
    fn a_container_just_closed_is_the_place() {
        check(r#"{"users": [{"id": 1}‸]}"#, "users[0]");
        check(r#"{"users": [{"id": 1}, {"id": [2]}‸]}"#, "users[1]");
        check(r#"{"a": {}‸}"#, "a");
        check("{}‸", ".");
    }

    #[test]
    fn a_key_just_read_is_the_place() {
        check(r#"{"a": 1, "b"‸: 2}"#, "b");
        check(r#"{"a": 1, ‸"b": 2}"#, ".");
        check(r#"{"x": {"a": 1, "b‸"#, "x");
    }

    #[test]
    fn strings_may_hold_anything() {
        check(r#"{"a,]}\"{": ["}\\", "x"‸]}"#, r#"["a,]}\"{"][1]"#);
        check(r#"{"\u0061\ud83d\ude00": 1‸}"#, "[\"a😀\"]");
        check(r#"{"a": "b\\"‸, "c": 1}"#, "a");
        check(r#"{"": 1‸}"#, r#"[""]"#);
        check(r#"{"a b": {"c.d": 1‸}}"#, r#"["a b"]["c.d"]"#);
    }

    #[test]
    fn texts_cut_off_name_the_value_they_were_cut_in() {
        check(r#"{"a": [1, {"b": "unfinis‸"#, "a[1].b");
        check(r#"{"a": [1, 2‸"#, "a[1]");
        check(r#"{"a": [1,‸"#, "a[1]");
        check(r#"{"a":‸"#, "a");
        check(r#"{‸"#, ".");
        check(r#"{"a": "x\‸"#, "a");
        check("‸", ".");
    }

    #[test]
    fn lines_are_counted() {
        check("{\n  \"a\": [\n    1,\n    \"x\"‸\n  ]\n}", "a[1]");
        check("{\r\n\r\n\"a\":\t1‸}", "a");
    }

    #[test]
    fn nonsense_stops_the_scan_where_it_stands() {
        check("<html>{\"a\": 1}‸", ".");
        check(r#"{"a": 1 2‸}"#, "a");
        check(r#"{"a": [1}‸"#, "a[0]");
        check(r#"}]‸"#, ".");
        check(r#"{"a" "b"‸"#, "a");
        check(r#"{"a": 1} {"b": 2‸}"#, ".");
    }

    #[test]
    fn depth_and_length_are_no_trouble() {
        let deep = "[".repeat(100_000);
        assert_eq!(path_at(deep.as_bytes(), 1, deep.len()).len(), 300_000);
        let long = format!("{{\"{}\": 1", "k".repeat(1_000_000));
        assert_eq!(path_at(long.as_bytes(), 1, long.len()).chars().count(), MAX_KEY + 1);
        assert_eq!(path_at(b"{\"a\": 1}", usize::MAX, usize::MAX), ".");
    }

    #[test]
    fn a_child_hangs_below_its_path() {
        assert_eq!(child(".", "role"), "role");
        assert_eq!(child("users[0]", "role"), "users[0].role");
        assert_eq!(child("a", "x y"), "a[\"x y\"]");
    }
}
