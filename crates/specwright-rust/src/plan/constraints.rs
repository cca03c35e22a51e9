//! What values must satisfy, in words.

use specwright_ir::{Constraint, Diagnostics, Origin};

use super::ecma;

/// A fragment of a sentence (`at most 255 characters`); `None` for what is inside of a value.
pub(super) fn words(constraint: &Constraint) -> Option<String> {
    Some(match constraint {
        Constraint::MinLength(n) => format!("at least {}", count(n, "character", "characters")),
        Constraint::MaxLength(n) => format!("at most {}", count(n, "character", "characters")),
        Constraint::MinItems(n) => format!("at least {}", count(n, "element", "elements")),
        Constraint::MaxItems(n) => format!("at most {}", count(n, "element", "elements")),
        Constraint::MinProperties(n) => format!("at least {}", count(n, "property", "properties")),
        Constraint::MaxProperties(n) => format!("at most {}", count(n, "property", "properties")),
        Constraint::Minimum(n) => format!("at least {n}"),
        Constraint::Maximum(n) => format!("at most {n}"),
        Constraint::ExclusiveMinimum(n) => format!("greater than {n}"),
        Constraint::ExclusiveMaximum(n) => format!("less than {n}"),
        Constraint::MultipleOf(n) => format!("a multiple of {n}"),
        Constraint::UniqueItems => "no element twice".to_owned(),
        Constraint::Truth(truth) => format!("only `{truth}`"),
        Constraint::Pattern(pattern) => format!("matches the pattern {}", code(pattern)),
        Constraint::Format(format) => format!("format {}", code(format)),
        Constraint::MediaType(media_type) => format!("holds {}", code(media_type)),
        Constraint::AnyOf(sets) => format!("at least one of {} is present", alternatives(sets)),
        Constraint::OneOf(sets) => format!("exactly one of {} is present", alternatives(sets)),
        // What is so under a condition only is not always so.
        Constraint::Sometimes(inner) if matches!(**inner, Constraint::Truth(_)) => return None,
        Constraint::Sometimes(inner) => return words(inner),
        Constraint::Each(_) => return None,
    })
}

fn alternatives(sets: &[Vec<String>]) -> String {
    let sets = sets.iter().map(|names| names.iter().map(|name| code(name)).collect::<Vec<_>>().join(" with "));
    sets.collect::<Vec<_>>().join(", ")
}

/// A code span of this text, whatever backticks are in it.
fn code(text: &str) -> String {
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if longest > 0 { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

fn count(number: &str, one: &str, many: &str) -> String {
    format!("{number} {}", if number == "1" { one } else { many })
}

/// The most that a count in a table is.
const MOST: u64 = u32::MAX as u64;

/// Rules as they stand in a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rules(pub(crate) Vec<Rule>);

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// A word and a count.
    Count(&'static str, u64),
    /// A word and a number in the grammar of JSON.
    Number(&'static str, String),
    /// A regular expression of the `regex` crate.
    Pattern(String),
    /// A word.
    Plain(&'static str),
    /// Rules for what is inside.
    Each(Rules),
}

impl Rules {
    /// The rules for those constraints that can be checked; a pattern that cannot is reported.
    pub(super) fn of(constraints: &[Constraint], origin: &Origin, diagnostics: &mut Diagnostics) -> Self {
        let mut rules = Vec::new();
        for constraint in constraints {
            let rule = match constraint {
                Constraint::MinLength(n) => least("min_length", n),
                Constraint::MaxLength(n) => most("max_length", n),
                Constraint::MinItems(n) => least("min_items", n),
                Constraint::MaxItems(n) => most("max_items", n),
                Constraint::MinProperties(n) => least("min_properties", n),
                Constraint::MaxProperties(n) => most("max_properties", n),
                Constraint::Minimum(n) => number("minimum", n),
                Constraint::Maximum(n) => number("maximum", n),
                Constraint::ExclusiveMinimum(n) => number("above", n),
                Constraint::ExclusiveMaximum(n) => number("below", n),
                Constraint::MultipleOf(n) => {
                    number("multiple_of", n).filter(|_| n.parse::<f64>().is_ok_and(|n| n > 0.0))
                }
                Constraint::UniqueItems => Some(Rule::Plain("unique_items")),
                Constraint::Pattern(pattern) => {
                    let rule = ecma::translate(pattern).map(Rule::Pattern);
                    if rule.is_none() {
                        super::checks::unchecked(pattern, origin, diagnostics);
                    }
                    rule
                }
                Constraint::Each(inner) => {
                    let inner = Self::of(inner, origin, diagnostics);
                    (!inner.is_empty()).then_some(Rule::Each(inner))
                }
                Constraint::Truth(_)
                | Constraint::Format(_)
                | Constraint::MediaType(_)
                | Constraint::AnyOf(_)
                | Constraint::OneOf(_)
                | Constraint::Sometimes(_) => None,
            };
            rules.extend(rule.filter(|rule| !rules.contains(rule)));
        }
        Self(rules)
    }

    pub(super) fn add_each(&mut self, inner: Self) {
        if !inner.is_empty() {
            self.0.push(Rule::Each(inner));
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn least(word: &'static str, text: &str) -> Option<Rule> {
    let count = whole(text)?;
    (count > 0).then_some(Rule::Count(word, count.min(MOST)))
}

fn most(word: &'static str, text: &str) -> Option<Rule> {
    let count = whole(text)?;
    (count <= MOST).then_some(Rule::Count(word, count))
}

/// A count, however it is written; what is beyond all counts is the greatest.
fn whole(text: &str) -> Option<u64> {
    let number = text.parse::<f64>().ok().filter(|number| *number >= 0.0 && number.fract() == 0.0)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole and not negative; a cast saturates"
    )]
    Some(number as u64)
}

fn number(word: &'static str, text: &str) -> Option<Rule> {
    let text = if serde_json::from_str::<serde_json::Number>(text).is_ok() {
        text.to_owned()
    } else {
        serde_json::Number::from_f64(text.parse().ok()?)?.to_string()
    };
    Some(Rule::Number(word, text))
}
