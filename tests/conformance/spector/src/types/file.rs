//! `type/file`: bodies and answers that are files.

use serde_json::json;
use type_file_client::{Client, RawBody};

use crate::scenario::{Fault, Outcome, asset, client, same, scenarios};

scenarios! {
    Type_File_Body_downloadFileDefaultContentType => download_anything,
    Type_File_Body_downloadFileJsonContentType => download_json,
    Type_File_Body_downloadFileMultipleContentTypes => download_png_or_jpeg,
    Type_File_Body_downloadFileSpecificContentType => download_png,
    Type_File_Body_uploadFileDefaultContentType => upload_anything,
    Type_File_Body_uploadFileJsonContentType => upload_json,
    Type_File_Body_uploadFileMultipleContentTypes => upload_png_or_jpeg,
    Type_File_Body_uploadFileSpecificContentType => upload_png,
}

fn client() -> Result<Client, Fault> {
    Ok(client!(type_file_client)?)
}

async fn download_anything() -> Outcome {
    same(client()?.body_download_file_default_content_type().await?, asset("image.png")?)
}

async fn download_json() -> Outcome {
    same(client()?.body_download_file_json_content_type().await?, json!({"message": "test file content"}))
}

async fn download_png_or_jpeg() -> Outcome {
    same(client()?.body_download_file_multiple_content_types().await?, asset("image.png")?)
}

async fn download_png() -> Outcome {
    same(client()?.body_download_file_specific_content_type().await?, asset("image.png")?)
}

async fn upload_anything() -> Outcome {
    let image = RawBody::new("image/png", asset("image.png")?);
    Ok(client()?.body_upload_file_default_content_type(image).await?)
}

async fn upload_json() -> Outcome {
    Ok(client()?.body_upload_file_json_content_type(json!({"message": "test file content"})).await?)
}

async fn upload_png_or_jpeg() -> Outcome {
    Ok(client()?.body_upload_file_multiple_content_types(asset("image.png")?).await?)
}

async fn upload_png() -> Outcome {
    Ok(client()?.body_upload_file_specific_content_type(asset("image.png")?).await?)
}
