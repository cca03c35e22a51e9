//! A node together with where it stands.

use specwright_ir::{Origin, Pointer, Span};

use crate::tree::{Member, Node, Value};

/// A node of the document and the pointer to it.
#[derive(Clone, Debug)]
pub(super) struct At<'d> {
    pub(super) node: &'d Node,
    pub(super) pointer: Pointer,
    /// What to show to a person: the key of an object or array, the value of anything else.
    pub(super) place: Span,
}

impl<'d> At<'d> {
    pub(super) fn root(node: &'d Node) -> Self {
        Self { node, pointer: Pointer::root(), place: node.span }
    }

    pub(super) fn origin(&self) -> Origin {
        Origin { pointer: self.pointer.clone(), span: self.place }
    }

    /// The place a pointer leads to from the root.
    pub(super) fn find(root: &'d Node, pointer: &Pointer) -> Option<Self> {
        let mut at = Self::root(root);
        for token in pointer.tokens() {
            at = match &at.node.value {
                Value::Array(nodes) => {
                    let node = nodes.get(token.parse::<usize>().ok()?)?;
                    Self { node, pointer: at.pointer.key(&token), place: node.span }
                }
                _ => at.get(&token)?,
            };
        }
        Some(at)
    }

    /// The member `key`, if this is an object that has it.
    pub(super) fn get(&self, key: &str) -> Option<At<'d>> {
        let member = self.node.as_object()?.member(key)?;
        Some(At { node: &member.node, pointer: self.pointer.key(key), place: member.place() })
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.node.get(key).is_some()
    }

    /// The members of an object in document order; none for anything else.
    pub(super) fn members(&self) -> Vec<(&'d str, At<'d>)> {
        match &self.node.value {
            Value::Object(object) => {
                let at = |key: &str, member: &'d Member| At {
                    node: &member.node,
                    pointer: self.pointer.key(key),
                    place: member.place(),
                };
                object.members().map(|(key, member)| (key, at(key, member))).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The elements of an array; none for anything else.
    pub(super) fn elements(&self) -> Vec<At<'d>> {
        match &self.node.value {
            Value::Array(nodes) => nodes
                .iter()
                .enumerate()
                .map(|(index, node)| At { node, pointer: self.pointer.index(index), place: node.span })
                .collect(),
            _ => Vec::new(),
        }
    }

    pub(super) fn as_str(&self) -> Option<&'d str> {
        self.node.as_str()
    }
}
