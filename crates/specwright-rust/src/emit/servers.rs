//! The servers of an API.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::docs;
use crate::plan::{ServerPlan, VariablePlan};

/// The file of the module.
pub(super) fn emit(servers: &[ServerPlan]) -> Vec<TokenStream> {
    let mut items = vec![quote!(
        use specwright_runtime::Server;
    )];
    items.extend(servers.iter().map(function));
    items
}

fn function(ServerPlan { function, docs: lines, template, variables }: &ServerPlan) -> TokenStream {
    let docs = docs(lines);
    let arguments = variables.iter().filter_map(|variable| variable.argument.as_ref());
    let arguments = arguments.map(|name| quote!(#name: impl Into<String>));
    let variables = variables.iter().map(variable);
    quote! {
        #docs
        #[must_use]
        pub fn #function(#(#arguments),*) -> Server { Server::new(#template) #(#variables)* }
    }
}

fn variable(VariablePlan { wire, default, values, argument }: &VariablePlan) -> TokenStream {
    let declared = quote!(.variable(#wire, #default, &[#(#values),*]));
    match argument {
        None => declared,
        Some(name) if values.is_empty() => quote!(.with(#wire, #name)),
        Some(name) => quote!(#declared.with(#wire, #name)),
    }
}
