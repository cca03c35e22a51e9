//! Writing the tag beside the properties of a type that does not know it.

use std::fmt::Display;

use serde_core::ser::{SerializeMap, SerializeStruct};
use serde_core::{Serialize, Serializer};

use super::Union;
use crate::literal::Literal;

/// Writes a variant's value as an object with the tag in front. What is no object is written as it is, and so is the
/// fallback: the absence of the tag means it.
pub fn serialize_tagged<U: Union, T: Serialize, S: Serializer>(
    variant: &'static str,
    value: Literal,
    payload: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match U::TAG {
        Some(property) if U::FALLBACK != Some(variant) => payload.serialize(Tagged { property, value, serializer }),
        _ => payload.serialize(serializer),
    }
}

/// A serializer that begins an object with the tag.
struct Tagged<S> {
    property: &'static str,
    value: Literal,
    serializer: S,
}

/// An object that has the tag already and takes no second one.
struct Entries<M> {
    property: &'static str,
    /// Whether the value to come belongs to another tag.
    skip: bool,
    map: M,
}

impl<S: Serializer> Tagged<S> {
    fn begin(self, length: Option<usize>) -> Result<Entries<S::SerializeMap>, S::Error> {
        let mut map = self.serializer.serialize_map(length.map(|length| length + 1))?;
        map.serialize_entry(self.property, &self.value)?;
        Ok(Entries { property: self.property, skip: false, map })
    }
}

impl<M: SerializeMap> SerializeMap for Entries<M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_key<K: Serialize + ?Sized>(&mut self, key: &K) -> Result<(), M::Error> {
        self.skip = serde_json::to_value(key).is_ok_and(|key| key == self.property);
        if self.skip { Ok(()) } else { self.map.serialize_key(key) }
    }

    fn serialize_value<V: Serialize + ?Sized>(&mut self, value: &V) -> Result<(), M::Error> {
        if self.skip { Ok(()) } else { self.map.serialize_value(value) }
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        self.map.end()
    }
}

impl<M: SerializeMap> SerializeStruct for Entries<M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_field<V: Serialize + ?Sized>(&mut self, key: &'static str, value: &V) -> Result<(), M::Error> {
        if key == self.property { Ok(()) } else { self.map.serialize_entry(key, value) }
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        self.map.end()
    }
}

/// Methods whose values are not objects.
macro_rules! as_it_is {
    ($($method:ident($($argument:ident: $ty:ty),*) -> $ok:ident;)*) => {
        $(fn $method(self, $($argument: $ty),*) -> Result<Self::$ok, S::Error> {
            self.serializer.$method($($argument),*)
        })*
    };
}

impl<S: Serializer> Serializer for Tagged<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = S::SerializeSeq;
    type SerializeTuple = S::SerializeTuple;
    type SerializeTupleStruct = S::SerializeTupleStruct;
    type SerializeTupleVariant = S::SerializeTupleVariant;
    type SerializeMap = Entries<S::SerializeMap>;
    type SerializeStruct = Entries<S::SerializeMap>;
    type SerializeStructVariant = S::SerializeStructVariant;

    fn serialize_map(self, length: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        self.begin(length)
    }

    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Self::SerializeStruct, S::Error> {
        self.begin(Some(length))
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.serializer.serialize_newtype_variant(name, index, variant, value)
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.serializer.collect_str(value)
    }

    fn is_human_readable(&self) -> bool {
        self.serializer.is_human_readable()
    }

    as_it_is! {
        serialize_bool(value: bool) -> Ok;
        serialize_i8(value: i8) -> Ok;
        serialize_i16(value: i16) -> Ok;
        serialize_i32(value: i32) -> Ok;
        serialize_i64(value: i64) -> Ok;
        serialize_i128(value: i128) -> Ok;
        serialize_u8(value: u8) -> Ok;
        serialize_u16(value: u16) -> Ok;
        serialize_u32(value: u32) -> Ok;
        serialize_u64(value: u64) -> Ok;
        serialize_u128(value: u128) -> Ok;
        serialize_f32(value: f32) -> Ok;
        serialize_f64(value: f64) -> Ok;
        serialize_char(value: char) -> Ok;
        serialize_str(value: &str) -> Ok;
        serialize_bytes(value: &[u8]) -> Ok;
        serialize_none() -> Ok;
        serialize_unit() -> Ok;
        serialize_unit_struct(name: &'static str) -> Ok;
        serialize_unit_variant(name: &'static str, index: u32, variant: &'static str) -> Ok;
        serialize_seq(length: Option<usize>) -> SerializeSeq;
        serialize_tuple(length: usize) -> SerializeTuple;
        serialize_tuple_struct(name: &'static str, length: usize) -> SerializeTupleStruct;
        serialize_tuple_variant(name: &'static str, index: u32, variant: &'static str, length: usize)
            -> SerializeTupleVariant;
        serialize_struct_variant(name: &'static str, index: u32, variant: &'static str, length: usize)
            -> SerializeStructVariant;
    }
}
