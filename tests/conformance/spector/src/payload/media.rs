//! `payload/*` but multipart, pages and XML: bodies and answers of other media types, and headers without a body.

use std::collections::BTreeMap;

use payload_head_client::headers::ContentTypeHeaderInResponseHeaders;
use payload_json_merge_patch_client::models::{InnerModel, Resource};

use crate::scenario::{Outcome, client, same, scenarios};

scenarios! {
    Payload_Head_contentTypeHeaderInResponse => head_content_type,
    Payload_JsonMergePatch_createResource => merge_patch_create_resource,
    Payload_MediaType_StringBody_getAsJson => string_get_as_json,
    Payload_MediaType_StringBody_getAsText => string_get_as_text,
    Payload_MediaType_StringBody_sendAsJson => string_send_as_json,
    Payload_MediaType_StringBody_sendAsText => string_send_as_text,
}

async fn head_content_type() -> Outcome {
    let answer = client!(payload_head_client)?.content_type_header_in_response().response().await?;
    let headers = ContentTypeHeaderInResponseHeaders::of(answer.headers())?;
    let content_type = answer.headers().get("content-type").and_then(|value| value.to_str().ok());
    same(content_type, Some("text/plain; charset=utf-8"))?;
    same(headers.x_ms_meta.as_deref(), Some("hello"))
}

async fn merge_patch_create_resource() -> Outcome {
    let inner = || InnerModel::new().name("InnerMadge").description("innerDesc");
    let resource = Resource::new("Madge")
        .description("desc")
        .map(BTreeMap::from([("key".to_owned(), inner())]))
        .array([inner()])
        .int_value(1)
        .float_value(1.25)
        .inner_model(inner())
        .int_array([1, 2, 3]);
    let client = client!(payload_json_merge_patch_client)?;
    same(client.create_resource(resource.clone()).await?, resource)
}

async fn string_get_as_json() -> Outcome {
    same(client!(payload_media_type_client)?.string_body_get_as_json().await?, "foo")
}

async fn string_get_as_text() -> Outcome {
    same(client!(payload_media_type_client)?.string_body_get_as_text().await?, "{cat}")
}

async fn string_send_as_json() -> Outcome {
    Ok(client!(payload_media_type_client)?.string_body_send_as_json("foo").await?)
}

async fn string_send_as_text() -> Outcome {
    Ok(client!(payload_media_type_client)?.string_body_send_as_text("{cat}").await?)
}
