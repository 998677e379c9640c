//! A transport that answers from memory and a clock that never waits, for testing code that uses the client.

use super::{
    BoxFuture, Clock, HttpRequest, HttpResponse, RequestBody, Transport, TransportError, TransportPhase,
    body::stream_from,
};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

/// One answer of a [`MockTransport`].
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum MockResponse {
    /// An answer; its body comes in these pieces.
    Answer {
        /// The status.
        status: StatusCode,
        /// The headers.
        headers: HeaderMap,
        /// The body.
        body: Vec<Bytes>,
    },
    /// The exchange breaks.
    Break(TransportPhase),
    /// Nothing ever comes.
    Hang,
}

impl MockResponse {
    /// An answer with a body.
    pub fn answer(status: u16, body: impl Into<Bytes>) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self::Answer { status, headers: HeaderMap::new(), body: vec![body.into()] }
    }

    /// An answer with a JSON body.
    pub fn json(status: u16, body: impl Into<Bytes>) -> Self {
        Self::answer(status, body).header("content-type", "application/json")
    }

    /// Adds a header; one that is no header is left out.
    #[must_use]
    #[inline]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let (Self::Answer { headers, .. }, Ok(name), Ok(value)) =
            (&mut self, HeaderName::try_from(name), HeaderValue::try_from(value))
        {
            headers.append(name, value);
        }
        self
    }
}

/// Gives its answers one after the other, and the last one to all further requests. Clones share answers and requests.
#[derive(Clone, Default)]
pub struct MockTransport(Arc<Mutex<Exchanges>>);

#[derive(Default)]
struct Exchanges {
    answers: VecDeque<MockResponse>,
    requests: Vec<SentRequest>,
}

/// A request that was sent.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SentRequest {
    /// The method.
    pub method: http::Method,
    /// The URL.
    pub url: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, as far as it was in memory.
    pub body: Bytes,
}

impl MockTransport {
    /// A transport with these answers.
    pub fn new(answers: impl IntoIterator<Item = MockResponse>) -> Self {
        Self(Arc::new(Mutex::new(Exchanges { answers: answers.into_iter().collect(), requests: Vec::new() })))
    }

    /// Adds an answer at the end.
    #[inline]
    pub fn push(&self, answer: MockResponse) {
        self.exchanges().answers.push_back(answer);
    }

    /// What was sent so far.
    #[must_use]
    #[inline]
    pub fn requests(&self) -> Vec<SentRequest> {
        self.exchanges().requests.clone()
    }

    #[inline]
    fn exchanges(&self) -> MutexGuard<'_, Exchanges> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[inline]
    fn next(&self, request: HttpRequest) -> Option<MockResponse> {
        let mut exchanges = self.exchanges();
        let HttpRequest { method, url, headers, body, .. } = request;
        let body = match body {
            RequestBody::Bytes(bytes) => bytes,
            RequestBody::Empty | RequestBody::Stream(_) => Bytes::new(),
        };
        exchanges.requests.push(SentRequest { method, url, headers, body });
        if exchanges.answers.len() > 1 {
            exchanges.answers.pop_front()
        } else {
            exchanges.answers.front().cloned()
        }
    }
}

impl Transport for MockTransport {
    #[inline]
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        match self.next(request) {
            None => Box::pin(std::future::ready(Err(TransportError::new(
                TransportPhase::Connect,
                "the mock transport has no answer",
            )))),
            Some(MockResponse::Hang) => Box::pin(std::future::pending()),
            Some(MockResponse::Break(phase)) => {
                Box::pin(std::future::ready(Err(TransportError::new(phase, "broken by the mock transport"))))
            }
            Some(MockResponse::Answer { status, mut headers, body }) => {
                headers
                    .entry(header::DATE)
                    .or_insert(HeaderValue::from_static("Thu, 01 Jan 2026 00:00:00 GMT"));
                let mut body = body.into_iter();
                let body = stream_from(move || body.next().map(Ok));
                Box::pin(std::future::ready(Ok(HttpResponse { status, headers, body })))
            }
        }
    }
}

impl fmt::Debug for MockTransport {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MockTransport")
    }
}

/// A clock that jumps: waiting takes no time, but time passes by it. Clones share one time.
#[derive(Clone, Debug)]
pub struct MockClock(Arc<Mutex<Time>>);

#[derive(Debug)]
struct Time {
    now: Duration,
    system_now: SystemTime,
    waits: Vec<Duration>,
    chance: f64,
}

impl MockClock {
    /// A clock that starts at a time of day. Its chance is always 1: waits are as long as they can be.
    #[must_use]
    #[inline]
    pub fn starting_at(system_now: SystemTime) -> Self {
        Self(Arc::new(Mutex::new(Time { now: Duration::ZERO, system_now, waits: Vec::new(), chance: 1.0 })))
    }

    /// Sets what chance gives from now on, from 0 to 1.
    #[must_use]
    #[inline]
    pub fn with_chance(self, chance: f64) -> Self {
        self.time().chance = chance;
        self
    }

    /// Lets time pass.
    #[inline]
    pub fn advance(&self, duration: Duration) {
        let mut time = self.time();
        time.now = time.now.saturating_add(duration);
        time.system_now = time.system_now.checked_add(duration).unwrap_or(time.system_now);
    }

    /// How long was waited, each time.
    #[must_use]
    #[inline]
    pub fn waits(&self) -> Vec<Duration> {
        self.time().waits.clone()
    }

    #[inline]
    fn time(&self) -> MutexGuard<'_, Time> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for MockClock {
    #[inline]
    fn now(&self) -> Duration {
        self.time().now
    }

    #[inline]
    fn system_now(&self) -> SystemTime {
        self.time().system_now
    }

    #[inline]
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        Box::pin(async move {
            clock.advance(duration);
            clock.time().waits.push(duration);
        })
    }

    #[inline]
    fn chance(&self) -> f64 {
        self.time().chance
    }
}
