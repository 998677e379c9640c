//! A transport that answers from a script, for testing code that uses the client.

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

/// One answer of the script.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Scripted {
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

impl Scripted {
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

/// Answers from a script; the last answer is given for all further requests. Clones share one script.
#[derive(Clone, Default)]
pub struct ScriptedTransport(Arc<Mutex<Script>>);

#[derive(Default)]
struct Script {
    answers: VecDeque<Scripted>,
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

impl ScriptedTransport {
    /// A transport with these answers.
    pub fn new(answers: impl IntoIterator<Item = Scripted>) -> Self {
        Self(Arc::new(Mutex::new(Script { answers: answers.into_iter().collect(), requests: Vec::new() })))
    }

    /// Adds an answer at the end.
    #[inline]
    pub fn push(&self, answer: Scripted) {
        self.script().answers.push_back(answer);
    }

    /// What was sent so far.
    #[must_use]
    #[inline]
    pub fn requests(&self) -> Vec<SentRequest> {
        self.script().requests.clone()
    }

    #[inline]
    fn script(&self) -> MutexGuard<'_, Script> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[inline]
    fn next(&self, request: HttpRequest) -> Option<Scripted> {
        let mut script = self.script();
        let HttpRequest { method, url, headers, body, .. } = request;
        let body = match body {
            RequestBody::Bytes(bytes) => bytes,
            RequestBody::Empty | RequestBody::Stream(_) => Bytes::new(),
        };
        script.requests.push(SentRequest { method, url, headers, body });
        if script.answers.len() > 1 { script.answers.pop_front() } else { script.answers.front().cloned() }
    }
}

impl Transport for ScriptedTransport {
    #[inline]
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        match self.next(request) {
            None => Box::pin(std::future::ready(Err(TransportError::new(
                TransportPhase::Connect,
                "no answer is scripted",
            )))),
            Some(Scripted::Hang) => Box::pin(std::future::pending()),
            Some(Scripted::Break(phase)) => {
                Box::pin(std::future::ready(Err(TransportError::new(phase, "broken by the script"))))
            }
            Some(Scripted::Answer { status, mut headers, body }) => {
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

impl fmt::Debug for ScriptedTransport {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ScriptedTransport")
    }
}

/// A clock that jumps: waiting takes no time, but time passes by it. Clones share one time.
#[derive(Clone, Debug)]
pub struct JumpingClock(Arc<Mutex<Jumps>>);

#[derive(Debug)]
struct Jumps {
    now: Duration,
    system_now: SystemTime,
    waits: Vec<Duration>,
    chance: f64,
}

impl JumpingClock {
    /// A clock that starts at a time of day. Its chance is always 1: waits are as long as they can be.
    #[must_use]
    #[inline]
    pub fn starting_at(system_now: SystemTime) -> Self {
        Self(Arc::new(Mutex::new(Jumps { now: Duration::ZERO, system_now, waits: Vec::new(), chance: 1.0 })))
    }

    /// Sets what chance gives from now on, from 0 to 1.
    #[must_use]
    #[inline]
    pub fn with_chance(self, chance: f64) -> Self {
        self.jumps().chance = chance;
        self
    }

    /// Lets time pass.
    #[inline]
    pub fn advance(&self, duration: Duration) {
        let mut jumps = self.jumps();
        jumps.now = jumps.now.saturating_add(duration);
        jumps.system_now = jumps.system_now.checked_add(duration).unwrap_or(jumps.system_now);
    }

    /// How long was waited, each time.
    #[must_use]
    #[inline]
    pub fn waits(&self) -> Vec<Duration> {
        self.jumps().waits.clone()
    }

    #[inline]
    fn jumps(&self) -> MutexGuard<'_, Jumps> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for JumpingClock {
    #[inline]
    fn now(&self) -> Duration {
        self.jumps().now
    }

    #[inline]
    fn system_now(&self) -> SystemTime {
        self.jumps().system_now
    }

    #[inline]
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        Box::pin(async move {
            clock.advance(duration);
            clock.jumps().waits.push(duration);
        })
    }

    #[inline]
    fn chance(&self) -> f64 {
        self.jumps().chance
    }
}
