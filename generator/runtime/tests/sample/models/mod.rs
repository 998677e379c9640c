//! The models.

mod action;
mod error_body;
mod item;
mod item_page;
mod update_item;

pub use action::Action;
pub use error_body::ErrorBody;
pub use item::Item;
pub use item_page::ItemPage;
pub use update_item::UpdateItem;
