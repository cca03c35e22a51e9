//! `authentication/*`: credentials of every kind.

use crate::scenario::{Outcome, client, refused, same, scenarios};

scenarios! {
    Authentication_ApiKey_valid => api_key_valid,
    Authentication_ApiKey_invalid => api_key_invalid,
}

async fn api_key_valid() -> Outcome {
    let client = client!(authentication_api_key_client, api_key_auth("valid-key"))?;
    Ok(client.valid().await?)
}

async fn api_key_invalid() -> Outcome {
    let client = client!(authentication_api_key_client, api_key_auth("invalid-key"))?;
    let authentication_api_key_client::InvalidError::Forbidden(error) = refused(client.invalid().await, 403)? else {
        return Err(crate::scenario::Fault::new("another error"));
    };
    same(error.error, "invalid-api-key")
}
