//! Credentials, as a user sets them, and the typed error that a wrong one gives.
#![allow(non_snake_case, reason = "drivers have the names of their scenarios")]

use crate::support::*;

const TOKEN: &str = "https://security.microsoft.com/.default";

pub(crate) async fn Authentication_ApiKey_valid(base: &str) -> Outcome {
    let client = c_authentication_api_key::Client::builder().base_url(base).api_key_auth("valid-key");
    client.build().map_err(show)?.valid().await.map_err(show)
}

pub(crate) async fn Authentication_ApiKey_invalid(base: &str) -> Outcome {
    use c_authentication_api_key::errors::InvalidError;
    let client = c_authentication_api_key::Client::builder().base_url(base).api_key_auth("invalid-key");
    let error = client.build().map_err(show)?.invalid().await.err().ok_or("an error is due")?;
    refused(error.status(), 403)?;
    match error.body() {
        Some(InvalidError::Forbidden(body)) => same(&body, r#"{"error":"invalid-api-key"}"#),
        other => Err(show(other)),
    }
}

pub(crate) async fn Authentication_Http_Custom_valid(base: &str) -> Outcome {
    let client = c_authentication_http_custom::Client::builder().base_url(base).http("valid-key");
    client.build().map_err(show)?.valid().await.map_err(show)
}

pub(crate) async fn Authentication_Http_Custom_invalid(base: &str) -> Outcome {
    use c_authentication_http_custom::errors::InvalidError;
    let client = c_authentication_http_custom::Client::builder().base_url(base).http("invalid-key");
    let error = client.build().map_err(show)?.invalid().await.err().ok_or("an error is due")?;
    refused(error.status(), 403)?;
    match error.body() {
        Some(InvalidError::Forbidden(body)) => same(&body, r#"{"error":"invalid-api-key"}"#),
        other => Err(show(other)),
    }
}

pub(crate) async fn Authentication_OAuth2_valid(base: &str) -> Outcome {
    let client = c_authentication_oauth2::Client::builder().base_url(base).o_auth2_auth(TOKEN);
    client.build().map_err(show)?.valid().await.map_err(show)
}

pub(crate) async fn Authentication_OAuth2_invalid(base: &str) -> Outcome {
    use c_authentication_oauth2::errors::InvalidError;
    let client = c_authentication_oauth2::Client::builder().base_url(base).o_auth2_auth("invalid");
    let error = client.build().map_err(show)?.invalid().await.err().ok_or("an error is due")?;
    refused(error.status(), 403)?;
    match error.body() {
        Some(InvalidError::Forbidden(body)) => same(&body, r#"{"error":"invalid-grant"}"#),
        other => Err(show(other)),
    }
}

pub(crate) async fn Authentication_Noauth_Union_validNoAuth(base: &str) -> Outcome {
    let client = c_authentication_noauth_union::Client::builder().base_url(base);
    client.build().map_err(show)?.valid_no_auth().await.map_err(show)
}

pub(crate) async fn Authentication_Noauth_Union_validToken(base: &str) -> Outcome {
    let client = c_authentication_noauth_union::Client::builder().base_url(base).o_auth2_auth(TOKEN);
    client.build().map_err(show)?.valid_token().await.map_err(show)
}

pub(crate) async fn Authentication_Union_validKey(base: &str) -> Outcome {
    let client = c_authentication_union::Client::builder().base_url(base).api_key_auth("valid-key");
    client.build().map_err(show)?.valid_key().await.map_err(show)
}

pub(crate) async fn Authentication_Union_validToken(base: &str) -> Outcome {
    let client = c_authentication_union::Client::builder().base_url(base).o_auth2_auth(TOKEN);
    client.build().map_err(show)?.valid_token().await.map_err(show)
}
