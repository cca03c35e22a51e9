//! The events of streams.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{Within, complex, docs, module_uses, ty};
use crate::plan::{EventEnum, EventRead, EventVariant, EventsPlan};

/// The file of the module.
pub(super) fn emit(plan: &EventsPlan) -> Vec<TokenStream> {
    let runtime = quote!(
        use specwright_runtime::{Event, FromEvent, Unfit};
    );
    let mut items = module_uses(&plan.imports, plan.uses_models, runtime);
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
