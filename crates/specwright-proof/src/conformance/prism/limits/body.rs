//! What is asked about the body of a call.

use serde_json::Value;

use super::super::{caller::Exchange, subject, verdict::Case};

pub(super) fn essence(case: &Case<'_>) -> String {
    let media_type = case.method.media_type.as_deref().unwrap_or_default();
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

pub(super) fn is_form(case: &Case<'_>) -> bool {
    matches!(essence(case).as_str(), "application/x-www-form-urlencoded" | "multipart/form-data")
}

/// Whether Prism makes values of a body: of JSON and forms.
pub(super) fn is_read(case: &Case<'_>) -> bool {
    let essence = essence(case);
    essence == "application/json" || essence.ends_with("+json") || is_form(case)
}

/// Whether the bytes of the body are what the document asks for, in the view of another validator.
pub(super) fn is_valid(case: &Case<'_>, exchange: &Exchange) -> bool {
    let place = case.method.media_type.as_deref().and_then(|one| case.subject.body(case.operation, one));
    let schema = place.and_then(|place| place.schema);
    let value = exchange.body.as_deref().and_then(|body| serde_json::from_str::<Value>(body).ok());
    schema.zip(value).is_some_and(|(schema, value)| case.requests.is_valid(schema, &value))
}

/// Whether the schema of the body says that it is something else than an object.
pub(super) fn is_no_object(case: &Case<'_>) -> bool {
    let ty = body_schema(case).and_then(|schema| schema.get("type"));
    ty.and_then(Value::as_str).is_some_and(|ty| ty != "object")
}

/// Whether the schema of the body is a choice between several.
pub(super) fn has_choices(case: &Case<'_>) -> bool {
    body_schema(case).is_some_and(|schema| schema.get("anyOf").or_else(|| schema.get("oneOf")).is_some())
}

/// Whether a property of the body, or a part of one that the caller has written, is a list or an object.
pub(super) fn has_composite(case: &Case<'_>, exchange: &Exchange) -> bool {
    let body = case.input.get("body").and_then(Value::as_object);
    let in_value = body.is_some_and(|body| body.values().any(|value| value.is_array() || value.is_object()));
    let text = exchange.body.as_deref().unwrap_or_default();
    in_value || text.split("\r\n\r\n").skip(1).any(|part| part.starts_with(['{', '[']))
}

/// Whether a property of a JSON body has the value that the document gives as its default: types fill it in.
pub(super) fn is_default(case: &Case<'_>, exchange: &Exchange, way: &[&str], property: &str) -> bool {
    let body = exchange.body.as_deref().and_then(|body| serde_json::from_str::<Value>(body).ok());
    let step = |value: Value, step: &str| match (&value, step.parse::<usize>()) {
        (Value::Array(items), Ok(index)) => items.get(index).cloned(),
        _ => value.get(step).cloned(),
    };
    let value = body.and_then(|body| way.iter().chain([&property]).try_fold(body, |value, one| step(value, one)));
    value.is_some_and(|value| case.subject.requests.defaults.contains(property, &value))
}

/// Whether the schema of the body types the properties that it does not name.
pub(super) fn has_typed_rest(case: &Case<'_>) -> bool {
    body_schema(case).and_then(|schema| schema.get("additionalProperties")).is_some_and(Value::is_object)
}

/// The schema of the body.
pub(super) fn body_schema<'c>(case: &'c Case<'_>) -> Option<&'c Value> {
    let place = case.method.media_type.as_deref().and_then(|one| case.subject.body(case.operation, one));
    let schema = case.subject.requests.types.get(place?.schema?)?;
    let at = subject::follow(&case.subject.root, schema.pointer.clone());
    case.subject.root.pointer(&at)
}

/// Whether a property of the body is a list or an object.
pub(super) fn is_composite(case: &Case<'_>, property: &str) -> bool {
    let body =
        case.input.get("body").and_then(|body| body.get("body").filter(|_| body.get("type").is_some()).or(Some(body)));
    body.and_then(|body| body.get(property)).is_some_and(|value| value.is_array() || value.is_object())
}

/// Whether the document names no media type for the body: one of version 2, where JSON is then what everybody takes, or
/// one whose `content` is empty.
pub(super) fn has_no_media_type(case: &Case<'_>) -> bool {
    let media_type = case.method.media_type.as_deref().unwrap_or_default();
    let is_unnamed = case.subject.body(case.operation, media_type).is_none();
    is_unnamed || (case.subject.is_swagger && essence(case) == "application/json")
}

/// Whether a body is nothing to JavaScript.
pub(super) fn is_falsy(exchange: &Exchange) -> bool {
    matches!(exchange.body.as_deref(), Some("" | "\"\"" | "0" | "false" | "null"))
}
