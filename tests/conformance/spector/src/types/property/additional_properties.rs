//! `type/property/additional-properties/*`: models with properties that have no name of their own.

use serde_json::{Map, Value};
use type_property_additional_properties_client::models::{
    DateTime, DifferentSpreadFloatDerived, DifferentSpreadFloatRecord, DifferentSpreadModelArrayDerived,
    DifferentSpreadModelArrayRecord, DifferentSpreadModelDerived, DifferentSpreadModelRecord,
    DifferentSpreadStringDerived, DifferentSpreadStringRecord, ExtendsFloatAdditionalProperties,
    ExtendsModelAdditionalProperties, ExtendsModelArrayAdditionalProperties, ExtendsStringAdditionalProperties,
    ExtendsUnknownAdditionalProperties, ExtendsUnknownAdditionalPropertiesDerived,
    ExtendsUnknownAdditionalPropertiesDiscriminated, ExtendsUnknownAdditionalPropertiesDiscriminatedDerived,
    IsFloatAdditionalProperties, IsModelAdditionalProperties, IsModelArrayAdditionalProperties,
    IsStringAdditionalProperties, IsUnknownAdditionalProperties, IsUnknownAdditionalPropertiesDerived,
    IsUnknownAdditionalPropertiesDiscriminated, IsUnknownAdditionalPropertiesDiscriminatedDerived, ModelForRecord,
    MultipleSpreadRecord, MultipleSpreadRecordValue, SpreadFloatRecord, SpreadModelArrayRecord, SpreadModelRecord,
    SpreadRecordForNonDiscriminatedUnion, SpreadRecordForNonDiscriminatedUnion2,
    SpreadRecordForNonDiscriminatedUnion2Value, SpreadRecordForNonDiscriminatedUnion3,
    SpreadRecordForNonDiscriminatedUnion3Value, SpreadRecordForNonDiscriminatedUnionValue, SpreadRecordForUnion,
    SpreadRecordForUnionValue, SpreadStringRecord, WidgetData0, WidgetData1, WidgetData2,
};

use crate::scenario::{Fault, exchanges, map};

exchanges! { type_property_additional_properties_client:
    Type_Property_AdditionalProperties_ExtendsUnknown_get => extends_unknown_get,
    Type_Property_AdditionalProperties_ExtendsUnknown_put => extends_unknown_put,
        with ExtendsUnknownAdditionalProperties::new("ExtendsUnknownAdditionalProperties")
            .additional_properties(unknown());
    Type_Property_AdditionalProperties_ExtendsUnknownDerived_get => extends_unknown_derived_get,
    Type_Property_AdditionalProperties_ExtendsUnknownDerived_put => extends_unknown_derived_put,
        with ExtendsUnknownAdditionalPropertiesDerived::new(314, "ExtendsUnknownAdditionalProperties")
            .age(2.71875)
            .additional_properties(unknown());
    Type_Property_AdditionalProperties_ExtendsUnknownDiscriminated_get => extends_unknown_discriminated_get,
    Type_Property_AdditionalProperties_ExtendsUnknownDiscriminated_put => extends_unknown_discriminated_put,
        with ExtendsUnknownAdditionalPropertiesDiscriminated::from(
            ExtendsUnknownAdditionalPropertiesDiscriminatedDerived::new(314, "Derived")
                .age(2.71875)
                .additional_properties(unknown()),
        );
    Type_Property_AdditionalProperties_ExtendsString_get => extends_string_get,
    Type_Property_AdditionalProperties_ExtendsString_put => extends_string_put,
        with ExtendsStringAdditionalProperties::new("ExtendsStringAdditionalProperties")
            .additional_properties([("prop", "abc")]);
    Type_Property_AdditionalProperties_ExtendsFloat_get => extends_float_get,
    Type_Property_AdditionalProperties_ExtendsFloat_put => extends_float_put,
        with ExtendsFloatAdditionalProperties::new(43.125).additional_properties([("prop", 43.125)]);
    Type_Property_AdditionalProperties_ExtendsModel_get => extends_model_get,
    Type_Property_AdditionalProperties_ExtendsModel_put => extends_model_put,
        with ExtendsModelAdditionalProperties::new(ok()).additional_properties([("prop", ok())]);
    Type_Property_AdditionalProperties_ExtendsModelArray_get => extends_model_array_get,
    Type_Property_AdditionalProperties_ExtendsModelArray_put => extends_model_array_put,
        with ExtendsModelArrayAdditionalProperties::new([ok(), ok()])
            .additional_properties([("prop", vec![ok(), ok()])]);
    Type_Property_AdditionalProperties_IsUnknown_get => is_unknown_get,
    Type_Property_AdditionalProperties_IsUnknown_put => is_unknown_put,
        with IsUnknownAdditionalProperties::new("IsUnknownAdditionalProperties").additional_properties(unknown());
    Type_Property_AdditionalProperties_IsUnknownDerived_get => is_unknown_derived_get,
    Type_Property_AdditionalProperties_IsUnknownDerived_put => is_unknown_derived_put,
        with IsUnknownAdditionalPropertiesDerived::new(314, "IsUnknownAdditionalProperties")
            .age(2.71875)
            .additional_properties(unknown());
    Type_Property_AdditionalProperties_IsUnknownDiscriminated_get => is_unknown_discriminated_get,
    Type_Property_AdditionalProperties_IsUnknownDiscriminated_put => is_unknown_discriminated_put,
        with IsUnknownAdditionalPropertiesDiscriminated::from(
            IsUnknownAdditionalPropertiesDiscriminatedDerived::new(314, "Derived")
                .age(2.71875)
                .additional_properties(unknown()),
        );
    Type_Property_AdditionalProperties_IsString_get => is_string_get,
    Type_Property_AdditionalProperties_IsString_put => is_string_put,
        with IsStringAdditionalProperties::new("IsStringAdditionalProperties")
            .additional_properties([("prop", "abc")]);
    Type_Property_AdditionalProperties_IsFloat_get => is_float_get,
    Type_Property_AdditionalProperties_IsFloat_put => is_float_put,
        with IsFloatAdditionalProperties::new(43.125).additional_properties([("prop", 43.125)]);
    Type_Property_AdditionalProperties_IsModel_get => is_model_get,
    Type_Property_AdditionalProperties_IsModel_put => is_model_put,
        with IsModelAdditionalProperties::new(ok()).additional_properties([("prop", ok())]);
    Type_Property_AdditionalProperties_IsModelArray_get => is_model_array_get,
    Type_Property_AdditionalProperties_IsModelArray_put => is_model_array_put,
        with IsModelArrayAdditionalProperties::new([ok(), ok()])
            .additional_properties([("prop", vec![ok(), ok()])]);
    Type_Property_AdditionalProperties_SpreadString_get => spread_string_get,
    Type_Property_AdditionalProperties_SpreadString_put => spread_string_put,
        with SpreadStringRecord::new("SpreadSpringRecord").additional_properties([("prop", "abc")]);
    Type_Property_AdditionalProperties_SpreadFloat_get => spread_float_get,
    Type_Property_AdditionalProperties_SpreadFloat_put => spread_float_put,
        with SpreadFloatRecord::new(43.125).additional_properties([("prop", 43.125)]);
    Type_Property_AdditionalProperties_SpreadModel_get => spread_model_get,
    Type_Property_AdditionalProperties_SpreadModel_put => spread_model_put,
        with SpreadModelRecord::new(ok()).additional_properties([("prop", ok())]);
    Type_Property_AdditionalProperties_SpreadModelArray_get => spread_model_array_get,
    Type_Property_AdditionalProperties_SpreadModelArray_put => spread_model_array_put,
        with SpreadModelArrayRecord::new([ok(), ok()]).additional_properties([("prop", vec![ok(), ok()])]);
    Type_Property_AdditionalProperties_SpreadDifferentString_get => spread_different_string_get,
    Type_Property_AdditionalProperties_SpreadDifferentString_put => spread_different_string_put,
        with DifferentSpreadStringRecord::new(43.125).additional_properties([("prop", "abc")]);
    Type_Property_AdditionalProperties_SpreadDifferentFloat_get => spread_different_float_get,
    Type_Property_AdditionalProperties_SpreadDifferentFloat_put => spread_different_float_put,
        with DifferentSpreadFloatRecord::new("abc").additional_properties([("prop", 43.125)]);
    Type_Property_AdditionalProperties_SpreadDifferentModel_get => spread_different_model_get,
    Type_Property_AdditionalProperties_SpreadDifferentModel_put => spread_different_model_put,
        with DifferentSpreadModelRecord::new("abc").additional_properties([("prop", ok())]);
    Type_Property_AdditionalProperties_SpreadDifferentModelArray_get => spread_different_model_array_get,
    Type_Property_AdditionalProperties_SpreadDifferentModelArray_put => spread_different_model_array_put,
        with DifferentSpreadModelArrayRecord::new("abc").additional_properties([("prop", vec![ok(), ok()])]);
    Type_Property_AdditionalProperties_ExtendsDifferentSpreadString_get => extends_different_spread_string_get,
    Type_Property_AdditionalProperties_ExtendsDifferentSpreadString_put => extends_different_spread_string_put,
        with DifferentSpreadStringDerived::new("abc", 43.125).additional_properties([("prop", "abc")]);
    Type_Property_AdditionalProperties_ExtendsDifferentSpreadFloat_get => extends_different_spread_float_get,
    Type_Property_AdditionalProperties_ExtendsDifferentSpreadFloat_put => extends_different_spread_float_put,
        with DifferentSpreadFloatDerived::new(43.125, "abc").additional_properties([("prop", 43.125)]);
    Type_Property_AdditionalProperties_ExtendsDifferentSpreadModel_get => extends_different_spread_model_get,
    Type_Property_AdditionalProperties_ExtendsDifferentSpreadModel_put => extends_different_spread_model_put,
        with DifferentSpreadModelDerived::new(ok(), "abc").additional_properties([("prop", ok())]);
    Type_Property_AdditionalProperties_ExtendsDifferentSpreadModelArray_get => extends_different_spread_model_array_get,
    Type_Property_AdditionalProperties_ExtendsDifferentSpreadModelArray_put => extends_different_spread_model_array_put,
        with DifferentSpreadModelArrayDerived::new([ok(), ok()], "abc")
            .additional_properties([("prop", vec![ok(), ok()])]);
    Type_Property_AdditionalProperties_MultipleSpread_get => multiple_spread_get,
    Type_Property_AdditionalProperties_MultipleSpread_put => multiple_spread_put,
        with MultipleSpreadRecord::new(true)
            .additional_properties([("prop1", MultipleSpreadRecordValue::from("abc".to_owned())), ("prop2", 43.125.into())]);
    Type_Property_AdditionalProperties_SpreadRecordUnion_get => spread_record_union_get,
    Type_Property_AdditionalProperties_SpreadRecordUnion_put => spread_record_union_put,
        with SpreadRecordForUnion::new(true)
            .additional_properties([("prop1", SpreadRecordForUnionValue::from("abc".to_owned())), ("prop2", 43.125.into())]);
    Type_Property_AdditionalProperties_SpreadRecordNonDiscriminatedUnion_get =>
        spread_record_non_discriminated_union_get,
    Type_Property_AdditionalProperties_SpreadRecordNonDiscriminatedUnion_put =>
        spread_record_non_discriminated_union_put,
        with SpreadRecordForNonDiscriminatedUnion::new("abc")
            .additional_properties([("prop1", SpreadRecordForNonDiscriminatedUnionValue::from(WidgetData0::new("abc"))), ("prop2", period()?.into())]);
    Type_Property_AdditionalProperties_SpreadRecordNonDiscriminatedUnion2_get =>
        spread_record_non_discriminated_union2_get,
    Type_Property_AdditionalProperties_SpreadRecordNonDiscriminatedUnion2_put =>
        spread_record_non_discriminated_union2_put,
        with SpreadRecordForNonDiscriminatedUnion2::new("abc")
            .additional_properties([("prop1", SpreadRecordForNonDiscriminatedUnion2Value::from(start())), ("prop2", period()?.into())]);
    Type_Property_AdditionalProperties_SpreadRecordNonDiscriminatedUnion3_get =>
        spread_record_non_discriminated_union3_get,
    Type_Property_AdditionalProperties_SpreadRecordNonDiscriminatedUnion3_put =>
        spread_record_non_discriminated_union3_put,
        with SpreadRecordForNonDiscriminatedUnion3::new("abc")
            .additional_properties([("prop1", SpreadRecordForNonDiscriminatedUnion3Value::from(vec![start(), start()])), ("prop2", period()?.into())]);
}

/// Additional properties of any type.
fn unknown() -> Map<String, Value> {
    map([("prop1", 32.into()), ("prop2", true.into()), ("prop3", "abc".into())])
}

fn ok() -> ModelForRecord {
    ModelForRecord::new("ok")
}

fn start() -> WidgetData2 {
    WidgetData2::new("2021-01-01T00:00:00Z")
}

fn period() -> Result<WidgetData1, Fault> {
    Ok(WidgetData1::new("2021-01-01T00:00:00Z".parse::<DateTime>()?).end("2021-01-02T00:00:00Z".parse::<DateTime>()?))
}
