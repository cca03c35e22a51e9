//! `authentication/*`: credentials of every kind.

use crate::scenario::{Fault, Outcome, client, refused, same, scenarios};

const TOKEN: &str = "https://security.microsoft.com/.default";

scenarios! {
    Authentication_ApiKey_valid => api_key_valid,
    Authentication_ApiKey_invalid => api_key_invalid,
    Authentication_Http_Custom_valid => http_custom_valid,
    Authentication_Http_Custom_invalid => http_custom_invalid,
    Authentication_Noauth_Union_validNoAuth => noauth_union_valid_no_auth,
    Authentication_Noauth_Union_validToken => noauth_union_valid_token,
    Authentication_OAuth2_valid => oauth2_valid,
    Authentication_OAuth2_invalid => oauth2_invalid,
    Authentication_Union_validKey => union_valid_key,
    Authentication_Union_validToken => union_valid_token,
}

async fn api_key_valid() -> Outcome {
    Ok(client!(authentication_api_key_client, api_key_auth("valid-key"))?.valid().await?)
}

async fn api_key_invalid() -> Outcome {
    use authentication_api_key_client::operations::InvalidError;
    let client = client!(authentication_api_key_client, api_key_auth("invalid-key"))?;
    match refused(client.invalid().await, 403)? {
        InvalidError::Forbidden(error) => same(error.error, "invalid-api-key"),
        other => Err(Fault::new(format!("{other:?}"))),
    }
}

async fn http_custom_valid() -> Outcome {
    Ok(client!(authentication_http_custom_client, http("valid-key"))?.valid().await?)
}

async fn http_custom_invalid() -> Outcome {
    use authentication_http_custom_client::operations::InvalidError;
    let client = client!(authentication_http_custom_client, http("invalid-key"))?;
    match refused(client.invalid().await, 403)? {
        InvalidError::Forbidden(error) => same(error.error, "invalid-api-key"),
        other => Err(Fault::new(format!("{other:?}"))),
    }
}

async fn noauth_union_valid_no_auth() -> Outcome {
    Ok(client!(authentication_noauth_union_client)?.valid_no_auth().await?)
}

async fn noauth_union_valid_token() -> Outcome {
    Ok(client!(authentication_noauth_union_client, o_auth2_auth(TOKEN))?.valid_token().await?)
}

async fn oauth2_valid() -> Outcome {
    Ok(client!(authentication_oauth2_client, o_auth2_auth(TOKEN))?.valid().await?)
}

async fn oauth2_invalid() -> Outcome {
    use authentication_oauth2_client::operations::InvalidError;
    let client = client!(authentication_oauth2_client, o_auth2_auth("another token"))?;
    match refused(client.invalid().await, 403)? {
        InvalidError::Forbidden(error) => same(error.error, "invalid-grant"),
        other => Err(Fault::new(format!("{other:?}"))),
    }
}

async fn union_valid_key() -> Outcome {
    Ok(client!(authentication_union_client, api_key_auth("valid-key"))?.valid_key().await?)
}

async fn union_valid_token() -> Outcome {
    Ok(client!(authentication_union_client, o_auth2_auth(TOKEN))?.valid_token().await?)
}
