//! What stands under generated models: value types that JSON has and Rust has not, and codecs that cost a reader's
//! build little.
//!
//! | for | there is |
//! |---|---|
//! | a struct and its wire form | [`record!`] |
//! | an enum of strings, integers or any values that may grow | [`string_enum!`], [`integer_enum!`], [`json_enum!`] |
//! | an enum of several types | [`union!`] |
//! | a property that is absent, null or a value | [`Maybe`] |
//! | a number with all its digits | [`Number`] |
//! | a number inside of a string | [`Quoted`] |
//! | `format: date-time`, `date`, `time`, `duration` | [`DateTime`], [`Date`], [`Time`], [`Duration`] |
//! | `format: uuid` | [`Uuid`] |
//! | `format: password`, credentials | [`Secret`] |
//! | the constraints of a document | `Validate` and `validate!`, with the feature `validate` |
//! | `format: byte`, `format: base64url` | [`Base64`], [`Base64Url`] |
//!
//! All of them implement `Serialize` and `Deserialize` for any format with maps and strings:
//!
//! ```
//! use specwright_values::{DateTime, Maybe, Secret};
//!
//! pub struct Login {
//!     pub user: String,
//!     pub password: Secret,
//!     pub expires: Maybe<DateTime>,
//! }
//!
//! specwright_values::record! {
//!     Login {
//!         user: required "user",
//!         password: required "password",
//!         expires: maybe "expires",
//!     }
//! }
//!
//! let login = Login { user: "ada".to_owned(), password: "x".into(), expires: Maybe::Null };
//! let text = serde_json::to_string(&login)?;
//! assert_eq!(text, r#"{"user":"ada","password":"x","expires":null}"#);
//!
//! let login: Login = serde_json::from_str(r#"{"password":"x","user":"ada","new":[1]}"#)?;
//! assert_eq!(login.expires, Maybe::Absent);
//! # Ok::<(), serde_json::Error>(())
//! ```

#![warn(missing_docs)]

mod base64;
mod collect;
mod date;
mod date_time;
mod duration;
mod json_enum;
mod literal;
mod loss;
mod maybe;
mod message;
mod number;
mod open_enum;
mod quoted;
mod raw;
mod record;
mod secret;
mod text;
mod time_of_day;
mod time_text;
mod union;
mod uuid;
#[cfg(feature = "validate")]
mod validate;
mod whole;

pub use time;

pub use crate::base64::{Base64, Base64Url};
pub use collect::{list, map};
pub use date::Date;
pub use date_time::DateTime;
pub use duration::Duration;
pub use maybe::Maybe;
pub use message::without_values;
pub use number::Number;
pub use quoted::Quoted;
pub use secret::Secret;
pub use text::ParseError;
pub use time_of_day::Time;
pub use uuid::Uuid;
#[cfg(feature = "validate")]
pub use validate::{Fault, Invalid, Validate};

/// What the macros of this crate expand to. Not for use by hand.
#[doc(hidden)]
pub mod codec {
    pub use core::option::Option::{self, None, Some};
    pub use core::result::Result::{self, Err, Ok};
    pub use std::string::String;

    pub use serde_core::de::MapAccess;
    pub use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
    pub use serde_json::Value;

    pub use crate::json_enum::{JsonEnum, Wire, deserialize_json_enum};
    pub use crate::literal::{Lit, Literal};
    pub use crate::open_enum::{
        IntegerEnum, StringEnum, deserialize_integer_enum, deserialize_string_enum, from_str, from_string,
    };
    pub use crate::record::{Field, Record, Writer, deserialize, needed, read, rest_is_last, slot};
    pub use crate::union::{
        Known, Union, Variant, Visit, deserialize_union, is_near as union_is_near, knows as union_knows,
        serialize_tagged,
    };
    #[cfg(feature = "validate")]
    pub use crate::validate::{Amount, Faults, Pattern, Rule, check_record, check_rest};
    pub use crate::whole::Whole;
}
