//! The value of a number apart from how it is written.

use std::borrow::Cow;
use std::cmp::Ordering;

/// Whole numbers with more digits than this are not made into integers; the widest has 39.
const LONGEST: usize = 40;

/// Whether the text is a number of JSON's grammar.
pub(super) fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `0.digits * 10^scale`, without zeros at either end of the digits; zero has none and is not negative.
///
/// Exponents beyond 64 bits are cut to what fits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Decimal<'t> {
    negative: bool,
    scale: i64,
    digits: Cow<'t, str>,
}

impl<'t> Decimal<'t> {
    /// The value of a text that [`is_number`].
    pub(super) fn of(text: &'t str) -> Option<Self> {
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |text| (true, text));
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = if fraction.is_empty() { Cow::Borrowed(whole) } else { Cow::Owned([whole, fraction].concat()) };
        let leading = all.bytes().take_while(|byte| *byte == b'0').count();
        let digits = match all {
            Cow::Borrowed(all) => Cow::Borrowed(all.trim_matches('0')),
            Cow::Owned(all) => Cow::Owned(all.trim_matches('0').to_owned()),
        };
        if digits.is_empty() {
            return Some(Self { negative: false, scale: 0, digits });
        }
        let shift = i64::try_from(whole.len()).ok()?.saturating_sub(i64::try_from(leading).ok()?);
        Some(Self { negative, scale: saturating(exponent).saturating_add(shift), digits })
    }

    /// The number with all its digits, if it is whole and not long.
    pub(super) fn to_integer(&self) -> Option<String> {
        if self.digits.is_empty() {
            return Some("0".to_owned());
        }
        let length = usize::try_from(self.scale).ok().filter(|length| *length <= LONGEST)?;
        let sign = if self.negative { "-" } else { "" };
        (self.digits.len() <= length).then(|| format!("{sign}{:0<length$}", self.digits))
    }

    fn sign(&self) -> i8 {
        match (self.digits.is_empty(), self.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        }
    }
}

fn saturating(exponent: &str) -> i64 {
    let limit = if exponent.starts_with('-') { i64::MIN } else { i64::MAX };
    exponent.parse().unwrap_or(limit)
}

impl PartialOrd for Decimal<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let size = || self.scale.cmp(&other.scale).then_with(|| self.digits.cmp(&other.digits));
        self.sign().cmp(&other.sign()).then_with(|| if self.negative { size().reverse() } else { size() })
    }
}
