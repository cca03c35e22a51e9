//! What an absent property is read as.

use serde_json::Value;
use specwright_ir::{Enum, EnumWire, Field, IntWidth, Presence, Record, Shape, Ty};

use super::models::Context;

/// How many values and types are looked at before a default is given up.
const MOST_STEPS: usize = 10_000;

/// The default of an optional property, if values of the property's type can be like it. `null` says no more than that
/// the property is absent.
pub(super) fn of_field(cx: &Context<'_>, field: &Field) -> Option<Value> {
    let value = field.facts.default.as_ref().filter(|value| !value.is_null())?;
    let mut check = Check { cx, steps: MOST_STEPS };
    (field.presence == Presence::Optional && check.fits(&field.ty, value)).then(|| value.clone())
}

struct Check<'a> {
    cx: &'a Context<'a>,
    steps: usize,
}

impl Check<'_> {
    fn fits(&mut self, ty: &Ty, value: &Value) -> bool {
        let Some(steps) = self.steps.checked_sub(1) else { return false };
        self.steps = steps;
        let cx = self.cx;
        match (cx.names.aliases().behind(ty), value) {
            (Ty::Any, _) => true,
            (Ty::Boolean, Value::Bool(_)) | (Ty::Number(_), Value::Number(_)) => true,
            (Ty::Integer(width), Value::Number(number)) => {
                number.as_i128().is_some_and(|whole| is_within(*width, whole))
            }
            // Whether it is text of the format, the format's type knows: what it cannot read is no default.
            (Ty::String(_), Value::String(_)) => true,
            (Ty::Quoted(inner), Value::String(text)) => is_number(inner, text),
            (Ty::List(element), Value::Array(values)) => values.iter().all(|value| self.fits(element, value)),
            (Ty::Tuple(elements), Value::Array(values)) => {
                elements.len() == values.len() && elements.iter().zip(values).all(|(ty, value)| self.fits(ty, value))
            }
            (Ty::Map(ty), Value::Object(values)) => values.values().all(|value| self.fits(ty, value)),
            (Ty::Nullable(inner), value) => value.is_null() || self.fits(inner, value),
            (Ty::Named(id), value) => match cx.api.types.get(*id).map(|definition| &definition.shape) {
                Some(Shape::Record(record)) => self.fits_record(record, value),
                Some(Shape::Enum(enumeration)) => is_documented(enumeration, value),
                Some(Shape::Union(union)) => union.variants.iter().any(|variant| self.fits(&variant.ty, value)),
                Some(Shape::Alias(_)) | None => false,
            },
            _ => false,
        }
    }

    fn fits_record(&mut self, record: &Record, value: &Value) -> bool {
        let Value::Object(values) = value else { return false };
        record.fields.iter().all(|field| match values.get(&field.wire) {
            Some(value) => self.fits(&field.ty, value),
            None => field.presence == Presence::Optional,
        })
    }
}

fn is_documented(enumeration: &Enum, value: &Value) -> bool {
    enumeration.values.iter().any(|known| match &known.wire {
        EnumWire::String(wire) => value.as_str() == Some(wire),
        EnumWire::Integer(wire) => value.as_i64() == Some(*wire),
        EnumWire::Json(wire) => value == wire,
    })
}

fn is_number(ty: &Ty, text: &str) -> bool {
    match ty {
        Ty::Integer(width) => text.parse().is_ok_and(|whole| is_within(*width, whole)),
        _ => text.parse::<f64>().is_ok_and(f64::is_finite),
    }
}

fn is_within(width: IntWidth, whole: i128) -> bool {
    match width {
        IntWidth::I8 => i8::try_from(whole).is_ok(),
        IntWidth::I16 => i16::try_from(whole).is_ok(),
        IntWidth::I32 => i32::try_from(whole).is_ok(),
        IntWidth::I64 => i64::try_from(whole).is_ok(),
        IntWidth::I128 => true,
        IntWidth::U8 => u8::try_from(whole).is_ok(),
        IntWidth::U16 => u16::try_from(whole).is_ok(),
        IntWidth::U32 => u32::try_from(whole).is_ok(),
        IntWidth::U64 => u64::try_from(whole).is_ok(),
        IntWidth::U128 => whole >= 0,
    }
}
