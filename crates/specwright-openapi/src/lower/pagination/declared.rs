//! `x-pagination`: what a document, an overlay or an `api.yaml` says about pages in our own words.

use specwright_ir::{Code, Cursor, Operation, PageArgument, ParameterStyle, Place, Pointer, Total, Turn};

use super::{Draft, Finder, Said};
use crate::{
    lower::at::At,
    tree::{Number, Value},
};

const KEYS: &[&str] = &["style", "parameter", "next", "items", "more", "pages", "total", "first"];

impl<'a> Finder<'a> {
    /// Reads an `x-pagination`.
    pub(super) fn declared(&mut self, at: &At<'a>, operation: &Operation) -> Said {
        if at.node.as_object().is_none() {
            let found = at.node.kind_name();
            return self.faulty(at, format!("`x-pagination` is {found}, not an object; it is ignored"));
        }
        // Others have extensions of this name.
        if !at.members().iter().any(|(key, _)| KEYS.contains(key)) {
            return Said::Nothing;
        }
        for (key, member) in at.members() {
            if !KEYS.contains(&key) {
                let message = format!("`{key}` is not known in `x-pagination`; ignored");
                self.diagnostics.report(Code::KeywordUnknown, &member.origin(), message);
            }
        }
        match self.draft(at, operation) {
            Ok(draft) => Said::Draft(draft),
            Err((at, message)) => self.faulty(&at, message),
        }
    }

    fn draft(&self, at: &At<'a>, operation: &Operation) -> Result<Draft, (At<'a>, String)> {
        let style = at.get("style").ok_or_else(|| (at.clone(), format!("`x-pagination` has no `style`: {STYLES}")))?;
        let argument = || argument(at, operation);
        let number = |key: &str| at.get(key).map(|at| number(&at)).transpose();
        let turn = match style.as_str() {
            Some("page") => {
                let pages = member_way(at, "pages")?.map(Total::Pages);
                let total = pages.or(member_way(at, "total")?.map(Total::Items));
                Turn::Page { argument: argument()?, first: number("first")?.unwrap_or(1), total }
            }
            Some("offset") => Turn::Offset {
                argument: argument()?,
                first: number("first")?.unwrap_or(0),
                total: member_way(at, "total")?,
            },
            Some("cursor") => Turn::Cursor { argument: argument()?, from: cursor(at)? },
            Some("link") => match at.get("next") {
                Some(next) if next.has("header") => match next.get("header").and_then(|name| name.as_str()) {
                    Some(name) if name.eq_ignore_ascii_case("link") => Turn::LinkHeader,
                    _ => return Err((next, "links are read from the header `Link` only".to_owned())),
                },
                Some(next) => Turn::Link(way(&next)?),
                None => Turn::LinkHeader,
            },
            _ => return Err((style, format!("there is no such style of pages: {STYLES}"))),
        };
        Ok(Draft { items: member_way(at, "items")?, turn, more: member_way(at, "more")? })
    }
}

const STYLES: &str = "there are `page`, `offset`, `cursor` and `link`";

type Fault<'a> = (At<'a>, String);

/// What takes the number or the cursor: the name of a parameter in the query or the headers, `{query: name}`,
/// `{header: name}`, or `{body: way}`.
fn argument<'a>(at: &At<'a>, operation: &Operation) -> Result<PageArgument, Fault<'a>> {
    let Some(named) = at.get("parameter") else {
        return Err((at.clone(), "`x-pagination` does not say which `parameter` it is about".to_owned()));
    };
    if let Some(name) = named.as_str() {
        return parameter(operation, name).ok_or_else(|| {
            let message = format!("`{}` has no parameter `{name}` in its query or its headers", operation.id);
            (named, message)
        });
    }
    for (key, place) in [("query", Place::Query), ("header", Place::Header)] {
        if let Some(name) = named.get(key).and_then(|name| name.as_str()) {
            return Ok(PageArgument::Parameter(place, name.to_owned()));
        }
    }
    match named.get("body") {
        Some(body) => way(&body).map(PageArgument::Body),
        None => Err((named, "`parameter` is neither a name nor one of `query`, `header` and `body`".to_owned())),
    }
}

/// The parameter of a name, in the query if there is one there, or the property of a deep object: `page[number]`.
pub(super) fn parameter(operation: &Operation, name: &str) -> Option<PageArgument> {
    let places = [Place::Query, Place::Header].into_iter();
    let mut found = places.filter(|place| super::settle::parameter(operation, *place, name).is_some());
    found.next().map(|place| PageArgument::Parameter(place, name.to_owned())).or_else(|| property(operation, name))
}

fn property(operation: &Operation, name: &str) -> Option<PageArgument> {
    let (object, property) = name.strip_suffix(']')?.split_once('[')?;
    let parameter = super::settle::parameter(operation, Place::Query, object)?;
    let way = property.split("][").map(str::to_owned).collect();
    (parameter.style == ParameterStyle::DeepObject)
        .then(|| PageArgument::Property(Place::Query, object.to_owned(), way))
}

fn cursor<'a>(at: &At<'a>) -> Result<Cursor, Fault<'a>> {
    let Some(next) = at.get("next") else {
        return Err((at.clone(), "`x-pagination` does not say where the `next` cursor is".to_owned()));
    };
    if let Some(name) = next.get("header").and_then(|name| name.as_str()) {
        return Ok(Cursor::Header(name.to_owned()));
    }
    match next.get("item") {
        Some(item) => way(&item).map(Cursor::LastItem),
        None => way(&next).map(Cursor::Body),
    }
}

fn member_way<'a>(at: &At<'a>, key: &str) -> Result<Option<Vec<String>>, Fault<'a>> {
    at.get(key).map(|member| way(&member)).transpose()
}

/// A way to a property: its name, or a JSON pointer for one that stands further in. The empty pointer is the body itself.
fn way<'a>(at: &At<'a>) -> Result<Vec<String>, Fault<'a>> {
    match at.as_str() {
        Some(pointer) if pointer.is_empty() || pointer.starts_with('/') => {
            let parsed = Pointer::parse(pointer);
            parsed
                .map(|pointer| pointer.tokens().collect())
                .ok_or_else(|| (at.clone(), "this is no JSON pointer".to_owned()))
        }
        Some(name) => Ok(vec![name.to_owned()]),
        None => {
            Err((at.clone(), format!("this is {}, not the name of a property or a JSON pointer", at.node.kind_name())))
        }
    }
}

fn number<'a>(at: &At<'a>) -> Result<i64, Fault<'a>> {
    let found = match &at.node.value {
        Value::Number(number) => whole(number),
        _ => None,
    };
    found.ok_or_else(|| (at.clone(), "this is no whole number".to_owned()))
}

fn whole(number: &Number) -> Option<i64> {
    number.as_str().parse().ok()
}
