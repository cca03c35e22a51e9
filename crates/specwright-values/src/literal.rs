//! Values that a document lists.

use std::borrow::Cow;

use serde_core::{Serialize, Serializer};
use serde_json::Value;

/// A value of an enum, or of the property that tells the variants of a union apart.
#[derive(Clone, Copy, Debug)]
pub enum Literal {
    /// A string.
    String(&'static str),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Number(f64),
    /// `true` or `false`.
    Boolean(bool),
    /// Any value, as JSON text.
    Json(&'static str),
}

/// A literal of Rust on its way to a [`Literal`]: the macros do not know which kind they were given.
#[derive(Clone, Copy, Debug)]
pub struct Lit<T>(pub T);

impl Lit<&'static str> {
    /// The string.
    #[must_use]
    pub const fn literal(self) -> Literal {
        Literal::String(self.0)
    }

    /// The value of which this is the JSON text.
    #[must_use]
    pub const fn json(self) -> Literal {
        Literal::Json(self.0)
    }
}

impl Lit<i64> {
    /// The whole number.
    #[must_use]
    pub const fn literal(self) -> Literal {
        Literal::Integer(self.0)
    }
}

impl Lit<f64> {
    /// The number.
    #[must_use]
    pub const fn literal(self) -> Literal {
        Literal::Number(self.0)
    }
}

impl Lit<bool> {
    /// The truth value.
    #[must_use]
    pub const fn literal(self) -> Literal {
        Literal::Boolean(self.0)
    }
}

impl Literal {
    /// Whether it is this value; numbers by value.
    pub(crate) fn is(self, value: &Value) -> bool {
        match (self, value) {
            (Self::String(text), Value::String(value)) => text == value,
            (Self::Integer(number), Value::Number(value)) => match value.as_i64() {
                Some(value) => number == value,
                None => value.as_f64().and_then(crate::whole::integer) == Some(number),
            },
            (Self::Number(number), Value::Number(value)) => value.as_f64() == Some(number),
            (Self::Boolean(truth), Value::Bool(value)) => truth == *value,
            (Self::Json(text), _) => crate::loss::same(&json(text), value),
            _ => false,
        }
    }

    /// As JSON text.
    pub(crate) fn to_json(self) -> Cow<'static, str> {
        match self {
            Self::Json(text) => text.into(),
            other => other.to_value().to_string().into(),
        }
    }

    /// As a value of its own.
    #[must_use]
    pub fn to_value(self) -> Value {
        match self {
            Self::String(text) => text.into(),
            Self::Integer(number) => number.into(),
            Self::Number(number) => number.into(),
            Self::Boolean(truth) => truth.into(),
            Self::Json(text) => json(text),
        }
    }
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

impl Serialize for Literal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::String(text) => serializer.serialize_str(text),
            Self::Integer(number) => serializer.serialize_i64(number),
            Self::Number(number) => serializer.serialize_f64(number),
            Self::Boolean(truth) => serializer.serialize_bool(truth),
            Self::Json(text) => json(text).serialize(serializer),
        }
    }
}
