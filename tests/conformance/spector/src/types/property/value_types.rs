//! `type/property/value-types/*`: required properties of every type.

use serde_json::json;
use type_property_value_types_client::models::{
    BooleanLiteralProperty, BooleanProperty, BytesProperty, CollectionsIntProperty, CollectionsModelProperty,
    CollectionsStringProperty, DateTime, DatetimeProperty, Decimal128Property, DecimalProperty,
    DictionaryStringProperty, DurationProperty, EnumProperty, ExtensibleEnumProperty, FixedInnerEnum,
    FloatLiteralProperty, FloatProperty, InnerModel, IntLiteralProperty, IntProperty, ModelProperty, NeverProperty,
    StringLiteralProperty, StringProperty, UnionEnumValueProperty, UnionFloatLiteralProperty,
    UnionFloatLiteralPropertyProperty, UnionIntLiteralProperty, UnionIntLiteralPropertyProperty,
    UnionStringLiteralProperty, UnionStringLiteralPropertyProperty, UnknownArrayProperty, UnknownDictProperty,
    UnknownIntProperty, UnknownStringProperty,
};

use crate::scenario::exchanges;

exchanges! { type_property_value_types_client:
    Type_Property_ValueTypes_Boolean_get => boolean_get,
    Type_Property_ValueTypes_Boolean_put => boolean_put,
        with BooleanProperty::new(true);
    Type_Property_ValueTypes_String_get => string_get,
    Type_Property_ValueTypes_String_put => string_put,
        with StringProperty::new("hello");
    Type_Property_ValueTypes_Bytes_get => bytes_get,
    Type_Property_ValueTypes_Bytes_put => bytes_put,
        with BytesProperty::new(b"hello, world!");
    Type_Property_ValueTypes_Int_get => int_get,
    Type_Property_ValueTypes_Int_put => int_put,
        with IntProperty::new(42);
    Type_Property_ValueTypes_Float_get => float_get,
    Type_Property_ValueTypes_Float_put => float_put,
        with FloatProperty::new(43.125);
    Type_Property_ValueTypes_Decimal_get => decimal_get,
    Type_Property_ValueTypes_Decimal_put => decimal_put,
        with DecimalProperty::new(0.33333);
    Type_Property_ValueTypes_Decimal128_get => decimal128_get,
    Type_Property_ValueTypes_Decimal128_put => decimal128_put,
        with Decimal128Property::new(0.33333);
    Type_Property_ValueTypes_Datetime_get => datetime_get,
    Type_Property_ValueTypes_Datetime_put => datetime_put,
        with DatetimeProperty::new("2022-08-26T18:38:00Z".parse::<DateTime>()?);
    Type_Property_ValueTypes_Duration_get => duration_get,
    Type_Property_ValueTypes_Duration_put => duration_put,
        with DurationProperty::new("P123DT22H14M12.011S".parse()?);
    Type_Property_ValueTypes_Enum_get => enum_get,
    Type_Property_ValueTypes_Enum_put => enum_put,
        with EnumProperty::new(FixedInnerEnum::ValueOne);
    Type_Property_ValueTypes_ExtensibleEnum_get => extensible_enum_get,
    Type_Property_ValueTypes_ExtensibleEnum_put => extensible_enum_put,
        with ExtensibleEnumProperty::new("UnknownValue");
    Type_Property_ValueTypes_Model_get => model_get,
    Type_Property_ValueTypes_Model_put => model_put,
        with ModelProperty::new(InnerModel::new("hello"));
    Type_Property_ValueTypes_CollectionsString_get => collections_string_get,
    Type_Property_ValueTypes_CollectionsString_put => collections_string_put,
        with CollectionsStringProperty::new(["hello".to_owned(), "world".to_owned()]);
    Type_Property_ValueTypes_CollectionsInt_get => collections_int_get,
    Type_Property_ValueTypes_CollectionsInt_put => collections_int_put,
        with CollectionsIntProperty::new([1, 2]);
    Type_Property_ValueTypes_CollectionsModel_get => collections_model_get,
    Type_Property_ValueTypes_CollectionsModel_put => collections_model_put,
        with CollectionsModelProperty::new([InnerModel::new("hello"), InnerModel::new("world")]);
    Type_Property_ValueTypes_DictionaryString_get => dictionary_string_get,
    Type_Property_ValueTypes_DictionaryString_put => dictionary_string_put,
        with DictionaryStringProperty::new([("k1", "hello"), ("k2", "world")]);
    Type_Property_ValueTypes_Never_get => never_get,
    Type_Property_ValueTypes_Never_put => never_put,
        with NeverProperty::new();
    Type_Property_ValueTypes_UnknownString_get => unknown_string_get,
    Type_Property_ValueTypes_UnknownString_put => unknown_string_put,
        with UnknownStringProperty::new("hello");
    Type_Property_ValueTypes_UnknownInt_get => unknown_int_get,
    Type_Property_ValueTypes_UnknownInt_put => unknown_int_put,
        with UnknownIntProperty::new(42);
    Type_Property_ValueTypes_UnknownDict_get => unknown_dict_get,
    Type_Property_ValueTypes_UnknownDict_put => unknown_dict_put,
        with UnknownDictProperty::new(json!({"k1": "hello", "k2": 42}));
    Type_Property_ValueTypes_UnknownArray_get => unknown_array_get,
    Type_Property_ValueTypes_UnknownArray_put => unknown_array_put,
        with UnknownArrayProperty::new(json!(["hello", "world"]));
    Type_Property_ValueTypes_StringLiteral_get => string_literal_get,
    Type_Property_ValueTypes_StringLiteral_put => string_literal_put,
        with StringLiteralProperty::new();
    Type_Property_ValueTypes_IntLiteral_get => int_literal_get,
    Type_Property_ValueTypes_IntLiteral_put => int_literal_put,
        with IntLiteralProperty::new();
    Type_Property_ValueTypes_FloatLiteral_get => float_literal_get,
    Type_Property_ValueTypes_FloatLiteral_put => float_literal_put,
        with FloatLiteralProperty::new();
    Type_Property_ValueTypes_BooleanLiteral_get => boolean_literal_get,
    Type_Property_ValueTypes_BooleanLiteral_put => boolean_literal_put,
        with BooleanLiteralProperty::new();
    Type_Property_ValueTypes_UnionStringLiteral_get => union_string_literal_get,
    Type_Property_ValueTypes_UnionStringLiteral_put => union_string_literal_put,
        with UnionStringLiteralProperty::new(UnionStringLiteralPropertyProperty::World);
    Type_Property_ValueTypes_UnionIntLiteral_get => union_int_literal_get,
    Type_Property_ValueTypes_UnionIntLiteral_put => union_int_literal_put,
        with UnionIntLiteralProperty::new(UnionIntLiteralPropertyProperty::Value42);
    Type_Property_ValueTypes_UnionFloatLiteral_get => union_float_literal_get,
    Type_Property_ValueTypes_UnionFloatLiteral_put => union_float_literal_put,
        with UnionFloatLiteralProperty::new(UnionFloatLiteralPropertyProperty::Value46_875);
    Type_Property_ValueTypes_UnionEnumValue_get => union_enum_value_get,
    Type_Property_ValueTypes_UnionEnumValue_put => union_enum_value_put,
        with UnionEnumValueProperty::new();
}
