//! Strings and whole numbers by their format and bounds.

use specwright_ir::{Code, IntWidth, NumberFormat, StringFormat, Ty};

use super::parts::Parts;
use crate::{
    lower::{Lower, at::At},
    tree::Value,
};

/// Whole numbers by format, with the least and the greatest value of each width.
const WIDTHS: &[(&str, IntWidth, i128, i128)] = &[
    ("int8", IntWidth::I8, i8::MIN as i128, i8::MAX as i128),
    ("int16", IntWidth::I16, i16::MIN as i128, i16::MAX as i128),
    ("int32", IntWidth::I32, i32::MIN as i128, i32::MAX as i128),
    ("int64", IntWidth::I64, i64::MIN as i128, i64::MAX as i128),
    ("uint8", IntWidth::U8, 0, u8::MAX as i128),
    ("uint16", IntWidth::U16, 0, u16::MAX as i128),
    ("uint32", IntWidth::U32, 0, u32::MAX as i128),
    ("uint64", IntWidth::U64, 0, u64::MAX as i128),
    ("uint", IntWidth::U64, 0, u64::MAX as i128),
    ("int128", IntWidth::I128, i128::MIN, i128::MAX),
    ("uint128", IntWidth::U128, 0, i128::MAX),
];

/// Limits of 64 bits as they are printed by programs whose numbers are floating-point, and what they stand for.
const ROUNDED: &[(i128, i128)] = &[
    (9_223_372_036_854_776_000, i64::MAX as i128),
    (-9_223_372_036_854_776_000, i64::MIN as i128),
    (18_446_744_073_709_552_000, u64::MAX as i128),
];

/// A limit that a schema sets for whole numbers.
#[derive(Clone, Copy)]
enum Limit {
    At(i128),
    /// Further away than 128 bits reach.
    Beyond,
}

impl<'d> Lower<'d> {
    pub(super) fn string_type(&mut self, parts: &Parts<'d>) -> Ty {
        let secret = parts.objects.iter().any(|part| is_true(part.get("x-sensitive").as_ref()));
        let formats = self.formats(parts);
        let encoding = parts.first("contentEncoding");
        let encoding = encoding.as_ref().and_then(At::as_str).map(str::to_ascii_lowercase);
        let known = formats.iter().filter(|(_, format)| is_typed(format)).collect::<Vec<_>>();
        if let [(first, one), rest @ ..] = known.as_slice()
            && let Some((second, two)) = rest.iter().find(|(_, two)| two != one)
        {
            self.conflict(first, second, format!("format `{two}` contradicts `{one}`; the first one counts"));
        }
        let format = known.first().copied().or(formats.first()).map(|(_, format)| *format);
        if format == Some("password") || secret {
            return Ty::String(StringFormat::Secret);
        }
        let Some(format) = format else {
            return Ty::String(match encoding.as_deref() {
                Some("base64") => StringFormat::Base64,
                Some("base64url") => StringFormat::Base64Url,
                _ => StringFormat::Plain,
            });
        };
        string_format(format)
    }

    /// A whole number: as wide as its format says and as its bounds need.
    pub(super) fn integer_type(&mut self, parts: &Parts<'d>) -> Ty {
        let formats = self.formats(parts);
        let said = formats.iter().find_map(|(at, format)| Some((at, WIDTHS.iter().find(|width| width.0 == *format)?)));
        let (width, least, greatest) =
            said.map_or((IntWidth::I64, i64::MIN.into(), i64::MAX.into()), |(_, width)| (width.1, width.2, width.3));
        let low = self.tightest(parts, &["minimum", "exclusiveMinimum"], true);
        let high = self.tightest(parts, &["maximum", "exclusiveMaximum"], false);
        let beyond = |limit: &Option<(At<'d>, Limit)>| match limit {
            Some((_, Limit::At(value))) => !(least..=greatest).contains(value),
            Some((_, Limit::Beyond)) => true,
            None => false,
        };
        if !beyond(&low) && !beyond(&high) {
            return Ty::Integer(width);
        }
        if let Some((format, (name, ..))) = said
            && let Some((bound, _)) = [&low, &high].into_iter().find(|limit| beyond(limit)).and_then(Option::as_ref)
        {
            let message =
                format!("this bound lies outside of what format `{name}` holds; the type is wide enough for it");
            let (format, bound) = (format.clone(), bound.clone());
            self.conflict(&format, &bound, message);
        }
        let value = |limit: &Option<(At<'d>, Limit)>, otherwise| match limit {
            Some((_, Limit::At(value))) => Some(*value),
            Some((_, Limit::Beyond)) => None,
            None => Some(otherwise),
        };
        match (value(&low, least), value(&high, greatest)) {
            (Some(low), Some(high)) => Ty::Integer(wide_enough(low, high)),
            _ => Ty::Number(NumberFormat::Exact),
        }
    }

    /// The tightest of the bounds under some keywords.
    fn tightest(&mut self, parts: &Parts<'d>, keys: &[&str], is_low: bool) -> Option<(At<'d>, Limit)> {
        let mut found: Option<(At<'d>, Limit)> = None;
        for key in keys {
            for at in parts.all(key) {
                let Some(limit) = self.limit(&at) else { continue };
                let tighter = match (&found, limit) {
                    (None, _) | (Some((_, Limit::Beyond)), Limit::At(_)) => true,
                    (Some((_, Limit::At(old))), Limit::At(new)) => {
                        if is_low {
                            new > *old
                        } else {
                            new < *old
                        }
                    }
                    (Some(_), Limit::Beyond) => false,
                };
                if tighter {
                    found = Some((at, limit));
                }
            }
        }
        found
    }

    fn limit(&mut self, at: &At<'d>) -> Option<Limit> {
        let number = match &at.node.value {
            Value::Number(number) => (number.as_i128(), number.as_f64()),
            Value::String(text) => {
                self.report(Code::KeywordInvalid, at, "a bound is a string, not a number; taken as the number in it");
                (text.trim().parse().ok(), text.trim().parse().ok())
            }
            _ => {
                let found = at.node.kind_name();
                self.report(Code::KeywordInvalid, at, format!("a bound is {found}, not a number; ignored"));
                return None;
            }
        };
        match number {
            (Some(integer), _) => {
                let meant = ROUNDED.iter().find(|(printed, _)| *printed == integer).map(|(_, meant)| *meant);
                Some(Limit::At(meant.unwrap_or(integer)))
            }
            #[allow(clippy::cast_possible_truncation, reason = "checked to be small")]
            (None, Some(float)) if float.abs() < 1e38 => Some(Limit::At(float as i128)),
            (None, Some(_)) => Some(Limit::Beyond),
            (None, None) => None,
        }
    }

    /// The formats that the parts name, each with its place.
    pub(super) fn formats(&mut self, parts: &Parts<'d>) -> Vec<(At<'d>, &'d str)> {
        let mut formats = Vec::new();
        for part in &parts.objects {
            if let Some(format) = self.string(part, "format").filter(|format| !format.is_empty())
                && let Some(at) = part.get("format")
            {
                formats.push((at, format));
            }
        }
        formats
    }
}

fn string_format(format: &str) -> Ty {
    if let Some((_, width, ..)) = WIDTHS.iter().find(|width| width.0 == format) {
        return Ty::Quoted(Box::new(Ty::Integer(*width)));
    }
    Ty::String(match format {
        "decimal" | "double" | "float" | "number" => return Ty::Quoted(Box::new(Ty::Number(NumberFormat::Exact))),
        "date-time" => StringFormat::DateTime,
        "date" => StringFormat::Date,
        "time" => StringFormat::Time,
        "duration" => StringFormat::Duration,
        "uuid" => StringFormat::Uuid,
        "byte" => StringFormat::Base64,
        "base64url" => StringFormat::Base64Url,
        other => StringFormat::Other(other.to_owned()),
    })
}

/// The narrowest of the usual widths that holds both.
fn wide_enough(low: i128, high: i128) -> IntWidth {
    if low >= i64::MIN.into() && high <= i64::MAX.into() {
        IntWidth::I64
    } else if low >= 0 && high <= u64::MAX.into() {
        IntWidth::U64
    } else {
        IntWidth::I128
    }
}

/// Whether a format has become a type, so that docs need not repeat it.
pub(super) fn is_typed(format: &str) -> bool {
    format == "password" || !matches!(string_format(format), Ty::String(StringFormat::Other(_)))
}

fn is_true(at: Option<&At<'_>>) -> bool {
    at.is_some_and(|at| matches!(at.node.value, Value::Bool(true)))
}
