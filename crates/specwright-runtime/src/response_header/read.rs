//! A deserializer over header text that answers what it is asked for.

use std::fmt;

use serde_core::Deserializer;
use serde_core::de::value::{MapDeserializer, SeqDeserializer, StrDeserializer};
use serde_core::de::{Error, IgnoredAny, IntoDeserializer, Unexpected, Visitor};

use crate::tree::RAW_VALUE;

/// What the type that was asked for said against a text. May quote it.
#[derive(Debug)]
pub(super) struct Refused(pub(super) String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

impl Error for Refused {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// The lines of one header.
#[derive(Clone, Copy)]
pub(super) struct Lines<'h> {
    pub(super) texts: &'h [&'h str],
    /// Whether commas divide a line.
    pub(super) divided: bool,
    /// Whether objects are `name=value` pairs.
    pub(super) explode: bool,
}

impl<'h> Lines<'h> {
    fn items(self) -> Vec<Value<'h>> {
        let lines = self.texts.iter().map(|line| trim(line)).filter(|line| !line.is_empty());
        let items = lines.flat_map(|line| if self.divided { divided(line) } else { vec![line] });
        items.map(Value::item).collect()
    }

    fn pairs(self) -> Result<Vec<(Value<'h>, Value<'h>)>, Refused> {
        let items = self.items();
        if self.explode {
            let pair = |item: Value<'h>| {
                let (name, value) = item.text.split_once('=').unwrap_or((item.text, ""));
                (Value::item(trim(name)), Value::item(trim(value)))
            };
            return Ok(items.into_iter().map(pair).collect());
        }
        let (pairs, rest) = items.as_chunks::<2>();
        if rest.is_empty() {
            Ok(pairs.iter().map(|[name, value]| (*name, *value)).collect())
        } else {
            Err(Refused::invalid_length(items.len(), &"names and values in pairs"))
        }
    }
}

fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

/// The items of a line. A comma inside of quotes does not divide (RFC 9110, section 5.6.4), which can only be said of an
/// item that is quoted as a whole, as strings and entity tags are: elsewhere a quote is an ordinary character.
fn divided(line: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let mut rest = line;
    loop {
        let quoted = quoted_end(rest).filter(|end| {
            let behind = rest.get(*end..).unwrap_or_default().trim_start_matches([' ', '\t']);
            behind.is_empty() || behind.starts_with(',')
        });
        let from = quoted.unwrap_or_default();
        let Some((_, behind)) = rest.get(from..).and_then(|rest| rest.split_once(',')) else {
            items.push(trim(rest));
            return items;
        };
        let end = rest.len() - behind.len() - 1;
        items.push(trim(rest.get(..end).unwrap_or_default()));
        rest = behind;
    }
}

/// Where the quoted string ends that a text begins with.
fn quoted_end(text: &str) -> Option<usize> {
    let start = text.trim_start_matches([' ', '\t']);
    let inner = start.strip_prefix("W/").unwrap_or(start).strip_prefix('"')?;
    let mut bytes = inner.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => return Some(text.len() - inner.len() + at + 1),
            b'\\' => drop(bytes.next()),
            _ => {}
        }
    }
    None
}

/// A header, or an item of one.
#[derive(Clone, Copy)]
pub(super) struct Value<'h> {
    text: &'h str,
    /// What a list or an object is made of; `None` inside of one.
    lines: Option<Lines<'h>>,
}

impl<'h> Value<'h> {
    pub(super) fn whole(lines: Lines<'h>) -> Self {
        Self { text: lines.texts.first().map_or("", |line| trim(line)), lines: Some(lines) }
    }

    fn item(text: &'h str) -> Self {
        Self { text, lines: None }
    }

    fn lines<V: Visitor<'h>>(self, visitor: &V) -> Result<Lines<'h>, Refused> {
        self.lines.ok_or_else(|| refused(visitor))
    }

    /// The widest number the text is; what fits is for the visitor to say.
    fn number<V: Visitor<'h>>(self, visitor: V) -> Result<V::Value, Refused> {
        if let Ok(value) = self.text.parse::<i64>() {
            return visitor.visit_i64(value);
        }
        if let Ok(value) = self.text.parse::<u64>() {
            return visitor.visit_u64(value);
        }
        match self.text.parse::<f64>() {
            Ok(value) if value.is_finite() => visitor.visit_f64(value),
            _ => Err(refused(&visitor)),
        }
    }

    fn wide<V: Visitor<'h>>(self, visitor: V) -> Result<V::Value, Refused> {
        if let Ok(value) = self.text.parse::<i128>() {
            return visitor.visit_i128(value);
        }
        match self.text.parse::<u128>() {
            Ok(value) => visitor.visit_u128(value),
            Err(_) => Err(refused(&visitor)),
        }
    }

    /// The text as JSON, for types that are read from that: what looks like a number or a truth value is one.
    fn json(self) -> String {
        let is_number = self.text.starts_with(|first: char| first == '-' || first.is_ascii_digit())
            && serde_json::from_str::<IgnoredAny>(self.text).is_ok();
        if is_number || matches!(self.text, "true" | "false") {
            return self.text.to_owned();
        }
        serde_json::Value::from(self.text).to_string()
    }
}

/// The text is not what the visitor expects.
fn refused<'h, V: Visitor<'h>>(visitor: &V) -> Refused {
    Refused::invalid_type(Unexpected::Other("string"), visitor)
}

impl<'h> IntoDeserializer<'h, Refused> for Value<'h> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! forward {
    ($to:ident: $($method:ident)*) => {
        $(fn $method<V: Visitor<'h>>(self, visitor: V) -> Result<V::Value, Refused> {
            self.$to(visitor)
        })*
    };
}

impl<'h> Deserializer<'h> for Value<'h> {
    type Error = Refused;

    forward! { number: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 }
    forward! { number: deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 }
    forward! { number: deserialize_f32 deserialize_f64 }
    forward! { wide: deserialize_i128 deserialize_u128 }
    forward! { deserialize_str: deserialize_any deserialize_char deserialize_string deserialize_identifier }
    forward! { deserialize_bytes: deserialize_byte_buf }

    fn deserialize_str<V: Visitor<'h>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_borrowed_str(self.text)
    }

    fn deserialize_bytes<V: Visitor<'h>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_borrowed_bytes(self.text.as_bytes())
    }

    /// Some servers write truth values as their language prints them.
    fn deserialize_bool<V: Visitor<'h>>(self, visitor: V) -> Result<V::Value, Refused> {
        match self.text {
            text if text.eq_ignore_ascii_case("true") => visitor.visit_bool(true),
            text if text.eq_ignore_ascii_case("false") => visitor.visit_bool(false),
            _ => Err(refused(&visitor)),
        }
    }

    /// A header that is there has a value.
    fn deserialize_option<V: Visitor<'h>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_some(self)
    }

    fn deserialize_unit<V: Visitor<'h>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'h>>(self, _: &'static str, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'h>>(self, name: &'static str, visitor: V) -> Result<V::Value, Refused> {
        if name == RAW_VALUE {
            return visitor.visit_map(MapDeserializer::new(std::iter::once((RAW_VALUE, self.json()))));
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'h>>(self, visitor: V) -> Result<V::Value, Refused> {
        let items = self.lines(&visitor)?.items();
        visitor.visit_seq(SeqDeserializer::new(items.into_iter()))
    }

    fn deserialize_tuple<V: Visitor<'h>>(self, _: usize, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'h>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'h>>(self, visitor: V) -> Result<V::Value, Refused> {
        let pairs = self.lines(&visitor)?.pairs()?;
        visitor.visit_map(MapDeserializer::new(pairs.into_iter()))
    }

    fn deserialize_struct<V: Visitor<'h>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'h>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        visitor.visit_enum(StrDeserializer::new(self.text))
    }

    fn deserialize_ignored_any<V: Visitor<'h>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_unit()
    }
}
