//! `type/dictionary/*`: maps of values of every kind.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use type_dictionary_client::{DateTime, Duration, models::InnerModel};

use crate::scenario::{self, exchanges};

exchanges! { type_dictionary_client:
    Type_Dictionary_Int32Value_get => int32_value_get,
    Type_Dictionary_Int32Value_put => int32_value_put,
        with map([("k1", 1), ("k2", 2)]);
    Type_Dictionary_Int64Value_get => int64_value_get,
    Type_Dictionary_Int64Value_put => int64_value_put,
        with map([("k1", 9_007_199_254_740_991), ("k2", -9_007_199_254_740_991)]);
    Type_Dictionary_BooleanValue_get => boolean_value_get,
    Type_Dictionary_BooleanValue_put => boolean_value_put,
        with map([("k1", true), ("k2", false)]);
    Type_Dictionary_StringValue_get => string_value_get,
    Type_Dictionary_StringValue_put => string_value_put,
        with map([("k1", "hello".to_owned()), ("k2", String::new())]);
    Type_Dictionary_Float32Value_get => float32_value_get,
    Type_Dictionary_Float32Value_put => float32_value_put,
        with map([("k1", 43.125)]);
    Type_Dictionary_DatetimeValue_get => datetime_value_get,
    Type_Dictionary_DatetimeValue_put => datetime_value_put,
        with map([("k1", "2022-08-26T18:38:00Z".parse::<DateTime>()?)]);
    Type_Dictionary_DurationValue_get => duration_value_get,
    Type_Dictionary_DurationValue_put => duration_value_put,
        with map([("k1", "P123DT22H14M12.011S".parse::<Duration>()?)]);
    Type_Dictionary_UnknownValue_get => unknown_value_get,
    Type_Dictionary_UnknownValue_put => unknown_value_put,
        with unknown();
    Type_Dictionary_ModelValue_get => model_value_get,
    Type_Dictionary_ModelValue_put => model_value_put,
        with map([("k1", InnerModel::new("hello")), ("k2", InnerModel::new("world"))]);
    Type_Dictionary_RecursiveModelValue_get => recursive_model_value_get,
    Type_Dictionary_RecursiveModelValue_put => recursive_model_value_put,
        with map([
            ("k1", InnerModel::new("hello").children(map([]))),
            ("k2", InnerModel::new("world").children([("k2.1", InnerModel::new("inner world"))])),
        ]);
    Type_Dictionary_NullableFloatValue_get => nullable_float_value_get,
    Type_Dictionary_NullableFloatValue_put => nullable_float_value_put,
        with map([("k1", Some(1.25)), ("k2", Some(0.5)), ("k3", None)]);
}

fn map<V, const N: usize>(entries: [(&str, V); N]) -> BTreeMap<String, V> {
    scenario::map(entries)
}

fn unknown() -> Map<String, Value> {
    scenario::map([("k1", 1.into()), ("k2", "hello".into()), ("k3", Value::Null)])
}
