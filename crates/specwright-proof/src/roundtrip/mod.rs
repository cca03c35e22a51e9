//! Values that are valid against the schemas of a document, decoded and encoded again by the generated types.

mod clean;
mod compare;
mod definitions;
mod judge;
mod named;
mod number;
mod program;
mod sample;
#[cfg(test)]
mod tests;
mod text;
mod trial;
mod view;

pub(crate) use clean::decoded;
pub(crate) use compare::{Defaults, differences};
pub(crate) use definitions::{Definitions, defaults_in, options};
pub(crate) use judge::Judge;
pub(crate) use program::{Answer, Program, Question, TypeOf, ask, write as write_program};
pub(crate) use sample::Sampler;
pub(crate) use trial::{Outcome, Trials, plain_integers};
