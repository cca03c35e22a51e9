//! Relative references (RFC 3986, section 5).

/// The URL that a reference means at a place.
pub(crate) fn resolve(base: &str, reference: &str) -> String {
    let (base, reference) = (Parts::of(base), Parts::of(reference.trim()));
    let own = reference.scheme.is_some() || reference.authority.is_some();
    let path = match reference.path {
        path if own || path.starts_with('/') => without_dots(path),
        "" => base.path.to_owned(),
        path => without_dots(&merged(&base, path)),
    };
    let inherits_query = !own && reference.path.is_empty() && reference.query.is_none();
    Parts {
        scheme: reference.scheme.or(base.scheme),
        authority: if own { reference.authority } else { base.authority },
        path: &path,
        query: if inherits_query { base.query } else { reference.query },
        fragment: reference.fragment,
    }
    .join()
}

/// Section 3, without judging what the parts are made of.
struct Parts<'t> {
    scheme: Option<&'t str>,
    authority: Option<&'t str>,
    path: &'t str,
    query: Option<&'t str>,
    fragment: Option<&'t str>,
}

impl<'t> Parts<'t> {
    fn of(text: &'t str) -> Self {
        let (text, fragment) = split(text, '#');
        let (text, query) = split(text, '?');
        let (scheme, text) = match text.split_once(':') {
            Some((scheme, rest)) if is_scheme(scheme) => (Some(scheme), rest),
            _ => (None, text),
        };
        let (authority, path) = match text.strip_prefix("//") {
            Some(rest) => {
                let (authority, path) =
                    rest.split_at_checked(rest.find('/').unwrap_or(rest.len())).unwrap_or((rest, ""));
                (Some(authority), path)
            }
            None => (None, text),
        };
        Self { scheme, authority, path, query, fragment }
    }

    /// Section 5.3.
    fn join(&self) -> String {
        let mut text = String::new();
        for part in [self.scheme.map(|scheme| [scheme, ":"]), self.authority.map(|authority| ["//", authority])] {
            text.extend(part.into_iter().flatten());
        }
        text.push_str(self.path);
        for part in [self.query.map(|query| ["?", query]), self.fragment.map(|fragment| ["#", fragment])] {
            text.extend(part.into_iter().flatten());
        }
        text
    }
}

fn split(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at).map_or((text, None), |(before, behind)| (before, Some(behind)))
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|char| char.is_ascii_alphanumeric() || matches!(char, '+' | '-' | '.'))
}

/// Section 5.2.3.
fn merged(base: &Parts<'_>, path: &str) -> String {
    match base.path.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{path}"),
        None if base.authority.is_some() => format!("/{path}"),
        None => path.to_owned(),
    }
}

/// Section 5.2.4, for paths that begin with a slash and those that do not.
fn without_dots(path: &str) -> String {
    let (root, rest) = path.strip_prefix('/').map_or(("", path), |rest| ("/", rest));
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = rest.split('/').peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match segment {
            "." => {}
            ".." => drop(kept.pop()),
            segment => {
                kept.push(segment);
                continue;
            }
        }
        // A folder keeps its last slash.
        if is_last {
            kept.push("");
        }
    }
    format!("{root}{}", kept.join("/"))
}
