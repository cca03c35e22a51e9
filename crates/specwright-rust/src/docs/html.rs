//! HTML as it stands in descriptions: cut into tags and text, without an opinion on what they mean.

use pulldown_cmark::{Event, Parser};

/// A piece of HTML.
pub(super) enum Token<'a> {
    /// Text with its entities.
    Text(&'a str),
    /// An opening tag.
    Open(Tag<'a>),
    /// A closing tag.
    Close(Tag<'a>),
    /// A closed comment.
    Comment,
}

/// A tag with its name in lower case.
pub(super) struct Tag<'a> {
    pub(super) name: String,
    pub(super) source: &'a str,
    attributes: &'a str,
}

impl Tag<'_> {
    /// The decoded value of an attribute, if it has one.
    pub(super) fn attribute(&self, wanted: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
            let (name, after) = rest.split_at_checked(end)?;
            if name.is_empty() && after.is_empty() {
                return None;
            }
            let Some(value) = after.trim_start().strip_prefix('=') else {
                rest = after;
                continue;
            };
            let (value, after) = attribute_value(value.trim_start());
            if name.eq_ignore_ascii_case(wanted) {
                return Some(decode(value));
            }
            rest = after;
        }
    }
}

fn attribute_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// Cuts `html` into its pieces; a `<` that opens nothing is text.
pub(super) fn tokens(html: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = html;
    let last_comment_end = html.rfind("-->").unwrap_or(0);
    while let Some((text, markup)) = rest.find('<').and_then(|at| rest.split_at_checked(at)) {
        if !text.is_empty() {
            tokens.push(Token::Text(text));
        }
        let may_be_comment = html.len() - markup.len() < last_comment_end;
        let (token, after) = token(markup, may_be_comment).unwrap_or_else(|| {
            let (bracket, after) = markup.split_at_checked(1).unwrap_or((markup, ""));
            (Token::Text(bracket), after)
        });
        tokens.push(token);
        rest = after;
    }
    if !rest.is_empty() {
        tokens.push(Token::Text(rest));
    }
    tokens
}

fn token(markup: &str, may_be_comment: bool) -> Option<(Token<'_>, &str)> {
    if let Some(comment) = markup.strip_prefix("<!--").filter(|_| may_be_comment) {
        return comment.split_once("-->").map(|(_, after)| (Token::Comment, after));
    }
    let inner = markup.strip_prefix('<')?;
    let (closes, inner) = match inner.strip_prefix('/') {
        Some(inner) => (true, inner),
        None => (false, inner),
    };
    let name_end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '-')?;
    let (name, after_name) = inner.split_at_checked(name_end)?;
    let starts_well = name.starts_with(|c: char| c.is_ascii_alphabetic());
    if !starts_well || !after_name.starts_with(|c: char| c.is_whitespace() || matches!(c, '/' | '>')) {
        return None;
    }
    let (attributes, after) = after_name.split_at_checked(tag_end(after_name)?)?;
    let after = after.strip_prefix('>')?;
    let source = markup.strip_suffix(after)?;
    let tag = Tag { name: name.to_ascii_lowercase(), source, attributes };
    Some((if closes { Token::Close(tag) } else { Token::Open(tag) }, after))
}

/// Where the `>` of a tag stands; one inside a quoted value does not count.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut last = ' ';
    for (at, c) in text.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '>' => return Some(at),
            None if c == '<' => return None,
            None if matches!(c, '"' | '\'') && last == '=' => quote = Some(c),
            None => {}
        }
        if !c.is_whitespace() {
            last = c;
        }
    }
    None
}

/// The text with its entities replaced by what they stand for.
pub(super) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.find('&').and_then(|at| rest.split_at_checked(at)) {
        out.push_str(before);
        let (entity, after) = split_entity(from).unwrap_or_else(|| from.split_at_checked(1).unwrap_or((from, "")));
        if entity.len() == 1 {
            out.push_str(entity);
        } else {
            for event in Parser::new(entity) {
                if let Event::Text(decoded) = event {
                    out.push_str(&decoded);
                }
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The entity that `text` starts with, such as `&lt;` or `&#60;`, known or not.
fn split_entity(text: &str) -> Option<(&str, &str)> {
    let end = entity_end(text.strip_prefix('&')?)?;
    text.split_at_checked(end + 2)
}

/// Whether `rest` would make an entity of an `&` before it.
pub(super) fn completes_entity(rest: &str) -> bool {
    entity_end(rest).is_some()
}

/// Where the `;` stands that ends the entity whose `&` comes before `body`.
fn entity_end(body: &str) -> Option<usize> {
    let end = body.find(|c: char| !c.is_ascii_alphanumeric() && c != '#')?;
    (end > 0 && body.get(end..)?.starts_with(';')).then_some(end)
}
