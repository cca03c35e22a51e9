//! One operation: the request value, its two pure functions, its outcomes and the setters of its options.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use specwright_ir::{ParameterStyle, Place};

use super::section::{outcomes, own_types};
use super::tokens::{Within, argument_type, argument_value, docs, grouped, runtime_name, runtime_uses, ty, value_name};
use super::{body, outcome, paging};
use crate::plan::{
    AnswerPlan, BodyPlan, Decode, Encode, ErrorPlan, Import, OperationPlan, OptionPlan, OutputPlan, ParameterPlan,
    Plain, StatusArm, has_models,
};

pub(super) fn emit(operation: &OperationPlan) -> Vec<TokenStream> {
    let mut items = uses(operation);
    items.push(request(operation));
    items.push(implementation(operation));
    items.extend(operation.paging.as_ref().map(|paging| paging::emit(&operation.name, paging)));
    if let Some(Encode::Multipart(parts)) = operation.body.as_ref().map(|body| &body.encode) {
        items.extend(body::parts(parts));
    }
    items.extend(options(operation));
    if operation.delegates() {
        return items;
    }
    if let OutputPlan::Enum { name, variants } = &operation.output {
        let text = format!(" What [`{0}`](crate::Client::{0}) returns.", operation.method.plain());
        items.extend(outcome::emit(&text, name, variants));
    }
    if let (ErrorPlan::Enum { name, variants }, None) = (&operation.error, &operation.plain) {
        let text = format!(" The error answers of [`{0}`](crate::Client::{0}).", operation.method.plain());
        items.extend(outcome::emit(&text, name, variants));
    }
    items
}

fn uses(operation: &OperationPlan) -> Vec<TokenStream> {
    let mut items = Vec::new();
    if operation.imports.contains(&Import::BTreeMap) {
        items.push(quote!(
            use std::collections::BTreeMap;
        ));
    }
    if matches!(operation.error, ErrorPlan::None) {
        items.push(quote!(
            use std::convert::Infallible;
        ));
    }
    let mut runtime = vec![
        quote!(Answer),
        quote!(Failure),
        quote!(InvalidRequest),
        quote!(Method),
        quote!(Operation),
        quote!(RequestWriter),
        quote!(Security),
    ];
    runtime.extend(operation.imports.iter().filter_map(runtime_name));
    if !operation.options.is_empty() {
        runtime.push(quote!(Mode));
    }
    if operation.paging.is_some() {
        runtime.extend([quote!(NextPage), quote!(PageTurn), quote!(Paged)]);
    }
    let encodings = match operation.body.as_ref().map(|body| &body.encode) {
        Some(Encode::Form(encodings)) => encodings.as_slice(),
        _ => &[],
    };
    if !encodings.is_empty() {
        runtime.push(quote!(Encoding));
    }
    if matches!(operation.body.as_ref().map(|body| &body.encode), Some(Encode::Multipart(_))) {
        runtime.push(quote!(Multipart));
    }
    let of_encodings = encodings.iter().filter_map(|encoding| encoding.style);
    let of_parts = operation.body.iter().flat_map(body::styles);
    let mut styles = operation.parameters.iter().map(|parameter| parameter.style).chain(of_encodings).chain(of_parts);
    if styles.any(|style| query_style(style).is_some()) {
        runtime.push(quote!(Query));
    }
    let is_stream = |answer: &AnswerPlan| answer.success && answer.decode.is_stream();
    let is_mixed = operation.answers.iter().any(is_stream)
        && operation.answers.iter().any(|answer| answer.success && !answer.decode.is_stream());
    if is_mixed {
        runtime.push(quote!(http::HeaderMap));
    }
    items.extend(runtime_uses(runtime));
    let values: Vec<TokenStream> = operation.imports.iter().filter_map(value_name).collect();
    items.extend(grouped(quote!(use specwright_values), &values));
    let mut own = Vec::new();
    if !operation.options.is_empty() {
        own.push(quote!(Call));
    }
    if operation.imports.contains(&Import::Events) {
        own.push(quote!(events));
    }
    if has_models(&operation.imports) {
        own.push(quote!(models));
    }
    if operation.has_xml() {
        own.push(quote!(xml));
    }
    items.extend(grouped(quote!(use crate), &own));
    if let Some(Plain { module, name, .. }) = &operation.plain {
        let own = own_types(operation);
        let mut names: Vec<_> = outcomes(operation).into_iter().filter(|name| !own.contains(name)).collect();
        if operation.delegates() {
            names.push(name);
        }
        names.sort();
        items.extend(grouped(quote!(use super::#module), &names));
    }
    items
}

fn request(operation: &OperationPlan) -> TokenStream {
    let OperationPlan { name, method, parameters, body, .. } = operation;
    let text = format!(" The request of [`{0}`](crate::Client::{0}), as a value.", method.plain());
    let parameters = parameters.iter().map(|ParameterPlan { field, docs: lines, ty: expr, .. }| {
        let (docs, ty) = (docs(lines), ty(expr, Within::Client));
        quote!(#docs pub #field: #ty,)
    });
    let body = body.iter().map(|BodyPlan { field, docs: lines, ty: expr, .. }| {
        let (docs, ty) = (docs(lines), ty(expr, Within::Client));
        quote!(#docs pub #field: #ty,)
    });
    quote! {
        #[doc = #text]
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub struct #name { #(#parameters)* #(#body)* }
    }
}

fn implementation(operation: &OperationPlan) -> TokenStream {
    let OperationPlan { name, id, path, accept, security, server, http_method, .. } = operation;
    let output = match &operation.output {
        OutputPlan::Type(expr) => ty(expr, Within::Client),
        OutputPlan::Enum { name, .. } => quote!(#name),
    };
    let error = match &operation.error {
        ErrorPlan::None => quote!(Infallible),
        ErrorPlan::Enum { name, .. } => quote!(#name),
    };
    let method = method(http_method);
    let sets = security.iter().map(|set| quote!(&[#(#set),*]));
    let server = server.iter().map(|server| quote!(const SERVER: Option<&'static str> = Some(#server);));
    let accept = accept.iter().map(|accept| quote!(const ACCEPT: &'static str = #accept;));
    let idempotency_key = operation.idempotency_key.iter();
    let idempotency_key =
        idempotency_key.map(|name| quote!(const IDEMPOTENCY_KEY: Option<&'static str> = Some(#name);));
    let streams = streams(operation);
    let reconnects = reconnects(operation);
    let (parameter, write) = write(operation);
    let read = read(operation);
    quote! {
        impl Operation for #name {
            type Output = #output;
            type Error = #error;

            const ID: &'static str = #id;
            const METHOD: Method = #method;
            const PATH: &'static str = #path;
            const SECURITY: Security = &[#(#sets),*];
            #(#idempotency_key)*
            #(#server)*
            #(#accept)*
            #reconnects
            #streams

            fn write(&self, #parameter: &mut RequestWriter) -> Result<(), InvalidRequest> { #write }

            fn read(answer: &Answer) -> Result<Self::Output, Failure<Self::Error>> { #read }
        }
    }
}

/// Which successes are streams, if some are.
fn streams(operation: &OperationPlan) -> Option<TokenStream> {
    let successes = || operation.answers.iter().filter(|answer| answer.success);
    let streamed: Vec<TokenStream> =
        successes().filter(|answer| answer.decode.is_stream()).map(|answer| pattern(answer.status)).collect();
    if streamed.is_empty() {
        return None;
    }
    if successes().all(|answer| answer.decode.is_stream()) {
        return Some(quote!(
            const STREAMS: bool = true;
        ));
    }
    Some(quote! {
        fn is_stream(status: u16, _: &HeaderMap) -> bool { matches!(status, #(#streamed)|*) }
    })
}

/// Whether a stream of events can be opened anew: the method must not do anything, and there must be an id to go on
/// behind.
fn reconnects(operation: &OperationPlan) -> Option<TokenStream> {
    let is_get = operation.http_method == "GET";
    (is_get && operation.answers.iter().any(|answer| answer.success && answer.decode.is_events())).then(|| {
        quote!(
            const RECONNECTS: bool = true;
        )
    })
}

/// The body of `read`.
fn read(operation: &OperationPlan) -> TokenStream {
    if let (Some(Plain { name, .. }), true) = (&operation.plain, operation.delegates()) {
        return quote!(#name::read(answer));
    }
    let arms = operation.answers.iter().map(|answer| arm(answer, operation));
    let otherwise = match operation.answers.last().map(|answer| answer.status) {
        Some(StatusArm::Any) => None,
        _ => Some(quote!(_ => answer.undeclared(),)),
    };
    quote! {
        match answer.status() {
            #(#arms)*
            #otherwise
        }
    }
}

/// Methods that the runtime has a constant for.
const METHODS: &[&str] = &["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "QUERY"];

fn method(token: &str) -> TokenStream {
    if !METHODS.contains(&token) {
        return quote!(Method::new(#token));
    }
    let constant = proc_macro2::Ident::new(token, proc_macro2::Span::call_site());
    quote!(Method::#constant)
}

/// The name of the writer, and the body of `write`.
fn write(operation: &OperationPlan) -> (TokenStream, TokenStream) {
    let mut steps: Vec<TokenStream> = operation.parameters.iter().map(write_parameter).collect();
    steps.extend(operation.body.as_ref().map(body::write));
    match steps.split_last() {
        None => (quote!(_request), quote!(Ok(()))),
        Some((last, before)) => (quote!(request), quote!(#(#before?;)* #last)),
    }
}

fn write_parameter(parameter: &ParameterPlan) -> TokenStream {
    let ParameterPlan { field, wire, style, allow_reserved, .. } = parameter;
    match style {
        ParameterStyle::Path { explode: false } => quote!(request.path(#wire, &self.#field)),
        ParameterStyle::Path { explode: true } => quote!(request.path_exploded(#wire, &self.#field)),
        ParameterStyle::Header { explode: false } => quote!(request.header(#wire, &self.#field)),
        ParameterStyle::Header { explode: true } => quote!(request.header_exploded(#wire, &self.#field)),
        ParameterStyle::Label { explode } => quote!(request.path_label(#wire, &self.#field, #explode)),
        ParameterStyle::Matrix { explode } => quote!(request.path_matrix(#wire, &self.#field, #explode)),
        ParameterStyle::Cookie { explode: false } => quote!(request.cookie(#wire, &self.#field)),
        ParameterStyle::Cookie { explode: true } => quote!(request.cookie_exploded(#wire, &self.#field)),
        ParameterStyle::Json(Place::Path) => quote!(request.path_json(#wire, &self.#field)),
        ParameterStyle::Json(Place::Query) => quote!(request.query_json(#wire, &self.#field)),
        ParameterStyle::Json(Place::Header) => quote!(request.header_json(#wire, &self.#field)),
        ParameterStyle::Json(Place::Cookie) => quote!(request.cookie_json(#wire, &self.#field)),
        ParameterStyle::QueryForm => quote!(request.query_string(#wire, &self.#field)),
        ParameterStyle::QueryJson => quote!(request.query_string_json(#wire, &self.#field)),
        ParameterStyle::QueryText => quote!(request.query_string_text(#wire, &self.#field)),
        ParameterStyle::Form { .. }
        | ParameterStyle::SpaceDelimited
        | ParameterStyle::PipeDelimited
        | ParameterStyle::TabDelimited
        | ParameterStyle::DeepObject => {
            let style = query_style(*style);
            let method = if *allow_reserved { quote!(query_reserved) } else { quote!(query) };
            quote!(request.#method(#wire, &self.#field, #style))
        }
    }
}

pub(super) fn query_style(style: ParameterStyle) -> Option<TokenStream> {
    match style {
        ParameterStyle::Form { explode } => Some(quote!(Query::Form { explode: #explode })),
        ParameterStyle::SpaceDelimited => Some(quote!(Query::SpaceDelimited)),
        ParameterStyle::PipeDelimited => Some(quote!(Query::PipeDelimited)),
        ParameterStyle::TabDelimited => Some(quote!(Query::TabDelimited)),
        ParameterStyle::DeepObject => Some(quote!(Query::DeepObject)),
        _ => None,
    }
}

fn arm(answer: &AnswerPlan, operation: &OperationPlan) -> TokenStream {
    let AnswerPlan { status, media_type, decode, variant, success, until } = answer;
    let status = pattern(*status);
    let guard = media_type.iter().map(|media_type| quote!(if answer.is(#media_type)));
    let read = if *success {
        success_read(decode, until, variant.as_ref(), operation)
    } else {
        error_read(decode, variant.as_ref(), operation)
    };
    quote!(#status #(#guard)* => #read,)
}

/// The pattern for the statuses of an arm.
fn pattern(status: StatusArm) -> TokenStream {
    match status {
        StatusArm::Exact(status) => {
            let literal = Literal::u16_unsuffixed(status);
            quote!(#literal)
        }
        StatusArm::Range(from, to) => {
            let (from, to) = (Literal::u16_unsuffixed(from), Literal::u16_unsuffixed(to));
            quote!(#from..=#to)
        }
        StatusArm::Any => quote!(_),
    }
}

fn success_read(
    decode: &Decode,
    until: &[String],
    variant: Option<&crate::names::Name>,
    operation: &OperationPlan,
) -> TokenStream {
    let read = match decode {
        Decode::Json => quote!(answer.json()),
        Decode::Xml(root) => quote!(answer.xml(&xml::#root)),
        Decode::Text => quote!(answer.text()),
        Decode::TextValue => quote!(answer.text_value()),
        Decode::Bytes => quote!(answer.bytes()),
        Decode::Empty => quote!(answer.empty()),
        Decode::Events => quote!(answer.events()),
        Decode::TextEvents => quote!(answer.text_events()),
        Decode::NamedEvents => quote!(answer.typed_events()),
        Decode::Lines => quote!(answer.json_lines()),
    };
    let read = match until {
        [] => read,
        until => quote!(#read.map(|events| events #(.until(#until))*)),
    };
    match (variant, &operation.output) {
        (Some(variant), OutputPlan::Enum { name, .. }) if *decode == Decode::Empty => {
            quote!(#read.map(|()| #name::#variant))
        }
        (Some(variant), OutputPlan::Enum { name, .. }) if decode.is_stream() => {
            quote!(#read.map(Box::new).map(#name::#variant))
        }
        (Some(variant), OutputPlan::Enum { name, .. }) => quote!(#read.map(#name::#variant)),
        _ => read,
    }
}

fn error_read(decode: &Decode, variant: Option<&crate::names::Name>, operation: &OperationPlan) -> TokenStream {
    let (Some(variant), ErrorPlan::Enum { name, .. }) = (variant, &operation.error) else {
        return quote!(answer.undeclared());
    };
    match decode {
        Decode::Json => quote!(answer.error(#name::#variant)),
        Decode::Xml(root) => quote!(answer.error_xml(&xml::#root, #name::#variant)),
        Decode::Text | Decode::Events | Decode::TextEvents | Decode::NamedEvents | Decode::Lines => {
            quote!(answer.error_text(#name::#variant))
        }
        Decode::TextValue => quote!(answer.error_text_value(#name::#variant)),
        Decode::Bytes => quote!(answer.error_bytes(#name::#variant)),
        Decode::Empty => quote!(answer.empty_error(#name::#variant)),
    }
}

/// The setters of what a call may be given.
fn options(operation: &OperationPlan) -> Option<TokenStream> {
    if operation.options.is_empty() {
        return None;
    }
    let name = &operation.name;
    let setters = operation.options.iter().map(|OptionPlan { setter, field, docs: lines, accepts, some }| {
        let docs = docs(lines);
        let ty = argument_type(accepts, Within::Client);
        let value = argument_value(accepts, &quote!(value), Within::Client);
        let value = if *some { quote!(Some(#value)) } else { value };
        quote! {
            #docs
            pub fn #setter(mut self, value: #ty) -> Self {
                self.operation_mut().#field = #value;
                self
            }
        }
    });
    Some(quote! {
        impl<M: Mode> Call<#name, M> {
            #(#setters)*
        }
    })
}
