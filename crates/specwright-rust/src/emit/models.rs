//! The models crate.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    EmitError, manifest, record, rust_file,
    tokens::{Within, docs, grouped, ty, uses, value_name},
};
use crate::{
    FileSet,
    names::Name,
    plan::{EnumPlan, EnumValues, ModelsPlan, ModulePlan, TypePlan, VariantPlan},
};

pub(super) fn emit(plan: &ModelsPlan) -> Result<FileSet, EmitError> {
    let mut files = FileSet::default();
    files.add(("Cargo.toml".to_owned(), manifest::manifest(&plan.package, &plan.source)));
    files.add(("README.md".to_owned(), manifest::readme(&plan.package, &plan.source, &plan.docs, &[])));
    files.add(rust_file("src/lib.rs", &plan.source, &lib(plan))?);
    for module in &plan.modules {
        let path = format!("src/{}.rs", module.name.plain());
        files.add(rust_file(&path, &plan.source, &module_items(module))?);
    }
    Ok(files)
}

fn lib(plan: &ModelsPlan) -> Vec<TokenStream> {
    let lines = &plan.docs;
    let mut items = vec![quote!(#(#![doc = #lines])*)];
    items.extend(plan.modules.iter().map(|ModulePlan { name, .. }| quote!(mod #name;)));
    items.extend(plan.modules.iter().filter_map(|ModulePlan { name, types, .. }| {
        let mut names: Vec<&Name> = types.iter().map(TypePlan::name).collect();
        names.sort();
        grouped(quote!(pub use #name), &names)
    }));
    let imports: BTreeSet<_> = plan.modules.iter().flat_map(|module| &module.imports).collect();
    let values: Vec<TokenStream> = imports.into_iter().filter_map(value_name).collect();
    items.extend(grouped(quote!(pub use specwright_values), &values));
    items
}

fn module_items(module: &ModulePlan) -> Vec<TokenStream> {
    let mut items = uses(&module.imports);
    for ty in &module.types {
        match ty {
            TypePlan::Record(plan) => items.extend(record::emit(plan)),
            TypePlan::Enum(plan) => items.extend(enumeration(plan)),
            TypePlan::Alias { name, docs, ty } => items.push(alias(name, docs, ty)),
        }
    }
    items
}

fn alias(name: &Name, lines: &[String], expr: &crate::plan::TypeExpr) -> TokenStream {
    let docs = docs(lines);
    let ty = ty(expr, Within::Models);
    quote!(#docs pub type #name = #ty;)
}

fn enumeration(plan: &EnumPlan) -> Vec<TokenStream> {
    let EnumPlan { name, docs: lines, values, unknown } = plan;
    let docs = docs(lines);
    let (variants, payload, table) = match values {
        EnumValues::Strings(values) => {
            let table = entries(values);
            (
                variants(values),
                quote!(String),
                quote!(specwright_values::string_enum! { #name { #table else #unknown, } }),
            )
        }
        EnumValues::Integers(values) => {
            let table = entries_of(values, |wire| {
                let literal = proc_macro2::Literal::i64_unsuffixed(wire.wire);
                quote!(#literal)
            });
            (
                variants(values),
                quote!(i64),
                quote!(specwright_values::integer_enum! { #name { #table else #unknown, } }),
            )
        }
    };
    let definition = quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #variants
            /// A value that this version of the crate does not know, as it was received.
            #unknown(#payload),
        }
    };
    vec![definition, table]
}

fn variants<W>(values: &[VariantPlan<W>]) -> TokenStream {
    let variants = values.iter().map(|VariantPlan { name, docs: lines, .. }| {
        let docs = docs(lines);
        quote!(#docs #name,)
    });
    quote!(#(#variants)*)
}

fn entries(values: &[VariantPlan<String>]) -> TokenStream {
    entries_of(values, |variant| {
        let wire = &variant.wire;
        quote!(#wire)
    })
}

fn entries_of<W>(values: &[VariantPlan<W>], literal: impl Fn(&VariantPlan<W>) -> TokenStream) -> TokenStream {
    let entries = values.iter().map(|variant| {
        let (name, literal) = (&variant.name, literal(variant));
        quote!(#name = #literal,)
    });
    quote!(#(#entries)*)
}
