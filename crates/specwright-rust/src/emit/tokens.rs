//! Pieces that several emitters print.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::{
    names::Name,
    plan::{Accepts, Import, Imports, TypeExpr},
};

/// Where a type is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    Models,
    Client,
}

/// A type as it is written in a crate; what has an [`Import`] is written without a path.
pub(super) fn ty(expr: &TypeExpr, within: Within) -> TokenStream {
    let inner = |inner: &TypeExpr| ty(inner, within);
    match expr {
        TypeExpr::Unit => quote!(()),
        TypeExpr::Bool => quote!(bool),
        TypeExpr::I32 => quote!(i32),
        TypeExpr::I64 => quote!(i64),
        TypeExpr::F64 => quote!(f64),
        TypeExpr::String => quote!(String),
        TypeExpr::DateTime => quote!(DateTime),
        TypeExpr::Date => quote!(Date),
        TypeExpr::Secret => quote!(Secret),
        TypeExpr::Base64 => quote!(Base64),
        TypeExpr::Json => quote!(serde_json::Value),
        TypeExpr::JsonMap => quote!(serde_json::Map<String, serde_json::Value>),
        TypeExpr::Bytes => quote!(Bytes),
        TypeExpr::Foreign(path) => {
            let segments = path.segments().map(|segment| Ident::new(segment, Span::call_site()));
            quote!(#(#segments)::*)
        }
        TypeExpr::Vec(element) => {
            let element = inner(element);
            quote!(Vec<#element>)
        }
        TypeExpr::Map(value) => {
            let value = inner(value);
            quote!(BTreeMap<String, #value>)
        }
        TypeExpr::Option(some) => {
            let some = inner(some);
            quote!(Option<#some>)
        }
        TypeExpr::Maybe(value) => {
            let value = inner(value);
            quote!(Maybe<#value>)
        }
        TypeExpr::Boxed(boxed) => {
            let boxed = inner(boxed);
            quote!(Box<#boxed>)
        }
        TypeExpr::Model(name) => match within {
            Within::Models => quote!(#name),
            Within::Client => quote!(models::#name),
        },
    }
}

/// The `use` items of a file in a models crate.
pub(super) fn uses(imports: &Imports) -> Vec<TokenStream> {
    let mut items = Vec::new();
    if imports.contains(&Import::BTreeMap) {
        items.push(quote!(
            use std::collections::BTreeMap;
        ));
    }
    let models: Vec<&Name> = imports
        .iter()
        .filter_map(|import| match import {
            Import::Model(name) => Some(name),
            _ => None,
        })
        .collect();
    let values: Vec<TokenStream> = imports.iter().filter_map(value_name).collect();
    items.extend(grouped(quote!(use specwright_values), &values));
    items.extend(grouped(quote!(use crate), &models));
    items
}

/// The name of a type in `specwright-values`.
pub(super) fn value_name(import: &Import) -> Option<TokenStream> {
    match import {
        Import::Base64 => Some(quote!(Base64)),
        Import::Date => Some(quote!(Date)),
        Import::DateTime => Some(quote!(DateTime)),
        Import::Maybe => Some(quote!(Maybe)),
        Import::Secret => Some(quote!(Secret)),
        Import::BTreeMap | Import::Model(_) => None,
    }
}

/// `path::Name;` or `path::{Names};` behind a path that starts with `use`; nothing for no names.
pub(super) fn grouped<T: quote::ToTokens>(path: TokenStream, names: &[T]) -> Option<TokenStream> {
    match names {
        [] => None,
        [name] => Some(quote!(#path::#name;)),
        names => Some(quote!(#path::{#(#names),*};)),
    }
}

/// `#[doc]` attributes.
pub(super) fn docs(lines: &[String]) -> TokenStream {
    quote!(#(#[doc = #lines])*)
}

/// The type of an argument.
pub(super) fn argument_type(accepts: &Accepts, within: Within) -> TokenStream {
    match accepts {
        Accepts::Plain(plain) | Accepts::Boxed(plain) => ty(plain, within),
        Accepts::Into(into) | Accepts::IntoBoxed(into) => {
            let into = ty(into, within);
            quote!(impl Into<#into>)
        }
    }
}

/// The value of a field, made from the argument `name`.
pub(super) fn argument_value(accepts: &Accepts, name: &TokenStream, within: Within) -> TokenStream {
    match accepts {
        Accepts::Plain(_) => quote!(#name),
        Accepts::Into(_) => quote!(#name.into()),
        Accepts::Boxed(_) => quote!(Box::new(#name)),
        Accepts::IntoBoxed(into) => {
            let into = ty(into, within);
            quote!(Into::<#into>::into(#name).map(Box::new))
        }
    }
}

/// The exception from clippy's limit on arguments, where the API demands more.
pub(super) fn many_arguments(count: usize) -> TokenStream {
    if count <= 7 {
        return TokenStream::new();
    }
    quote!(#[expect(clippy::too_many_arguments, reason = "the API requires every one of them")])
}
