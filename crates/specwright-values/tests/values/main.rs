//! What the values do on the wire.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod base64;
mod defaults;
mod enums;
mod errors;
mod foreign;
mod hostile;
mod maybe;
mod numbers;
mod records;
mod secret;
mod texts;
mod times;
mod unions;
#[cfg(feature = "validate")]
mod validate;
