//! Values for the arguments of calls: the document's examples, or samples that are valid.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use specwright_ir::{Format, Operation};
use specwright_rust::{ClientMethod, Slot, SlotOf, SlotType, content_of};

use super::{
    program::key,
    subject::{Place, Subject},
};
use crate::roundtrip::{Judge, Sampler, plain_integers};

/// Chooses values for the calls of one document.
pub(crate) struct Values<'a> {
    subject: &'a Subject,
    judge: &'a Judge,
    sampler: Sampler<'a>,
}

/// How many options a call sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// What has to be there.
    Least,
    /// Everything.
    Most,
}

/// How many values are looked at for one argument.
const TRIES: usize = 60;

impl<'a> Values<'a> {
    pub(crate) fn new(subject: &'a Subject, judge: &'a Judge) -> Self {
        Self { subject, judge, sampler: Sampler::new(&subject.requests.root) }
    }

    /// The input of a call. `Err` says what there is no value for.
    pub(crate) fn input(
        &mut self,
        operation: &Operation,
        method: &ClientMethod,
        extent: Extent,
    ) -> Result<Map<String, Value>, String> {
        let mut input = Map::new();
        for slot in &method.arguments {
            let value = self.value(operation, method, slot, extent);
            input.insert(key(&slot.of), value.ok_or_else(|| format!("no valid value for {}", name(operation, slot)))?);
        }
        if extent == Extent::Most {
            let options = method.options.iter().map(|(_, slot)| slot);
            let values: BTreeMap<String, Value> = options
                .filter_map(|slot| Some((key(&slot.of), self.value(operation, method, slot, extent)?)))
                .collect();
            input.extend(values);
        }
        Ok(input)
    }

    fn value(&mut self, operation: &Operation, method: &ClientMethod, slot: &Slot, extent: Extent) -> Option<Value> {
        match slot.of {
            SlotOf::Parameter(index) => {
                let parameter = operation.parameters.get(index)?;
                let place = self.subject.parameter(operation, index)?;
                let header =
                    matches!(parameter.style.place(), specwright_ir::Place::Header | specwright_ir::Place::Cookie);
                self.choose(&place, extent, &|value| travels(value, header))
            }
            SlotOf::Body => self.body(operation, method, &slot.ty, extent),
            SlotOf::Part(_) => None,
        }
    }

    fn body(&mut self, operation: &Operation, method: &ClientMethod, ty: &SlotType, extent: Extent) -> Option<Value> {
        let media_type = method.media_type.as_deref()?;
        let format = content_of(operation, method)?;
        let place = self.subject.body(operation, media_type).unwrap_or(Place { schema: None, examples: Vec::new() });
        // Of JSON everything is told from nothing.
        let is_json = matches!(format, Format::Json(_) | Format::Lines(_));
        let value = self.choose(&place, extent, &|value| is_safe(value) && (is_json || is_written(value)))?;
        match (ty, format) {
            (SlotType::Raw, _) => {
                let (media_type, body) = raw(media_type, value);
                Some(json!({ "type": media_type, "body": body }))
            }
            (SlotType::Parts { arguments, .. }, _) => {
                let mut parts = value.as_object().cloned().unwrap_or_default();
                for slot in arguments {
                    parts.entry(key(&slot.of)).or_insert_with(|| json!("content"));
                }
                Some(Value::Object(parts))
            }
            (_, Format::Lines(_)) if !value.is_array() => Some(json!([value])),
            (_, Format::Text) if !value.is_string() => Some(Value::String(value.to_string())),
            _ => Some(value),
        }
    }

    /// A value in the way the types of parameters read it: whole numbers without a fraction.
    fn choose(&mut self, place: &Place, extent: Extent, fits: &dyn Fn(&Value) -> bool) -> Option<Value> {
        let mut value = self.chosen(place, extent, fits)?;
        plain_integers(&mut value);
        Some(value)
    }

    /// A valid value that fits, one of the document's if there is one; of samples the first for a call with what has to
    /// be there, a large one for a call with everything.
    fn chosen(&mut self, place: &Place, extent: Extent, fits: &dyn Fn(&Value) -> bool) -> Option<Value> {
        let Some(index) = place.schema else {
            return Some(place.examples.first().cloned().unwrap_or_else(|| json!("text")));
        };
        let definition = self.subject.requests.types.get(index)?;
        let given = place.examples.iter().cloned().chain(self.subject.requests.examples(definition));
        let given: Vec<Value> = given.filter(|value| !value.is_null() && self.judge.is_valid(index, value)).collect();
        if let Some(value) = given.iter().find(|value| fits(value)) {
            return Some(value.clone());
        }
        let schema = self.subject.requests.root.pointer(&definition.pointer)?;
        let enough = if extent == Extent::Most { 6 } else { 1 };
        let (mut fitting, mut others): (Vec<Value>, Option<Value>) = (Vec::new(), None);
        for _ in 0..TRIES {
            let Some((value, _)) = self.sampler.sample(schema) else { continue };
            if value.is_null() || !self.judge.is_valid(index, &value) {
                continue;
            }
            if fits(&value) {
                fitting.push(value);
            } else {
                others.get_or_insert(value);
            }
            if fitting.len() >= enough {
                break;
            }
        }
        fitting.into_iter().max_by_key(|value| value.to_string().len()).or_else(|| given.into_iter().next()).or(others)
    }
}

/// A body as a caller has to bring it: under a media type that can be sent, with its parts put together.
fn raw(media_type: &str, value: Value) -> (String, Value) {
    if !media_type.starts_with("multipart/") {
        return (media_type.replace("*/*", "application/octet-stream").replace('*', "octet-stream"), value);
    }
    let mut body = String::new();
    for (name, part) in value.as_object().into_iter().flatten() {
        let text = part.as_str().map_or_else(|| part.to_string(), str::to_owned);
        body.push_str(&format!("--end-of-part\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n"));
    }
    (format!("{media_type}; boundary=end-of-part"), Value::String(body + "--end-of-part--\r\n"))
}

fn name(operation: &Operation, slot: &Slot) -> String {
    match slot.of {
        SlotOf::Parameter(index) => {
            operation.parameters.get(index).map_or_else(String::new, |parameter| format!("`{}`", parameter.wire))
        }
        _ => "the body".to_owned(),
    }
}

/// Whether a value of a parameter can be told from others on every way: nothing empty, no characters that the styles
/// put between values, no `.` alone.
fn travels(value: &Value, header: bool) -> bool {
    let inside = |text: &str| text.chars().all(|one| one.is_ascii_alphanumeric() || "-_.:@+".contains(one));
    let whole =
        |text: &str| !text.chars().any(char::is_control) && (!header || (text.is_ascii() && text.trim() == text));
    match value {
        Value::Null => false,
        Value::Bool(_) => true,
        Value::Number(_) => is_safe(value),
        Value::String(text) => !text.is_empty() && text != "." && text != ".." && !text.contains('/') && whole(text),
        Value::Array(items) => {
            !items.is_empty() && items.iter().all(|item| travels(item, header) && item.as_str().is_none_or(inside))
        }
        Value::Object(object) => {
            let named = object.keys().all(|name| !name.is_empty() && inside(name));
            named
                && !object.is_empty()
                && object.values().all(|item| travels(item, header) && item.as_str().is_none_or(inside))
        }
    }
}

/// Whether programs that know numbers as doubles only can hold it.
fn is_safe(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.as_f64().is_some_and(|number| number.abs() < 9e15),
        Value::Array(items) => items.iter().all(is_safe),
        Value::Object(object) => object.values().all(is_safe),
        _ => true,
    }
}

/// Whether every property of a form has something to write.
fn is_written(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty() && items.iter().all(is_written),
        Value::Object(object) => object.values().all(is_written),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{raw, travels};

    #[track_caller]
    fn check(value: Value, header: bool, expected: bool) {
        assert_eq!(travels(&value, header), expected, "{value}");
    }

    #[test]
    fn what_can_be_told_apart_travels() {
        check(json!("a b"), false, true);
        check(json!("é"), false, true);
        check(json!(["a", 1]), false, true);
        check(json!({ "a": { "b": true } }), false, true);
    }

    #[test]
    fn what_vanishes_or_runs_into_its_neighbour_does_not() {
        check(json!(".."), false, false);
        check(json!("a/b"), false, false);
        check(json!(["a,b"]), false, false);
        check(json!([]), false, false);
        check(json!({ "a": "" }), false, false);
        check(json!("é"), true, false);
        check(json!(u64::MAX), false, false);
    }

    #[test]
    fn a_body_that_the_caller_brings_has_a_media_type_that_can_be_sent() {
        assert_eq!(raw("image/*", json!("x")), ("image/octet-stream".to_owned(), json!("x")));
        let (media_type, body) = raw("multipart/form-data", json!({ "a": 1 }));
        assert_eq!(media_type, "multipart/form-data; boundary=end-of-part");
        assert_eq!(body, "--end-of-part\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\n1\r\n--end-of-part--\r\n");
    }
}
