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
pub fn read<'de, R: Record, A: MapAccess<'de>>(
    mut map: A,
    fields: &mut [&mut dyn Field<'de, A>],
) -> Result<(), A::Error> {
    // Where the next key is expected in the table.
    let mut next = 0;
    let mut unknown = String::new();
    let mut seen = Seen::default();
    while let Some(known) = map.next_key_seed(Key { next, unknown: &mut unknown, record: PhantomData::<R> })? {
        // The field behind the table is the one for all other properties.
        let found = known.unwrap_or(R::FIELDS.len());
        next = known.map_or(next, |known| known + 1);
        let Some(field) = fields.get_mut(found) else {
            map.next_value::<IgnoredAny>()?;
            continue;
        };
        if known.is_some() && !seen.insert(found) {
            return Err(duplicate(R::FIELDS, found));
        }
        if let Err(error) = field.fill(&mut map, &mut unknown) {
            return Err(refused(R::FIELDS, found, error));
        }
    }
    let mut needed = R::FIELDS.iter().zip(R::NEEDED).enumerate().filter(|(_, (_, needed))| **needed);
    match needed.find(|(at, _)| !seen.contains(*at)) {
        Some((_, (wire, _))) => Err(missing(wire)),
        None => Ok(()),
    }
}

/// Which fields have had their value.
#[derive(Default)]
struct Seen {
    first: u128,
    /// Those behind the first 128.
    others: Vec<usize>,
}

impl Seen {
    const BITS: usize = 128;

    /// Whether the field was not seen before.
    #[inline(always)]
    fn insert(&mut self, at: usize) -> bool {
        let is_new = !self.contains(at);
        if at < Self::BITS {
            self.first |= 1 << at;
        } else {
            self.others.push(at);
        }
        is_new
    }

    #[inline(always)]
    fn contains(&self, at: usize) -> bool {
        if at < Self::BITS { self.first & (1 << at) != 0 } else { self.others.contains(&at) }
    }
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
