//! The tables that generated models say their constraints in.

use serde_core::Serialize;

use super::count::properties;
use super::rule::check_size;
use super::{Faults, Rule, Validate};

/// Holds a record against its own rules and those of its place.
pub fn check_record<T: Serialize>(record: &T, own: &[Rule], rules: &[Rule], faults: &mut Faults) {
    for rules in [own, rules] {
        check_size(|| properties(record), rules, faults);
    }
}

/// Holds the entries of a record's `rest` against the rules of each; their paths are those of properties.
pub fn check_rest<T: Validate>(rest: &T, rules: &[Rule], faults: &mut Faults) {
    rest.check(rules, faults);
}

/// Implements [`Validate`](crate::Validate) for a record of [`record!`](crate::record) or an enum, from a table of what
/// is asked of its fields or variants.
///
/// ```
/// use specwright_values::Validate;
///
/// pub struct Pet {
///     pub name: String,
///     pub age: Option<i64>,
///     pub tags: Vec<String>,
/// }
/// # specwright_values::record! {
/// #     Pet { name: required "name", age: optional "age" as integer, tags: required "pet-tags" }
/// # }
///
/// specwright_values::validate! {
///     Pet {
///         name: "name" (min_length 1, pattern "^[a-z]+$"),
///         age: "age" (minimum 0, below 1e3),
///         tags: "pet-tags" (max_items 2, unique_items, each (max_length 3)),
///     }
/// }
///
/// let pet = Pet { name: "rex".to_owned(), age: Some(-1), tags: vec!["good".to_owned()] };
/// let invalid = pet.validate().unwrap_err();
/// assert_eq!(invalid.to_string(), "`age` must be at least 0; `pet-tags[0]` must be at most 3 characters");
/// ```
///
/// A field whose type has rules of its own stands there with its name only. Behind the record's own name are rules for
/// the number of its properties; `rest` instead of a wire name is for the field that keeps other properties. An enum
/// lists the variants whose values have rules: `enum Shape { Circle, Square }`; all its other values are valid.
///
/// | rule | holds for |
/// |---|---|
/// | `min_length 1` `max_length 1` `pattern "a"` | strings; lengths in characters |
/// | `minimum 1` `maximum 1` `above 1` `below 1` `multiple_of 1` | numbers, exactly; `json "1"` for one that is no literal |
/// | `min_items 1` `max_items 1` `unique_items` | lists |
/// | `min_properties 1` `max_properties 1` | records and maps |
/// | `each (...)` | every element of a list and every value of a map |
#[macro_export]
macro_rules! validate {
    (enum $name:ident { $($variant:ident),* $(,)? }) => {
        impl $crate::Validate for $name {
            fn check(&self, rules: &[$crate::codec::Rule], faults: &mut $crate::codec::Faults) {
                match self {
                    $(Self::$variant(value) => $crate::Validate::check(value, rules, faults),)*
                    _ => {}
                }
            }
        }
    };
    ($name:ident $(($($own:tt)*))? {
        $($field:ident : $($wire:literal)? $($rest:ident)? $(($($rules:tt)*))?),* $(,)?
    }) => {
        impl $crate::Validate for $name {
            fn check(&self, rules: &[$crate::codec::Rule], faults: &mut $crate::codec::Faults) {
                $crate::codec::check_record(self, $crate::__rules!($($($own)*)?), rules, faults);
                $($crate::__check!(self faults $field $($wire)? $($rest)? ($($($rules)*)?));)*
            }
        }
    };
}

/// Looks at one field.
#[doc(hidden)]
#[macro_export]
macro_rules! __check {
    ($self:ident $faults:ident $field:ident rest ($($rules:tt)*)) => {
        $crate::codec::check_rest(&$self.$field, $crate::__rules!($($rules)*), $faults)
    };
    ($self:ident $faults:ident $field:ident $wire:literal ($($rules:tt)*)) => {
        $faults.property($wire, |faults| {
            $crate::Validate::check(&$self.$field, $crate::__rules!($($rules)*), faults);
        })
    };
}

/// Rules that live as long as the program.
#[doc(hidden)]
#[macro_export]
macro_rules! __rules {
    () => {
        &[]
    };
    ($($rule:ident $(json $text:literal)? $($value:literal)? $(($($inner:tt)*))?),+ $(,)?) => {{
        static RULES: &[$crate::codec::Rule] =
            &[$($crate::__rule!($rule $(json $text)? $($value)? $(($($inner)*))?)),+];
        RULES
    }};
}

/// One rule.
#[doc(hidden)]
#[macro_export]
macro_rules! __rule {
    (min_length $n:literal) => { $crate::codec::Rule::MinLength($n) };
    (max_length $n:literal) => { $crate::codec::Rule::MaxLength($n) };
    (min_items $n:literal) => { $crate::codec::Rule::MinItems($n) };
    (max_items $n:literal) => { $crate::codec::Rule::MaxItems($n) };
    (min_properties $n:literal) => { $crate::codec::Rule::MinProperties($n) };
    (max_properties $n:literal) => { $crate::codec::Rule::MaxProperties($n) };
    (unique_items) => { $crate::codec::Rule::UniqueItems };
    (pattern $text:literal) => {{
        static PATTERN: $crate::codec::Pattern = $crate::codec::Pattern::new($text);
        $crate::codec::Rule::Matches(&PATTERN)
    }};
    (each ($($inner:tt)*)) => { $crate::codec::Rule::Each($crate::__rules!($($inner)*)) };
    (minimum $($n:tt)+) => { $crate::codec::Rule::Minimum($crate::__amount!($($n)+)) };
    (maximum $($n:tt)+) => { $crate::codec::Rule::Maximum($crate::__amount!($($n)+)) };
    (above $($n:tt)+) => { $crate::codec::Rule::Above($crate::__amount!($($n)+)) };
    (below $($n:tt)+) => { $crate::codec::Rule::Below($crate::__amount!($($n)+)) };
    (multiple_of $($n:tt)+) => { $crate::codec::Rule::MultipleOf($crate::__amount!($($n)+)) };
}

/// A number in a rule.
#[doc(hidden)]
#[macro_export]
macro_rules! __amount {
    (json $text:literal) => {
        $crate::codec::Amount($crate::codec::Lit($text).json())
    };
    ($n:literal) => {
        $crate::codec::Amount($crate::codec::Lit($n).literal())
    };
}
