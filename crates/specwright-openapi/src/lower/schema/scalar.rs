//! Strings and whole numbers by their format.

use specwright_ir::{IntWidth, StringFormat, Ty};

use super::parts::Parts;
use crate::{
    lower::{Lower, at::At},
    tree::Value,
};

impl<'d> Lower<'d> {
    pub(super) fn string_type(&mut self, parts: &Parts<'d>) -> Ty {
        let secret = parts.objects.iter().any(|part| is_true(part.get("x-sensitive").as_ref()));
        let format = parts.objects.iter().find_map(|part| self.string(part, "format"));
        let base64 = parts.first("contentEncoding").is_some_and(|encoding| encoding.as_str() == Some("base64"));
        Ty::String(match format {
            Some("password") => StringFormat::Secret,
            _ if secret => StringFormat::Secret,
            Some("date-time") => StringFormat::DateTime,
            Some("date") => StringFormat::Date,
            Some("byte") => StringFormat::Base64,
            _ if base64 => StringFormat::Base64,
            Some(other) => StringFormat::Other(other.to_owned()),
            None => StringFormat::Plain,
        })
    }

    pub(super) fn integer_type(&mut self, parts: &Parts<'d>) -> Ty {
        let format = parts.objects.iter().find_map(|part| self.string(part, "format"));
        Ty::Integer(if format == Some("int32") { IntWidth::I32 } else { IntWidth::I64 })
    }
}

/// Whether a format has become a type, so that docs need not repeat it.
pub(super) fn is_typed(format: &str) -> bool {
    matches!(format, "password" | "date-time" | "date" | "byte" | "int32" | "int64" | "double" | "float")
}

fn is_true(at: Option<&At<'_>>) -> bool {
    at.is_some_and(|at| matches!(at.node.value, Value::Bool(true)))
}
