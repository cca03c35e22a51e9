//! Request bodies: how an operation writes them, and the types of those that are made of parts.

use proc_macro2::TokenStream;
use quote::quote;
use specwright_ir::Encoding;

use super::{operation::query_style, record};
use crate::plan::{BodyPlan, Encode, PartPlan, PartsPlan, TypeExpr, WritePart};

/// The expression that writes a body into a request.
pub(super) fn write(body: &BodyPlan) -> TokenStream {
    let BodyPlan { field, ty, required, media_type, encode, .. } = body;
    let value = if *required { quote!(&self.#field) } else { quote!(body) };
    let call = match encode {
        Encode::Json if media_type == "application/json" => quote!(request.json(#value)),
        Encode::Json => quote!(request.json_as(#media_type, #value)),
        Encode::Form(encodings) if encodings.is_empty() => quote!(request.form(#value)),
        Encode::Form(encodings) => {
            let encodings = encodings.iter().map(encoding);
            quote!(request.form_with(#value, &[#(#encodings),*]))
        }
        Encode::Multipart(_) => {
            let owner = if *required { quote!(self.#field) } else { quote!(body) };
            quote!(request.multipart(#media_type, |parts| #owner.write(parts)))
        }
        Encode::Lines => quote!(request.json_lines(#media_type, #value)),
        Encode::Text => quote!(request.text(#media_type, #value)),
        Encode::Bytes => quote!(request.upload(#media_type, #value)),
        Encode::Raw => quote!(request.raw(#value)),
    };
    if *required {
        return call;
    }
    if let TypeExpr::Maybe(_) = ty {
        return quote! {
            match &self.#field {
                Maybe::Absent => Ok(()),
                body => #call,
            }
        };
    }
    quote! {
        match &self.#field {
            Some(body) => #call,
            None => Ok(()),
        }
    }
}

fn encoding(encoding: &Encoding) -> TokenStream {
    let Encoding { wire, style, allow_reserved } = encoding;
    match (style.map(|style| (style, query_style(style))), allow_reserved) {
        (Some((_, Some(style))), false) => quote!(Encoding::style(#wire, #style)),
        (Some((_, Some(style))), true) => quote!(Encoding::style(#wire, #style).and_reserved()),
        (Some((_, None)), _) => quote!(Encoding::json(#wire)),
        (None, _) => quote!(Encoding::reserved(#wire)),
    }
}

/// The type that stands for the parts of a body, and how they are written.
pub(super) fn parts(plan: &PartsPlan) -> Vec<TokenStream> {
    let name = &plan.record.name;
    let mut items = record::plain(&plan.record);
    let steps: Vec<TokenStream> = plan.parts.iter().map(write_part).collect();
    let (argument, steps) = match steps.split_last() {
        None => (quote!(_parts), quote!(Ok(()))),
        Some((last, before)) => (quote!(parts), quote!(#(#before?;)* #last)),
    };
    items.push(quote! {
        impl #name {
            fn write(&self, #argument: &mut Multipart) -> Result<(), InvalidRequest> { #steps }
        }
    });
    items
}

fn write_part(part: &PartPlan) -> TokenStream {
    let PartPlan { field, wire, write } = part;
    match write {
        WritePart::Value => quote!(parts.value(#wire, &self.#field)),
        WritePart::ValueAs(media_type) if media_type == "application/json" => {
            quote!(parts.json(#wire, &self.#field))
        }
        WritePart::ValueAs(media_type) => quote!(parts.value_as(#wire, #media_type, &self.#field)),
        WritePart::File(None) => quote!(parts.file(#wire, &self.#field)),
        WritePart::File(Some(media_type)) => quote!(parts.file_as(#wire, #media_type, &self.#field)),
        WritePart::Files(None) => quote!(parts.files(#wire, &self.#field)),
        WritePart::Files(Some(media_type)) => quote!(parts.files_as(#wire, #media_type, &self.#field)),
    }
}
