//! Fields of whole numbers in any spelling.

use serde_core::de::MapAccess;

use super::Record;
use super::reader::Entry;
use crate::Maybe;
use crate::whole::{Seed, Whole};

/// An [`Entry`] on its way into a field that is marked `as integer`.
#[derive(Debug)]
pub struct IntegerEntry<'e, 'r, 'de, A: MapAccess<'de>, R>(pub(super) &'e mut Entry<'r, 'de, A, R>);

impl<'de, A: MapAccess<'de>, R: Record> IntegerEntry<'_, '_, 'de, A, R> {
    /// Reads the value if it is this field's. The answer of each of these: whether it was.
    #[inline(always)]
    pub fn required<T: Whole>(self, slot: &mut Option<T>) -> bool {
        self.0.is_next() && self.0.fill_with(slot, Seed::default())
    }

    /// Reads a value or null.
    #[inline(always)]
    pub fn nullable<T: Whole>(self, slot: &mut Option<Option<T>>) -> bool {
        self.required(slot)
    }

    /// Reads a value; null counts as absent.
    #[inline(always)]
    pub fn optional<T: Whole>(self, slot: &mut Option<Option<T>>) -> bool {
        self.required(slot)
    }

    /// Reads a value or null, and tells them apart.
    #[inline(always)]
    pub fn maybe<T: Whole>(self, slot: &mut Option<Maybe<T>>) -> bool {
        self.required(slot)
    }

    /// Reads an entry that no field took.
    #[inline(always)]
    pub fn rest<T, V>(self, slot: &mut Option<T>) -> bool
    where
        T: Default + Extend<(String, V)> + IntoIterator<Item = (String, V)>,
        V: Whole,
    {
        self.0.collect(slot, Seed::default())
    }
}
