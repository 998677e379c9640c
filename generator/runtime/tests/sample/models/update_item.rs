//! `UpdateItem`.

use super::Action;
use crate::runtime::OptionalNullable;

/// What to change of an item.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub struct UpdateItem {
    /// The name.
    #[serde(default, skip_serializing_if = "OptionalNullable::is_absent")]
    pub name: OptionalNullable<String>,
    /// The limit.
    #[serde(default, skip_serializing_if = "OptionalNullable::is_absent")]
    pub limit_usd: OptionalNullable<f64>,
    /// The providers.
    #[serde(default, skip_serializing_if = "OptionalNullable::is_absent")]
    pub providers: OptionalNullable<Vec<String>>,
    /// The action.
    #[serde(default, skip_serializing_if = "OptionalNullable::is_absent")]
    pub action: OptionalNullable<Action>,
}

impl UpdateItem {
    /// Changes nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the name.
    #[must_use]
    pub fn name(mut self, value: impl Into<OptionalNullable<String>>) -> Self {
        self.name = value.into();
        self
    }

    /// Sets the limit.
    #[must_use]
    pub fn limit_usd(mut self, value: impl Into<OptionalNullable<f64>>) -> Self {
        self.limit_usd = value.into();
        self
    }

    /// Sets the providers.
    #[must_use]
    pub fn providers(mut self, value: impl Into<OptionalNullable<Vec<String>>>) -> Self {
        self.providers = value.into();
        self
    }

    /// Sets the action.
    #[must_use]
    pub fn action(mut self, value: impl Into<OptionalNullable<Action>>) -> Self {
        self.action = value.into();
        self
    }
}
