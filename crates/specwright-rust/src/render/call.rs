//! Calls of macros that stand as items: one entry of a table on a line.
//!
//! The printer adds and leaves out no token; it decides only where lines end and where spaces stand.

use std::fmt::Write;

use proc_macro2::{Delimiter, Punct, Spacing};
use quote::ToTokens;
use syn::{Macro, MacroDelimiter};

use super::{
    spacing::{self, Lexeme},
    tree::{Tree, flat_trees, literal_text},
};

const WIDTH: usize = 100;
const INDENT: &str = "    ";

/// The text of a call, without the `;` that may follow it.
pub(super) fn print(call: Macro) -> String {
    let delimiter = match call.delimiter {
        MacroDelimiter::Paren(_) => Delimiter::Parenthesis,
        MacroDelimiter::Bracket(_) => Delimiter::Bracket,
        MacroDelimiter::Brace(_) => Delimiter::Brace,
    };
    let mut head = call.path.to_token_stream();
    call.bang_token.to_tokens(&mut head);
    let mut trees = flat_trees(head);
    trees.push(Tree::Group(delimiter, flat_trees(call.tokens)));
    let mut out = String::new();
    write(&mut out, &trees);
    out
}

/// Writes a call: a path, `!` and a group, without invisible groups anywhere.
pub(super) fn write(out: &mut String, call: &[Tree]) {
    entry(out, call, 0);
}

/// An entry, with its groups on lines of their own if it is too long otherwise.
fn entry(out: &mut String, tokens: &[Tree], depth: usize) {
    let start = out.len();
    row(out, tokens, Layout { depth, is_broken: false });
    let written = out.get(start..).unwrap_or_default();
    let first = written.lines().next().unwrap_or_default();
    if INDENT.len() * depth + first.chars().count() > WIDTH {
        out.truncate(start);
        row(out, tokens, Layout { depth, is_broken: true });
    }
}

/// The lines between two delimiters, each entry indented to `depth`.
fn lines(out: &mut String, tokens: &[Tree], depth: usize) {
    for tokens in entries(tokens) {
        indent(out, depth);
        match doc_comment(tokens) {
            Some(text) => {
                out.push_str("///");
                out.push_str(&text);
            }
            None => entry(out, tokens, depth),
        }
        out.push('\n');
    }
}

fn indent(out: &mut String, depth: usize) {
    for _ in 0..depth {
        out.push_str(INDENT);
    }
}

/// Cuts tokens after each `,` and `;`, each attribute and each `{...}` that nothing of this follows.
fn entries(tokens: &[Tree]) -> Vec<&[Tree]> {
    let mut entries = Vec::new();
    let mut rest = tokens;
    while !rest.is_empty() {
        let (entry, after) = rest.split_at(entry_length(rest));
        entries.push(entry);
        rest = after;
    }
    entries
}

/// How many tokens the first entry has: at least one.
fn entry_length(tokens: &[Tree]) -> usize {
    let mut angles = 0usize;
    let mut before = None;
    for (nth, token) in tokens.iter().enumerate() {
        let ends = match token {
            Tree::Punct(punct) => {
                angles = angles_after(angles, punct.as_char(), before);
                matches!(punct.as_char(), ',' | ';') && angles == 0
            }
            Tree::Group(Delimiter::Brace, _) => !tokens.get(nth + 1).is_some_and(continues_line),
            Tree::Group(Delimiter::Bracket, _) => nth == 1 && is_punct(before, '#'),
            Tree::Group(..) | Tree::Ident(_) | Tree::Literal(_) => false,
        };
        if ends {
            return nth + 1;
        }
        before = Some(token);
    }
    tokens.len()
}

/// How many `<` are open after `punct`: a comma between the arguments of a type ends no entry.
fn angles_after(angles: usize, punct: char, before: Option<&Tree>) -> usize {
    let is_arrow = is_punct(before, '-') || is_punct(before, '=');
    match punct {
        '<' => angles + 1,
        '>' if !is_arrow => angles.saturating_sub(1),
        ';' => 0,
        _ => angles,
    }
}

/// Whether `token` after `{...}` stands on the line of the `}`.
fn continues_line(token: &Tree) -> bool {
    [',', ';', '=', '.', '?'].into_iter().any(|punct| token.is_punct(punct))
}

fn is_punct(token: Option<&Tree>, wanted: char) -> bool {
    token.is_some_and(|token| token.is_punct(wanted))
}

/// The text of `#[doc = " text"]`, if `/// text` means the same.
fn doc_comment(entry: &[Tree]) -> Option<String> {
    let [Tree::Punct(_), Tree::Group(_, attribute)] = entry else { return None };
    let [Tree::Ident(name), Tree::Punct(_), Tree::Literal(text)] = attribute.as_slice() else { return None };
    let text = literal_text(text)?;
    let is_comment = name == "doc" && !text.contains(['\n', '\r']) && !text.starts_with('/');
    is_comment.then_some(text)
}

#[derive(Clone, Copy)]
struct Layout {
    depth: usize,
    /// Whether groups of several entries stand on lines of their own.
    is_broken: bool,
}

/// Tokens in a row, beginning in the middle of a line.
fn row(out: &mut String, tokens: &[Tree], layout: Layout) {
    let mut before = None;
    let mut rest = tokens;
    while let Some((token, after)) = rest.split_first() {
        rest = after;
        let mut operator = String::new();
        let lexeme = match token {
            Tree::Group(delimiter, _) => Lexeme::of_group(*delimiter),
            Tree::Punct(punct) if punct.as_char() != '\'' => {
                rest = self::operator(&mut operator, punct, rest);
                Lexeme::of_operator(&operator, before)
            }
            Tree::Ident(ident) if ident == "where" => Lexeme::Operator,
            _ => Lexeme::Word,
        };
        if spacing::is_between(before, lexeme) {
            out.push(' ');
        }
        before = Some(lexeme);
        match token {
            Tree::Group(delimiter, inside) => group(out, *delimiter, inside, layout),
            Tree::Punct(_) if !operator.is_empty() => out.push_str(&operator),
            Tree::Punct(_) => {
                out.push('\'');
                if let Some((name, after)) = rest.split_first() {
                    word(out, name);
                    rest = after;
                }
            }
            token => word(out, token),
        }
    }
}

fn word(out: &mut String, token: &Tree) {
    // Writing to a string cannot fail.
    let _ = match token {
        Tree::Ident(ident) => write!(out, "{ident}"),
        Tree::Literal(literal) => write!(out, "{literal}"),
        Tree::Punct(punct) => write!(out, "{punct}"),
        Tree::Group(..) => Ok(()),
    };
}

/// The characters of one operator, of which `first` is already taken from `tokens`; returns what follows it.
fn operator<'a>(operator: &mut String, first: &Punct, tokens: &'a [Tree]) -> &'a [Tree] {
    operator.push(first.as_char());
    let mut rest = tokens;
    let mut is_joint = first.spacing() == Spacing::Joint;
    while is_joint {
        let Some((Tree::Punct(next), after)) = rest.split_first() else { break };
        operator.push(next.as_char());
        if !spacing::is_one_operator(operator) {
            operator.pop();
            break;
        }
        is_joint = next.spacing() == Spacing::Joint;
        rest = after;
    }
    rest
}

fn group(out: &mut String, delimiter: Delimiter, inside: &[Tree], layout: Layout) {
    let (open, close) = match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::None => ("", ""),
    };
    let is_table = delimiter == Delimiter::Brace;
    let on_lines = is_table || layout.is_broken && entry_length(inside) < inside.len();
    out.push_str(open);
    if inside.is_empty() || !on_lines {
        row(out, inside, layout);
    } else {
        out.push('\n');
        lines(out, inside, layout.depth + 1);
        indent(out, layout.depth);
    }
    out.push_str(close);
}
