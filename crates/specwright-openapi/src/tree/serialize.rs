//! From the tree back to JSON.

use serde::ser::{Error, Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use super::{Node, Number, Object, Value};

impl Node {
    /// The value without places. A number that fits neither an integer of 64 bits nor a finite float becomes the
    /// nearest finite float; where that matters, serialise the node itself.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(value) => (*value).into(),
            Value::Number(number) => number_to_json(number),
            Value::String(text) => text.as_str().into(),
            Value::Array(items) => items.iter().map(Node::to_json).collect(),
            Value::Object(object) => {
                serde_json::Value::Object(object.iter().map(|(key, node)| (key.to_owned(), node.to_json())).collect())
            }
        }
    }
}

fn number_to_json(number: &Number) -> serde_json::Value {
    let text = number.as_str();
    if let Ok(integer) = text.parse::<i64>()
        && text != "-0"
    {
        return integer.into();
    }
    if let Ok(integer) = text.parse::<u64>() {
        return integer.into();
    }
    let float: f64 = text.parse().unwrap_or_default();
    float.clamp(f64::MIN, f64::MAX).into()
}

/// Members in document order. Numbers keep their exact text with the serialisers of `serde_json`.
impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.value {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Number(number) => number.serialize(serializer),
            Value::String(text) => serializer.serialize_str(text),
            Value::Array(items) => serializer.collect_seq(items),
            Value::Object(object) => object.serialize(serializer),
        }
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        for (key, node) in self.iter() {
            map.serialize_entry(key, node)?;
        }
        map.end()
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.as_str().to_owned()).map_err(S::Error::custom)?.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use crate::parse::testing::json;

    #[track_caller]
    fn check(text: &str, to_json: &str) {
        let node = json(text);
        assert_eq!(serde_json::to_string(&node).expect("JSON"), text, "serialised");
        assert_eq!(node.to_json().to_string(), to_json, "as a value");
    }

    #[test]
    fn order_and_number_texts_survive_serialising() {
        check(r#"{"b":1.10,"a":[-0,1e5]}"#, r#"{"a":[-0.0,100000.0],"b":1.1}"#);
    }

    #[test]
    fn huge_numbers_become_the_nearest_float_only_as_values() {
        check("[1e400]", "[1.7976931348623157e+308]");
        check("[18446744073709551616]", "[1.8446744073709552e+19]");
    }
}
