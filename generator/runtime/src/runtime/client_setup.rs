//! `ClientSetup`: what a builder was told, and the client that comes of it. Not generic, as the builder is: it is
//! compiled once, and not by every program that builds a client.

use super::{
    Api, BuildError, Clock, Credential, Error, Transport,
    auth::Prepared,
    base_url::BaseUrl,
    budget::{BudgetSize, RetryBudget},
    by_name::ByName,
    client::{ClientInner, Settings},
    environment::Environment,
    header_field::header,
    hooks::Hooks,
    log::Log,
    raw::pair,
    tls,
};
use http::{
    HeaderMap, HeaderValue,
    header::{ACCEPT_ENCODING, USER_AGENT},
};
use std::sync::Arc;

/// The settings of a client to be.
pub(crate) struct ClientSetup {
    pub(crate) api: &'static Api,
    pub(crate) base_url: Option<String>,
    pub(crate) environment: Environment,
    pub(crate) server: Option<String>,
    pub(crate) server_variables: ByName<String>,
    pub(crate) credentials: ByName<Credential>,
    headers: HeaderMap,
    query: Vec<String>,
    pub(crate) settings: Settings,
    pub(crate) budget: BudgetSize,
    pub(crate) transport: Option<Arc<dyn Transport>>,
    pub(crate) clock: Option<Arc<dyn Clock>>,
    pub(crate) hooks: Hooks,
    problem: Option<BuildError>,
}

impl ClientSetup {
    pub(crate) fn new(api: &'static Api) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(USER_AGENT, HeaderValue::from_static(api.user_agent));
        Self {
            api,
            base_url: None,
            environment: Environment::default(),
            server: None,
            server_variables: ByName::new(),
            credentials: ByName::new(),
            headers,
            query: Vec::new(),
            settings: Settings::new(api.retry.clone()),
            budget: BudgetSize::default(),
            transport: None,
            clock: None,
            hooks: Hooks::default(),
            problem: None,
        }
    }

    pub(crate) fn credential(&mut self, scheme: &str, credential: Credential) {
        if let Some(problem) = credential.problem() {
            self.problem.get_or_insert(BuildError::setting(format!("credential `{scheme}`"), problem));
        }
        self.credentials.insert(scheme.to_owned(), credential);
    }

    pub(crate) fn header(&mut self, name: &str, value: &str) {
        match header(name, value) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(error) => {
                self.problem.get_or_insert(BuildError::setting(error.place(), error.message()));
            }
        }
    }

    #[inline]
    pub(crate) fn query(&mut self, name: &str, value: &str) {
        let pair = pair(name, value);
        self.query.retain(|known| known.split('=').next() != pair.split('=').next());
        self.query.push(pair);
    }

    /// What the clones of the client share. Transport and clock are those of its mode, unless they are set.
    pub(crate) fn build(
        mut self,
        transport: fn() -> Result<Arc<dyn Transport>, Error>,
        clock: fn() -> Arc<dyn Clock>,
    ) -> Result<ClientInner, Error> {
        if cfg!(feature = "gzip") {
            self.headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        }
        self.complete_from_environment();
        let base_is_explicit = self.base_url.is_some() || self.server.is_some();
        let base = self.base()?.with_query(&self.query);
        if let Some(problem) = self.problem {
            return Err(problem.into());
        }
        let mut credentials = ByName::new();
        for (id, credential) in self.credentials.into_entries() {
            let scheme =
                self.api.security_schemes.iter().find(|scheme| scheme.id == id).ok_or_else(|| {
                    BuildError::setting(format!("credential `{id}`"), "the document has no such scheme")
                })?;
            credentials.insert(id, Prepared::new(credential, scheme.kind));
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => match tls::missing_for(base.origin()) {
                Some(problem) => return Err(BuildError::setting("base_url", problem).into()),
                None => transport()?,
            },
        };
        Ok(ClientInner {
            api: self.api,
            base,
            base_is_explicit,
            query: self.query,
            server_variables: self.server_variables,
            credentials,
            headers: self.headers.iter().map(|(name, value)| (name.clone(), value.clone())).collect(),
            budget: RetryBudget::new(self.budget, &self.settings.retry),
            settings: self.settings,
            transport,
            clock: self.clock.unwrap_or_else(clock),
            hooks: self.hooks,
        })
    }

    /// What the environment says, where the code says nothing.
    fn complete_from_environment(&mut self) {
        let Environment { base_url, credentials, headers, log } = std::mem::take(&mut self.environment);
        for (scheme, value) in credentials {
            if self.credentials.get(scheme).is_none() {
                self.credential(scheme, Credential::token(value));
            }
        }
        for (name, value) in headers {
            if !self.headers.contains_key(name) {
                self.header(name, &value);
            }
        }
        if self.base_url.is_none() && self.server.is_none() {
            self.base_url = base_url;
        }
        if log && self.hooks.log.is_none() {
            self.hooks.log = Some(Log::stderr(self.api.user_agent));
        }
    }

    fn base(&self) -> Result<BaseUrl, BuildError> {
        if let Some(url) = &self.base_url {
            if let Some((name, _)) = self.server_variables.iter().next() {
                let name = format!("server variable `{}`", name.escape_debug());
                let problem =
                    "has no effect beside a base URL, in code or in the environment; set one of them";
                return Err(BuildError::setting(name, problem));
            }
            if self.server.is_some() {
                return Err(BuildError::setting(
                    "server",
                    "has no effect beside a base URL; set one of them",
                ));
            }
            return BaseUrl::parse(url).map_err(|problem| BuildError::setting("base_url", problem));
        }
        let servers = self.api.servers;
        let server = match &self.server {
            None => servers
                .first()
                .ok_or_else(|| BuildError::setting("base_url", "the document names no server"))?,
            Some(id) => servers
                .iter()
                .find(|server| !server.id.is_empty() && server.id == id)
                .or_else(|| id.parse().ok().and_then(|index: usize| servers.get(index)))
                .ok_or_else(|| BuildError::setting("server", "the document has no such server"))?,
        };
        let known = |name: &str| {
            self.api.server_variables.contains(&name) || server.variables.iter().any(|one| one.name == name)
        };
        if let Some((name, _)) = self.server_variables.iter().find(|(name, _)| !known(name)) {
            let names =
                server.variables.iter().map(|one| one.name).chain(self.api.server_variables.iter().copied());
            let names: Vec<_> = names.collect();
            let problem = match names.as_slice() {
                [] => "has no effect; the URL of the server has no variables".to_owned(),
                names => format!("has no effect; the URL of the server has `{}`", names.join("`, `")),
            };
            return Err(BuildError::setting(format!("server variable `{}`", name.escape_debug()), problem));
        }
        BaseUrl::of_server(server, &self.server_variables)
            .map_err(|problem| BuildError::setting("server", problem))
    }
}
