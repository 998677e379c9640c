//! `GET /items/export`

use crate::runtime::{
    DecodeError, Download, InvalidRequest, Operation, OperationInfo, RawResponse, RequestWriter, RetryClass,
    StatusRange, UnknownBody,
};

/// `GET /items/export`
#[derive(Debug, Clone, PartialEq)]
pub struct ExportItems;

impl ExportItems {
    pub(crate) fn new() -> Self {
        Self
    }
}

impl Operation for ExportItems {
    type Output = Download;
    type Error = UnknownBody;
    const INFO: &'static OperationInfo = &OperationInfo {
        id: "exportItems",
        method: "GET",
        path: "/items/export",
        retry: RetryClass::Safe,
        accept: "*/*",
        success: &[StatusRange::Code(200)],
        streaming: &[crate::runtime::Streaming::Open("*/*")],
        security: &[&["apiKey"]],
        servers: &[],
    };

    fn encode(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
        request.path("/items/export");
        Ok(())
    }

    fn decode(response: &mut RawResponse) -> Result<Download, DecodeError> {
        Ok(response.download())
    }
}
