//! `ItemPage`.

use super::Item;

/// A page of items.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub struct ItemPage {
    /// The items.
    pub data: Vec<Item>,
    /// How many there are in all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_count: Option<i64>,
}
