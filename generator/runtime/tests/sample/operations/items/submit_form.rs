//! `POST /items/form`

use crate::models;
use crate::runtime::{
    DecodeError, InvalidRequest, Operation, OperationInfo, QueryStyle, RawResponse, RequestWriter,
    RetryClass, StatusRange, UnknownBody,
};

/// `POST /items/form`
#[derive(Debug, Clone, PartialEq)]
pub struct SubmitForm {
    pub(crate) body: models::UpdateItem,
}

impl SubmitForm {
    pub(crate) fn new(body: models::UpdateItem) -> Self {
        Self { body }
    }
}

impl Operation for SubmitForm {
    type Output = ();
    type Error = UnknownBody;
    const INFO: &'static OperationInfo = &OperationInfo {
        id: "submitForm",
        method: "POST",
        path: "/items/form",
        retry: RetryClass::Unsafe,
        accept: "",
        success: &[StatusRange::Class(2)],
        streaming: &[],
        security: &[&["apiKey"]],
        servers: &[],
    };

    fn encode(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
        request.path("/items/form");
        request.form(&self.body, &[("providers", QueryStyle::FORM_JOINED)])
    }

    fn decode(response: &mut RawResponse) -> Result<(), DecodeError> {
        {
            let _ = response;
            Ok(())
        }
    }
}
