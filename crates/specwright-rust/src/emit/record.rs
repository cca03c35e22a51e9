//! Structs, their constructors, setters and wire tables.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{Within, argument_type, argument_value, docs, many_arguments, ty};
use crate::plan::{FieldPlan, RecordPlan, Setter, Traits, Wire};

pub(super) fn emit(record: &RecordPlan) -> Vec<TokenStream> {
    vec![definition(record), methods(record), table(record)]
}

fn definition(record: &RecordPlan) -> TokenStream {
    let RecordPlan { name, docs: text, traits, fields, .. } = record;
    let docs = docs(text);
    let derives = derives(*traits);
    let fields = fields.iter().map(field);
    quote! {
        #docs
        #derives
        #[non_exhaustive]
        pub struct #name { #(#fields),* }
    }
}

fn derives(traits: Traits) -> TokenStream {
    let Traits { copy, eq, hash, default } = traits;
    let copy = copy.then(|| quote!(Copy,));
    let default = default.then(|| quote!(, Default));
    let eq = eq.then(|| quote!(, Eq));
    let hash = hash.then(|| quote!(, Hash));
    quote!(#[derive(Clone, #copy Debug #default, PartialEq #eq #hash)])
}

fn field(field: &FieldPlan) -> TokenStream {
    let FieldPlan { name, docs: text, ty: expr, .. } = field;
    let docs = docs(text);
    let ty = ty(expr, Within::Models);
    quote!(#docs pub #name: #ty)
}

fn methods(record: &RecordPlan) -> TokenStream {
    let RecordPlan { name, setters, .. } = record;
    let constructor = constructor(record);
    let setters = setters.iter().map(setter);
    quote! {
        impl #name {
            #constructor
            #(#setters)*
        }
    }
}

fn constructor(record: &RecordPlan) -> TokenStream {
    let RecordPlan { arguments, fields, .. } = record;
    if arguments.is_empty() {
        return quote! {
            /// Creates a value in which no field is set.
            pub fn new() -> Self { Self::default() }
        };
    }
    let expect = many_arguments(arguments.len());
    let parameters = arguments.iter().map(|argument| {
        let name = &argument.name;
        let ty = argument_type(&argument.accepts, Within::Models);
        quote!(#name: #ty)
    });
    let values = fields.iter().map(|field| {
        let name = &field.name;
        match arguments.iter().find(|argument| &argument.name == name) {
            Some(argument) => {
                let value = argument_value(&argument.accepts, &quote!(#name), Within::Models);
                if value.to_string() == name.to_string() { quote!(#name) } else { quote!(#name: #value) }
            }
            None => {
                let empty = empty(&field.wire);
                quote!(#name: #empty)
            }
        }
    });
    quote! {
        /// Creates a value with the required fields; the others are absent.
        #expect
        pub fn new(#(#parameters),*) -> Self { Self { #(#values),* } }
    }
}

fn empty(wire: &Wire) -> TokenStream {
    match wire {
        Wire::Optional(_) | Wire::Any(_) | Wire::Nullable(_) => quote!(None),
        Wire::Maybe(_) => quote!(Maybe::Absent),
        Wire::Rest => quote!(Default::default()),
        // Required fields have an argument.
        Wire::Required(_) => quote!(Default::default()),
    }
}

fn setter(setter: &Setter) -> TokenStream {
    let Setter { name, field, docs: text, accepts, some } = setter;
    let docs = docs(text);
    let ty = argument_type(accepts, Within::Models);
    let value = argument_value(accepts, &quote!(value), Within::Models);
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
    let entries = fields.iter().map(|FieldPlan { name, wire, .. }| match wire {
        Wire::Required(wire) => quote!(#name: required #wire,),
        Wire::Nullable(wire) => quote!(#name: nullable #wire,),
        Wire::Optional(wire) => quote!(#name: optional #wire,),
        Wire::Any(wire) => quote!(#name: any #wire,),
        Wire::Maybe(wire) => quote!(#name: maybe #wire,),
        Wire::Rest => quote!(#name: rest,),
    });
    quote!(specwright_values::record! { #name { #(#entries)* } })
}
