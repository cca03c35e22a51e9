//! Servers of a document: URL templates with variables.

use std::borrow::Cow;

use crate::invalid::InvalidRequest;
use crate::template;

/// A server as a document describes it: a URL template and the variables in it.
///
/// ```
/// use specwright_runtime::Server;
///
/// let server = Server::new("https://{region}.example.com/{version}")
///     .variable("region", "eu", &["eu", "us"])
///     .variable("version", "v1", &[]);
/// assert_eq!(server.clone().with("region", "us").url()?, "https://us.example.com/v1");
/// assert!(server.with("region", "evil.test/").url().is_err());
/// # Ok::<(), specwright_runtime::InvalidRequest>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    template: Cow<'static, str>,
    variables: Vec<Variable>,
    document: Option<Cow<'static, str>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Variable {
    name: Cow<'static, str>,
    default: Option<Cow<'static, str>>,
    allowed: &'static [&'static str],
    value: Option<String>,
}

impl Server {
    /// A server with this URL, in which variables stand in braces.
    pub fn new(template: impl Into<Cow<'static, str>>) -> Self {
        Self { template: template.into(), variables: Vec::new(), document: None }
    }

    /// Declares a variable with its default and the values it may have; any value if the list is empty.
    #[must_use]
    pub fn variable(
        mut self,
        name: impl Into<Cow<'static, str>>,
        default: impl Into<Cow<'static, str>>,
        allowed: &'static [&'static str],
    ) -> Self {
        let (name, default) = (name.into(), Some(default.into()));
        self.variables.push(Variable { name, default, allowed, value: None });
        self
    }

    /// Gives a variable a value other than its default. A variable that was not declared may have any value.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        let (name, value) = (name.into(), Some(value.into()));
        match self.variables.iter_mut().find(|variable| variable.name == name) {
            Some(variable) => variable.value = value,
            None => self.variables.push(Variable { name, default: None, allowed: &[], value }),
        }
        self
    }

    /// Where the document came from, which a relative URL of a server is relative to (RFC 3986, section 5.2).
    #[must_use]
    pub fn relative_to(mut self, document: impl Into<Cow<'static, str>>) -> Self {
        self.document = Some(document.into());
        self
    }

    /// The URL, with every variable filled in.
    ///
    /// # Errors
    /// When a variable has no value or none that is allowed, or one that would lead to another host than the template
    /// says.
    pub fn url(&self) -> Result<String, InvalidRequest> {
        for variable in &self.variables {
            variable.check()?;
        }
        let values: Vec<(&str, &str)> = self.variables.iter().filter_map(Variable::pair).collect();
        let url = server_url(&self.template, &values)?;
        Ok(self.document.as_ref().map_or_else(|| url.clone(), |document| resolve(document, &url)))
    }
}

impl From<&'static str> for Server {
    fn from(template: &'static str) -> Self {
        Self::new(template)
    }
}

impl From<String> for Server {
    fn from(template: String) -> Self {
        Self::new(template)
    }
}

impl Variable {
    /// A default stands for itself: documents forget to list it.
    fn check(&self) -> Result<(), InvalidRequest> {
        match &self.value {
            Some(value) if !self.allowed.is_empty() && !self.allowed.contains(&value.as_str()) => {
                Err(InvalidRequest::new(format!(
                    "the server variable `{}` must be one of `{}`",
                    self.name,
                    self.allowed.join("`, `")
                )))
            }
            _ => Ok(()),
        }
    }

    fn pair(&self) -> Option<(&str, &str)> {
        Some((&self.name, self.value.as_deref().or(self.default.as_deref())?))
    }
}

/// Fills the variables of a server's URL template. The values are raw: in the path they are percent-encoded.
///
/// A value cannot lead to another host than the template says. Where it stands in the host it may hold letters, digits,
/// `-`, `.`, `_`, and `:` before a port; one that begins with a slash begins the path, if the host ends there. Where the
/// whole beginning of the URL is a variable, its value is the caller's or the document's word on the host.
///
/// # Errors
/// When a variable has no value, or one that cannot stand where it is.
pub fn server_url(template: &str, values: &[(&str, &str)]) -> Result<String, InvalidRequest> {
    let (mut url, mut rest) = (String::new(), template);
    while let Some((literal, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        url.push_str(literal);
        let Some((_, value)) = values.iter().find(|(known, _)| *known == name) else {
            return Err(InvalidRequest::new(format!("the server variable `{name}` has no value")));
        };
        push(&mut url, name, value, after)?;
        rest = after;
    }
    url.push_str(rest);
    Ok(url)
}

/// The part of a URL that a variable stands in.
enum Part {
    Start,
    Scheme,
    Host,
    Path,
}

fn part(before: &str, after: &str) -> Part {
    match before.split_once("://") {
        Some((_, rest)) if rest.contains('/') => Part::Path,
        Some(_) => Part::Host,
        None if before.starts_with('/') => Part::Path,
        None if before.is_empty() && !after.starts_with("://") => Part::Start,
        None => Part::Scheme,
    }
}

fn push(url: &mut String, name: &str, value: &str, after: &str) -> Result<(), InvalidRequest> {
    let refuse = |what: &str| Err(InvalidRequest::new(format!("the server variable `{name}` {what}")));
    let hostile = |c: char| matches!(c, '@' | '?' | '#' | '\\') || c.is_whitespace() || c.is_control();
    let in_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | ':');
    match part(url, after) {
        Part::Scheme if value.chars().all(|c| c.is_ascii_alphanumeric()) => url.push_str(value),
        Part::Scheme => return refuse("must be `https` or another scheme"),
        Part::Start if !value.contains(hostile) => url.push_str(value),
        Part::Start => return refuse("must be a URL without a user, a query or a fragment"),
        // Without it there would be no host, or an empty label in it.
        Part::Host if value.is_empty() && url.ends_with(['/', '.']) => return refuse("must not be empty"),
        Part::Host if value.chars().all(in_host) => url.push_str(value),
        Part::Host if !begins_path(url, value, after) => {
            return refuse("must have nothing but letters, digits, `-`, `.`, `_` and `:`, as it is a part of the host");
        }
        Part::Host | Part::Path if value.contains(['?', '#', '\\']) => {
            return refuse("must not have a query, a fragment or a backslash");
        }
        Part::Host | Part::Path => url.push_str(&template::encode_in_path(value)),
    }
    Ok(())
}

/// Whether a value ends the host and begins the path: the template's host stands whole before it.
fn begins_path(before: &str, value: &str, after: &str) -> bool {
    value.starts_with('/') && !before.ends_with("://") && (after.is_empty() || after.starts_with('/'))
}

/// Resolves a reference against an absolute URL (RFC 3986, section 5.2), whose own query and fragment do not matter.
pub(crate) fn resolve(base: &str, reference: &str) -> String {
    if reference.split_once("://").is_some_and(|(scheme, _)| !scheme.contains(['/', '?', '#'])) {
        return reference.to_owned();
    }
    let base = base.split(['?', '#']).next().unwrap_or_default();
    let (scheme, rest) = base.split_once("://").unwrap_or(("https", base));
    if let Some(rest) = reference.strip_prefix("//") {
        return format!("{scheme}://{rest}");
    }
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let path = match reference {
        "" => path.to_owned(),
        absolute if absolute.starts_with('/') => without_dots(absolute),
        relative => {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            without_dots(&format!("{folder}/{relative}"))
        }
    };
    format!("{scheme}://{authority}{path}")
}

/// RFC 3986, section 5.2.4.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match segment {
            "." => {}
            ".." => {
                kept.pop();
            }
            segment => kept.push(segment),
        }
        if is_last && matches!(segment, "." | "..") {
            kept.push("");
        }
    }
    format!("/{}", kept.join("/"))
}

#[cfg(test)]
mod tests;
