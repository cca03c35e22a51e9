//! What becomes of types: from a model made by hand to the text of a models crate.

#![allow(clippy::expect_used, clippy::panic, reason = "what fails here is a failed test")]

mod circles;
mod draft;
mod growth;
mod identifiers;
mod records;
mod unions;
