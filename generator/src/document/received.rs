//! What the API sends to its users.

use super::schema::SchemaId;
use crate::raw::NodeId;

/// An operation of a webhook or of a callback: a request that users receive.
#[derive(Debug, Clone)]
pub struct Received {
    /// Where it stands.
    pub node: NodeId,
    /// When it is sent.
    pub event: Event,
    /// Its method, in upper case unless it is one that the document invents.
    pub method: String,
    /// What the document says of it.
    pub about: Option<String>,
    /// The media type of its body; empty where none has a schema.
    pub media: String,
    /// The schema of its body: of the JSON, where there are several media types.
    pub payload: Option<SchemaId>,
    /// The schemas of its body's other media types.
    pub others: Vec<SchemaId>,
    /// The schemas of what users answer.
    pub answers: Vec<SchemaId>,
}

/// When a request is sent to users.
#[derive(Debug, Clone)]
pub enum Event {
    /// As a webhook of the document, by its name.
    Webhook(String),
    /// After a call, by its callback.
    Callback {
        /// Where the operation stands that was called.
        operation: NodeId,
        /// The name of the callback.
        name: String,
        /// The address that it is sent to, an expression.
        address: String,
    },
}
