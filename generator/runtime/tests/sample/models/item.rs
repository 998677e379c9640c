//! `Item`.

use super::Action;
use crate::runtime::OptionalNullable;

/// An item.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub struct Item {
    /// Its id.
    pub id: String,
    /// Its name.
    #[serde(default, skip_serializing_if = "OptionalNullable::is_absent")]
    pub name: OptionalNullable<String>,
    /// What is done with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<Action>,
}
