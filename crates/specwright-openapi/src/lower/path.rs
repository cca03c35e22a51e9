//! Path templates: the keys of `paths`.

use specwright_ir::{Code, Origin, Parameter, Place};

use super::{Lower, at::At};

/// A path template as it is called, in pieces.
pub(super) struct Template {
    pieces: Vec<Piece>,
    origin: Origin,
}

enum Piece {
    Literal(String),
    /// A parameter in braces.
    Expression(String),
    /// The rest of the path behind a brace that is never closed.
    Open(String),
}

impl<'d> Lower<'d> {
    /// Reads a key of `paths`. `None` when it is no path at all.
    pub(super) fn template(&mut self, key: &str, at: &At<'d>) -> Option<Template> {
        let origin = at.origin();
        if key.contains("://") {
            self.report(Code::Malformed, at, format!("path `{key}` is a whole URL, not a path; left out"));
            return None;
        }
        let mut text = key.to_owned();
        if !text.starts_with('/') {
            self.report(Code::PathRepaired, at, format!("path `{key}` does not start with `/`; one was put in front"));
            text.insert(0, '/');
        }
        if let Some((path, _)) = text.split_once('#') {
            self.report(Code::PathRepaired, at, format!("path `{key}` has a fragment; it is not sent to a server"));
            text = path.to_owned();
        }
        Some(Template { pieces: pieces(&text), origin })
    }

    /// Agrees a template with the parameters that are declared for it: the path as the model has it.
    pub(super) fn settle(&mut self, template: &Template, declared: &[Parameter]) -> String {
        let in_path = |name: &str| declared.iter().any(|one| one.style.place() == Place::Path && one.wire == name);
        let mut path = String::new();
        for piece in &template.pieces {
            match piece {
                Piece::Literal(text) => path.push_str(&text.replace('}', "%7D")),
                Piece::Expression(name) if in_path(name) => path.push_str(&format!("{{{name}}}")),
                Piece::Expression(name) => {
                    let meant = meant(name, template, declared);
                    if let Some(meant) = meant {
                        let message = format!("`{{{name}}}` in the path is taken for the declared parameter `{meant}`");
                        self.diagnostics.report(Code::PathRepaired, &template.origin, message);
                    }
                    path.push_str(&format!("{{{}}}", meant.unwrap_or(name)));
                }
                Piece::Open(rest) => {
                    let (name, after) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
                    let message = format!("the brace before `{name}` is never closed");
                    if in_path(name) {
                        let message = format!("{message}; closed behind the parameter's name");
                        self.diagnostics.report(Code::PathRepaired, &template.origin, message);
                        path.push_str(&format!("{{{name}}}{}", after.replace('}', "%7D")));
                    } else {
                        let message = format!("{message}; taken as a character of the path");
                        self.diagnostics.report(Code::PathRepaired, &template.origin, message);
                        path.push_str(&format!("%7B{}", rest.replace('}', "%7D")));
                    }
                }
            }
        }
        self.without_declared_query(path, template, declared)
    }

    /// A query in a path repeats parameters that are declared for the query; what is declared is sent.
    fn without_declared_query(&mut self, path: String, template: &Template, declared: &[Parameter]) -> String {
        let Some((before, query)) = path.split_once('?') else { return path };
        let in_query = |name: &str| declared.iter().any(|one| one.style.place() == Place::Query && one.wire == name);
        let repeats = |pair: &&str| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, pair));
            let value = value.strip_prefix('{').and_then(|inner| inner.strip_suffix('}'));
            value.is_some_and(|value| in_query(name) || in_query(value))
        };
        let (repeated, kept): (Vec<&str>, Vec<&str>) =
            query.split('&').filter(|pair| !pair.is_empty()).partition(repeats);
        if !repeated.is_empty() {
            let message = format!("`{}` in the path is a declared query parameter; sent as such", repeated.join("&"));
            self.diagnostics.report(Code::PathRepaired, &template.origin, message);
        }
        if kept.is_empty() { before.to_owned() } else { format!("{before}?{}", kept.join("&")) }
    }
}

/// The names in braces, in order.
pub(super) fn names(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((literal, inner)) = rest.split_once('{') {
        pieces.push(Piece::Literal(literal.to_owned()));
        let end = inner.find(['{', '}']).unwrap_or(inner.len());
        let (name, after) = inner.split_at(end);
        match after.strip_prefix('}') {
            Some(after) => {
                pieces.push(Piece::Expression(name.to_owned()));
                rest = after;
            }
            None => {
                pieces.push(Piece::Open(name.to_owned()));
                rest = after;
            }
        }
    }
    pieces.push(Piece::Literal(rest.to_owned()));
    pieces
}

/// The declared path parameter that an expression means which is not written like it: white space, capitals, the
/// operators of RFC 6570 and of server frameworks aside. Only one that no other expression names.
fn meant<'p>(name: &str, template: &Template, declared: &'p [Parameter]) -> Option<&'p str> {
    let bare = bare(name);
    let taken = |wire: &str| {
        template.pieces.iter().any(|piece| matches!(piece, Piece::Expression(other) if other.as_str() == wire))
    };
    let mut fitting = declared.iter().filter(|one| {
        one.style.place() == Place::Path && one.wire.trim().eq_ignore_ascii_case(bare) && !taken(&one.wire)
    });
    let found = fitting.next()?;
    fitting.next().is_none().then_some(found.wire.as_str())
}

fn bare(name: &str) -> &str {
    let name = name.split(['=', ':']).next().unwrap_or(name);
    name.trim()
        .trim_start_matches(['+', '#', '.', '/', ';', '?', '&', '*', ':'])
        .trim_end_matches(['*', '+', '?'])
        .trim()
}
