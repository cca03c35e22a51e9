//! Objects that are as OpenAPI 3.0 has them, as the types of `openapiv3`.

use serde::de::DeserializeOwned;

use super::at::At;

/// The object, if nothing in it is wrong. For one that is refused the caller has a reading member by member, which
/// reports what it cannot keep.
pub(super) fn typed<T: DeserializeOwned>(at: &At<'_>) -> Option<T> {
    serde_json::from_value(at.node.to_json()).ok()
}

/// Text that holds more than white space.
pub(super) fn said(text: impl Into<Option<String>>) -> Option<String> {
    text.into().filter(|text| !text.trim().is_empty())
}
