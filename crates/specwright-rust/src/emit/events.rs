//! The events of streams.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{Within, complex, docs, grouped, ty, value_name};
use crate::plan::{EventEnum, EventRead, EventVariant, EventsPlan, Import};

/// The file of the module.
pub(super) fn emit(plan: &EventsPlan) -> Vec<TokenStream> {
    let mut items = Vec::new();
    if plan.imports.contains(&Import::BTreeMap) {
        items.push(quote!(
            use std::collections::BTreeMap;
        ));
    }
    items.push(quote!(
        use specwright_runtime::{Event, FromEvent, Unfit};
    ));
    let values: Vec<TokenStream> = plan.imports.iter().filter_map(value_name).collect();
    items.extend(grouped(quote!(use specwright_values), &values));
    if plan.uses_models {
        items.push(quote!(
            use crate::models;
        ));
    }
    items.extend(plan.enums.iter().flat_map(|one| [definition(one), reader(one)]));
    items
}

fn definition(EventEnum { name, docs: lines, variants, unknown }: &EventEnum) -> TokenStream {
    let head = docs(lines);
    let complex = complex(variants.iter().any(|variant| variant.ty.is_complex()));
    let variants = variants.iter().map(|EventVariant { name, docs: lines, ty: expr, .. }| {
        let (docs, ty) = (docs(lines), ty(expr, Within::Client));
        quote!(#docs #name(#ty),)
    });
    quote! {
        #head
        #[derive(Clone, Debug, PartialEq)]
        #complex
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// An event that is called otherwise, as it was received.
            #unknown(Event<String>),
        }
    }
}

fn reader(EventEnum { name, variants, unknown, .. }: &EventEnum) -> TokenStream {
    let arms = variants.iter().map(|EventVariant { name, names, read, .. }| {
        let value = match read {
            EventRead::Json => quote!(event.json().map(Self::#name)),
            EventRead::Text => quote!(Ok(Self::#name(event.data.clone()))),
            EventRead::TextValue => quote!(event.text_value().map(Self::#name)),
        };
        quote!(#(#names)|* => #value,)
    });
    quote! {
        impl FromEvent for #name {
            fn from_event(event: &Event<String>) -> Result<Self, Unfit> {
                match event.kind() {
                    #(#arms)*
                    _ => Ok(Self::#unknown(event.clone())),
                }
            }
        }
    }
}
