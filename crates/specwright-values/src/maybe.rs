//! Properties that can be left out and can also be null.

use std::ops::Deref;

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
use time::OffsetDateTime;

use crate::open_enum::StringEnum;
use crate::{Base64, Base64Url, Date, DateTime, Duration, Number, Quoted, Secret};

/// A property that is absent, is `null`, or has a value.
///
/// JSON tells `{}`, `{"note":null}` and `{"note":"x"}` apart, and many servers give each a meaning of its own: *leave
/// it*, *clear it*, *set it*. An `Option` cannot hold all three.
///
/// ```
/// use specwright_values::Maybe;
///
/// fn note(note: impl Into<Maybe<String>>) -> Maybe<String> {
///     note.into()
/// }
/// assert_eq!(note("x"), Maybe::Value("x".to_owned()));
/// assert_eq!(note(None), Maybe::Null);
/// assert_eq!(note(Maybe::Absent), Maybe::Absent);
/// ```
///
/// As a field of a [`record!`](crate::record) marked `maybe`, `Absent` is not written at all. In any other place there
/// is a value to be written and nothing to leave out, so `Absent` and `Null` both become null, and null is read as
/// `Null`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Maybe<T> {
    /// The property is not there.
    #[default]
    Absent,
    /// The property is there and is `null`.
    Null,
    /// The property is there and has this value.
    Value(T),
}

impl<T> Maybe<T> {
    /// Whether the property is not there.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the property is there and is `null`.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether the property has a value.
    #[must_use]
    pub const fn is_value(&self) -> bool {
        matches!(self, Self::Value(_))
    }

    /// The value by reference; `None` when absent or null.
    #[must_use]
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value by mutable reference; `None` when absent or null.
    #[must_use]
    pub const fn value_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value itself; `None` when absent or null.
    #[must_use]
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The same state around a reference to the value.
    #[must_use]
    pub const fn as_ref(&self) -> Maybe<&T> {
        match self {
            Self::Absent => Maybe::Absent,
            Self::Null => Maybe::Null,
            Self::Value(value) => Maybe::Value(value),
        }
    }

    /// The same state around a mutable reference to the value.
    #[must_use]
    pub const fn as_mut(&mut self) -> Maybe<&mut T> {
        match self {
            Self::Absent => Maybe::Absent,
            Self::Null => Maybe::Null,
            Self::Value(value) => Maybe::Value(value),
        }
    }

    /// The dereferenced value, as in `Option<&str>` from a `Maybe<String>`; `None` when absent or null.
    #[must_use]
    pub fn as_deref(&self) -> Option<&T::Target>
    where
        T: Deref,
    {
        self.value().map(Deref::deref)
    }

    /// The same state around what `change` makes of the value.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Maybe<U> {
        match self {
            Self::Absent => Maybe::Absent,
            Self::Null => Maybe::Null,
            Self::Value(value) => Maybe::Value(change(value)),
        }
    }

    /// The value, or `other` when absent or null.
    #[must_use]
    pub fn unwrap_or(self, other: T) -> T {
        self.into_value().unwrap_or(other)
    }

    /// The value, or what `other` returns when absent or null.
    #[must_use]
    pub fn unwrap_or_else(self, other: impl FnOnce() -> T) -> T {
        self.into_value().unwrap_or_else(other)
    }

    /// The value, or the default of its type when absent or null.
    #[must_use]
    pub fn unwrap_or_default(self) -> T
    where
        T: Default,
    {
        self.into_value().unwrap_or_default()
    }

    /// Moves the state out and leaves `Absent`.
    #[must_use]
    pub const fn take(&mut self) -> Self {
        std::mem::replace(self, Self::Absent)
    }

    /// The three states as nested options: absent is `None`, null is `Some(None)`.
    #[must_use]
    pub fn into_nested(self) -> Option<Option<T>> {
        match self {
            Self::Absent => None,
            Self::Null => Some(None),
            Self::Value(value) => Some(Some(value)),
        }
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` is null. What is to stay away is [`Maybe::Absent`].
impl<T> From<Option<T>> for Maybe<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

/// What a setter of a `Maybe` property takes as its value beside the value's own type.
macro_rules! maybe_from {
    ($($from:ty => $to:ty),* $(,)?) => {
        $(
            impl From<$from> for Maybe<$to> {
                fn from(value: $from) -> Self {
                    Self::Value(value.into())
                }
            }
        )*
    };
}

maybe_from! {
    &str => String,
    &str => Secret,
    String => Secret,
    OffsetDateTime => DateTime,
    time::Date => Date,
    Vec<u8> => Base64,
    Vec<u8> => Base64Url,
    i32 => Number,
    i64 => Number,
    u32 => Number,
    u64 => Number,
    f64 => Number,
    i64 => Quoted<i64>,
    u64 => Quoted<u64>,
    std::time::Duration => Duration,
}

/// The bytes of a `Maybe` property, in every form that setters of other properties take.
macro_rules! maybe_bytes {
    ($($to:ty),*) => {
        $(
            maybe_from! { &[u8] => $to }

            impl<const N: usize> From<[u8; N]> for Maybe<$to> {
                fn from(bytes: [u8; N]) -> Self {
                    Self::Value(bytes.into())
                }
            }

            impl<const N: usize> From<&[u8; N]> for Maybe<$to> {
                fn from(bytes: &[u8; N]) -> Self {
                    Self::Value(bytes.into())
                }
            }
        )*
    };
}

maybe_bytes! { Base64, Base64Url }

/// The variant of a text: the documented one, if there is one.
impl<E: StringEnum> From<&str> for Maybe<E> {
    fn from(text: &str) -> Self {
        Self::Value(crate::open_enum::from_str(text))
    }
}

impl<T: Serialize> Serialize for Maybe<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from)
    }
}
