//! Plain scalars of the YAML 1.2 core schema (section 10.3.2).

use crate::tree::{Number, Value};

/// What a plain scalar means.
pub(super) enum Plain {
    /// A JSON value.
    Value(Value),
    /// YAML has a number for it, JSON has not.
    Beyond(&'static str),
}

/// Reads a plain scalar. `yes`, `no`, `on`, `off` and dates are strings, as YAML 1.2 has it.
pub(super) fn read(text: &str) -> Plain {
    let value = match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => match read_number(text) {
            Numeric::Number(json) => Value::Number(Number::from_yaml(json, text)),
            Numeric::Beyond(what) => return Plain::Beyond(what),
            Numeric::Not => Value::String(text.to_owned()),
        },
    };
    Plain::Value(value)
}

enum Numeric {
    Number(String),
    Beyond(&'static str),
    Not,
}

fn read_number(text: &str) -> Numeric {
    let starts = text.bytes().next().is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.'));
    if !starts {
        return Numeric::Not;
    }
    if let Some((digits, radix)) = based(text) {
        return match u128::from_str_radix(digits, radix) {
            Ok(value) => Numeric::Number(value.to_string()),
            Err(_) => Numeric::Beyond("a number of more than 128 bits"),
        };
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    match unsigned {
        ".inf" | ".Inf" | ".INF" => Numeric::Beyond("an infinite number"),
        ".nan" | ".NaN" | ".NAN" if unsigned == text => Numeric::Beyond("not a number"),
        _ => decimal(text.starts_with('-'), unsigned).map_or(Numeric::Not, Numeric::Number),
    }
}

/// Digits of `0o17` and `0x1F`, which have no sign in the core schema.
fn based(text: &str) -> Option<(&str, u32)> {
    let (digits, radix) = match text.strip_prefix("0o") {
        Some(digits) => (digits, 8),
        None => (text.strip_prefix("0x")?, 16),
    };
    let only_digits = !digits.is_empty() && digits.chars().all(|character| character.is_digit(radix));
    only_digits.then_some((digits, radix))
}

/// Makes a decimal number legal in JSON; `None` when it is no number.
fn decimal(negative: bool, unsigned: &str) -> Option<String> {
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => unsigned.split_at(at),
        None => (unsigned, ""),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let has_digits = !whole.is_empty() || fraction.is_some_and(|fraction| !fraction.is_empty());
    if !has_digits || !digits(whole) || !digits(fraction.unwrap_or_default()) || !is_exponent(exponent) {
        return None;
    }
    let sign = if negative { "-" } else { "" };
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    Some(match fraction {
        None => format!("{sign}{whole}{exponent}"),
        Some("") => format!("{sign}{whole}.0{exponent}"),
        Some(fraction) => format!("{sign}{whole}.{fraction}{exponent}"),
    })
}

fn is_exponent(text: &str) -> bool {
    let Some(digits) = text.strip_prefix(['e', 'E']) else { return text.is_empty() };
    let digits = digits.strip_prefix(['-', '+']).unwrap_or(digits);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{Plain, read};
    use crate::tree::Value;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let shown = match read(text) {
            Plain::Value(Value::Number(number)) => format!("number {number} written {}", number.written()),
            Plain::Value(Value::String(text)) => format!("string {text}"),
            Plain::Value(Value::Bool(value)) => value.to_string(),
            Plain::Value(_) => "null".to_owned(),
            Plain::Beyond(what) => what.to_owned(),
        };
        assert_eq!(shown, expected);
    }

    #[test]
    fn words_of_yaml_1_1_are_strings() {
        for word in ["no", "yes", "on", "off", "y", "n", "No", "tRUE", "nULL", "2024-07-29", "12:30:45", "1_000", "0b1"]
        {
            check(word, &format!("string {word}"));
        }
    }

    #[test]
    fn core_words_are_values() {
        check("~", "null");
        check("", "null");
        check("NULL", "null");
        check("True", "true");
        check("FALSE", "false");
    }

    #[test]
    fn numbers_keep_their_text() {
        check("3.10", "number 3.10 written 3.10");
        check("-0", "number -0 written -0");
        check("1e5", "number 1e5 written 1e5");
        check("18446744073709551616", "number 18446744073709551616 written 18446744073709551616");
    }

    #[test]
    fn numbers_json_cannot_write_become_ones_it_can() {
        check("+1", "number 1 written +1");
        check(".5", "number 0.5 written .5");
        check("-.5E+3", "number -0.5E+3 written -.5E+3");
        check("5.", "number 5.0 written 5.");
        check("007", "number 7 written 007");
        check("000", "number 0 written 000");
        check("0o17", "number 15 written 0o17");
        check("0x1F", "number 31 written 0x1F");
    }

    #[test]
    fn what_only_looks_like_a_number_is_a_string() {
        for word in
            ["-", "+", ".", "1.2.3", "1e", "e1", "0x", "0xG", "-0x1", "0o8", "1-2", "--1", "v1", "1 2", "..", ".e1"]
        {
            check(word, &format!("string {word}"));
        }
    }

    #[test]
    fn numbers_without_a_counterpart_are_told_apart() {
        check(".inf", "an infinite number");
        check("-.Inf", "an infinite number");
        check(".nan", "not a number");
        check("-.nan", "string -.nan");
        check(&format!("0x1{}", "0".repeat(32)), "a number of more than 128 bits");
    }
}
