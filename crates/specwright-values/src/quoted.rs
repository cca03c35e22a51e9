//! Numbers inside of strings.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Deref;
use std::str::FromStr;

use serde_core::de::{Error, Visitor};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::ParseError;

/// A number that is written as a string, `"12"`: `type: string` with `format: int64`, `decimal` and the like.
///
/// `T` is an integer or a [`Number`](crate::Number). What was read is written again as it was, `"007"` included;
/// equality, order and hash are those of the number.
///
/// ```
/// use specwright_values::Quoted;
///
/// let size: Quoted<i64> = serde_json::from_str(r#""007""#)?;
/// assert_eq!(*size, 7);
/// assert_eq!(size, Quoted::new(7));
/// assert_eq!(serde_json::to_string(&size)?, r#""007""#);
/// assert_eq!(serde_json::to_string(&Quoted::new(7))?, r#""7""#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Quoted<T> {
    value: T,
    /// The text where it is not the one that the number would be written in.
    text: Option<Box<str>>,
}

impl<T> Quoted<T> {
    /// The number, to be written inside of a string.
    #[must_use]
    pub const fn new(value: T) -> Self {
        Self { value, text: None }
    }

    /// The number itself.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> Deref for Quoted<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> From<T> for Quoted<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

/// Reads the text inside of the quotes.
impl<T: FromStr + fmt::Display> FromStr for Quoted<T> {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let value: T = text.parse().map_err(|_| ParseError::new("a number that fits"))?;
        let other = value.to_string() != text;
        Ok(Self { value, text: other.then(|| text.into()) })
    }
}

/// The text inside of the quotes.
impl<T: fmt::Display> fmt::Display for Quoted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.text {
            Some(text) => f.pad(text),
            None => self.value.fmt(f),
        }
    }
}

impl<T: fmt::Display> fmt::Debug for Quoted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Quoted({self})")
    }
}

impl<T: PartialEq> PartialEq for Quoted<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Quoted<T> {}

impl<T: PartialOrd> PartialOrd for Quoted<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.value.partial_cmp(&other.value)
    }
}

impl<T: Ord> Ord for Quoted<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl<T: Hash> Hash for Quoted<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl<T: fmt::Display> Serialize for Quoted<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, T: FromStr + fmt::Display> Deserialize<'de> for Quoted<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Text(PhantomData))
    }
}

struct Text<T>(PhantomData<T>);

impl<T: FromStr + fmt::Display> Visitor<'_> for Text<T> {
    type Value = Quoted<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number in a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Quoted<T>, E> {
        text.parse().map_err(E::custom)
    }
}
