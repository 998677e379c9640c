//! `GET /items/tail`

use crate::models::Item;
use crate::runtime::{
    DecodeError, InvalidRequest, JsonLines, Operation, OperationInfo, RawResponse, RequestWriter, RetryClass,
    StatusRange, UnknownBody,
};

/// `GET /items/tail`
#[derive(Debug, Clone, PartialEq)]
pub struct TailItems;

impl TailItems {
    pub(crate) fn new() -> Self {
        Self
    }
}

impl Operation for TailItems {
    type Output = JsonLines<Item>;
    type Error = UnknownBody;
    const INFO: &'static OperationInfo = &OperationInfo {
        id: "tailItems",
        method: "GET",
        path: "/items/tail",
        retry: RetryClass::Safe,
        accept: "application/jsonl",
        success: &[StatusRange::Code(200)],
        streaming: &[crate::runtime::Streaming::Open("application/jsonl")],
        security: &[&["apiKey"]],
        servers: &[],
    };

    fn encode(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
        request.path("/items/tail");
        Ok(())
    }

    fn decode(response: &mut RawResponse) -> Result<JsonLines<Item>, DecodeError> {
        response.expect_type(&["application/jsonl"]).map(|()| response.json_lines())
    }
}
