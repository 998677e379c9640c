//! Typed errors and answers that depend on the status.
#![allow(non_snake_case, reason = "drivers have the names of their scenarios")]

use crate::support::*;

pub(crate) async fn Response_StatusCodeRange_errorResponseStatusCode404(base: &str) -> Outcome {
    use c_response_status_code_range::{Client, errors::ErrorResponseStatusCode404Error};
    let client = Client::builder().base_url(base).build().map_err(show)?;
    let error = client.error_response_status_code404().await.err().ok_or("an error is due")?;
    refused(error.status(), 404)?;
    match error.body() {
        Some(ErrorResponseStatusCode404Error::NotFound(body)) => {
            same(&body, r#"{"code":"not-found","resourceId":"resource1"}"#)
        }
        other => Err(show(other)),
    }
}

pub(crate) async fn Response_StatusCodeRange_errorResponseStatusCodeInRange(base: &str) -> Outcome {
    use c_response_status_code_range::{Client, errors::ErrorResponseStatusCodeInRangeError};
    let client = Client::builder().base_url(base).build().map_err(show)?;
    let error = client.error_response_status_code_in_range().await.err().ok_or("an error is due")?;
    refused(error.status(), 494)?;
    match error.body() {
        Some(ErrorResponseStatusCodeInRangeError::ClientError(body)) => {
            same(&body, r#"{"code":"request-header-too-large","message":"Request header too large"}"#)
        }
        other => Err(show(other)),
    }
}

pub(crate) async fn Response_BodyOrNoContent_getBody(base: &str) -> Outcome {
    use c_response_body_or_no_content::{Client, operations::untagged::GetBodyOutput};
    let client = Client::builder().base_url(base).build().map_err(show)?;
    let answer = client.get_body().send().await.map_err(show)?;
    header(answer.headers(), "x-ms-request-id", "body-request")?;
    match answer.value() {
        GetBodyOutput::Ok(body) => same(body, r#"{"content":"hello"}"#),
        other => Err(show(other)),
    }
}

pub(crate) async fn Response_BodyOrNoContent_getNoContent(base: &str) -> Outcome {
    use c_response_body_or_no_content::{Client, operations::untagged::GetNoContentOutput};
    let client = Client::builder().base_url(base).build().map_err(show)?;
    let answer = client.get_no_content().send().await.map_err(show)?;
    header(answer.headers(), "x-ms-request-id", "no-content-request")?;
    match answer.value() {
        GetNoContentOutput::NoContent => Ok(()),
        other => Err(show(other)),
    }
}
