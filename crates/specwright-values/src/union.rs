//! Enums of several types and their wire form.

mod decide;
mod session;
mod tagged;
mod visit;

use serde_core::Serialize;
use serde_json::Value;

use crate::literal::Literal;

pub use decide::{deserialize_union, is_near, knows};
pub use tagged::serialize_tagged;
pub use visit::Visit;

/// What [`union!`](crate::union) knows about an enum. Implemented by that macro only.
pub trait Union: Serialize + Sized + 'static {
    /// The property whose value tells the variants apart.
    const TAG: Option<&'static str> = None;
    /// The name of the variant that an absent or unknown tag means.
    const FALLBACK: Option<&'static str> = None;
    /// The variants but the one for anything else, in their order.
    const VARIANTS: &'static [Variant];

    /// Names the constructor of each variant to the visit, in the order of `VARIANTS`.
    fn visit(visit: &mut Visit<'_, Self>);
    /// The variant of anything else.
    fn unknown(value: Value) -> Self;
}

/// What is known about one variant without its type.
#[derive(Clone, Copy, Debug)]
pub struct Variant {
    /// Its name.
    pub name: &'static str,
    /// The values of the tag that mean it.
    pub tags: &'static [Literal],
    /// The same for a type that has no property for the tag; the first is written.
    pub adds: &'static [Literal],
    /// Properties that must be there and the values they must have one of.
    pub conditions: &'static [(&'static str, &'static [Literal])],
}

/// An enum that can hold what nobody told us about.
pub trait Known {
    /// Whether the value is one of those that are documented.
    fn is_known(&self) -> bool;

    /// Whether the type of an object with one of these properties is documented, `levels` unions deep.
    fn knows(_names: &[&str], _levels: usize) -> bool {
        false
    }

    /// Whether a text that is none of those that are documented is one but for a value that nobody told us about,
    /// `levels` unions deep.
    fn is_near(_text: &str, _levels: usize) -> bool {
        false
    }
}

impl<T: Known> Known for Box<T> {
    fn is_known(&self) -> bool {
        T::is_known(self)
    }

    fn knows(names: &[&str], levels: usize) -> bool {
        T::knows(names, levels)
    }

    fn is_near(text: &str, levels: usize) -> bool {
        T::is_near(text, levels)
    }
}

/// Gives an enum of several types its wire form: each variant but the last has one value of its type, and the last
/// keeps what is none of them.
///
/// The enum is written beside the macro. Each line says which variant, of what kind its type is, and what gives it away.
/// A property that tells the variants apart is named behind `by`, with the variant that its absence means:
///
/// ```
/// # #[derive(Debug, PartialEq)] pub struct Cat { pub kind: String, pub lives: i64 }
/// # specwright_values::record! { Cat { kind: required "kind", lives: required "lives" as integer } }
/// # #[derive(Debug, PartialEq)] pub struct Bird { pub name: Option<String> }
/// # specwright_values::record! { Bird { name: optional "name" } }
/// #[derive(Debug, PartialEq)]
/// pub enum Pet {
///     Cat(Cat),
///     Bird(Box<Bird>),
///     Unknown(serde_json::Value),
/// }
///
/// specwright_values::union! {
///     Pet by "kind" {
///         Cat: record = "cat" | "kitty",
///         Bird: record adds "bird",
///         else Unknown,
///     }
/// }
///
/// let text = r#"{"kind":"bird","name":"Tweety"}"#;
/// let pet: Pet = serde_json::from_str(text)?;
/// assert_eq!(pet, Pet::Bird(Box::new(Bird { name: Some("Tweety".to_owned()) })));
/// assert_eq!(serde_json::to_string(&pet)?, text);
///
/// let pet: Pet = serde_json::from_str(r#"{"kind":"fish"}"#)?;
/// assert_eq!(pet, Pet::Unknown(serde_json::json!({"kind": "fish"})));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// Without `by` the order counts, specific types before general ones:
///
/// ```
/// # use specwright_values::DateTime;
/// # #[derive(Debug, PartialEq)] pub struct Card { pub kind: String }
/// # specwright_values::record! { Card { kind: required "kind" } }
/// #[derive(Debug, PartialEq)]
/// pub enum Source {
///     Moment(DateTime),
///     Card(Card),
///     Count(i64),
///     Unknown(serde_json::Value),
/// }
///
/// specwright_values::union! {
///     Source {
///         Moment: string,
///         Card: record where ("kind" is "credit" | "debit"),
///         Count: integer,
///         else Unknown,
///     }
/// }
///
/// assert_eq!(serde_json::from_str::<Source>("3.0")?, Source::Count(3));
/// assert_eq!(serde_json::from_str::<Source>("3.5")?, Source::Unknown(serde_json::json!(3.5)));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// | behind the name | means |
/// |---|---|
/// | `string` `integer` `number` `boolean` `array` `map` | a type of this JSON type |
/// | `record` | a type of [`record!`](crate::record), boxed or not |
/// | `strings` `integers` `values` | an enum of [`string_enum!`](crate::string_enum), [`integer_enum!`](crate::integer_enum), [`json_enum!`](crate::json_enum) |
/// | `union` | an enum of this macro |
/// | `any` | a type that takes any value |
/// | `= "a" \| "b"` | the values of the tag that mean this variant |
/// | `adds "a"` | the same, and the type has no property for the tag: it is written beside the type's own |
/// | `where ("p" is 1 \| 2)` | properties that have one of these values whenever a value is of this type |
///
/// # Which variant
///
/// 1. A tag that names a variant decides. An absent one means the fallback, if there is one; so does an unknown one,
///    unless the fallback would lose the tag or a property which another one of the variants knows. When the value does
///    not fit the variant that is meant, only variants without tag values are looked at.
/// 2. Otherwise a variant is a candidate when it is of the right JSON type, its required properties are there and what
///    is said behind `where` is true. An enum is one for its documented values.
/// 3. Of several candidates that can be decoded, the first that loses nothing when it is encoded again is taken, else
///    the one that loses least, but none that loses a property which another one of the variants knows. A candidate
///    that is alone may do so, unless another variant, or one of a union among them, is none only because of a tag or of
///    what is said behind `where`.
/// 4. A string or a whole number that is none of them is an unknown value of the first enum of that type.
/// 5. Everything else is kept as it came. Decoding fails only when the JSON text itself is not acceptable: malformed,
///    or more than 127 levels deep.
///
/// The value of a tag that is `adds`-ed to the fallback is not written: its absence says the same.
#[macro_export]
macro_rules! union {
    // `else Unknown` has the form of an entry without a kind: a rule of its own would be ambiguous.
    ($name:ident $(by $tag:literal $(or $fallback:ident)?)? {
        $($variant:ident $($other:ident)? $(: $kind:ident
            $(= $($wire:literal)|+)?
            $(adds $($added:literal)|+)?
            $(where ($($property:literal is $($value:literal)|+),+ $(,)?))?
        )?),* $(,)?
    }) => {
        impl $crate::codec::Union for $name {
            $(
                const TAG: $crate::codec::Option<&'static str> = $crate::codec::Some($tag);
                $(
                    const FALLBACK: $crate::codec::Option<&'static str> =
                        $crate::codec::Some($crate::__fallback!($name $fallback));
                )?
            )?
            const VARIANTS: &'static [$crate::codec::Variant] = &[$($(
                $crate::codec::Variant {
                    name: $crate::__first!($variant $kind),
                    tags: &[$($($crate::codec::Lit($wire).literal()),+)?],
                    adds: &[$($($crate::codec::Lit($added).literal()),+)?],
                    conditions: &[$($(($property, &[$($crate::codec::Lit($value).literal()),+])),+)?],
                },
            )?)*];
            fn visit(visit: &mut $crate::codec::Visit<'_, Self>) {
                $($(visit.$kind(Self::$variant);)?)*
            }
            fn unknown(value: $crate::codec::Value) -> Self {
                $($(Self::$other(value))?)*
            }
        }
        impl $crate::codec::Known for $name {
            fn is_known(&self) -> bool {
                !::core::matches!(self, $($(Self::$other(_))?)*)
            }
            fn knows(names: &[&str], levels: usize) -> bool {
                $crate::codec::union_knows::<Self>(names, levels)
            }
            fn is_near(text: &str, levels: usize) -> bool {
                $crate::codec::union_is_near::<Self>(text, levels)
            }
        }
        impl $crate::codec::Serialize for $name {
            fn serialize<S: $crate::codec::Serializer>(
                &self,
                serializer: S,
            ) -> $crate::codec::Result<S::Ok, S::Error> {
                match self {
                    $($(Self::$variant(value) => $crate::__variant! {
                        $variant $kind value serializer $($($added)+)?
                    },)?)*
                    $($(Self::$other(value) => $crate::codec::Serialize::serialize(value, serializer),)?)*
                }
            }
        }
        impl<'de> $crate::codec::Deserialize<'de> for $name {
            fn deserialize<D: $crate::codec::Deserializer<'de>>(
                deserializer: D,
            ) -> $crate::codec::Result<Self, D::Error> {
                $crate::codec::deserialize_union(deserializer)
            }
        }
    };
}

/// The variant's name.
#[doc(hidden)]
#[macro_export]
macro_rules! __first {
    ($variant:ident $kind:ident) => {
        ::core::stringify!($variant)
    };
}

/// The fallback's name, if there is such a variant.
#[doc(hidden)]
#[macro_export]
macro_rules! __fallback {
    ($name:ident $fallback:ident) => {{
        let _ = $name::$fallback;
        ::core::stringify!($fallback)
    }};
}

/// How the value of a variant is written.
#[doc(hidden)]
#[macro_export]
macro_rules! __variant {
    ($variant:ident $kind:ident $value:ident $serializer:ident) => {
        $crate::codec::Serialize::serialize($value, $serializer)
    };
    ($variant:ident $kind:ident $value:ident $serializer:ident $added:literal $($more:literal)*) => {
        $crate::codec::serialize_tagged::<Self, _, _>(
            ::core::stringify!($variant),
            $crate::codec::Lit($added).literal(),
            $value,
            $serializer,
        )
    };
}
