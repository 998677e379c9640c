//! `POST /items/upload`

use crate::models;
use crate::runtime::{
    DecodeError, InvalidRequest, Multipart, Operation, OperationInfo, RawResponse, RequestWriter, RetryClass,
    StatusRange, UnknownBody, Upload,
};

/// `POST /items/upload`
#[derive(Debug, Clone, PartialEq)]
pub struct UploadItem {
    pub(crate) name: String,
    pub(crate) tags: Vec<String>,
    pub(crate) meta: Option<models::UpdateItem>,
    pub(crate) file: Upload,
}

impl UploadItem {
    pub(crate) fn new(
        name: String,
        tags: Vec<String>,
        meta: Option<models::UpdateItem>,
        file: Upload,
    ) -> Self {
        Self { name, tags, meta, file }
    }
}

impl Operation for UploadItem {
    type Output = ();
    type Error = UnknownBody;
    const INFO: &'static OperationInfo = &OperationInfo {
        id: "uploadItem",
        method: "POST",
        path: "/items/upload",
        retry: RetryClass::Unsafe,
        accept: "",
        success: &[StatusRange::Class(2)],
        streaming: &[],
        security: &[&["apiKey"]],
        servers: &[],
    };

    fn encode(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
        request.path("/items/upload");
        let mut form = Multipart::new();
        form.value("name", None, &self.name)?;
        form.value("tags", None, &self.tags)?;
        form.json("meta", "application/json", &self.meta)?;
        form.file("file", Some("image/png"), &self.file);
        request.multipart(form)
    }

    fn decode(response: &mut RawResponse) -> Result<(), DecodeError> {
        {
            let _ = response;
            Ok(())
        }
    }
}
