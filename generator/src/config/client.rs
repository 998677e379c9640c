//! `[client]`: what the generated client does by default.

use serde::Deserialize;

/// `[client]`: what the generated client does unless its user says otherwise.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Client {
    /// `Client::from_env` reads `<PREFIX>_API_KEY`, `<PREFIX>_BASE_URL` and the like. Default: from the crate's
    /// name.
    pub env_prefix: Option<String>,
    /// The `User-Agent` header. Default: crate name and version.
    pub user_agent: Option<String>,
    /// `[[client.global_headers]]`: headers that are set once for a client. Default: those that the document
    /// declares with `x-speakeasy-globals`.
    pub global_headers: Vec<GlobalHeader>,
    /// `[client.retry]`.
    pub retry: Retry,
    /// `[client.timeouts]`.
    pub timeouts: Timeouts,
    /// The data of the event that ends streams of server-sent events, such as `[DONE]`, where neither the operation's
    /// `last_event` nor the document says one. Default: none.
    pub last_event: Option<String>,
    /// How lists within parameters, and parts of forms, of the style `deepObject` are written, of which no standard says it.
    /// Default: their name is repeated, and a warning says so.
    pub deep_object_lists: Option<DeepObjectLists>,
    /// The most decompressed bytes of a response that are read. Default: 16777216 (16 MiB).
    pub max_response_bytes: u64,
}

impl Default for Client {
    fn default() -> Self {
        Self {
            env_prefix: None,
            user_agent: None,
            global_headers: Vec::new(),
            retry: Retry::default(),
            timeouts: Timeouts::default(),
            last_event: None,
            deep_object_lists: None,
            max_response_bytes: crate::defaults::MAX_BODY,
        }
    }
}

/// How a list within a parameter of the style `deepObject` is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeepObjectLists {
    /// `filter[a]=1&filter[a]=2`.
    Repeat,
    /// `filter[a][]=1&filter[a][]=2`, as PHP and Rails read it.
    Brackets,
    /// `filter[a][0]=1&filter[a][1]=2`.
    Indices,
}

/// `[[client.global_headers]]`: a header of every request.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GlobalHeader {
    /// The header's name on the wire.
    pub name: String,
    /// The name of the setter. Default: the header's name in snake case.
    pub method: Option<String>,
    /// What the header is for, as documentation of the setter. Default: none.
    pub description: Option<String>,
}

/// `[client.retry]`: backoff with full jitter. What is not set comes from the document's
/// `x-speakeasy-retries`, then from the defaults.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Retry {
    /// The longest first wait. Default: 500.
    pub initial_interval_ms: Option<u64>,
    /// The longest wait. Default: 60000.
    pub max_interval_ms: Option<u64>,
    /// What a wait is multiplied by for the next. Default: 1.5.
    pub exponent: Option<f64>,
    /// Attempts in all, the first included; 1 turns retries off. Default: 3.
    pub max_attempts: Option<u32>,
}

/// `[client.timeouts]`: in milliseconds; 0 turns one off. What is not set is the runtime's default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Timeouts {
    /// Until a connection stands.
    pub connect_ms: Option<u64>,
    /// For one attempt, from sending to the last byte of the response.
    pub attempt_ms: Option<u64>,
    /// For the call with all its attempts and waits.
    pub total_ms: Option<u64>,
    /// How long a stream may be silent.
    pub idle_ms: Option<u64>,
}
