//! Path templates: `/orgs/{id}:start` and the arguments that fill them.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::invalid::InvalidRequest;

/// RFC 3986, section 3.3: a path holds letters, digits, `-._~`, `!$&'()*+,;=`, `:`, `@` and the slash.
const NOT_IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A text without escapes of its own.
const RAW_IN_PATH: &AsciiSet = &NOT_IN_PATH.add(b'%');

/// RFC 3986, section 3.4: a query may hold a question mark too.
const NOT_IN_QUERY: &AsciiSet = &NOT_IN_PATH.remove(b'?').add(b'\'');

/// A template filled with its arguments.
#[derive(Debug, PartialEq)]
pub(crate) struct Filled {
    /// Begins with a slash; encoded.
    pub(crate) path: String,
    /// What stands behind a `?` in the template itself; encoded, often empty.
    pub(crate) query: String,
}

/// The argument must be one that a URL can carry to the same place: `.` and `..` are folded away by every URL parser,
/// whether encoded or not, and nothing at all makes another path.
pub(crate) fn check_argument(name: &str, encoded: &str) -> Result<(), InvalidRequest> {
    let refuse = |what: &str| Err(InvalidRequest::new(format!("path parameter `{name}` must not be {what}")));
    match encoded {
        "" => refuse("empty"),
        "." => refuse("a single dot"),
        ".." => refuse("two dots"),
        _ => Ok(()),
    }
}

/// Puts encoded arguments into a template. Literal text that a URI cannot hold is encoded, existing escapes stay.
pub(crate) fn fill(template: &str, arguments: &[(String, String)]) -> Result<Filled, InvalidRequest> {
    let length = arguments.iter().map(|(_, value)| value.len()).sum::<usize>() + template.len() + 1;
    let mut filled = Filled { path: String::with_capacity(length), query: String::new() };
    let (mut rest, mut in_query) = (template, false);
    if !template.starts_with('/') {
        filled.path.push('/');
    }
    while !rest.is_empty() {
        let part = if in_query { &mut filled.query } else { &mut filled.path };
        if let Some((name, after)) = argument(rest) {
            let argument = arguments.iter().find(|(known, _)| known == name);
            let (_, value) =
                argument.ok_or_else(|| InvalidRequest::new(format!("path parameter `{name}` has no value")))?;
            part.push_str(value);
            rest = after;
        } else if let Some(after) = rest.strip_prefix('?').filter(|_| !in_query) {
            in_query = true;
            rest = after;
        } else {
            let end = rest.bytes().skip(1).position(|byte| matches!(byte, b'{' | b'?'));
            let (literal, after) = rest.split_at(end.map_or(rest.len(), |at| at + 1));
            push_literal(literal, if in_query { NOT_IN_QUERY } else { NOT_IN_PATH }, part);
            rest = after;
        }
    }
    check_segments(&filled.path)?;
    Ok(filled)
}

/// The name in the braces that begin a text, and what comes after them.
fn argument(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix('{')?.split_once('}')
}

/// A raw value that may have several segments, encoded.
pub(crate) fn encode_in_path(value: &str) -> String {
    utf8_percent_encode(value, RAW_IN_PATH).to_string()
}

fn push_literal(text: &str, escape: &'static AsciiSet, out: &mut String) {
    // Which most templates are made of.
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'_' | b'-' | b'.')) {
        return out.push_str(text);
    }
    for (at, piece) in text.split('%').enumerate() {
        if at > 0 {
            let is_escape = piece.len() >= 2 && piece.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
            out.push_str(if is_escape { "%" } else { "%25" });
        }
        out.extend(utf8_percent_encode(piece, escape));
    }
}

/// Two arguments in one segment, or an argument beside a literal dot, can make a dot segment together.
pub(crate) fn check_segments(path: &str) -> Result<(), InvalidRequest> {
    let folds = |segment: &str| {
        let may_fold = segment.starts_with(['.', '%']) && segment.len() <= "%2e%2e".len();
        may_fold && matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..")
    };
    if path.contains(['.', '%']) && path.split('/').any(folds) {
        return Err(InvalidRequest::new("the path would have a segment of dots only, which leads to another path"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(template: &str, arguments: &[(&str, &str)], expected: &str) {
        let arguments: Vec<_> = arguments.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        let actual = match fill(template, &arguments) {
            Ok(Filled { path, query }) if query.is_empty() => path,
            Ok(Filled { path, query }) => format!("{path}?{query}"),
            Err(error) => error.to_string(),
        };
        assert_eq!(actual, expected);
    }

    #[test]
    fn arguments_stand_where_their_names_stood() {
        check("/v2/partners/{partner_org_id}/orgs", &[("partner_org_id", "p7")], "/v2/partners/p7/orgs");
        check("/sub-orgs:batch", &[], "/sub-orgs:batch");
        check("/vms/{id}:start", &[("id", "7")], "/vms/7:start");
        check("/{a}.{b}", &[("a", "x"), ("b", "y")], "/x.y");
        check("/{a}/{a}", &[("a", "x")], "/x/x");
        check("no-slash", &[], "/no-slash");
        check("/trailing/", &[], "/trailing/");
    }

    #[test]
    fn literal_text_is_made_fit_for_a_uri() {
        check("/a b/ü/<x>", &[], "/a%20b/%C3%BC/%3Cx%3E");
        check("/kept%20escape/100%/%zz", &[], "/kept%20escape/100%25/%25zz");
        check("/a#b", &[], "/a%23b");
        check("/open{brace", &[], "/open%7Bbrace");
        check("/{x", &[], "/%7Bx");
        check("/a@b!$&'()*+,;=:~", &[], "/a@b!$&'()*+,;=:~");
    }

    #[test]
    fn a_query_in_the_template_stays_a_query() {
        check("/find?action=x&id={id}", &[("id", "a%26b")], "/find?action=x&id=a%26b");
        check("/find?a=?&b='", &[], "/find?a=?&b=%27");
    }

    #[test]
    fn missing_arguments_are_named() {
        check("/orgs/{id}", &[("other", "x")], "path parameter `id` has no value");
    }

    #[test]
    fn segments_of_dots_are_refused_however_they_come_about() {
        let refused = "the path would have a segment of dots only, which leads to another path";
        check("/a/../b", &[], refused);
        check("/a/%2E%2e/b", &[], refused);
        check("/x/{a}{b}", &[("a", "."), ("b", ".")], refused);
        check("/x/.{a}/y", &[("a", ".")], refused);
        check("/x/{a}{b}", &[("a", "..."), ("b", ".")], "/x/....");
    }
}
