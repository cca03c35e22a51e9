//! Open enums and their wire tables.

use proc_macro2::TokenStream;
use quote::quote;
use specwright_ir::EnumWire;

use super::{
    literal::{integer, json},
    tokens::docs,
};
use crate::plan::{EnumPlan, EnumValues, VariantPlan};

pub(super) fn emit(plan: &EnumPlan) -> Vec<TokenStream> {
    let EnumPlan { name, values, unknown, .. } = plan;
    match values {
        EnumValues::Strings(values) => {
            let entries = entries(values, |text| quote!(#text));
            let table = quote!(specwright_values::string_enum! { #name { #entries else #unknown, } });
            vec![definition(plan, values, &quote!(String)), table]
        }
        EnumValues::Integers(values) => {
            let entries = entries(values, |number| integer(*number));
            let table = quote!(specwright_values::integer_enum! { #name { #entries else #unknown, } });
            vec![definition(plan, values, &quote!(i64)), table]
        }
        EnumValues::Mixed(values) => {
            let entries = entries(values, value);
            let table = quote!(specwright_values::json_enum! { #name { #entries else #unknown, } });
            vec![definition(plan, values, &quote!(serde_json::Value)), table]
        }
    }
}

fn definition<W>(plan: &EnumPlan, values: &[VariantPlan<W>], payload: &TokenStream) -> TokenStream {
    let EnumPlan { name, docs: lines, unknown, .. } = plan;
    let docs = docs(lines);
    let variants = values.iter().map(variant);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that this version of the crate does not know, as it was received.
            #unknown(#payload),
        }
    }
}

fn variant<W>(plan: &VariantPlan<W>) -> TokenStream {
    let VariantPlan { name, docs: lines, .. } = plan;
    let docs = docs(lines);
    quote!(#docs #name,)
}

fn entries<W>(values: &[VariantPlan<W>], literal: impl Fn(&W) -> TokenStream) -> TokenStream {
    let entries = values.iter().map(|variant| {
        let (name, literal) = (&variant.name, literal(&variant.wire));
        quote!(#name = #literal,)
    });
    quote!(#(#entries)*)
}

/// A value as it stands in a table.
pub(super) fn value(wire: &EnumWire) -> TokenStream {
    match wire {
        EnumWire::String(text) => quote!(#text),
        EnumWire::Integer(number) => integer(*number),
        EnumWire::Json(value) => json(value),
    }
}
