//! `GET /items/{id}`

use crate::errors::GetItemError;
use crate::models::Item;
use crate::runtime::{
    DecodeError, Drift, InvalidRequest, Operation, OperationInfo, PathStyle, RawResponse, RequestWriter,
    RetryClass, StatusRange,
};

/// Gets an item.
#[derive(Debug, Clone, PartialEq)]
pub struct GetItem {
    pub(crate) id: String,
}

impl GetItem {
    pub(crate) fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}

impl Operation for GetItem {
    type Output = Item;
    type Error = GetItemError;
    const INFO: &'static OperationInfo = &OperationInfo {
        id: "getItem",
        method: "GET",
        path: "/items/{id}",
        retry: RetryClass::Safe,
        accept: "application/json",
        success: &[StatusRange::Code(200)],
        streaming: &[],
        security: &[&["apiKey"], &["queryKey", "cookieKey"], &["login"]],
        servers: &[],
    };

    fn encode(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
        request.path("/items/");
        request.path_param("id", PathStyle::SIMPLE, &self.id)
    }

    fn decode(response: &mut RawResponse) -> Result<Item, DecodeError> {
        response.json()
    }

    fn drift(output: &Item, response: &RawResponse) -> Vec<Drift> {
        crate::runtime::drift::compare(output, response)
    }
}
