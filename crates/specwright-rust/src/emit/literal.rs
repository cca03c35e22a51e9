//! JSON values as they stand in tables.

use std::f64::consts::{E, PI, TAU};

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

/// A literal of Rust where one says the value exactly, otherwise `json` and its text.
pub(super) fn json(value: &Value) -> TokenStream {
    match value {
        Value::String(text) => return quote!(#text),
        Value::Bool(flag) => return quote!(#flag),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => return integer(whole),
            (None, Some(float)) if is_readable(float) => {
                let literal = Literal::f64_unsuffixed(float);
                return quote!(#literal);
            }
            _ => {}
        },
        Value::Null | Value::Array(_) | Value::Object(_) => {}
    }
    let text = value.to_string();
    quote!(json #text)
}

pub(super) fn integer(number: i64) -> TokenStream {
    let literal = Literal::i64_unsuffixed(number);
    quote!(#literal)
}

/// Whether a number is short, and none that clippy takes for a constant that is written by hand.
fn is_readable(float: f64) -> bool {
    let hundredfold = float * 100.0;
    let is_constant = [E, PI, TAU].iter().any(|constant| (float.abs() - constant).abs() < 0.01);
    float.abs() < 1e6 && hundredfold == hundredfold.round() && !is_constant
}
