//! `type/enum`: enums that are closed and enums that are not.

use type_enum_extensible_client::models::DaysOfWeekExtensibleEnum;
use type_enum_fixed_client::models::DaysOfWeekEnum;

use crate::scenario::{Outcome, client, same, scenarios};

scenarios! {
    Type_Enum_Extensible_String_getKnownValue => get_known_value,
    Type_Enum_Extensible_String_getUnknownValue => get_unknown_value,
    Type_Enum_Extensible_String_putKnownValue => put_known_value,
    Type_Enum_Extensible_String_putUnknownValue => put_unknown_value,
    Type_Enum_Fixed_String_getKnownValue => get_fixed_value,
    Type_Enum_Fixed_String_putKnownValue => put_fixed_value,
    Type_Enum_Fixed_String_putUnknownValue => put_value_that_is_refused,
}

async fn get_known_value() -> Outcome {
    let client = client!(type_enum_extensible_client)?;
    same(client.string_get_known_value().await?, DaysOfWeekExtensibleEnum::Monday)
}

async fn get_unknown_value() -> Outcome {
    let client = client!(type_enum_extensible_client)?;
    same(client.string_get_unknown_value().await?, DaysOfWeekExtensibleEnum::Unknown("Weekend".to_owned()))
}

async fn put_known_value() -> Outcome {
    let client = client!(type_enum_extensible_client)?;
    Ok(client.string_put_known_value(DaysOfWeekExtensibleEnum::Monday).await?)
}

async fn put_unknown_value() -> Outcome {
    let client = client!(type_enum_extensible_client)?;
    Ok(client.string_put_unknown_value(DaysOfWeekExtensibleEnum::Unknown("Weekend".to_owned())).await?)
}

async fn get_fixed_value() -> Outcome {
    same(client!(type_enum_fixed_client)?.string_get_known_value().await?, DaysOfWeekEnum::Monday)
}

async fn put_fixed_value() -> Outcome {
    Ok(client!(type_enum_fixed_client)?.string_put_known_value(DaysOfWeekEnum::Monday).await?)
}

async fn put_value_that_is_refused() -> Outcome {
    let client = client!(type_enum_fixed_client)?;
    let Err(error) = client.string_put_unknown_value(DaysOfWeekEnum::Unknown("Weekend".to_owned())).await else {
        return Err(crate::scenario::Fault::new("the call succeeded"));
    };
    same(error.status().map(|status| status.as_u16()), Some(500))
}
