//! `GET /items/stream`

use crate::models::Item;
use crate::runtime::{
    DecodeError, EventStream, InvalidRequest, Operation, OperationInfo, RawResponse, RequestWriter,
    RetryClass, StatusRange, UnknownBody,
};

/// `GET /items/stream`
#[derive(Debug, Clone, PartialEq)]
pub struct StreamItems;

impl StreamItems {
    pub(crate) fn new() -> Self {
        Self
    }
}

impl Operation for StreamItems {
    type Output = EventStream<Item>;
    type Error = UnknownBody;
    const INFO: &'static OperationInfo = &OperationInfo {
        id: "streamItems",
        method: "GET",
        path: "/items/stream",
        retry: RetryClass::Safe,
        accept: "text/event-stream",
        success: &[StatusRange::Code(200)],
        streaming: &[crate::runtime::Streaming::Open("text/event-stream")],
        security: &[&["apiKey"]],
        servers: &[],
    };

    fn encode(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
        request.path("/items/stream");
        Ok(())
    }

    fn decode(response: &mut RawResponse) -> Result<EventStream<Item>, DecodeError> {
        response.expect_type(&["text/event-stream"]).map(|()| response.events(Some("[DONE]")))
    }
}
