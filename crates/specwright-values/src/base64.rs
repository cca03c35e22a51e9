//! Bytes in JSON.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::alphabet;
use base64::display::Base64Display;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::{self, ParseError};

pub use url::Base64Url;

const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const READ_STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const READ_URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

/// The bytes of a text in either alphabet, padded or not.
fn decode(text: &str) -> Option<Vec<u8>> {
    let engine = if text.contains(['-', '_']) { READ_URL_SAFE } else { READ_STANDARD };
    engine.decode(text).ok()
}

/// What holders of bytes have in common: they come from every form of bytes and show theirs.
macro_rules! holds_bytes {
    ($name:ident) => {
        impl $name {
            /// The bytes themselves.
            #[must_use]
            pub fn as_bytes(&self) -> &[u8] {
                &self.0
            }

            /// The bytes themselves, without a copy.
            #[must_use]
            pub fn into_bytes(self) -> Vec<u8> {
                self.0
            }
        }

        impl AsRef<[u8]> for $name {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }

        impl From<&[u8]> for $name {
            fn from(bytes: &[u8]) -> Self {
                bytes.to_vec().into()
            }
        }

        impl<const N: usize> From<[u8; N]> for $name {
            fn from(bytes: [u8; N]) -> Self {
                bytes.to_vec().into()
            }
        }

        impl<const N: usize> From<&[u8; N]> for $name {
            fn from(bytes: &[u8; N]) -> Self {
                bytes.to_vec().into()
            }
        }

        impl From<$name> for Vec<u8> {
            fn from(bytes: $name) -> Self {
                bytes.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({} bytes)", stringify!($name), self.0.len())
            }
        }
    };
}

mod url;

/// Bytes that are written as base64: OpenAPI's `format: byte`.
///
/// Reads the standard and the URL-safe alphabet, padded or not; writes the standard one with padding. `Debug` prints
/// how many bytes there are and not which.
///
/// ```
/// use specwright_values::Base64;
///
/// let bytes: Base64 = "_-8".parse()?;
/// assert_eq!(bytes.as_bytes(), [0xff, 0xef]);
/// assert_eq!(bytes.to_string(), "/+8=");
/// assert_eq!(format!("{bytes:?}"), "Base64(2 bytes)");
/// # Ok::<(), specwright_values::ParseError>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base64(Vec<u8>);

holds_bytes! { Base64 }

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

/// The text as it is on the wire.
impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Base64Display::new(&self.0, &STANDARD).fmt(f)
    }
}

/// Decodes base64 text.
impl FromStr for Base64 {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        decode(text).map(Self).ok_or(ParseError::new("base64"))
    }
}

impl Serialize for Base64 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text::deserialize(deserializer)
    }
}
