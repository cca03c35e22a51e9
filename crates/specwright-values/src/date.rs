//! `format: date`.

use std::fmt;
use std::str::FromStr;

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::{self, ParseError};
use crate::time_text;

/// A day as RFC 3339 writes it, `2024-07-29`. A day has only one spelling there, so no text is kept.
///
/// ```
/// use specwright_values::Date;
///
/// let day: Date = "2024-02-29".parse()?;
/// assert_eq!(day.to_time_date().ordinal(), 60);
/// assert_eq!(day.to_string(), "2024-02-29");
/// # Ok::<(), specwright_values::ParseError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(time::Date);

impl Date {
    /// Reads an RFC 3339 `full-date`.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        text.parse()
    }

    /// The day as the `time` crate has it.
    #[must_use]
    pub const fn to_time_date(self) -> time::Date {
        self.0
    }
}

impl FromStr for Date {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        time_text::parse_date(text).map(Self).ok_or(ParseError::new("an RFC 3339 full-date"))
    }
}

impl TryFrom<&str> for Date {
    type Error = ParseError;

    fn try_from(text: &str) -> Result<Self, ParseError> {
        text.parse()
    }
}

impl TryFrom<String> for Date {
    type Error = ParseError;

    fn try_from(text: String) -> Result<Self, ParseError> {
        text.parse()
    }
}

impl From<time::Date> for Date {
    fn from(date: time::Date) -> Self {
        Self(date)
    }
}

impl From<Date> for time::Date {
    fn from(date: Date) -> Self {
        date.0
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Date({self})")
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&time_text::write_date(self.0))
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&time_text::write_date(self.0))
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text::deserialize(deserializer)
    }
}
