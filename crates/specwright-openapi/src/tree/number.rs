//! Numbers that keep their text.

use std::fmt;

/// A JSON number with its exact text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    text: Box<str>,
    written: Option<Box<str>>,
}

impl Number {
    /// A number whose text is legal JSON already.
    pub(crate) fn from_json(text: &str) -> Self {
        Self { text: text.into(), written: None }
    }

    /// A YAML number: its text made legal in JSON, and as it stands in the document.
    pub(crate) fn from_yaml(text: String, written: &str) -> Self {
        let written = (text != written).then(|| written.into());
        Self { text: text.into(), written }
    }

    /// The text, legal as a JSON number. The document's own text, except that YAML's `+1`, `.5`, `5.`, `007`, `0o17` and
    /// `0x1F` became `1`, `0.5`, `5.0`, `7`, `15` and `31`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The text as it stands in the document.
    pub fn written(&self) -> &str {
        self.written.as_deref().unwrap_or(&self.text)
    }

    /// The value, if it is an integer in range. As in JSON Schema, `1.0` and `1e3` are integers.
    pub fn as_i64(&self) -> Option<i64> {
        self.as_i128()?.try_into().ok()
    }

    /// The value, if it is an integer in range. As in JSON Schema, `1.0` and `1e3` are integers.
    pub fn as_u64(&self) -> Option<u64> {
        self.as_i128()?.try_into().ok()
    }

    /// The nearest floating-point number; `None` when that would be infinite.
    pub fn as_f64(&self) -> Option<f64> {
        self.text.parse().ok().filter(|value: &f64| value.is_finite())
    }

    /// The value, if it is an integer of at most 38 digits.
    pub fn as_i128(&self) -> Option<i128> {
        let (mantissa, exponent) = self.text.split_once(['e', 'E']).unwrap_or((&self.text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let (negative, whole) = whole.strip_prefix('-').map_or((false, whole), |whole| (true, whole));
        let digits = format!("{whole}{fraction}");
        let significant = digits.trim_start_matches('0').trim_end_matches('0');
        if significant.is_empty() {
            return Some(0);
        }
        let trailing_zeros = digits.len() - digits.trim_end_matches('0').len();
        let scale =
            exponent.parse::<i64>().ok()? + i64::try_from(trailing_zeros).ok()? - i64::try_from(fraction.len()).ok()?;
        let power = 10_i128.checked_pow(u32::try_from(scale).ok()?)?;
        let value = significant.parse::<i128>().ok()?.checked_mul(power)?;
        Some(if negative { -value } else { value })
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[track_caller]
    fn check(text: &str, integer: Option<i128>) {
        assert_eq!(Number::from_json(text).as_i128(), integer, "{text}");
    }

    #[test]
    fn integers_are_known_by_value_not_by_spelling() {
        check("0", Some(0));
        check("-0.0e9", Some(0));
        check("1.0", Some(1));
        check("1e3", Some(1000));
        check("-12.50E1", Some(-125));
        check("120e-1", Some(12));
        check("18446744073709551616", Some(18_446_744_073_709_551_616));
        check("1.5", None);
        check("1e-3", None);
        check("1e400", None);
        check("1e99999999999999999999", None);
    }

    #[test]
    fn ranges_are_exact_where_floats_are_not() {
        let number = Number::from_json("9223372036854775808");
        assert_eq!((number.as_i64(), number.as_u64()), (None, Some(9_223_372_036_854_775_808)));
        let number = Number::from_json("-9223372036854775808");
        assert_eq!((number.as_i64(), number.as_u64()), (Some(i64::MIN), None));
        assert_eq!(Number::from_json("1e400").as_f64(), None);
        assert_eq!(Number::from_json("0.1").as_f64(), Some(0.1));
    }
}
