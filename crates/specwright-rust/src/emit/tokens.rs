//! Pieces that several emitters print.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use specwright_ir::IntWidth;

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
        TypeExpr::Integer(width) => integer(*width),
        TypeExpr::F64 => quote!(f64),
        TypeExpr::Number => quote!(Number),
        TypeExpr::String => quote!(String),
        TypeExpr::DateTime => quote!(DateTime),
        TypeExpr::Date => quote!(Date),
        TypeExpr::Time => quote!(Time),
        TypeExpr::Duration => quote!(Duration),
        TypeExpr::Uuid => quote!(Uuid),
        TypeExpr::Secret => quote!(Secret),
        TypeExpr::Base64 => quote!(Base64),
        TypeExpr::Base64Url => quote!(Base64Url),
        TypeExpr::Json => quote!(serde_json::Value),
        TypeExpr::JsonMap => quote!(serde_json::Map<String, serde_json::Value>),
        TypeExpr::Bytes => quote!(Bytes),
        TypeExpr::RawBody => quote!(RawBody),
        TypeExpr::ByteSource => quote!(ByteSource),
        TypeExpr::Part => quote!(Part),
        TypeExpr::EventStream(item) => {
            let item = inner(item);
            quote!(EventStream<#item>)
        }
        TypeExpr::JsonLines(item) => {
            let item = inner(item);
            quote!(JsonLines<#item>)
        }
        TypeExpr::Events(name) => quote!(events::#name),
        TypeExpr::Own(name) => quote!(#name),
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
        TypeExpr::Quoted(number) => {
            let number = inner(number);
            quote!(Quoted<#number>)
        }
        TypeExpr::Tuple(elements) => {
            let elements = elements.iter().map(inner);
            quote!((#(#elements),*))
        }
        TypeExpr::Model(name) => match within {
            Within::Models => quote!(#name),
            Within::Client => quote!(models::#name),
        },
    }
}

fn integer(width: IntWidth) -> TokenStream {
    match width {
        IntWidth::I8 => quote!(i8),
        IntWidth::I16 => quote!(i16),
        IntWidth::I32 => quote!(i32),
        IntWidth::I64 => quote!(i64),
        IntWidth::I128 => quote!(i128),
        IntWidth::U8 => quote!(u8),
        IntWidth::U16 => quote!(u16),
        IntWidth::U32 => quote!(u32),
        IntWidth::U64 => quote!(u64),
        IntWidth::U128 => quote!(u128),
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
        Import::Base64Url => Some(quote!(Base64Url)),
        Import::Date => Some(quote!(Date)),
        Import::DateTime => Some(quote!(DateTime)),
        Import::Duration => Some(quote!(Duration)),
        Import::Maybe => Some(quote!(Maybe)),
        Import::Number => Some(quote!(Number)),
        Import::Quoted => Some(quote!(Quoted)),
        Import::Secret => Some(quote!(Secret)),
        Import::Time => Some(quote!(Time)),
        Import::Uuid => Some(quote!(Uuid)),
        Import::BTreeMap
        | Import::Bytes
        | Import::EventStream
        | Import::Events
        | Import::JsonLines
        | Import::Model(_)
        | Import::Own(_)
        | Import::Part
        | Import::RawBody
        | Import::ByteSource => None,
    }
}

/// The name of a type in `specwright-runtime`.
pub(super) fn runtime_name(import: &Import) -> Option<TokenStream> {
    match import {
        Import::Bytes => Some(quote!(Bytes)),
        Import::EventStream => Some(quote!(EventStream)),
        Import::JsonLines => Some(quote!(JsonLines)),
        Import::Part => Some(quote!(Part)),
        Import::RawBody => Some(quote!(RawBody)),
        Import::ByteSource => Some(quote!(ByteSource)),
        _ => None,
    }
}

/// Names from `specwright-runtime`, in order.
pub(super) fn runtime_uses(mut names: Vec<TokenStream>) -> Option<TokenStream> {
    names.sort_by_key(ToString::to_string);
    grouped(quote!(use specwright_runtime), &names)
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
        Accepts::Items(item) => {
            let item = ty(item, within);
            quote!(impl IntoIterator<Item = impl Into<#item>>)
        }
        Accepts::Entries(value) => {
            let value = argument_type(value, within);
            quote!(impl IntoIterator<Item = (impl Into<String>, #value)>)
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
        Accepts::Items(_) => quote!(specwright_values::list(#name)),
        Accepts::Entries(_) => quote!(specwright_values::map(#name)),
    }
}

/// The exception from clippy's limit on arguments, where the API demands more.
pub(super) fn many_arguments(count: usize) -> TokenStream {
    if count <= 7 {
        return TokenStream::new();
    }
    quote!(#[expect(clippy::too_many_arguments, reason = "the API requires every one of them")])
}

/// The exception from clippy's limit on types, where the API nests them.
pub(super) fn complex(is_complex: bool) -> Option<TokenStream> {
    is_complex.then(|| quote!(#[allow(clippy::type_complexity, reason = "the API nests values this deeply")]))
}

/// The imports of a module of the client that stands on types of the models, and on these names of the runtime.
pub(super) fn module_uses(imports: &Imports, uses_models: bool, runtime: TokenStream) -> Vec<TokenStream> {
    let mut items = Vec::new();
    if imports.contains(&Import::BTreeMap) {
        items.push(quote!(
            use std::collections::BTreeMap;
        ));
    }
    items.push(runtime);
    let values: Vec<TokenStream> = imports.iter().filter_map(value_name).collect();
    items.extend(grouped(quote!(use specwright_values), &values));
    if uses_models {
        items.push(quote!(
            use crate::models;
        ));
    }
    items
}
