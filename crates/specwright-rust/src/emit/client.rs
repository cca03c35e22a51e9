//! The client crate.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    EmitError, events, headers, manifest, operation, readme, rust_file, rust_files, section, servers,
    tokens::{docs, grouped, runtime_name, runtime_uses, value_name},
    xml,
};
use crate::{
    FileSet,
    names::Name,
    plan::{ClientPlan, CredentialCall, CredentialPlan, Import, Imports, OperationPlan, SectionPlan, has_models},
};

pub(super) fn emit(plan: &ClientPlan) -> Result<FileSet, EmitError> {
    let mut files = FileSet::default();
    let source = &plan.source;
    files.add(("Cargo.toml".to_owned(), manifest::manifest(&plan.package, source)));
    files.add(("README.md".to_owned(), manifest::readme(&plan.package, source, &plan.docs, &readme::lines(plan))));
    files.add(rust_file("src/lib.rs", source, lib(plan))?);
    files.add(rust_file("src/client.rs", source, client(plan))?);
    if has_operations(plan) {
        files.add(rust_file("src/operations/mod.rs", source, operations(plan))?);
    }
    if !plan.headers.structs.is_empty() {
        files.add(rust_file("src/headers.rs", source, headers::emit(&plan.headers))?);
    }
    if !plan.events.enums.is_empty() {
        files.add(rust_file("src/events.rs", source, events::emit(&plan.events))?);
    }
    if !plan.servers.is_empty() {
        files.add(rust_file("src/servers.rs", source, servers::emit(&plan.servers))?);
    }
    if !plan.xml.roots.is_empty() {
        files.add(rust_file("src/xml.rs", source, xml::emit(&plan.xml))?);
    }
    let mut own: Vec<(String, &OperationPlan)> = Vec::new();
    for section in &plan.sections {
        let mut folder = "src/operations".to_owned();
        if let Some(tag) = &section.tag {
            folder = format!("{folder}/{}", tag.plain());
            files.add(rust_file(&format!("{folder}/mod.rs"), source, section::tag_module(section))?);
        }
        own.extend(section.operations.iter().map(|operation| (folder.clone(), operation)));
    }
    let operations = rust_files(source, &own, |(folder, operation)| {
        (format!("{folder}/{}.rs", operation.module.plain()), operation::emit(operation))
    })?;
    operations.into_iter().for_each(|file| files.add(file));
    Ok(files)
}

fn has_operations(plan: &ClientPlan) -> bool {
    plan.sections.iter().any(|section| !section.operations.is_empty())
}

fn has_tokens(plan: &ClientPlan) -> bool {
    plan.credentials.iter().any(|credential| credential.call == CredentialCall::Tokens)
}

/// The section of an API that is not divided by tags.
fn whole(plan: &ClientPlan) -> Option<&SectionPlan> {
    plan.sections.iter().find(|section| section.tag.is_none() && !section.operations.is_empty())
}

fn lib(plan: &ClientPlan) -> Vec<TokenStream> {
    // The README's example is no doctest: `cargo test` of a generated crate runs nothing that a document has said.
    let lines = &plan.groups;
    let models: TokenStream = ident(&plan.models);
    let mut items = vec![
        quote!(#![cfg_attr(not(doctest), doc = include_str!("../README.md"))] #(#![doc = #lines])*),
        quote!(
            mod client;
        ),
    ];
    if !plan.events.enums.is_empty() {
        items.push(quote! {
            /// The events of streams.
            pub mod events;
        });
    }
    if !plan.headers.structs.is_empty() {
        items.push(quote! {
            /// The headers that answers are declared to have.
            pub mod headers;
        });
    }
    if has_operations(plan) {
        items.push(quote! {
            /// The operations as values: what a request says, and how its answers are read.
            pub mod operations;
        });
    }
    if !plan.servers.is_empty() {
        items.push(quote! {
            /// The servers of the document, for [`ClientBuilder::server`].
            pub mod servers;
        });
    }
    if !plan.xml.roots.is_empty() {
        // Tags that are switched off leave some of it unused.
        let note = whole(plan)
            .is_none()
            .then(|| quote!(#[allow(dead_code, reason = "used by the operations of the tags that are switched on")]));
        items.push(quote!(#note mod xml;));
    }
    items.push(quote!(pub use #models as models;));
    items.push(quote! {
        /// What the client stands on: hooks, transports, credentials, mocks, and what errors and answers tell.
        pub use specwright_runtime as runtime;
    });
    items.push(quote!(
        pub use client::{Call, Client, ClientBuilder};
    ));
    for section in &plan.sections {
        items.extend(section::reexports(section));
    }
    let mut runtime = vec![quote!(BuildError), quote!(Error), quote!(ErrorKind), quote!(Response)];
    let operations = plan.sections.iter().flat_map(|section| &section.operations);
    let imports: Imports = operations.flat_map(|operation| operation.imports.iter().cloned()).collect();
    // What callers make for bodies.
    let made = imports.iter().filter(|import| **import != Import::Bytes);
    runtime.extend(made.filter_map(runtime_name));
    // What their items are, or why there is none.
    let has_events = imports.contains(&Import::EventStream);
    runtime.extend(has_events.then(|| quote!(Event)));
    runtime.extend((has_events || imports.contains(&Import::JsonLines)).then(|| quote!(StreamError)));
    let mut operations = plan.sections.iter().flat_map(|section| &section.operations);
    if operations.any(|operation| operation.paging.is_some()) {
        runtime.extend([quote!(PageItems), quote!(Pages)]);
    }
    if has_tokens(plan) {
        runtime.extend([quote!(ClientCredentials), quote!(RefreshToken), quote!(Token), quote!(TokenProvider)]);
    }
    if !plan.servers.is_empty() {
        runtime.push(quote!(Server));
    }
    // What parts, and bodies of any media type, are made from.
    let has_sources = imports.contains(&Import::Part) || imports.contains(&Import::RawBody);
    runtime.extend((has_sources && !imports.contains(&Import::ByteSource)).then(|| quote!(ByteSource)));
    runtime.sort_by_key(ToString::to_string);
    items.extend(grouped(quote!(pub use specwright_runtime), &runtime));
    let values: Vec<TokenStream> = plan.values.iter().filter_map(value_name).collect();
    items.extend(grouped(quote!(pub use specwright_values), &values));
    items.push(quote! {
        /// The client for programs without async, made by [`ClientBuilder::build_blocking`].
        #[cfg(feature = "blocking")]
        pub mod blocking {
            /// A [`Client`](crate::Client) that waits on the calling thread.
            pub type Client = crate::Client<specwright_runtime::Blocking>;
        }
    });
    items
}

fn ident(name: &str) -> TokenStream {
    let ident = proc_macro2::Ident::new(name, proc_macro2::Span::call_site());
    quote!(#ident)
}

fn operations(plan: &ClientPlan) -> Vec<TokenStream> {
    plan.sections
        .iter()
        .flat_map(|section| match &section.tag {
            None => section::modules(section),
            Some(_) => vec![section::declaration(section)],
        })
        .collect()
}

fn client(plan: &ClientPlan) -> Vec<TokenStream> {
    let mut items = uses(plan);
    items.push(definition(plan));
    items.push(quote! {
        impl Client {
            /// Starts to set up a client.
            pub fn builder() -> ClientBuilder { ClientBuilder::new() }
        }
    });
    items.extend(whole(plan).map(section::methods));
    items.push(quote! {
        /// Sets up a [`Client`].
        #[derive(Clone, Debug)]
        #[must_use = "a builder makes nothing until `build` is called"]
        pub struct ClientBuilder { settings: Settings }
    });
    items.push(builder(plan));
    items.push(quote!(specwright_runtime::client_methods!(Client, ClientBuilder);));
    items.push(quote!(specwright_runtime::call_type!();));
    items
}

/// The imports of `client.rs`.
fn uses(plan: &ClientPlan) -> Vec<TokenStream> {
    let mut items = Vec::new();
    let whole = whole(plan);
    let has = |wanted: fn(&SectionPlan) -> bool| whole.is_some_and(wanted);
    if has(|section| section.imports.contains(&Import::BTreeMap)) {
        items.push(quote!(
            use std::collections::BTreeMap;
        ));
    }
    let mut runtime = vec![quote!(Async)];
    // `Secret` comes with the credentials if there are any.
    let secret = plan.credentials.iter().any(|credential| credential.call != CredentialCall::Identity);
    if secret {
        runtime.push(quote!(Credential));
    }
    if let Some(whole) = whole {
        runtime.push(quote!(Mode));
        runtime.extend(whole.imports.iter().filter_map(runtime_name));
    }
    if secret {
        runtime.push(quote!(Secret));
    }
    runtime.push(quote!(Settings));
    if has_tokens(plan) {
        runtime.push(quote!(TokenProvider));
    }
    items.extend(runtime_uses(runtime));
    let Some(whole) = whole else { return items };
    let values: Vec<TokenStream> =
        whole.imports.iter().filter(|import| !(secret && **import == Import::Secret)).filter_map(value_name).collect();
    items.extend(grouped(quote!(use specwright_values), &values));
    if has_models(&whole.imports) {
        items.push(quote!(
            use crate::models;
        ));
    }
    let mut names: Vec<&Name> = whole.operations.iter().map(|operation| &operation.name).collect();
    names.extend(whole.imports.iter().filter_map(|import| match import {
        Import::Own(name) => Some(name),
        _ => None,
    }));
    names.sort();
    items.extend(grouped(quote!(use crate::operations), &names));
    items
}

fn definition(plan: &ClientPlan) -> TokenStream {
    let docs = docs(&plan.client_docs);
    let is_whole = whole(plan).is_some();
    let note = match has_operations(plan) {
        false => Some(quote!(#[expect(dead_code, reason = "the API has no operations")])),
        true if is_whole => None,
        true => Some(quote!(#[allow(dead_code, reason = "read by the operations of the tags that are switched on")])),
    };
    let visibility = (has_operations(plan) && !is_whole).then(|| quote!(pub(crate)));
    quote! {
        #docs
        ///
        /// Cheap to clone: all clones share their connections.
        #[derive(Clone, Debug)]
        pub struct Client<M = Async> {
            #note
            #visibility inner: specwright_runtime::Client<M>,
        }
    }
}

fn builder(plan: &ClientPlan) -> TokenStream {
    let base_url = match &plan.base_url {
        Some(url) => quote!(Some(#url)),
        None => quote!(None),
    };
    let setters = plan.credentials.iter().map(credential);
    quote! {
        impl ClientBuilder {
            fn new() -> Self {
                let user_agent = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
                Self { settings: Settings::new(user_agent, #base_url) }
            }

            #(#setters)*
        }
    }
}

fn credential(credential: &CredentialPlan) -> TokenStream {
    let CredentialPlan { setter, scheme, docs: lines, call } = credential;
    let docs = docs(lines);
    let (signature, value) = match call {
        CredentialCall::Header(name) => (quote!(key: impl Into<Secret>), quote!(Credential::header(#name, key))),
        CredentialCall::Query(name) => (quote!(key: impl Into<Secret>), quote!(Credential::query(#name, key))),
        CredentialCall::Cookie(name) => (quote!(key: impl Into<Secret>), quote!(Credential::cookie(#name, key))),
        CredentialCall::Bearer => (quote!(token: impl Into<Secret>), quote!(Credential::bearer(token))),
        CredentialCall::Http(name) => {
            (quote!(credentials: impl Into<Secret>), quote!(Credential::http(#name, credentials)))
        }
        CredentialCall::Tokens => (quote!(provider: impl TokenProvider), quote!(Credential::tokens(provider))),
        CredentialCall::Identity => {
            return quote! {
                #docs
                #[cfg(all(feature = "default-transport", not(target_family = "wasm")))]
                pub fn #setter(mut self, identity: specwright_runtime::Identity) -> Self {
                    self.settings.identity(identity);
                    self
                }
            };
        }
        CredentialCall::Basic => {
            (quote!(user: impl Into<String>, password: impl Into<Secret>), quote!(Credential::basic(user, password)))
        }
    };
    quote! {
        #docs
        pub fn #setter(mut self, #signature) -> Self {
            self.settings.credential(#scheme, #value);
            self
        }
    }
}
