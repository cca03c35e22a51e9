//! What absent properties are.

use serde_core::de::DeserializeOwned;

use crate::literal::Literal;
use crate::{Maybe, raw};

/// The default of one field. One that does not fit the field's type counts as none.
#[derive(Clone, Copy, Debug)]
pub struct Defaults {
    pub(super) value: Literal,
}

impl Defaults {
    /// A field that may be absent.
    #[inline(always)]
    pub fn optional<T: DeserializeOwned>(self, slot: Option<Option<T>>, _: &'static str) -> Option<Option<T>> {
        slot.or_else(|| Some(parse(self.value).unwrap_or_default()))
    }

    /// A field that may be absent and whose type takes null itself.
    #[inline(always)]
    pub fn any<T: DeserializeOwned>(self, slot: Option<Option<T>>, _: &'static str) -> Option<Option<T>> {
        slot.or_else(|| Some(parse(self.value)))
    }

    /// A field that may be absent or null.
    #[inline(always)]
    pub fn maybe<T: DeserializeOwned>(self, slot: Option<Maybe<T>>, _: &'static str) -> Option<Maybe<T>> {
        slot.or_else(|| Some(parse(self.value).unwrap_or_default()))
    }
}

#[cold]
fn parse<T: DeserializeOwned>(value: Literal) -> Option<T> {
    raw::parse(&value.to_json()).ok()
}
