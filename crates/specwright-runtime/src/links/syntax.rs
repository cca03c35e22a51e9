//! The algorithms of RFC 8288, appendix B, which tell what every text means, well-formed or not.

use percent_encoding::percent_decode_str;

/// A target as it is written, and the parameters behind it, names in lower case.
#[derive(Debug, PartialEq)]
pub(super) struct LinkValue {
    pub(super) target: String,
    pub(super) parameters: Vec<(String, String)>,
}

/// Appendix B.2, steps 1 to 7, for one header line. Commas between links are passed over here, however many there are
/// (RFC 9110, section 5.6.1.2).
pub(super) fn link_values(line: &str) -> Vec<LinkValue> {
    let mut input = Input(line);
    let mut links = Vec::new();
    loop {
        input.until(|char| !matches!(char, ' ' | '\t' | ','));
        if !input.eat('<') {
            return links;
        }
        let target = input.until(|char| char == '>').to_owned();
        if !input.eat('>') {
            return links;
        }
        links.push(LinkValue { target, parameters: input.parameters() });
    }
}

struct Input<'t>(&'t str);

impl<'t> Input<'t> {
    /// Takes everything before the first character that `ends` it.
    fn until(&mut self, ends: impl Fn(char) -> bool) -> &'t str {
        let end = self.0.find(ends).unwrap_or(self.0.len());
        let (taken, rest) = self.0.split_at_checked(end).unwrap_or((self.0, ""));
        self.0 = rest;
        taken
    }

    fn eat(&mut self, char: char) -> bool {
        self.0.strip_prefix(char).map(|rest| self.0 = rest).is_some()
    }

    fn skip_space(&mut self) {
        self.until(|char| !matches!(char, ' ' | '\t'));
    }

    /// Appendix B.3.
    fn parameters(&mut self) -> Vec<(String, String)> {
        let mut parameters = Vec::new();
        loop {
            self.skip_space();
            if !self.eat(';') {
                return parameters;
            }
            self.skip_space();
            let name = self.until(|char| matches!(char, ' ' | '\t' | '=' | ';' | ',')).to_ascii_lowercase();
            self.skip_space();
            let value = if self.eat('=') { self.value() } else { String::new() };
            parameters.push((name, value));
        }
    }

    fn value(&mut self) -> String {
        self.skip_space();
        if self.eat('"') {
            return self.quoted();
        }
        self.until(|char| matches!(char, ';' | ',')).trim_end_matches([' ', '\t']).to_owned()
    }

    /// Appendix B.4, behind the opening quote. A string that is not closed goes to the end.
    fn quoted(&mut self) -> String {
        let mut value = String::new();
        loop {
            value.push_str(self.until(|char| matches!(char, '"' | '\\')));
            if !self.eat('\\') {
                self.eat('"');
                return value;
            }
            let mut rest = self.0.chars();
            value.extend(rest.next());
            self.0 = rest.as_str();
        }
    }
}

/// A value behind its encoding and language (RFC 8187, section 3.2); `None` if it is none or no text.
pub(super) fn decode_extended(value: &str) -> Option<String> {
    let (charset, rest) = value.split_once('\'')?;
    let (_, encoded) = rest.split_once('\'')?;
    let bytes = percent_decode_str(encoded);
    match charset.to_ascii_lowercase().as_str() {
        "utf-8" => bytes.decode_utf8().ok().map(|text| text.into_owned()),
        // Each byte is the code point of its character.
        "iso-8859-1" => Some(bytes.map(char::from).collect()),
        _ => None,
    }
}
