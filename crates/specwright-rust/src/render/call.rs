//! Calls of macros that stand as items: one entry of a table on a line.
//!
//! The printer adds and leaves out no token; it decides only where lines end and where spaces stand.

use std::iter::Peekable;

use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{LitStr, Macro, MacroDelimiter};

use super::spacing::{self, Lexeme};

const WIDTH: usize = 100;
const INDENT: &str = "    ";

/// The text of a call, without the `;` that may follow it.
pub(super) fn print(call: &Macro) -> String {
    let delimiter = match call.delimiter {
        MacroDelimiter::Paren(_) => Delimiter::Parenthesis,
        MacroDelimiter::Bracket(_) => Delimiter::Bracket,
        MacroDelimiter::Brace(_) => Delimiter::Brace,
    };
    let body = Group::new(delimiter, call.tokens.clone());
    let mut tokens = call.path.to_token_stream();
    call.bang_token.to_tokens(&mut tokens);
    tokens.extend([TokenTree::Group(body)]);
    entry(&tokens.into_iter().collect::<Vec<_>>(), 0)
}

/// An entry, with its groups on lines of their own if it is too long otherwise.
fn entry(tokens: &[TokenTree], depth: usize) -> String {
    let tokens = || tokens.iter().cloned().collect();
    let text = row(tokens(), Layout { depth, is_broken: false });
    let indent = INDENT.len() * depth;
    let is_long = text.lines().next().is_some_and(|first| indent + first.chars().count() > WIDTH);
    if is_long { row(tokens(), Layout { depth, is_broken: true }) } else { text }
}

/// The lines between two delimiters, each entry indented to `depth`.
fn lines(tokens: TokenStream, depth: usize) -> String {
    let indent = INDENT.repeat(depth);
    let entries = entries(tokens).into_iter().map(|tokens| {
        let text = doc_comment(&tokens).unwrap_or_else(|| entry(&tokens, depth));
        format!("{indent}{text}\n")
    });
    entries.collect()
}

/// Cuts tokens after each `,` and `;`, each attribute and each `{...}` that nothing of this follows.
fn entries(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut entries = Vec::new();
    let mut current: Vec<TokenTree> = Vec::new();
    let mut angles = 0usize;
    let mut tokens = flat(tokens).into_iter().peekable();
    while let Some(token) = tokens.next() {
        let ends = match &token {
            TokenTree::Punct(punct) => {
                angles = angles_after(angles, punct.as_char(), current.last());
                matches!(punct.as_char(), ',' | ';') && angles == 0
            }
            TokenTree::Group(group) => match group.delimiter() {
                Delimiter::Brace => !tokens.peek().is_some_and(continues_line),
                Delimiter::Bracket => is_punct(current.first(), '#') && current.len() == 1,
                Delimiter::Parenthesis | Delimiter::None => false,
            },
            TokenTree::Ident(_) | TokenTree::Literal(_) => false,
        };
        current.push(token);
        if ends {
            entries.push(std::mem::take(&mut current));
        }
    }
    entries.push(current);
    entries.retain(|entry| !entry.is_empty());
    entries
}

/// How many `<` are open after `punct`: a comma between the arguments of a type ends no entry.
fn angles_after(angles: usize, punct: char, before: Option<&TokenTree>) -> usize {
    let is_arrow = is_punct(before, '-') || is_punct(before, '=');
    match punct {
        '<' => angles + 1,
        '>' if !is_arrow => angles.saturating_sub(1),
        ';' => 0,
        _ => angles,
    }
}

/// Whether `token` after `{...}` stands on the line of the `}`.
fn continues_line(token: &TokenTree) -> bool {
    [',', ';', '=', '.', '?'].into_iter().any(|punct| is_punct(Some(token), punct))
}

fn is_punct(token: Option<&TokenTree>, wanted: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
}

/// `#[doc = " text"]` as `/// text`, if that means the same.
fn doc_comment(entry: &[TokenTree]) -> Option<String> {
    let [TokenTree::Punct(_), TokenTree::Group(attribute)] = entry else { return None };
    let attribute: Vec<TokenTree> = attribute.stream().into_iter().collect();
    let [TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Literal(text)] = attribute.as_slice() else {
        return None;
    };
    let text = syn::parse2::<LitStr>(text.to_token_stream()).ok()?.value();
    let is_comment = name == "doc" && !text.contains(['\n', '\r']) && !text.starts_with('/');
    is_comment.then(|| format!("///{text}"))
}

#[derive(Clone, Copy)]
struct Layout {
    depth: usize,
    /// Whether groups of several entries stand on lines of their own.
    is_broken: bool,
}

/// Tokens in a row, beginning in the middle of a line.
fn row(tokens: TokenStream, layout: Layout) -> String {
    let mut text = String::new();
    let mut before = None;
    let mut tokens = flat(tokens).into_iter().peekable();
    while let Some(token) = tokens.next() {
        let (lexeme, piece) = match token {
            TokenTree::Group(group) => (Lexeme::of_group(group.delimiter()), self::group(&group, layout)),
            TokenTree::Punct(punct) if punct.as_char() == '\'' => {
                let name = tokens.next().map(|name| name.to_string());
                (Lexeme::Word, format!("'{}", name.unwrap_or_default()))
            }
            TokenTree::Punct(punct) => {
                let operator = operator(&punct, &mut tokens);
                (Lexeme::of_operator(&operator, before), operator)
            }
            word => (Lexeme::Word, word.to_string()),
        };
        if spacing::is_between(before, lexeme) {
            text.push(' ');
        }
        text.push_str(&piece);
        before = Some(lexeme);
    }
    text
}

/// The characters of one operator, of which `first` is already taken from `tokens`.
fn operator(first: &Punct, tokens: &mut Peekable<impl Iterator<Item = TokenTree>>) -> String {
    let mut operator = first.as_char().to_string();
    let mut is_joint = first.spacing() == Spacing::Joint;
    while is_joint {
        let Some(TokenTree::Punct(next)) = tokens.peek() else { break };
        let longer = format!("{operator}{}", next.as_char());
        if !spacing::is_one_operator(&longer) {
            break;
        }
        is_joint = next.spacing() == Spacing::Joint;
        operator = longer;
        tokens.next();
    }
    operator
}

fn group(group: &Group, layout: Layout) -> String {
    let (open, close) = match group.delimiter() {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::None => ("", ""),
    };
    let is_table = group.delimiter() == Delimiter::Brace;
    let on_lines = is_table || layout.is_broken && entries(group.stream()).len() > 1;
    if group.stream().is_empty() || !on_lines {
        return format!("{open}{}{close}", row(group.stream(), layout));
    }
    let lines = lines(group.stream(), layout.depth + 1);
    format!("{open}\n{lines}{}{close}", INDENT.repeat(layout.depth))
}

/// Tokens without the invisible groups that a macro may have put around some.
fn flat(tokens: TokenStream) -> Vec<TokenTree> {
    let mut flattened = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => flattened.extend(flat(group.stream())),
            token => flattened.push(token),
        }
    }
    flattened
}
