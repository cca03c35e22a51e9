//! The enums that say what came of a call.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{Within, docs, ty};
use crate::{
    names::Name,
    plan::{TypeExpr, VariantOf},
};

/// An enum with a variant for each kind of answer, and what gives the value of one that is meant.
pub(super) fn emit(text: &str, name: &Name, variants: &[VariantOf]) -> Vec<TokenStream> {
    // Streams stand in boxes here.
    let is_stream = |variant: &VariantOf| match &variant.ty {
        Some(TypeExpr::Boxed(ty)) => matches!(**ty, TypeExpr::EventStream(_) | TypeExpr::JsonLines(_)),
        _ => false,
    };
    let derives = match variants.iter().any(is_stream) {
        true => quote!(#[derive(Debug)]),
        false => quote!(#[derive(Clone, Debug, PartialEq)]),
    };
    let accessors: Vec<TokenStream> = variants.iter().filter_map(accessor).collect();
    let variants = variants.iter().map(|VariantOf { name, docs: lines, ty: expr, .. }| {
        let docs = docs(lines);
        let payload = expr.as_ref().map(|expr: &TypeExpr| {
            let ty = ty(expr, Within::Client);
            quote!((#ty))
        });
        quote!(#docs #name #payload,)
    });
    let mut items = vec![quote! {
        #[doc = #text]
        #derives
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
    }];
    if !accessors.is_empty() {
        items.push(quote!(impl #name { #(#accessors)* }));
    }
    items
}

/// The method that gives what a variant holds.
fn accessor(variant: &VariantOf) -> Option<TokenStream> {
    let VariantOf { name, ty: expr, accessor, .. } = variant;
    let (expr, accessor) = (expr.as_ref()?, accessor.as_ref()?);
    let text = format!(" What [`{0}`](Self::{0}) holds, if it is that.", name.as_str());
    let (inner, value) = match expr {
        TypeExpr::Boxed(inner) => (inner.as_ref(), quote!(*value)),
        other => (other, quote!(value)),
    };
    let ty = ty(inner, Within::Client);
    Some(quote! {
        #[doc = #text]
        #[must_use]
        pub fn #accessor(self) -> Option<#ty> {
            match self {
                Self::#name(value) => Some(#value),
                _ => None,
            }
        }
    })
}
