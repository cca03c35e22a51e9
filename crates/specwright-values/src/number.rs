//! Numbers to the last digit.

mod decimal;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde_core::de::{self, Unexpected};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer, ser};
use serde_json::value::RawValue;

use crate::raw::{self, Kind};
use crate::text::ParseError;

use decimal::Decimal;

/// Any number that JSON can write, as exact as it was written: `0.1000000000000000055`, `18446744073709551616`, `1e400`
/// and `1.0` come back digit for digit.
///
/// Equality, order and hash are those of the **value**: `1`, `1.0` and `10e-1` are equal. A `NaN` that came from an
/// `f64` equals itself and is the greatest; it and the infinities cannot be serialized.
///
/// ```
/// use specwright_values::Number;
///
/// let price: Number = serde_json::from_str("19.90")?;
/// assert_eq!(price.to_string(), "19.90");
/// assert_eq!(price, Number::from(19.9));
/// assert_eq!(price.as_f64(), 19.9);
/// assert!(price > Number::from(19));
/// assert_eq!(serde_json::to_string(&price)?, "19.90");
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// The digits survive `serde_json`'s text. Its `Value` and other formats hold numbers in their own way, and what they
/// hold is what is read.
#[derive(Clone)]
pub struct Number(Repr);

/// The cheapest form that writes the number as it was.
#[derive(Clone)]
enum Repr {
    Signed(i64),
    Unsigned(u64),
    Double(f64),
    Text(Box<str>),
}

impl Number {
    /// The nearest `f64`; an infinity for what is beyond.
    #[must_use]
    pub fn as_f64(&self) -> f64 {
        match &self.0 {
            Repr::Signed(value) => *value as f64,
            Repr::Unsigned(value) => *value as f64,
            Repr::Double(value) => *value,
            Repr::Text(text) => text.parse().unwrap_or(f64::NAN),
        }
    }

    /// The number as an integer, if it is one and fits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.parsed()
    }

    /// The number as an unsigned integer, if it is one and fits.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.parsed()
    }

    fn parsed<T: FromStr>(&self) -> Option<T> {
        self.to_integer()?.parse().ok()
    }

    /// The digits of a whole number of a size that integers have.
    pub(crate) fn to_integer(&self) -> Option<String> {
        match &self.0 {
            Repr::Signed(value) => Some(value.to_string()),
            Repr::Unsigned(value) => Some(value.to_string()),
            Repr::Double(_) | Repr::Text(_) => Decimal::of(&self.text()).filter(|_| self.is_finite())?.to_integer(),
        }
    }

    /// Whether the number is the other one times a whole number. Also said of what cannot be told: a factor of more than
    /// 37 digits, and numbers that are not finite.
    #[cfg(feature = "validate")]
    pub(crate) fn is_multiple_of(&self, other: &Self) -> bool {
        let (text, factor) = (self.text(), other.text());
        match (Decimal::of(&text), Decimal::of(&factor)) {
            (Some(number), Some(factor)) if self.is_finite() && other.is_finite() => number.is_multiple_of(&factor),
            _ => true,
        }
    }

    fn is_finite(&self) -> bool {
        !matches!(self.0, Repr::Double(value) if !value.is_finite())
    }

    /// The text as JSON has it.
    fn text(&self) -> Cow<'_, str> {
        match &self.0 {
            Repr::Signed(value) => Cow::Owned(value.to_string()),
            Repr::Unsigned(value) => Cow::Owned(value.to_string()),
            Repr::Double(value) => Cow::Owned(double_text(*value)),
            Repr::Text(text) => Cow::Borrowed(text),
        }
    }

    /// Where the number is among those that have no digits.
    fn rank(&self) -> i8 {
        match self.0 {
            Repr::Double(value) if value.is_nan() => 2,
            Repr::Double(f64::INFINITY) => 1,
            Repr::Double(f64::NEG_INFINITY) => -1,
            _ => 0,
        }
    }
}

/// The text that serializers of JSON write for a float.
fn double_text(value: f64) -> String {
    if value.is_finite() { serde_json::to_string(&value).unwrap_or_default() } else { value.to_string() }
}

/// Reads a number as JSON writes it.
impl FromStr for Number {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        if !decimal::is_number(text) {
            return Err(ParseError::new("a number"));
        }
        // JSON's grammar has one spelling of each integer but zero.
        if text != "-0" {
            if let Ok(value) = text.parse() {
                return Ok(Self(Repr::Signed(value)));
            }
            if let Ok(value) = text.parse() {
                return Ok(Self(Repr::Unsigned(value)));
            }
        }
        let double = text.parse().ok().filter(|value: &f64| value.is_finite() && double_text(*value) == text);
        Ok(Self(double.map_or_else(|| Repr::Text(text.into()), Repr::Double)))
    }
}

macro_rules! from_integer {
    ($repr:ident: $($ty:ty)*) => {
        $(impl From<$ty> for Number {
            fn from(value: $ty) -> Self {
                Self(Repr::$repr(value.into()))
            }
        })*
    };
}

from_integer! { Signed: i8 i16 i32 i64 }
from_integer! { Unsigned: u8 u16 u32 u64 }
from_integer! { Double: f64 }

/// The shortest text that means this `f32` and no other.
impl From<f32> for Number {
    fn from(value: f32) -> Self {
        serde_json::to_string(&value)
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or(Self(Repr::Double(value.into())))
    }
}

macro_rules! from_wide {
    ($($ty:ty)*) => {
        $(impl From<$ty> for Number {
            fn from(value: $ty) -> Self {
                let text = value.to_string();
                text.parse().unwrap_or(Self(Repr::Text(text.into())))
            }
        })*
    };
}

from_wide! { i128 u128 }

impl TryFrom<&str> for Number {
    type Error = ParseError;

    fn try_from(text: &str) -> Result<Self, ParseError> {
        text.parse()
    }
}

/// The text as it is on the wire.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text())
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Number({self})")
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Signed(left), Repr::Signed(right)) => left.cmp(right),
            (Repr::Unsigned(left), Repr::Unsigned(right)) => left.cmp(right),
            _ => self.rank().cmp(&other.rank()).then_with(|| match self.rank() {
                0 => Decimal::of(&self.text()).cmp(&Decimal::of(&other.text())),
                _ => Ordering::Equal,
            }),
        }
    }
}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.rank().hash(state);
        if self.rank() == 0 {
            Decimal::of(&self.text()).hash(state);
        }
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Repr::Signed(value) => serializer.serialize_i64(*value),
            Repr::Unsigned(value) => serializer.serialize_u64(*value),
            Repr::Double(value) if value.is_finite() => serializer.serialize_f64(*value),
            Repr::Double(_) => Err(ser::Error::custom("a number that is not finite cannot be written")),
            Repr::Text(text) => {
                serde_json::from_str::<&RawValue>(text).map_err(ser::Error::custom)?.serialize(serializer)
            }
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = raw::read(deserializer)?;
        text.parse().map_err(|_| de::Error::invalid_type(Unexpected::Other(Kind::of(&text).name()), &"a number"))
    }
}
