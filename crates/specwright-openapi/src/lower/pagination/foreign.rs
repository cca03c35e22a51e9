//! Extensions that other generators have made for pages, each as far as it says one thing.

use specwright_ir::{Cursor, Operation, PageArgument, Total, Turn, Ty};

use super::{
    Draft, Finder, Said,
    declared::parameter,
    shapes::{bodies, fields},
};
use crate::lower::at::At;

impl<'a> Finder<'a> {
    /// `x-ms-pageable` (AutoRest): a link in the body. The items are in `value` unless it says otherwise.
    pub(super) fn ms_pageable(&mut self, at: &At<'a>, operation: &Operation) -> Said {
        let Some(link) = at.get("nextLinkName") else {
            return self.faulty(at, "`x-ms-pageable` has no `nextLinkName`; it is ignored");
        };
        // AutoRest: there is only one page.
        let Some(link) = link.as_str() else { return Said::No };
        if at.has("operationName") {
            return self.faulty(at, "`x-ms-pageable` names another operation for the next page; it is ignored");
        }
        let items = at.get("itemName").and_then(|name| name.as_str()).unwrap_or("value");
        let [items, link] = [items, link].map(|name| self.property(operation, name));
        Said::Draft(Draft { items: Some(items), turn: Turn::Link(link), more: None })
    }

    /// A property of an answer: one of this name, or else the way that its dots say.
    fn property(&self, operation: &Operation, name: &str) -> Vec<String> {
        let has_it = |body: &Ty| fields(self.types, body).iter().any(|field| field.wire == name);
        match bodies(self.types, operation).into_iter().any(|(_, body)| has_it(body)) {
            true => vec![name.to_owned()],
            false => dotted(name),
        }
    }

    /// `x-speakeasy-pagination`: parameters by name, properties by JSONPath.
    pub(super) fn speakeasy(&mut self, at: &At<'a>, operation: &Operation) -> Said {
        match speakeasy(at, operation) {
            Ok(draft) => Said::Draft(draft),
            Err(why) => self.faulty(at, format!("`x-speakeasy-pagination` {why}; it is ignored")),
        }
    }

    /// `x-fern-pagination`: parameters and properties behind `$request` and `$response`. `true` stands for what the
    /// document says at its root.
    pub(super) fn fern(&mut self, at: &At<'a>, operation: &Operation) -> Said {
        let meant = match at.node.as_bool() {
            Some(true) => At::root(self.root).get("x-fern-pagination"),
            _ => Some(at.clone()),
        };
        let draft = match meant {
            Some(meant) => fern(&meant, operation),
            None => Err("is `true`, but the document has none at its root".to_owned()),
        };
        match draft {
            Ok(draft) => Said::Draft(draft),
            Err(why) => self.faulty(at, format!("`x-fern-pagination` {why}; it is ignored")),
        }
    }
}

fn speakeasy(at: &At<'_>, operation: &Operation) -> Result<Draft, String> {
    let output = |key: &str| {
        let path = at.get("outputs").and_then(|outputs| outputs.get(key)).and_then(|path| path.as_str());
        path.map(|path| way(path, "$").ok_or_else(|| format!("has a path that is not followed: `{path}`"))).transpose()
    };
    let input = |kind: &str| {
        let inputs = at.get("inputs").map(|inputs| inputs.elements()).unwrap_or_default();
        let input = inputs.into_iter().find(|input| text(input, "type") == Some(kind))?;
        let name = text(&input, "name")?;
        match text(&input, "in") {
            Some("requestBody") => Some(PageArgument::Body(vec![name.to_owned()])),
            _ => parameter(operation, name),
        }
    };
    let items = output("results")?;
    let turn = match text(at, "type") {
        Some("url") => Turn::Link(output("nextUrl")?.ok_or("has no `nextUrl`")?),
        Some("cursor") => {
            let argument = input("cursor").ok_or("names no parameter for the cursor")?;
            Turn::Cursor { argument, from: Cursor::Body(output("nextCursor")?.ok_or("has no `nextCursor`")?) }
        }
        Some("offsetLimit") => match (input("page"), input("offset")) {
            (Some(argument), None) => Turn::Page { argument, first: 1, total: output("numPages")?.map(Total::Pages) },
            (None, Some(argument)) => Turn::Offset { argument, first: 0, total: None },
            _ => return Err("names neither one page nor one offset".to_owned()),
        },
        _ => return Err("is of no type that is known here".to_owned()),
    };
    Ok(Draft { items, turn, more: None })
}

fn fern(at: &At<'_>, operation: &Operation) -> Result<Draft, String> {
    let response = |key: &str| {
        let path = text(at, key);
        path.map(|path| way(path, "$response").ok_or_else(|| format!("has a path that is not followed: `{path}`")))
            .transpose()
    };
    let request = |key: &str| -> Result<Option<PageArgument>, String> {
        let Some(path) = text(at, key) else { return Ok(None) };
        let found = way(path, "$request").ok_or_else(|| format!("has a path that is not followed: `{path}`"))?;
        let of_parameter = match found.as_slice() {
            [name] => parameter(operation, name),
            _ => None,
        };
        Ok(Some(of_parameter.unwrap_or(PageArgument::Body(found))))
    };
    let items = response("results")?;
    let more = response("has-next-page")?;
    let turn = if let Some(argument) = request("cursor")? {
        Turn::Cursor { argument, from: Cursor::Body(response("next_cursor")?.ok_or("has no `next_cursor`")?) }
    } else if let Some(link) = response("next_uri")? {
        Turn::Link(link)
    } else {
        let argument = request("offset")?.ok_or("has none of `cursor`, `offset` and `next_uri`")?;
        // With a step the offset counts items, without one pages.
        match at.has("step") {
            true => Turn::Offset { argument, first: 0, total: None },
            false => Turn::Page { argument, first: 1, total: None },
        }
    };
    Ok(Draft { items, turn, more })
}

fn text<'a>(at: &At<'a>, key: &str) -> Option<&'a str> {
    at.get(key).and_then(|member| member.as_str())
}

fn dotted(path: &str) -> Vec<String> {
    // A name with a dot of its own is written with a backslash: `odata\.nextLink`.
    let escaped = path.replace("\\.", "\u{0}");
    escaped.split('.').map(|step| step.replace('\u{0}', ".")).collect()
}

/// The names behind a root, when there is nothing but names: `$.data.items`, `$response.next`, or a JSON pointer.
fn way(path: &str, root: &str) -> Option<Vec<String>> {
    if path.starts_with('/') {
        return specwright_ir::Pointer::parse(path).map(|pointer| pointer.tokens().collect());
    }
    let rest = path.trim().strip_prefix(root)?;
    if rest.is_empty() {
        return Some(Vec::new());
    }
    let is_name = |step: &str| {
        !step.is_empty()
            && step.chars().all(|character| character.is_alphanumeric() || matches!(character, '_' | '-' | '@'))
    };
    let steps: Vec<String> = rest.strip_prefix('.')?.split('.').map(str::to_owned).collect();
    steps.iter().all(|step| is_name(step)).then_some(steps)
}
