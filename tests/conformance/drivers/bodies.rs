//! Bodies that the user chooses the media type of.
#![allow(non_snake_case, reason = "drivers have the names of their scenarios")]

use crate::support::*;

pub(crate) async fn Type_File_Body_uploadFileMultipleContentTypes(base: &str) -> Outcome {
    use c_type_file::{Client, operations::untagged::BodyUploadFileMultipleContentTypesBody as Body};
    let client = Client::builder().base_url(base).build().map_err(show)?;
    let body = Body::Png(asset("image.png")?.into());
    client.body_upload_file_multiple_content_types(body).await.map_err(show)
}

pub(crate) async fn Payload_ContentNegotiation_SameBody(base: &str) -> Outcome {
    let client = c_payload_content_negotiation::Client::builder().base_url(base).build().map_err(show)?;
    for (accept, file) in [("image/png", "image.png"), ("image/jpeg", "image.jpg")] {
        let request = client.same_body_get_avatar_as_png_same_body_get_avatar_as_jpeg();
        let body = request.header("accept", accept).await.map_err(show)?;
        same_bytes(&body.collect(1 << 24).await.map_err(show)?, &asset(file)?)?;
    }
    Ok(())
}
