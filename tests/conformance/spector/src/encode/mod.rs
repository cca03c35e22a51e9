//! `encode/*`: values in every form of writing.

use crate::scenario::{Outcome, Scenario, client, same, scenarios};

mod bytes;
mod datetime;
mod duration;

pub(crate) const ALL: &[&[Scenario]] = &[
    ARRAYS,
    SCENARIOS,
    NUMBERS,
    bytes::PROPERTIES,
    bytes::SENT,
    bytes::SCENARIOS,
    datetime::PROPERTIES,
    datetime::SENT,
    datetime::SCENARIOS,
    duration::PROPERTIES,
    duration::SENT,
];

/// Scenarios that send a value and hear nothing but that it is right.
macro_rules! sent {
    ($krate:ident: $($name:ident => $method:ident($value:expr),)*) => {
        pub(crate) const SENT: &[$crate::scenario::Scenario] = &[$($crate::scenario::Scenario {
            name: stringify!($name),
            call: || Box::pin(async { Ok($crate::scenario::client!($krate)?.$method($value).await?) }),
        },)*];
    };
}
use sent;

/// Scenarios that send a model of one value and get it back.
macro_rules! echoed {
    ($list:ident, $krate:ident: $($name:ident => $method:ident($model:ident, $value:expr),)*) => {
        pub(crate) const $list: &[$crate::scenario::Scenario] = &[$($crate::scenario::Scenario {
            name: stringify!($name),
            call: || Box::pin(async {
                let body = $krate::models::$model::new($value);
                $crate::scenario::same($crate::scenario::client!($krate)?.$method(body.clone()).await?, body)
            }),
        },)*];
    };
}
use echoed;

// The document says that lists with a delimiter are strings.
echoed! { ARRAYS, encode_array_client:
    Encode_Array_Property_commaDelimited => property_comma_delimited(CommaDelimitedArrayProperty, "blue,red,green"),
    Encode_Array_Property_newlineDelimited =>
        property_newline_delimited(NewlineDelimitedArrayProperty, "blue\nred\ngreen"),
    Encode_Array_Property_pipeDelimited => property_pipe_delimited(PipeDelimitedArrayProperty, "blue|red|green"),
    Encode_Array_Property_spaceDelimited => property_space_delimited(SpaceDelimitedArrayProperty, "blue red green"),
    Encode_Array_Property_enumCommaDelimited =>
        property_enum_comma_delimited(CommaDelimitedEnumArrayProperty, "blue,red,green"),
    Encode_Array_Property_enumNewlineDelimited =>
        property_enum_newline_delimited(NewlineDelimitedEnumArrayProperty, "blue\nred\ngreen"),
    Encode_Array_Property_enumPipeDelimited =>
        property_enum_pipe_delimited(PipeDelimitedEnumArrayProperty, "blue|red|green"),
    Encode_Array_Property_enumSpaceDelimited =>
        property_enum_space_delimited(SpaceDelimitedEnumArrayProperty, "blue red green"),
    Encode_Array_Property_extensibleEnumCommaDelimited =>
        property_extensible_enum_comma_delimited(CommaDelimitedExtensibleEnumArrayProperty, "blue,red,green"),
    Encode_Array_Property_extensibleEnumNewlineDelimited =>
        property_extensible_enum_newline_delimited(NewlineDelimitedExtensibleEnumArrayProperty, "blue\nred\ngreen"),
    Encode_Array_Property_extensibleEnumPipeDelimited =>
        property_extensible_enum_pipe_delimited(PipeDelimitedExtensibleEnumArrayProperty, "blue|red|green"),
    Encode_Array_Property_extensibleEnumSpaceDelimited =>
        property_extensible_enum_space_delimited(SpaceDelimitedExtensibleEnumArrayProperty, "blue red green"),
}

scenarios! {
    Encode_Boolean_Property_falseLower => false_lower,
    Encode_Boolean_Property_falseMixed => false_mixed,
    Encode_Boolean_Property_trueLower => true_lower,
    Encode_Boolean_Property_trueUpper => true_upper,
    Encode_Numeric_Property_uint32AsStringOptional => uint32_as_string_optional,
}

async fn false_lower() -> Outcome {
    same(client!(encode_boolean_client)?.property_false_lower(boolean("false")).await?.value, "false")
}

async fn false_mixed() -> Outcome {
    same(client!(encode_boolean_client)?.property_false_mixed(boolean("false")).await?.value, "FaLsE")
}

async fn true_lower() -> Outcome {
    same(client!(encode_boolean_client)?.property_true_lower(boolean("true")).await?.value, "true")
}

async fn true_upper() -> Outcome {
    same(client!(encode_boolean_client)?.property_true_upper(boolean("true")).await?.value, "TRUE")
}

fn boolean(text: &str) -> encode_boolean_client::models::PropertyBoolAsStringProperty {
    encode_boolean_client::models::PropertyBoolAsStringProperty::new(text)
}

echoed! { NUMBERS, encode_numeric_client:
    Encode_Numeric_Property_safeintAsString =>
        property_safeint_as_string(PropertySafeintAsStringProperty, 10_000_000_000),
    Encode_Numeric_Property_uint8AsString => property_uint8_as_string(PropertyUint8AsStringProperty, 255),
}

async fn uint32_as_string_optional() -> Outcome {
    let body = encode_numeric_client::models::PropertyUint32AsStringProperty::new().value(1);
    same(client!(encode_numeric_client)?.property_uint32_as_string_optional(body.clone()).await?, body)
}
