//! Reading a record from the entries of a map.

use std::fmt;
use std::marker::PhantomData;

use serde_core::Deserializer;
use serde_core::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};

use super::field::Field;
use super::{Record, lookup};
use crate::message;

/// Reads the entries of an object into the fields of the record `R`, given in the order of its table. Afterwards all
/// that are needed are full.
#[inline]
pub fn read<'de, R: Record, A: MapAccess<'de>>(
    mut map: A,
    fields: &mut [&mut dyn Field<'de, A>],
) -> Result<(), A::Error> {
    // Where the next key is expected in the table.
    let mut next = 0;
    let mut unknown = String::new();
    let mut seen = Seen::<R>::new();
    while let Some(found) = map.next_key_seed(Key { next, unknown: &mut unknown, record: PhantomData::<R> })? {
        // The field behind the table is the one for all other properties.
        let Some(field) = fields.get_mut(found) else {
            map.next_value::<IgnoredAny>()?;
            continue;
        };
        if found < R::FIELDS.len() {
            if !seen.insert(found) {
                return Err(duplicate(R::FIELDS, found));
            }
            next = found + 1;
        }
        if let Err(error) = field.fill(&mut map, &mut unknown) {
            return Err(refused(R::FIELDS, found, error));
        }
    }
    match seen.missing() {
        Some(wire) => Err(missing(wire)),
        None => Ok(()),
    }
}

/// Which fields have had their value.
struct Seen<R> {
    first: u64,
    /// Those behind the first 64.
    others: Vec<usize>,
    record: PhantomData<R>,
}

impl<R: Record> Seen<R> {
    const BITS: usize = 64;
    const IS_NARROW: bool = R::FIELDS.len() <= Self::BITS;
    /// Which of the first fields must have been seen.
    const NEEDED: u64 = bits(R::NEEDED);

    #[inline(always)]
    fn new() -> Self {
        Self { first: 0, others: Vec::new(), record: PhantomData }
    }

    /// Whether the field was not seen before.
    #[inline(always)]
    fn insert(&mut self, at: usize) -> bool {
        if !Self::IS_NARROW && at >= Self::BITS {
            return self.insert_other(at);
        }
        let bit = 1 << (at % Self::BITS);
        let is_new = self.first & bit == 0;
        self.first |= bit;
        is_new
    }

    #[inline(never)]
    fn insert_other(&mut self, at: usize) -> bool {
        let is_new = !self.others.contains(&at);
        self.others.push(at);
        is_new
    }

    /// The first field that is needed and was not seen.
    #[inline(always)]
    fn missing(&self) -> Option<&'static str> {
        if self.first & Self::NEEDED == Self::NEEDED && Self::IS_NARROW {
            return None;
        }
        let mut needed = R::FIELDS.iter().zip(R::NEEDED).enumerate().filter(|(_, (_, needed))| **needed);
        needed.find(|(at, _)| !self.contains(*at)).map(|(_, (wire, _))| *wire)
    }

    fn contains(&self, at: usize) -> bool {
        if at < Self::BITS { self.first & (1 << at) != 0 } else { self.others.contains(&at) }
    }
}

/// A bit for each of the first of these that is true.
const fn bits(mut which: &[bool]) -> u64 {
    let (mut bits, mut bit) = (0, 1_u64);
    while let [is_set, after @ ..] = which {
        if *is_set {
            bits |= bit;
        }
        (bit, which) = (bit << 1, after);
    }
    bits
}

// What goes wrong is told out of line.

#[cold]
fn missing<E: Error>(wire: &'static str) -> E {
    E::missing_field(wire)
}

#[cold]
fn duplicate<E: Error>(fields: &'static [&'static str], at: usize) -> E {
    E::duplicate_field(fields.get(at).copied().unwrap_or_default())
}

#[cold]
fn refused<E: Error>(fields: &[&str], at: usize, error: E) -> E {
    if at < fields.len() { message::at(fields, at, error) } else { message::quiet(error) }
}

/// Recognises one key without keeping it.
struct Key<'u, R> {
    next: usize,
    unknown: &'u mut String,
    record: PhantomData<R>,
}

impl<'de, R: Record> DeserializeSeed<'de> for Key<'_, R> {
    /// The place in the table, or the one behind it.
    type Value = usize;

    #[inline(always)]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<R: Record> Visitor<'_> for Key<'_, R> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property name")
    }

    #[inline(always)]
    fn visit_str<E: Error>(self, text: &str) -> Result<usize, E> {
        let found = lookup::find::<R>(text, self.next);
        if R::OPEN && found == R::FIELDS.len() {
            text.clone_into(self.unknown);
        }
        Ok(found)
    }
}
