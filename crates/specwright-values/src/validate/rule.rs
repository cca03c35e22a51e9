//! Constraints as data.

use std::fmt;

use serde_core::Serialize;

use super::{faults::Faults, pattern::Pattern};
use crate::Number;
use crate::literal::Literal;

/// One constraint. It says nothing about values of another type than it is for.
#[derive(Clone, Copy, Debug)]
pub enum Rule {
    /// A string has at least this many characters.
    MinLength(usize),
    /// A string has at most this many characters.
    MaxLength(usize),
    /// A part of a string matches.
    Matches(&'static Pattern),
    /// A number is this or greater.
    Minimum(Amount),
    /// A number is this or less.
    Maximum(Amount),
    /// A number is greater.
    Above(Amount),
    /// A number is less.
    Below(Amount),
    /// A number is this times a whole number.
    MultipleOf(Amount),
    /// A list has at least this many elements.
    MinItems(usize),
    /// A list has at most this many elements.
    MaxItems(usize),
    /// No element of a list is there twice.
    UniqueItems,
    /// An object has at least this many properties.
    MinProperties(usize),
    /// An object has at most this many properties.
    MaxProperties(usize),
    /// Rules for every element of a list and every value of a map.
    Each(&'static [Rule]),
}

/// A number that bounds others: a literal, or the text of a number behind `json`.
#[derive(Clone, Copy, Debug)]
pub struct Amount(pub Literal);

impl Amount {
    fn number(self) -> Option<Number> {
        match self.0 {
            Literal::Integer(whole) => Some(whole.into()),
            Literal::Number(number) => Some(number.into()),
            Literal::Json(text) => text.parse().ok(),
            Literal::String(_) | Literal::Boolean(_) => None,
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Literal::Json(text) => f.write_str(text),
            other => write!(f, "{}", other.to_value()),
        }
    }
}

/// What is asked for, behind "must be".
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MinLength(n) => write!(f, "at least {}", count(*n, "character", "characters")),
            Self::MaxLength(n) => write!(f, "at most {}", count(*n, "character", "characters")),
            Self::Matches(pattern) => write!(f, "text that matches `{}`", pattern.text()),
            Self::Minimum(n) => write!(f, "at least {n}"),
            Self::Maximum(n) => write!(f, "at most {n}"),
            Self::Above(n) => write!(f, "greater than {n}"),
            Self::Below(n) => write!(f, "less than {n}"),
            Self::MultipleOf(n) => write!(f, "a multiple of {n}"),
            Self::MinItems(n) => write!(f, "at least {}", count(*n, "element", "elements")),
            Self::MaxItems(n) => write!(f, "at most {}", count(*n, "element", "elements")),
            Self::UniqueItems => f.write_str("a list with no element twice"),
            Self::MinProperties(n) => write!(f, "at least {}", count(*n, "property", "properties")),
            Self::MaxProperties(n) => write!(f, "at most {}", count(*n, "property", "properties")),
            Self::Each(_) => f.write_str("a value of valid values"),
        }
    }
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Holds a text against the rules for strings.
pub(super) fn check_text(text: &str, rules: &[Rule], faults: &mut Faults) {
    for rule in rules {
        let satisfied = match rule {
            Rule::MinLength(n) => text.chars().count() >= *n,
            Rule::MaxLength(n) => text.chars().count() <= *n,
            Rule::Matches(pattern) => pattern.matches(text),
            _ => true,
        };
        if !satisfied {
            faults.add(rule);
        }
    }
}

/// Holds a number against the rules for numbers.
pub(super) fn check_number(number: &Number, rules: &[Rule], faults: &mut Faults) {
    for rule in rules {
        let satisfied = match rule {
            Rule::Minimum(n) => n.number().is_none_or(|n| *number >= n),
            Rule::Maximum(n) => n.number().is_none_or(|n| *number <= n),
            Rule::Above(n) => n.number().is_none_or(|n| *number > n),
            Rule::Below(n) => n.number().is_none_or(|n| *number < n),
            Rule::MultipleOf(n) => n.number().is_none_or(|n| number.is_multiple_of(&n)),
            _ => true,
        };
        if !satisfied {
            faults.add(rule);
        }
    }
}

/// Holds a list against the rules for lists as a whole. Elements are the same when they are written the same.
pub(super) fn check_list<T: Serialize>(elements: &[T], rules: &[Rule], faults: &mut Faults) {
    for rule in rules {
        let satisfied = match rule {
            Rule::MinItems(n) => elements.len() >= *n,
            Rule::MaxItems(n) => elements.len() <= *n,
            Rule::UniqueItems => {
                let mut texts: Vec<String> =
                    elements.iter().filter_map(|element| serde_json::to_string(element).ok()).collect();
                texts.sort_unstable();
                texts.windows(2).all(|pair| !matches!(pair, [one, two] if one == two))
            }
            _ => true,
        };
        if !satisfied {
            faults.add(rule);
        }
    }
}

/// Holds an object against the rules for how many properties there are.
pub(super) fn check_size(size: impl Fn() -> Option<usize>, rules: &[Rule], faults: &mut Faults) {
    for rule in rules {
        let satisfied = match rule {
            Rule::MinProperties(n) => size().is_none_or(|size| size >= *n),
            Rule::MaxProperties(n) => size().is_none_or(|size| size <= *n),
            _ => true,
        };
        if !satisfied {
            faults.add(rule);
        }
    }
}

/// The rules for what is inside of a value.
pub(super) fn each(rules: &[Rule]) -> Vec<Rule> {
    let inner = rules.iter().filter_map(|rule| match rule {
        Rule::Each(inner) => Some(*inner),
        _ => None,
    });
    inner.flatten().copied().collect()
}
