//! Addresses: which ones a page may link to, and where one stands in running text.

use super::model::Inline;

const MAX_NESTED_PARENS: usize = 8;

/// The address as it can stand both in `<...>` and in `[text](...)`, if it is one that a reader can
/// follow safely: `http:`, `https:` or `mailto:`. Accepting an accepted address changes nothing.
pub(super) fn accept(address: &str) -> Option<String> {
    let address: String = super::clean::source(address.trim()).replace('\n', " ");
    let is_mail = has_prefix(&address, "mailto:");
    let is_web = ["http://", "https://"].iter().any(|scheme| {
        has_prefix(&address, scheme)
            && address.chars().nth(scheme.len()).is_some_and(|c| c.is_alphanumeric() || c == '[')
    });
    // rustdoc takes `mailto:a@b` for a path with a disambiguator unless there is a dot in it.
    let is_mail = is_mail && address.contains('@') && address.contains('.');
    (is_web || is_mail).then(|| encode(&address, is_mail))
}

/// Splits running text at the web addresses in it: each becomes a link to itself, or code if it is
/// a template that leads nowhere.
pub(super) fn split(text: &str) -> Vec<Inline> {
    let mut parts = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, candidate)) = next_scheme(rest) {
        plain.push_str(before);
        let (address, after) = extent(candidate);
        let link = if address.contains(['{', '}']) {
            Some(Inline::Code(address.to_owned()))
        } else {
            accept(address).map(Inline::Url)
        };
        match link {
            Some(link) => {
                if !plain.is_empty() {
                    parts.push(Inline::Text(std::mem::take(&mut plain)));
                }
                parts.push(link);
                rest = after;
            }
            None => {
                let (scheme, after) = candidate.split_at_checked("http".len()).unwrap_or((candidate, ""));
                plain.push_str(scheme);
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        parts.push(Inline::Text(plain));
    }
    parts
}

fn next_scheme(text: &str) -> Option<(&str, &str)> {
    text.match_indices("://").find_map(|(at, _)| {
        let before = text.get(..at)?;
        let scheme = ["https", "http"].into_iter().find(|scheme| has_suffix(before, scheme))?;
        text.split_at_checked(at - scheme.len())
    })
}

/// Where an address ends: at whitespace or a delimiter, without the punctuation of the sentence.
fn extent(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`'));
    let mut address = text.split_at_checked(end.unwrap_or(text.len())).map_or(text, |(head, _)| head);
    let excess = |open, close| address.matches(close).count().saturating_sub(address.matches(open).count());
    let mut closing = [(')', excess('(', ')')), (']', excess('[', ']')), ('}', excess('{', '}'))];
    while let Some(last) = address.chars().next_back() {
        if let Some((_, left)) = closing.iter_mut().find(|(close, left)| *close == last && *left > 0) {
            *left -= 1;
        } else if !".,;:!?'*_~\\|’”…".contains(last) {
            break;
        }
        address = address.strip_suffix(last).unwrap_or("");
    }
    text.split_at_checked(address.len()).unwrap_or((text, ""))
}

fn encode(address: &str, is_mail: bool) -> String {
    let keep_parens = parens_are_balanced(address);
    let mut out = String::with_capacity(address.len());
    let mut in_entity = false;
    for c in address.chars() {
        let ends_entity = in_entity && c == ';';
        in_entity = c == '&' || (in_entity && (c.is_ascii_alphanumeric() || c == '#'));
        let must_encode = match c {
            '"' | '<' | '>' | '\\' | '^' | '`' | '|' => true,
            '(' | ')' => !keep_parens,
            '#' => is_mail,
            ';' => ends_entity,
            c => c.is_whitespace() || c.is_control(),
        };
        if must_encode {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}

fn parens_are_balanced(text: &str) -> bool {
    let mut depth = 0usize;
    for c in text.chars() {
        match c {
            '(' if depth == MAX_NESTED_PARENS => return false,
            '(' => depth += 1,
            ')' if depth == 0 => return false,
            ')' => depth -= 1,
            _ => {}
        }
    }
    depth == 0
}

fn has_suffix(text: &str, suffix: &str) -> bool {
    let start = text.len().checked_sub(suffix.len());
    start.and_then(|at| text.get(at..)).is_some_and(|tail| tail.eq_ignore_ascii_case(suffix))
}

fn has_prefix(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix))
}
