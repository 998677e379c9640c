//! `Request`: an operation on its way, with the options of this call.

use super::{
    Async, BoxFuture, CallOptions, Client, Error, InvalidRequest, Operation, RawResponse, RequestParts,
    RequestWriter, Response, RetryPolicy, answer::has_no_content, client::ClientInner, error::Failure,
    execute, options::Limit,
};
use std::{
    fmt,
    future::{Future, IntoFuture},
    marker::PhantomData,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

/// A request for an operation. Await it, or `send()` it to see status and headers, too.
#[must_use = "a request does nothing until it is awaited or sent"]
pub struct Request<O, M = Async, A = ()> {
    pub(crate) client: Client<M, A>,
    pub(crate) operation: O,
    /// None for most calls.
    pub(crate) options: Option<Box<CallOptions>>,
}

impl<O, M, A> Request<O, M, A> {
    pub(crate) fn new(client: Client<M, A>, operation: O, options: Option<Box<CallOptions>>) -> Self {
        Self { client, operation, options }
    }

    /// The operation with its arguments.
    pub fn operation(&self) -> &O {
        &self.operation
    }

    /// The operation with its arguments, to change them; generated setters use it.
    pub fn operation_mut(&mut self) -> &mut O {
        &mut self.operation
    }

    /// The same request for another operation; generated code uses it.
    pub fn map_operation<P>(self, to: impl FnOnce(O) -> P) -> Request<P, M, A> {
        Request::new(self.client, to(self.operation), self.options)
    }

    pub(crate) fn options_mut(&mut self) -> &mut CallOptions {
        self.options.get_or_insert_default()
    }

    /// Sets a header of this call, in place of the client's.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.options_mut().set_header(name.as_ref(), value.as_ref());
        self
    }

    /// Where this call goes, in place of the client's base URL. The client's credentials go there, too.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.options_mut().base_url = Some(url.into());
        self
    }

    /// How long this call may take with its retries and waits; `None` turns the limit off.
    pub fn timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.options_mut().timeout = Limit::Own(limit.into());
        self
    }

    /// How long each attempt may take; `None` turns the limit off.
    pub fn attempt_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.options_mut().attempt_timeout = Limit::Own(limit.into());
        self
    }

    /// How long the connection may take to be made; `None` turns the limit off.
    pub fn connect_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.options_mut().connect_timeout = Limit::Own(limit.into());
        self
    }

    /// How long the stream may be silent; `None` turns the limit off.
    pub fn idle_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.options_mut().idle_timeout = Limit::Own(limit.into());
        self
    }

    /// How large the body may become in memory, decompressed.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.options_mut().max_body = Some(bytes);
        self
    }

    /// Whether a success with a status that the document does not list is one, where its body is that of the only
    /// success that it lists.
    pub fn undocumented_success(mut self, yes: bool) -> Self {
        self.options_mut().undocumented_success = Some(yes);
        self
    }

    /// When and how this call is repeated.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.options_mut().retry = Some(policy);
        self
    }

    /// Whether this call may be repeated like a safe one although its operation is not.
    pub fn retry_unsafe(mut self, yes: bool) -> Self {
        self.options_mut().repeatable = yes;
        self
    }
}

impl<O: Operation, M, A> Request<O, M, A> {
    /// What would be sent, without server, credentials and the client's headers.
    ///
    /// # Errors
    /// An argument cannot be sent.
    pub fn to_parts(&self) -> Result<RequestParts, InvalidRequest> {
        encode(&self.operation).map(RequestParts::whole)
    }

    /// The exchange, not yet started.
    pub(crate) fn start(self) -> Call<O> {
        let Self { client, operation, options } = self;
        let parts = encode(&operation);
        Call {
            exchange: execute::start(Arc::clone(&client.inner), O::INFO, parts, options),
            client: client.inner,
            operation: PhantomData,
        }
    }
}

impl<O: Operation, A> Request<O, Async, A> {
    /// Sends the request; the answer comes with its status and headers.
    pub fn send(self) -> Call<O> {
        self.start()
    }
}

impl<O: Operation, A> IntoFuture for Request<O, Async, A> {
    type Output = Result<O::Output, Error>;
    type IntoFuture = Output<O>;

    fn into_future(self) -> Output<O> {
        Output(self.start())
    }
}

impl<O: Clone, M, A> Clone for Request<O, M, A> {
    fn clone(&self) -> Self {
        Self::new(self.client.clone(), self.operation.clone(), self.options.clone())
    }
}

impl<O: fmt::Debug, M, A> fmt::Debug for Request<O, M, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.operation)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

fn encode<O: Operation>(operation: &O) -> Result<RequestParts, InvalidRequest> {
    let mut writer = RequestWriter::default();
    operation.encode(&mut writer)?;
    writer.parts()
}

/// A call under way: a future of the answer with its status and headers. Dropping it stops everything.
#[must_use = "futures do nothing unless polled"]
pub struct Call<O> {
    exchange: BoxFuture<'static, Result<Box<RawResponse>, Failure>>,
    client: Arc<ClientInner>,
    operation: PhantomData<fn() -> O>,
}

impl<O: Operation> Call<O> {
    fn poll_parts(&mut self, context: &mut Context<'_>) -> Poll<Finished<O>> {
        self.exchange.as_mut().poll(context).map(|outcome| finish::<O>(&self.client, outcome))
    }
}

impl<O: Operation> Future for Call<O> {
    type Output = Result<Response<O::Output>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.poll_parts(context).map_ok(|(value, raw)| Response::new(value, *raw, O::limits))
    }
}

impl<O> fmt::Debug for Call<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").finish_non_exhaustive()
    }
}

/// A call under way: a future of the decoded value.
#[must_use = "futures do nothing unless polled"]
#[derive(Debug)]
pub struct Output<O>(Call<O>);

impl<O: Operation> Future for Output<O> {
    type Output = Result<O::Output, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.poll_parts(context).map_ok(|(value, _)| value)
    }
}

/// The decoded value, and what it was decoded from.
type Finished<O> = Result<(<O as Operation>::Output, Box<RawResponse>), Error>;

/// The typed end of a call.
fn finish<O: Operation>(client: &ClientInner, outcome: Result<Box<RawResponse>, Failure>) -> Finished<O> {
    let info = O::INFO;
    let mut raw = outcome.map_err(|failure| failure.into_error(info))?;
    let value = match O::decode(&mut raw) {
        // Where no body is expected a page of a proxy would do as well as any other.
        Ok(_) if !info.lists(raw.status()) && info.takes_anything() && raw.is_page() => {
            return Err(Failure::Status(raw).into_error(info));
        }
        Ok(value) => value,
        Err(error) if info.lists(raw.status()) || has_no_content(raw.status()) => {
            return Err(error.of(&raw).into());
        }
        // Not the success that the document lists either.
        Err(_) => return Err(Failure::Status(raw).into_error(info)),
    };
    if let Some(hook) = &client.hooks.drift {
        for drift in O::drift(&value, &raw) {
            hook(&drift, info);
        }
    }
    Ok((value, raw))
}
