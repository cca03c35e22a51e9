#![allow(missing_docs, clippy::all, unused)]
pub mod pass;
pub mod step;
#[macro_use] pub mod direct;
