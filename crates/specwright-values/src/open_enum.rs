//! Enums that take values nobody told us about.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{Error, Unexpected, Visitor};
use serde_core::{Deserialize, Deserializer};

use crate::Number;

/// What [`string_enum!`](crate::string_enum) knows about an enum. Implemented by that macro only.
pub trait StringEnum: Sized {
    /// The variant of a documented value.
    fn known(text: &str) -> Option<Self>;
    /// The variant of any other value.
    fn unknown(text: String) -> Self;
}

/// What [`integer_enum!`](crate::integer_enum) knows about an enum. Implemented by that macro only.
pub trait IntegerEnum: Sized {
    /// The variant of any value.
    fn from_integer(value: i64) -> Self;
}

/// The variant of a borrowed text.
pub fn from_str<E: StringEnum>(text: &str) -> E {
    E::known(text).unwrap_or_else(|| E::unknown(text.to_owned()))
}

/// The variant of an owned text.
pub fn from_string<E: StringEnum>(text: String) -> E {
    E::known(&text).unwrap_or_else(|| E::unknown(text))
}

/// Reads any string.
pub fn deserialize_string_enum<'de, E: StringEnum, D: Deserializer<'de>>(deserializer: D) -> Result<E, D::Error> {
    deserializer.deserialize_string(Text(PhantomData))
}

/// Reads any integer. A whole number that is written as a float may be beyond what floats hold, so its digits are read.
pub fn deserialize_integer_enum<'de, E: IntegerEnum, D: Deserializer<'de>>(deserializer: D) -> Result<E, D::Error> {
    let number = Number::deserialize(deserializer)?;
    let invalid = || D::Error::invalid_value(Unexpected::Other(&format!("number {number}")), &"a 64-bit integer");
    number.as_i64().map(E::from_integer).ok_or_else(invalid)
}

struct Text<T>(PhantomData<T>);

impl<T: StringEnum> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok(from_str(text))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<T, E> {
        Ok(from_string(text))
    }
}

/// Gives an enum of strings its wire form: each documented value has a variant and the last variant keeps any other
/// text.
///
/// The enum is written by hand (or by the generator) beside the macro, with the derives it likes:
///
/// ```
/// #[derive(Clone, Debug, PartialEq, Eq)]
/// pub enum Role {
///     Admin,
///     CloudRep,
///     Unknown(String),
/// }
///
/// specwright_values::string_enum! {
///     Role { Admin = "admin", CloudRep = "cloud_rep", else Unknown }
/// }
///
/// assert_eq!(Role::from("cloud_rep"), Role::CloudRep);
/// assert_eq!(Role::from("owner"), Role::Unknown("owner".to_owned()));
/// assert_eq!(serde_json::to_string(&Role::Admin)?, r#""admin""#);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// It gets `as_str`, `From<&str>` and `From<String>` (both prefer the documented variants), `FromStr` (which cannot
/// fail), `Display`, `AsRef<str>`, `Serialize` and `Deserialize`.
#[macro_export]
macro_rules! string_enum {
    ($name:ident { $($entries:tt)* }) => {
        $crate::__entries! { __string_enum $name { $($entries)*, } }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __string_enum {
    ($name:ident $([= $variant:ident $wire:literal])* [$other:ident else ,]) => {
        impl $name {
            /// The value as it is on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::$other(text) => text,
                }
            }
        }
        impl $crate::codec::Known for $name {
            fn is_known(&self) -> bool {
                !::core::matches!(self, Self::$other(_))
            }
        }
        impl $crate::codec::StringEnum for $name {
            fn known(text: &str) -> $crate::codec::Option<Self> {
                match text {
                    $($wire => $crate::codec::Some(Self::$variant),)*
                    _ => $crate::codec::None,
                }
            }
            fn unknown(text: $crate::codec::String) -> Self {
                Self::$other(text)
            }
        }
        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                $crate::codec::from_str(text)
            }
        }
        impl ::core::convert::From<$crate::codec::String> for $name {
            fn from(text: $crate::codec::String) -> Self {
                $crate::codec::from_string(text)
            }
        }
        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;
            fn from_str(text: &str) -> $crate::codec::Result<Self, Self::Err> {
                $crate::codec::Ok($crate::codec::from_str(text))
            }
        }
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }
        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
        impl $crate::codec::Serialize for $name {
            fn serialize<S: $crate::codec::Serializer>(
                &self,
                serializer: S,
            ) -> $crate::codec::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
        impl<'de> $crate::codec::Deserialize<'de> for $name {
            fn deserialize<D: $crate::codec::Deserializer<'de>>(
                deserializer: D,
            ) -> $crate::codec::Result<Self, D::Error> {
                $crate::codec::deserialize_string_enum(deserializer)
            }
        }
    };
}

/// Gives an enum of integers its wire form: each documented value has a variant and the last variant keeps any other
/// `i64`.
///
/// ```
/// #[derive(Clone, Copy, Debug, PartialEq, Eq)]
/// pub enum Priority {
///     Low,
///     High,
///     Unknown(i64),
/// }
///
/// specwright_values::integer_enum! {
///     Priority { Low = 1, High = 2, else Unknown }
/// }
///
/// assert_eq!(Priority::from(2), Priority::High);
/// assert_eq!(serde_json::from_str::<Priority>("7")?, Priority::Unknown(7));
/// assert_eq!(Priority::Low.to_string(), "1");
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// It gets `as_i64`, `From<i64>` (which prefers the documented variants), `Display`, `Serialize` and `Deserialize`. A
/// whole number that is written as a float, `2.0` or `9007199254740993.0`, is read as the integer it is.
#[macro_export]
macro_rules! integer_enum {
    ($name:ident { $($entries:tt)* }) => {
        $crate::__entries! { __integer_enum $name { $($entries)*, } }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __integer_enum {
    ($name:ident $([= $variant:ident $wire:literal])* [$other:ident else ,]) => {
        impl $name {
            /// The value as it is on the wire.
            #[must_use]
            pub const fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::$other(value) => *value,
                }
            }
        }
        impl $crate::codec::Known for $name {
            fn is_known(&self) -> bool {
                !::core::matches!(self, Self::$other(_))
            }
        }
        impl $crate::codec::IntegerEnum for $name {
            fn from_integer(value: i64) -> Self {
                match value {
                    $($wire => Self::$variant,)*
                    value => Self::$other(value),
                }
            }
        }
        impl ::core::convert::From<i64> for $name {
            fn from(value: i64) -> Self {
                $crate::codec::IntegerEnum::from_integer(value)
            }
        }
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_i64(), f)
            }
        }
        impl $crate::codec::Serialize for $name {
            fn serialize<S: $crate::codec::Serializer>(
                &self,
                serializer: S,
            ) -> $crate::codec::Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.as_i64())
            }
        }
        impl<'de> $crate::codec::Deserialize<'de> for $name {
            fn deserialize<D: $crate::codec::Deserializer<'de>>(
                deserializer: D,
            ) -> $crate::codec::Result<Self, D::Error> {
                $crate::codec::deserialize_integer_enum(deserializer)
            }
        }
    };
}

/// Puts the operator of each entry in front, where `else Unknown` cannot be taken for an entry without a value, and
/// hands the entries to the macro that is named first. A document may list ten thousand values: nothing optional stands
/// inside of the repetition, because the compiler copies all that is matched so far for each such part.
#[doc(hidden)]
#[macro_export]
macro_rules! __entries {
    ($macro:ident $name:ident { $($variant:ident $is:tt $wire:tt),* $(,)? }) => {
        $crate::$macro! { $name $([$is $variant $wire])* }
    };
    // A negative number is two tokens.
    ($macro:ident $name:ident { $($variant:ident $(= $wire:literal)? $($other:ident)?),* $(,)* }) => {
        $crate::$macro! { $name $($([= $variant $wire])? $([$other $variant ,])?)* }
    };
}
