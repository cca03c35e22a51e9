//! Rust names. A name can only be made by a [`Scope`], so it is never a keyword, never wrongly cased and never taken.

mod scope;
mod words;

pub(crate) use scope::{Name, Scope};
pub(crate) use words::{in_ascii, words};
