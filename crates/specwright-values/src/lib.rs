//! Values under generated models.

mod maybe;
mod secret;

pub use maybe::Maybe;
pub use secret::Secret;
pub mod x;
#[doc(hidden)]
pub use serde_core;
