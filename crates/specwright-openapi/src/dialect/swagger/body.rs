//! Bodies and forms.

use specwright_ir::{Code, Pointer, Span};

use super::{MediaType, Raise, make, parameter::Style};
use crate::tree::{Node, Object, Value};

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// A parameter that becomes a body or a part of one.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// The parameter itself.
    pub(super) node: Node,
    /// Where it stands.
    pub(super) at: Pointer,
    pub(super) origin: Origin,
}

/// What becomes of the place that a [`Part`] was taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// It is the operation's own, and moves into its body.
    Own,
    /// It stays, for others that refer to it too.
    Shared,
    /// It goes, and each operation of the path has a copy.
    Inherited,
}

impl Part {
    pub(super) fn is_form(&self) -> bool {
        self.node.get("in").and_then(Node::as_str) == Some("formData")
    }

    fn flag(&self, key: &str) -> bool {
        self.node.get(key).and_then(Node::as_bool) == Some(true)
    }
}

/// A schema on its way to another place.
pub(super) struct Moving {
    pub(super) node: Node,
    /// Where it stood, if it moves; a copy does not.
    pub(super) from: Option<Pointer>,
}

impl Raise<'_> {
    /// The request body that a body parameter is, to stand at `to`.
    pub(super) fn body(&mut self, part: Part, consumes: &[MediaType], to: &Pointer) -> Node {
        let Part { mut node, at, origin } = part;
        let span = node.span;
        let mut body = make::object(span, Vec::new());
        let (Some(parameter), Some(object)) = (node.as_object_mut(), body.as_object_mut()) else { return body };
        for key in ["description", "required"] {
            if let Some(member) = parameter.remove(key) {
                object.insert(key, member);
            }
        }
        let schema = match parameter.remove("schema") {
            Some(member) if origin == Origin::Own => Moving { node: member.node, from: Some(at.key("schema")) },
            Some(member) if origin == Origin::Shared && make::reference_of(&member.node).is_none() => {
                Moving { node: make::reference(span, &at.key("schema")), from: None }
            }
            Some(member) => Moving { node: member.node, from: None },
            // Some documents say the type where that of other parameters stands.
            None => Moving { node: self.schema(parameter, span, &at), from: None },
        };
        let json = [MediaType { name: "application/json".to_owned(), span }];
        let consumes = if consumes.is_empty() { json.as_slice() } else { consumes };
        let content = self.content(consumes, schema, span, &to.key("content"));
        make::put(object, "content", content);
        body
    }

    /// The `content` of a schema in several media types, to stand at `to`.
    pub(super) fn content(&mut self, types: &[MediaType], schema: Moving, span: Span, to: &Pointer) -> Node {
        let mut content = make::object(span, Vec::new());
        let Some(object) = content.as_object_mut() else { return content };
        let Moving { node, from } = schema;
        let again = match (&from, make::reference_of(&node), types.first()) {
            (Some(from), None, _) => make::reference(node.span, from),
            (None, None, Some(first)) => make::reference(node.span, &to.key(&first.name).key("schema")),
            _ => node.clone(),
        };
        if let (Some(from), Some(first)) = (from, types.first()) {
            self.moves.to(from, to.key(&first.name).key("schema"));
        }
        let mut first = Some(node);
        for MediaType { name, span } in types {
            if !object.contains_key(name) {
                let schema = first.take().unwrap_or_else(|| again.clone());
                make::put(object, name, make::object(*span, vec![("schema", schema)]));
            }
        }
        content
    }

    /// The request body that the fields of a form are, to stand at `to`.
    pub(super) fn form(&mut self, parts: Vec<Part>, consumes: &[MediaType], span: Span, to: &Pointer) -> Node {
        let has_file = parts.iter().any(|part| part.node.get("type").and_then(Node::as_str) == Some("file"));
        let types = form_types(consumes, has_file, span);
        let schema_at = to.key("content").key(types.first().map_or(FORM, |first| &first.name)).key("schema");
        let (mut required, mut properties, mut encoding) = (Vec::new(), Object::default(), Object::default());
        for part in parts {
            let (is_required, span) = (part.flag("required"), part.node.span);
            let Some((name, schema, style)) = self.field(part, &schema_at) else { continue };
            if is_required {
                required.push(make::text(span, name.clone()));
            }
            if let Some(Style { style, explode }) = style {
                let members = vec![("style", make::text(span, style)), ("explode", make::boolean(span, explode))];
                make::put(&mut encoding, &name, make::object(span, members));
            }
            make::put(&mut properties, &name, schema);
        }
        let is_required = !required.is_empty();
        let mut members =
            vec![("type", make::text(span, "object")), ("properties", Node { span, value: Value::Object(properties) })];
        if is_required {
            members.push(("required", make::array(span, required)));
        }
        let schema = Moving { node: make::object(span, members), from: None };
        let mut content = self.content(&types, schema, span, &to.key("content"));
        for (_, media) in content.as_object_mut().into_iter().flat_map(Object::iter_mut) {
            if let Some(media) = media.as_object_mut().filter(|_| !encoding.is_empty()) {
                make::put(media, "encoding", Node { span, value: Value::Object(encoding.clone()) });
            }
        }
        make::object(span, vec![("required", make::boolean(span, is_required)), ("content", content)])
    }

    /// Name, schema and style of one field of a form, whose schema is to stand in the properties of `schema_at`.
    fn field(&mut self, part: Part, schema_at: &Pointer) -> Option<(String, Node, Option<Style>)> {
        let Part { mut node, at, origin } = part;
        let span = node.span;
        let object = node.as_object_mut()?;
        let Some(name) = object.get("name").and_then(Node::as_str).map(str::to_owned) else {
            self.report(Code::Malformed, &at, span, "a field of a form has no name; left out");
            return None;
        };
        let style = self.style(object, "formData", &at);
        if origin == Origin::Own {
            self.moves.to(at.clone(), schema_at.key("properties").key(&name));
        }
        let mut schema = match object.remove("schema") {
            Some(member) => member.node,
            None => self.schema(object, span, &at),
        };
        if let (Some(schema), Some(description)) = (schema.as_object_mut(), object.remove("description"))
            && !schema.contains_key("$ref")
        {
            schema.insert("description", description);
        }
        Some((name, schema, style))
    }
}

/// The media types a form is sent as.
fn form_types(consumes: &[MediaType], has_file: bool, span: Span) -> Vec<MediaType> {
    let essence = |name: &str| name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let fits = |name: &str| essence(name) == MULTIPART || (essence(name) == FORM && !has_file);
    let types: Vec<MediaType> = consumes.iter().filter(|media| fits(&media.name)).cloned().collect();
    if types.is_empty() {
        let name = if has_file { MULTIPART } else { FORM };
        return vec![MediaType { name: name.to_owned(), span }];
    }
    types
}
