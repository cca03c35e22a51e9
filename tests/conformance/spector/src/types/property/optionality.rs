//! `type/property/optional/*`: properties that may be absent.

use type_property_optionality_client::models::{
    Base64, BooleanLiteralProperty, BytesProperty, CollectionsByteProperty, CollectionsModelProperty, Date, DateTime,
    DatetimeProperty, DurationProperty, FloatLiteralProperty, FloatLiteralPropertyProperty, IntLiteralProperty,
    IntLiteralPropertyProperty, PlainDateProperty, PlainTimeProperty, RequiredAndOptionalProperty,
    StringLiteralProperty, StringLiteralPropertyProperty, StringProperty, UnionFloatLiteralProperty,
    UnionFloatLiteralPropertyProperty, UnionIntLiteralProperty, UnionIntLiteralPropertyProperty,
    UnionStringLiteralProperty, UnionStringLiteralPropertyProperty,
};

use crate::scenario::exchanges;

exchanges! { type_property_optionality_client:
    Type_Property_Optional_String_getAll => string_get_all,
    Type_Property_Optional_String_putAll => string_put_all,
        with StringProperty::new().property("hello");
    Type_Property_Optional_String_getDefault => string_get_default,
    Type_Property_Optional_String_putDefault => string_put_default,
        with StringProperty::new();
    Type_Property_Optional_Bytes_getAll => bytes_get_all,
    Type_Property_Optional_Bytes_putAll => bytes_put_all,
        with BytesProperty::new().property(b"hello, world!");
    Type_Property_Optional_Bytes_getDefault => bytes_get_default,
    Type_Property_Optional_Bytes_putDefault => bytes_put_default,
        with BytesProperty::new();
    Type_Property_Optional_Datetime_getAll => datetime_get_all,
    Type_Property_Optional_Datetime_putAll => datetime_put_all,
        with DatetimeProperty::new().property("2022-08-26T18:38:00Z".parse::<DateTime>()?);
    Type_Property_Optional_Datetime_getDefault => datetime_get_default,
    Type_Property_Optional_Datetime_putDefault => datetime_put_default,
        with DatetimeProperty::new();
    Type_Property_Optional_Duration_getAll => duration_get_all,
    Type_Property_Optional_Duration_putAll => duration_put_all,
        with DurationProperty::new().property("P123DT22H14M12.011S".parse()?);
    Type_Property_Optional_Duration_getDefault => duration_get_default,
    Type_Property_Optional_Duration_putDefault => duration_put_default,
        with DurationProperty::new();
    Type_Property_Optional_PlainDate_getAll => plain_date_get_all,
    Type_Property_Optional_PlainDate_putAll => plain_date_put_all,
        with PlainDateProperty::new().property("2022-12-12".parse::<Date>()?);
    Type_Property_Optional_PlainDate_getDefault => plain_date_get_default,
    Type_Property_Optional_PlainDate_putDefault => plain_date_put_default,
        with PlainDateProperty::new();
    Type_Property_Optional_PlainTime_getAll => plain_time_get_all,
    Type_Property_Optional_PlainTime_putAll => plain_time_put_all,
        with PlainTimeProperty::new().property("13:06:12".parse()?);
    Type_Property_Optional_PlainTime_getDefault => plain_time_get_default,
    Type_Property_Optional_PlainTime_putDefault => plain_time_put_default,
        with PlainTimeProperty::new();
    Type_Property_Optional_CollectionsByte_getAll => collections_byte_get_all,
    Type_Property_Optional_CollectionsByte_putAll => collections_byte_put_all,
        with CollectionsByteProperty::new().property([Base64::from(b"hello, world!"), Base64::from(b"hello, world!")]);
    Type_Property_Optional_CollectionsByte_getDefault => collections_byte_get_default,
    Type_Property_Optional_CollectionsByte_putDefault => collections_byte_put_default,
        with CollectionsByteProperty::new();
    Type_Property_Optional_CollectionsModel_getAll => collections_model_get_all,
    Type_Property_Optional_CollectionsModel_putAll => collections_model_put_all,
        with CollectionsModelProperty::new()
            .property([StringProperty::new().property("hello"), StringProperty::new().property("world")]);
    Type_Property_Optional_CollectionsModel_getDefault => collections_model_get_default,
    Type_Property_Optional_CollectionsModel_putDefault => collections_model_put_default,
        with CollectionsModelProperty::new();
    Type_Property_Optional_StringLiteral_getAll => string_literal_get_all,
    Type_Property_Optional_StringLiteral_putAll => string_literal_put_all,
        with StringLiteralProperty::new().property(StringLiteralPropertyProperty::Hello);
    Type_Property_Optional_StringLiteral_getDefault => string_literal_get_default,
    Type_Property_Optional_StringLiteral_putDefault => string_literal_put_default,
        with StringLiteralProperty::new();
    Type_Property_Optional_IntLiteral_getAll => int_literal_get_all,
    Type_Property_Optional_IntLiteral_putAll => int_literal_put_all,
        with IntLiteralProperty::new().property(IntLiteralPropertyProperty::Value1);
    Type_Property_Optional_IntLiteral_getDefault => int_literal_get_default,
    Type_Property_Optional_IntLiteral_putDefault => int_literal_put_default,
        with IntLiteralProperty::new();
    Type_Property_Optional_FloatLiteral_getAll => float_literal_get_all,
    Type_Property_Optional_FloatLiteral_putAll => float_literal_put_all,
        with FloatLiteralProperty::new().property(FloatLiteralPropertyProperty::Value1_25);
    Type_Property_Optional_FloatLiteral_getDefault => float_literal_get_default,
    Type_Property_Optional_FloatLiteral_putDefault => float_literal_put_default,
        with FloatLiteralProperty::new();
    Type_Property_Optional_BooleanLiteral_getAll => boolean_literal_get_all,
    Type_Property_Optional_BooleanLiteral_putAll => boolean_literal_put_all,
        with BooleanLiteralProperty::new().property(true);
    Type_Property_Optional_BooleanLiteral_getDefault => boolean_literal_get_default,
    Type_Property_Optional_BooleanLiteral_putDefault => boolean_literal_put_default,
        with BooleanLiteralProperty::new();
    Type_Property_Optional_UnionStringLiteral_getAll => union_string_literal_get_all,
    Type_Property_Optional_UnionStringLiteral_putAll => union_string_literal_put_all,
        with UnionStringLiteralProperty::new().property(UnionStringLiteralPropertyProperty::World);
    Type_Property_Optional_UnionStringLiteral_getDefault => union_string_literal_get_default,
    Type_Property_Optional_UnionStringLiteral_putDefault => union_string_literal_put_default,
        with UnionStringLiteralProperty::new();
    Type_Property_Optional_UnionIntLiteral_getAll => union_int_literal_get_all,
    Type_Property_Optional_UnionIntLiteral_putAll => union_int_literal_put_all,
        with UnionIntLiteralProperty::new().property(UnionIntLiteralPropertyProperty::Value2);
    Type_Property_Optional_UnionIntLiteral_getDefault => union_int_literal_get_default,
    Type_Property_Optional_UnionIntLiteral_putDefault => union_int_literal_put_default,
        with UnionIntLiteralProperty::new();
    Type_Property_Optional_UnionFloatLiteral_getAll => union_float_literal_get_all,
    Type_Property_Optional_UnionFloatLiteral_putAll => union_float_literal_put_all,
        with UnionFloatLiteralProperty::new().property(UnionFloatLiteralPropertyProperty::Value2_375);
    Type_Property_Optional_UnionFloatLiteral_getDefault => union_float_literal_get_default,
    Type_Property_Optional_UnionFloatLiteral_putDefault => union_float_literal_put_default,
        with UnionFloatLiteralProperty::new();
    Type_Property_Optional_RequiredAndOptional_getAll => required_and_optional_get_all,
    Type_Property_Optional_RequiredAndOptional_putAll => required_and_optional_put_all,
        with RequiredAndOptionalProperty::new(42).optional_property("hello");
    Type_Property_Optional_RequiredAndOptional_getRequiredOnly => required_and_optional_get_required_only,
    Type_Property_Optional_RequiredAndOptional_putRequiredOnly => required_and_optional_put_required_only,
        with RequiredAndOptionalProperty::new(42);
}
