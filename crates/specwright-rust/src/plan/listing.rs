//! The names of definitions, for those who use the generated types from outside.

use specwright_ir::{Api, Diagnostics};

use super::{package::Options, type_names::TypeNames};

/// The Rust name of every definition, in the order of the API's types: each is an item at the root of the models crate.
pub fn type_names(api: &Api, options: &Options) -> Vec<String> {
    let names = TypeNames::mint(api, options, &mut Diagnostics::default());
    api.types.iter().map(|(id, _)| names.get(id).map(ToString::to_string).unwrap_or_default()).collect()
}
