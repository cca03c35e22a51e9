//! Where the fields of a record wait for their values.

use std::marker::PhantomData;

use serde_core::Deserialize;
use serde_core::de::{DeserializeOwned, DeserializeSeed, MapAccess};

use crate::literal::Literal;
use crate::whole::{Seed, Whole};
use crate::{Maybe, raw};

/// A field while its record is read. It is called through a pointer, so that the code made for a record is a list of
/// its fields without a branch for each: that is what a reader's build pays for.
pub trait Field<'de, A: MapAccess<'de>> {
    /// Reads the value of the entry that the map is at; `key` is its name when it is none of the record's.
    fn fill(&mut self, map: &mut A, key: &mut String) -> Result<(), A::Error>;
}

/// How the values of a field are read: as their type says, or as [`Integers`].
pub trait Reading<'de, T> {
    /// What reads the next value.
    type Seed: DeserializeSeed<'de, Value = T> + Default;
}

/// As the type says.
#[derive(Debug)]
pub struct Plain;

impl<'de, T: Deserialize<'de>> Reading<'de, T> for Plain {
    type Seed = PhantomData<T>;
}

/// As integers in any spelling.
#[derive(Debug)]
pub struct Integers;

impl<'de, T: Whole> Reading<'de, T> for Integers {
    type Seed = Seed<T>;
}

/// A field with a property of its own.
#[derive(Debug)]
pub struct Slot<T, R = Plain> {
    value: Option<T>,
    reading: PhantomData<R>,
}

/// The field for all other properties.
#[derive(Debug)]
pub struct Others<T, V, R = Plain> {
    values: T,
    reading: PhantomData<(V, R)>,
}

/// Empty fields of each presence. The names are the words of [`record!`](crate::record).
pub mod slot {
    use std::marker::PhantomData;

    use super::{Others, Slot};

    /// For a property that must be there.
    #[inline(always)]
    pub fn required<T>() -> Slot<T> {
        Slot { value: None, reading: PhantomData }
    }

    pub use required as nullable;
    pub use required as optional;
    pub use required as any;
    pub use required as maybe;

    /// For all other properties.
    #[inline(always)]
    pub fn rest<T: Default + IntoIterator<Item = (String, V)>, V>() -> Others<T, V> {
        Others { values: T::default(), reading: PhantomData }
    }
}

impl<T> Slot<T> {
    /// The same for integers in any spelling.
    #[inline(always)]
    pub fn integer(self) -> Slot<T, Integers> {
        Slot { value: self.value, reading: PhantomData }
    }
}

impl<T, V> Others<T, V> {
    /// The same for integers in any spelling.
    #[inline(always)]
    pub fn integer(self) -> Others<T, V, Integers> {
        Others { values: self.values, reading: PhantomData }
    }
}

impl<'de, A: MapAccess<'de>, T, R: Reading<'de, T>> Field<'de, A> for Slot<T, R> {
    fn fill(&mut self, map: &mut A, _: &mut String) -> Result<(), A::Error> {
        self.value = Some(map.next_value_seed(R::Seed::default())?);
        Ok(())
    }
}

impl<'de, A: MapAccess<'de>, T, V, R> Field<'de, A> for Others<T, V, R>
where
    T: Extend<(String, V)>,
    R: Reading<'de, V>,
{
    fn fill(&mut self, map: &mut A, key: &mut String) -> Result<(), A::Error> {
        let value = map.next_value_seed(R::Seed::default())?;
        self.values.extend([(std::mem::take(key), value)]);
        Ok(())
    }
}

// What a field is once the object has been read without a failure.

impl<T, R> Slot<T, R> {
    /// A field that must have been there.
    #[inline(always)]
    pub fn required(self) -> T {
        match self.value {
            Some(value) => value,
            None => unreachable!("`read` fails without it"),
        }
    }

    /// A field of a type that takes null itself.
    #[inline(always)]
    pub fn any(self) -> Option<T> {
        self.value
    }

    /// What an absent field is.
    #[inline(always)]
    pub fn or(self, default: Literal) -> Defaulted<T> {
        Defaulted { value: self.value, default }
    }
}

impl<T, R> Slot<Option<T>, R> {
    /// A field that must have been there, perhaps as null.
    #[inline(always)]
    pub fn nullable(self) -> Option<T> {
        self.value.flatten()
    }

    /// A field that may be absent.
    #[inline(always)]
    pub fn optional(self) -> Option<T> {
        self.value.flatten()
    }
}

impl<T, R> Slot<Maybe<T>, R> {
    /// A field that may be absent or null.
    #[inline(always)]
    pub fn maybe(self) -> Maybe<T> {
        self.value.unwrap_or_default()
    }
}

impl<T, V, R> Others<T, V, R> {
    /// All other properties.
    #[inline(always)]
    pub fn rest(self) -> T {
        self.values
    }
}

/// A field that has a value also when it was absent. A default that does not fit the field's type counts as none.
#[derive(Debug)]
pub struct Defaulted<T> {
    value: Option<T>,
    default: Literal,
}

impl<T: DeserializeOwned> Defaulted<T> {
    /// A field of a type that takes null itself.
    #[inline(always)]
    pub fn any(self) -> Option<T> {
        self.value.or_else(|| parse(self.default))
    }
}

impl<T: DeserializeOwned> Defaulted<Option<T>> {
    /// A field that may be absent.
    #[inline(always)]
    pub fn optional(self) -> Option<T> {
        self.value.unwrap_or_else(|| parse(self.default).flatten())
    }
}

impl<T: DeserializeOwned> Defaulted<Maybe<T>> {
    /// A field that may be absent or null.
    #[inline(always)]
    pub fn maybe(self) -> Maybe<T> {
        self.value.unwrap_or_else(|| parse(self.default).unwrap_or_default())
    }
}

#[cold]
fn parse<T: DeserializeOwned>(default: Literal) -> Option<T> {
    raw::parse(&default.to_json()).ok()
}
