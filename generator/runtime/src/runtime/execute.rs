//! The executor: one non-generic loop of attempts over whatever transport the client has.

use super::{
    BoxFuture, CallOptions, HttpRequest, HttpResponse, InvalidRequest, OperationInfo, RawResponse,
    RequestBody, RequestParts, ResponseEvent, RetryClass, Secret, Streaming, TimeoutError, TimeoutKind,
    auth::{self, TokenContext, Used},
    base_url::BaseUrl,
    client::{ClientInner, Settings},
    collect,
    error::Failure,
    futures::{Either, race},
    header_field::check_field,
    raw_response::{media_type, nearest},
    retry, trace,
};
use http::{HeaderMap, HeaderValue, Method, header};
use std::{borrow::Cow, pin::pin, sync::Arc, time::Duration};

/// A call with everything that its attempts have in common.
struct Run {
    client: Arc<ClientInner>,
    info: &'static OperationInfo,
    /// The call's own; the client's settings hold where there are none.
    settings: Option<Box<Settings>>,
    method: Method,
    url: String,
    /// Those of the arguments.
    headers: HeaderMap,
    content_type: Option<HeaderValue>,
    body: RequestBody,
    options: Option<Box<CallOptions>>,
}

/// The call as a future, not yet started.
pub(crate) fn start(
    client: Arc<ClientInner>,
    info: &'static OperationInfo,
    parts: Result<RequestParts, InvalidRequest>,
    options: Option<Box<CallOptions>>,
) -> BoxFuture<'static, Result<Box<RawResponse>, Failure>> {
    let run = parts.and_then(|parts| prepare(client, info, parts, options));
    // Borrowed where it is: what is moved within a future takes its room twice.
    trace::call(info, async move {
        match &run {
            Ok(run) => run.attempts().await,
            Err(problem) => Err(problem.clone().into()),
        }
    })
}

fn prepare(
    client: Arc<ClientInner>,
    info: &'static OperationInfo,
    parts: RequestParts,
    mut options: Option<Box<CallOptions>>,
) -> Result<Box<Run>, InvalidRequest> {
    let RequestParts { path, query, mut headers, mut content_type, mut body } = parts;
    let mut method =
        Method::try_from(info.method).map_err(|_| InvalidRequest::new("method", "not a legal method"))?;
    let (mut settings, mut own_base, mut link) = (None, None, None);
    if let Some(options) = &mut options {
        if let Some(problem) = options.invalid.take() {
            return Err(problem);
        }
        settings = Some(Box::new(client.settings.for_call(options)));
        own_base = options.base_url.take();
        link = options.link.take();
        if link.as_ref().is_some_and(|link| !link.is_again) {
            // A link is a place to get, however the first page was asked for, unless the document says otherwise.
            method = Method::GET;
            body = RequestBody::default();
            content_type = None;
            headers.remove(header::CONTENT_TYPE);
            options.headers.remove(header::CONTENT_TYPE);
        }
    }
    let url = {
        let base = base(&client, info, own_base)?;
        match link {
            Some(link) => {
                base.resolve(&path, &link.url).map_err(|problem| InvalidRequest::new("next link", problem))?
            }
            None if info.is_raw() && !path.starts_with('/') => {
                let url = if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) };
                base.resolve("", &url).map_err(|problem| InvalidRequest::new("path", problem))?
            }
            None => base.join(&path, &query),
        }
    };
    // Apart from the future that uses it: each of the two is small enough for allocators to have it at hand.
    Ok(Box::new(Run { client, info, settings, method, url, headers, content_type, body, options }))
}

/// The server of a call: its own base URL, else the client's, else the operation's server, else the document's.
fn base<'a>(
    client: &'a ClientInner,
    info: &OperationInfo,
    own: Option<String>,
) -> Result<Cow<'a, BaseUrl>, InvalidRequest> {
    let own = if let Some(url) = own {
        BaseUrl::parse(&url)
            .map_err(|problem| InvalidRequest::new("base_url", problem))
            .map(|base| base.with_query(&client.query))
    } else {
        match info.servers.first() {
            Some(server) if !client.base_is_explicit => BaseUrl::of_server(server, &client.server_variables)
                .map_err(|problem| InvalidRequest::new("server", problem))
                .map(|base| base.with_query(&client.query)),
            _ => return Ok(Cow::Borrowed(&client.base)),
        }
    };
    own.map(Cow::Owned)
}

/// What to do after an attempt.
enum Next {
    Done,
    Retry(Duration),
}

impl Run {
    fn settings(&self) -> &Settings {
        self.settings.as_deref().unwrap_or(&self.client.settings)
    }

    async fn attempts(&self) -> Result<Box<RawResponse>, Failure> {
        let clock = &*self.client.clock;
        let started = clock.now();
        self.client.budget.deposit();
        let mut attempt = 0;
        let mut attempt_started = started;
        let mut refreshed = false;
        loop {
            attempt += 1;
            let left = self.left(attempt_started.saturating_sub(started));
            let mut used = Used::default();
            let mut outcome = self.timed(left, &mut used).await;
            if let Ok(response) = &mut outcome {
                response.set_attempts(attempt);
                if self.info.lists(response.status()) && !self.is_watched() {
                    return outcome;
                }
            }
            let now = clock.now();
            let next = if !refreshed && self.body.is_replayable() && is_refused(&outcome, &used) {
                refreshed = true;
                Next::Retry(Duration::ZERO)
            } else {
                self.next(&outcome, attempt, now.saturating_sub(started))
            };
            self.report(&outcome, attempt, now.saturating_sub(attempt_started), &next);
            match next {
                Next::Done => return self.settle(outcome),
                Next::Retry(delay) if delay.is_zero() => {}
                Next::Retry(delay) => clock.sleep(delay).await,
            }
            attempt_started = clock.now();
        }
    }

    /// How much of the time of the call is left, if it is limited.
    fn left(&self, elapsed: Duration) -> Option<Duration> {
        self.settings().timeout.map(|limit| limit.saturating_sub(elapsed))
    }

    /// One attempt within the time that is left.
    async fn timed(&self, left: Option<Duration>, used: &mut Used) -> Result<Box<RawResponse>, Failure> {
        let settings = self.settings();
        // The limit that comes first, and what it is called.
        let attempt = settings.attempt_timeout.map(|limit| (limit, TimeoutKind::Attempt, limit));
        let total = left.zip(settings.timeout).map(|(left, limit)| (left, TimeoutKind::Total, limit));
        let first = match (attempt, total) {
            (Some(attempt), Some(total)) => Some(if total.0 < attempt.0 { total } else { attempt }),
            (attempt, total) => attempt.or(total),
        };
        let Some((limit, kind, named)) = first else {
            return self.exchange(None, used).await.map_err(|failure| self.timed_out(failure, None));
        };
        let passed = TimeoutError::new(kind, named);
        if limit.is_zero() {
            return Err(passed.into());
        }
        let mut timer = self.client.clock.sleep(limit);
        match race(pin!(self.exchange(Some(limit), used)), timer.as_mut()).await {
            Either::First(outcome) => {
                outcome.map_err(|failure| self.timed_out(failure, Some((limit, passed))))
            }
            Either::Second(()) => Err(passed.into()),
        }
    }

    /// A failure of a transport that gave up waiting, as the limit for which it did. `first` is the one of the attempt.
    fn timed_out(&self, failure: Failure, first: Option<(Duration, TimeoutError)>) -> Failure {
        let Failure::Transport(error) = &failure else { return failure };
        if !error.is_timeout() {
            return failure;
        }
        let connecting = self.settings().connect_timeout.filter(|_| error.is_unsent());
        match (connecting, first) {
            (Some(connect), Some((limit, passed))) if limit < connect => passed.into(),
            (Some(connect), _) => TimeoutError::new(TimeoutKind::Connect, connect).into(),
            (None, Some((_, passed))) => passed.into(),
            // A limit of the transport's own.
            (None, None) => failure,
        }
    }

    /// The request of an attempt, without credentials.
    fn request(&self, limit: Option<Duration>) -> HttpRequest {
        // Later ones win: client, document, arguments, call. Room is made once, for credentials, too, and for what the
        // transport adds to a body.
        let own = self.options.as_ref().map(|options| &options.headers);
        let others = self.headers.len() + own.map_or(0, HeaderMap::len);
        let about_body = if self.content_type.is_some() { 3 } else { 0 };
        let mut headers = HeaderMap::with_capacity(self.client.headers.len() + others + about_body + 2);
        for (name, value) in &self.client.headers {
            headers.insert(name, value.clone());
        }
        if !self.info.accept.is_empty() {
            headers.insert(header::ACCEPT, HeaderValue::from_static(self.info.accept));
        }
        if let Some(content_type) = &self.content_type {
            headers.insert(header::CONTENT_TYPE, content_type.clone());
        }
        merge(&mut headers, &self.headers);
        if let Some(own) = own {
            merge(&mut headers, own);
        }
        HttpRequest {
            method: self.method.clone(),
            url: self.url.clone(),
            headers,
            body: self.body.clone(),
            connect_timeout: retry::shorter(self.settings().connect_timeout, limit),
            timeout: limit,
            streamed: !self.info.streaming.is_empty(),
        }
    }

    async fn exchange(&self, limit: Option<Duration>, used: &mut Used) -> Result<Box<RawResponse>, Failure> {
        let client = &*self.client;
        let mut request = self.request(limit);
        let security = if self.info.is_raw() { client.api.security } else { self.info.security };
        let needed = auth::needed(security, &client.credentials);
        if auth::place_fixed(&mut request, needed, &client.credentials, used)? {
            let context = TokenContext {
                transport: &*client.transport,
                clock: &*client.clock,
                origin: client.base.origin(),
            };
            // Boxed, so that calls without providers need no room for it.
            Box::pin(auth::place_given(&mut request, needed, &client.credentials, context, used)).await?;
        }
        let url = (!client.hooks.before.is_empty()).then(|| request.url.clone());
        for hook in &client.hooks.before {
            hook(&mut request, self.info)?;
        }
        // Whoever set them: the document, a credential, a hook.
        request.headers.keys().try_for_each(check_field)?;
        auth::add_carried(&mut used.secrets, &request, &client.base, url.as_deref());
        if let Some(log) = &client.hooks.log {
            log.request(&request, self.info, &used.secrets);
        }
        let response = client.transport.send(request).await?;
        let mut response = self.receive(response, &used.secrets).await?;
        response.set_secrets(std::mem::take(&mut used.secrets));
        response.hide_echoes();
        Ok(response)
    }

    /// Reads the body, unless the operation streams it. `secrets` are what the request was authenticated with.
    async fn receive(&self, response: HttpResponse, secrets: &[Secret]) -> Result<Box<RawResponse>, Failure> {
        let HttpResponse { status, mut headers, body } = response;
        let body = collect::decompress(&mut headers, body);
        let success = self.is_success(status);
        if success && streams(self.info, &headers) {
            let body = collect::idle(body, self.settings().idle_timeout, Arc::clone(&self.client.clock));
            return Ok(Box::new(RawResponse::streaming(status, headers, body)));
        }
        let bytes = match collect::collect(body, self.settings().max_body).await {
            Ok(bytes) => bytes,
            // An error page that is cut off still says which error it was.
            Err(cut) if !success => cut.bytes,
            Err(cut) => {
                let mut begun = RawResponse::buffered(status, headers, cut.bytes.clone());
                begun.set_secrets(secrets.to_vec());
                begun.hide_echoes();
                return Err(cut.into_failure(&begun));
            }
        };
        Ok(Box::new(RawResponse::buffered(status, headers, bytes)))
    }

    fn is_success(&self, status: http::StatusCode) -> bool {
        self.info.lists(status)
            || (self.settings().undocumented_success && self.info.is_undocumented_success(status))
    }

    fn class(&self) -> RetryClass {
        if self.settings().repeatable && !self.info.retry.is_repeatable() {
            RetryClass::Idempotent
        } else {
            self.info.retry
        }
    }

    fn next(&self, outcome: &Result<Box<RawResponse>, Failure>, attempt: u32, elapsed: Duration) -> Next {
        let clock = &*self.client.clock;
        let policy = &self.settings().retry;
        let (retryable, asked) = match outcome {
            Ok(response) if self.info.lists(response.status()) => return Next::Done,
            Ok(response) => {
                let asked = retry::retry_after(response.headers(), clock);
                (policy.after_status(response.status(), asked.is_some(), self.class()), asked)
            }
            Err(Failure::Transport(error)) => (policy.after_break(error, self.class()), None),
            Err(Failure::Timeout(error)) => {
                (policy.after_silence(error.kind() == TimeoutKind::Connect, self.class()), None)
            }
            Err(_) => (false, None),
        };
        if !retryable || attempt >= policy.attempts() || !self.body.is_replayable() {
            return Next::Done;
        }
        let delay = policy.delay(attempt, asked, clock);
        let left = policy.left(self.left(elapsed), elapsed);
        // Waiting past the deadline helps nobody; the failure at hand says more than a timeout would.
        let wait = asked.map_or(delay, |asked| delay.max(asked));
        if left.is_some_and(|left| wait >= left) || !self.client.budget.withdraw() {
            Next::Done
        } else {
            Next::Retry(delay)
        }
    }

    /// Whether anybody hears how an attempt went.
    fn is_watched(&self) -> bool {
        let hooks = &self.client.hooks;
        cfg!(feature = "tracing") || !hooks.after.is_empty() || hooks.log.is_some()
    }

    fn report(
        &self,
        outcome: &Result<Box<RawResponse>, Failure>,
        attempt: u32,
        elapsed: Duration,
        next: &Next,
    ) {
        let error = match outcome {
            Ok(_) => None,
            Err(failure) => Some(failure.to_string()),
        };
        let response = outcome.as_deref().ok();
        let event = ResponseEvent {
            operation: self.info,
            attempt,
            status: response.map(RawResponse::status),
            headers: response.map(RawResponse::headers),
            body: response.filter(|response| !response.is_open()).map(|response| &response.bytes()[..]),
            error,
            elapsed,
            retry_in: match next {
                Next::Retry(delay) => Some(*delay),
                Next::Done => None,
            },
        };
        trace::attempt(&event);
        if let Some(log) = &self.client.hooks.log {
            log.response(&event);
        }
        self.client.hooks.after.iter().for_each(|hook| hook(&event));
    }

    fn settle(&self, outcome: Result<Box<RawResponse>, Failure>) -> Result<Box<RawResponse>, Failure> {
        let response = outcome?;
        if self.is_success(response.status()) { Ok(response) } else { Err(Failure::Status(response)) }
    }
}

/// Whether the operation hands this body out while it comes.
fn streams(info: &OperationInfo, headers: &HeaderMap) -> bool {
    if info.streaming.is_empty() {
        return false;
    }
    let types = info.streaming.iter().map(|one| one.media_type());
    nearest(types, &media_type(headers))
        .is_some_and(|nearest| info.streaming.contains(&Streaming::Open(nearest)))
}

fn merge(headers: &mut HeaderMap, more: &HeaderMap) {
    for (name, value) in more {
        headers.insert(name, value.clone());
    }
}

/// Whether the server refused a token that its provider can replace.
fn is_refused(outcome: &Result<Box<RawResponse>, Failure>, used: &Used) -> bool {
    matches!(outcome, Ok(response) if response.status() == http::StatusCode::UNAUTHORIZED)
        && used.is_replaceable()
}
