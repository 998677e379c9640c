//! Forms whose parts have content types.
#![allow(non_snake_case, reason = "drivers have the names of their scenarios")]

use c_payload_multipart::operations::untagged::*;
use c_payload_multipart::{Client, models, runtime::Upload};

use crate::support::*;

fn client(base: &str) -> Result<Client, String> {
    Client::builder().base_url(base).build().map_err(show)
}

fn jpg() -> Result<Upload, String> {
    let upload = Upload::from(asset("image.jpg")?);
    Ok(upload.file_name("image.jpg").content_type("application/octet-stream"))
}

fn png() -> Result<Upload, String> {
    let upload = Upload::from(asset("image.png")?);
    Ok(upload.file_name("image.png").content_type("application/octet-stream"))
}

pub(crate) async fn Payload_MultiPart_FormData_HttpParts_ContentType_imageJpegContentType(
    base: &str,
) -> Outcome {
    let image = Upload::from(asset("image.jpg")?).file_name("hello.jpg");
    let form = ContentTypeImageJpegContentTypeForm::new(image);
    client(base)?.content_type_image_jpeg_content_type(form).await.map_err(show)
}

pub(crate) async fn Payload_MultiPart_FormData_HttpParts_ContentType_requiredContentType(
    base: &str,
) -> Outcome {
    let form = ContentTypeRequiredContentTypeForm::new(jpg()?);
    client(base)?.content_type_required_content_type(form).await.map_err(show)
}

pub(crate) async fn Payload_MultiPart_FormData_HttpParts_ContentType_optionalContentType(
    base: &str,
) -> Outcome {
    let form = ContentTypeOptionalContentTypeForm::new(jpg()?);
    client(base)?.content_type_optional_content_type(form).await.map_err(show)
}

pub(crate) async fn Payload_MultiPart_FormData_HttpParts_jsonArrayAndFileArray(base: &str) -> Outcome {
    let address = models::Address::new;
    let form = HttpPartsJsonArrayAndFileArrayForm::new(HttpPartsJsonArrayAndFileArrayFormRequired {
        id: "123".to_owned(),
        address: address("X"),
        profile_image: jpg()?,
        previous_addresses: vec![address("Y"), address("Z")],
        pictures: vec![png()?, png()?],
    });
    client(base)?.http_parts_json_array_and_file_array(form).await.map_err(show)
}

pub(crate) async fn Payload_MultiPart_FormData_HttpParts_NonString_float(base: &str) -> Outcome {
    client(base)?.non_string_float(NonStringFloatForm::new(0.5)).await.map_err(show)
}

pub(crate) async fn Payload_MultiPart_FormData_File_uploadFileSpecificContentType(base: &str) -> Outcome {
    let file = Upload::from(asset("image.png")?).file_name("image.png");
    let form = FileUploadFileSpecificContentTypeForm::new(file);
    client(base)?.file_upload_file_specific_content_type(form).await.map_err(show)
}

pub(crate) async fn Payload_MultiPart_FormData_File_uploadFileRequiredFilename(base: &str) -> Outcome {
    let file = Upload::from(asset("image.png")?).file_name("image.png");
    let form = FileUploadFileRequiredFilenameForm::new(file);
    client(base)?.file_upload_file_required_filename(form).await.map_err(show)
}

pub(crate) async fn Payload_MultiPart_FormData_File_uploadFileArray(base: &str) -> Outcome {
    let file = Upload::from(asset("image.png")?).file_name("image.png");
    let form = FileUploadFileArrayForm::new([file.clone(), file]);
    client(base)?.file_upload_file_array(form).await.map_err(show)
}
