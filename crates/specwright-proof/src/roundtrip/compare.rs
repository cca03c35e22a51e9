//! What became of a value that was decoded and encoded again.

use std::{collections::BTreeMap, fmt};

use serde_json::Value;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// A place where two values differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    /// A JSON Pointer into the value.
    pub(crate) at: String,
    pub(crate) kind: Kind,
}

/// How two values differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It was sent and did not come back.
    Lost,
    /// It came back and was not sent.
    Added(Value),
    /// Something else came back: both, as JSON.
    Changed(String, String),
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = |text: &str| text.chars().take(200).collect::<String>();
        match &self.kind {
            Kind::Lost => write!(f, "lost `{}`", self.at),
            Kind::Added(value) => write!(f, "added `{}`: {}", self.at, short(&value.to_string())),
            Kind::Changed(sent, back) => write!(f, "changed `{}` from {} to {}", self.at, short(sent), short(back)),
        }
    }
}

impl Difference {
    /// Whether a number came back as the nearest one that a double can hold: in what is unknown, numbers are no more.
    pub(crate) fn is_rounding(&self) -> bool {
        let Kind::Changed(sent, back) = &self.kind else { return false };
        matches!((sent.parse::<f64>(), back.parse::<f64>()), (Ok(sent), Ok(back)) if sent == back)
    }
}

/// Where `back` is not `sent`: numbers count by value, times by instant.
pub(crate) fn differences(sent: &Value, back: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    walk(sent, back, &mut String::new(), &mut found);
    found
}

fn walk(sent: &Value, back: &Value, at: &mut String, found: &mut Vec<Difference>) {
    let length = at.len();
    match (sent, back) {
        (Value::Object(sent), Value::Object(back)) => {
            for (name, value) in sent {
                push(at, name);
                match back.get(name) {
                    Some(back) => walk(value, back, at, found),
                    None => found.push(Difference { at: at.clone(), kind: Kind::Lost }),
                }
                at.truncate(length);
            }
            for (name, value) in back.iter().filter(|(name, _)| !sent.contains_key(*name)) {
                push(at, name);
                found.push(Difference { at: at.clone(), kind: Kind::Added(value.clone()) });
                at.truncate(length);
            }
        }
        (Value::Array(sent), Value::Array(back)) if sent.len() == back.len() => {
            for (index, (sent, back)) in sent.iter().zip(back).enumerate() {
                push(at, &index.to_string());
                walk(sent, back, at, found);
                at.truncate(length);
            }
        }
        _ if is_same(sent, back) => {}
        _ => {
            found.push(Difference { at: at.clone(), kind: Kind::Changed(sent.to_string(), back.to_string()) });
        }
    }
}

/// Appends a reference token.
pub(crate) fn push(at: &mut String, token: &str) {
    at.push('/');
    at.push_str(&token.replace('~', "~0").replace('/', "~1"));
}

fn is_same(sent: &Value, back: &Value) -> bool {
    match (sent, back) {
        (Value::Number(sent), Value::Number(back)) => decimal(&sent.to_string()) == decimal(&back.to_string()),
        (Value::String(sent), Value::String(back)) => sent == back || is_same_instant(sent, back),
        _ => sent == back,
    }
}

fn is_same_instant(sent: &str, back: &str) -> bool {
    let instant = |text: &str| OffsetDateTime::parse(text, &Rfc3339).ok();
    instant(sent).is_some_and(|sent| instant(back) == Some(sent))
}

/// A JSON number as sign, digits without zeros at either end, and the power of ten they are multiplied with.
fn decimal(text: &str) -> (bool, String, i64) {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (negative, mantissa) = mantissa.strip_prefix('-').map_or((false, mantissa), |rest| (true, rest));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let digits = all.trim_start_matches('0').trim_end_matches('0');
    if digits.is_empty() {
        return (false, String::new(), 0);
    }
    let zeros = all.len() - all.trim_end_matches('0').len();
    let shift = i64::try_from(zeros).unwrap_or_default() - i64::try_from(fraction.len()).unwrap_or_default();
    (negative, digits.to_owned(), exponent.parse::<i64>().unwrap_or_default().saturating_add(shift))
}

/// The defaults that a document declares, by the name of the property.
#[derive(Clone, Debug, Default)]
pub(crate) struct Defaults(BTreeMap<String, Vec<Value>>);

impl Defaults {
    pub(crate) fn add(&mut self, property: &str, default: &Value) {
        let known = self.0.entry(property.to_owned()).or_default();
        if !known.contains(default) {
            known.push(default.clone());
        }
    }

    /// Whether a value is a default that the document declares for properties of this name.
    pub(crate) fn contains(&self, property: &str, value: &Value) -> bool {
        self.0.get(property).is_some_and(|known| known.contains(value))
    }

    /// Whether a property that came back without having been sent is a default that was filled in.
    pub(crate) fn explains(&self, difference: &Difference) -> bool {
        let Kind::Added(value) = &difference.kind else { return false };
        let name = difference.at.rsplit('/').next().unwrap_or_default().replace("~1", "/").replace("~0", "~");
        self.0.get(&name).is_some_and(|known| {
            known.iter().any(|default| differences(default, value).iter().all(|inner| self.explains(inner)))
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Defaults, differences};

    #[track_caller]
    fn check(sent: &str, back: &str, expected: &[&str]) {
        let parse = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        let found: Vec<String> = differences(&parse(sent), &parse(back)).into_iter().map(|one| one.at).collect();
        assert_eq!(found, expected, "{sent} {back}");
    }

    #[test]
    fn numbers_count_by_value() {
        check("[1.0, 1e3, 0.10, -0, 12300]", "[1, 1000, 1e-1, 0, 123e2]", &[]);
        check("[1, 10]", "[-1, 1]", &["/0", "/1"]);
    }

    #[test]
    fn times_count_by_instant() {
        check(r#""2024-01-01T00:00:00+01:00""#, r#""2023-12-31T23:00:00Z""#, &[]);
        check(r#""2024-01-01T00:00:00Z""#, r#""2024-01-01T00:00:01Z""#, &[""]);
    }

    #[test]
    fn what_is_lost_added_or_changed_is_found_where_it_is() {
        check(r#"{"a/b": {"c": 1}, "d": [1]}"#, r#"{"a/b": {"e": 1}, "d": [1, 2]}"#, &["/a~1b/c", "/a~1b/e", "/d"]);
        check(r#"{"a": null}"#, "{}", &["/a"]);
        check(r#"{"a": 1}"#, r#"{"a": "1"}"#, &["/a"]);
    }

    #[test]
    fn a_default_explains_only_the_property_it_is_of() {
        let mut defaults = Defaults::default();
        defaults.add("limit", &json!(10));
        let added = |text: Value| differences(&json!({}), &text).iter().all(|one| defaults.explains(one));
        assert!(added(json!({"limit": 10.0})));
        assert!(!added(json!({"limit": 11})));
        assert!(!added(json!({"offset": 10})));
        assert!(!differences(&json!({"limit": 1}), &json!({})).iter().all(|one| defaults.explains(one)));
    }
}
