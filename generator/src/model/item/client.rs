//! What belongs to the whole client.

use super::Docs;
use crate::model::Status;
use crate::names::ident::Ident;

/// The client and its builder.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    pub(crate) servers: Vec<Server>,
    /// The variables in the URLs of servers of operations.
    pub(crate) server_variables: Vec<String>,
    pub(crate) schemes: Vec<Scheme>,
    /// What raw requests are authenticated with.
    pub(crate) security: Vec<Vec<String>>,
    /// The methods for raw requests, with the names of their types; none that an operation or a group is called.
    pub(crate) raw_methods: Vec<(&'static str, &'static str)>,
    pub(crate) env_prefix: String,
    pub(crate) global_headers: Vec<GlobalHeader>,
    pub(crate) user_agent: String,
    pub(crate) retry: Retry,
    /// Limits that differ from the runtime's.
    pub(crate) limits: Limits,
}

/// What the client does by default, where the configuration says so.
#[derive(Debug, Clone, Default)]
pub(crate) struct Limits {
    pub(crate) connect_ms: Option<u64>,
    pub(crate) attempt_ms: Option<u64>,
    pub(crate) total_ms: Option<u64>,
    pub(crate) idle_ms: Option<u64>,
    pub(crate) max_body: Option<u64>,
}

/// A server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Server {
    /// What it is chosen by; empty if the document calls it nothing.
    pub(crate) id: String,
    pub(crate) url: String,
    pub(crate) description: Option<String>,
    pub(crate) variables: Vec<crate::ir::operation::ServerVariable>,
}

/// A security scheme with the builder's method for it.
#[derive(Debug, Clone)]
pub(crate) struct Scheme {
    pub(crate) id: String,
    pub(crate) setter: Ident,
    /// The setter of a callback for it.
    pub(crate) provider: Ident,
    /// The setter of the client credentials, where the scheme has that flow.
    pub(crate) grant: Option<Grant>,
    pub(crate) docs: Docs,
    /// The environment variable of its credential, without the prefix.
    pub(crate) env: String,
    pub(crate) kind: crate::ir::SchemeKind,
}

/// The client credentials flow of OAuth 2.
#[derive(Debug, Clone)]
pub(crate) struct Grant {
    pub(crate) setter: Ident,
    /// Where tokens come from; from the root of the API's host where the document gives no more.
    pub(crate) token_url: String,
    pub(crate) scopes: Vec<String>,
}

/// A global header with its setter.
#[derive(Debug, Clone)]
pub(crate) struct GlobalHeader {
    pub(crate) name: String,
    pub(crate) setter: Ident,
    /// The environment variable of its value, without the prefix.
    pub(crate) env: String,
    pub(crate) docs: Docs,
}

/// Retry facts, all given.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Retry {
    pub(crate) initial_interval_ms: u64,
    pub(crate) max_interval_ms: u64,
    pub(crate) exponent_milli: u64,
    pub(crate) max_attempts: u32,
    /// Milliseconds after which nothing is repeated, if a call may take longer.
    pub(crate) max_elapsed_ms: Option<u64>,
    /// Further statuses that are transient.
    pub(crate) statuses: Vec<Status>,
    /// Broken connections are.
    pub(crate) broken: bool,
}
