//! Scopes that make names.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use heck::{ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};

/// How the names of a scope are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// Types.
    UpperCamel,
    /// Variants: as types, but digits of two words stay apart, as in `Value46_875` for `46.875`.
    Variant,
    /// Fields, functions and modules.
    Snake,
}

/// A Rust identifier, made by a [`Scope`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Name(String);

impl Name {
    /// The identifier as it is written in code, `r#type` included.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The identifier without `r#`: for file names and prose.
    pub(crate) fn plain(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl ToTokens for Name {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        // A scope makes nothing that these constructors would refuse.
        tokens.append(match self.0.strip_prefix("r#") {
            Some(raw) => Ident::new_raw(raw, Span::call_site()),
            None => Ident::new(&self.0, Span::call_site()),
        });
    }
}

/// A set of names that must differ.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    case: Case,
    /// Stands in for a name without words.
    empty: &'static str,
    /// Put in front of a name that would start with a digit.
    digit: &'static str,
    /// Names that are taken without having been given out.
    foreign: &'static [&'static str],
    /// How many bytes a name may have before it is numbered.
    longest: usize,
    taken: BTreeSet<String>,
    /// The next number to try for names that were taken.
    next: BTreeMap<String, u32>,
}

/// The outcome of [`Scope::mint`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Minted {
    pub(crate) name: Name,
    /// The name it would have had, if that was taken by another thing of the document.
    pub(crate) renamed_from: Option<String>,
}

impl Scope {
    /// A scope for types; names of the prelude are taken.
    pub(crate) fn types() -> Self {
        Self::new(Case::UpperCamel, "unnamed", "type", PRELUDE)
    }

    /// A scope for the variants of one enum.
    pub(crate) fn variants() -> Self {
        Self::new(Case::Variant, "empty", "value", &["Self"])
    }

    /// A scope for names in lower case.
    pub(crate) fn snake() -> Self {
        Self::new(Case::Snake, "empty", "value", &[])
    }

    /// A scope for modules, whose names are also those of files.
    pub(crate) fn modules() -> Self {
        Self { longest: LONGEST_FILE, ..Self::snake() }
    }

    /// A scope for fields; names that clippy takes for placeholders are taken.
    pub(crate) fn fields() -> Self {
        Self { foreign: PLACEHOLDERS, ..Self::snake() }
    }

    /// A scope for methods; names that a reader takes for those of a standard trait are taken.
    pub(crate) fn methods() -> Self {
        Self { foreign: TRAIT_METHODS, ..Self::snake() }
    }

    fn new(case: Case, empty: &'static str, digit: &'static str, foreign: &'static [&'static str]) -> Self {
        Self { case, empty, digit, foreign, longest: LONGEST, taken: BTreeSet::new(), next: BTreeMap::new() }
    }

    /// Keeps names from being given out.
    pub(crate) fn reserve(mut self, names: &[&str]) -> Self {
        self.taken.extend(names.iter().map(|name| (*name).to_owned()));
        self
    }

    /// Makes the name for these words. If it is taken, `fallback` is appended, then numbers from 2.
    pub(crate) fn mint(&mut self, words: &[String], fallback: &str) -> Minted {
        let base = self.cased(words);
        if !self.is_taken(&base) {
            return Minted { name: self.take(&base), renamed_from: None };
        }
        let longer = [words, &[fallback.to_owned()]].concat();
        let longer = if fallback.is_empty() { base.clone() } else { self.cased(&longer) };
        let candidate = if self.is_taken(&longer) { self.free_number(&base) } else { longer };
        Minted { name: self.take(&candidate), renamed_from: Some(base) }
    }

    /// Whether these words would get the name they ask for.
    pub(crate) fn is_free(&self, words: &[String]) -> bool {
        !self.is_taken(&self.cased(words))
    }

    /// The name with the first number that is free; none is looked at twice.
    fn free_number(&mut self, base: &str) -> String {
        let mut number = self.next.get(base).copied().unwrap_or(2);
        while self.is_taken(&self.numbered(base, number)) {
            number = number.saturating_add(1);
        }
        self.next.insert(base.to_owned(), number.saturating_add(1));
        self.numbered(base, number)
    }

    fn cased(&self, words: &[String]) -> String {
        let mut name = self.cased_in_full(words);
        while name.len() > self.longest || name.len() > 1 && name.ends_with('_') {
            name.pop();
        }
        name
    }

    fn cased_in_full(&self, words: &[String]) -> String {
        let joined = if words.is_empty() { self.empty.to_owned() } else { words.join("_") };
        let cased = |text: &str| match self.case {
            Case::UpperCamel => text.to_upper_camel_case(),
            Case::Variant => variant(text),
            Case::Snake => text.to_snake_case(),
        };
        let name = cased(&joined);
        let starts = name.chars().next();
        match starts {
            None => cased(self.empty),
            Some(first) if unicode_ident::is_xid_start(first) => name,
            Some(_) => cased(&format!("{}_{joined}", self.digit)),
        }
    }

    fn numbered(&self, base: &str, number: u32) -> String {
        match self.case {
            Case::UpperCamel | Case::Variant => format!("{base}{number}"),
            Case::Snake => format!("{base}_{number}"),
        }
    }

    fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(name) || self.foreign.contains(&name)
    }

    fn take(&mut self, name: &str) -> Name {
        self.taken.insert(name.to_owned());
        Name(if NOT_RAW.contains(&name) {
            format!("{name}_")
        } else if KEYWORDS.contains(&name) {
            format!("r#{name}")
        } else {
            name.to_owned()
        })
    }
}

/// Words as the name of a variant.
fn variant(words: &str) -> String {
    let mut name = String::new();
    for word in words.split('_').map(ToUpperCamelCase::to_upper_camel_case) {
        let is_digit = |character: char| character.is_ascii_digit();
        if name.ends_with(is_digit) && word.starts_with(is_digit) {
            name.push('_');
        }
        name.push_str(&word);
    }
    name
}

/// How many bytes a name may have before it is numbered.
const LONGEST: usize = 120;

/// How many bytes the name of a file may have before it is numbered and gets an extension.
const LONGEST_FILE: usize = 85;

/// Names of the standard prelude that generated code uses bare, or that a glob import would hide.
const PRELUDE: &[&str] = &[
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// Names that clippy refuses for bindings (`disallowed_names`).
const PLACEHOLDERS: &[&str] = &["baz", "foo", "quux"];

/// Methods of standard traits: as inherent methods they would hide the trait's, or read as if they were.
const TRAIT_METHODS: &[&str] = &[
    "add",
    "as_mut",
    "as_ref",
    "bitand",
    "bitor",
    "bitxor",
    "borrow",
    "borrow_mut",
    "clone",
    "clone_from",
    "cmp",
    "default",
    "deref",
    "deref_mut",
    "deserialize",
    "div",
    "drop",
    "eq",
    "fmt",
    "from",
    "from_iter",
    "from_str",
    "hash",
    "index",
    "index_mut",
    "into",
    "into_future",
    "into_iter",
    "mul",
    "ne",
    "neg",
    "next",
    "not",
    "partial_cmp",
    "rem",
    "serialize",
    "shl",
    "shr",
    "sub",
    "to_owned",
    "to_string",
    "try_from",
    "try_into",
];

/// Keywords that cannot be written as raw identifiers.
const NOT_RAW: &[&str] = &["self", "super", "crate", "Self"];

/// Strict and reserved keywords of every edition.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

#[cfg(test)]
mod tests {
    use super::Scope;
    use crate::names::words;

    #[track_caller]
    fn check(mut scope: Scope, names: &[&str], expected: &str) {
        let minted: Vec<_> = names.iter().map(|name| scope.mint(&words(name), "").name.to_string()).collect();
        assert_eq!(minted.join(" "), expected);
    }

    #[test]
    fn colliding_schemas_get_a_number() {
        check(Scope::types(), &["pet", "Pet", "PET"], "Pet Pet2 Pet3");
    }

    #[test]
    fn prelude_types_are_not_shadowed() {
        let mut scope = Scope::types();
        assert_eq!(scope.mint(&words("Option"), "model").name.as_str(), "OptionModel");
        assert_eq!(scope.mint(&words("error"), "model").name.as_str(), "Error");
    }

    #[test]
    fn keywords_become_raw_or_get_an_underscore() {
        check(Scope::snake(), &["type", "self", "async", "crate", "_"], "r#type self_ r#async crate_ underscore");
    }

    #[test]
    fn digits_get_a_word_in_front() {
        check(Scope::snake(), &["2xl", "", "+1", "-1"], "value_2xl empty plus_1 minus_1");
        check(Scope::variants(), &["2xl", "", "asc", "ASC"], "Value2xl Empty Asc Asc2");
        check(
            Scope::variants(),
            &["46.875", "46875", "v1.0", "2024-01-02"],
            "Value46_875 Value46875 V1_0 Value2024_01_02",
        );
    }

    #[test]
    fn long_names_are_cut_short_and_numbered() {
        let long = "word ".repeat(100);
        let mut scope = Scope::snake();
        let names: Vec<_> = (0..2).map(|_| scope.mint(&words(&long), "").name.to_string()).collect();
        assert_eq!(names, [format!("{}word", "word_".repeat(23)), format!("{}word_2", "word_".repeat(23))]);
    }

    #[test]
    fn numbers_do_not_collide_with_declared_names() {
        check(Scope::types(), &["pet2", "pet", "Pet"], "Pet2 Pet Pet3");
    }
}
