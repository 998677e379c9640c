//! What error answers hold, one enum for each operation.

use crate::models::ErrorBody;
use crate::runtime::{DecodeError, OperationError, RawResponse, UnknownBody};

/// What an error answer of [`GetItem`](crate::operations::items::GetItem) holds.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum GetItemError {
    /// 404: there is no such item.
    NotFound(ErrorBody),
    /// 5XX.
    ServerError(ErrorBody),
    /// A status, or a body, that the document does not describe.
    Other(UnknownBody),
}

impl OperationError for GetItemError {
    const OPERATION: &'static str = "getItem";

    fn decode(response: &RawResponse) -> Self {
        let known: Result<Self, DecodeError> = match response.status().as_u16() {
            404 => response.json().map(Self::NotFound),
            500..=599 => response.json().map(Self::ServerError),
            _ => return Self::Other(UnknownBody::of(response)),
        };
        known.unwrap_or_else(|error| Self::Other(UnknownBody::undecodable(response, &error)))
    }

    fn other(body: UnknownBody) -> Self {
        Self::Other(body)
    }
}
