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

    /// Whether the number is the other one times a whole number; also said of factors that are too long to tell.
    #[cfg(feature = "validate")]
    pub(super) fn is_multiple_of(&self, factor: &Self) -> bool {
        /// Behind so many zeros nothing changes: 10 to this power has every factor 2 and 5 that the divisor can have.
        const MOST_ZEROS: i64 = 128;
        let Some(divisor) = factor.digits.parse::<u128>().ok().filter(|divisor| *divisor < u128::MAX / 16) else {
            return factor.digits.is_empty() || self.digits.is_empty() || factor.digits.len() > 37;
        };
        if self.digits.is_empty() {
            return true;
        }
        let exponent = |number: &Self| number.scale.saturating_sub(number.digits.len() as i64);
        let zeros = exponent(self).saturating_sub(exponent(factor));
        // The last digit is none of zero, so that a factor with more zeros does not go into it.
        if zeros < 0 {
            return false;
        }
        let zeros = (0..zeros.min(MOST_ZEROS)).map(|_| b'0');
        let rest =
            self.digits.bytes().chain(zeros).fold(0, |rest, digit| (rest * 10 + u128::from(digit - b'0')) % divisor);
        rest == 0
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
