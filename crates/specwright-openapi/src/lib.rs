//! The front end: OpenAPI documents to the IR.

#![warn(missing_docs)]

mod declare;
mod dialect;
mod kind;
mod link;
mod lower;
mod merge;
mod overlay;
mod parse;
pub mod read;
pub mod tree;

pub use dialect::Version;
pub use lower::lower;
