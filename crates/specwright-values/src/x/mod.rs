#![allow(missing_docs, clippy::all, unused)]
pub mod pass;
pub mod step;
