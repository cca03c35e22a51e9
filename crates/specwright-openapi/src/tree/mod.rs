//! A JSON tree that remembers where every value and every key was written.

mod number;
mod object;
mod serialize;

pub use number::Number;
pub use object::{Member, Object};

use specwright_ir::{Pointer, Span};

/// A JSON value with the place of its text.
///
/// Equality takes the places into account; [`Node::is_same_json`] does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The value's text. A value that no text says (the null of an empty YAML entry, a part made by the reader) has
    /// the place of what it was made from.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// What a [`Node`] holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number with its exact text.
    Number(Number),
    /// A string, escapes resolved.
    String(String),
    /// An array.
    Array(Vec<Node>),
    /// An object in document order.
    Object(Object),
}

impl Node {
    /// What the value is, with its article, for messages: "an object", "null", "a string".
    pub fn kind_name(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }

    /// The object, if it is one.
    pub fn as_object(&self) -> Option<&Object> {
        match &self.value {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The object for changing, if it is one.
    pub fn as_object_mut(&mut self) -> Option<&mut Object> {
        match &mut self.value {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The elements, if it is an array.
    pub fn as_array(&self) -> Option<&[Node]> {
        match &self.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The text, if it is a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The boolean, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub fn as_number(&self) -> Option<&Number> {
        match &self.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// The text where a string is wanted and an unquoted YAML scalar may stand instead: a string's text, a number
    /// exactly as it was written (`3.10` stays `3.10`), `true` or `false`.
    pub fn scalar_text(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            Value::Number(number) => Some(number.written()),
            Value::Bool(true) => Some("true"),
            Value::Bool(false) => Some("false"),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        }
    }

    /// The value of an object's member; `None` when there is none or this is no object.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_object()?.get(key)
    }

    /// The value a pointer leads to from here.
    pub fn at(&self, pointer: &Pointer) -> Option<&Node> {
        pointer.tokens().try_fold(self, |node, token| node.step(&token))
    }

    /// The value a pointer leads to from here, for changing.
    pub(crate) fn at_mut(&mut self, pointer: &Pointer) -> Option<&mut Node> {
        pointer.tokens().try_fold(self, |node, token| match &mut node.value {
            Value::Object(object) => object.get_mut(&token),
            Value::Array(items) => items.get_mut(array_index(&token)?),
            _ => None,
        })
    }

    /// Follows one reference token.
    pub(crate) fn step(&self, token: &str) -> Option<&Node> {
        match &self.value {
            Value::Object(object) => object.get(token),
            Value::Array(items) => items.get(array_index(token)?),
            _ => None,
        }
    }

    /// Whether both say the same: places and the order of members do not count, numbers are compared by their text.
    pub fn is_same_json(&self, other: &Node) -> bool {
        match (&self.value, &other.value) {
            (Value::Null, Value::Null) => true,
            (Value::Bool(one), Value::Bool(two)) => one == two,
            (Value::Number(one), Value::Number(two)) => one.as_str() == two.as_str(),
            (Value::String(one), Value::String(two)) => one == two,
            (Value::Array(one), Value::Array(two)) => {
                one.len() == two.len() && one.iter().zip(two).all(|(one, two)| one.is_same_json(two))
            }
            (Value::Object(one), Value::Object(two)) => {
                one.len() == two.len()
                    && one.iter().all(|(key, one)| two.get(key).is_some_and(|two| one.is_same_json(two)))
            }
            _ => false,
        }
    }
}

/// Reads a reference token as an array index: digits without a leading zero (RFC 6901 section 4).
fn array_index(token: &str) -> Option<usize> {
    let plain = token == "0" || (!token.starts_with('0') && token.bytes().all(|byte| byte.is_ascii_digit()));
    plain.then(|| token.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use specwright_ir::Pointer;

    use crate::parse::testing::json;

    #[track_caller]
    fn check_at(pointer: &str, expected: Option<&str>) {
        let node = json(r#"{"a/b": {"m~n": [10, {"": "x"}]}, "0": true}"#);
        let found = node.at(&Pointer::parse(pointer).expect("a pointer"));
        assert_eq!(found.map(|node| node.to_json().to_string()).as_deref(), expected);
    }

    #[test]
    fn pointers_reach_members_and_elements() {
        check_at("#/a~1b/m~0n/0", Some("10"));
        check_at("/a~1b/m~0n/1/", Some("\"x\""));
        check_at("/0", Some("true"));
    }

    #[test]
    fn pointers_to_nothing_find_nothing() {
        check_at("/a~1b/m~0n/2", None);
        check_at("/a~1b/m~0n/00", None);
        check_at("/a~1b/m~0n/+1", None);
        check_at("/a~1b/m~0n/-", None);
        check_at("/0/x", None);
    }

    #[track_caller]
    fn check_same(one: &str, two: &str, expected: bool) {
        assert_eq!(json(one).is_same_json(&json(two)), expected, "{one} {two}");
    }

    #[test]
    fn sameness_ignores_places_and_member_order_only() {
        check_same(r#"{"a": [1, null], "b": "x"}"#, r#"{"b":"x","a":[1,null]}"#, true);
        check_same("[1, 2]", "[2, 1]", false);
        check_same("{}", r#"{"a": null}"#, false);
        check_same("1", "1.0", false);
        check_same("1", "\"1\"", false);
    }
}
