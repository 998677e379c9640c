//! `Client`: a cheap handle that all calls share.

use super::{
    Api, Async, CallOptions, Clock, Operation, Request, RetryPolicy, Transport, auth::Prepared,
    base_url::BaseUrl, budget::RetryBudget, by_name::ByName, hooks::Hooks,
};
use http::{HeaderName, HeaderValue};
use std::{fmt, marker::PhantomData, sync::Arc, time::Duration};

/// A client of the API. Cloning it is cheap; clones share connections, settings and the retry budget.
///
/// `A` tells the APIs of a crate with several of them apart; where there is one, it is `()`.
pub struct Client<M = Async, A = ()> {
    pub(crate) inner: Arc<ClientInner>,
    mode: PhantomData<fn() -> (M, A)>,
}

impl<M, A> Client<M, A> {
    pub(crate) fn new(inner: Arc<ClientInner>) -> Self {
        Self { inner, mode: PhantomData }
    }

    /// A request for an operation; generated methods call this.
    pub fn request<O: Operation>(&self, operation: O) -> Request<O, M, A> {
        Request::new(self.clone(), operation, None)
    }

    /// What the document says about the API.
    #[must_use]
    pub fn api(&self) -> &'static Api {
        self.inner.api
    }
}

impl<M, A> Clone for Client<M, A> {
    fn clone(&self) -> Self {
        Self { inner: Arc::clone(&self.inner), mode: PhantomData }
    }
}

impl<M, A> fmt::Debug for Client<M, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("api", &self.inner.api.name)
            .field("base", &self.inner.base)
            .field("credentials", &self.inner.credentials)
            .field("transport", &self.inner.transport)
            .finish_non_exhaustive()
    }
}

/// What the clones of a client share.
pub(crate) struct ClientInner {
    pub(crate) api: &'static Api,
    /// Where operations without servers of their own go.
    pub(crate) base: BaseUrl,
    /// Whether the base was chosen by the caller, and so holds for all operations.
    pub(crate) base_is_explicit: bool,
    /// Query parameters of every request, encoded.
    pub(crate) query: Vec<String>,
    pub(crate) server_variables: ByName<String>,
    pub(crate) credentials: ByName<Prepared>,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) settings: Settings,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) hooks: Hooks,
    pub(crate) budget: RetryBudget,
}

/// The limits of a call; a time that is `None` has no limit.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) idle_timeout: Option<Duration>,
    pub(crate) max_body: usize,
    pub(crate) retry: RetryPolicy,
    pub(crate) repeatable: bool,
    /// Whether a success with a status that the document does not list is one where its body fits.
    pub(crate) undocumented_success: bool,
}

impl Settings {
    pub(crate) fn new(retry: RetryPolicy) -> Self {
        Self {
            connect_timeout: Some(Duration::from_secs(10)),
            attempt_timeout: Some(Duration::from_secs(60)),
            timeout: Some(Duration::from_secs(180)),
            idle_timeout: Some(Duration::from_secs(60)),
            max_body: 16 << 20,
            retry,
            repeatable: false,
            undocumented_success: true,
        }
    }

    /// The settings of a call: its own where it has any.
    pub(crate) fn for_call(&self, options: &CallOptions) -> Self {
        Self {
            connect_timeout: options.connect_timeout.or(self.connect_timeout),
            attempt_timeout: options.attempt_timeout.or(self.attempt_timeout),
            timeout: options.timeout.or(self.timeout),
            idle_timeout: options.idle_timeout.or(self.idle_timeout),
            max_body: options.max_body.unwrap_or(self.max_body),
            retry: options.retry.clone().unwrap_or_else(|| self.retry.clone()),
            repeatable: options.repeatable || self.repeatable,
            undocumented_success: options.undocumented_success.unwrap_or(self.undocumented_success),
        }
    }
}
