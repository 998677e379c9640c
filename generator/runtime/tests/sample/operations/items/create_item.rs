//! `POST /items`

use crate::models::{self, Item};
use crate::runtime::{
    DecodeError, InvalidRequest, Operation, OperationInfo, RawResponse, RequestWriter, RetryClass,
    StatusRange, UnknownBody,
};

/// `POST /items`
#[derive(Debug, Clone, PartialEq)]
pub struct CreateItem {
    pub(crate) body: models::UpdateItem,
}

impl CreateItem {
    pub(crate) fn new(body: models::UpdateItem) -> Self {
        Self { body }
    }
}

impl Operation for CreateItem {
    type Output = Item;
    type Error = UnknownBody;
    const INFO: &'static OperationInfo = &OperationInfo {
        id: "createItem",
        method: "POST",
        path: "/items",
        retry: RetryClass::Unsafe,
        accept: "application/json",
        success: &[StatusRange::Code(201)],
        streaming: &[],
        security: &[&["apiKey"]],
        servers: &[],
    };

    fn encode(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
        request.path("/items");
        request.json("application/json", &self.body)
    }

    fn decode(response: &mut RawResponse) -> Result<Item, DecodeError> {
        response.json()
    }
}
