//! Tokens as a tree that can be looked at without being copied.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, TokenStream, TokenTree};

/// One token, or a group of them. Unlike the inside of [`proc_macro2::Group`], that of a group here can be borrowed.
pub(super) enum Tree {
    Ident(Ident),
    Punct(Punct),
    Literal(Literal),
    Group(Delimiter, Vec<Tree>),
}

/// The trees of a stream, each token as it is in there.
pub(super) fn trees(tokens: TokenStream) -> Vec<Tree> {
    tokens.into_iter().map(Tree::from).collect()
}

/// The trees of a stream without the invisible groups that a macro may have put around some.
pub(super) fn flat_trees(tokens: TokenStream) -> Vec<Tree> {
    let mut flattened = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                flattened.extend(flat_trees(group.stream()));
            }
            TokenTree::Group(group) => {
                flattened.push(Tree::Group(group.delimiter(), flat_trees(group.stream())));
            }
            token => flattened.push(Tree::from(token)),
        }
    }
    flattened
}

/// The tokens of trees.
pub(super) fn stream<'a>(trees: impl IntoIterator<Item = &'a Tree>) -> TokenStream {
    trees.into_iter().map(token).collect()
}

fn token(tree: &Tree) -> TokenTree {
    match tree {
        Tree::Ident(ident) => TokenTree::Ident(ident.clone()),
        Tree::Punct(punct) => TokenTree::Punct(punct.clone()),
        Tree::Literal(literal) => TokenTree::Literal(literal.clone()),
        Tree::Group(delimiter, inside) => TokenTree::Group(Group::new(*delimiter, stream(inside))),
    }
}

impl From<TokenTree> for Tree {
    fn from(token: TokenTree) -> Self {
        match token {
            TokenTree::Ident(ident) => Tree::Ident(ident),
            TokenTree::Punct(punct) => Tree::Punct(punct),
            TokenTree::Literal(literal) => Tree::Literal(literal),
            TokenTree::Group(group) => {
                let inside = group.stream();
                let delimiter = group.delimiter();
                // A stream that nobody else holds is taken apart without being copied.
                drop(group);
                Tree::Group(delimiter, trees(inside))
            }
        }
    }
}

impl Tree {
    /// Whether this is the punctuation `wanted`, whatever follows it.
    pub(super) fn is_punct(&self, wanted: char) -> bool {
        matches!(self, Tree::Punct(punct) if punct.as_char() == wanted)
    }

    /// Whether this is the punctuation `wanted` and no part of a longer one.
    pub(super) fn is_single(&self, wanted: char) -> bool {
        matches!(self, Tree::Punct(punct) if punct.as_char() == wanted && punct.spacing() == Spacing::Alone)
    }

    /// Whether this is the word `wanted`.
    pub(super) fn is_word(&self, wanted: &str) -> bool {
        matches!(self, Tree::Ident(ident) if ident == wanted)
    }
}

/// The text of a documentation attribute's literal.
pub(super) fn literal_text(literal: &Literal) -> Option<String> {
    let written = literal.to_string();
    let plain = written.strip_prefix("r\"").or_else(|| written.strip_prefix('"').filter(|text| !text.contains('\\')));
    match plain {
        Some(plain) => plain.strip_suffix('"').map(str::to_owned),
        None => match syn::Lit::new(literal.clone()) {
            syn::Lit::Str(text) => Some(text.value()),
            _ => None,
        },
    }
}
