//! `encode/duration`: ISO 8601, and numbers of seconds and milliseconds.

use std::time::Duration;

use super::{echoed, sent};

echoed! { PROPERTIES, encode_duration_client:
    Encode_Duration_Property_default => property_default(PropertyDefaultDurationProperty, "P40D".parse()?),
    Encode_Duration_Property_float64Milliseconds =>
        property_float64_milliseconds(PropertyFloat64MillisecondsDurationProperty, 35_625.0),
    Encode_Duration_Property_float64Seconds => property_float64_seconds(PropertyFloat64SecondsDurationProperty, 35.625),
    Encode_Duration_Property_floatMilliseconds =>
        property_float_milliseconds(PropertyFloatMillisecondsDurationProperty, 35_625.0),
    Encode_Duration_Property_floatMillisecondsArray =>
        property_float_milliseconds_array(PropertyFloatMillisecondsDurationArrayProperty, [35_625.0, 46_750.0]),
    Encode_Duration_Property_floatMillisecondsLargerUnit =>
        property_float_milliseconds_larger_unit(PropertyFloatMillisecondsLargerUnitDurationProperty, 210_000.0),
    Encode_Duration_Property_floatSeconds => property_float_seconds(PropertyFloatSecondsDurationProperty, 35.625),
    Encode_Duration_Property_floatSecondsArray =>
        property_float_seconds_array(PropertyFloatSecondsDurationArrayProperty, [35.625, 46.75]),
    Encode_Duration_Property_floatSecondsLargerUnit =>
        property_float_seconds_larger_unit(PropertyFloatSecondsLargerUnitDurationProperty, 150.0),
    Encode_Duration_Property_int32Milliseconds =>
        property_int32_milliseconds(PropertyInt32MillisecondsDurationProperty, 36_000),
    Encode_Duration_Property_int32MillisecondsLargerUnit =>
        property_int32_milliseconds_larger_unit(PropertyInt32MillisecondsLargerUnitDurationProperty, 180_000),
    Encode_Duration_Property_int32Seconds => property_int32_seconds(PropertyInt32SecondsDurationProperty, 36),
    Encode_Duration_Property_int32SecondsLargerUnit =>
        property_int32_seconds_larger_unit(PropertyInt32SecondsLargerUnitDurationProperty, 120),
    Encode_Duration_Property_iso8601 => property_iso8601(PropertyIso8601DurationProperty, "P40D".parse()?),
}

sent! { encode_duration_client:
    Encode_Duration_Header_default => header_default("P40D".parse()?),
    Encode_Duration_Header_float64Milliseconds => header_float64_milliseconds(35_625.0),
    Encode_Duration_Header_float64Seconds => header_float64_seconds(35.625),
    Encode_Duration_Header_floatMilliseconds => header_float_milliseconds(35_625.0),
    Encode_Duration_Header_floatMillisecondsLargerUnit => header_float_milliseconds_larger_unit(210_000.0),
    Encode_Duration_Header_floatSeconds => header_float_seconds(35.625),
    Encode_Duration_Header_floatSecondsLargerUnit => header_float_seconds_larger_unit(150.0),
    Encode_Duration_Header_int32Milliseconds => header_int32_milliseconds(36_000),
    Encode_Duration_Header_int32MillisecondsArray => header_int32_milliseconds_array([36_000, 47_000]),
    Encode_Duration_Header_int32MillisecondsLargerUnit => header_int32_milliseconds_larger_unit(180_000),
    Encode_Duration_Header_int32Seconds => header_int32_seconds(36),
    Encode_Duration_Header_int32SecondsLargerUnit => header_int32_seconds_larger_unit(120),
    Encode_Duration_Header_iso8601 => header_iso8601("P40D".parse()?),
    Encode_Duration_Header_iso8601Array => header_iso8601_array(["P40D".parse()?, "P50D".parse()?]),
    Encode_Duration_Query_default => query_default("P40D".parse()?),
    Encode_Duration_Query_float64Milliseconds => query_float64_milliseconds(35_625.0),
    Encode_Duration_Query_float64Seconds => query_float64_seconds(35.625),
    Encode_Duration_Query_floatMilliseconds => query_float_milliseconds(35_625.0),
    Encode_Duration_Query_floatMillisecondsLargerUnit => query_float_milliseconds_larger_unit(210_000.0),
    Encode_Duration_Query_floatSeconds => query_float_seconds(35.625),
    Encode_Duration_Query_floatSecondsLargerUnit => query_float_seconds_larger_unit(150.0),
    Encode_Duration_Query_int32Milliseconds => query_int32_milliseconds(36_000),
    Encode_Duration_Query_int32MillisecondsArray => query_int32_milliseconds_array([36_000, 47_000]),
    Encode_Duration_Query_int32MillisecondsLargerUnit => query_int32_milliseconds_larger_unit(180_000),
    Encode_Duration_Query_int32Seconds => query_int32_seconds(36),
    Encode_Duration_Query_int32SecondsArray => query_int32_seconds_array([36, 47]),
    Encode_Duration_Query_int32SecondsLargerUnit => query_int32_seconds_larger_unit(120),
    Encode_Duration_Query_iso8601 => query_iso8601("P40D".parse()?),
    // The document says that these are whole numbers, so that whoever calls says how to round.
    Encode_Duration_Lossy_intMilliseconds =>
        lossy_int_milliseconds(Duration::from_micros(36_250_250).as_millis().try_into()?),
    Encode_Duration_Lossy_intSeconds => lossy_int_seconds(Duration::from_millis(36_250).as_secs().try_into()?),
}
