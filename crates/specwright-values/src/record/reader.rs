//! Reading a record from the entries of a map.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};
use serde_core::{Deserialize, Deserializer};

use super::defaults::Defaults;
use super::integers::IntegerEntry;
use super::{Record, lookup};
use crate::literal::Literal;
use crate::{Maybe, message};

/// The entries of one object on their way into the record `R`.
///
/// The first failure is kept and ends the reading, so that the code made for a record needs no branch for it after
/// every field.
#[derive(Debug)]
pub struct Reader<'de, A: MapAccess<'de>, R> {
    map: A,
    /// Where the next key is expected in the table.
    next: usize,
    /// The latest key that is not in the table; only records with a `rest` keep it.
    unknown: String,
    error: Option<A::Error>,
    record: PhantomData<(&'de (), R)>,
}

impl<'de, A: MapAccess<'de>, R: Record> Reader<'de, A, R> {
    #[inline]
    pub(super) fn new(map: A) -> Self {
        Self { map, next: 0, unknown: String::new(), error: None, record: PhantomData }
    }

    /// The next entry that a field or the `rest` takes; `None` after the last one and after a failure.
    #[inline(always)]
    pub fn entry(&mut self) -> Option<Entry<'_, 'de, A, R>> {
        if self.error.is_some() {
            return None;
        }
        loop {
            match self.map.next_key_seed(Key { next: self.next, unknown: &mut self.unknown, record: PhantomData::<R> })
            {
                Ok(Some(Some(found))) => {
                    self.next = found + 1;
                    return Some(Entry { reader: self, found, at: 0 });
                }
                Ok(Some(None)) if R::OPEN => return Some(Entry { reader: self, found: R::FIELDS.len(), at: 0 }),
                Ok(Some(None)) => {
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

    /// The result of a reading whose fields make a record.
    #[inline(always)]
    pub fn done(self, record: R) -> Result<R, A::Error> {
        match self.error {
            None => Ok(record),
            Some(error) => Err(error),
        }
    }

    /// The result of a reading whose fields do not.
    #[cold]
    pub fn fail(self) -> Result<R, A::Error> {
        Err(self.error.unwrap_or_else(|| A::Error::custom("incomplete object")))
    }

    /// What an absent field is.
    #[inline(always)]
    pub fn or(&mut self, value: Literal) -> Defaults {
        Defaults { value }
    }

    /// The same entries on their way into another type of the same table.
    #[inline]
    pub(super) fn of<T: Record>(self) -> Reader<'de, A, T> {
        let Self { map, next, unknown, error, record: _ } = self;
        Reader { map, next, unknown, error, record: PhantomData }
    }

    /// A field that must have been there.
    #[inline(always)]
    pub fn required<T>(&mut self, slot: Option<T>, wire: &'static str) -> Option<T> {
        if slot.is_none() && self.error.is_none() {
            missing(&mut self.error, wire);
        }
        slot
    }

    /// A field that must have been there, perhaps as null.
    #[inline(always)]
    pub fn nullable<T>(&mut self, slot: Option<Option<T>>, wire: &'static str) -> Option<Option<T>> {
        self.required(slot, wire)
    }

    /// A field that may be absent.
    #[inline(always)]
    pub fn optional<T>(&mut self, slot: Option<Option<T>>, _: &'static str) -> Option<Option<T>> {
        Some(slot.unwrap_or(None))
    }

    /// A field that may be absent and whose type takes null itself.
    #[inline(always)]
    pub fn any<T>(&mut self, slot: Option<Option<T>>, _: &'static str) -> Option<Option<T>> {
        Some(slot.unwrap_or(None))
    }

    /// A field that may be absent or null.
    #[inline(always)]
    pub fn maybe<T>(&mut self, slot: Option<Maybe<T>>, _: &'static str) -> Option<Maybe<T>> {
        Some(slot.unwrap_or(Maybe::Absent))
    }

    /// All other entries.
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
}

impl<'r, 'de, A: MapAccess<'de>, R: Record> Entry<'r, 'de, A, R> {
    /// Reads the value if it is this field's. The answer of each of these: whether it was.
    #[inline(always)]
    pub fn required<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> bool {
        self.is_next() && self.fill(slot)
    }

    /// Reads a value or null.
    #[inline(always)]
    pub fn nullable<T: Deserialize<'de>>(&mut self, slot: &mut Option<Option<T>>) -> bool {
        self.is_next() && self.fill(slot)
    }

    /// Reads a value; null counts as absent.
    #[inline(always)]
    pub fn optional<T: Deserialize<'de>>(&mut self, slot: &mut Option<Option<T>>) -> bool {
        self.is_next() && self.fill(slot)
    }

    /// Reads a value of a type that takes null itself.
    #[inline(always)]
    pub fn any<T: Deserialize<'de>>(&mut self, slot: &mut Option<Option<T>>) -> bool {
        self.is_next() && {
            let mut value = slot.take().flatten();
            let filled = self.fill(&mut value);
            *slot = value.map(Some);
            filled
        }
    }

    /// Reads a value or null, and tells them apart.
    #[inline(always)]
    pub fn maybe<T: Deserialize<'de>>(&mut self, slot: &mut Option<Maybe<T>>) -> bool {
        self.is_next() && self.fill(slot)
    }

    /// Reads an entry that no field took.
    #[inline(always)]
    pub fn rest<T, V>(&mut self, slot: &mut Option<T>) -> bool
    where
        T: Default + Extend<(String, V)> + IntoIterator<Item = (String, V)>,
        V: Deserialize<'de>,
    {
        self.collect(slot, PhantomData::<V>)
    }

    /// The same entry for a field of whole numbers in any spelling.
    #[inline(always)]
    pub fn integer(&mut self) -> IntegerEntry<'_, 'r, 'de, A, R> {
        IntegerEntry(self)
    }

    /// Whether the entry is the next field's.
    #[inline(always)]
    pub(super) fn is_next(&mut self) -> bool {
        self.at += 1;
        self.found + 1 == self.at
    }

    #[inline(always)]
    fn fill<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> bool {
        self.fill_with(slot, PhantomData::<T>)
    }

    /// Reads an entry of the `rest`.
    #[inline(always)]
    pub(super) fn collect<T, S>(&mut self, slot: &mut Option<T>, seed: S) -> bool
    where
        T: Default + Extend<(String, S::Value)>,
        S: DeserializeSeed<'de>,
    {
        let reader = &mut *self.reader;
        match reader.map.next_value_seed(seed) {
            Ok(value) => slot.get_or_insert_default().extend([(std::mem::take(&mut reader.unknown), value)]),
            Err(error) => reader.error = Some(message::quiet(error)),
        }
        true
    }

    #[inline(always)]
    pub(super) fn fill_with<S: DeserializeSeed<'de>>(&mut self, slot: &mut Option<S::Value>, seed: S) -> bool {
        fill(&mut self.reader.map, &mut self.reader.error, slot, R::FIELDS, self.found, seed);
        true
    }
}

/// One instance for every type of value, not for every field: what a release build spends on a model is mostly this.
#[inline(never)]
fn fill<'de, A: MapAccess<'de>, S: DeserializeSeed<'de>>(
    map: &mut A,
    failure: &mut Option<A::Error>,
    slot: &mut Option<S::Value>,
    fields: &'static [&'static str],
    at: usize,
    seed: S,
) {
    if slot.is_some() {
        return duplicate(failure, fields, at);
    }
    match map.next_value_seed(seed) {
        // The slot is empty; unlike an assignment this does not ask for code that drops what was there.
        Ok(value) => std::mem::forget(slot.replace(value)),
        Err(error) => refused(failure, fields, at, error),
    }
}

// What goes wrong is told out of line, so that the code of every field stays small.

#[cold]
fn missing<E: Error>(failure: &mut Option<E>, wire: &'static str) {
    *failure = Some(E::missing_field(wire));
}

#[cold]
fn duplicate<E: Error>(failure: &mut Option<E>, fields: &'static [&'static str], at: usize) {
    *failure = Some(E::duplicate_field(fields.get(at).copied().unwrap_or_default()));
}

#[cold]
fn refused<E: Error>(failure: &mut Option<E>, fields: &[&str], at: usize, error: E) {
    *failure = Some(message::at(fields, at, error));
}

/// Recognises one key without keeping it.
struct Key<'u, R> {
    next: usize,
    unknown: &'u mut String,
    record: PhantomData<R>,
}

impl<'de, R: Record> DeserializeSeed<'de> for Key<'_, R> {
    type Value = Option<usize>;

    #[inline(always)]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<R: Record> Visitor<'_> for Key<'_, R> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property name")
    }

    #[inline(always)]
    fn visit_str<E: Error>(self, text: &str) -> Result<Option<usize>, E> {
        let found = lookup::find::<R>(text, self.next);
        if R::OPEN && found.is_none() {
            text.clone_into(self.unknown);
        }
        Ok(found)
    }
}
