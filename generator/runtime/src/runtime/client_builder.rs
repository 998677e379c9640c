//! `ClientBuilder`: settings of a client, checked when it is built.

use super::{
    Api, Async, BuildError, Client, Clock, Credential, Drift, HttpRequest, InvalidRequest, Mode,
    OperationInfo, ResponseEvent, RetryPolicy, Transport,
    auth::Prepared,
    base_url::BaseUrl,
    budget::{BudgetSize, RetryBudget},
    client::{ClientInner, Settings},
    environment::Environment,
    hooks::Hooks,
    log::Log,
    options::header,
    tls,
};
use http::{
    HeaderMap, HeaderValue,
    header::{ACCEPT_ENCODING, USER_AGENT},
};
use std::{collections::BTreeMap, fmt, marker::PhantomData, sync::Arc, time::Duration};

/// Builds a client.
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<M = Async> {
    api: &'static Api,
    base_url: Option<String>,
    environment: Environment,
    server: Option<String>,
    server_variables: BTreeMap<String, String>,
    credentials: BTreeMap<String, Credential>,
    headers: HeaderMap,
    settings: Settings,
    budget: BudgetSize,
    transport: Option<Arc<dyn Transport>>,
    clock: Option<Arc<dyn Clock>>,
    hooks: Hooks,
    problem: Option<BuildError>,
    mode: PhantomData<fn() -> M>,
}

impl<M: Mode> ClientBuilder<M> {
    /// A builder with the defaults of an API.
    pub fn for_api(api: &'static Api) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(USER_AGENT, HeaderValue::from_static(api.user_agent));
        Self {
            api,
            base_url: None,
            environment: Environment::default(),
            server: None,
            server_variables: BTreeMap::new(),
            credentials: BTreeMap::new(),
            headers,
            settings: Settings::new(api.retry.clone()),
            budget: BudgetSize::default(),
            transport: None,
            clock: None,
            hooks: Hooks::default(),
            problem: None,
            mode: PhantomData,
        }
    }

    /// Takes credentials, global header fields and the base URL from the environment, where they are set and not empty.
    /// What is said in code counts, before or after this. A server chosen in code is not replaced.
    ///
    /// A variable that ends in `_LOG` turns [`log`](Self::log) on, to the standard error.
    pub fn with_env(mut self) -> Self {
        self.environment = Environment::read(self.api);
        self
    }

    /// Where requests go, in place of the document's server.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Chooses one of the document's servers by its id, or by its position from 0.
    pub fn server(mut self, id: impl Into<String>) -> Self {
        self.server = Some(id.into());
        self
    }

    /// Sets a variable in the server's URL. One that no URL in use has, as beside a base URL, is refused when the client
    /// is built.
    pub fn server_variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.server_variables.insert(name.into(), value.into());
        self
    }

    /// Sets the credential of a security scheme of the document.
    pub fn credential(mut self, scheme: &str, credential: Credential) -> Self {
        if let Some(problem) = credential.problem() {
            self.problem.get_or_insert(BuildError::setting(format!("credential `{scheme}`"), problem));
        }
        self.credentials.insert(scheme.to_owned(), credential);
        self
    }

    /// Sets a header of every request.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        match header(name.as_ref(), value.as_ref()) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(error) => {
                self.problem.get_or_insert(BuildError::setting(error.place(), error.message()));
            }
        }
        self
    }

    /// How long a connection may take to be made; 10 s unless set, `None` turns the limit off.
    pub fn connect_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.settings.connect_timeout = limit.into();
        self
    }

    /// How long one attempt may take; 60 s unless set, `None` turns the limit off.
    pub fn attempt_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.settings.attempt_timeout = limit.into();
        self
    }

    /// How long a call may take with its retries and waits; 180 s unless set, `None` turns the limit off. Streams: until the headers
    /// are there.
    pub fn timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.settings.timeout = limit.into();
        self
    }

    /// How long a stream may be silent; 60 s unless set, `None` turns the limit off.
    pub fn idle_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.settings.idle_timeout = limit.into();
        self
    }

    /// How large a body in memory may become, decompressed; 16 MiB unless set.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.settings.max_body = bytes;
        self
    }

    /// Whether a success with a status that the document does not list (202 where it lists 200) is one, where its body
    /// is that of the only success that it lists; yes unless set. [`Response::status`](super::Response::status) tells
    /// which one came. Otherwise it is an error, like any other status that is not listed.
    pub fn undocumented_success(mut self, yes: bool) -> Self {
        self.settings.undocumented_success = yes;
        self
    }

    /// When and how calls are repeated.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.settings.retry = policy;
        self
    }

    /// How many retries all calls of this client can make at once; `None` turns the limit off.
    ///
    /// A server that keeps failing is so not sent many times what is asked of it: each retry takes from what is there,
    /// each call adds a tenth of a retry, and where nothing is left, the failure at hand is final. Unless set, it is 40,
    /// or as many as the client's policy lets one call make.
    pub fn retry_budget(mut self, retries: impl Into<Option<u32>>) -> Self {
        self.budget = retries.into().map_or(BudgetSize::Unlimited, BudgetSize::Retries);
        self
    }

    /// Repeats unsafe operations like safe ones. Only for servers on which a second `POST` does no harm.
    pub fn retry_unsafe(mut self, yes: bool) -> Self {
        self.settings.repeatable = yes;
        self
    }

    /// The transport, in place of the default one.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Where time comes from, for tests and for executors without the default clock's timers.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Adds a hook that sees, and may change, each request before it is sent.
    pub fn on_request(
        mut self,
        hook: impl Fn(&mut HttpRequest, &'static OperationInfo) -> Result<(), InvalidRequest>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        self.hooks.before.push(Arc::new(hook));
        self
    }

    /// Adds a hook that sees what became of each attempt.
    pub fn on_response(mut self, hook: impl Fn(&ResponseEvent<'_>) + Send + Sync + 'static) -> Self {
        self.hooks.after.push(Arc::new(hook));
        self
    }

    /// Sets the hook that hears of fields and enum values that the document does not know.
    pub fn on_drift(mut self, hook: impl Fn(&Drift, &'static OperationInfo) + Send + Sync + 'static) -> Self {
        self.hooks.drift = Some(Arc::new(hook));
        self
    }

    /// Logs each request and what became of it, a line each, without bodies and without secrets: credentials, and what
    /// stands in header fields and parameters that are named like one.
    pub fn log(mut self, sink: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.hooks.log = Some(Log::new(sink));
        self
    }

    /// Checks the settings and builds the client.
    ///
    /// # Errors
    /// A setting cannot be used, or the transport cannot be set up.
    pub fn build(mut self) -> Result<Client<M>, BuildError> {
        if cfg!(feature = "gzip") {
            self.headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        }
        self = self.with_environment();
        let base_is_explicit = self.base_url.is_some() || self.server.is_some();
        let base = self.base()?;
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        let mut credentials = BTreeMap::new();
        for (id, credential) in self.credentials {
            let scheme =
                self.api.security_schemes.iter().find(|scheme| scheme.id == id).ok_or_else(|| {
                    BuildError::setting(format!("credential `{id}`"), "the document has no such scheme")
                })?;
            credentials.insert(id, Prepared::new(credential, scheme.kind));
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => match tls::missing_for(base.origin()) {
                Some(problem) => return Err(BuildError::setting("base_url", problem)),
                None => M::transport()?,
            },
        };
        Ok(Client::new(ClientInner {
            api: self.api,
            base,
            base_is_explicit,
            server_variables: self.server_variables,
            credentials,
            headers: self.headers.iter().map(|(name, value)| (name.clone(), value.clone())).collect(),
            budget: RetryBudget::new(self.budget, &self.settings.retry),
            settings: self.settings,
            transport,
            clock: self.clock.unwrap_or_else(M::clock),
            hooks: self.hooks,
        }))
    }

    /// What the environment says, where the code says nothing.
    fn with_environment(mut self) -> Self {
        let Environment { base_url, credentials, headers, log } = std::mem::take(&mut self.environment);
        for (scheme, value) in credentials {
            if !self.credentials.contains_key(scheme) {
                self = self.credential(scheme, Credential::token(value));
            }
        }
        for (name, value) in headers {
            if !self.headers.contains_key(name) {
                self = self.header(name, value);
            }
        }
        if self.base_url.is_none() && self.server.is_none() {
            self.base_url = base_url;
        }
        if log && self.hooks.log.is_none() {
            self.hooks.log = Some(Log::stderr(self.api.user_agent));
        }
        self
    }

    fn base(&self) -> Result<BaseUrl, BuildError> {
        if let Some(url) = &self.base_url {
            if let Some(name) = self.server_variables.keys().next() {
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
        if let Some(name) = self.server_variables.keys().find(|name| !known(name)) {
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

impl<M> fmt::Debug for ClientBuilder<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("api", &self.api.name)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}
