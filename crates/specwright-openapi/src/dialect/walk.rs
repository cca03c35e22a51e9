//! Finds the schemas of an OpenAPI 3.0 document by where they stand.

use specwright_ir::{Diagnostics, Pointer};

use super::{encoding, schema};
use crate::kind::Kind;
use crate::link::Moves;
use crate::tree::{Node, Value};

/// Raises every schema of a document and of what stands in other places than usual.
pub(super) fn document(root: &mut Node, strays: &[(Pointer, Kind)], moves: &mut Moves, diagnostics: &mut Diagnostics) {
    let mut walk = Walk { moves, diagnostics };
    walk.visit(root, Kind::Document, &Path::Start(&Pointer::root()));
    for (at, kind) in strays {
        if let Some(node) = root.at_mut(&walk.moves.translate(at)) {
            walk.visit(node, *kind, &Path::Start(at));
        }
    }
}

/// Where something stands, as a pointer only for those who ask.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    Start(&'a Pointer),
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl Path<'_> {
    pub(super) fn pointer(&self) -> Pointer {
        match self {
            Self::Start(pointer) => (*pointer).clone(),
            Self::Key(outer, key) => outer.pointer().key(key),
            Self::Index(outer, index) => outer.pointer().index(*index),
        }
    }
}

struct Walk<'a> {
    moves: &'a mut Moves,
    diagnostics: &'a mut Diagnostics,
}

impl Walk<'_> {
    fn visit(&mut self, node: &mut Node, kind: Kind, at: &Path<'_>) {
        match &mut node.value {
            Value::Object(object) => {
                for (key, inner) in object.iter_mut() {
                    let holds = matches!(inner.value, Value::Object(_) | Value::Array(_));
                    if let Some(kind) = kind.part(key).filter(|_| holds) {
                        let at = Path::Key(at, key);
                        if kind == Kind::MediaType {
                            encoding::lower(key, inner, &at, self.diagnostics);
                        }
                        self.visit(inner, kind, &at);
                    }
                }
            }
            Value::Array(items) => {
                if let Some(kind) = kind.element() {
                    for (index, item) in items.iter_mut().enumerate() {
                        self.visit(item, kind, &Path::Index(at, index));
                    }
                }
            }
            _ => {}
        }
        if let (Kind::Schema, Value::Object(_)) = (kind, &node.value) {
            schema::raise(node, at, self.moves, self.diagnostics);
        }
    }
}
