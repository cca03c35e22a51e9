//! Reading a record from the entries of a map.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};
use serde_core::{Deserialize, Deserializer};

use super::{Record, lookup};
use crate::{Maybe, message};

/// The entries of one object on their way into the record `R`.
///
/// The first failure is kept and ends the reading, so that the code made for a record needs no branch for it after every field.
#[derive(Debug)]
pub struct Reader<'de, A: MapAccess<'de>, R> {
    map: A,
    /// Where the next key is expected in the table.
    next: usize,
    error: Option<A::Error>,
    record: PhantomData<(&'de (), fn() -> R)>,
}

impl<'de, A: MapAccess<'de>, R: Record> Reader<'de, A, R> {
    #[inline]
    pub(super) fn new(map: A) -> Self {
        Self { map, next: 0, error: None, record: PhantomData }
    }

    /// The next entry that a field or the `rest` takes; `None` after the last one and after a failure.
    #[inline(always)]
    pub fn entry(&mut self) -> Option<Entry<'_, 'de, A, R>> {
        if self.error.is_some() {
            return None;
        }
        loop {
            match self.map.next_key_seed(Key { next: self.next, record: PhantomData::<R> }) {
                Ok(Some(Found::Field(found))) => {
                    self.next = found + 1;
                    return Some(Entry { reader: self, found, at: 0, unknown: String::new() });
                }
                Ok(Some(Found::Other(unknown))) if R::OPEN => return Some(Entry { reader: self, found: R::FIELDS.len(), at: 0, unknown }),
                Ok(Some(Found::Other(_))) => {
                    if let Err(error) = self.map.next_value::<IgnoredAny>() {
                        self.error = Some(error);
                        return None;
                    }
                }
                Ok(None) => return None,
                Err(error) => {
                    self.error = Some(error);
                    return None;
                }
            }
        }
    }

    /// Whether an entry was refused.
    #[inline(always)]
    pub fn failed(&self) -> bool {
        self.error.is_some()
    }

    #[inline(always)]
    pub fn done(self, record: R) -> Result<R, A::Error> {
        match self.error {
            None => Ok(record),
            Some(error) => Err(error),
        }
    }

    #[cold]
    pub fn fail(self) -> Result<R, A::Error> { Err(self.failure()) }

    /// Why there is no record: to be asked once the fields do not make one.
    #[cold]
    pub fn failure(self) -> A::Error {
        self.error.unwrap_or_else(|| A::Error::custom("incomplete"))
    }

    #[inline(always)]
    pub fn required<T>(&mut self, slot: Option<T>, wire: &'static str) -> Option<T> {
        if slot.is_none() && self.error.is_none() {
            self.error = Some(missing(wire));
        }
        slot
    }

    #[inline(always)]
    pub fn nullable<T>(&mut self, slot: Option<Option<T>>, wire: &'static str) -> Option<Option<T>> {
        self.required(slot, wire)
    }

    #[inline(always)]
    pub fn optional<T>(&mut self, slot: Option<Option<T>>, _: &'static str) -> Option<Option<T>> {
        Some(slot.unwrap_or(None))
    }

    #[inline(always)]
    pub fn any<T>(&mut self, slot: Option<Option<T>>, _: &'static str) -> Option<Option<T>> {
        Some(slot.unwrap_or(None))
    }

    #[inline(always)]
    pub fn maybe<T>(&mut self, slot: Option<Maybe<T>>, _: &'static str) -> Option<Maybe<T>> {
        Some(slot.unwrap_or(Maybe::Absent))
    }

    #[inline(always)]
    pub fn rest<T: Default>(&mut self, slot: Option<T>) -> Option<T> {
        Some(slot.unwrap_or_default())
    }
}

/// One entry whose value waits for the field it belongs to. The methods are asked in the table's order.
#[derive(Debug)]
pub struct Entry<'r, 'de, A: MapAccess<'de>, R> {
    reader: &'r mut Reader<'de, A, R>,
    found: usize,
    at: usize,
    unknown: String,
}

impl<'de, A: MapAccess<'de>, R: Record> Entry<'_, 'de, A, R> {
    #[inline(always)]
    pub fn required<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> bool {
        self.read(slot, |value| value)
    }

    #[inline(always)]
    pub fn nullable<T: Deserialize<'de>>(&mut self, slot: &mut Option<Option<T>>) -> bool {
        self.read(slot, |value| value)
    }

    #[inline(always)]
    pub fn optional<T: Deserialize<'de>>(&mut self, slot: &mut Option<Option<T>>) -> bool {
        self.read(slot, |value| value)
    }

    #[inline(always)]
    pub fn any<T: Deserialize<'de>>(&mut self, slot: &mut Option<Option<T>>) -> bool {
        self.read(slot, Some)
    }

    #[inline(always)]
    pub fn maybe<T: Deserialize<'de>>(&mut self, slot: &mut Option<Maybe<T>>) -> bool {
        self.read(slot, |value| value)
    }

    #[inline(always)]
    pub fn rest<T, V>(&mut self, slot: &mut Option<T>) -> bool
    where
        T: Default + Extend<(String, V)> + IntoIterator<Item = (String, V)>,
        V: Deserialize<'de>,
    {
        let reader = &mut *self.reader;
        match reader.map.next_value() {
            Ok(value) => slot.get_or_insert_default().extend([(std::mem::take(&mut self.unknown), value)]),
            Err(error) => reader.error = Some(message::quiet(error)),
        }
        true
    }

    #[inline(always)]
    fn read<T: Deserialize<'de>, F>(&mut self, slot: &mut Option<F>, wrap: impl FnOnce(T) -> F) -> bool {
        let at = self.at;
        self.at = at + 1;
        if self.found != at {
            return false;
        }
        if slot.is_some() {
            self.reader.error = Some(duplicate::<A::Error>(R::FIELDS, at));
            return true;
        }
        match self.reader.map.next_value() {
            Ok(value) => *slot = Some(wrap(value)),
            Err(error) => self.reader.error = Some(message::at(R::FIELDS, at, error)),
        }
        true
    }
}

#[cold]
fn missing<E: Error>(wire: &'static str) -> E {
    E::missing_field(wire)
}

#[cold]
fn duplicate<E: Error>(fields: &'static [&'static str], at: usize) -> E {
    E::duplicate_field(fields.get(at).copied().unwrap_or_default())
}

/// Recognises one key without keeping it.
enum Found { Field(usize), Other(String) }

struct Key<R> {
    next: usize,
    record: PhantomData<R>,
}

impl<'de, R: Record> DeserializeSeed<'de> for Key<R> {
    type Value = Found;

    #[inline(always)]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<R: Record> Visitor<'_> for Key<R> {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property name")
    }

    #[inline(always)]
    fn visit_str<E: Error>(self, text: &str) -> Result<Found, E> {
        Ok(match lookup::find::<R>(text, self.next) {
            Some(field) => Found::Field(field),
            None if R::OPEN => Found::Other(text.to_owned()),
            None => Found::Other(String::new()),
        })
    }
}
