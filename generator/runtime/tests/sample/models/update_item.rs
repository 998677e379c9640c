//! `UpdateItem`.

use super::Action;
use crate::runtime::{IntoOptionalNullable, List, OptionalNullable, Scalar};

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
    pub fn name<As>(mut self, value: impl IntoOptionalNullable<String, As>) -> Self {
        let value = value.into_optional_nullable();
        if !value.is_absent() {
            self.name = value;
        }
        self
    }

    /// Sets the limit.
    #[must_use]
    pub fn limit_usd<As>(mut self, value: impl IntoOptionalNullable<Scalar<f64>, As>) -> Self {
        let value = value.into_optional_nullable();
        if !value.is_absent() {
            self.limit_usd = value.map(Scalar::into_inner);
        }
        self
    }

    /// Sets the providers.
    #[must_use]
    pub fn providers<As>(mut self, value: impl IntoOptionalNullable<List<String>, As>) -> Self {
        let value = value.into_optional_nullable();
        if !value.is_absent() {
            self.providers = value.map(List::into_vec);
        }
        self
    }

    /// Sets the action.
    #[must_use]
    pub fn action<As>(mut self, value: impl IntoOptionalNullable<Action, As>) -> Self {
        let value = value.into_optional_nullable();
        if !value.is_absent() {
            self.action = value;
        }
        self
    }
}
