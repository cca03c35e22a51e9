//! Enums of values of several JSON types.

use std::fmt;

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::literal::Literal;

/// What [`json_enum!`](crate::json_enum) knows about an enum. Implemented by that macro only.
pub trait JsonEnum: Sized {
    /// The variant of any value.
    fn from_value(value: Value) -> Self;
}

/// What stands for a variant on the wire.
#[derive(Clone, Copy, Debug)]
pub enum Wire<'v> {
    /// A documented value.
    Known(Literal),
    /// Any other value.
    Other(&'v Value),
}

impl Wire<'_> {
    /// As a value of its own.
    #[must_use]
    pub fn to_value(self) -> Value {
        match self {
            Self::Known(literal) => literal.to_value(),
            Self::Other(value) => value.clone(),
        }
    }
}

impl Serialize for Wire<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Known(literal) => literal.serialize(serializer),
            Self::Other(value) => value.serialize(serializer),
        }
    }
}

/// A string without its quotes, anything else as JSON.
impl fmt::Display for Wire<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_value() {
            Value::String(text) => f.pad(&text),
            value => f.pad(&value.to_string()),
        }
    }
}

impl Literal {
    /// Whether a value is this one; numbers by value.
    #[must_use]
    pub fn matches(self, value: &Value) -> bool {
        self.is(value)
    }
}

/// Reads any value.
pub fn deserialize_json_enum<'de, E: JsonEnum, D: Deserializer<'de>>(deserializer: D) -> Result<E, D::Error> {
    Value::deserialize(deserializer).map(E::from_value)
}

/// Gives an enum of values of several JSON types its wire form: each documented value has a variant and the last
/// variant keeps any other value.
///
/// A value is a literal of Rust, or behind `json` the text of any JSON value:
///
/// ```
/// use serde_json::json;
///
/// #[derive(Clone, Debug, PartialEq)]
/// pub enum Level {
///     Low,
///     High,
///     Off,
///     Half,
///     Pair,
///     Unknown(serde_json::Value),
/// }
///
/// specwright_values::json_enum! {
///     Level { Low = 1, High = "high", Off = false, Half = 0.5, Pair = json "[1,2]", else Unknown }
/// }
///
/// assert_eq!(serde_json::from_str::<Level>("[1, 2.0]")?, Level::Pair);
/// assert_eq!(serde_json::from_str::<Level>("true")?, Level::Unknown(json!(true)));
/// assert_eq!(serde_json::to_string(&Level::Off)?, "false");
/// assert_eq!(Level::High.to_string(), "high");
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// It gets `to_value`, `From<serde_json::Value>` (which prefers the documented variants), `Display`, `Serialize` and
/// `Deserialize`. Numbers are compared by value.
#[macro_export]
macro_rules! json_enum {
    // `else Unknown` has the form of an entry without a value: a rule of its own would be ambiguous.
    ($name:ident { $($variant:ident $($other:ident)? $(= $(json $text:literal)? $($wire:literal)?)?),* $(,)? }) => {
        impl $name {
            /// The value as it is on the wire.
            #[must_use]
            pub fn to_value(&self) -> $crate::codec::Value {
                self.wire().to_value()
            }
            fn wire(&self) -> $crate::codec::Wire<'_> {
                match self {
                    $($(Self::$variant => $crate::codec::Wire::Known(
                        $($crate::codec::Lit($wire).literal())? $($crate::codec::Lit($text).json())?
                    ),)?)*
                    $($(Self::$other(value) => $crate::codec::Wire::Other(value),)?)*
                }
            }
        }
        impl $crate::codec::Known for $name {
            fn is_known(&self) -> bool {
                !::core::matches!(self, $($(Self::$other(_))?)*)
            }
        }
        impl $crate::codec::JsonEnum for $name {
            fn from_value(value: $crate::codec::Value) -> Self {
                $($(
                    $(if $crate::codec::Lit($wire).literal().matches(&value) { return Self::$variant; })?
                    $(if $crate::codec::Lit($text).json().matches(&value) { return Self::$variant; })?
                )?)*
                $($(Self::$other(value))?)*
            }
        }
        impl ::core::convert::From<$crate::codec::Value> for $name {
            fn from(value: $crate::codec::Value) -> Self {
                $crate::codec::JsonEnum::from_value(value)
            }
        }
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.wire(), f)
            }
        }
        impl $crate::codec::Serialize for $name {
            fn serialize<S: $crate::codec::Serializer>(
                &self,
                serializer: S,
            ) -> $crate::codec::Result<S::Ok, S::Error> {
                $crate::codec::Serialize::serialize(&self.wire(), serializer)
            }
        }
        impl<'de> $crate::codec::Deserialize<'de> for $name {
            fn deserialize<D: $crate::codec::Deserializer<'de>>(
                deserializer: D,
            ) -> $crate::codec::Result<Self, D::Error> {
                $crate::codec::deserialize_json_enum(deserializer)
            }
        }
    };
}
