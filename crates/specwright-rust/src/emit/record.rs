//! Structs, their constructors, setters and wire tables.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    literal::json,
    tokens::{Within, argument_type, argument_value, complex, docs, many_arguments, ty},
};
use crate::plan::{Accepts, FieldPlan, Initial, RecordKind, RecordPlan, Setter, Traits, Wire};

/// The items of a model.
pub(super) fn emit(record: &RecordPlan) -> Vec<TokenStream> {
    let mut items = plain(record);
    items.push(table(record));
    items
}

/// The items of a record without its wire table.
pub(super) fn plain(record: &RecordPlan) -> Vec<TokenStream> {
    let mut items = vec![definition(record), methods(record)];
    items.extend(default(record));
    items
}

fn within(record: &RecordPlan) -> Within {
    match record.kind {
        RecordKind::Model => Within::Models,
        RecordKind::Parts => Within::Client,
    }
}

fn definition(record: &RecordPlan) -> TokenStream {
    let RecordPlan { name, docs: text, traits, fields, .. } = record;
    let docs = docs(text);
    let derives = match record.kind {
        RecordKind::Model => derives(*traits),
        RecordKind::Parts => quote!(#[derive(Clone, Debug)]),
    };
    let complex = complex(record.is_complex());
    let fields = fields.iter().map(|one| field(one, within(record)));
    quote! {
        #docs
        #derives
        #complex
        #[non_exhaustive]
        pub struct #name { #(#fields),* }
    }
}

pub(super) fn derives(traits: Traits) -> TokenStream {
    let Traits { copy, eq, hash, default } = traits;
    let copy = copy.then(|| quote!(Copy,));
    let default = default.then(|| quote!(, Default));
    let eq = eq.then(|| quote!(, Eq));
    let hash = hash.then(|| quote!(, Hash));
    quote!(#[derive(Clone, #copy Debug #default, PartialEq #eq #hash)])
}

fn field(field: &FieldPlan, within: Within) -> TokenStream {
    let FieldPlan { name, docs: text, ty: expr, .. } = field;
    let docs = docs(text);
    let ty = ty(expr, within);
    quote!(#docs pub #name: #ty)
}

fn methods(record: &RecordPlan) -> TokenStream {
    let RecordPlan { name, setters, .. } = record;
    let complex = complex(record.is_complex());
    let constructor = constructor(record);
    let setters = setters.iter().map(|one| setter(one, within(record)));
    quote! {
        #complex
        impl #name {
            #constructor
            #(#setters)*
        }
    }
}

fn constructor(record: &RecordPlan) -> TokenStream {
    if record.traits.default {
        return quote! {
            /// Creates a value in which no field is set.
            pub fn new() -> Self { Self::default() }
        };
    }
    let within = within(record);
    let parameters: Vec<TokenStream> = record.fields.iter().filter_map(|one| parameter(one, within)).collect();
    let values = record.fields.iter().map(|one| initial(one, within));
    let expect = many_arguments(parameters.len());
    let text = match parameters.len() {
        0 if record.kind == RecordKind::Parts => " Creates a value without any part.",
        _ if record.kind == RecordKind::Parts => " Creates the parts that are required; the others are absent.",
        0 => " Creates a value with the fields that can have one value only; the others are absent.",
        _ => " Creates a value with the required fields; the others are absent.",
    };
    quote! {
        #[doc = #text]
        #expect
        pub fn new(#(#parameters),*) -> Self { Self { #(#values),* } }
    }
}

fn parameter(field: &FieldPlan, within: Within) -> Option<TokenStream> {
    let FieldPlan { name, initial, .. } = field;
    match initial {
        Initial::Argument(accepts) => {
            let ty = argument_type(accepts, within);
            Some(quote!(#name: #ty))
        }
        Initial::Absent | Initial::Only(_) | Initial::Truth(_) => None,
    }
}

/// The field in the constructor's struct expression.
fn initial(field: &FieldPlan, within: Within) -> TokenStream {
    let FieldPlan { name, ty: expr, wire, initial, .. } = field;
    match initial {
        Initial::Argument(accepts) => {
            let value = argument_value(accepts, &quote!(#name), within);
            if matches!(accepts, Accepts::Plain(_)) { quote!(#name) } else { quote!(#name: #value) }
        }
        Initial::Only(variant) => {
            let ty = ty(expr, within);
            quote!(#name: #ty::#variant)
        }
        Initial::Truth(truth) => quote!(#name: #truth),
        Initial::Absent => match wire {
            Wire::Maybe(_) => quote!(#name: Maybe::Absent),
            Wire::Rest => quote!(#name: Default::default()),
            Wire::Required(_) | Wire::Nullable(_) | Wire::Optional(_) | Wire::Any(_) => quote!(#name: None),
        },
    }
}

/// `Default` where `new` takes nothing and still has to set something.
fn default(record: &RecordPlan) -> Option<TokenStream> {
    let has_arguments = record.fields.iter().any(|field| matches!(field.initial, Initial::Argument(_)));
    if record.traits.default || has_arguments {
        return None;
    }
    let name = &record.name;
    Some(quote! {
        impl Default for #name {
            fn default() -> Self { Self::new() }
        }
    })
}

fn setter(setter: &Setter, within: Within) -> TokenStream {
    let Setter { name, field, docs: text, accepts, some } = setter;
    let docs = docs(text);
    let ty = argument_type(accepts, within);
    let value = argument_value(accepts, &quote!(value), within);
    let value = if *some { quote!(Some(#value)) } else { value };
    quote! {
        #docs
        pub fn #name(mut self, value: #ty) -> Self {
            self.#field = #value;
            self
        }
    }
}

fn table(record: &RecordPlan) -> TokenStream {
    let RecordPlan { name, fields, .. } = record;
    let entries = fields.iter().map(entry);
    quote!(specwright_values::record! { #name { #(#entries)* } })
}

fn entry(field: &FieldPlan) -> TokenStream {
    let FieldPlan { name, wire, is_integer, default, .. } = field;
    let integer = is_integer.then(|| quote!(as integer));
    let default = default.as_ref().map(json).map(|value| quote!(= #value));
    match wire {
        Wire::Required(wire) => quote!(#name: required #wire #integer,),
        Wire::Nullable(wire) => quote!(#name: nullable #wire #integer,),
        Wire::Optional(wire) => quote!(#name: optional #wire #default #integer,),
        Wire::Any(wire) => quote!(#name: any #wire #default,),
        Wire::Maybe(wire) => quote!(#name: maybe #wire #default #integer,),
        Wire::Rest => quote!(#name: rest #integer,),
    }
}
