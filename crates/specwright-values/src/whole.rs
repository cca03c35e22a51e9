//! Integers as JSON Schema counts them: `1.0` and `1e3` are some.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_core::{Deserialize, Deserializer};

use crate::Maybe;
use crate::number::Number;

/// A type of integers, or of options, lists or maps of them, that is read from whole numbers in any spelling.
pub trait Whole: Sized {
    /// Reads the value.
    fn deserialize_whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// Reads a value from a text that holds nothing else.
pub(crate) fn parse<T: Whole>(text: &str) -> Result<T, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = T::deserialize_whole(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// The integer that a float is. Below 2^53 every whole number has a float of its own, so nothing is lost.
pub(crate) fn integer(value: f64) -> Option<i64> {
    (value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0).then_some(value as i64)
}

/// A [`Whole`] where a seed is asked for.
#[derive(Debug)]
pub struct Seed<T>(PhantomData<T>);

impl<T> Default for Seed<T> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: Whole> DeserializeSeed<'de> for Seed<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::deserialize_whole(deserializer)
    }
}

macro_rules! whole {
    ($($ty:ident $deserialize:ident)*) => {
        $(impl Whole for $ty {
            #[inline]
            fn deserialize_whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.$deserialize(Integer { name: stringify!($ty), integer: PhantomData })
            }
        })*
    };
}

whole! {
    i8 deserialize_i8
    i16 deserialize_i16
    i32 deserialize_i32
    i64 deserialize_i64
    u8 deserialize_u8
    u16 deserialize_u16
    u32 deserialize_u32
    u64 deserialize_u64
}

struct Integer<T> {
    name: &'static str,
    integer: PhantomData<T>,
}

impl<T: TryFrom<i64> + TryFrom<u64>> Visitor<'_> for Integer<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }

    #[inline]
    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        T::try_from(value).map_err(|_| E::invalid_value(Unexpected::Other("integer"), &self))
    }

    #[inline]
    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        T::try_from(value).map_err(|_| E::invalid_value(Unexpected::Other("integer"), &self))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        match integer(value) {
            Some(value) => self.visit_i64(value),
            None => Err(E::invalid_type(Unexpected::Other("floating point"), &self)),
        }
    }
}

/// The widest integers are beyond what deserializers hand out as one, so they are read as text.
macro_rules! wide {
    ($($ty:ident)*) => {
        $(impl Whole for $ty {
            fn deserialize_whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let number = Number::deserialize(deserializer)?;
                let integer = number.to_integer().and_then(|digits| digits.parse().ok());
                integer.ok_or_else(|| D::Error::invalid_value(Unexpected::Other("number"), &stringify!($ty)))
            }
        })*
    };
}

wide! { i128 u128 }

impl<T: Whole> Whole for Box<T> {
    #[inline]
    fn deserialize_whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize_whole(deserializer).map(Self::new)
    }
}

impl<T: Whole> Whole for Maybe<T> {
    #[inline]
    fn deserialize_whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize_whole(deserializer).map(Self::from)
    }
}

impl<T: Whole> Whole for Option<T> {
    #[inline]
    fn deserialize_whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(Optional(PhantomData))
    }
}

struct Optional<T>(PhantomData<T>);

impl<'de, T: Whole> Visitor<'de> for Optional<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("option")
    }

    fn visit_none<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        T::deserialize_whole(deserializer).map(Some)
    }
}

impl<T: Whole> Whole for Vec<T> {
    fn deserialize_whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(List(PhantomData))
    }
}

struct List<T>(PhantomData<T>);

impl<'de, T: Whole> Visitor<'de> for List<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = seq.next_element_seed(Seed::default())? {
            list.push(element);
        }
        Ok(list)
    }
}

impl<T: Whole> Whole for BTreeMap<String, T> {
    fn deserialize_whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

struct Entries<T>(PhantomData<T>);

impl<'de, T: Whole> Visitor<'de> for Entries<T> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = BTreeMap::new();
        while let Some(key) = map.next_key()? {
            entries.insert(key, map.next_value_seed(Seed::default())?);
        }
        Ok(entries)
    }
}
