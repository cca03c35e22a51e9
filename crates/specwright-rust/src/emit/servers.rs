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
    let variables = variables
        .iter()
        .map(|VariablePlan { wire, default, values }| quote!(.variable(#wire, #default, &[#(#values),*])));
    quote! {
        #docs
        #[must_use]
        pub fn #function() -> Server { Server::new(#template) #(#variables)* }
    }
}
