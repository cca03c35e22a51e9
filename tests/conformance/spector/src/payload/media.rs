//! `payload/*` but multipart, pages and XML: bodies and answers of other media types, and headers without a body.

use std::collections::BTreeMap;

use payload_content_negotiation_client::{models as negotiation, operations};
use payload_head_client::headers::ContentTypeHeaderInResponseHeaders;
use payload_json_merge_patch_client::models::{InnerModel, InnerModelPatch, Resource, ResourcePatch};

use crate::scenario::{Outcome, asset, client, same, scenarios};

scenarios! {
    Payload_ContentNegotiation_DifferentBody => negotiation_different_body,
    Payload_ContentNegotiation_SameBody => negotiation_same_body,
    Payload_Head_contentTypeHeaderInResponse => head_content_type,
    Payload_JsonMergePatch_createResource => merge_patch_create_resource,
    Payload_JsonMergePatch_updateOptionalResource => merge_patch_update_optional_resource,
    Payload_JsonMergePatch_updateResource => merge_patch_update_resource,
    Payload_MediaType_StringBody_getAsJson => string_get_as_json,
    Payload_MediaType_StringBody_getAsText => string_get_as_text,
    Payload_MediaType_StringBody_sendAsJson => string_send_as_json,
    Payload_MediaType_StringBody_sendAsText => string_send_as_text,
}

async fn negotiation_same_body() -> Outcome {
    use negotiation::SameBodyGetAvatarAsPngSameBodyGetAvatarAsJpegAccept as Accept;
    let client = client!(payload_content_negotiation_client)?;
    let call = |accept| client.same_body_get_avatar_as_png_same_body_get_avatar_as_jpeg().accept(accept);
    same(call(Accept::ImagePng).await?, asset("image.png")?)?;
    same(call(Accept::ImageJpeg).await?, asset("image.jpg")?)?;
    let refused = call(Accept::from("wrongAccept")).await;
    same(refused.err().and_then(|error| error.status()).map(|status| status.as_u16()), Some(400))
}

async fn negotiation_different_body() -> Outcome {
    use negotiation::DifferentBodyGetAvatarAsPngDifferentBodyGetAvatarAsJsonAccept as Accept;
    use operations::DifferentBodyGetAvatarAsPngDifferentBodyGetAvatarAsJsonOutput as Avatar;
    let client = client!(payload_content_negotiation_client)?;
    let call = |accept| client.different_body_get_avatar_as_png_different_body_get_avatar_as_json().accept(accept);
    let png = asset("image.png")?;
    same(call(Accept::ImagePng).await?, Avatar::OkPng(png.clone().into()))?;
    let json = negotiation::DifferentBodyPngImageAsJson::new(png);
    same(call(Accept::ApplicationJson).await?, Avatar::Ok(json))?;
    let refused = call(Accept::from("wrongAccept")).await;
    same(refused.err().and_then(|error| error.status()).map(|status| status.as_u16()), Some(400))
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

/// Takes away all but the name of the resource, and of what its map has under `key`.
fn patch() -> ResourcePatch {
    let key = InnerModelPatch::new().description(None);
    ResourcePatch::new()
        .description(None)
        .map(BTreeMap::from([("key".to_owned(), Some(key)), ("key2".to_owned(), None)]))
        .array(None)
        .int_value(None)
        .float_value(None)
        .inner_model(None)
        .int_array(None)
}

fn patched() -> Resource {
    Resource::new("Madge").map(BTreeMap::from([("key".to_owned(), InnerModel::new().name("InnerMadge"))]))
}

async fn merge_patch_update_resource() -> Outcome {
    same(client!(payload_json_merge_patch_client)?.update_resource(patch()).await?, patched())
}

async fn merge_patch_update_optional_resource() -> Outcome {
    same(client!(payload_json_merge_patch_client)?.update_optional_resource().body(patch()).await?, patched())
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
