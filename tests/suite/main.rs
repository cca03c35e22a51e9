//! The whole line, from documents to crates: what is accepted and how it comes out, what is refused and what is left,
//! what hostile text can do, and whether the same input gives the same bytes.

#![cfg(test)]

mod accept;
mod behaviour;
mod determinism;
mod generate;
mod growth;
mod guide;
mod injection;
mod large;
mod mapping;
mod reject;
mod snapshot;
