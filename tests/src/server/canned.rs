//! Answers: those that a test orders and those that the service gives.

use serde_json::{Value, json};

/// An answer to a request.
#[derive(Debug, Clone)]
pub struct Canned {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) never: bool,
}

impl Canned {
    /// A status with a body that may be anything.
    #[must_use]
    pub fn raw(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let answer = Self { status, headers: Vec::new(), body: body.into(), never: false };
        answer.header("content-type", content_type)
    }

    /// A status with JSON.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "made on the spot by `json!`")]
    pub fn json(status: u16, body: Value) -> Self {
        Self::raw(status, "application/json", body.to_string())
    }

    /// An error in the document's form.
    #[must_use]
    pub fn error(status: u16, message: &str) -> Self {
        Self::json(status, json!({"error": {"code": status, "message": message}}))
    }

    /// No answer: the connection stays open and silent.
    #[must_use]
    pub fn never() -> Self {
        Self { never: true, ..Self::raw(200, "application/json", "") }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}
