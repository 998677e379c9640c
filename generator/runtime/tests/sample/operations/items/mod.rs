//! The operations with the tag `items`.

mod create_item;
mod delete_item;
mod export_items;
mod get_item;
mod list_items;
mod search_items;
mod stream_items;
mod submit_form;
mod tail_items;
mod update_item;
mod upload_item;

pub use create_item::CreateItem;
pub use delete_item::DeleteItem;
pub use export_items::ExportItems;
pub use get_item::GetItem;
pub use list_items::ListItems;
pub use search_items::SearchItems;
pub use stream_items::StreamItems;
pub use submit_form::SubmitForm;
pub use tail_items::TailItems;
pub use update_item::UpdateItem;
pub use upload_item::UploadItem;

use crate::models;
use crate::runtime::{Async, Client, List, Request, Upload};

/// The operations with the tag `items`.
#[derive(Debug, Clone)]
pub struct Items<M = Async> {
    client: Client<M>,
}

impl<M> Items<M> {
    pub(crate) fn new(client: Client<M>) -> Self {
        Self { client }
    }

    /// Lists items. `GET /items`
    pub fn list(&self) -> Request<ListItems, M> {
        self.client.request(ListItems::new())
    }

    /// Gets an item. `GET /items/{id}`
    pub fn get(&self, id: impl Into<String>) -> Request<GetItem, M> {
        self.client.request(GetItem::new(id))
    }

    /// Changes an item. `PATCH /items/{id}`
    pub fn update(&self, id: impl Into<String>, body: models::UpdateItem) -> Request<UpdateItem, M> {
        self.client.request(UpdateItem::new(id, body))
    }

    /// Searches items. `GET /items/search`
    pub fn search(&self) -> Request<SearchItems, M> {
        self.client.request(SearchItems::new())
    }

    /// Streams items. `GET /items/stream`
    pub fn stream(&self) -> Request<StreamItems, M> {
        self.client.request(StreamItems::new())
    }

    /// Follows items. `GET /items/tail`
    pub fn tail(&self) -> Request<TailItems, M> {
        self.client.request(TailItems::new())
    }

    /// Downloads all items. `GET /items/export`
    pub fn export(&self) -> Request<ExportItems, M> {
        self.client.request(ExportItems::new())
    }

    /// Deletes an item. `DELETE /items/{id}`
    pub fn delete(&self, id: impl Into<String>) -> Request<DeleteItem, M> {
        self.client.request(DeleteItem::new(id.into()))
    }

    /// Creates an item. `POST /items`
    pub fn create(&self, body: models::UpdateItem) -> Request<CreateItem, M> {
        self.client.request(CreateItem::new(body))
    }

    /// Uploads an item. `POST /items/upload`
    pub fn upload(&self, name: impl Into<String>, file: impl Into<Upload>) -> Request<UploadItem, M> {
        self.client.request(UploadItem::new(name.into(), Vec::new(), None, file.into()))
    }

    /// Submits a form. `POST /items/form`
    pub fn submit(&self, body: models::UpdateItem) -> Request<SubmitForm, M> {
        self.client.request(SubmitForm::new(body))
    }
}

impl<M> Request<UploadItem, M> {
    /// Sets the tags.
    pub fn tags(mut self, value: impl Into<List<String>>) -> Self {
        self.operation_mut().tags = value.into().into_vec();
        self
    }

    /// Sets what is known about it.
    pub fn meta(mut self, value: models::UpdateItem) -> Self {
        self.operation_mut().meta = Some(value);
        self
    }
}
