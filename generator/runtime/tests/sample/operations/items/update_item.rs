//! `PATCH /items/{id}`

use crate::models;
use crate::runtime::{
    DecodeError, InvalidRequest, Operation, OperationInfo, PathStyle, RawResponse, RequestWriter, RetryClass,
    StatusRange, UnknownBody,
};

/// Changes an item.
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateItem {
    pub(crate) id: String,
    pub(crate) body: models::UpdateItem,
}

impl UpdateItem {
    pub(crate) fn new(id: impl Into<String>, body: models::UpdateItem) -> Self {
        Self { id: id.into(), body }
    }
}

impl Operation for UpdateItem {
    type Output = models::Item;
    type Error = UnknownBody;
    const INFO: &'static OperationInfo = &OperationInfo {
        id: "updateItem",
        method: "PATCH",
        path: "/items/{id}",
        retry: RetryClass::Unsafe,
        accept: "application/json",
        success: &[StatusRange::Code(200)],
        streaming: &[],
        security: &[&["apiKey"]],
        servers: &[],
    };

    fn encode(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
        request.path("/items/");
        request.path_param("id", PathStyle::SIMPLE, &self.id)?;
        request.json("application/json", &self.body)
    }

    fn decode(response: &mut RawResponse) -> Result<models::Item, DecodeError> {
        response.json()
    }
}
