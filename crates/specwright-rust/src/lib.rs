//! Back end: IR to Rust crates.
//!
//! [`plan()`] decides every name, type, derive, file and dependency; [`emit()`] prints what was decided. Both are pure:
//! the result is a [`FileSet`] for each crate, and the caller puts it on disk.

#![warn(missing_docs)]

mod docs;
mod emit;
mod file_set;
mod names;
mod plan;
mod render;
mod surface;

pub use emit::{Crate, EmitError, emit};
pub use file_set::FileSet;
pub use plan::{FormatType, Location, Options, Plan, TypePath, plan, type_names};
pub use surface::{ClientMethod, CredentialSetter, Slot, SlotOf, SlotType, Surface, content_of};
