//! `format: uuid`.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::{self, ParseError};

/// Where the hyphens are in the 36 characters.
const HYPHENS: [usize; 4] = [8, 13, 18, 23];

/// A UUID as RFC 9562 writes it, `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`, of any version.
///
/// Letters of either case are read, and written again as they were read; equality, order and hash do not look at the
/// case. Made from bytes it is written in lower case.
///
/// ```
/// use specwright_values::Uuid;
///
/// let id: Uuid = "F81D4FAE-7dec-11d0-a765-00a0c91e6bf6".parse()?;
/// assert_eq!(id.to_string(), "F81D4FAE-7dec-11d0-a765-00a0c91e6bf6");
/// assert_eq!(id, Uuid::from_bytes(*id.as_bytes()));
/// # Ok::<(), specwright_values::ParseError>(())
/// ```
#[derive(Clone, Copy)]
pub struct Uuid {
    bytes: [u8; 16],
    /// One bit for each of the 32 digits, the first one highest: whether it is an upper case letter.
    upper: u32,
}

impl Uuid {
    /// The UUID of these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self { bytes, upper: 0 }
    }

    /// The bytes, the first one first on the wire.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.bytes
    }

    /// The bytes as one big-endian number.
    #[must_use]
    pub const fn as_u128(&self) -> u128 {
        u128::from_be_bytes(self.bytes)
    }
}

impl From<u128> for Uuid {
    fn from(value: u128) -> Self {
        Self::from_bytes(value.to_be_bytes())
    }
}

impl From<[u8; 16]> for Uuid {
    fn from(bytes: [u8; 16]) -> Self {
        Self::from_bytes(bytes)
    }
}

impl FromStr for Uuid {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        parse(text).ok_or(ParseError::new("a UUID"))
    }
}

fn parse(text: &str) -> Option<Uuid> {
    let (mut value, mut upper) = (0_u128, 0_u32);
    for (at, byte) in text.bytes().enumerate() {
        if HYPHENS.contains(&at) {
            (byte == b'-').then_some(())?;
        } else {
            value = value << 4 | u128::from(char::from(byte).to_digit(16)?);
            upper = upper << 1 | u32::from(byte.is_ascii_uppercase());
        }
    }
    (text.len() == 36).then(|| Uuid { upper, ..Uuid::from(value) })
}

impl TryFrom<&str> for Uuid {
    type Error = ParseError;

    fn try_from(text: &str) -> Result<Self, ParseError> {
        text.parse()
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(36);
        for place in (0..32).rev() {
            if HYPHENS.contains(&text.len()) {
                text.push('-');
            }
            let digit = char::from_digit((self.as_u128() >> (4 * place) & 15) as u32, 16).unwrap_or('0');
            text.push(if self.upper >> place & 1 == 1 { digit.to_ascii_uppercase() } else { digit });
        }
        f.pad(&text)
    }
}

impl fmt::Debug for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Uuid({self})")
    }
}

impl PartialEq for Uuid {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for Uuid {}

impl PartialOrd for Uuid {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Uuid {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.bytes.cmp(&other.bytes)
    }
}

impl Hash for Uuid {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bytes.hash(state);
    }
}

impl Serialize for Uuid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Uuid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text::deserialize(deserializer)
    }
}
