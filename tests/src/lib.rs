//! Support for the tests of the whole line: the pipeline in memory, the checkout, other programs.

#![warn(missing_docs)]
#![allow(clippy::expect_used, clippy::panic, reason = "only tests use this crate: what fails here is a failed test")]

mod line;
mod programs;

pub use line::{Files, Line, finding, findings, generate, generate_as, options};
pub use programs::{Finished, fresh_folder, root, run, tool, write_crate};

/// What the README shows has to compile.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

/// What the README of a generated crate shows, too: in the crate itself it is no doctest.
#[cfg(doctest)]
#[doc = include_str!("../../generated/archera-client/README.md")]
struct ArcheraReadme;

/// The same for the other API.
#[cfg(doctest)]
#[doc = include_str!("../../generated/bv-client/README.md")]
struct BvReadme;

/// And for that of the guide.
#[cfg(doctest)]
#[doc = include_str!("../guide/generated/library-client/README.md")]
struct LibraryReadme;
