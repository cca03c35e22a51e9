//! Responses.

use specwright_ir::Pointer;

use super::{MediaType, Raise, body::Moving, make};
use crate::tree::{Node, Object};

impl Raise<'_> {
    pub(super) fn response(&mut self, node: &mut Node, at: &Pointer, produces: &[MediaType]) {
        self.raise_response(node, at, produces, Some(at.key("schema")));
    }

    /// A response that stands elsewhere too, so that nothing moves here.
    pub(super) fn copied_response(&mut self, node: &mut Node, at: &Pointer, produces: &[MediaType]) {
        self.raise_response(node, at, produces, None);
    }

    fn raise_response(&mut self, node: &mut Node, at: &Pointer, produces: &[MediaType], schema_at: Option<Pointer>) {
        let span = node.span;
        let Some(object) = node.as_object_mut() else { return };
        if object.contains_key("$ref") {
            return;
        }
        let headers = object.get_mut("headers").and_then(Node::as_object_mut);
        for (name, header) in headers.into_iter().flat_map(Object::iter_mut) {
            self.parameter(header, &at.key("headers").key(name));
        }
        let examples = object.remove("examples");
        let Some(schema) = object.remove("schema") else { return };
        let usual = if is_file(&schema.node) { "application/octet-stream" } else { "application/json" };
        let usual = [MediaType { name: usual.to_owned(), span }];
        let produces = if produces.is_empty() { usual.as_slice() } else { produces };
        let moving = Moving { node: schema.node, from: schema_at };
        // The response may be one of the components, which are elsewhere in 3.1.
        let to = self.moves.translate(at).key("content");
        let mut content = self.content(produces, moving, span, &to);
        for (name, example) in examples
            .into_iter()
            .filter_map(|member| match member.node.value {
                crate::tree::Value::Object(object) => Some(object),
                _ => None,
            })
            .flatten()
        {
            let media =
                content.as_object_mut().and_then(|content| content.get_mut(&name)).and_then(Node::as_object_mut);
            if let Some(media) = media {
                media.insert("example", example);
            }
        }
        make::put(object, "content", content);
    }
}

/// Whether a schema was `type: file`.
fn is_file(schema: &Node) -> bool {
    let says = |key: &str, word: &str| schema.get(key).and_then(Node::as_str) == Some(word);
    says("type", "string") && says("format", "binary")
}
