//! The `Link` header (RFC 8288).

pub(crate) mod resolve;
mod syntax;

use std::fmt;

use http::header::LINK;
use http::{HeaderMap, Uri};

use syntax::{LinkValue, decode_extended};

/// The links of an answer, in the order in which it names them.
///
/// ```
/// use specwright_runtime::Links;
/// use specwright_runtime::http::{HeaderMap, HeaderValue, Uri};
///
/// let mut headers = HeaderMap::new();
/// headers.insert("link", HeaderValue::from_static(r#"</users?page=3>; rel="next", </users>; rel="first""#));
/// let links = Links::of(&headers, &Uri::from_static("https://api.test/users?page=2"));
/// assert_eq!(links.next().map(|link| link.target()), Some("https://api.test/users?page=3"));
/// assert!(links.prev().is_none());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links(Vec<Link>);

impl Links {
    /// The links in the headers of an answer. Relative ones are resolved against the URL of its request.
    ///
    /// What is not written as the standard asks ends the links of its header line; those before it count.
    #[must_use]
    pub fn of(headers: &HeaderMap, url: &Uri) -> Self {
        let base = url.to_string();
        let lines = headers.get_all(LINK).iter();
        let values = lines.flat_map(|line| syntax::link_values(&String::from_utf8_lossy(line.as_bytes())));
        Self(values.map(|value| Link::new(value, &base)).collect())
    }

    /// The link to the next page.
    #[must_use]
    pub fn next(&self) -> Option<&Link> {
        self.get("next")
    }

    /// The link to the page before.
    #[must_use]
    pub fn prev(&self) -> Option<&Link> {
        self.get("prev").or_else(|| self.get("previous"))
    }

    /// The link to the first page.
    #[must_use]
    pub fn first(&self) -> Option<&Link> {
        self.get("first")
    }

    /// The link to the last page.
    #[must_use]
    pub fn last(&self) -> Option<&Link> {
        self.get("last")
    }

    /// The first link of this relation that says something about what was answered, and not about something else.
    #[must_use]
    pub fn get(&self, relation: &str) -> Option<&Link> {
        self.iter().find(|link| link.context.is_none() && link.has_relation(relation))
    }

    /// All links.
    pub fn iter(&self) -> impl Iterator<Item = &Link> {
        self.0.iter()
    }
}

/// A link to something, and what that is.
#[derive(Clone, PartialEq, Eq)]
pub struct Link {
    target: String,
    context: Option<String>,
    relations: Vec<String>,
    attributes: Vec<(String, String)>,
}

impl Link {
    /// The URL it leads to, which is absolute. It may lead to another origin, where credentials must not go.
    #[must_use]
    pub fn target(&self) -> &str {
        &self.target
    }

    /// What the target is, in lower case: `next`, `describedby`, or a URL.
    #[must_use]
    pub fn relations(&self) -> &[String] {
        &self.relations
    }

    /// Whether the target is that, in any case.
    #[must_use]
    pub fn has_relation(&self, relation: &str) -> bool {
        self.relations.iter().any(|known| known.eq_ignore_ascii_case(relation))
    }

    /// The URL of what the link speaks of (`anchor`), if that is not what was answered.
    #[must_use]
    pub fn context(&self) -> Option<&str> {
        self.context.as_deref()
    }

    /// An attribute of the target, like `title` or `type`. Names are in lower case and without the `*` of values in other
    /// encodings, which are decoded and take precedence.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// All attributes of the target, in their order.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// RFC 8288, appendix B.2, steps 8 to 17, with all relations of a link in one value.
    fn new(value: LinkValue, base: &str) -> Self {
        let of = |name: &str| value.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let relations = of("rel").unwrap_or_default().split([' ', '\t']).filter(|relation| !relation.is_empty());
        let context = of("anchor").map(|anchor| resolve::resolve(base, anchor)).filter(|context| context != base);
        Self {
            target: resolve::resolve(base, &value.target),
            context,
            relations: relations.map(str::to_ascii_lowercase).collect(),
            attributes: attributes(value.parameters),
        }
    }
}

/// Steps 13 to 16.
fn attributes(parameters: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut attributes: Vec<(String, String)> = Vec::new();
    for (name, value) in parameters {
        let once = matches!(name.as_str(), "media" | "title" | "title*" | "type");
        let taken = once && attributes.iter().any(|(known, _)| *known == name);
        if !taken && !matches!(name.as_str(), "rel" | "anchor" | "") {
            attributes.push((name, value));
        }
    }
    let (extended, mut plain): (Vec<_>, Vec<_>) = attributes.into_iter().partition(|(name, _)| name.ends_with('*'));
    let decoded: Vec<(String, String)> = extended
        .into_iter()
        .filter_map(|(name, value)| Some((name.trim_end_matches('*').to_owned(), decode_extended(&value)?)))
        .collect();
    plain.retain(|(name, _)| !decoded.iter().any(|(other, _)| other == name));
    plain.extend(decoded);
    plain
}

/// Leaves out the query of the target, which may hold tokens.
impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Link")
            .field("relations", &self.relations)
            .field("target", &self.target.split(['?', '#']).next())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
