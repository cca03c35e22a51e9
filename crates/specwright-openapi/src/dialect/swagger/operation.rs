//! Path items and operations.

use specwright_ir::{Code, Pointer};

use super::{
    MediaType, Raise,
    body::{Origin, Part},
    make,
};
use crate::tree::{Node, Object, Value};

const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];

impl Raise<'_> {
    pub(super) fn path_item(&mut self, node: &mut Node, at: &Pointer) {
        let Some(object) = node.as_object_mut() else { return };
        let mut inherited = self.parts(object, at);
        for part in inherited.iter_mut().filter(|part| part.origin == Origin::Own) {
            part.origin = Origin::Inherited;
        }
        for method in METHODS {
            if let Some(operation) = object.get_mut(method) {
                self.operation(operation, &at.key(method), &inherited);
            }
        }
    }

    fn operation(&mut self, node: &mut Node, at: &Pointer, inherited: &[Part]) {
        let span = node.span;
        let Some(object) = node.as_object_mut() else { return };
        let consumes = self.media_types(object, "consumes", at).unwrap_or_else(|| self.consumes.clone());
        let produces = self.media_types(object, "produces", at).unwrap_or_else(|| self.produces.clone());
        if let Some(schemes) = object.remove("schemes") {
            // The scheme that the document's own server has says nothing new.
            let is_usual = |node: &Node| node.as_str().is_some_and(|name| name.eq_ignore_ascii_case(&self.scheme));
            if !schemes.node.as_array().unwrap_or_default().iter().any(is_usual) {
                let message = "these schemes are not used; calls go to the client's base URL";
                self.report(Code::ServerUnused, &at.key("schemes"), schemes.node.span, message);
            }
        }
        let mut parts = self.parts(object, at);
        if parts.is_empty() {
            parts = inherited.to_vec();
        }
        let (forms, mut bodies): (Vec<_>, Vec<_>) = parts.into_iter().partition(Part::is_form);
        let to = at.key("requestBody");
        let surplus = bodies.iter().skip(1).chain(forms.iter().filter(|_| !bodies.is_empty()));
        for part in surplus.cloned().collect::<Vec<_>>() {
            let message = "an operation has one body or one form; this is left out";
            self.report(Code::Malformed, &part.at, part.node.span, message);
        }
        let body = match (bodies.is_empty(), forms.is_empty()) {
            (false, _) => Some(self.body(bodies.swap_remove(0), &consumes, &to)),
            (true, false) => Some(self.form(forms, &consumes, span, &to)),
            (true, true) => None,
        };
        if let Some(body) = body {
            make::put(object, "requestBody", body);
        }
        let at = at.key("responses");
        for (status, response) in
            object.get_mut("responses").and_then(Node::as_object_mut).into_iter().flat_map(Object::iter_mut)
        {
            if status.starts_with("x-") {
                continue;
            }
            // A shared response comes as what the document says; this operation may say something else.
            let shared = response.get("$ref").and_then(Node::as_str).and_then(|text| self.shared.get(text));
            match shared.filter(|_| !same(&produces, &self.produces)).cloned() {
                Some((_, node)) => {
                    *response = node;
                    self.copied_response(response, &at.key(status), &produces);
                }
                None => self.response(response, &at.key(status), &produces),
            }
        }
    }

    /// Raises the parameters of an object, and takes those out that are no parameters in 3.1.
    fn parts(&mut self, object: &mut Object, at: &Pointer) -> Vec<Part> {
        let Some(Value::Array(list)) = object.get_mut("parameters").map(|node| &mut node.value) else {
            return Vec::new();
        };
        let (at, mut parts, mut kept) = (at.key("parameters"), Vec::new(), Vec::new());
        for (index, mut node) in std::mem::take(list).into_iter().enumerate() {
            let here = at.index(index);
            let shared = node.get("$ref").and_then(Node::as_str).and_then(|text| self.shared.get(text));
            if let Some((at, node)) = shared.filter(|(_, node)| super::shared::is_body_part(node)) {
                parts.push(Part { node: node.clone(), at: at.clone(), origin: Origin::Shared });
            } else if super::shared::is_body_part(&node) {
                parts.push(Part { node, at: here, origin: Origin::Own });
            } else {
                if kept.len() != index {
                    self.moves.to(here.clone(), at.index(kept.len()));
                }
                self.parameter(&mut node, &here);
                kept.push(node);
            }
        }
        *list = kept;
        parts
    }
}

/// Whether two lists name the same media types.
fn same(one: &[MediaType], other: &[MediaType]) -> bool {
    one.iter().map(|media_type| &media_type.name).eq(other.iter().map(|media_type| &media_type.name))
}
