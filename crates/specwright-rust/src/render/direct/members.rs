//! `impl` blocks, their members and type aliases.

use proc_macro2::Delimiter;

use super::{
    Group, attributes,
    expressions::{self, expression},
    types,
    words::{self, Input, Mark, Text},
};
use crate::render::{
    item::{Joiner, member_alone},
    tree::Tree,
};

/// `type Name = Type;` without the keyword.
pub(super) fn type_alias(text: &mut Text, input: &mut Input<'_>) -> Option<()> {
    words::name(text, input)?;
    text.out.push(' ');
    words::single(text, input, '=')?;
    text.out.push(' ');
    types::print(text, input)?;
    words::eat(input, ';').then(|| text.out.push(';'))?;
    text.end_solid_line()
}

/// `impl Type { .. }` and `impl Trait for Type { .. }`.
pub(super) fn implementation(text: &mut Text, input: &mut Input<'_>) -> Option<Group> {
    let all: Input<'_> = input;
    let start = text.out.len();
    words::eat_word(input, "impl").then(|| text.out.push_str("impl"))?;
    generics(text, input)?;
    text.out.push(' ');
    types::print(text, input)?;
    if words::eat_word(input, "for") {
        text.out.push_str(" for ");
        types::print(text, input)?;
    }
    let head_tokens = all.get(..all.len() - input.len())?;
    text.out.push_str(" {");
    text.fits().then_some(())?;
    let head = text.out.get(start..)?.to_owned();
    let mut members = words::braces(input)?;
    if members.is_empty() {
        text.out.push_str("}\n");
        return Some(Group::Alone);
    }
    text.out.push('\n');
    let mut joiner = Joiner::default();
    while !members.is_empty() {
        let (one, after) = members.split_at(member_length(members)?);
        members = after;
        let mark = text.mark();
        let kind = match member(text, one) {
            Some(kind) => kind,
            None => {
                text.reset(mark);
                let (kind, body) = member_alone(head_tokens, one, &head)?;
                text.out.push_str(&body);
                kind
            }
        };
        joiner.separate(&mut text.out, mark.length(), kind);
    }
    text.out.push_str("}\n");
    Some(Group::Alone)
}

/// `<A, B: Bound>` behind `impl`, if there is any.
fn generics(text: &mut Text, input: &mut Input<'_>) -> Option<()> {
    if !words::eat(input, '<') {
        return Some(());
    }
    text.out.push('<');
    loop {
        words::name(text, input)?;
        if input.first()?.is_single(':') {
            words::single(text, input, ':')?;
            text.out.push(' ');
            words::simple_path(text, input)?;
        }
        let more = words::eat(input, ',');
        if words::eat(input, '>') {
            break;
        }
        more.then(|| text.out.push_str(", "))?;
    }
    text.out.push('>');
    Some(())
}

/// How many tokens the first member of a block has: up to its body or its `;`.
fn member_length(members: &[Tree]) -> Option<usize> {
    let ends = |tree: &Tree| matches!(tree, Tree::Group(Delimiter::Brace, _)) || tree.is_punct(';');
    members.iter().position(ends).map(|last| last + 1)
}

fn member(text: &mut Text, member: &[Tree]) -> Option<Group> {
    let mut input = member;
    attributes::outer(text, &mut input, 1)?;
    text.start_line(1);
    words::visibility(text, &mut input)?;
    let Some(Tree::Ident(first)) = input.first() else { return None };
    let kind = if first == "fn" {
        function(text, &mut input)?;
        Group::Alone
    } else if first == "type" {
        words::keyword(text, &mut input, "type ")?;
        type_alias(text, &mut input)?;
        Group::TypeAlias
    } else {
        constant(text, &mut input)?;
        Group::Constant
    };
    input.is_empty().then_some(kind)
}

/// `const NAME: Type = value;`.
fn constant(text: &mut Text, input: &mut Input<'_>) -> Option<()> {
    words::keyword(text, input, "const ")?;
    words::name(text, input)?;
    words::single(text, input, ':')?;
    text.out.push(' ');
    types::print(text, input)?;
    text.out.push(' ');
    words::single(text, input, '=')?;
    text.out.push(' ');
    if let [Tree::Literal(_), end] = *input
        && end.is_punct(';')
        && !text.out.ends_with("> = ")
    {
        // Nothing in the line can be broken, however long it is.
        expression(text, input)?;
        return words::end(text, input);
    }
    expression(text, input)?;
    words::eat(input, ';').then(|| text.out.push(';'))?;
    text.end_line()
}

fn function(text: &mut Text, input: &mut Input<'_>) -> Option<()> {
    words::keyword(text, input, "fn ")?;
    words::name(text, input)?;
    let arguments = words::group(input, Delimiter::Parenthesis)?;
    let mark = text.mark();
    text.out.push('(');
    let ranges = arguments_in_line(text, arguments)?;
    text.out.push(')');
    let after = text.out.len();
    if words::eat_pair(input, ['-', '>']) {
        text.out.push_str(" -> ");
        types::print(text, input)?;
    }
    text.out.push_str(" {");
    if !text.fits() {
        arguments_on_lines(text, mark, &ranges, after)?;
    }
    let body = words::braces(input)?;
    if body.is_empty() {
        // What follows the brace counts too.
        text.out.push('}');
        return text.end_line();
    }
    text.end_line()?;
    expressions::body(text, body, 2)?;
    text.start_line(1);
    text.out.push('}');
    text.end_line()
}

/// Writes the arguments; returns where each of them stands.
fn arguments_in_line(text: &mut Text, arguments: Input<'_>) -> Option<Vec<(usize, usize)>> {
    let mut input = arguments;
    let mut ranges = Vec::new();
    while !input.is_empty() {
        if !ranges.is_empty() {
            text.out.push_str(", ");
        }
        let start = text.out.len();
        argument(text, &mut input)?;
        ranges.push((start, text.out.len()));
        (words::eat(&mut input, ',') || input.is_empty()).then_some(())?;
    }
    Some(ranges)
}

/// `self` in all its forms, or `name: Type`.
fn argument(text: &mut Text, input: &mut Input<'_>) -> Option<()> {
    if words::eat(input, '&') {
        text.out.push('&');
        if words::eat_word(input, "mut") {
            text.out.push_str("mut ");
        }
        return words::eat_word(input, "self").then(|| text.out.push_str("self"));
    }
    if words::eat_word(input, "mut") {
        text.out.push_str("mut ");
    }
    if words::eat_word(input, "self") {
        text.out.push_str("self");
        return Some(());
    }
    words::name(text, input)?;
    words::single(text, input, ':')?;
    text.out.push(' ');
    types::print(text, input)
}

/// Writes the signature once more from `mark`, with each argument on a line of its own.
fn arguments_on_lines(text: &mut Text, mark: Mark, ranges: &[(usize, usize)], after: usize) -> Option<()> {
    if ranges.is_empty() {
        return None;
    }
    let written = text.out.get(..)?.to_owned();
    text.reset(mark);
    text.out.push('(');
    text.end_line()?;
    for (from, to) in ranges {
        text.start_line(2);
        text.out.push_str(written.get(*from..*to)?);
        text.out.push(',');
        text.end_solid_line()?;
    }
    text.start_line(1);
    text.out.push(')');
    text.out.push_str(written.get(after..)?);
    text.fits().then_some(())
}
