//! `serialization/*`: names in JSON that are not those of the specification.

use serialization_encoded_name_json_client::models::PropertyJsonEncodedNameModel;

use crate::scenario::{Outcome, client, same, scenarios};

scenarios! {
    Serialization_EncodedName_Json_Property_get => get,
    Serialization_EncodedName_Json_Property_send => send,
}

async fn get() -> Outcome {
    let client = client!(serialization_encoded_name_json_client)?;
    same(client.property_get().await?, PropertyJsonEncodedNameModel::new(true))
}

async fn send() -> Outcome {
    let client = client!(serialization_encoded_name_json_client)?;
    Ok(client.property_send(PropertyJsonEncodedNameModel::new(true)).await?)
}
