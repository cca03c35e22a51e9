//! Unions: an enum, what converts into it, and the table by which it is read.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{
    enumeration::value,
    record::derives,
    tokens::{Within, complex, docs, ty},
};
use crate::{
    names::Name,
    plan::{Condition, EntryPlan, Kind, TagPlan, TypeExpr, UnionPlan, UnionVariant},
};

pub(super) fn emit(union: &UnionPlan) -> Vec<TokenStream> {
    let mut items = vec![definition(union)];
    items.extend(union.variants.iter().filter(|variant| variant.is_unique).map(|variant| from(&union.name, variant)));
    items.push(table(union));
    items
}

fn definition(union: &UnionPlan) -> TokenStream {
    let UnionPlan { name, docs: lines, traits, variants, unknown, .. } = union;
    let docs = docs(lines);
    let derives = derives(*traits);
    let complex = complex(union.is_complex());
    let variants = variants.iter().map(variant);
    quote! {
        #docs
        #derives
        #complex
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that is none of these, as it was received.
            #unknown(serde_json::Value),
        }
    }
}

fn variant(variant: &UnionVariant) -> TokenStream {
    let UnionVariant { name, docs: lines, ty: expr, .. } = variant;
    let docs = docs(lines);
    let ty = ty(expr, Within::Models);
    quote!(#docs #name(#ty),)
}

fn from(union: &Name, variant: &UnionVariant) -> TokenStream {
    let UnionVariant { name, ty: expr, .. } = variant;
    let (payload, value) = match expr {
        TypeExpr::Boxed(inner) => (inner.as_ref(), quote!(Box::new(value))),
        plain => (plain, quote!(value)),
    };
    // What callers have at hand are often literals.
    let literal = (payload == &TypeExpr::String).then(|| {
        quote! {
            impl From<&str> for #union {
                fn from(value: &str) -> Self { Self::#name(value.to_owned()) }
            }
        }
    });
    let payload = ty(payload, Within::Models);
    quote! {
        impl From<#payload> for #union {
            fn from(value: #payload) -> Self { Self::#name(#value) }
        }

        #literal
    }
}

fn table(union: &UnionPlan) -> TokenStream {
    let UnionPlan { name, tag, entries, unknown, .. } = union;
    let by = tag.as_ref().map(|TagPlan { property, fallback }| {
        let or = fallback.as_ref().map(|fallback| quote!(or #fallback));
        quote!(by #property #or)
    });
    let entries = entries.iter().map(entry);
    quote!(specwright_values::union! { #name #by { #(#entries)* else #unknown, } })
}

fn entry(entry: &EntryPlan) -> TokenStream {
    let EntryPlan { name, kind, tags, adds_tag, conditions } = entry;
    let kind = Ident::new(word(*kind), Span::call_site());
    let values: Vec<TokenStream> = tags.iter().map(value).collect();
    let tags = match (values.as_slice(), adds_tag) {
        ([], _) => None,
        (values, true) => Some(quote!(adds #(#values)|*)),
        (values, false) => Some(quote!(= #(#values)|*)),
    };
    let conditions = conditions.iter().map(condition);
    let conditions = (conditions.len() > 0).then(|| quote!(where (#(#conditions),*)));
    quote!(#name: #kind #tags #conditions,)
}

fn condition(condition: &Condition) -> TokenStream {
    let Condition { property, values } = condition;
    let values = values.iter().map(value);
    quote!(#property is #(#values)|*)
}

/// The word of the table for a kind.
fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::String => "string",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::Boolean => "boolean",
        Kind::Array => "array",
        Kind::Map => "map",
        Kind::Record => "record",
        Kind::Strings => "strings",
        Kind::Integers => "integers",
        Kind::Values => "values",
        Kind::Union => "union",
        Kind::Any => "any",
    }
}
