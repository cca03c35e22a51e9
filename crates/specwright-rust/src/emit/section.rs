//! The modules that operations stand in, and the methods of the client that begin calls.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{
    Within, argument_type, argument_value, docs, grouped, many_arguments, runtime_name, runtime_uses, value_name,
};
use crate::{
    names::Name,
    plan::{Encode, ErrorPlan, Import, OperationPlan, OutputPlan, SectionPlan, TypeExpr, has_models},
};

/// The modules of the operations and what is used of them.
pub(super) fn modules(section: &SectionPlan) -> Vec<TokenStream> {
    let mut sorted: Vec<&OperationPlan> = section.operations.iter().collect();
    sorted.sort_by(|a, b| a.module.plain().cmp(b.module.plain()));
    let mut items: Vec<TokenStream> = sorted.iter().map(|OperationPlan { module, .. }| quote!(mod #module;)).collect();
    items.extend(sorted.iter().filter_map(|operation| {
        let OperationPlan { module, name, .. } = operation;
        let mut names = vec![name];
        names.extend(own_types(operation));
        names.sort();
        grouped(quote!(pub use #module), &names)
    }));
    items
}

/// The declaration of a tag's module.
pub(super) fn declaration(section: &SectionPlan) -> TokenStream {
    let SectionPlan { tag, docs: line, .. } = section;
    let condition = condition(section);
    quote! {
        #[doc = #line]
        #condition
        pub mod #tag;
    }
}

/// The file of a tag's module: the modules of its operations, and their methods.
pub(super) fn tag_module(section: &SectionPlan) -> Vec<TokenStream> {
    let mut items = modules(section);
    if section.imports.contains(&Import::BTreeMap) {
        items.push(quote!(
            use std::collections::BTreeMap;
        ));
    }
    let mut runtime: Vec<TokenStream> = section.imports.iter().filter_map(runtime_name).collect();
    runtime.push(quote!(Mode));
    items.extend(runtime_uses(runtime));
    let values: Vec<TokenStream> = section.imports.iter().filter_map(value_name).collect();
    items.extend(grouped(quote!(use specwright_values), &values));
    let mut own = vec![quote!(Call), quote!(Client)];
    if has_models(&section.imports) {
        own.push(quote!(models));
    }
    items.extend(grouped(quote!(use crate), &own));
    items.push(methods(section));
    items
}

/// What the crate's root shows of the operations: the types that callers match on.
pub(super) fn reexports(section: &SectionPlan) -> Option<TokenStream> {
    let mut names: Vec<&Name> = section.operations.iter().flat_map(own_types).collect();
    names.sort();
    let path = match &section.tag {
        Some(tag) => quote!(pub use operations::#tag),
        None => quote!(pub use operations),
    };
    let condition = condition(section);
    grouped(path, &names).map(|item| quote!(#condition #item))
}

/// What switches a section on; nothing for one that is always there.
fn condition(section: &SectionPlan) -> Option<TokenStream> {
    section.tag.as_ref().map(|tag| {
        let feature = tag.plain();
        quote!(#[cfg(feature = #feature)])
    })
}

/// The types of an operation that callers match on.
pub(super) fn outcomes(operation: &OperationPlan) -> Vec<&Name> {
    let output = match &operation.output {
        OutputPlan::Type(_) => None,
        OutputPlan::Enum { name, .. } => Some(name),
    };
    let error = match &operation.error {
        ErrorPlan::None => None,
        ErrorPlan::Enum { name, .. } => Some(name),
    };
    output.into_iter().chain(error).collect()
}

/// The types that callers make or match on and that the operation's file defines: the parts of its body, and its
/// outcomes, unless these are those of the operation with another body.
pub(super) fn own_types(operation: &OperationPlan) -> Vec<&Name> {
    let mut names = match (&operation.plain, &operation.output) {
        (None, _) => outcomes(operation),
        (Some(_), OutputPlan::Enum { name, .. }) if !operation.delegates() => vec![name],
        (Some(_), _) => Vec::new(),
    };
    if let Some(Encode::Multipart(parts)) = operation.body.as_ref().map(|body| &body.encode) {
        names.push(&parts.record.name);
    }
    names
}

/// The methods of the client.
pub(super) fn methods(section: &SectionPlan) -> TokenStream {
    let methods = section.operations.iter().map(method);
    quote! {
        impl<M: Mode> Client<M> { #(#methods)* }
    }
}

fn method(operation: &OperationPlan) -> TokenStream {
    let OperationPlan { method, name, method_docs, deprecated, arguments, parameters, body, .. } = operation;
    let docs = docs(method_docs);
    let deprecated = deprecated.then(|| quote!(#[deprecated]));
    let expect = many_arguments(arguments.len() + 1);
    let signature = arguments.iter().map(|argument| {
        let field = &argument.field;
        let ty = argument_type(&argument.accepts, Within::Client);
        quote!(#field: #ty)
    });
    let fields = parameters.iter().map(|parameter| &parameter.field).chain(body.iter().map(|body| &body.field));
    let values = fields.map(|field| match arguments.iter().find(|argument| &argument.field == field) {
        Some(argument) => {
            let value = argument_value(&argument.accepts, &quote!(#field), Within::Client);
            if value.to_string() == field.to_string() { quote!(#field) } else { quote!(#field: #value) }
        }
        None if body.as_ref().is_some_and(|body| &body.field == field && matches!(body.ty, TypeExpr::Maybe(_))) => {
            quote!(#field: specwright_values::Maybe::Absent)
        }
        None => quote!(#field: None),
    });
    quote! {
        #docs
        #deprecated
        #expect
        pub fn #method(&self, #(#signature),*) -> Call<#name, M> {
            Call::new(&self.inner, #name { #(#values),* })
        }
    }
}
