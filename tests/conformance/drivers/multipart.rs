//! Forms with files.
#![allow(non_snake_case, reason = "drivers have the names of their scenarios")]

use c_payload_multipart::operations::untagged::*;
use c_payload_multipart::{Client, models, runtime::Upload};

use crate::support::*;

fn client(base: &str) -> Result<Client, String> {
    Client::builder().base_url(base).build().map_err(show)
}

fn jpg() -> Result<Upload, String> {
    Ok(Upload::from(asset("image.jpg")?).file_name("image.jpg"))
}

fn png() -> Result<Upload, String> {
    Ok(Upload::from(asset("image.png")?).file_name("image.png"))
}

fn address() -> models::Address {
    models::Address::new("X")
}

pub(crate) async fn Payload_MultiPart_FormData_basic(base: &str) -> Outcome {
    client(base)?.form_data_basic(FormDataBasicForm::new("123", jpg()?)).await.map_err(show)
}

pub(crate) async fn Payload_MultiPart_FormData_withWireName(base: &str) -> Outcome {
    client(base)?.form_data_with_wire_name(FormDataWithWireNameForm::new("123", jpg()?)).await.map_err(show)
}

pub(crate) async fn Payload_MultiPart_FormData_optionalParts(base: &str) -> Outcome {
    let client = client(base)?;
    let form = FormDataOptionalPartsForm::new;
    client.form_data_optional_parts(form().id("123")).await.map_err(show)?;
    client.form_data_optional_parts(form().profile_image(jpg()?)).await.map_err(show)?;
    client.form_data_optional_parts(form().id("123").profile_image(jpg()?)).await.map_err(show)
}

pub(crate) async fn Payload_MultiPart_FormData_fileArrayAndBasic(base: &str) -> Outcome {
    let form = FormDataFileArrayAndBasicForm::new(address(), "123", [png()?, png()?], jpg()?);
    client(base)?.form_data_file_array_and_basic(form).await.map_err(show)
}

pub(crate) async fn Payload_MultiPart_FormData_jsonPart(base: &str) -> Outcome {
    client(base)?.form_data_json_part(FormDataJsonPartForm::new(address(), jpg()?)).await.map_err(show)
}

pub(crate) async fn Payload_MultiPart_FormData_binaryArrayParts(base: &str) -> Outcome {
    let form = FormDataBinaryArrayPartsForm::new("123", [png()?, png()?]);
    client(base)?.form_data_binary_array_parts(form).await.map_err(show)
}

pub(crate) async fn Payload_MultiPart_FormData_multiBinaryParts(base: &str) -> Outcome {
    let client = client(base)?;
    let form = FormDataMultiBinaryPartsForm::new(jpg()?);
    client.form_data_multi_binary_parts(form.clone()).await.map_err(show)?;
    client.form_data_multi_binary_parts(form.picture(png()?)).await.map_err(show)
}

pub(crate) async fn Payload_MultiPart_FormData_checkFileNameAndContentType(base: &str) -> Outcome {
    let image = jpg()?.file_name("hello.jpg").content_type("image/jpg");
    let form = FormDataCheckFileNameAndContentTypeForm::new("123", image);
    client(base)?.form_data_check_file_name_and_content_type(form).await.map_err(show)
}

pub(crate) async fn Payload_MultiPart_FormData_anonymousModel(base: &str) -> Outcome {
    client(base)?.form_data_anonymous_model(FormDataAnonymousModelForm::new(jpg()?)).await.map_err(show)
}
