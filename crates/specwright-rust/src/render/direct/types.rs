//! Types in one line.

use proc_macro2::Delimiter;

use super::words::{self, Input, Text};
use crate::render::tree::Tree;

/// Types deeper than this are not written here.
const DEEPEST: usize = 64;

/// Writes a type.
pub(super) fn print(text: &mut Text, input: &mut Input<'_>) -> Option<()> {
    ty(text, input, DEEPEST)
}

fn ty(text: &mut Text, input: &mut Input<'_>, depth: usize) -> Option<()> {
    let depth = depth.checked_sub(1)?;
    if words::eat(input, '&') {
        text.out.push('&');
        if let [quote, Tree::Ident(name), rest @ ..] = *input
            && quote.is_punct('\'')
        {
            *input = rest;
            text.out.push('\'');
            text.out.push_str(&name.to_string());
            text.out.push(' ');
        }
        if words::eat_word(input, "mut") {
            text.out.push_str("mut ");
        }
        return ty(text, input, depth);
    }
    if let Some((Tree::Group(Delimiter::Parenthesis, inside), rest)) = input.split_first() {
        *input = rest;
        return tuple(text, inside, depth);
    }
    if words::eat_word(input, "impl") {
        text.out.push_str("impl ");
    }
    path(text, input, depth)
}

fn path(text: &mut Text, input: &mut Input<'_>, depth: usize) -> Option<()> {
    loop {
        words::segment(text, input)?;
        if words::eat(input, '<') {
            arguments(text, input, depth)?;
        }
        if !words::eat_pair(input, [':', ':']) {
            return Some(());
        }
        text.out.push_str("::");
    }
}

/// The arguments of a type, of which `<` is already taken, up to `>`.
pub(super) fn turbofish(text: &mut Text, input: &mut Input<'_>) -> Option<()> {
    arguments(text, input, DEEPEST)
}

fn arguments(text: &mut Text, input: &mut Input<'_>, depth: usize) -> Option<()> {
    text.out.push('<');
    loop {
        if let [Tree::Ident(name), equals, rest @ ..] = *input
            && equals.is_single('=')
        {
            *input = rest;
            text.out.push_str(&format!("{name} = "));
        }
        ty(text, input, depth)?;
        let more = words::eat(input, ',');
        if words::eat(input, '>') {
            break;
        }
        more.then(|| text.out.push_str(", "))?;
    }
    text.out.push('>');
    Some(())
}

/// `()` or a tuple of several types.
fn tuple(text: &mut Text, inside: Input<'_>, depth: usize) -> Option<()> {
    let mut input = inside;
    let mut count = 0;
    text.out.push('(');
    while !input.is_empty() {
        if count > 0 {
            text.out.push_str(", ");
        }
        ty(text, &mut input, depth)?;
        (words::eat(&mut input, ',') || input.is_empty()).then_some(())?;
        count += 1;
    }
    text.out.push(')');
    (count != 1).then_some(())
}

/// The payload of a variant: types between parentheses.
pub(super) fn tuple_fields(text: &mut Text, inside: Input<'_>) -> Option<()> {
    let mut input = inside;
    let mut is_first = true;
    text.out.push('(');
    while !input.is_empty() {
        if !is_first {
            text.out.push_str(", ");
        }
        print(text, &mut input)?;
        (words::eat(&mut input, ',') || input.is_empty()).then_some(())?;
        is_first = false;
    }
    text.out.push(')');
    (!is_first).then_some(())
}
