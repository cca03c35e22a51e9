//! Bodies of methods: statements in one line each, `match`, and calls and structs over several lines.

use std::fmt::Write;

use proc_macro2::Delimiter;

use super::{
    types,
    words::{self, Input, Text, WIDTH},
};
use crate::render::tree::Tree;

/// How wide a struct expression may be before it stands on lines of its own: up to its `}`.
const STRUCT_WIDTH: usize = 34;

/// Expressions deeper than this are not written here.
const DEEPEST: usize = 64;

/// Writes the statements of a block.
pub(super) fn body(text: &mut Text, body: Input<'_>, depth: usize) -> Option<()> {
    let mut input = body;
    while !input.is_empty() {
        if words::eat_word(&mut input, "match") {
            matching(text, &mut input, depth)?;
            return input.is_empty().then_some(());
        }
        statement(text, &mut input, depth)?;
    }
    Some(())
}

fn statement(text: &mut Text, input: &mut Input<'_>, depth: usize) -> Option<()> {
    let whole = *input;
    text.start_line(depth);
    let mark = text.mark();
    let is_let = words::eat_word(input, "let");
    if is_let {
        text.out.push_str("let ");
        words::name(text, input)?;
    } else {
        expression(text, input)?;
    }
    let assigns = input.first().is_some_and(|next| next.is_single('='));
    if assigns {
        text.out.push(' ');
        words::single(text, input, '=')?;
        text.out.push(' ');
        expression(text, input)?;
    } else if is_let {
        return None;
    }
    if words::eat(input, ';') {
        text.out.push(';');
        return text.end_line();
    }
    // The value of the block.
    (input.is_empty() && !assigns).then_some(())?;
    if !text.fits() {
        text.reset(mark);
        *input = whole;
        on_lines(text, input, depth)?;
        input.is_empty().then_some(())?;
    }
    text.end_line()
}

/// `match`, of which the keyword is already taken.
fn matching(text: &mut Text, input: &mut Input<'_>, depth: usize) -> Option<()> {
    text.start_line(depth);
    text.out.push_str("match ");
    operand(text, input, Structs::Excluded, DEEPEST)?;
    let mut arms = words::braces(input)?;
    text.out.push_str(" {");
    (!arms.is_empty()).then_some(())?;
    text.end_line()?;
    while !arms.is_empty() {
        arm(text, &mut arms, depth + 1)?;
    }
    text.start_line(depth);
    text.out.push('}');
    text.end_line()
}

fn arm(text: &mut Text, input: &mut Input<'_>, depth: usize) -> Option<()> {
    text.start_line(depth);
    pattern(text, input)?;
    words::eat_pair(input, ['=', '>']).then_some(())?;
    text.out.push_str(" => ");
    let mark = text.mark();
    let value = *input;
    // `()` becomes `{}`, and braces have layouts of their own.
    matches!(value.first()?, Tree::Ident(_)).then_some(())?;
    expression(text, input)?;
    (words::eat(input, ',') || input.is_empty()).then_some(())?;
    (!text.must_break).then_some(())?;
    if text.width() <= WIDTH {
        text.out.push_str(",\n");
        return Some(());
    }
    let body = text.out.split_off(mark.length());
    text.out.push('{');
    text.end_line()?;
    text.start_line(depth + 1);
    text.out.push_str(&body);
    text.end_line()?;
    text.start_line(depth);
    text.out.push('}');
    text.end_line()
}

/// A number or a range of numbers, `_`, or a variant with names or `()` in it.
fn pattern(text: &mut Text, input: &mut Input<'_>) -> Option<()> {
    if words::eat_word(input, "_") {
        text.out.push('_');
        return Some(());
    }
    if literal(text, input).is_some() {
        if let [one, two, equals, rest @ ..] = *input
            && one.is_punct('.')
            && two.is_punct('.')
            && equals.is_punct('=')
        {
            *input = rest;
            text.out.push_str("..=");
            return literal(text, input);
        }
        return Some(());
    }
    words::simple_path(text, input)?;
    if let Some(mut inside) = words::group(input, Delimiter::Parenthesis) {
        text.out.push('(');
        words::name(text, &mut inside)?;
        text.out.push(')');
        return inside.is_empty().then_some(());
    }
    Some(())
}

/// Whether `path {` begins a struct expression.
#[derive(Clone, Copy, PartialEq)]
enum Structs {
    Included,
    Excluded,
}

/// Writes an expression in one line.
pub(super) fn expression(text: &mut Text, input: &mut Input<'_>) -> Option<()> {
    operand(text, input, Structs::Included, DEEPEST)
}

fn operand(text: &mut Text, input: &mut Input<'_>, structs: Structs, depth: usize) -> Option<()> {
    let depth = depth.checked_sub(1)?;
    if words::eat(input, '&') {
        text.out.push('&');
        if words::eat_word(input, "mut") {
            text.out.push_str("mut ");
        }
        return operand(text, input, structs, depth);
    }
    if words::eat(input, '|') {
        return closure(text, input, depth);
    }
    match input.split_first()? {
        (Tree::Literal(_), _) => literal(text, input)?,
        (Tree::Group(Delimiter::Parenthesis, inside), rest) => {
            *input = rest;
            let count = list(text, inside, ['(', ')'], depth)?;
            (count != 1).then_some(())?;
        }
        (Tree::Group(Delimiter::Bracket, inside), rest) => {
            *input = rest;
            list(text, inside, ['[', ']'], depth)?;
        }
        (Tree::Ident(_), _) => named(text, input, structs, depth)?,
        _ => return None,
    }
    postfix(text, input, depth)
}

/// A path, a struct expression, `true` or `false`.
fn named(text: &mut Text, input: &mut Input<'_>, structs: Structs, depth: usize) -> Option<()> {
    for constant in ["true", "false"] {
        if words::eat_word(input, constant) {
            text.out.push_str(constant);
            return Some(());
        }
    }
    let start = text.out.len();
    path(text, input)?;
    if structs == Structs::Excluded || !matches!(input.first(), Some(Tree::Group(Delimiter::Brace, _))) {
        return Some(());
    }
    let mut fields = words::braces(input)?;
    if fields.is_empty() {
        // prettyplease breaks a wide one although there is nothing in it.
        text.out.push_str(" {}");
        return (text.out.len() - start < STRUCT_WIDTH).then_some(());
    }
    text.out.push_str(" { ");
    loop {
        field_name(text, &mut fields, |text, fields| operand(text, fields, Structs::Included, depth))?;
        let more = words::eat(&mut fields, ',');
        if fields.is_empty() {
            break;
        }
        more.then(|| text.out.push_str(", "))?;
    }
    text.out.push(' ');
    if text.out.len() - start > STRUCT_WIDTH {
        text.must_break = true;
    }
    text.out.push('}');
    Some(())
}

/// `name` or `name: value` of a struct expression; `value` writes the value.
fn field_name<'a>(
    text: &mut Text,
    fields: &mut Input<'a>,
    value: impl FnOnce(&mut Text, &mut Input<'a>) -> Option<()>,
) -> Option<()> {
    words::name(text, fields)?;
    match fields.first() {
        Some(colon) if colon.is_single(':') => {
            words::single(text, fields, ':')?;
            text.out.push(' ');
            value(text, fields)
        }
        _ => Some(()),
    }
}

/// A path whose types, if it has any, stand behind `::`.
fn path(text: &mut Text, input: &mut Input<'_>) -> Option<()> {
    words::segment(text, input)?;
    while words::eat_pair(input, [':', ':']) {
        text.out.push_str("::");
        if words::eat(input, '<') {
            types::turbofish(text, input)?;
        } else {
            words::segment(text, input)?;
        }
    }
    Some(())
}

/// A closure of one name or `()`, of which the first `|` is already taken.
fn closure(text: &mut Text, input: &mut Input<'_>, depth: usize) -> Option<()> {
    text.out.push('|');
    match words::group(input, Delimiter::Parenthesis) {
        Some(inside) => inside.is_empty().then(|| text.out.push_str("()"))?,
        None => words::name(text, input)?,
    }
    words::single(text, input, '|')?;
    text.out.push(' ');
    matches!(input.first()?, Tree::Ident(_)).then_some(())?;
    operand(text, input, Structs::Excluded, depth)
}

/// Calls, fields and `?` behind an operand.
fn postfix(text: &mut Text, input: &mut Input<'_>, depth: usize) -> Option<()> {
    loop {
        match input.split_first() {
            Some((dot, rest)) if dot.is_single('.') => {
                *input = rest;
                text.out.push('.');
                words::name(text, input)?;
                if words::eat_pair(input, [':', ':']) {
                    text.out.push_str("::");
                    words::eat(input, '<').then_some(())?;
                    types::turbofish(text, input)?;
                    matches!(input.first()?, Tree::Group(Delimiter::Parenthesis, _)).then_some(())?;
                }
            }
            Some((question, rest)) if question.is_punct('?') => {
                *input = rest;
                text.out.push('?');
            }
            Some((Tree::Group(Delimiter::Parenthesis, inside), rest)) => {
                *input = rest;
                list(text, inside, ['(', ')'], depth)?;
            }
            _ => return Some(()),
        }
    }
}

/// Expressions between delimiters; says how many.
fn list(text: &mut Text, inside: Input<'_>, delimiters: [char; 2], depth: usize) -> Option<usize> {
    let [open, close] = delimiters;
    let mut input = inside;
    let mut count = 0;
    text.out.push(open);
    while !input.is_empty() {
        if count > 0 {
            text.out.push_str(", ");
        }
        operand(text, &mut input, Structs::Included, depth)?;
        (words::eat(&mut input, ',') || input.is_empty()).then_some(())?;
        count += 1;
    }
    text.out.push(close);
    Some(count)
}

/// A string or a number.
fn literal(text: &mut Text, input: &mut Input<'_>) -> Option<()> {
    let (Tree::Literal(literal), rest) = input.split_first()? else { return None };
    let start = text.out.len();
    write!(text.out, "{literal}").ok()?;
    let written = text.out.get(start..)?;
    if written.contains('\n') || !written.starts_with(|first: char| first == '"' || first.is_ascii_digit()) {
        text.out.truncate(start);
        return None;
    }
    *input = rest;
    Some(())
}

/// A call of a function or a struct expression with each part on lines of its own.
fn on_lines(text: &mut Text, input: &mut Input<'_>, depth: usize) -> Option<()> {
    text.must_break = false;
    path(text, input)?;
    let (Tree::Group(delimiter, inside), rest) = input.split_first()? else { return None };
    *input = rest;
    let mut parts = inside.as_slice();
    match delimiter {
        Delimiter::Parenthesis => {
            text.out.push('(');
            text.end_line()?;
            let mut count = 0;
            while !parts.is_empty() {
                text.start_line(depth + 1);
                part(text, &mut parts, depth + 1)?;
                count += 1;
            }
            // A single argument may hug its call.
            (count > 1).then_some(())?;
            text.start_line(depth);
            text.out.push(')');
        }
        Delimiter::Brace => {
            (!parts.is_empty()).then_some(())?;
            text.out.push_str(" {");
            text.end_line()?;
            while !parts.is_empty() {
                text.start_line(depth + 1);
                let is_shorthand = matches!(parts, [Tree::Ident(_)] | [Tree::Ident(_), Tree::Punct(_)])
                    || parts.get(1).is_some_and(|second| second.is_punct(','));
                if !is_shorthand {
                    words::name(text, &mut parts)?;
                    words::single(text, &mut parts, ':')?;
                    text.out.push(' ');
                }
                part(text, &mut parts, depth + 1)?;
            }
            text.start_line(depth);
            text.out.push('}');
        }
        Delimiter::Bracket | Delimiter::None => return None,
    }
    Some(())
}

/// One argument or value, and the `,` and the end of the line after it.
fn part(text: &mut Text, input: &mut Input<'_>, depth: usize) -> Option<()> {
    let whole = *input;
    let mark = text.mark();
    expression(text, input)?;
    let is_followed = words::eat(input, ',') && !input.is_empty();
    if text.width() + usize::from(is_followed) > WIDTH || text.must_break {
        text.reset(mark);
        *input = whole;
        on_lines(text, input, depth)?;
        (words::eat(input, ',') || input.is_empty()).then_some(())?;
    } else if !is_followed && !input.is_empty() {
        return None;
    }
    text.out.push_str(",\n");
    Some(())
}
