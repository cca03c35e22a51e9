//! Bytes in the alphabet for URLs.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use base64::display::Base64Display;
use base64::engine::general_purpose::{URL_SAFE, URL_SAFE_NO_PAD};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::{self, ParseError};

/// Bytes that are written as base64 in the alphabet for URLs: `format: base64url`.
///
/// Reads this and the standard alphabet, padded or not; writes this one, with padding if there was some. Equality and
/// hash are those of the bytes. `Debug` prints how many there are and not which.
///
/// ```
/// use specwright_values::Base64Url;
///
/// let bytes: Base64Url = "/+8".parse()?;
/// assert_eq!(bytes.as_bytes(), [0xff, 0xef]);
/// assert_eq!(bytes.to_string(), "_-8");
/// # Ok::<(), specwright_values::ParseError>(())
/// ```
#[derive(Clone, Default)]
pub struct Base64Url(Vec<u8>, Padding);

#[derive(Clone, Copy, Default)]
enum Padding {
    #[default]
    Without,
    With,
}

holds_bytes! { Base64Url }

impl From<Vec<u8>> for Base64Url {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes, Padding::Without)
    }
}

/// The text as it is on the wire.
impl fmt::Display for Base64Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.1 {
            Padding::Without => Base64Display::new(&self.0, &URL_SAFE_NO_PAD).fmt(f),
            Padding::With => Base64Display::new(&self.0, &URL_SAFE).fmt(f),
        }
    }
}

/// Decodes base64 text.
impl FromStr for Base64Url {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let padding = if text.ends_with('=') { Padding::With } else { Padding::Without };
        super::decode(text).map(|bytes| Self(bytes, padding)).ok_or(ParseError::new("base64url"))
    }
}

impl PartialEq for Base64Url {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Base64Url {}

impl Hash for Base64Url {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl Serialize for Base64Url {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Base64Url {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text::deserialize(deserializer)
    }
}
