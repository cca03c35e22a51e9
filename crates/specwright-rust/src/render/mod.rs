//! Tokens to the text of a file, as a careful engineer would have laid it out.
//!
//! prettyplease prints what is inside an item. It puts no empty lines anywhere and knows nothing of our
//! own macros, so items are printed one by one ([`item`]) and macro calls by a printer of their own
//! ([`call`]). Nothing here depends on anything but the tokens.

mod call;
mod item;
mod known;
mod spacing;

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
pub(crate) fn render_items(items: &[TokenStream]) -> Result<String, RenderError> {
    let mut parts = Vec::new();
    for tokens in items {
        let error = |problem: String| RenderError { item: describe(tokens.clone()), problem };
        let file = syn::parse2::<syn::File>(tokens.clone()).map_err(|syntax| error(syntax.to_string()))?;
        known::check(&file).map_err(|unknown| error(format!("{unknown} cannot be printed")))?;
        parts.extend(item::header(file.attrs));
        parts.extend(file.items.into_iter().map(item::print));
    }
    Ok(item::join(parts))
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
