//! `WriteError`: why a value cannot be written as JSON.

use serde::ser;
use std::fmt;

/// Why a value cannot be sent.
#[derive(Debug)]
pub(crate) struct WriteError {
    /// Where in the value, like `.rules[2].limit`.
    pub(crate) path: String,
    pub(crate) message: String,
}

impl WriteError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { path: String::new(), message: message.into() }
    }

    pub(crate) fn within(mut self, step: &str) -> Self {
        self.path.insert_str(0, step);
        self
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for WriteError {}

impl ser::Error for WriteError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(message.to_string())
    }
}
