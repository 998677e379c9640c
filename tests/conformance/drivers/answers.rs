//! Answers of which the user chooses the media type.
#![allow(non_snake_case, reason = "drivers have the names of their scenarios")]

use c_payload_content_negotiation::Client;
use c_payload_content_negotiation::operations::untagged::DifferentBodyGetAvatarAsPngDifferentBodyGetAvatarAsJsonOutput as Output;

use crate::support::*;

pub(crate) async fn Payload_ContentNegotiation_DifferentBody(base: &str) -> Outcome {
    let client = Client::builder().base_url(base).build().map_err(show)?;
    let request = client.different_body_get_avatar_as_png_different_body_get_avatar_as_json();
    let png = asset("image.png")?;
    match request.clone().header("accept", "image/png").await.map_err(show)? {
        Output::Png(body) => same_bytes(&body.collect(1 << 24).await.map_err(show)?, &png)?,
        other => return Err(show(other)),
    }
    match request.header("accept", "application/json").await.map_err(show)? {
        Output::Json(body) => same(&body, &format!("{{\"content\":\"{}\"}}", to_base64(&png))),
        other => Err(show(other)),
    }
}
