//! Enums of several types.

mod decision;
mod nested;
mod tagged;

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Text becomes value and value becomes text; and the same through `serde_json::Value`.
#[track_caller]
fn check<T: Debug + PartialEq + Serialize + DeserializeOwned>(text: &str, value: &T) {
    reads(text, value);
    assert_eq!(serde_json::to_string(value).unwrap(), text);
    let tree: Value = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_value(value).unwrap(), tree);
}

/// Text becomes value, which may be written otherwise.
#[track_caller]
fn reads<T: Debug + PartialEq + DeserializeOwned>(text: &str, value: &T) {
    assert_eq!(&serde_json::from_str::<T>(text).unwrap(), value);
    assert_eq!(&serde_json::from_reader::<_, T>(text.as_bytes()).unwrap(), value);
    let tree: Value = serde_json::from_str(text).unwrap();
    assert_eq!(&serde_json::from_value::<T>(tree).unwrap(), value);
}
