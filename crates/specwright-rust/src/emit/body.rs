//! Request bodies: how an operation writes them, and the types of those that are made of parts.

use proc_macro2::TokenStream;
use quote::quote;
use specwright_ir::{Encoding, ParameterStyle};

use super::{operation::query_style, record};
use crate::plan::{BodyPlan, Encode, PartPlan, PartsPlan, TypeExpr, WritePart};

/// The expression that writes a body into a request.
pub(super) fn write(body: &BodyPlan) -> TokenStream {
    let BodyPlan { field, ty, required, media_type, encode, .. } = body;
    let value = if *required { quote!(&self.#field) } else { quote!(body) };
    let call = match encode {
        Encode::Json if media_type == "application/json" => quote!(request.json(#value)),
        Encode::Json => quote!(request.json_as(#media_type, #value)),
        Encode::Xml(root) => quote!(request.xml(#media_type, &xml::#root, #value)),
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

/// The styles that parts are written in.
pub(super) fn styles(body: &BodyPlan) -> Vec<ParameterStyle> {
    let Encode::Multipart(parts) = &body.encode else { return Vec::new() };
    let style = |part: &PartPlan| match part.write {
        WritePart::Styled(style) => Some(style),
        _ => None,
    };
    parts.parts.iter().filter_map(style).collect()
}

/// The type that stands for the parts of a body, and how they are written.
pub(super) fn parts(plan: &PartsPlan) -> Vec<TokenStream> {
    let name = &plan.record.name;
    let mut items = record::plain(&plan.record);
    let rest = plan.rest.iter().map(|(field, write)| {
        let step = write_value(&quote!(name), &quote!(part), write);
        quote!(self.#field.iter().try_for_each(|(name, part)| #step))
    });
    let steps: Vec<TokenStream> = plan.parts.iter().map(write_part).chain(rest).collect();
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
    write_value(&quote!(#wire), &quote!(&self.#field), write)
}

fn write_value(name: &TokenStream, value: &TokenStream, write: &WritePart) -> TokenStream {
    match write {
        WritePart::Value => quote!(parts.value(#name, #value)),
        WritePart::ValueAs(media_type) if media_type == "application/json" => quote!(parts.json(#name, #value)),
        WritePart::ValueAs(media_type) => quote!(parts.value_as(#name, #media_type, #value)),
        WritePart::Styled(style) => match query_style(*style) {
            Some(style) => quote!(parts.styled(#name, #style, #value)),
            None => quote!(parts.value(#name, #value)),
        },
        WritePart::File(None) => quote!(parts.file(#name, #value)),
        WritePart::File(Some(media_type)) => quote!(parts.file_as(#name, #media_type, #value)),
        WritePart::Files(None) => quote!(parts.files(#name, #value)),
        WritePart::Files(Some(media_type)) => quote!(parts.files_as(#name, #media_type, #value)),
    }
}
