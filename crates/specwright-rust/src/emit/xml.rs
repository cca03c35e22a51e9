//! How values stand in XML, as statics.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;
use specwright_ir::{TypeId, XmlContent, XmlDefinition, XmlMember, XmlName};

use crate::{
    names::Name,
    plan::{XmlPlan, XmlRoot},
};

/// The file of the module.
pub(super) fn emit(plan: &XmlPlan) -> Vec<TokenStream> {
    let names = &plan.names;
    let is_union = |(_, definition): &(TypeId, XmlDefinition)| matches!(definition, XmlDefinition::Union { .. });
    let mut runtime = vec![quote!(Content), quote!(Name)];
    let has_members = plan.definitions.iter().any(|(_, definition)| match definition {
        XmlDefinition::Record { members, .. } => !members.is_empty(),
        XmlDefinition::Union { .. } => true,
    });
    runtime.extend(has_members.then(|| quote!(Node)));
    runtime.extend(plan.definitions.iter().any(is_union).then(|| quote!(Tagged)));
    runtime.push(quote!(Xml));
    let mut items = vec![quote!(use specwright_runtime::xml::{#(#runtime),*};)];
    for XmlRoot { name, element, content } in &plan.roots {
        let (element, content) = (self::name(element), self::content(content, names));
        items.push(quote!(pub(crate) static #name: Xml = Xml { name: #element, content: #content };));
    }
    for (id, definition) in &plan.definitions {
        let (name, definition) = (names.get(id), self::definition(definition, names));
        items.push(quote!(static #name: Content = #definition;));
    }
    items
}

fn name(XmlName { local, namespace, prefix }: &XmlName) -> TokenStream {
    match (namespace, prefix) {
        (Some(namespace), Some(prefix)) => quote!(Name::Prefixed(#prefix, #namespace, #local)),
        (Some(namespace), None) => quote!(Name::In(#namespace, #local)),
        (None, _) => quote!(Name::Local(#local)),
    }
}

fn content(content: &XmlContent, names: &BTreeMap<TypeId, Name>) -> TokenStream {
    let inner = |inner: &XmlContent| self::content(inner, names);
    match content {
        XmlContent::Text => quote!(Content::Text),
        XmlContent::Token => quote!(Content::Token),
        XmlContent::Base64 => quote!(Content::Base64),
        XmlContent::Number => quote!(Content::Number),
        XmlContent::Boolean => quote!(Content::Boolean),
        XmlContent::Any => quote!(Content::Any),
        XmlContent::List(name, item) => {
            let (name, item) = (self::name(name), inner(item));
            quote!(Content::List(#name, &#item))
        }
        XmlContent::Map(value) => {
            let value = inner(value);
            quote!(Content::Map(&#value))
        }
        XmlContent::Nullable(value) => {
            let value = inner(value);
            quote!(Content::Nullable(&#value))
        }
        XmlContent::Definition(id) => {
            let name = names.get(id);
            quote!(Content::Of(&#name))
        }
    }
}

fn definition(definition: &XmlDefinition, names: &BTreeMap<TypeId, Name>) -> TokenStream {
    match definition {
        XmlDefinition::Record { members, rest } => {
            let members = members.iter().map(|(wire, one)| {
                let node = member(one, names);
                quote!((#wire, #node))
            });
            match rest {
                None => quote!(Content::Record(&[#(#members),*])),
                Some(rest) => {
                    let rest = content(rest, names);
                    quote!(Content::Open(&[#(#members),*], &#rest))
                }
            }
        }
        XmlDefinition::Union { property, member: node, variants, fallback } => {
            let node = member(node, names);
            let variants = variants.iter().map(|(tags, variant)| {
                let variant = content(variant, names);
                quote!((&[#(#tags),*], #variant))
            });
            let fallback = match fallback {
                None => quote!(None),
                Some(fallback) => {
                    let fallback = content(fallback, names);
                    quote!(Some(#fallback))
                }
            };
            quote! {
                Content::Tagged(&Tagged {
                    property: #property,
                    node: #node,
                    variants: &[#(#variants),*],
                    fallback: #fallback,
                })
            }
        }
    }
}

fn member(member: &XmlMember, names: &BTreeMap<TypeId, Name>) -> TokenStream {
    let content = content(member.content(), names);
    match member {
        XmlMember::Attribute(name, _) => {
            let name = self::name(name);
            quote!(Node::Attribute(#name, #content))
        }
        XmlMember::Element(name, _) => {
            let name = self::name(name);
            quote!(Node::Element(#name, #content))
        }
        XmlMember::Items { name, required: true, .. } => {
            let name = self::name(name);
            quote!(Node::Items(#name, #content))
        }
        XmlMember::Items { name, required: false, .. } => {
            let name = self::name(name);
            quote!(Node::OptionalItems(#name, #content))
        }
        XmlMember::Text(_) => quote!(Node::Text(#content)),
        XmlMember::CData(_) => quote!(Node::CData(#content)),
        XmlMember::Inside(_) => quote!(Node::Inside(#content)),
    }
}
