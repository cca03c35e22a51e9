//! `format: time`.

use std::fmt;
use std::str::FromStr;

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
use time::UtcOffset;

use crate::text::{self, ParseError};
use crate::time_text;

/// A time of day as RFC 3339 writes it, `17:51:28.5Z`: the text exactly as it was received beside what it means.
///
/// The offset, which RFC 3339 asks for and many servers leave out, may be missing. Equality and hash look at the time,
/// to the nanosecond, and at the offset, not at the spelling; times of different offsets are different. A leap second
/// counts as the last nanosecond of its minute.
///
/// ```
/// use specwright_values::Time;
///
/// let noon: Time = "12:00:00.000+02:00".parse()?;
/// assert_eq!(noon, "12:00:00+02:00".parse()?);
/// assert_eq!(noon.as_str(), "12:00:00.000+02:00");
/// assert_eq!(noon.to_time_of_day().hour(), 12);
/// assert_eq!(noon.offset().map(|offset| offset.whole_hours()), Some(2));
/// # Ok::<(), specwright_values::ParseError>(())
/// ```
#[derive(Clone)]
pub struct Time {
    text: Box<str>,
    time: time::Time,
    offset: Option<UtcOffset>,
}

impl Time {
    /// The text as it was received, or as it was made.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The time as a clock at that offset shows it. Fraction digits after the ninth are only in the text.
    #[must_use]
    pub const fn to_time_of_day(&self) -> time::Time {
        self.time
    }

    /// How far that clock is from UTC, if it is said.
    #[must_use]
    pub const fn offset(&self) -> Option<UtcOffset> {
        self.offset
    }
}

impl FromStr for Time {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let (time, offset) = time_text::parse_time(text).ok_or(ParseError::new("an RFC 3339 time"))?;
        Ok(Self { text: text.into(), time, offset })
    }
}

impl TryFrom<&str> for Time {
    type Error = ParseError;

    fn try_from(text: &str) -> Result<Self, ParseError> {
        text.parse()
    }
}

/// Written with `Z`.
impl From<time::Time> for Time {
    fn from(time: time::Time) -> Self {
        let text = time_text::write_time(time) + "Z";
        Self { text: text.into(), time, offset: Some(UtcOffset::UTC) }
    }
}

impl AsRef<str> for Time {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Time({})", self.text)
    }
}

impl PartialEq for Time {
    fn eq(&self, other: &Self) -> bool {
        (self.time, self.offset) == (other.time, other.offset)
    }
}

impl Eq for Time {}

impl std::hash::Hash for Time {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.time, self.offset).hash(state);
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text::deserialize(deserializer)
    }
}
