//! `payload/multipart`: forms with files.

use payload_multipart_client::models::Address;
use payload_multipart_client::*;

use crate::scenario::{Fault, Outcome, asset, client, scenarios};

scenarios! {
    Payload_MultiPart_FormData_anonymousModel => anonymous_model,
    Payload_MultiPart_FormData_basic => basic,
    Payload_MultiPart_FormData_binaryArrayParts => binary_array_parts,
    Payload_MultiPart_FormData_checkFileNameAndContentType => check_file_name_and_content_type,
    Payload_MultiPart_FormData_File_uploadFileArray => upload_file_array,
    Payload_MultiPart_FormData_File_uploadFileRequiredFilename => upload_file_required_filename,
    Payload_MultiPart_FormData_File_uploadFileSpecificContentType => upload_file_specific_content_type,
    Payload_MultiPart_FormData_fileArrayAndBasic => file_array_and_basic,
    Payload_MultiPart_FormData_HttpParts_ContentType_imageJpegContentType => image_jpeg_content_type,
    Payload_MultiPart_FormData_HttpParts_ContentType_optionalContentType => optional_content_type,
    Payload_MultiPart_FormData_HttpParts_ContentType_requiredContentType => required_content_type,
    Payload_MultiPart_FormData_HttpParts_jsonArrayAndFileArray => json_array_and_file_array,
    Payload_MultiPart_FormData_HttpParts_NonString_float => non_string_float,
    Payload_MultiPart_FormData_jsonPart => json_part,
    Payload_MultiPart_FormData_multiBinaryParts => multi_binary_parts,
    Payload_MultiPart_FormData_optionalParts => optional_parts,
    Payload_MultiPart_FormData_withWireName => with_wire_name,
}

fn client() -> Result<Client, Fault> {
    Ok(client!(payload_multipart_client)?)
}

fn jpg() -> Result<Part, Fault> {
    Ok(Part::bytes(asset("image.jpg")?))
}

fn png() -> Result<Part, Fault> {
    Ok(Part::bytes(asset("image.png")?))
}

async fn basic() -> Outcome {
    Ok(client()?.form_data_basic(FormDataBasicParts::new("123", jpg()?)).await?)
}

async fn with_wire_name() -> Outcome {
    Ok(client()?.form_data_with_wire_name(FormDataWithWireNameParts::new("123", jpg()?)).await?)
}

async fn optional_parts() -> Outcome {
    let client = client()?;
    client.form_data_optional_parts(FormDataOptionalPartsParts::new().id("123")).await?;
    client.form_data_optional_parts(FormDataOptionalPartsParts::new().profile_image(jpg()?)).await?;
    Ok(client.form_data_optional_parts(FormDataOptionalPartsParts::new().id("123").profile_image(jpg()?)).await?)
}

async fn file_array_and_basic() -> Outcome {
    let parts = FormDataFileArrayAndBasicParts::new("123", Address::new("X"), jpg()?, [png()?, png()?]);
    Ok(client()?.form_data_file_array_and_basic(parts).await?)
}

async fn json_part() -> Outcome {
    Ok(client()?.form_data_json_part(FormDataJsonPartParts::new(Address::new("X"), jpg()?)).await?)
}

async fn binary_array_parts() -> Outcome {
    let parts = FormDataBinaryArrayPartsParts::new("123", [png()?, png()?]);
    Ok(client()?.form_data_binary_array_parts(parts).await?)
}

async fn multi_binary_parts() -> Outcome {
    let client = client()?;
    client.form_data_multi_binary_parts(FormDataMultiBinaryPartsParts::new(jpg()?)).await?;
    Ok(client.form_data_multi_binary_parts(FormDataMultiBinaryPartsParts::new(jpg()?).picture(png()?)).await?)
}

async fn check_file_name_and_content_type() -> Outcome {
    let image = jpg()?.file_name("hello.jpg").content_type("image/jpg");
    let parts = FormDataCheckFileNameAndContentTypeParts::new("123", image);
    Ok(client()?.form_data_check_file_name_and_content_type(parts).await?)
}

async fn anonymous_model() -> Outcome {
    Ok(client()?.form_data_anonymous_model(FormDataAnonymousModelParts::new(jpg()?)).await?)
}

async fn image_jpeg_content_type() -> Outcome {
    let parts = ContentTypeImageJpegContentTypeParts::new(jpg()?.file_name("hello.jpg"));
    Ok(client()?.content_type_image_jpeg_content_type(parts).await?)
}

async fn required_content_type() -> Outcome {
    let image = jpg()?.file_name("image.jpg").content_type("application/octet-stream");
    Ok(client()?.content_type_required_content_type(ContentTypeRequiredContentTypeParts::new(image)).await?)
}

async fn optional_content_type() -> Outcome {
    let client = client()?;
    let image = jpg()?.file_name("image.jpg");
    let parts = ContentTypeOptionalContentTypeParts::new(image.clone());
    client.content_type_optional_content_type(parts).await?;
    let parts = ContentTypeOptionalContentTypeParts::new(image.content_type("application/octet-stream"));
    Ok(client.content_type_optional_content_type(parts).await?)
}

async fn json_array_and_file_array() -> Outcome {
    let previous = [Address::new("Y"), Address::new("Z")];
    let pictures = [png()?, png()?];
    let parts = HttpPartsJsonArrayAndFileArrayParts::new("123", Address::new("X"), jpg()?, previous, pictures);
    Ok(client()?.http_parts_json_array_and_file_array(parts).await?)
}

async fn non_string_float() -> Outcome {
    Ok(client()?.non_string_float(NonStringFloatParts::new(0.5)).await?)
}

async fn upload_file_specific_content_type() -> Outcome {
    let parts = FileUploadFileSpecificContentTypeParts::new(png()?.file_name("image.png"));
    Ok(client()?.file_upload_file_specific_content_type(parts).await?)
}

async fn upload_file_required_filename() -> Outcome {
    let parts = FileUploadFileRequiredFilenameParts::new(png()?.file_name("image.png"));
    Ok(client()?.file_upload_file_required_filename(parts).await?)
}

async fn upload_file_array() -> Outcome {
    let parts = FileUploadFileArrayParts::new([png()?.file_name("image1.png"), png()?.file_name("image2.png")]);
    Ok(client()?.file_upload_file_array(parts).await?)
}
