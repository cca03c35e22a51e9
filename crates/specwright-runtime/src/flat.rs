//! Parameter values before they are styled: nothing, one text, a list of texts, or named texts.

use std::fmt::{self, Display};

use serde_core::Serialize;
use serde_core::ser::{self, Impossible, Serializer};

/// What a parameter value comes down to; everything else cannot be written outside of a body.
#[derive(Debug, PartialEq)]
pub(crate) enum Flat {
    Absent,
    One(String),
    List(Vec<String>),
    Fields(Vec<(String, String)>),
}

/// Why a value has no flat form. Says nothing about the value itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum NotFlat {
    Nested,
    Bytes,
    NotFinite,
    Refused,
}

impl Display for NotFlat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nested => "holds a list or an object inside of another one",
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
    value.serialize(Flattener)
}

/// Members that are absent inside of a list or an object leave no trace (RFC 6570, section 3.2.1).
fn member<T: Serialize + ?Sized>(value: &T) -> Result<Option<String>, NotFlat> {
    match flatten(value)? {
        Flat::Absent => Ok(None),
        Flat::One(text) => Ok(Some(text)),
        Flat::List(_) | Flat::Fields(_) => Err(NotFlat::Nested),
    }
}

struct Flattener;

/// The name by which serde_json's `RawValue` says to every serializer that its one field is JSON text.
const RAW_VALUE: &str = "$serde_json::private::RawValue";

/// The flat form of JSON text. A number keeps its digits, however many they are.
fn flatten_json(text: &str) -> Result<Flat, NotFlat> {
    if text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
        return Ok(Flat::One(text.to_owned()));
    }
    let value: serde_json::Value = serde_json::from_str(text).map_err(|_| NotFlat::Refused)?;
    flatten(&value)
}

macro_rules! texts {
    ($($method:ident: $ty:ty,)*) => {
        $(fn $method(self, value: $ty) -> Result<Flat, NotFlat> {
            Ok(Flat::One(value.to_string()))
        })*
    };
}

impl Serializer for Flattener {
    type Ok = Flat;
    type Error = NotFlat;
    type SerializeSeq = Items;
    type SerializeTuple = Items;
    type SerializeTupleStruct = Items;
    type SerializeTupleVariant = Impossible<Flat, NotFlat>;
    type SerializeMap = Members;
    type SerializeStruct = Members;
    type SerializeStructVariant = Impossible<Flat, NotFlat>;

    texts! {
        serialize_bool: bool,
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_i64: i64,
        serialize_i128: i128,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_u64: u64,
        serialize_u128: u128,
        serialize_char: char,
        serialize_str: &str,
    }

    fn serialize_f32(self, value: f32) -> Result<Flat, NotFlat> {
        if value.is_finite() { Ok(Flat::One(value.to_string())) } else { Err(NotFlat::NotFinite) }
    }

    fn serialize_f64(self, value: f64) -> Result<Flat, NotFlat> {
        if value.is_finite() { Ok(Flat::One(value.to_string())) } else { Err(NotFlat::NotFinite) }
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Flat, NotFlat> {
        Err(NotFlat::Bytes)
    }

    fn serialize_none(self) -> Result<Flat, NotFlat> {
        Ok(Flat::Absent)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Flat, NotFlat> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Flat, NotFlat> {
        Ok(Flat::Absent)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Flat, NotFlat> {
        Ok(Flat::Absent)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<Flat, NotFlat> {
        Ok(Flat::One(variant.to_owned()))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<Flat, NotFlat> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Flat, NotFlat> {
        Ok(Flat::Fields(member(value)?.map(|text| (variant.to_owned(), text)).into_iter().collect()))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items, NotFlat> {
        Ok(Items(Vec::new()))
    }

    fn serialize_tuple(self, _: usize) -> Result<Items, NotFlat> {
        Ok(Items(Vec::new()))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items, NotFlat> {
        Ok(Items(Vec::new()))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, NotFlat> {
        Err(NotFlat::Nested)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members, NotFlat> {
        Ok(Members::default())
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Members, NotFlat> {
        Ok(Members { is_json: name == RAW_VALUE, ..Members::default() })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, NotFlat> {
        Err(NotFlat::Nested)
    }
}

struct Items(Vec<String>);

macro_rules! items {
    ($($kind:ident: $method:ident,)*) => {
        $(impl ser::$kind for Items {
            type Ok = Flat;
            type Error = NotFlat;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NotFlat> {
                self.0.extend(member(value)?);
                Ok(())
            }

            fn end(self) -> Result<Flat, NotFlat> {
                Ok(Flat::List(self.0))
            }
        })*
    };
}

items! {
    SerializeSeq: serialize_element,
    SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field,
}

#[derive(Default)]
struct Members {
    fields: Vec<(String, String)>,
    key: String,
    /// Whether the only field is JSON text that stands for the whole.
    is_json: bool,
}

impl ser::SerializeMap for Members {
    type Ok = Flat;
    type Error = NotFlat;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), NotFlat> {
        self.key = member(key)?.ok_or(NotFlat::Refused)?;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NotFlat> {
        let key = std::mem::take(&mut self.key);
        self.fields.extend(member(value)?.map(|text| (key, text)));
        Ok(())
    }

    fn end(self) -> Result<Flat, NotFlat> {
        Ok(Flat::Fields(self.fields))
    }
}

impl ser::SerializeStruct for Members {
    type Ok = Flat;
    type Error = NotFlat;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), NotFlat> {
        self.fields.extend(member(value)?.map(|text| (key.to_owned(), text)));
        Ok(())
    }

    fn end(self) -> Result<Flat, NotFlat> {
        match self.fields.as_slice() {
            [(_, text)] if self.is_json => flatten_json(text),
            _ => Ok(Flat::Fields(self.fields)),
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
    fn json_text_is_written_as_what_it_stands_for() {
        struct Raw(&'static str);
        impl Serialize for Raw {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use ser::SerializeStruct;
                let mut raw = serializer.serialize_struct(RAW_VALUE, 1)?;
                raw.serialize_field(RAW_VALUE, self.0)?;
                raw.end()
            }
        }
        check(Raw("0.1000000000000000055"), one("0.1000000000000000055"));
        check(Raw("-1e400"), one("-1e400"));
        check(Raw("\"a\\nb\""), one("a\nb"));
        check(Raw("null"), Ok(Flat::Absent));
        check([Raw("1"), Raw("2.50")], Ok(Flat::List(vec!["1".into(), "2.50".into()])));
        check(Raw("["), Err(NotFlat::Refused));
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
