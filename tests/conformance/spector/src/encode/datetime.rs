//! `encode/datetime`: RFC 3339, HTTP dates and seconds since 1970.

use encode_datetime_client::headers::{
    ResponseHeaderDefaultHeaders, ResponseHeaderRfc3339Headers, ResponseHeaderUnixTimestampHeaders,
};
use encode_datetime_client::models::DateTime;
use specwright_values::ParseError;

use super::{echoed, sent};
use crate::scenario::{Outcome, client, same, scenarios};

const HTTP_DATE: &str = "Fri, 26 Aug 2022 14:38:00 GMT";
const SECONDS: i64 = 1_686_566_864;
const LATER: i64 = 1_686_734_256;

fn evening() -> Result<DateTime, ParseError> {
    "2022-08-26T18:38:00.000Z".parse()
}

echoed! { PROPERTIES, encode_datetime_client:
    Encode_Datetime_Property_default => property_default(DefaultDatetimeProperty, evening()?),
    Encode_Datetime_Property_rfc3339 => property_rfc3339(Rfc3339DatetimeProperty, evening()?),
    Encode_Datetime_Property_rfc7231 => property_rfc7231(Rfc7231DatetimeProperty, HTTP_DATE),
    Encode_Datetime_Property_unixTimestamp => property_unix_timestamp(UnixTimestampDatetimeProperty, SECONDS),
    Encode_Datetime_Property_unixTimestampArray =>
        property_unix_timestamp_array(UnixTimestampArrayDatetimeProperty, [SECONDS, LATER]),
}

sent! { encode_datetime_client:
    Encode_Datetime_Header_default => header_default(HTTP_DATE),
    Encode_Datetime_Header_rfc3339 => header_rfc3339(evening()?),
    Encode_Datetime_Header_rfc7231 => header_rfc7231(HTTP_DATE),
    Encode_Datetime_Header_unixTimestamp => header_unix_timestamp(SECONDS),
    Encode_Datetime_Header_unixTimestampArray => header_unix_timestamp_array([SECONDS, LATER]),
    Encode_Datetime_Query_default => query_default(evening()?),
    Encode_Datetime_Query_rfc3339 => query_rfc3339(evening()?),
    Encode_Datetime_Query_rfc7231 => query_rfc7231(HTTP_DATE),
    Encode_Datetime_Query_unixTimestamp => query_unix_timestamp(SECONDS),
    Encode_Datetime_Query_unixTimestampArray => query_unix_timestamp_array([SECONDS, LATER]),
}

scenarios! {
    Encode_Datetime_ResponseHeader_default => header_default,
    Encode_Datetime_ResponseHeader_rfc3339 => header_rfc3339,
    Encode_Datetime_ResponseHeader_rfc7231 => header_rfc7231,
    Encode_Datetime_ResponseHeader_unixTimestamp => header_unix_timestamp,
}

async fn header_default() -> Outcome {
    let answer = client!(encode_datetime_client)?.response_header_default().response().await?;
    same(ResponseHeaderDefaultHeaders::of(answer.headers())?.value, Some(HTTP_DATE.to_owned()))
}

async fn header_rfc3339() -> Outcome {
    let answer = client!(encode_datetime_client)?.response_header_rfc3339().response().await?;
    same(ResponseHeaderRfc3339Headers::of(answer.headers())?.value, Some(evening()?))
}

async fn header_rfc7231() -> Outcome {
    let answer = client!(encode_datetime_client)?.response_header_rfc7231().response().await?;
    same(ResponseHeaderDefaultHeaders::of(answer.headers())?.value, Some(HTTP_DATE.to_owned()))
}

async fn header_unix_timestamp() -> Outcome {
    let answer = client!(encode_datetime_client)?.response_header_unix_timestamp().response().await?;
    same(ResponseHeaderUnixTimestampHeaders::of(answer.headers())?.value, Some(SECONDS))
}
