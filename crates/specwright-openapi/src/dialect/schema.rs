//! One OpenAPI 3.0 schema to JSON Schema 2020-12.

use specwright_ir::{Code, Diagnostics, Origin, Span};

use super::walk::Path;
use crate::kind::schema_part;
use crate::link::Moves;
use crate::tree::{Member, Node, Object, Value};

/// Keywords that say what is always so, whether a value is null or not; they stay where they are when a schema moves
/// into an `anyOf`.
const ANNOTATIONS: &[&str] =
    &["title", "description", "default", "deprecated", "readOnly", "writeOnly", "examples", "externalDocs", "xml"];

/// Raises one schema; those inside of it have been raised.
pub(super) fn raise(node: &mut Node, at: &Path<'_>, moves: &mut Moves, diagnostics: &mut Diagnostics) {
    let span = node.span;
    let Some(object) = node.as_object_mut() else { return };
    exclusive(object, "exclusiveMinimum", "minimum", at, diagnostics);
    exclusive(object, "exclusiveMaximum", "maximum", at, diagnostics);
    example(object);
    discriminator(object);
    file(object);
    // What 3.0 calls `nullable`, documents of 2.0 call `x-nullable`.
    let extension = object.remove("x-nullable");
    let Some(nullable) = object.remove("nullable").or(extension) else { return };
    match nullable.node.as_bool() {
        Some(true) => admit_null(object, span, &nullable, at, moves),
        Some(false) => {}
        None => {
            let message = format!("`nullable` is {}, not a boolean; ignored", nullable.node.kind_name());
            let origin = Origin { pointer: at.pointer().key("nullable"), span: nullable.node.span };
            diagnostics.report(Code::KeywordInvalid, &origin, message);
        }
    }
}

/// `exclusiveMinimum: true` beside `minimum: 1` becomes `exclusiveMinimum: 1`.
fn exclusive(object: &mut Object, exclusive: &str, bound: &str, at: &Path<'_>, diagnostics: &mut Diagnostics) {
    let Some(flag) = object.get(exclusive).and_then(Node::as_bool) else { return };
    if !flag {
        object.remove(exclusive);
        return;
    }
    if let Some(limit) = object.remove(bound) {
        object.insert(exclusive, limit);
    } else if let Some(member) = object.remove(exclusive) {
        let origin = Origin { pointer: at.pointer().key(exclusive), span: member.node.span };
        let message = format!("`{exclusive}` says `true` without `{bound}`; ignored");
        diagnostics.report(Code::KeywordInvalid, &origin, message);
    }
}

/// `example: x` becomes `examples: [x]`.
fn example(object: &mut Object) {
    let Some(example) = object.remove("example") else { return };
    if let Some(Value::Array(examples)) = object.get_mut("examples").map(|node| &mut node.value) {
        examples.push(example.node);
        return;
    }
    let node = Node { span: example.node.span, value: Value::Array(vec![example.node]) };
    object.insert("examples", Member { key: example.key, node });
}

/// `discriminator: kind`, as 2.0 says it, becomes `discriminator: {propertyName: kind}`.
fn discriminator(object: &mut Object) {
    let Some(node) = object.get_mut("discriminator") else { return };
    let Value::String(name) = &mut node.value else { return };
    let (span, name) = (node.span, std::mem::take(name));
    let property = Member { key: span, node: text(span, &name) };
    node.value = Value::Object(Object::from_iter([("propertyName".to_owned(), property)]));
}

/// `type: file`, as 2.0 says it, becomes `type: string, format: binary`.
fn file(object: &mut Object) {
    let Some(node) = object.get_mut("type").filter(|node| node.as_str() == Some("file")) else { return };
    let span = node.span;
    node.value = Value::String("string".to_owned());
    object.insert("format", Member { key: span, node: text(span, "binary") });
}

/// Lets a schema accept null. OpenAPI 3.0.3 says that `nullable` counts only beside `type`; documents mean it
/// everywhere.
fn admit_null(object: &mut Object, span: Span, nullable: &Member, at: &Path<'_>, moves: &mut Moves) {
    if ["$ref", "allOf", "anyOf", "oneOf"].iter().any(|key| object.contains_key(key)) {
        return wrap(object, span, nullable, at, moves);
    }
    if let Some(values) = object.get_mut("enum")
        && let Value::Array(values) = &mut values.value
        && !values.iter().any(Node::is_null)
    {
        values.push(Node { span: nullable.node.span, value: Value::Null });
    }
    if let Some(name) = implied_type(object) {
        object.insert("type", text_member(name, nullable));
    }
    let Some(kind) = object.get_mut("type") else { return };
    let null = text(nullable.node.span, "null");
    match &mut kind.value {
        Value::Array(names) if !names.iter().any(|name| name.as_str() == Some("null")) => names.push(null),
        Value::String(name) if name != "null" => {
            let name = Node { span: kind.span, value: Value::String(std::mem::take(name)) };
            kind.value = Value::Array(vec![name, null]);
        }
        _ => {}
    }
}

/// The type that a schema without `type` speaks about. Without a type it would accept null already, and `nullable`
/// would be lost on whoever takes it for the type its keywords are for.
fn implied_type(object: &Object) -> Option<&'static str> {
    let has = |keys: &[&str]| keys.iter().any(|key| object.contains_key(key));
    match () {
        () if object.contains_key("type") => None,
        () if has(&["properties", "additionalProperties", "required"]) => Some("object"),
        () if has(&["items"]) => Some("array"),
        () => None,
    }
}

/// Moves everything but annotations into `anyOf: [.., {type: null}]`.
fn wrap(object: &mut Object, span: Span, nullable: &Member, at: &Path<'_>, moves: &mut Moves) {
    let members = std::mem::take(object);
    let is_annotation = |key: &str| ANNOTATIONS.contains(&key) || key.starts_with("x-");
    let (outer, inner): (Vec<_>, Vec<_>) = members.into_iter().partition(|(key, _)| is_annotation(key));
    let mut branches = branches(inner.into_iter().collect(), span, at, moves);
    let null = Object::from_iter([("type".to_owned(), text_member("null", nullable))]);
    branches.push(Node { span: nullable.node.span, value: Value::Object(null) });
    *object = outer.into_iter().collect();
    let key = nullable.key;
    object.insert("anyOf", Member { key, node: Node { span, value: Value::Array(branches) } });
}

/// The alternatives a schema already is: those of a lone `anyOf`, the one part of a lone `allOf`, else itself.
fn branches(mut schema: Object, span: Span, at: &Path<'_>, moves: &mut Moves) -> Vec<Node> {
    if schema.len() == 1 {
        for key in ["anyOf", "allOf"] {
            let parts = schema.get_mut(key).map(|node| &mut node.value);
            if let Some(Value::Array(parts)) = parts
                && (key == "anyOf" || parts.len() == 1)
            {
                moves.within(&at.pointer(), key, &["anyOf"]);
                return std::mem::take(parts);
            }
        }
    }
    for (key, _) in schema.iter().filter(|(key, _)| schema_part(key).is_some()) {
        moves.within(&at.pointer(), key, &["anyOf", "0", key]);
    }
    vec![Node { span, value: Value::Object(schema) }]
}

fn text(span: Span, text: &str) -> Node {
    Node { span, value: Value::String(text.to_owned()) }
}

/// A member that `nullable` is the reason for.
fn text_member(value: &str, nullable: &Member) -> Member {
    Member { key: nullable.key, node: text(nullable.node.span, value) }
}
