//! Objects in document order.

use std::{iter, option, vec};

use indexmap::IndexMap;
use specwright_ir::Span;

use super::{Node, Value};

/// How many members are looked through one by one; most objects have fewer, and no index is made for them.
const FEW: usize = 8;

/// An object: members in document order, no key twice.
#[derive(Clone, Debug)]
pub struct Object(Members);

#[derive(Clone, Debug)]
enum Members {
    Few(Vec<(String, Member)>),
    Many(Box<IndexMap<String, Member>>),
}

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

impl Default for Object {
    fn default() -> Self {
        Self(Members::Few(Vec::new()))
    }
}

/// The same members in the same order.
impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.members().eq(other.members())
    }
}

impl Eq for Object {}

impl Object {
    /// The value of a member.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.member(key).map(|member| &member.node)
    }

    /// The value of a member, for changing.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        let member = match &mut self.0 {
            Members::Few(members) => members.iter_mut().find(|(known, _)| known == key).map(|(_, member)| member),
            Members::Many(members) => members.get_mut(key),
        };
        member.map(|member| &mut member.node)
    }

    /// A member with the place of its key.
    pub fn member(&self, key: &str) -> Option<&Member> {
        match &self.0 {
            Members::Few(members) => members.iter().find(|(known, _)| known == key).map(|(_, member)| member),
            Members::Many(members) => members.get(key),
        }
    }

    /// The place of a key.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.member(key).map(|member| member.key)
    }

    /// Whether the key is there.
    pub fn contains_key(&self, key: &str) -> bool {
        self.member(key).is_some()
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        match &self.0 {
            Members::Few(members) => members.len(),
            Members::Many(members) => members.len(),
        }
    }

    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Keys and values in document order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &Node)> {
        self.members().map(|(key, member)| (key, &member.node))
    }

    /// Keys and members in document order.
    pub fn members(&self) -> impl DoubleEndedIterator<Item = (&str, &Member)> {
        let (few, many) = match &self.0 {
            Members::Few(members) => (Some(members), None),
            Members::Many(members) => (None, Some(members)),
        };
        let few = few.into_iter().flatten().map(|(key, member)| (key.as_str(), member));
        few.chain(many.into_iter().flat_map(|members| members.iter()).map(|(key, member)| (key.as_str(), member)))
    }

    /// Keys and values in document order, the values for changing.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (&str, &mut Node)> {
        let (few, many) = match &mut self.0 {
            Members::Few(members) => (Some(members), None),
            Members::Many(members) => (None, Some(members)),
        };
        let few = few.into_iter().flatten().map(|(key, member)| (key.as_str(), &mut member.node));
        few.chain(
            many.into_iter()
                .flat_map(|members| members.iter_mut())
                .map(|(key, member)| (key.as_str(), &mut member.node)),
        )
    }

    /// Sets a member: in its old position when the key is there already, at the end otherwise. Returns the member
    /// that was there.
    pub fn insert(&mut self, key: impl Into<String>, member: Member) -> Option<Member> {
        let key = key.into();
        if let Members::Few(members) = &mut self.0 {
            if let Some((_, known)) = members.iter_mut().find(|(known, _)| *known == key) {
                return Some(std::mem::replace(known, member));
            }
            if members.len() < FEW {
                members.push((key, member));
                return None;
            }
            self.0 = Members::Many(Box::new(std::mem::take(members).into_iter().collect()));
        }
        match &mut self.0 {
            Members::Many(members) => members.insert(key, member),
            Members::Few(_) => None,
        }
    }

    /// Takes a member out; the others keep their order.
    pub fn remove(&mut self, key: &str) -> Option<Member> {
        match &mut self.0 {
            Members::Few(members) => {
                let index = members.iter().position(|(known, _)| known == key)?;
                Some(members.remove(index).1)
            }
            Members::Many(members) => members.shift_remove(key),
        }
    }
}

impl IntoIterator for Object {
    type Item = (String, Member);
    type IntoIter = iter::Chain<vec::IntoIter<Self::Item>, iter::Flatten<option::IntoIter<IndexMap<String, Member>>>>;

    fn into_iter(self) -> Self::IntoIter {
        let (few, many) = match self.0 {
            Members::Few(members) => (members, None),
            Members::Many(members) => (Vec::new(), Some(*members)),
        };
        few.into_iter().chain(many.into_iter().flatten())
    }
}

impl FromIterator<(String, Member)> for Object {
    fn from_iter<T: IntoIterator<Item = (String, Member)>>(members: T) -> Self {
        let mut object = Self::default();
        for (key, member) in members {
            object.insert(key, member);
        }
        object
    }
}
