//! Parameter values before they are styled: nothing, one text, a list of texts, or named texts.

use std::fmt::{self, Display};

use serde_core::{Serialize, ser};

use crate::tree::{Tree, tree};

/// What a parameter value comes down to; everything else cannot be written outside of a body.
#[derive(Debug, PartialEq)]
pub(crate) enum Flat {
    Absent,
    One(String),
    List(Vec<String>),
    Fields(Vec<(String, String)>),
}

/// Why a value has no flat form, or none at all. Says nothing about the value itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum NotFlat {
    Nested,
    TooDeep,
    Bytes,
    NotFinite,
    Refused,
}

impl Display for NotFlat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nested => "holds a list or an object inside of another one",
            Self::TooDeep => "holds lists or objects inside of too many others",
            Self::Bytes => "is made of raw bytes",
            Self::NotFinite => "is a number that is not finite",
            Self::Refused => "refused to be written",
        })
    }
}

impl std::error::Error for NotFlat {}

impl ser::Error for NotFlat {
    fn custom<T: Display>(_: T) -> Self {
        Self::Refused
    }
}

pub(crate) fn flatten<T: Serialize + ?Sized>(value: &T) -> Result<Flat, NotFlat> {
    tree(value)?.flat()
}

impl Tree {
    /// Members that are absent inside of a list or an object leave no trace (RFC 6570, section 3.2.1).
    pub(crate) fn flat(self) -> Result<Flat, NotFlat> {
        match self.expanded()? {
            Self::Absent => Ok(Flat::Absent),
            Self::Text(text) | Self::Bare(text) | Self::Json(text) => Ok(Flat::One(text)),
            Self::List(items) => {
                let items = items.into_iter().filter_map(|item| item.text().transpose());
                Ok(Flat::List(items.collect::<Result<_, _>>()?))
            }
            Self::Fields(fields) => {
                let field = |(key, value): (String, Self)| value.text().transpose().map(|text| Ok((key, text?)));
                Ok(Flat::Fields(fields.into_iter().filter_map(field).collect::<Result<_, _>>()?))
            }
        }
    }

    fn text(self) -> Result<Option<String>, NotFlat> {
        match self.flat()? {
            Flat::Absent => Ok(None),
            Flat::One(text) => Ok(Some(text)),
            Flat::List(_) | Flat::Fields(_) => Err(NotFlat::Nested),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(value: impl Serialize, expected: Result<Flat, NotFlat>) {
        assert_eq!(flatten(&value), expected);
    }

    fn one(text: &str) -> Result<Flat, NotFlat> {
        Ok(Flat::One(text.to_owned()))
    }

    #[test]
    fn scalars_become_their_shortest_text() {
        check("a b", one("a b"));
        check(true, one("true"));
        check(u64::MAX, one("18446744073709551615"));
        check(0.1_f32, one("0.1"));
        check(1.0_f64, one("1"));
        check('x', one("x"));
    }

    #[test]
    fn absent_values_leave_no_trace() {
        check(None::<i32>, Ok(Flat::Absent));
        check(json!(null), Ok(Flat::Absent));
        check(json!(["a", null, 2]), Ok(Flat::List(vec!["a".into(), "2".into()])));
        check(json!({"a": null, "b": 2}), Ok(Flat::Fields(vec![("b".into(), "2".into())])));
    }

    #[test]
    fn what_has_no_flat_form_is_refused() {
        check(json!([[1]]), Err(NotFlat::Nested));
        check(json!({"a": {"b": 1}}), Err(NotFlat::Nested));
        check(f64::NAN, Err(NotFlat::NotFinite));
    }
}
