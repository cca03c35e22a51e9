//! The declared headers of answers.

use proc_macro2::TokenStream;
use quote::quote;
use specwright_ir::HeaderStyle;

use super::tokens::{Within, docs, module_uses, ty};
use crate::plan::{HeaderField, HeaderStruct, HeadersPlan, TypeExpr};

/// The file of the module.
pub(super) fn emit(plan: &HeadersPlan) -> Vec<TokenStream> {
    let runtime = quote!(
        use specwright_runtime::{HasHeaders, HeaderError, HeaderStyle, read_header};
    );
    let mut items = module_uses(&plan.imports, plan.uses_models, runtime);
    items.extend(plan.structs.iter().flat_map(|one| [definition(one), reader(one)]));
    items
}

fn definition(HeaderStruct { name, docs: lines, fields }: &HeaderStruct) -> TokenStream {
    let head = docs(lines);
    let fields = fields.iter().map(|HeaderField { field, docs: lines, ty: expr, .. }| {
        let docs = docs(lines);
        let ty = match expr {
            TypeExpr::Option(_) => ty(expr, Within::Client),
            bare => ty(&bare.clone().option(), Within::Client),
        };
        quote!(#docs pub #field: #ty,)
    });
    quote! {
        #head
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct #name { #(#fields)* }
    }
}

fn reader(HeaderStruct { name, fields, .. }: &HeaderStruct) -> TokenStream {
    let fields = fields.iter().map(|HeaderField { field, ty, wire, style, .. }| {
        let style = match style {
            HeaderStyle::Simple { explode: false } => quote!(Simple),
            HeaderStyle::Simple { explode: true } => quote!(Exploded),
            HeaderStyle::Json => quote!(Json),
        };
        let read = quote!(read_header(headers, #wire, HeaderStyle::#style).transpose()?);
        match ty {
            // What is `null` is as good as absent.
            TypeExpr::Option(_) => quote!(#field: #read.flatten(),),
            _ => quote!(#field: #read,),
        }
    });
    quote! {
        impl #name {
            /// Takes them out of an answer, an error, a stream or headers. Those that are not there are `None`.
            ///
            /// # Errors
            /// When a header does not fit its type.
            pub fn of(answer: &impl HasHeaders) -> Result<Self, HeaderError> {
                let headers = answer.header_map();
                Ok(Self { #(#fields)* })
            }
        }
    }
}
