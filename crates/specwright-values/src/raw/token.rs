//! The name under which `serde_json` hands out raw text.

use std::fmt;

use serde_core::de::{Error, Visitor};
use serde_core::{Deserialize, Deserializer, forward_to_deserialize_any};
use serde_json::value::RawValue;

/// The name, asked of [`RawValue`] itself, since it is nobody else's business. Comes down to a constant.
#[inline]
pub(super) fn token() -> &'static str {
    match <&RawValue>::deserialize(Probe) {
        Err(Name(name)) => name,
        Ok(_) => "",
    }
}

/// A deserializer that answers with the name it is asked for.
struct Probe;

impl<'de> Deserializer<'de> for Probe {
    type Error = Name;

    #[inline]
    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, _: V) -> Result<V::Value, Name> {
        Err(Name(name))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Name> {
        Err(Name(""))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

#[derive(Debug)]
struct Name(&'static str);

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Name {}

impl Error for Name {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self("")
    }
}
