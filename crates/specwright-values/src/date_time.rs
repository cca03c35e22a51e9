//! `format: date-time`.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::time::SystemTime;

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
use time::{OffsetDateTime, UtcOffset};

use crate::text::{self, ParseError};
use crate::time_text;

/// A moment as RFC 3339 writes it: the text exactly as it was received beside the instant it means.
///
/// Servers differ in how they write one moment (`Z` or `+00:00`, three fraction digits or twelve, a leap second) and
/// some compare what comes back as text. What was read is therefore written again byte for byte.
///
/// Equality, order and hash are those of the **instant**, to the nanosecond; compare [`as_str`](Self::as_str) to tell
/// spellings apart. A leap second counts as the last nanosecond of its minute.
///
/// ```
/// use specwright_values::DateTime;
///
/// let here: DateTime = "2024-07-29T17:51:28.100+02:00".parse()?;
/// let there: DateTime = "2024-07-29t15:51:28.1z".parse()?;
/// assert_eq!(here, there);
/// assert_eq!(here.as_str(), "2024-07-29T17:51:28.100+02:00");
/// assert_eq!(here.to_offset_date_time().unix_timestamp(), 1_722_268_288);
/// # Ok::<(), specwright_values::ParseError>(())
/// ```
#[derive(Clone)]
pub struct DateTime {
    text: Box<str>,
    instant: OffsetDateTime,
}

impl DateTime {
    /// Reads an RFC 3339 `date-time`.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        text.parse()
    }

    /// The text as it was received, or as it was made from an instant.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The instant with its offset. Fraction digits after the ninth are only in the text.
    #[must_use]
    pub const fn to_offset_date_time(&self) -> OffsetDateTime {
        self.instant
    }
}

impl FromStr for DateTime {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let instant = time_text::parse_date_time(text).ok_or(ParseError::new("an RFC 3339 date-time"))?;
        Ok(Self { text: text.into(), instant })
    }
}

impl TryFrom<&str> for DateTime {
    type Error = ParseError;

    fn try_from(text: &str) -> Result<Self, ParseError> {
        text.parse()
    }
}

impl TryFrom<String> for DateTime {
    type Error = ParseError;

    fn try_from(text: String) -> Result<Self, ParseError> {
        text.parse()
    }
}

/// Written with `Z` for UTC and as many fraction digits as there are. Seconds of an offset, which RFC 3339 cannot say,
/// are moved into the time; the instant stays.
impl From<OffsetDateTime> for DateTime {
    fn from(instant: OffsetDateTime) -> Self {
        let seconds = instant.offset().whole_seconds();
        let whole_minutes = UtcOffset::from_whole_seconds(seconds - seconds % 60).ok();
        let instant = whole_minutes.and_then(|offset| instant.checked_to_offset(offset)).unwrap_or(instant);
        Self { text: time_text::write_date_time(instant).into(), instant }
    }
}

/// Fails for a moment outside the years of [`OffsetDateTime`].
impl TryFrom<SystemTime> for DateTime {
    type Error = ParseError;

    fn try_from(moment: SystemTime) -> Result<Self, ParseError> {
        let epoch = OffsetDateTime::UNIX_EPOCH;
        let instant = match moment.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => time::Duration::try_from(after).ok().and_then(|after| epoch.checked_add(after)),
            Err(before) => {
                time::Duration::try_from(before.duration()).ok().and_then(|before| epoch.checked_sub(before))
            }
        };
        instant.map(Self::from).ok_or(ParseError::new("a moment between the years -9999 and 9999"))
    }
}

impl From<DateTime> for OffsetDateTime {
    fn from(value: DateTime) -> Self {
        value.instant
    }
}

impl AsRef<str> for DateTime {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DateTime({})", self.text)
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl PartialEq for DateTime {
    fn eq(&self, other: &Self) -> bool {
        self.instant == other.instant
    }
}

impl Eq for DateTime {}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        self.instant.cmp(&other.instant)
    }
}

impl Hash for DateTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.instant.hash(state);
    }
}

impl Serialize for DateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for DateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text::deserialize(deserializer)
    }
}
