//! `type/array`: lists of every kind of element.

use serde_json::json;
use specwright_values::{DateTime, Duration};
use type_array_client::models::InnerModel;

use crate::scenario::{Outcome, client, same, scenarios};

/// For each kind of element the call that reads a list, the one that writes it, and the list.
macro_rules! lists {
    ($($get:ident, $put:ident => $list:expr;)*) => {
        $(
            async fn $get() -> Outcome {
                same(client!(type_array_client)?.$get().await?, $list)
            }

            async fn $put() -> Outcome {
                Ok(client!(type_array_client)?.$put($list).await?)
            }
        )*
    };
}

lists! {
    int32_value_get, int32_value_put => [1, 2];
    int64_value_get, int64_value_put => [9_007_199_254_740_991, -9_007_199_254_740_991];
    boolean_value_get, boolean_value_put => [true, false];
    string_value_get, string_value_put => ["hello".to_owned(), String::new()];
    float32_value_get, float32_value_put => [43.125];
    datetime_value_get, datetime_value_put => [DateTime::parse("2022-08-26T18:38:00Z")?];
    duration_value_get, duration_value_put => ["P123DT22H14M12.011S".parse::<Duration>()?];
    unknown_value_get, unknown_value_put => [json!(1), json!("hello"), json!(null)];
    model_value_get, model_value_put => ["hello", "world"].map(InnerModel::new);
    nullable_float_value_get, nullable_float_value_put => [Some(1.25), None, Some(3.0)];
    nullable_boolean_value_get, nullable_boolean_value_put => [Some(true), None, Some(false)];
    nullable_int32_value_get, nullable_int32_value_put => [Some(1), None, Some(3)];
    nullable_string_value_get, nullable_string_value_put => [Some("hello".to_owned()), None, Some("world".to_owned())];
    nullable_model_value_get, nullable_model_value_put =>
        [Some(InnerModel::new("hello")), None, Some(InnerModel::new("world"))];
}

scenarios! {
    Type_Array_Int32Value_get => int32_value_get,
    Type_Array_Int32Value_put => int32_value_put,
    Type_Array_Int64Value_get => int64_value_get,
    Type_Array_Int64Value_put => int64_value_put,
    Type_Array_BooleanValue_get => boolean_value_get,
    Type_Array_BooleanValue_put => boolean_value_put,
    Type_Array_StringValue_get => string_value_get,
    Type_Array_StringValue_put => string_value_put,
    Type_Array_Float32Value_get => float32_value_get,
    Type_Array_Float32Value_put => float32_value_put,
    Type_Array_DatetimeValue_get => datetime_value_get,
    Type_Array_DatetimeValue_put => datetime_value_put,
    Type_Array_DurationValue_get => duration_value_get,
    Type_Array_DurationValue_put => duration_value_put,
    Type_Array_UnknownValue_get => unknown_value_get,
    Type_Array_UnknownValue_put => unknown_value_put,
    Type_Array_ModelValue_get => model_value_get,
    Type_Array_ModelValue_put => model_value_put,
    Type_Array_NullableFloatValue_get => nullable_float_value_get,
    Type_Array_NullableFloatValue_put => nullable_float_value_put,
    Type_Array_NullableBooleanValue_get => nullable_boolean_value_get,
    Type_Array_NullableBooleanValue_put => nullable_boolean_value_put,
    Type_Array_NullableInt32Value_get => nullable_int32_value_get,
    Type_Array_NullableInt32Value_put => nullable_int32_value_put,
    Type_Array_NullableStringValue_get => nullable_string_value_get,
    Type_Array_NullableStringValue_put => nullable_string_value_put,
    Type_Array_NullableModelValue_get => nullable_model_value_get,
    Type_Array_NullableModelValue_put => nullable_model_value_put,
}
