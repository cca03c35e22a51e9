//! Collections that are being read.

use specwright_ir::{Code, Diagnostic, Diagnostics, Span};

use super::anchors::Measure;
use super::{Objects, Stop};
use crate::tree::{Member, Node, Object, Value};

/// How a collection started.
pub(super) struct Open {
    /// Offset of its first byte.
    pub(super) start: usize,
    /// Whether it stands in brackets.
    pub(super) flow: bool,
    /// Its anchor; 0 for none.
    pub(super) anchor: usize,
}

/// A key whose value comes next.
pub(super) struct Key {
    /// What it says.
    pub(super) text: String,
    /// Where it stands.
    pub(super) span: Span,
    /// Whether it is the merge key.
    pub(super) merge: bool,
}

/// An array or an object whose end has not come yet.
pub(super) struct Frame {
    open: Open,
    measure: Measure,
    content: Content,
}

enum Content {
    Array(Vec<Node>),
    Object { members: Vec<(Key, Node)>, key: Option<Key> },
}

impl Frame {
    /// An empty array.
    pub(super) fn array(open: Open) -> Self {
        Self { open, measure: Measure::container(), content: Content::Array(Vec::new()) }
    }

    /// An empty object.
    pub(super) fn object(open: Open) -> Self {
        Self { open, measure: Measure::container(), content: Content::Object { members: Vec::new(), key: None } }
    }

    /// How it started.
    pub(super) fn opening(&self) -> &Open {
        &self.open
    }

    /// Whether a key comes next.
    pub(super) fn wants_key(&self) -> bool {
        matches!(self.content, Content::Object { key: None, .. })
    }

    /// The place of the key whose value comes next.
    pub(super) fn key_span(&self) -> Option<Span> {
        match &self.content {
            Content::Object { key: Some(key), .. } => Some(key.span),
            _ => None,
        }
    }

    /// Sets the key whose value comes next; nothing in an array.
    pub(super) fn set_key(&mut self, new: Key) {
        if let Content::Object { key, .. } = &mut self.content {
            *key = Some(new);
        }
    }

    /// Adds a value: an element, or the value of the key before.
    pub(super) fn add(&mut self, node: Node, measure: Measure) {
        let key_length = match &mut self.content {
            Content::Array(items) => {
                items.push(node);
                0
            }
            Content::Object { members, key } => {
                let Some(key) = key.take() else { return };
                let length = key.text.len();
                members.push((key, node));
                length
            }
        };
        self.measure.add(measure, key_length);
    }

    /// The finished value.
    pub(super) fn finish(self, objects: &mut Objects, diagnostics: &mut Diagnostics) -> Result<(Value, Measure), Stop> {
        let value = match self.content {
            Content::Array(items) => Value::Array(items),
            Content::Object { members, .. } => Value::Object(object(members, objects, diagnostics)?),
        };
        Ok((value, self.measure))
    }
}

/// Makes an object. What a merge key brings comes after the object's own members, which win over it; an earlier merged
/// member wins over a later one.
fn object(members: Vec<(Key, Node)>, objects: &mut Objects, diagnostics: &mut Diagnostics) -> Result<Object, Stop> {
    let mut object = Object::default();
    if !members.iter().any(|(key, _)| key.merge) {
        for (key, node) in members {
            objects.add(&mut object, key.text, Member { key: key.span, node }, diagnostics);
        }
        return Ok(object);
    }
    let (merges, members): (Vec<_>, Vec<_>) = members.into_iter().partition(|(key, _)| key.merge);
    for (key, node) in members {
        objects.add(&mut object, key.text, Member { key: key.span, node }, diagnostics);
    }
    for (key, node) in merges {
        objects.merge_key(key.span, diagnostics);
        for (name, member) in merged(key.span, node)? {
            if !object.contains_key(&name) {
                object.insert(name, member);
            }
        }
    }
    Ok(object)
}

/// The members that a merge key brings: those of an object, or of several in an array.
fn merged(key: Span, node: Node) -> Result<Vec<(String, Member)>, Stop> {
    let sources = match node.value {
        Value::Array(items) => items,
        _ => vec![node],
    };
    let mut members = Vec::new();
    for source in sources {
        let Value::Object(object) = source.value else {
            let stop = Diagnostic::new(Code::Syntax, "a merge key (`<<`) wants an object or an array of objects");
            return Err(Stop(stop.at(key)));
        };
        members.extend(object);
    }
    Ok(members)
}
