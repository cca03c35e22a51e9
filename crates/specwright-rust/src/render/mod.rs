//! Tokens to the text of a file, as a careful engineer would have laid it out.
//!
//! The layout is prettyplease's, with empty lines between items ([`item`]) and a printer of our own for macro
//! calls ([`call`]). What emitters usually make is written without a syntax tree ([`direct`]); everything else is parsed
//! and goes through prettyplease, item by item. Both give the same text. Nothing here depends on anything but the
//! tokens.

mod call;
mod direct;
mod item;
mod known;
mod spacing;
mod tree;

#[cfg(test)]
mod tests;

use std::fmt;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The text of a file with these items, in this order and with one empty line between them; imports,
/// module declarations and short constants of one kind stand together. A stream may also hold several
/// items, or inner attributes such as `#![doc = " ..."]`, which belong at the front.
///
/// # Errors
/// Only for tokens that are not Rust, or that are Rust which nobody can print: the error names the item.
pub(crate) fn render_items(items: Vec<TokenStream>) -> Result<String, RenderError> {
    let mut parts = Vec::new();
    for tokens in items {
        let trees = tree::trees(tokens);
        match direct::print(&trees) {
            Some(printed) => parts.extend(printed),
            None => parts.extend(parsed(tree::stream(&trees))?),
        }
    }
    Ok(item::join(parts))
}

/// The parts of a stream, by way of a syntax tree.
fn parsed(tokens: TokenStream) -> Result<Vec<item::Part>, RenderError> {
    let error = |problem: String| RenderError { item: describe(tokens.clone()), problem };
    let file = syn::parse2::<syn::File>(tokens.clone()).map_err(|syntax| error(syntax.to_string()))?;
    known::check(&file).map_err(|unknown| error(format!("{unknown} cannot be printed")))?;
    Ok(item::header(file.attrs).into_iter().chain(file.items.into_iter().map(item::print)).collect())
}

/// Tokens that no file can be made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RenderError {
    /// How the item begins.
    item: String,
    problem: String,
}

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "item `{}`: {}", self.item, self.problem)
    }
}

impl std::error::Error for RenderError {}

/// The first words of an item, without its attributes and its body.
fn describe(tokens: TokenStream) -> String {
    const LONGEST: usize = 12;
    let is_attribute = |token: &TokenTree| match token {
        TokenTree::Punct(punct) => matches!(punct.as_char(), '#' | '!'),
        TokenTree::Group(group) => group.delimiter() == Delimiter::Bracket,
        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    };
    let is_body = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
    let head = tokens.into_iter().skip_while(is_attribute).take_while(|token| !is_body(token)).take(LONGEST);
    head.collect::<TokenStream>().to_string()
}
