//! `format: duration`.

use std::fmt;
use std::str::FromStr;

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::{self, ParseError};

/// A length of time as RFC 3339's appendix A writes it, `P3DT12H30M5S`: the text exactly as it was received.
///
/// The last number may have a fraction, as ISO 8601 allows and servers write. A month has no fixed length, and with
/// time zones a day has none either, so equality and hash are those of the text.
///
/// ```
/// use specwright_values::Duration;
///
/// let wait: Duration = "PT1M0.5S".parse()?;
/// assert_eq!(wait.to_std(), Some(std::time::Duration::from_millis(60_500)));
/// assert_eq!(Duration::from(std::time::Duration::from_secs(90)).as_str(), "PT90S");
/// assert!("1 minute".parse::<Duration>().is_err());
/// # Ok::<(), specwright_values::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Duration(Box<str>);

impl Duration {
    /// The text as it was received, or as it was made.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The length, a day being 24 hours. `None` with years or months, whose length nobody knows, and for lengths that
    /// the type cannot hold. Fraction digits after the ninth of a second are dropped.
    #[must_use]
    pub fn to_std(&self) -> Option<std::time::Duration> {
        parts(&self.0)?.try_fold(std::time::Duration::ZERO, |sum, part| {
            let Part { whole, fraction, seconds } = part?;
            let nanoseconds = u128::from(seconds?).checked_mul(whole.parse::<u128>().ok()?)?.checked_mul(BILLION)?;
            let digits: String = fraction.chars().chain(std::iter::repeat('0')).take(9).collect();
            let nanoseconds = nanoseconds.checked_add(u128::from(seconds?) * digits.parse::<u128>().ok()?)?;
            let seconds = u64::try_from(nanoseconds / BILLION).ok()?;
            sum.checked_add(std::time::Duration::new(seconds, u32::try_from(nanoseconds % BILLION).ok()?))
        })
    }
}

const BILLION: u128 = 1_000_000_000;

/// One number with its unit.
struct Part<'t> {
    whole: &'t str,
    fraction: &'t str,
    /// The length of the unit, if it has one.
    seconds: Option<u32>,
}

/// The units in the order in which they come.
const DATE: &[(char, Option<u32>)] = &[('Y', None), ('M', None), ('W', Some(604_800)), ('D', Some(86_400))];
const TIME: &[(char, Option<u32>)] = &[('H', Some(3600)), ('M', Some(60)), ('S', Some(1))];

/// The parts of a duration; an element of `None` is what is none. `None` for a text without any.
fn parts(text: &str) -> Option<impl Iterator<Item = Option<Part<'_>>>> {
    let text = text.strip_prefix('P').filter(|text| !text.is_empty())?;
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time).filter(|time| !time.is_empty() && !date.contains(['.', ',']))?),
        None => (text, ""),
    };
    Some(run(date, DATE).chain(run(time, TIME)))
}

/// Numbers with units, each unit once and in its order.
fn run<'t>(
    mut text: &'t str,
    mut units: &'static [(char, Option<u32>)],
) -> impl Iterator<Item = Option<Part<'t>>> + use<'t> {
    std::iter::from_fn(move || {
        if text.is_empty() {
            return None;
        }
        let part = part(text, units);
        (text, units) = part.as_ref().map_or(("", units), |(_, text, units)| (*text, *units));
        Some(part.map(|(part, _, _)| part))
    })
}

type Units = &'static [(char, Option<u32>)];

fn part(text: &str, units: Units) -> Option<(Part<'_>, &str, Units)> {
    let (number, unit) = text.split_at_checked(text.find(|c: char| c.is_ascii_alphabetic())?)?;
    let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits(whole) && digits(fraction)).then_some(())?;
    let place = units.iter().position(|(name, _)| unit.starts_with(*name))?;
    let (_, seconds) = units.get(place)?;
    let after = unit.get(1..)?;
    (number == whole || after.is_empty()).then_some(())?;
    Some((Part { whole, fraction, seconds: *seconds }, after, units.get(place + 1..)?))
}

impl FromStr for Duration {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let well_formed = parts(text).is_some_and(|mut parts| parts.all(|part| part.is_some()));
        well_formed.then(|| Self(text.into())).ok_or(ParseError::new("an RFC 3339 duration"))
    }
}

impl TryFrom<&str> for Duration {
    type Error = ParseError;

    fn try_from(text: &str) -> Result<Self, ParseError> {
        text.parse()
    }
}

/// Written in seconds.
impl From<std::time::Duration> for Duration {
    fn from(length: std::time::Duration) -> Self {
        let text = match length.subsec_nanos() {
            0 => format!("PT{}S", length.as_secs()),
            nanoseconds => {
                let digits = format!("{nanoseconds:09}");
                format!("PT{}.{}S", length.as_secs(), digits.trim_end_matches('0'))
            }
        };
        Self(text.into())
    }
}

impl AsRef<str> for Duration {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Duration({})", self.0)
    }
}

impl Serialize for Duration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Duration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text::deserialize(deserializer)
    }
}
