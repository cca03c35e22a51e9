//! The tables of what models check about themselves.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;
use serde_json::Value;

use super::literal::json;
use crate::plan::{CheckPlan, FieldCheck, Rule, Rules};

pub(super) fn emit(check: &CheckPlan) -> TokenStream {
    match check {
        CheckPlan::Enum { name, variants } => {
            quote!(specwright_values::validate! { enum #name { #(#variants,)* } })
        }
        CheckPlan::Record { name, rules, fields } => {
            let own = rules_in_parentheses(rules);
            let fields = fields.iter().map(field);
            quote!(specwright_values::validate! { #name #own { #(#fields,)* } })
        }
    }
}

fn field(field: &FieldCheck) -> TokenStream {
    let FieldCheck { name, wire, rules } = field;
    let rules = rules_in_parentheses(rules);
    match wire {
        Some(wire) => quote!(#name: #wire #rules),
        None => quote!(#name: rest #rules),
    }
}

fn rules_in_parentheses(rules: &Rules) -> Option<TokenStream> {
    let rules_in = rules.0.iter().map(rule);
    (!rules.is_empty()).then(|| quote!((#(#rules_in),*)))
}

fn rule(rule: &Rule) -> TokenStream {
    match rule {
        Rule::Count(name, count) => {
            let (name, count) = (word(name), Literal::u64_unsuffixed(*count));
            quote!(#name #count)
        }
        Rule::Number(name, text) => {
            let (name, number) = (word(name), number(text));
            quote!(#name #number)
        }
        Rule::Pattern(pattern) => quote!(pattern #pattern),
        Rule::Plain(name) => {
            let name = word(name);
            quote!(#name)
        }
        Rule::Each(inner) => {
            let inner = rules_in_parentheses(inner);
            quote!(each #inner)
        }
    }
}

/// A literal where it is the number to the last digit, otherwise the text.
fn number(text: &str) -> TokenStream {
    let is_exact = |value: &Value| {
        let digits = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
        value.is_i64() || value.to_string().trim_end_matches(".0") == digits
    };
    match serde_json::from_str::<Value>(text).ok().filter(is_exact) {
        Some(value) => json(&value),
        None => quote!(json #text),
    }
}

fn word(text: &str) -> Ident {
    Ident::new(text, Span::call_site())
}
