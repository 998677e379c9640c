//! The kinds of failure that have nothing to do with an operation's own errors.

use std::{error::Error as StdError, fmt, time::Duration};

/// Any error, as a cause.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// How far an exchange had come when it broke.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportPhase {
    /// Connecting: the request was provably not sent.
    Connect,
    /// Sending the request or waiting for the answer: the server may have acted on it.
    Exchange,
    /// Reading the body of the answer.
    Body,
    /// Undoing the content encoding of the body: all that came did come, but not as its header says.
    Encoding,
}

/// A connection that could not be made, or that broke.
#[derive(Debug)]
pub struct TransportError {
    phase: TransportPhase,
    timed_out: bool,
    source: BoxError,
}

impl TransportError {
    /// An error of a phase with its cause, which must not name a secret or the URL.
    pub fn new(phase: TransportPhase, source: impl Into<BoxError>) -> Self {
        Self { phase, timed_out: false, source: source.into() }
    }

    /// Marks the error as a timeout of the transport's own.
    #[must_use]
    pub fn timed_out(mut self) -> Self {
        self.timed_out = true;
        self
    }

    /// The same failure in another phase.
    #[must_use]
    pub fn in_phase(mut self, phase: TransportPhase) -> Self {
        self.phase = phase;
        self
    }

    /// How far the exchange had come.
    #[must_use]
    pub fn phase(&self) -> TransportPhase {
        self.phase
    }

    /// Whether the transport gave up waiting.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.timed_out
    }

    /// What the transport reported. `Display` tells it, so that it is not a source.
    #[must_use]
    pub fn inner(&self) -> &(dyn StdError + Send + Sync + 'static) {
        &*self.source
    }

    /// Whether the request was provably not sent.
    #[must_use]
    pub fn is_unsent(&self) -> bool {
        self.phase == TransportPhase::Connect
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.phase {
            TransportPhase::Connect => "cannot connect",
            TransportPhase::Exchange => "the connection broke before the answer",
            TransportPhase::Body => "the connection broke within the answer",
            TransportPhase::Encoding => "the content encoding of the answer is wrong",
        };
        write!(f, "{what}: {}", Chain(&*self.source))
    }
}

// `Display` tells the causes; as a source they would be printed twice.
impl StdError for TransportError {}

/// An error with its causes, as far as it does not tell them itself.
struct Chain<'a>(&'a (dyn StdError + 'static));

impl fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut last = self.0.to_string();
        f.write_str(&last)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            let text = error.to_string();
            if !last.ends_with(&text) {
                write!(f, ": {text}")?;
                last = text;
            }
            cause = error.source();
        }
        Ok(())
    }
}

/// Which deadline passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeoutKind {
    /// The connection was not made in time; nothing was sent.
    Connect,
    /// One attempt took too long.
    Attempt,
    /// The call with its retries took too long.
    Total,
    /// A stream was silent for too long.
    Idle,
}

/// A deadline passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeoutError {
    kind: TimeoutKind,
    limit: Duration,
}

impl TimeoutError {
    /// Which deadline passed, and the time that was allowed.
    #[must_use]
    pub fn new(kind: TimeoutKind, limit: Duration) -> Self {
        Self { kind, limit }
    }

    /// Which deadline it was.
    #[must_use]
    pub fn kind(&self) -> TimeoutKind {
        self.kind
    }

    /// The time that was allowed.
    #[must_use]
    pub fn limit(&self) -> Duration {
        self.limit
    }
}

impl fmt::Display for TimeoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            TimeoutKind::Connect => "no connection",
            TimeoutKind::Attempt => "no answer",
            TimeoutKind::Total => "no success",
            TimeoutKind::Idle => "nothing more on the stream",
        };
        write!(f, "{what} within {:?}", self.limit)
    }
}

impl StdError for TimeoutError {}

/// A request that cannot be sent as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidRequest {
    place: String,
    message: String,
}

impl InvalidRequest {
    /// What is wrong (`message`) with which part (`place`); neither may hold a secret.
    pub fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into() }
    }

    /// The part of the request that is wrong, like ``path parameter `id` ``.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// What is wrong with it.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for InvalidRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "invalid request: {}: {}", self.place, self.message)
    }
}

impl StdError for InvalidRequest {}

/// No token could be obtained.
#[derive(Debug)]
pub struct AuthenticationError {
    scheme: String,
    source: BoxError,
}

impl AuthenticationError {
    /// The scheme that failed and why; the cause must not name a secret.
    pub fn new(scheme: impl Into<String>, source: impl Into<BoxError>) -> Self {
        Self { scheme: scheme.into(), source: source.into() }
    }

    /// The security scheme's name in the document.
    #[must_use]
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// Why. `Display` tells it, so that it is not a source.
    #[must_use]
    pub fn inner(&self) -> &(dyn StdError + Send + Sync + 'static) {
        &*self.source
    }
}

impl fmt::Display for AuthenticationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no credentials for `{}`: {}", self.scheme, Chain(&*self.source))
    }
}

// `Display` tells the causes; as a source they would be printed twice.
impl StdError for AuthenticationError {}

/// A client that cannot be built.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// A setting has a value that cannot be used.
    Setting {
        /// The setting.
        name: String,
        /// What is wrong with it.
        message: String,
    },
    /// The transport cannot be set up.
    Transport(BoxError),
}

impl BuildError {
    /// What is wrong (`message`) with which setting.
    pub fn setting(name: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Setting { name: name.into(), message: message.into() }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setting { name, message } => write!(f, "cannot build the client: {name}: {message}"),
            Self::Transport(error) => write!(f, "cannot build the client: {}", Chain(&**error)),
        }
    }
}

impl StdError for BuildError {}
