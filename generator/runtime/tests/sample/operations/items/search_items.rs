//! `GET /items/search`

use crate::models::ItemPage;
use crate::runtime::{
    DecodeError, InvalidRequest, List, Operation, OperationInfo, QueryStyle, RawResponse, Request,
    RequestWriter, RetryClass, StatusRange, UnknownBody,
};
use std::collections::BTreeMap;

/// Searches items.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SearchItems {
    pub(crate) filter: Option<BTreeMap<String, String>>,
    pub(crate) tags: Option<Vec<String>>,
    pub(crate) trace: Option<String>,
}

impl SearchItems {
    pub(crate) fn new() -> Self {
        Self::default()
    }
}

impl<M> Request<SearchItems, M> {
    /// Sets the filter.
    pub fn filter(mut self, value: impl Into<crate::runtime::Entries<String>>) -> Self {
        self.operation_mut().filter = Some(value.into().into_map());
        self
    }

    /// Sets the tags.
    pub fn tags(mut self, value: impl Into<List<String>>) -> Self {
        self.operation_mut().tags = Some(value.into().into_vec());
        self
    }

    /// Sets the header `X-Trace`.
    pub fn trace(mut self, value: impl Into<String>) -> Self {
        self.operation_mut().trace = Some(value.into());
        self
    }
}

impl Operation for SearchItems {
    type Output = ItemPage;
    type Error = UnknownBody;
    const INFO: &'static OperationInfo = &OperationInfo {
        id: "searchItems",
        method: "GET",
        path: "/items/search",
        retry: RetryClass::Safe,
        accept: "application/json",
        success: &[StatusRange::Class(2)],
        streaming: &[],
        security: &[],
        servers: &[],
    };

    fn encode(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
        request.path("/items/search");
        request.query("filter", QueryStyle::DEEP_OBJECT, &self.filter)?;
        request.query("tags", QueryStyle::FORM_JOINED, &self.tags)?;
        request.header("X-Trace", false, &self.trace)
    }

    fn decode(response: &mut RawResponse) -> Result<ItemPage, DecodeError> {
        response.json()
    }
}
