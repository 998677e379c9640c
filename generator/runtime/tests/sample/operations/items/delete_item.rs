//! `DELETE /items/{id}`

use crate::runtime::{
    DecodeError, InvalidRequest, Operation, OperationInfo, PathStyle, RawResponse, RequestWriter, RetryClass,
    StatusRange, UnknownBody,
};

/// `DELETE /items/{id}`
#[derive(Debug, Clone, PartialEq)]
pub struct DeleteItem {
    pub(crate) id: String,
}

impl DeleteItem {
    pub(crate) fn new(id: String) -> Self {
        Self { id }
    }
}

impl Operation for DeleteItem {
    type Output = ();
    type Error = UnknownBody;
    const INFO: &'static OperationInfo = &OperationInfo {
        id: "deleteItem",
        method: "DELETE",
        path: "/items/{id}",
        retry: RetryClass::Idempotent,
        accept: "*/*",
        success: &[StatusRange::Code(204)],
        streaming: &[],
        security: &[&["apiKey"]],
        servers: &[],
    };

    fn encode(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
        request.path("/items/");
        request.path_param("id", PathStyle::SIMPLE, &self.id)
    }

    fn decode(response: &mut RawResponse) -> Result<(), DecodeError> {
        {
            let _ = response;
            Ok(())
        }
    }
}
