//! The client of the sample API.

use crate::operations::items::Items;
use crate::runtime::{
    Api, Client, ClientBuilder, Credential, GlobalHeader, Mode, Raw, Request, RetryPolicy, Scheme,
    SchemeKind, Secret, Server, ServerVariable, raw,
};

/// What the document says about the API.
pub(crate) static API: Api = Api {
    name: "Sample API",
    version: "1.0.0",
    user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
    servers: &[Server {
        id: "",
        url: "https://{region}.example.com/api/v1",
        variables: &[ServerVariable { name: "region", default: "eu", values: &["eu", "us"] }],
    }],
    server_variables: &["shard"],
    headers: &[GlobalHeader { name: "HTTP-Referer", env: "HTTP_REFERER" }],
    security: &[&["apiKey"], &["queryKey"]],
    security_schemes: &[
        Scheme { id: "apiKey", kind: SchemeKind::Bearer, env: "API_KEY" },
        Scheme { id: "queryKey", kind: SchemeKind::Query("key"), env: "" },
        Scheme { id: "cookieKey", kind: SchemeKind::Cookie("session"), env: "" },
        Scheme { id: "login", kind: SchemeKind::Basic, env: "" },
    ],
    env_prefix: "SAMPLE",
    retry: RetryPolicy::DEFAULT,
};

impl<M: Mode> Client<M> {
    /// Starts to build a client.
    pub fn builder() -> ClientBuilder<M> {
        ClientBuilder::for_api(&API)
    }

    /// A client with its key and base URL from `SAMPLE_API_KEY` and `SAMPLE_BASE_URL`.
    ///
    /// # Errors
    /// A variable holds what cannot be used.
    pub fn from_env() -> Result<Self, crate::runtime::Error> {
        Self::builder().with_env().build()
    }
}

impl<M: Mode> ClientBuilder<M> {
    /// Sets the API key, sent as a bearer token.
    pub fn api_key(self, key: impl Into<Secret>) -> Self {
        self.credential("apiKey", Credential::token(key))
    }

    /// Sets a callback that gives the API key for each attempt, for rotation.
    pub fn api_key_provider<S: Into<Secret>>(self, next: impl Fn() -> S + Send + Sync + 'static) -> Self {
        self.credential("apiKey", Credential::callback(next))
    }

    /// Sets the header `HTTP-Referer` of every request.
    pub fn http_referer(self, value: impl AsRef<str>) -> Self {
        self.header("HTTP-Referer", value)
    }
}

impl<O, M> Request<O, M> {
    /// Sets the header `HTTP-Referer` of this call.
    pub fn http_referer(self, value: impl AsRef<str>) -> Self {
        self.header("HTTP-Referer", value)
    }
}

impl<M> Client<M> {
    /// Sends `GET` to a path.
    pub fn get(&self, target: impl Into<String>) -> Request<Raw<raw::Get>, M> {
        self.request(Raw::new(target))
    }

    /// Sends `POST` to a path.
    pub fn post(&self, target: impl Into<String>) -> Request<Raw<raw::Post>, M> {
        self.request(Raw::new(target))
    }

    /// The operations with the tag `items`.
    #[must_use]
    pub fn items(&self) -> Items<M> {
        Items::new(self.clone())
    }
}
