//! What a client takes from the environment.

use super::Api;
use std::env;

/// What is set and not empty. What is said in code counts before it.
#[derive(Default)]
pub(crate) struct Environment {
    pub(crate) base_url: Option<String>,
    /// By scheme.
    pub(crate) credentials: Vec<(&'static str, String)>,
    /// By header.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// Whether requests are logged.
    pub(crate) log: bool,
}

impl Environment {
    #[inline]
    pub(crate) fn read(api: &Api) -> Self {
        let read = |name: &str| {
            let value = env::var(format!("{}_{name}", api.env_prefix)).ok()?;
            Some(value.trim().to_owned()).filter(|value| !value.is_empty())
        };
        let named = |id: &'static str, name: &'static str| {
            if name.is_empty() { None } else { read(name).map(|value| (id, value)) }
        };
        Self {
            base_url: read("BASE_URL"),
            credentials: api.security_schemes.iter().filter_map(|one| named(one.id, one.env)).collect(),
            headers: api.headers.iter().filter_map(|one| named(one.name, one.env)).collect(),
            log: read("LOG").is_some_and(|value| {
                !["0", "off", "false", "no"].into_iter().any(|off| value.eq_ignore_ascii_case(off))
            }),
        }
    }
}
