//! What the document says about the API as a whole, as one static that generated code prints.

use super::RetryPolicy;

/// The facts of an API.
#[derive(Debug)]
pub struct Api {
    /// The document's title.
    pub name: &'static str,
    /// The document's version.
    pub version: &'static str,
    /// What the client calls itself, like `openrouter-guardrails/0.1.0`.
    pub user_agent: &'static str,
    /// The servers, the default one first.
    pub servers: &'static [Server],
    /// The variables in the URLs of servers that are those of single operations.
    pub server_variables: &'static [&'static str],
    /// The header fields that are set once for a client.
    pub headers: &'static [GlobalHeader],
    /// What raw requests are authenticated with: alternatives, each a list of schemes that are needed together.
    pub security: &'static [&'static [&'static str]],
    /// The security schemes.
    pub security_schemes: &'static [Scheme],
    /// The prefix of the environment variables that `from_env` reads, like `OPENROUTER`.
    pub env_prefix: &'static str,
    /// The default retry policy.
    pub retry: RetryPolicy,
}

/// A server of the document.
#[derive(Debug)]
pub struct Server {
    /// The id or name by which it can be chosen; empty if it has none.
    pub id: &'static str,
    /// The URL, with `{variables}`.
    pub url: &'static str,
    /// The variables in it.
    pub variables: &'static [ServerVariable],
}

/// A variable in a server's URL.
#[derive(Debug)]
pub struct ServerVariable {
    /// Its name.
    pub name: &'static str,
    /// The value it has unless set.
    pub default: &'static str,
    /// The allowed values; any if empty.
    pub values: &'static [&'static str],
}

/// A header field that is set once for a client.
#[derive(Debug)]
pub struct GlobalHeader {
    /// Its name.
    pub name: &'static str,
    /// The environment variable of its value without the prefix; empty for none.
    pub env: &'static str,
}

/// A security scheme of the document.
#[derive(Debug)]
pub struct Scheme {
    /// Its name in the document.
    pub id: &'static str,
    /// Where its credential goes.
    pub kind: SchemeKind,
    /// The environment variable of its credential without the prefix, like `API_KEY`; empty for none.
    pub env: &'static str,
}

/// Where a credential goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemeKind {
    /// `Authorization: Bearer ..`: HTTP bearer, OAuth 2, `OpenID` Connect.
    Bearer,
    /// `Authorization: Basic ..`.
    Basic,
    /// `Authorization: <name> ..`, any other HTTP scheme.
    Http(&'static str),
    /// A header.
    Header(&'static str),
    /// A query parameter.
    Query(&'static str),
    /// A cookie.
    Cookie(&'static str),
}
