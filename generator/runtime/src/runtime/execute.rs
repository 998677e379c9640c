//! The executor: one non-generic loop of attempts over whatever transport the client has.

use super::{
    BoxFuture, CallOptions, HttpRequest, HttpResponse, InvalidRequest, OperationInfo, RawResponse,
    RequestBody, RequestParts, ResponseEvent, RetryClass, TimeoutError, TimeoutKind,
    auth::{self, TokenContext, Used},
    base_url::BaseUrl,
    client::{ClientInner, Settings},
    collect,
    error::Failure,
    futures::{Either, race},
    raw_response::{matches_media_type, media_type},
    retry, trace,
};
use http::{HeaderMap, HeaderValue, Method, header};
use std::{borrow::Cow, pin::pin, sync::Arc, time::Duration};

/// A call with everything that its attempts have in common.
struct Run {
    client: Arc<ClientInner>,
    info: &'static OperationInfo,
    settings: Settings,
    method: Method,
    url: String,
    /// Those of the arguments and those of the call, which win.
    headers: [HeaderMap; 2],
    body: RequestBody,
}

/// The call as a future, not yet started.
pub(crate) fn start(
    client: Arc<ClientInner>,
    info: &'static OperationInfo,
    parts: Result<RequestParts, InvalidRequest>,
    options: CallOptions,
) -> BoxFuture<'static, Result<RawResponse, Failure>> {
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
    options: CallOptions,
) -> Result<Box<Run>, InvalidRequest> {
    if let Some(problem) = options.invalid {
        return Err(problem);
    }
    let settings = client.settings.for_call(&options);
    let method =
        Method::try_from(info.method).map_err(|_| InvalidRequest::new("method", "not a legal method"))?;
    let base = base(&client, info, &options)?;
    let base = base.as_ref();
    let url = match &options.link {
        Some(link) => {
            base.resolve(&parts.path, link).map_err(|problem| InvalidRequest::new("next link", problem))?
        }
        None => base.join(&parts.path, &parts.query),
    };
    let mut headers = [parts.headers, options.headers];
    // A link is a place to get, however the first page was asked for.
    let (method, body) = if options.link.is_some() {
        for headers in &mut headers {
            headers.remove(header::CONTENT_TYPE);
        }
        (Method::GET, RequestBody::default())
    } else {
        (method, parts.body)
    };
    // Apart from the future that uses it: each of the two is small enough for allocators to have it at hand.
    Ok(Box::new(Run { client, info, settings, method, url, headers, body }))
}

/// The server of a call: its own base URL, else the client's, else the operation's server, else the document's.
fn base<'a>(
    client: &'a ClientInner,
    info: &OperationInfo,
    options: &CallOptions,
) -> Result<Cow<'a, BaseUrl>, InvalidRequest> {
    let own = if let Some(url) = &options.base_url {
        BaseUrl::parse(url).map_err(|problem| InvalidRequest::new("base_url", problem))
    } else {
        match info.servers.first() {
            Some(server) if !client.base_is_explicit => BaseUrl::of_server(server, &client.server_variables)
                .map_err(|problem| InvalidRequest::new("server", problem)),
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
    async fn attempts(&self) -> Result<RawResponse, Failure> {
        let clock = Arc::clone(&self.client.clock);
        let started = clock.now();
        self.client.budget.deposit();
        let mut attempt = 0;
        let mut attempt_started = started;
        let mut refreshed = false;
        loop {
            attempt += 1;
            let left =
                self.settings.timeout.saturating_sub(attempt_started.saturating_duration_since(started));
            let mut used = Used::default();
            let outcome = self.timed(left, &mut used).await.map(|response| response.with_attempts(attempt));
            let now = clock.now();
            let elapsed = now.saturating_duration_since(started);
            let left = self.settings.retry.left(self.settings.timeout.saturating_sub(elapsed), elapsed);
            let next = if !refreshed && self.body.is_replayable() && is_refused(&outcome, &used) {
                refreshed = true;
                Next::Retry(Duration::ZERO)
            } else {
                self.next(&outcome, attempt, left)
            };
            self.report(&outcome, attempt, now.saturating_duration_since(attempt_started), &next);
            match next {
                Next::Done => return self.settle(outcome),
                Next::Retry(delay) if delay.is_zero() => {}
                Next::Retry(delay) => clock.sleep(delay).await,
            }
            attempt_started = clock.now();
        }
    }

    /// One attempt within the time that is left.
    async fn timed(&self, left: Duration, used: &mut Used) -> Result<RawResponse, Failure> {
        let limit = self.settings.attempt_timeout.min(left);
        let passed = if left < self.settings.attempt_timeout {
            TimeoutError::new(TimeoutKind::Total, self.settings.timeout)
        } else {
            TimeoutError::new(TimeoutKind::Attempt, self.settings.attempt_timeout)
        };
        if limit.is_zero() {
            return Err(Failure::Timeout(passed));
        }
        let mut exchange = pin!(self.exchange(limit, used));
        let mut timer = self.client.clock.sleep(limit);
        match race(exchange.as_mut(), pin!(timer.as_mut())).await {
            Either::First(Err(Failure::Transport(error))) if error.is_timeout() => {
                Err(Failure::Timeout(if error.is_unsent() && self.settings.connect_timeout <= limit {
                    TimeoutError::new(TimeoutKind::Connect, self.settings.connect_timeout)
                } else {
                    passed
                }))
            }
            Either::First(outcome) => outcome,
            Either::Second(()) => Err(Failure::Timeout(passed)),
        }
    }

    /// The request of an attempt, without credentials.
    fn request(&self, limit: Duration) -> HttpRequest {
        // Later ones win: client, document, arguments, call. Room is made once, for credentials, too.
        let others: usize = self.headers.iter().map(HeaderMap::len).sum();
        let mut headers = HeaderMap::with_capacity(self.client.headers.len() + others + 2);
        merge(&mut headers, &self.client.headers);
        if !self.info.accept.is_empty() {
            headers.insert(header::ACCEPT, HeaderValue::from_static(self.info.accept));
        }
        self.headers.iter().for_each(|more| merge(&mut headers, more));
        HttpRequest {
            method: self.method.clone(),
            url: self.url.clone(),
            headers,
            body: self.body.clone(),
            connect_timeout: self.settings.connect_timeout.min(limit),
            timeout: limit,
        }
    }

    async fn exchange(&self, limit: Duration, used: &mut Used) -> Result<RawResponse, Failure> {
        let client = &*self.client;
        let mut request = self.request(limit);
        let context = TokenContext {
            transport: &*client.transport,
            clock: &*client.clock,
            origin: client.base.origin(),
        };
        *used = auth::authenticate(&mut request, self.info, &client.credentials, context)
            .await
            .map_err(|error| Failure::Authentication(Box::new(error)))?;
        for hook in &client.hooks.before {
            hook(&mut request, self.info)?;
        }
        let response = client.transport.send(request).await?;
        let mut response = self.receive(response).await?.with_secrets(std::mem::take(&mut used.secrets));
        if !self.is_success(response.status()) {
            response.hide_echoes();
        }
        Ok(response)
    }

    /// Reads the body, unless the operation streams it.
    async fn receive(&self, response: HttpResponse) -> Result<RawResponse, Failure> {
        let HttpResponse { status, mut headers, body } = response;
        let body = collect::decompress(&mut headers, body);
        let success = self.is_success(status);
        if success && streams(self.info, &headers) {
            let body = collect::idle(body, self.settings.idle_timeout, Arc::clone(&self.client.clock));
            return Ok(RawResponse::streaming(status, headers, body));
        }
        match collect::collect(body, self.settings.max_body).await {
            Ok(bytes) => Ok(RawResponse::buffered(status, headers, bytes)),
            // An error page that is cut off still says which error it was.
            Err(cut) if !success => Ok(RawResponse::buffered(status, headers, cut.bytes)),
            Err(cut) => Err(cut.into_failure(&RawResponse::buffered(status, headers, Vec::new()))),
        }
    }

    fn is_success(&self, status: http::StatusCode) -> bool {
        self.info.success.iter().any(|range| range.contains(status))
    }

    fn class(&self) -> RetryClass {
        if self.settings.repeatable && !self.info.retry.is_repeatable() {
            RetryClass::Idempotent
        } else {
            self.info.retry
        }
    }

    fn next(&self, outcome: &Result<RawResponse, Failure>, attempt: u32, left: Duration) -> Next {
        let clock = &*self.client.clock;
        let policy = &self.settings.retry;
        let (retryable, asked) = match outcome {
            Ok(response) if self.is_success(response.status()) => return Next::Done,
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
        // Waiting past the deadline helps nobody; the failure at hand says more than a timeout would.
        if delay >= left || !self.client.budget.withdraw() { Next::Done } else { Next::Retry(delay) }
    }

    fn report(&self, outcome: &Result<RawResponse, Failure>, attempt: u32, elapsed: Duration, next: &Next) {
        let error = match outcome {
            Ok(_) => None,
            Err(failure) => Some(failure.to_string()),
        };
        let response = outcome.as_ref().ok();
        let event = ResponseEvent {
            operation: self.info,
            attempt,
            status: response.map(RawResponse::status),
            headers: response.map(RawResponse::headers),
            error,
            elapsed,
            retry_in: match next {
                Next::Retry(delay) => Some(*delay),
                Next::Done => None,
            },
        };
        trace::attempt(&event);
        self.client.hooks.after.iter().for_each(|hook| hook(&event));
    }

    fn settle(&self, outcome: Result<RawResponse, Failure>) -> Result<RawResponse, Failure> {
        let response = outcome?;
        if self.is_success(response.status()) {
            Ok(response)
        } else {
            Err(Failure::Status(Box::new(response)))
        }
    }
}

/// Whether the operation hands this body out while it comes.
fn streams(info: &OperationInfo, headers: &HeaderMap) -> bool {
    if info.streaming.is_empty() {
        return false;
    }
    let media_type = media_type(headers);
    info.streaming.iter().any(|pattern| matches_media_type(pattern, &media_type))
}

fn merge(headers: &mut HeaderMap, more: &HeaderMap) {
    for (name, value) in more {
        headers.insert(name, value.clone());
    }
}

/// Whether the server refused a token that its provider can replace.
fn is_refused(outcome: &Result<RawResponse, Failure>, used: &Used) -> bool {
    matches!(outcome, Ok(response) if response.status() == http::StatusCode::UNAUTHORIZED)
        && used.is_replaceable()
}
