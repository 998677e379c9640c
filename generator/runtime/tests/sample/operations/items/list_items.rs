//! `GET /items`

use crate::models::{Item, ItemPage};
use crate::runtime::{
    DecodeError, IntoOptional, IntoOptionalNullable, InvalidRequest, Operation, OperationInfo,
    OptionalNullable, PageFacts, PageStart, PageTarget, Paginated, Paging, QueryStyle, RawResponse, Request,
    RequestWriter, Response, RetryClass, Scalar, StatusRange, UnknownBody,
};

/// Lists items.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListItems {
    pub(crate) offset: OptionalNullable<i64>,
    pub(crate) limit: Option<i64>,
}

impl ListItems {
    pub(crate) fn new() -> Self {
        Self::default()
    }
}

impl<M> Request<ListItems, M> {
    /// Sets how many items to skip.
    pub fn offset<As>(mut self, value: impl IntoOptionalNullable<Scalar<i64>, As>) -> Self {
        let value = value.into_optional_nullable();
        if !value.is_absent() {
            self.operation_mut().offset = value.map(Scalar::into_inner);
        }
        self
    }

    /// Sets how many items a page holds at most.
    pub fn limit<As>(mut self, value: impl IntoOptional<Scalar<i64>, As>) -> Self {
        if let Some(value) = value.into_optional() {
            self.operation_mut().limit = Some(value.into_inner());
        }
        self
    }
}

impl Operation for ListItems {
    type Output = ItemPage;
    type Error = UnknownBody;
    const INFO: &'static OperationInfo = &OperationInfo {
        id: "listItems",
        method: "GET",
        path: "/items",
        retry: RetryClass::Safe,
        accept: "application/json",
        success: &[StatusRange::Code(200)],
        streaming: &[],
        security: &[&["apiKey"]],
        servers: &[],
    };

    fn encode(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
        request.path("/items");
        request.query("offset", QueryStyle::FORM, &self.offset)?;
        request.query("limit", QueryStyle::FORM, &self.limit)
    }

    fn decode(response: &mut RawResponse) -> Result<ItemPage, DecodeError> {
        response.json()
    }
}

impl Paginated for ListItems {
    type Item = Item;
    const PAGING: Paging = Paging::Offset;

    fn start(&self) -> PageStart {
        PageStart {
            position: self.offset.value().and_then(|value| u64::try_from(*value).ok()),
            size: self.limit.and_then(|value| u64::try_from(value).ok()),
        }
    }

    fn facts(page: &Response<ItemPage>) -> PageFacts {
        PageFacts {
            count: page.data.len(),
            total: page.total_count.and_then(|value| u64::try_from(value).ok()),
            ..PageFacts::default()
        }
    }

    fn items(page: ItemPage) -> Vec<Item> {
        page.data
    }

    fn seek(&mut self, next: &PageTarget) {
        if let PageTarget::Offset(offset) = next {
            self.offset = i64::try_from(*offset).unwrap_or(i64::MAX).into();
        }
    }
}
