//! Attributes and documentation.

use std::fmt::Write;

use proc_macro2::Delimiter;

use super::words::{self, Input, Text};
use crate::render::tree::{Tree, literal_text};

/// The attributes of an item, field, variant or method, each on lines of its own.
pub(super) fn outer(text: &mut Text, input: &mut Input<'_>, depth: usize) -> Option<()> {
    while let [hash, Tree::Group(Delimiter::Bracket, attribute), rest @ ..] = *input {
        if !hash.is_punct('#') {
            break;
        }
        *input = rest;
        match documentation(attribute) {
            Some(doc) => comment(text, &doc, "///", depth)?,
            None => attribute_lines(text, attribute, "#[", depth)?,
        }
    }
    Some(())
}

/// The inner attributes at the front of a file.
pub(super) fn inner(text: &mut Text, input: &mut Input<'_>) -> Option<()> {
    while let [hash, bang, Tree::Group(Delimiter::Bracket, attribute), rest @ ..] = *input {
        if !hash.is_punct('#') || !bang.is_punct('!') {
            break;
        }
        *input = rest;
        match documentation(attribute) {
            Some(doc) => comment(text, &doc, "//!", 0)?,
            None => attribute_lines(text, attribute, "#![", 0)?,
        }
    }
    Some(())
}

/// The text of `doc = "..."`.
fn documentation(attribute: &[Tree]) -> Option<String> {
    match attribute {
        [Tree::Ident(name), equals, Tree::Literal(doc)] if name == "doc" && equals.is_punct('=') => literal_text(doc),
        _ => None,
    }
}

fn comment(text: &mut Text, doc: &str, slashes: &str, depth: usize) -> Option<()> {
    if doc.contains(['\n', '\r']) || doc.starts_with('/') {
        return None;
    }
    text.start_line(depth);
    text.out.push_str(slashes);
    text.out.push_str(doc.trim_end_matches(' '));
    text.out.push('\n');
    Some(())
}

/// `path`, `path = "..."`, or `path(...)` with its arguments on lines of their own where they have to be.
fn attribute_lines(text: &mut Text, attribute: &[Tree], open: &str, depth: usize) -> Option<()> {
    let mut input = attribute;
    text.start_line(depth);
    text.out.push_str(open);
    argument(text, &mut input)?;
    if !input.is_empty() {
        let arguments = words::group(&mut input, Delimiter::Parenthesis)?;
        let mark = text.mark();
        arguments_in_line(text, arguments)?;
        if text.width() + 1 > words::WIDTH {
            text.reset(mark);
            arguments_on_lines(text, arguments, depth)?;
        }
    }
    text.out.push(']');
    input.is_empty().then_some(())?;
    text.end_line()
}

fn arguments_in_line(text: &mut Text, arguments: &[Tree]) -> Option<()> {
    let mut input = arguments;
    text.out.push('(');
    loop {
        argument(text, &mut input)?;
        if input.is_empty() {
            break;
        }
        words::single(text, &mut input, ',')?;
        text.out.push(' ');
    }
    text.out.push(')');
    Some(())
}

fn arguments_on_lines(text: &mut Text, arguments: &[Tree], depth: usize) -> Option<()> {
    let mut input = arguments;
    text.out.push('(');
    text.end_line()?;
    loop {
        text.start_line(depth + 1);
        argument(text, &mut input)?;
        if input.is_empty() {
            text.end_line()?;
            break;
        }
        words::single(text, &mut input, ',')?;
        text.end_line()?;
    }
    text.start_line(depth);
    text.out.push(')');
    Some(())
}

/// `path` or `path = "..."`.
fn argument(text: &mut Text, input: &mut Input<'_>) -> Option<()> {
    words::simple_path(text, input)?;
    if let [equals, Tree::Literal(value), rest @ ..] = *input
        && equals.is_single('=')
    {
        *input = rest;
        let start = text.out.len();
        write!(text.out, " = {value}").ok()?;
        text.out.get(start..)?.starts_with(" = \"").then_some(())?;
    }
    Some(())
}
