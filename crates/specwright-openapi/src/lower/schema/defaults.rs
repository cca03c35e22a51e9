//! Whether defaults are values of their types.

use serde_json::Value;
use specwright_ir::{
    Code, Diagnostics, EnumWire, Facts, IntWidth, Operation, Origin, Shape, StringFormat, Ty, TypeId, Types,
};

use super::said::MAX_DEPTH;
use crate::lower::Lower;

impl Lower<'_> {
    /// Takes out the defaults of definitions and fields that are no values of their types, and reports them.
    pub(super) fn check_defaults(&mut self) {
        let ids: Vec<TypeId> = self.types.iter().map(|(id, _)| id).collect();
        for id in ids {
            let Some(definition) = self.types.get(id) else { continue };
            let wants_look = definition.facts.default.is_some()
                || matches!(&definition.shape, Shape::Record(record) if record.fields.iter().any(|field| field.facts.default.is_some()));
            if !wants_look {
                continue;
            }
            let (mut facts, mut shape, origin) =
                (definition.facts.clone(), definition.shape.clone(), definition.origin.clone());
            check(&self.types, &Ty::Named(id), &mut facts, &origin, self.diagnostics);
            if let Shape::Record(record) = &mut shape {
                for field in &mut record.fields {
                    check(&self.types, &field.ty, &mut field.facts, &field.origin, self.diagnostics);
                }
            }
            self.types.define(id, facts, shape);
        }
    }

    /// The same for the parameters of operations and the headers of their responses.
    pub(in crate::lower) fn check_outer_defaults(&mut self, operations: &mut [Operation]) {
        for operation in operations {
            for parameter in &mut operation.parameters {
                check(&self.types, &parameter.ty, &mut parameter.facts, &parameter.origin, self.diagnostics);
            }
            for header in operation.responses.iter_mut().flat_map(|response| &mut response.headers) {
                check(&self.types, &header.ty, &mut header.facts, &header.origin, self.diagnostics);
            }
        }
    }
}

fn check(types: &Types, ty: &Ty, facts: &mut Facts, origin: &Origin, diagnostics: &mut Diagnostics) {
    let Some(default) = &facts.default else { return };
    if fits(types, ty, default, 0) {
        return;
    }
    if default.is_null() {
        let message = "the default is null, which is no value of the type; taken as absence";
        diagnostics.report(Code::AnnotationOmitted, origin, message);
    } else {
        let message = format!("the default {} is no value of the type; left out", shown(default));
        diagnostics.report(Code::DefaultInvalid, origin, message);
    }
    facts.default = None;
}

/// The value for a message, cut where it gets long.
fn shown(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("`{}`..", text.get(..end).unwrap_or_default()),
        None => format!("`{text}`"),
    }
}

/// Whether a value is one that a type documents.
fn fits(types: &Types, ty: &Ty, value: &Value, depth: usize) -> bool {
    if depth > MAX_DEPTH {
        return true;
    }
    let inside = |ty: &Ty, value: &Value| fits(types, ty, value, depth + 1);
    match (ty, value) {
        (Ty::Any, _) | (Ty::Boolean, Value::Bool(_)) | (Ty::Number(_), Value::Number(_)) => true,
        (Ty::Integer(width), Value::Number(number)) => is_whole(*width, number),
        (Ty::String(format), Value::String(text)) => text_fits(format, text),
        (Ty::Quoted(_), Value::String(text)) => text.parse::<f64>().is_ok(),
        (Ty::List(element), Value::Array(items)) => items.iter().all(|item| inside(element, item)),
        (Ty::Tuple(elements), Value::Array(items)) => {
            elements.len() == items.len() && elements.iter().zip(items).all(|(ty, item)| inside(ty, item))
        }
        (Ty::Map(element), Value::Object(members)) => members.values().all(|member| inside(element, member)),
        (Ty::Nullable(_), Value::Null) => true,
        (Ty::Nullable(inner), _) => inside(inner, value),
        (Ty::Named(id), _) => {
            types.get(*id).is_none_or(|definition| shape_fits(types, &definition.shape, value, depth))
        }
        _ => false,
    }
}

fn shape_fits(types: &Types, shape: &Shape, value: &Value, depth: usize) -> bool {
    let inside = |ty: &Ty, value: &Value| fits(types, ty, value, depth + 1);
    match (shape, value) {
        (Shape::Alias(ty), _) => inside(ty, value),
        (Shape::Enum(list), _) => list.values.iter().any(|one| match (&one.wire, value) {
            (EnumWire::String(text), Value::String(other)) => text == other,
            (EnumWire::Integer(integer), Value::Number(number)) => {
                number.as_i64() == Some(*integer) || number.as_f64() == Some(*integer as f64)
            }
            (EnumWire::Json(json), _) => json == value,
            _ => false,
        }),
        (Shape::Union(union), _) => !value.is_null() && union.variants.iter().any(|variant| inside(&variant.ty, value)),
        (Shape::Record(record), Value::Object(members)) => record.fields.iter().all(|field| {
            let required = field.presence == specwright_ir::Presence::Required;
            members.get(&field.wire).map_or(!required, |member| inside(&field.ty, member))
        }),
        (Shape::Record(_), _) => false,
    }
}

fn is_whole(width: IntWidth, number: &serde_json::Number) -> bool {
    let value = match (number.as_i64(), number.as_u64(), number.as_f64()) {
        (Some(value), ..) => i128::from(value),
        (None, Some(value), _) => i128::from(value),
        #[allow(clippy::cast_possible_truncation, reason = "whole and checked to be small")]
        (None, None, Some(value)) if value.fract() == 0.0 && value.abs() < 1e37 => value as i128,
        _ => return false,
    };
    match width {
        IntWidth::I8 => i8::try_from(value).is_ok(),
        IntWidth::I16 => i16::try_from(value).is_ok(),
        IntWidth::I32 => i32::try_from(value).is_ok(),
        IntWidth::I64 => i64::try_from(value).is_ok(),
        IntWidth::I128 => true,
        IntWidth::U8 => u8::try_from(value).is_ok(),
        IntWidth::U16 => u16::try_from(value).is_ok(),
        IntWidth::U32 => u32::try_from(value).is_ok(),
        IntWidth::U64 => u64::try_from(value).is_ok(),
        IntWidth::U128 => value >= 0,
    }
}

/// Whether a text can be one of a format, as far as its shape tells.
fn text_fits(format: &StringFormat, text: &str) -> bool {
    let digits =
        |range: std::ops::Range<usize>| text.get(range).is_some_and(|part| part.bytes().all(|b| b.is_ascii_digit()));
    let date =
        || digits(0..4) && digits(5..7) && digits(8..10) && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    match format {
        StringFormat::Plain | StringFormat::Secret | StringFormat::Other(_) => true,
        StringFormat::Date => text.len() == 10 && date(),
        StringFormat::DateTime => {
            date()
                && text.len() >= 20
                && (text.ends_with(['Z', 'z']) || text.get(19..).is_some_and(|rest| rest.contains(['+', '-'])))
        }
        StringFormat::Time => digits(0..2) && digits(3..5) && digits(6..8) && text.len() > 8,
        StringFormat::Duration => text.starts_with('P') && text.len() > 2,
        StringFormat::Uuid => text.len() == 36 && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-'),
        StringFormat::Base64 | StringFormat::Base64Url => {
            text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_' | b'='))
        }
    }
}
