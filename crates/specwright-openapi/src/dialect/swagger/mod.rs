//! Swagger 2.0 to the shape of OpenAPI 3.1.
//!
//! The schemas are raised first, where they stand; then everything goes where 3.1 has it. All pointers are those of the
//! document as it was: `Moves` knows where that is now.

mod body;
mod make;
mod operation;
mod parameter;
mod response;
mod root;
mod security;
mod shared;
#[cfg(test)]
mod tests;

use specwright_ir::{Code, Diagnostics, Origin, Pointer, Span};

use super::walk;
use crate::kind::Kind;
use crate::link::Moves;
use crate::tree::{Member, Node, Object};
use shared::Shared;

/// Raises a document and what stands in other places than usual.
pub(super) fn raise(root: &mut Node, strays: &[(Pointer, Kind)], moves: &mut Moves, diagnostics: &mut Diagnostics) {
    walk::document(root, strays, moves, diagnostics);
    let shared = shared::collect(root, strays);
    let scheme = root::known_schemes(root.get("schemes")).into_iter().next().unwrap_or_default();
    let mut raise = Raise { consumes: Vec::new(), produces: Vec::new(), scheme, shared, moves, diagnostics };
    if let Some(object) = root.as_object_mut() {
        raise.consumes = raise.media_types(object, "consumes", &Pointer::root()).unwrap_or_default();
        raise.produces = raise.media_types(object, "produces", &Pointer::root()).unwrap_or_default();
    }
    for (at, kind) in strays {
        if let Some(node) = root.at_mut(&raise.moves.translate(at)) {
            raise.stray(node, *kind, at);
        }
    }
    raise.root(root);
}

struct Raise<'a> {
    /// What bodies are sent as, and answers come as, where an operation does not say.
    consumes: Vec<MediaType>,
    produces: Vec<MediaType>,
    /// The scheme of the document's own server.
    scheme: String,
    /// Parameters that are referred to and are no parameters in 3.1.
    shared: Shared,
    moves: &'a mut Moves,
    diagnostics: &'a mut Diagnostics,
}

/// A media type and where it was written.
#[derive(Clone, Debug)]
struct MediaType {
    name: String,
    span: Span,
}

impl Raise<'_> {
    fn report(&mut self, code: Code, pointer: &Pointer, span: Span, message: impl Into<String>) {
        self.diagnostics.report(code, &Origin { pointer: pointer.clone(), span }, message);
    }

    /// Something that stands where nothing of its kind is looked for.
    fn stray(&mut self, node: &mut Node, kind: Kind, at: &Pointer) {
        match kind {
            Kind::PathItem => self.path_item(node, at),
            Kind::Response => {
                let produces = self.produces.clone();
                self.response(node, at, &produces);
            }
            Kind::Parameter if !shared::is_body_part(node) => self.parameter(node, at),
            _ => {}
        }
    }

    /// Takes a list of media types out of an object; `None` when there is none.
    fn media_types(&mut self, object: &mut Object, key: &str, at: &Pointer) -> Option<Vec<MediaType>> {
        let Member { node, .. } = object.remove(key)?;
        let items = match node.as_array() {
            Some(items) => items.to_vec(),
            None => vec![node],
        };
        let mut types = Vec::new();
        for item in items {
            match item.as_str() {
                Some(name) => types.push(MediaType { name: name.to_owned(), span: item.span }),
                None => {
                    let message = format!("`{key}` holds {}, not a media type; ignored", item.kind_name());
                    self.report(Code::KeywordInvalid, &at.key(key), item.span, message);
                }
            }
        }
        (!types.is_empty()).then_some(types)
    }
}
