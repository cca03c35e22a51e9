//! Values as parameters, forms and parts see them: a tree of texts.

use std::fmt::Write;

use serde_core::Serialize;
use serde_core::ser::{self, Impossible, Serializer};

use crate::flat::NotFlat;

/// A value that says how it is written, but not yet where.
#[derive(Debug, PartialEq)]
pub(crate) enum Tree {
    Absent,
    /// What JSON puts in quotes.
    Text(String),
    /// A number or a truth value, written the same everywhere.
    Bare(String),
    /// JSON text of any value, which is not to change where JSON is written.
    Json(String),
    List(Vec<Tree>),
    Fields(Vec<(String, Tree)>),
}

/// Lists and objects inside of more others than this are refused.
const DEEPEST: u8 = 64;

pub(crate) fn tree<T: Serialize + ?Sized>(value: &T) -> Result<Tree, NotFlat> {
    value.serialize(Planter { depth: 0 })
}

impl Tree {
    /// What JSON text stands for, for one level. A number keeps its digits, however many they are.
    pub(crate) fn expanded(self) -> Result<Self, NotFlat> {
        let Self::Json(text) = self else { return Ok(self) };
        if text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
            return Ok(Self::Bare(text));
        }
        let value: serde_json::Value = serde_json::from_str(&text).map_err(|_| NotFlat::Refused)?;
        tree(&value)
    }

    /// The value as JSON. What is absent is `null` here, for whoever writes JSON leaves out what should not be there.
    pub(crate) fn json(&self) -> Result<String, NotFlat> {
        let mut text = String::new();
        self.write_json(&mut text)?;
        Ok(text)
    }

    /// The value as text alone: of a list or an object its JSON. `None` if it is absent.
    pub(crate) fn into_text(self) -> Result<Option<String>, NotFlat> {
        match self {
            Self::List(_) | Self::Fields(_) => self.json().map(Some),
            Self::Json(text) if text.starts_with(['[', '{']) => Ok(Some(text)),
            value => match value.expanded()? {
                Self::Absent => Ok(None),
                Self::Text(text) | Self::Bare(text) => Ok(Some(text)),
                value => value.json().map(Some),
            },
        }
    }

    /// The value as JSON; `None` if it is absent.
    pub(crate) fn into_json(self) -> Result<Option<String>, NotFlat> {
        Some(self.json()?).filter(|text| text != "null").map(Ok).transpose()
    }

    fn write_json(&self, out: &mut String) -> Result<(), NotFlat> {
        match self {
            Self::Absent => out.push_str("null"),
            Self::Text(text) => out.push_str(&quoted(text)?),
            Self::Bare(text) | Self::Json(text) => out.push_str(text),
            Self::List(items) => {
                for (place, item) in items.iter().enumerate() {
                    out.push(if place == 0 { '[' } else { ',' });
                    item.write_json(out)?;
                }
                out.push_str(if items.is_empty() { "[]" } else { "]" });
            }
            Self::Fields(fields) => {
                for (place, (key, value)) in fields.iter().enumerate() {
                    let before = if place == 0 { '{' } else { ',' };
                    write!(out, "{before}{}:", quoted(key)?).map_err(|_| NotFlat::Refused)?;
                    value.write_json(out)?;
                }
                out.push_str(if fields.is_empty() { "{}" } else { "}" });
            }
        }
        Ok(())
    }
}

fn quoted(text: &str) -> Result<String, NotFlat> {
    serde_json::to_string(text).map_err(|_| NotFlat::Refused)
}

/// Makes trees. The depth is that of the value it is for.
struct Planter {
    depth: u8,
}

/// The name by which serde_json's `RawValue` says to every serializer that its one field is JSON text.
pub(crate) const RAW_VALUE: &str = "$serde_json::private::RawValue";

/// The same of serde_json's numbers, where somebody has it keep their digits.
const NUMBER: &str = "$serde_json::private::Number";

macro_rules! texts {
    ($($method:ident: $ty:ty,)*) => {
        $(fn $method(self, value: $ty) -> Result<Tree, NotFlat> {
            Ok(Tree::Bare(value.to_string()))
        })*
    };
}

impl Serializer for Planter {
    type Ok = Tree;
    type Error = NotFlat;
    type SerializeSeq = Items;
    type SerializeTuple = Items;
    type SerializeTupleStruct = Items;
    type SerializeTupleVariant = Impossible<Tree, NotFlat>;
    type SerializeMap = Members;
    type SerializeStruct = Members;
    type SerializeStructVariant = Impossible<Tree, NotFlat>;

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
    }

    fn serialize_char(self, value: char) -> Result<Tree, NotFlat> {
        Ok(Tree::Text(value.to_string()))
    }

    fn serialize_str(self, value: &str) -> Result<Tree, NotFlat> {
        Ok(Tree::Text(value.to_owned()))
    }

    fn serialize_f32(self, value: f32) -> Result<Tree, NotFlat> {
        if value.is_finite() { Ok(Tree::Bare(value.to_string())) } else { Err(NotFlat::NotFinite) }
    }

    fn serialize_f64(self, value: f64) -> Result<Tree, NotFlat> {
        if value.is_finite() { Ok(Tree::Bare(value.to_string())) } else { Err(NotFlat::NotFinite) }
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Tree, NotFlat> {
        Err(NotFlat::Bytes)
    }

    fn serialize_none(self) -> Result<Tree, NotFlat> {
        Ok(Tree::Absent)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Tree, NotFlat> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Tree, NotFlat> {
        Ok(Tree::Absent)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Tree, NotFlat> {
        Ok(Tree::Absent)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<Tree, NotFlat> {
        Ok(Tree::Text(variant.to_owned()))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<Tree, NotFlat> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Tree, NotFlat> {
        Ok(Tree::Fields(vec![(variant.to_owned(), value.serialize(Self { depth: self.inner()? })?)]))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items, NotFlat> {
        Ok(Items { items: Vec::new(), inner: self.inner()? })
    }

    fn serialize_tuple(self, _: usize) -> Result<Items, NotFlat> {
        Ok(Items { items: Vec::new(), inner: self.inner()? })
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items, NotFlat> {
        Ok(Items { items: Vec::new(), inner: self.inner()? })
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
        Ok(Members { fields: Vec::new(), key: String::new(), is_json: false, inner: self.inner()? })
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Members, NotFlat> {
        let is_json = [RAW_VALUE, NUMBER].contains(&name);
        Ok(Members { fields: Vec::new(), key: String::new(), is_json, inner: self.inner()? })
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

impl Planter {
    fn inner(self) -> Result<u8, NotFlat> {
        if self.depth < DEEPEST { Ok(self.depth + 1) } else { Err(NotFlat::TooDeep) }
    }
}

struct Items {
    items: Vec<Tree>,
    inner: u8,
}

macro_rules! items {
    ($($kind:ident: $method:ident,)*) => {
        $(impl ser::$kind for Items {
            type Ok = Tree;
            type Error = NotFlat;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NotFlat> {
                self.items.push(value.serialize(Planter { depth: self.inner })?);
                Ok(())
            }

            fn end(self) -> Result<Tree, NotFlat> {
                Ok(Tree::List(self.items))
            }
        })*
    };
}

items! {
    SerializeSeq: serialize_element,
    SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field,
}

struct Members {
    fields: Vec<(String, Tree)>,
    key: String,
    /// Whether the only field is JSON text that stands for the whole.
    is_json: bool,
    inner: u8,
}

impl ser::SerializeMap for Members {
    type Ok = Tree;
    type Error = NotFlat;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), NotFlat> {
        match tree(key)? {
            Tree::Text(key) | Tree::Bare(key) => self.key = key,
            _ => return Err(NotFlat::Refused),
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NotFlat> {
        let value = value.serialize(Planter { depth: self.inner })?;
        self.fields.push((std::mem::take(&mut self.key), value));
        Ok(())
    }

    fn end(self) -> Result<Tree, NotFlat> {
        Ok(Tree::Fields(self.fields))
    }
}

impl ser::SerializeStruct for Members {
    type Ok = Tree;
    type Error = NotFlat;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), NotFlat> {
        self.fields.push((key.to_owned(), value.serialize(Planter { depth: self.inner })?));
        Ok(())
    }

    fn end(mut self) -> Result<Tree, NotFlat> {
        if self.is_json {
            return match self.fields.pop() {
                Some((_, Tree::Text(text))) => Ok(Tree::Json(text)),
                _ => Err(NotFlat::Refused),
            };
        }
        Ok(Tree::Fields(self.fields))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::flat::{Flat, flatten};

    struct Raw(&'static str);

    impl Serialize for Raw {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            use ser::SerializeStruct;
            let mut raw = serializer.serialize_struct(RAW_VALUE, 1)?;
            raw.serialize_field(RAW_VALUE, self.0)?;
            raw.end()
        }
    }

    #[track_caller]
    fn flat(value: impl Serialize, expected: Result<Flat, NotFlat>) {
        assert_eq!(flatten(&value), expected);
    }

    #[test]
    fn json_text_is_written_as_what_it_stands_for() {
        let one = |text: &str| Ok(Flat::One(text.to_owned()));
        flat(Raw("0.1000000000000000055"), one("0.1000000000000000055"));
        flat(Raw("-1e400"), one("-1e400"));
        flat(Raw("\"a\\nb\""), one("a\nb"));
        flat(Raw("null"), Ok(Flat::Absent));
        flat([Raw("1"), Raw("2.50")], Ok(Flat::List(vec!["1".into(), "2.50".into()])));
        flat(Raw("["), Err(NotFlat::Refused));
    }

    #[test]
    fn trees_are_written_as_the_json_they_were_made_from() {
        for text in [r#"{"a":[1,"x\"y\n",true,null],"b":{},"c":[],"d":{"e":-2.5}}"#, "\"x\"", "7", "null", "[[]]"] {
            let value: serde_json::Value = serde_json::from_str(text).expect("JSON");
            assert_eq!(tree(&value).and_then(|tree| tree.json()).as_deref(), Ok(text));
        }
        assert_eq!(tree(&[Raw("1.00")]).and_then(|tree| tree.json()).as_deref(), Ok("[1.00]"));
    }

    #[test]
    fn depth_has_a_limit() {
        let nested = |depth| (0..depth).fold(json!(1), |value, _| json!([value]));
        assert!(tree(&nested(64)).is_ok());
        assert_eq!(tree(&nested(65)), Err(NotFlat::TooDeep));
    }
}
