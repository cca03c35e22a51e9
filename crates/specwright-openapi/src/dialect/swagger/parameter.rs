//! Parameters and headers.

use specwright_ir::{Code, Pointer, Span};

use super::{Raise, make};
use crate::dialect::{schema, walk::Path};
use crate::tree::{Member, Node, Object, Value};

/// What 2.0 says in the parameter and 3.1 in its schema.
const SCHEMA_KEYS: &[&str] = &[
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "properties",
    "additionalProperties",
    "allOf",
    "nullable",
    "title",
];

/// Extensions that say something about the values.
const SCHEMA_EXTENSIONS: &[&str] =
    &["x-nullable", "x-enum-varnames", "x-enumNames", "x-enum-descriptions", "x-ms-enum", "x-sensitive"];

/// How the elements of an array are put into a text.
pub(super) struct Style {
    pub(super) style: &'static str,
    pub(super) explode: bool,
}

impl Raise<'_> {
    /// A parameter that stays one, or a header.
    pub(super) fn parameter(&mut self, node: &mut Node, at: &Pointer) {
        let span = node.span;
        let Some(object) = node.as_object_mut() else { return };
        if object.contains_key("$ref") {
            return;
        }
        let place = object.get("in").and_then(Node::as_str).unwrap_or("header").to_owned();
        let style = self.style(object, &place, at);
        if let Some(example) = object.remove("x-example")
            && !object.contains_key("example")
        {
            object.insert("example", example);
        }
        if object.contains_key("schema") || object.contains_key("content") {
            return;
        }
        self.moves.within(at, "items", &["schema", "items"]);
        let schema = self.schema(object, span, at);
        make::put(object, "schema", schema);
        if let Some(Style { style, explode }) = style {
            make::put(object, "style", make::text(span, style));
            make::put(object, "explode", make::boolean(span, explode));
        }
    }

    /// Takes what is said about the values out of a parameter that stands here.
    pub(super) fn schema(&mut self, object: &mut Object, span: Span, at: &Pointer) -> Node {
        let mut taken = Vec::new();
        for key in SCHEMA_KEYS.iter().chain(SCHEMA_EXTENSIONS) {
            if let Some(member) = object.remove(key) {
                taken.push(((*key).to_owned(), member));
            }
        }
        let mut node = Node { span, value: Value::Object(taken.into_iter().collect()) };
        self.inner_formats(&mut node, at);
        schema::raise(&mut node, &Path::Start(at), self.moves, self.diagnostics);
        node
    }

    /// Takes `collectionFormat` out of the elements of arrays.
    fn inner_formats(&mut self, node: &mut Node, at: &Pointer) {
        let mut at = at.key("items");
        let mut inner = node.as_object_mut().and_then(|object| object.get_mut("items"));
        while let Some(object) = inner.and_then(Node::as_object_mut) {
            let format = object.remove("collectionFormat");
            let is_array = object.get("type").and_then(Node::as_str) == Some("array");
            if let Some(Member { node, .. }) = format.filter(|_| is_array) {
                let message = "arrays within arrays have no style; the inner ones are not told apart as this says";
                self.report(Code::KeywordUnsupported, &at.key("collectionFormat"), node.span, message);
            }
            at = at.key("items");
            inner = object.get_mut("items");
        }
    }

    /// Takes `collectionFormat` out of a parameter in this place; `None` when there is nothing to be said instead.
    pub(super) fn style(&mut self, object: &mut Object, place: &str, at: &Pointer) -> Option<Style> {
        let format = object.remove("collectionFormat").map(|member| member.node);
        if object.get("type").and_then(Node::as_str) != Some("array") {
            return None;
        }
        let name = format.as_ref().map_or(Some("csv"), Node::as_str).unwrap_or("?").to_owned();
        let is_list = matches!(place, "query" | "formData");
        let style = |style, explode| is_list.then_some(Style { style, explode });
        match (name.as_str(), is_list) {
            ("csv", _) => return style("form", false),
            ("multi", true) => return style("form", true),
            ("ssv", true) => return style("spaceDelimited", false),
            ("pipes", true) => return style("pipeDelimited", false),
            // No style of OpenAPI 3; it is understood all the same.
            ("tsv", true) => return style("tabDelimited", false),
            _ => {}
        }
        if let Some(node) = format {
            let (code, what) = match name.as_str() {
                "tsv" | "ssv" | "pipes" => (Code::KeywordUnsupported, "has no style here"),
                _ => (Code::KeywordInvalid, "means nothing here"),
            };
            let message = format!("`collectionFormat` `{name}` {what}; the elements are separated by commas");
            self.report(code, &at.key("collectionFormat"), node.span, message);
        }
        style("form", false)
    }
}
