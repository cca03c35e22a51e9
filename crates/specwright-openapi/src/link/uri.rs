//! Names of files and addresses of schemas.

/// Whether a reference starts with a scheme (RFC 3986 section 3.1) or names a host.
pub(super) fn is_absolute(reference: &str) -> bool {
    reference.starts_with("//") || scheme(reference).is_some()
}

fn scheme(reference: &str) -> Option<&str> {
    let (scheme, _) = reference.split_once(':')?;
    let mut characters = scheme.chars();
    let starts_well = characters.next().is_some_and(|first| first.is_ascii_alphabetic());
    let goes_on_well = characters.all(|next| next.is_ascii_alphanumeric() || matches!(next, '+' | '-' | '.'));
    (starts_well && goes_on_well).then_some(scheme)
}

/// Resolves a reference without fragment against a base (RFC 3986 section 5.2). The base may be a relative path; then
/// the result is one too, with the leading `..` that lead out of it.
pub(super) fn resolve(base: &str, reference: &str) -> String {
    if reference.is_empty() {
        return base.to_owned();
    }
    if scheme(reference).is_some() {
        return reference.to_owned();
    }
    let (root, path) = split_root(base);
    if let Some(host) = reference.strip_prefix("//") {
        let scheme = scheme(base).map_or_else(String::new, |scheme| format!("{scheme}:"));
        return format!("{scheme}//{host}");
    }
    if reference.starts_with('/') {
        return format!("{root}{}", normal(reference));
    }
    let no_path = if root.contains("//") { "/" } else { "" };
    let folder = path.rfind('/').map_or(no_path, |slash| path.get(..=slash).unwrap_or_default());
    format!("{root}{}", normal(&format!("{folder}{reference}")))
}

/// Scheme and host, and the path behind them.
fn split_root(base: &str) -> (&str, &str) {
    let Some(scheme) = scheme(base) else { return ("", base) };
    let behind = scheme.len() + 1;
    let rest = base.get(behind..).unwrap_or_default();
    let host = match rest.strip_prefix("//") {
        Some(host) => host.find('/').map_or(rest.len(), |slash| slash + 2),
        None => 0,
    };
    (base.get(..behind + host).unwrap_or_default(), base.get(behind + host..).unwrap_or_default())
}

/// A path without `.` and without `..` but at its beginning.
pub(super) fn normal(path: &str) -> String {
    let absolute = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
        let goes_up = part == ".." && parts.last().is_some_and(|last| *last != "..");
        match part {
            ".." if goes_up => {
                parts.pop();
            }
            ".." if absolute => {}
            _ => parts.push(part),
        }
    }
    format!("{}{}", if absolute { "/" } else { "" }, parts.join("/"))
}

/// The way from the folder of one file to another, if both are relative or both absolute.
pub(super) fn relative(from: &str, to: &str) -> String {
    let from = normal(from);
    let mut from: Vec<&str> = from.split('/').collect();
    from.pop();
    let to: Vec<&str> = to.split('/').collect();
    let common = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let up = std::iter::repeat_n("..", from.len() - common);
    up.chain(to.iter().skip(common).copied()).collect::<Vec<_>>().join("/")
}

/// Decodes percent-encoding; bytes that are not UTF-8 are replaced.
pub(crate) fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        match (first, tail) {
            (b'%', [high, low, after @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                bytes.push(hex(*high) * 16 + hex(*low));
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        _ => digit.to_ascii_lowercase().saturating_sub(b'a') + 10,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_absolute, relative, resolve};

    #[test]
    fn references_are_resolved_against_paths_and_addresses() {
        let check = |base: &str, reference: &str, expected: &str| assert_eq!(resolve(base, reference), expected);
        check("a/b/c.yaml", "../d.yaml", "a/d.yaml");
        check("a/b/c.yaml", "./x/../d.yaml", "a/b/d.yaml");
        check("c.yaml", "../../d.yaml", "../../d.yaml");
        check("/a/c.yaml", "../../d.yaml", "/d.yaml");
        check("a/c.yaml", "/d.yaml", "/d.yaml");
        check("http://h/a/b", "c", "http://h/a/c");
        check("http://h/a/b", "/c", "http://h/c");
        check("http://h/a/b", "//g/c", "http://g/c");
        check("http://h", "c", "http://h/c");
        check("http://h/a", "urn:x:y", "urn:x:y");
        check("urn:x:y", "", "urn:x:y");
    }

    #[test]
    fn addresses_are_told_from_paths() {
        for text in ["http://h/x", "file:///x", "//h/x", "C:/x", "urn:a"] {
            assert!(is_absolute(text), "{text}");
        }
        for text in ["x.yaml", "./a:b", "../x", "/x", "1:2"] {
            assert!(!is_absolute(text), "{text}");
        }
    }

    #[test]
    fn files_are_named_from_the_first_document() {
        let check = |from: &str, to: &str, expected: &str| assert_eq!(relative(from, to), expected);
        check("/r/a/openapi.yaml", "/r/a/x/y.yaml", "x/y.yaml");
        check("/r/a/openapi.yaml", "/r/b.yaml", "../b.yaml");
        check("openapi.yaml", "x.yaml", "x.yaml");
    }
}
