//! Values under generated models.

mod maybe;
mod message;
mod record;
mod secret;

pub use maybe::Maybe;
pub use message::without_values;
pub use secret::Secret;

/// What the macros of this crate expand to. Not for use by hand.
#[doc(hidden)]
pub mod codec {
    pub use core::option::Option::{self, None, Some};
    pub use core::result::Result::{self, Err, Ok};

    pub use serde_core::de::MapAccess;
    pub use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

    pub use crate::record::{Entry, Reader, Record, Writer, deserialize, rest_is_last};
}
pub mod x;
#[doc(hidden)]
pub use serde_core;
