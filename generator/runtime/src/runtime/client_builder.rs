//! `ClientBuilder`: settings of a client, checked when it is built.

use super::{
    Api, Async, Client, Clock, Credential, Drift, Error, HttpRequest, InvalidRequest, Mode, OperationInfo,
    ResponseEvent, RetryPolicy, Transport, budget::BudgetSize, client_setup::ClientSetup,
    environment::Environment, log::Log,
};
use std::{fmt, marker::PhantomData, sync::Arc, time::Duration};

/// Builds a client.
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<M = Async, A = ()> {
    setup: ClientSetup,
    mode: PhantomData<fn() -> (M, A)>,
}

impl<M: Mode, A> ClientBuilder<M, A> {
    /// A builder with the defaults of an API.
    pub fn for_api(api: &'static Api) -> Self {
        Self { setup: ClientSetup::new(api), mode: PhantomData }
    }

    /// Takes credentials, global header fields and the base URL from the environment, where they are set and not empty.
    /// What is said in code counts, before or after this. A server chosen in code is not replaced.
    ///
    /// A variable that ends in `_LOG` turns [`log`](Self::log) on, to the standard error.
    pub fn with_env(mut self) -> Self {
        self.setup.environment = Environment::read(self.setup.api);
        self
    }

    /// Where requests go, in place of the document's server.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.setup.base_url = Some(url.into());
        self
    }

    /// Chooses one of the document's servers by its id, or by its position from 0.
    pub fn server(mut self, id: impl Into<String>) -> Self {
        self.setup.server = Some(id.into());
        self
    }

    /// Sets a variable in the server's URL. One that no URL in use has, as beside a base URL, is refused when the client
    /// is built.
    pub fn server_variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.setup.server_variables.insert(name.into(), value.into());
        self
    }

    /// Sets the credential of a security scheme of the document.
    pub fn credential(mut self, scheme: &str, credential: Credential) -> Self {
        self.setup.credential(scheme, credential);
        self
    }

    /// Sets a header of every request.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.setup.header(name.as_ref(), value.as_ref());
        self
    }

    /// Sets a query parameter of every request, unless the call sets one with the same name. A URL that the server gave,
    /// as of a next page, goes out as it is.
    pub fn query(mut self, name: impl AsRef<str>, value: impl fmt::Display) -> Self {
        self.setup.query(name.as_ref(), &value.to_string());
        self
    }

    /// How long a connection may take to be made; 10 s unless set, `None` turns the limit off.
    pub fn connect_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.setup.settings.connect_timeout = limit.into();
        self
    }

    /// How long one attempt may take; 60 s unless set, `None` turns the limit off.
    pub fn attempt_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.setup.settings.attempt_timeout = limit.into();
        self
    }

    /// How long a call may take with its retries and waits; 180 s unless set, `None` turns the limit off. Streams: until the headers
    /// are there.
    pub fn timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.setup.settings.timeout = limit.into();
        self
    }

    /// How long a stream may be silent; 60 s unless set, `None` turns the limit off.
    pub fn idle_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.setup.settings.idle_timeout = limit.into();
        self
    }

    /// How large a body in memory may become, decompressed; 16 MiB unless set.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.setup.settings.max_body = bytes;
        self
    }

    /// Whether a success with a status that the document does not list (202 where it lists 200) is one, where its body
    /// is that of the only success that it lists; yes unless set. [`Response::status`](super::Response::status) tells
    /// which one came. Otherwise it is an error, like any other status that is not listed.
    pub fn undocumented_success(mut self, yes: bool) -> Self {
        self.setup.settings.undocumented_success = yes;
        self
    }

    /// When and how calls are repeated.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.setup.settings.retry = policy;
        self
    }

    /// How many retries all calls of this client can make at once; `None` turns the limit off.
    ///
    /// A server that keeps failing is so not sent many times what is asked of it: each retry takes from what is there,
    /// each call adds a tenth of a retry, and where nothing is left, the failure at hand is final. Unless set, it is 40,
    /// or as many as the client's policy lets one call make.
    pub fn retry_budget(mut self, retries: impl Into<Option<u32>>) -> Self {
        self.setup.budget = retries.into().map_or(BudgetSize::Unlimited, BudgetSize::Retries);
        self
    }

    /// Repeats unsafe operations like safe ones. Only for servers on which a second `POST` does no harm.
    pub fn retry_unsafe(mut self, yes: bool) -> Self {
        self.setup.settings.repeatable = yes;
        self
    }

    /// The transport, in place of the default one.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.setup.transport = Some(Arc::new(transport));
        self
    }

    /// Where time comes from, for tests and for executors without the default clock's timers.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.setup.clock = Some(Arc::new(clock));
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
        self.setup.hooks.before.push(Arc::new(hook));
        self
    }

    /// Adds a hook that sees what became of each attempt.
    pub fn on_response(mut self, hook: impl Fn(&ResponseEvent<'_>) + Send + Sync + 'static) -> Self {
        self.setup.hooks.after.push(Arc::new(hook));
        self
    }

    /// Sets the hook that hears of fields and enum values that the document does not know.
    pub fn on_drift(mut self, hook: impl Fn(&Drift, &'static OperationInfo) + Send + Sync + 'static) -> Self {
        self.setup.hooks.drift = Some(Arc::new(hook));
        self
    }

    /// Logs each request and what became of it, a line each, without bodies and without secrets: credentials, and what
    /// stands in header fields and parameters that are named like one.
    pub fn log(mut self, sink: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.setup.hooks.log = Some(Log::new(sink));
        self
    }

    /// Checks the settings and builds the client.
    ///
    /// # Errors
    /// A setting cannot be used, or the transport cannot be set up.
    pub fn build(self) -> Result<Client<M, A>, Error> {
        Ok(Client::new(self.setup.build(M::transport, M::clock)?.into()))
    }
}

impl<M, A> fmt::Debug for ClientBuilder<M, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("api", &self.setup.api.name)
            .field("credentials", &self.setup.credentials)
            .finish_non_exhaustive()
    }
}
