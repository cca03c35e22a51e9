//! Objects in document order.

use indexmap::IndexMap;
use specwright_ir::Span;

use super::{Node, Value};

/// An object: members in document order, no key twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Object(IndexMap<String, Member>);

/// One member of an [`Object`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The text of the key.
    pub key: Span,
    /// The value.
    pub node: Node,
}

impl Member {
    /// The place to show to a person: the key when a whole object or array stands behind it in the same file, the
    /// value otherwise.
    pub fn place(&self) -> Span {
        let container = matches!(self.node.value, Value::Array(_) | Value::Object(_));
        if container && self.key.file == self.node.span.file { self.key } else { self.node.span }
    }
}

impl Object {
    /// The value of a member.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.0.get(key).map(|member| &member.node)
    }

    /// The value of a member, for changing.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.0.get_mut(key).map(|member| &mut member.node)
    }

    /// A member with the place of its key.
    pub fn member(&self, key: &str) -> Option<&Member> {
        self.0.get(key)
    }

    /// The place of a key.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.0.get(key).map(|member| member.key)
    }

    /// Whether the key is there.
    pub fn contains_key(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Keys and values in document order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &Node)> {
        self.0.iter().map(|(key, member)| (key.as_str(), &member.node))
    }

    /// Keys and members in document order.
    pub fn members(&self) -> impl DoubleEndedIterator<Item = (&str, &Member)> {
        self.0.iter().map(|(key, member)| (key.as_str(), member))
    }

    /// Keys and values in document order, the values for changing.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (&str, &mut Node)> {
        self.0.iter_mut().map(|(key, member)| (key.as_str(), &mut member.node))
    }

    /// Sets a member: in its old position when the key is there already, at the end otherwise. Returns the member
    /// that was there.
    pub fn insert(&mut self, key: impl Into<String>, member: Member) -> Option<Member> {
        self.0.insert(key.into(), member)
    }

    /// Takes a member out; the others keep their order.
    pub fn remove(&mut self, key: &str) -> Option<Member> {
        self.0.shift_remove(key)
    }
}

impl IntoIterator for Object {
    type Item = (String, Member);
    type IntoIter = indexmap::map::IntoIter<String, Member>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl FromIterator<(String, Member)> for Object {
    fn from_iter<T: IntoIterator<Item = (String, Member)>>(members: T) -> Self {
        Self(members.into_iter().collect())
    }
}
