//! Writing a record as the entries of a map.

use std::marker::PhantomData;

use serde_core::ser::SerializeMap;
use serde_core::{Serialize, Serializer};

use super::Record;
use crate::Maybe;

/// The entries of one object on their way out of the record `R`. The first failure is kept until [`end`](Self::end).
#[derive(Debug)]
pub struct Writer<S: Serializer, R> {
    map: Result<S::SerializeMap, S::Error>,
    record: PhantomData<fn(R)>,
}

impl<S: Serializer, R: Record> Writer<S, R> {
    /// Opens the object.
    #[inline]
    pub fn new(serializer: S) -> Self {
        Self { map: serializer.serialize_map(None), record: PhantomData }
    }

    /// Writes a value, whatever it is.
    #[inline(always)]
    pub fn required<T: Serialize>(&mut self, wire: &str, value: &T) {
        if let Ok(map) = &mut self.map
            && let Err(error) = map.serialize_entry(wire, value)
        {
            self.map = Err(error);
        }
    }

    /// Writes a value or null.
    #[inline(always)]
    pub fn nullable<T: Serialize>(&mut self, wire: &str, value: &Option<T>) {
        self.required(wire, value);
    }

    /// Writes a value that is there.
    #[inline(always)]
    pub fn optional<T: Serialize>(&mut self, wire: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.required(wire, value);
        }
    }

    /// Writes a value that is there, null included.
    #[inline(always)]
    pub fn any<T: Serialize>(&mut self, wire: &str, value: &Option<T>) {
        self.optional(wire, value);
    }

    /// Writes a value or null, unless absent.
    #[inline(always)]
    pub fn maybe<T: Serialize>(&mut self, wire: &str, value: &Maybe<T>) {
        if !value.is_absent() {
            self.required(wire, value);
        }
    }

    /// Writes all other entries. A key that is one of the record's own is left out: the field says what it is.
    #[inline]
    pub fn rest<'v, T, K, V>(&mut self, entries: &'v T)
    where
        &'v T: IntoIterator<Item = (&'v K, &'v V)>,
        K: AsRef<str> + 'v,
        V: Serialize + 'v,
    {
        for (key, value) in entries {
            if !R::FIELDS.contains(&key.as_ref()) {
                self.required(key.as_ref(), value);
            }
        }
    }

    /// Closes the object, or tells what went wrong first.
    #[inline]
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.map?.end()
    }
}
