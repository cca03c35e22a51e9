//! Structs and their wire form.

mod field;
mod lookup;
mod read;
mod writer;

use std::fmt;
use std::marker::PhantomData;

use serde_core::Deserializer;
use serde_core::de::{MapAccess, Visitor};

pub use field::{Field, slot};
pub use read::read;
pub use writer::Writer;

/// What [`record!`](crate::record) knows about a struct. Implemented by that macro only.
pub trait Record: Sized {
    /// The struct's name, for messages.
    const NAME: &'static str;
    /// The wire names in the struct's order.
    const FIELDS: &'static [&'static str];
    /// Which of `FIELDS` must be there, in the same order.
    const NEEDED: &'static [bool];
    /// Whether a last field takes the keys that are not in `FIELDS`.
    const OPEN: bool = false;

    /// Reads the struct from the entries of an object.
    fn read<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error>;
}

impl<R: Record> Record for Box<R> {
    const NAME: &'static str = R::NAME;
    const FIELDS: &'static [&'static str] = R::FIELDS;
    const NEEDED: &'static [bool] = R::NEEDED;
    const OPEN: bool = R::OPEN;

    fn read<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        R::read(map).map(Self::new)
    }
}

/// Whether a property of each presence must be there. The names are the words of [`record!`](crate::record).
#[expect(non_upper_case_globals, reason = "the macro has the word and nothing else")]
pub mod needed {
    /// It must.
    pub const required: bool = true;
    /// It must, perhaps as null.
    pub const nullable: bool = true;
    /// It need not.
    pub const optional: bool = false;
    /// It need not.
    pub const any: bool = false;
    /// It need not.
    pub const maybe: bool = false;
    /// There is no property of its own.
    pub const rest: bool = false;
}

/// Reads a record from anything that has a map form.
#[inline]
pub fn deserialize<'de, R: Record, D: Deserializer<'de>>(deserializer: D) -> Result<R, D::Error> {
    if R::OPEN {
        deserializer.deserialize_map(Object(PhantomData))
    } else {
        deserializer.deserialize_struct(R::NAME, R::FIELDS, Object(PhantomData))
    }
}

/// Refuses, in the compiler, a `rest` before the last field.
pub const fn rest_is_last(mut wires: &[&[&str]]) {
    while let [wire, after @ ..] = wires {
        assert!(!wire.is_empty() || after.is_empty(), "`rest` comes after all other fields, once");
        wires = after;
    }
}

struct Object<R>(PhantomData<R>);

impl<'de, R: Record> Visitor<'de> for Object<R> {
    type Value = R;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} as an object", R::NAME)
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<R, A::Error> {
        R::read(map)
    }
}

/// Gives a struct its wire form, from a table of its fields in their order.
///
/// Each line says which field, how the property may be missing, and its name on the wire:
///
/// | word | field type | absent | null | written when empty |
/// |---|---|---|---|---|
/// | `required` | `T` | error | what `T` makes of it | always written |
/// | `nullable` | `Option<T>` | error | `None` | `None` as null |
/// | `optional` | `Option<T>` | `None` | `None` | `None` left out |
/// | `any` | `Option<T>`, `T` takes null | `None` | `Some` | `None` left out |
/// | `maybe` | [`Maybe<T>`](crate::Maybe) | `Absent` | `Null` | `Absent` left out |
/// | `rest` | a map of `String` to anything | empty | | nothing |
///
/// `rest` has no wire name, comes last and takes every other property. Without it other properties are skipped. A map
/// of it may be `serde_json::Map`, `BTreeMap` or anything that extends and iterates like them; an entry under one of
/// the record's own names is not written.
///
/// ```
/// use std::collections::BTreeMap;
///
/// pub struct Tag {
///     pub name: String,
///     pub note: Option<String>,
///     pub others: BTreeMap<String, i64>,
/// }
///
/// specwright_values::record! {
///     Tag {
///         name: required "tagName",
///         note: nullable "note",
///         others: rest,
///     }
/// }
///
/// let text = r#"{"tagName":"a","note":null,"weight":3}"#;
/// let tag: Tag = serde_json::from_str(text)?;
/// assert_eq!(tag.others.get("weight"), Some(&3));
/// assert_eq!(serde_json::to_string(&tag)?, text);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// Behind the name, `= 10` says what an absent property is decoded as: a string, a number or a truth value as a literal of
/// Rust, anything else behind `json` as its text. `optional`, `any` and `maybe` take it. `as integer`, at the end, is for integers and for options, lists and maps of them: `1.0` and `1e3` are integers in
/// JSON Schema, and are read as such.
///
/// ```
/// pub struct Page {
///     pub limit: Option<i64>,
///     pub order: Option<String>,
///     pub fields: Option<Vec<String>>,
///     pub marks: Vec<u8>,
/// }
///
/// specwright_values::record! {
///     Page {
///         limit: optional "limit" = 10 as integer,
///         order: optional "order" = "newest",
///         fields: optional "fields" = json r#"["id"]"#,
///         marks: required "marks" as integer,
///     }
/// }
///
/// let page: Page = serde_json::from_str(r#"{"marks":[1.0,2]}"#)?;
/// assert_eq!((page.limit, page.marks), (Some(10), vec![1, 2]));
/// assert_eq!((page.order.as_deref(), page.fields), (Some("newest"), Some(vec!["id".to_owned()])));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// A property that comes twice is an error, and so is one that is required and missing. Errors name the way to the
/// property and, for messages in serde's own wording, do not quote what was received: `` `address.zip`: invalid type:
/// integer, expected a string ``. Decoding does not depend on the order of properties, and is fastest in the order of
/// the table.
#[macro_export]
macro_rules! record {
    ($name:ident { $($field:ident : $presence:ident $wire:literal $(= $(json $json:literal)? $($default:literal)?)?
        $(as $reading:ident)?),* $(,)? }) => {
        $crate::__record! {
            $name { $($field : $presence $wire $(= $(json $json)? $($default)?)? $(as $reading)?,)* }
            {}
        }
    };
    ($name:ident { $($field:ident : $presence:ident $($wire:literal)? $(= $(json $json:literal)? $($default:literal)?)?
        $(as $reading:ident)?),* $(,)? }) => {
        $crate::__record! {
            $name { $($field : $presence $($wire)? $(= $(json $json)? $($default)?)? $(as $reading)?,)* }
            { const OPEN: bool = true; }
        }
        const _: () = $crate::codec::rest_is_last(&[$(&[$($wire)?]),*]);
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __record {
    ($name:ident {
        $($field:ident : $presence:ident $($wire:literal)? $(= $(json $json:literal)? $($default:literal)?)?
            $(as $reading:ident)?,)*
    } { $($open:tt)* }) => {
        impl $crate::codec::Record for $name {
            const NAME: &'static str = ::core::stringify!($name);
            const FIELDS: &'static [&'static str] = &[$($($wire,)?)*];
            const NEEDED: &'static [bool] = &[$($crate::codec::needed::$presence),*];
            $($open)*
            #[inline]
            fn read<'de, A: $crate::codec::MapAccess<'de>>(map: A) -> $crate::codec::Result<Self, A::Error> {
                $(let mut $field = $crate::codec::slot::$presence()$(.$reading())?;)*
                $crate::codec::read::<Self, A>(map, &mut [$(&mut $field),*])?;
                $crate::codec::Ok(Self {
                    $($field: $field
                        $($(.or($crate::codec::Lit($json).json()))? $(.or($crate::codec::Lit($default).literal()))?)?
                        .$presence()),*
                })
            }
        }
        impl<'de> $crate::codec::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::codec::Deserializer<'de>>(
                deserializer: D,
            ) -> $crate::codec::Result<Self, D::Error> {
                $crate::codec::deserialize(deserializer)
            }
        }
        impl $crate::codec::Serialize for $name {
            fn serialize<S: $crate::codec::Serializer>(
                &self,
                serializer: S,
            ) -> $crate::codec::Result<S::Ok, S::Error> {
                let mut writer = $crate::codec::Writer::<S, Self>::new(serializer);
                $(writer.$presence($($wire,)? &self.$field);)*
                writer.end()
            }
        }
    };
}
