//! The items that emitters make, from tokens to text without a syntax tree between them.
//!
//! Parsing tokens back and laying them out by prettyplease is most of what generation costs, and the emitters make few
//! shapes. These are written as prettyplease writes them. Whatever is not known here is `None` and goes the long way:
//! a grammar that is not ours, a line that would have to be broken in a way that is not ours, tokens that are not Rust.

mod attributes;
mod expressions;
mod imports;
mod members;
mod types;
mod words;

use proc_macro2::Delimiter;

use super::{
    call,
    item::{Group, Part},
    tree::Tree,
};
use words::{Input, Text};

/// Writes all items of a stream.
pub(super) fn print(trees: &[Tree]) -> Option<Vec<Part>> {
    let mut input = trees;
    let mut parts = Vec::new();
    let mut header = Text::default();
    attributes::inner(&mut header, &mut input)?;
    if !header.out.is_empty() {
        parts.push(Part { group: Group::InnerAttributes, text: header.out });
    }
    while !input.is_empty() {
        let mut text = Text::default();
        let kind = item(&mut text, &mut input)?;
        parts.push(Part::new(kind, text.out));
    }
    Some(parts)
}

fn item(text: &mut Text, input: &mut Input<'_>) -> Option<Group> {
    attributes::outer(text, input, 0)?;
    text.start_line(0);
    let is_public = words::visibility(text, input)?;
    let Some(Tree::Ident(first)) = input.first() else { return None };
    if first == "struct" {
        structure(text, input)
    } else if first == "enum" {
        enumeration(text, input)
    } else if first == "type" {
        words::keyword(text, input, "type ")?;
        members::type_alias(text, input)?;
        Some(Group::TypeAlias)
    } else if first == "mod" {
        words::keyword(text, input, "mod ")?;
        words::name(text, input)?;
        words::end(text, input)?;
        Some(Group::ModuleDeclaration)
    } else if first == "use" {
        imports::import(text, input, is_public)
    } else if is_public {
        None
    } else if first == "impl" {
        members::implementation(text, input)
    } else {
        macro_call(text, input)
    }
}

fn macro_call(text: &mut Text, input: &mut Input<'_>) -> Option<Group> {
    let all: Input<'_> = input;
    let mut path = Text::default();
    words::simple_path(&mut path, input)?;
    words::single(&mut path, input, '!')?;
    let (Tree::Group(delimiter, inside), after) = input.split_first()? else { return None };
    if is_hiding(inside) {
        return None;
    }
    let call = all.get(..all.len() - after.len())?;
    *input = after;
    call::write(&mut text.out, call);
    match delimiter {
        Delimiter::Brace => text.out.push('\n'),
        _ => words::end(text, input)?,
    }
    Some(Group::Alone)
}

/// Whether there are invisible groups somewhere.
fn is_hiding(trees: &[Tree]) -> bool {
    trees.iter().any(|tree| match tree {
        Tree::Group(delimiter, inside) => *delimiter == Delimiter::None || is_hiding(inside),
        _ => false,
    })
}

fn structure(text: &mut Text, input: &mut Input<'_>) -> Option<Group> {
    words::keyword(text, input, "struct ")?;
    words::name(text, input)?;
    let mut fields = words::braces(input)?;
    if fields.is_empty() {
        text.out.push_str(" {}\n");
        return Some(Group::Alone);
    }
    text.out.push_str(" {\n");
    while !fields.is_empty() {
        attributes::outer(text, &mut fields, 1)?;
        text.start_line(1);
        words::visibility(text, &mut fields)?;
        words::name(text, &mut fields)?;
        words::single(text, &mut fields, ':')?;
        text.out.push(' ');
        types::print(text, &mut fields)?;
        words::separator(text, &mut fields)?;
        text.end_solid_line()?;
    }
    text.out.push_str("}\n");
    Some(Group::Alone)
}

fn enumeration(text: &mut Text, input: &mut Input<'_>) -> Option<Group> {
    words::keyword(text, input, "enum ")?;
    words::name(text, input)?;
    let mut variants = words::braces(input)?;
    if variants.is_empty() {
        text.out.push_str(" {}\n");
        return Some(Group::Alone);
    }
    text.out.push_str(" {\n");
    while !variants.is_empty() {
        attributes::outer(text, &mut variants, 1)?;
        text.start_line(1);
        words::name(text, &mut variants)?;
        if let Some((Tree::Group(Delimiter::Parenthesis, payload), after)) = variants.split_first() {
            variants = after;
            types::tuple_fields(text, payload)?;
        }
        words::separator(text, &mut variants)?;
        text.end_solid_line()?;
    }
    text.out.push_str("}\n");
    Some(Group::Alone)
}
