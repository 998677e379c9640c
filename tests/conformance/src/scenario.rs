//! The suite's scenarios, as `prepare.mjs` writes them.

use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};

/// One scenario: the calls a client has to make, in order.
#[derive(Debug, Deserialize)]
pub(crate) struct Scenario {
    /// Its name in the coverage report.
    pub(crate) scenario: String,
    /// Its folder in the package; documents are named after it.
    pub(crate) group: String,
    pub(crate) calls: Vec<Call>,
}

/// One call.
#[derive(Debug, Deserialize)]
pub(crate) struct Call {
    pub(crate) method: String,
    pub(crate) uri: String,
    pub(crate) request: Request,
    pub(crate) response: Response,
}

/// What the client should send.
#[derive(Debug, Deserialize)]
pub(crate) struct Request {
    #[serde(default)]
    pub(crate) path: Map<String, Value>,
    #[serde(default)]
    pub(crate) query: Map<String, Value>,
    #[serde(default)]
    pub(crate) headers: Map<String, Value>,
    pub(crate) body: Option<Body>,
}

/// What the server answers.
#[derive(Debug, Deserialize)]
pub(crate) struct Response {
    pub(crate) status: u16,
    #[serde(default)]
    pub(crate) headers: Map<String, Value>,
    pub(crate) body: Option<Body>,
}

/// A body: text, or base64 where it is binary. Multipart bodies have neither.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Body {
    pub(crate) content_type: String,
    pub(crate) text: Option<String>,
    pub(crate) base64: Option<String>,
}

impl Body {
    /// Whether its text is JSON.
    pub(crate) fn is_json(&self) -> bool {
        let media_type = self.content_type.split(';').next().unwrap_or_default().trim();
        media_type == "application/json" || media_type.ends_with("+json")
    }
}

/// Reads all scenarios.
pub(crate) fn read(file: &Path) -> crate::Result<Vec<Scenario>> {
    Ok(serde_json::from_slice(&std::fs::read(file)?)?)
}
