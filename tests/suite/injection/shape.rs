//! What a generated file is, without what the document said: the tokens, with text and names blanked and docs left out.

use std::{collections::BTreeSet, str::FromStr};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use specwright_rust::Crate;

/// The names that the generator says itself.
pub(crate) type Vocabulary = BTreeSet<String>;

/// The names in a crate that do not come from the template.
pub(crate) fn vocabulary(crates: &[Crate]) -> Vocabulary {
    let mut words = Vocabulary::new();
    for (path, text) in crates.iter().flat_map(|one| one.files.iter()) {
        if path.ends_with(".rs") {
            collect(TokenStream::from_str(text).unwrap(), &mut words);
        }
    }
    words.retain(|word| !word.to_lowercase().contains("zq"));
    words
}

/// The names that the generator says, without those that a text may bring itself: there is no telling them apart.
pub(crate) fn unsaid(vocabulary: &Vocabulary, text: &str) -> Vocabulary {
    let text = text.to_lowercase();
    let is_wordless = !text.chars().any(char::is_alphanumeric);
    let is_said = |word: &str| text.contains(word) || is_wordless && WORDLESS.contains(&word);
    vocabulary.iter().filter(|word| !is_said(&word.to_lowercase())).cloned().collect()
}

/// What stands for text without words, where the generator says it besides.
const WORDLESS: &[&str] = &["empty", "any"];

fn collect(tokens: TokenStream, words: &mut Vocabulary) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => collect(group.stream(), words),
            TokenTree::Ident(ident) => {
                words.insert(ident.to_string());
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// The shape of a Rust file: one line an item, sorted, because files and items are sorted by name. An error says why the
/// text is not Rust.
pub(crate) fn of(text: &str, vocabulary: &Vocabulary) -> Result<String, String> {
    let tokens = TokenStream::from_str(text).map_err(|error| error.to_string())?;
    syn::parse2::<syn::File>(tokens.clone()).map_err(|error| error.to_string())?;
    let mut items = Vec::new();
    let mut item = String::new();
    let mut rest = tokens.into_iter().peekable();
    while let Some(token) = rest.next() {
        let is_end = match &token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                rest.next_if(|next| matches!(next, TokenTree::Punct(punct) if punct.as_char() == '!'));
                let Some(TokenTree::Group(group)) = rest.next() else { return Err("a # without brackets".to_owned()) };
                if !is_doc(&group.stream()) {
                    print(TokenTree::Group(group), vocabulary, &mut item);
                }
                continue;
            }
            TokenTree::Punct(punct) => punct.as_char() == ';',
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            TokenTree::Ident(_) | TokenTree::Literal(_) => false,
        };
        print(token, vocabulary, &mut item);
        if is_end {
            items.push(std::mem::take(&mut item));
        }
    }
    items.push(item);
    items.sort();
    Ok(items.join("\n"))
}

fn print_all(tokens: TokenStream, vocabulary: &Vocabulary, out: &mut String) {
    let mut rest = tokens.into_iter().peekable();
    while let Some(token) = rest.next() {
        // The value of an arm stands in braces when the line was too long.
        if let TokenTree::Group(group) = &token
            && out.ends_with("=>")
            && group.delimiter() == Delimiter::Brace
            && !group.stream().into_iter().any(|token| is_punct(&token, ';'))
        {
            print_all(group.stream(), vocabulary, out);
            out.push_str(if rest.peek().is_none() { "" } else { "," });
            continue;
        }
        let is_hash = is_punct(&token, '#');
        let is_attribute = matches!(rest.peek(), Some(TokenTree::Group(group)) if is_doc(&group.stream()));
        if is_hash && is_attribute {
            rest.next();
        } else if !(is_punct(&token, ',') && rest.peek().is_none()) {
            // A comma behind the last element is there when the line was too long.
            print(token, vocabulary, out);
        }
    }
}

fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

fn print(token: TokenTree, vocabulary: &Vocabulary, out: &mut String) {
    match token {
        TokenTree::Group(group) => {
            let (open, close) = match group.delimiter() {
                Delimiter::Parenthesis => ("(", ")"),
                Delimiter::Brace => ("{", "}"),
                Delimiter::Bracket => ("[", "]"),
                Delimiter::None => ("", ""),
            };
            out.push_str(open);
            print_all(group.stream(), vocabulary, out);
            out.push_str(close);
        }
        TokenTree::Ident(ident) => {
            let word = ident.to_string();
            out.push(' ');
            out.push_str(if vocabulary.contains(&word) { &word } else { "_" });
        }
        TokenTree::Punct(punct) => {
            // So is a comma before the end of generic arguments.
            if punct.as_char() == '>' && out.ends_with(',') {
                out.pop();
            }
            out.push(punct.as_char());
        }
        TokenTree::Literal(literal) => {
            let text = literal.to_string();
            out.push_str(if text.starts_with('"') { "\"\"" } else { &text });
        }
    }
}

fn is_doc(attribute: &TokenStream) -> bool {
    matches!(attribute.clone().into_iter().next(), Some(TokenTree::Ident(ident)) if ident == "doc")
}
