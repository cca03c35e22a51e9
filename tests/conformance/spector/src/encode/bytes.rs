//! `encode/bytes`: base64 of both alphabets, and bytes as they are.

use encode_bytes_client::models::{Base64, Base64Url};

use super::{echoed, sent};
use crate::scenario::{Fault, Outcome, asset, client, same, scenarios};

const TEST: &[u8] = b"test";

echoed! { PROPERTIES, encode_bytes_client:
    Encode_Bytes_Property_base64 => property_base64(Base64BytesProperty, TEST),
    Encode_Bytes_Property_base64url => property_base64url(Base64urlBytesProperty, TEST),
    Encode_Bytes_Property_base64urlArray => property_base64url_array(Base64urlArrayBytesProperty, twice()),
    Encode_Bytes_Property_default => property_default(DefaultBytesProperty, TEST),
}

sent! { encode_bytes_client:
    Encode_Bytes_Header_base64 => header_base64(TEST),
    Encode_Bytes_Header_base64url => header_base64url(TEST),
    Encode_Bytes_Header_base64urlArray => header_base64url_array(twice()),
    Encode_Bytes_Header_default => header_default(TEST),
    Encode_Bytes_Query_base64 => query_base64(TEST),
    Encode_Bytes_Query_base64url => query_base64url(TEST),
    Encode_Bytes_Query_base64urlArray => query_base64url_array(twice()),
    Encode_Bytes_Query_default => query_default(TEST),
    Encode_Bytes_RequestBody_base64 => request_body_base64(TEST),
    Encode_Bytes_RequestBody_customContentType => request_body_custom_content_type(image()?),
    Encode_Bytes_RequestBody_default => request_body_default(image()?),
    Encode_Bytes_RequestBody_octetStream => request_body_octet_stream(image()?),
}

scenarios! {
    Encode_Bytes_ResponseBody_base64 => base64,
    Encode_Bytes_ResponseBody_base64url => base64url,
    Encode_Bytes_ResponseBody_customContentType => custom_content_type,
    Encode_Bytes_ResponseBody_default => default,
    Encode_Bytes_ResponseBody_octetStream => octet_stream,
}

fn twice() -> [Base64Url; 2] {
    [TEST.into(), TEST.into()]
}

fn image() -> Result<Vec<u8>, Fault> {
    asset("image.png")
}

async fn base64() -> Outcome {
    same(client!(encode_bytes_client)?.response_body_base64().await?, Base64::from(TEST))
}

async fn base64url() -> Outcome {
    same(client!(encode_bytes_client)?.response_body_base64url().await?, Base64Url::from(TEST))
}

async fn custom_content_type() -> Outcome {
    same(client!(encode_bytes_client)?.response_body_custom_content_type().await?, image()?)
}

async fn default() -> Outcome {
    same(client!(encode_bytes_client)?.response_body_default().await?, image()?)
}

async fn octet_stream() -> Outcome {
    same(client!(encode_bytes_client)?.response_body_octet_stream().await?, image()?)
}
