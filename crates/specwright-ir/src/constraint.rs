//! What values must satisfy besides having a type.

/// One thing that values must satisfy. It says nothing about values of another JSON type than it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constraint {
    /// A string has at least this many characters.
    MinLength(String),
    /// A string has at most this many characters.
    MaxLength(String),
    /// A part of a string matches this regular expression (ECMA-262).
    Pattern(String),
    /// A number is this or greater. Numbers are the exact text of the document.
    Minimum(String),
    /// A number is this or less.
    Maximum(String),
    /// A number is greater than this.
    ExclusiveMinimum(String),
    /// A number is less than this.
    ExclusiveMaximum(String),
    /// A number is this times a whole number.
    MultipleOf(String),
    /// An array has at least this many elements.
    MinItems(String),
    /// An array has at most this many elements.
    MaxItems(String),
    /// No element of an array is there twice.
    UniqueItems,
    /// An object has at least this many properties.
    MinProperties(String),
    /// An object has at most this many properties.
    MaxProperties(String),
    /// A truth value is this one.
    Truth(bool),
    /// A string is of a format that has no type of its own.
    Format(String),
    /// A string holds text of this media type.
    MediaType(String),
    /// Of these sets of properties, at least one is there as a whole.
    AnyOf(Vec<Vec<String>>),
    /// Of these sets of properties, exactly one is there as a whole.
    OneOf(Vec<Vec<String>>),
    /// Every element of a list, every value of a map, and every value of a record that has no field of its own
    /// satisfies these.
    Each(Vec<Constraint>),
    /// Asked for under a condition that only the document knows.
    Sometimes(Box<Constraint>),
}
