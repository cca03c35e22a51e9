//! `type/scalar/*`: bodies and parameters that are single values.

use crate::scenario::{Outcome, client, equal, scenarios};

scenarios! {
    Type_Scalar_String_get => string_get,
    Type_Scalar_String_put => string_put,
    Type_Scalar_Boolean_get => boolean_get,
    Type_Scalar_Boolean_put => boolean_put,
    Type_Scalar_Unknown_get => unknown_get,
    Type_Scalar_Unknown_put => unknown_put,
    Type_Scalar_DecimalType_responseBody => decimal_response_body,
    Type_Scalar_DecimalType_requestBody => decimal_request_body,
    Type_Scalar_DecimalType_requestParameter => decimal_request_parameter,
    Type_Scalar_DecimalVerify_prepareVerify => decimal_prepare_verify,
    Type_Scalar_DecimalVerify_verify => decimal_verify,
    Type_Scalar_Decimal128Type_responseBody => decimal128_response_body,
    Type_Scalar_Decimal128Type_requestBody => decimal128_request_body,
    Type_Scalar_Decimal128Type_requestParameter => decimal128_request_parameter,
    Type_Scalar_Decimal128Verify_prepareVerify => decimal128_prepare_verify,
    Type_Scalar_Decimal128Verify_verify => decimal128_verify,
}

async fn string_get() -> Outcome {
    equal(client!(type_scalar_client)?.string_get().await?, "test".into())
}

async fn string_put() -> Outcome {
    Ok(client!(type_scalar_client)?.string_put("test").await?)
}

async fn boolean_get() -> Outcome {
    equal(client!(type_scalar_client)?.boolean_get().await?, true)
}

async fn boolean_put() -> Outcome {
    Ok(client!(type_scalar_client)?.boolean_put(true).await?)
}

async fn unknown_get() -> Outcome {
    equal(client!(type_scalar_client)?.unknown_get().await?, "test".into())
}

async fn unknown_put() -> Outcome {
    Ok(client!(type_scalar_client)?.unknown_put("test").await?)
}

async fn decimal_response_body() -> Outcome {
    equal(client!(type_scalar_client)?.decimal_type_response_body().await?, "0.33333".parse()?)
}

async fn decimal_request_body() -> Outcome {
    Ok(client!(type_scalar_client)?.decimal_type_request_body(0.33333).await?)
}

async fn decimal_request_parameter() -> Outcome {
    Ok(client!(type_scalar_client)?.decimal_type_request_parameter(0.33333).await?)
}

async fn decimal_prepare_verify() -> Outcome {
    equal(client!(type_scalar_client)?.decimal_verify_prepare_verify().await?, vec!["0.1".parse()?; 3])
}

async fn decimal_verify() -> Outcome {
    Ok(client!(type_scalar_client)?.decimal_verify_verify(0.3).await?)
}

async fn decimal128_response_body() -> Outcome {
    equal(client!(type_scalar_client)?.decimal128_type_response_body().await?, "0.33333".parse()?)
}

async fn decimal128_request_body() -> Outcome {
    Ok(client!(type_scalar_client)?.decimal128_type_request_body(0.33333).await?)
}

async fn decimal128_request_parameter() -> Outcome {
    Ok(client!(type_scalar_client)?.decimal128_type_request_parameter(0.33333).await?)
}

async fn decimal128_prepare_verify() -> Outcome {
    equal(client!(type_scalar_client)?.decimal128_verify_prepare_verify().await?, vec!["0.1".parse()?; 3])
}

async fn decimal128_verify() -> Outcome {
    Ok(client!(type_scalar_client)?.decimal128_verify_verify(0.3).await?)
}
