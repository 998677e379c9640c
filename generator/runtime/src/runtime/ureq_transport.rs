//! The blocking transport: ureq. Its futures are ready at once.

use super::{
    BodySource, BoxFuture, HttpRequest, HttpResponse, RequestBody, Transport, TransportError, TransportPhase,
    blocking::block_on,
    body::stream_from,
    ureq_body::{next_piece, on_a_thread},
};
use bytes::Bytes;
use std::{
    fmt,
    future::poll_fn,
    io::{self, Read},
    time::Duration,
};
#[cfg(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls"))]
use ureq::tls::TlsConfig;
use ureq::{AsSendBody, SendBody};

/// The settings of an agent.
type Config = ureq::config::ConfigBuilder<ureq::typestate::AgentScope>;

/// Carries requests by ureq, blocking the thread.
pub struct UreqTransport(ureq::Agent);

impl UreqTransport {
    /// A transport with connections of its own.
    #[must_use]
    pub fn new() -> Self {
        Self::configured(|config| config)
    }

    /// A transport with connections of its own, for which `configure` sets what ureq offers: proxies, certificates,
    /// pools, addresses.
    ///
    /// What this crate depends on is set after it: redirects are not followed, statuses are no errors, and a TLS
    /// configuration that names no provider gets this crate's. `configure` may be called twice.
    ///
    /// ```ignore
    /// let tls = ureq::tls::TlsConfig::builder().root_certs(ureq::tls::RootCerts::PlatformVerifier).build();
    /// let transport = UreqTransport::configured(|config| config.tls_config(tls.clone()).max_idle_connections(4));
    /// let client = Client::<Blocking>::builder().transport(transport).build()?;
    /// ```
    #[must_use]
    pub fn configured(configure: impl Fn(Config) -> Config) -> Self {
        let config = configure(ureq::Agent::config_builder());
        #[cfg(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls"))]
        let config = config.tls_config(tls(configure(ureq::Agent::config_builder()).build().tls_config()));
        let config = config
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_response_header_size(256 << 10)
            .build();
        Self(config.new_agent())
    }

    /// A transport that uses an agent of yours, with its connections, which other code may share.
    ///
    /// It should not follow redirects, nor make statuses errors. [`Self::configured`] sets both right by itself.
    #[must_use]
    pub fn from_agent(agent: ureq::Agent) -> Self {
        Self(agent)
    }

    fn exchange(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let HttpRequest { method, url, headers, body, connect_timeout, timeout, streamed } = request;
        let limits =
            Limits { connect: connect_timeout.filter(ends), attempt: timeout.filter(ends), streamed };
        let outgoing = match body {
            body if body.is_missing(&method) => return self.run(method, &url, headers, limits, &[0; 0]),
            RequestBody::Empty => return self.run(method, &url, headers, limits, ()),
            RequestBody::Bytes(bytes) => return self.run(method, &url, headers, limits, &*bytes),
            RequestBody::Stream(source) => outgoing(&*source)?,
        };
        self.run(method, &url, headers, limits, outgoing)
    }

    fn run(
        &self,
        method: http::Method,
        url: &str,
        headers: http::HeaderMap,
        Limits { connect, attempt, streamed }: Limits,
        body: impl AsSendBody,
    ) -> Result<HttpResponse, TransportError> {
        let mut request = http::Request::builder().method(method).uri(url).body(body).map_err(|_| {
            TransportError::new(TransportPhase::Connect, "the URL is not one that can be sent")
        })?;
        *request.headers_mut() = headers;
        let request =
            self.0.configure_request(request).timeout_connect(connect).allow_non_standard_methods(true);
        let request = if streamed {
            // ureq has no limit for all that comes before the body; each step has the whole one.
            request
                .timeout_resolve(attempt)
                .timeout_send_request(attempt)
                .timeout_send_body(attempt)
                .timeout_recv_response(attempt)
        } else {
            request.timeout_global(attempt)
        };
        let (head, body) = self
            .0
            .run(request.build())
            .map_err(|error| convert(error, TransportPhase::Exchange))?
            .into_parts();
        let mut reader = body.into_with_config().limit(u64::MAX).reader();
        let next =
            move || next_piece(&mut reader, |error| convert(ureq::Error::from(error), TransportPhase::Body));
        let body = if streamed { on_a_thread(next)? } else { stream_from(next) };
        Ok(HttpResponse { status: head.status, headers: head.headers, body })
    }
}

/// How long an exchange may take.
struct Limits {
    connect: Option<Duration>,
    attempt: Option<Duration>,
    /// Whether the body has no limit of its own.
    streamed: bool,
}

impl Default for UreqTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl Transport for UreqTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        // Within the future, so that nothing happens before it is polled.
        Box::pin(async move { self.exchange(request) })
    }
}

impl fmt::Debug for UreqTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UreqTransport")
    }
}

/// The TLS settings that were asked for, with what this build has for what they leave open.
#[cfg(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls"))]
fn tls(wanted: &TlsConfig) -> TlsConfig {
    let config = TlsConfig::builder()
        .provider(wanted.provider())
        .client_cert(wanted.client_cert().cloned())
        .root_certs(wanted.root_certs().clone())
        .use_sni(wanted.use_sni())
        .disable_verification(wanted.disable_verification());
    #[cfg(any(feature = "rustls", feature = "rustls-ring"))]
    let config = config.unversioned_rustls_crypto_provider(
        wanted.unversioned_rustls_crypto_provider().clone().unwrap_or_else(super::tls::provider),
    );
    #[cfg(feature = "native-tls")]
    let config = config.provider(ureq::tls::TlsProvider::NativeTls).root_certs(match wanted.root_certs() {
        // The library comes with the system's.
        ureq::tls::RootCerts::WebPki => ureq::tls::RootCerts::PlatformVerifier,
        given => given.clone(),
    });
    config.build()
}

/// Whether a limit is ever reached: ureq adds limits to the time, which can hold some centuries.
fn ends(limit: &Duration) -> bool {
    limit.as_secs() < u64::from(u32::MAX)
}

/// A request body that is produced while it is sent.
fn outgoing(source: &dyn BodySource) -> Result<SendBody<'static>, TransportError> {
    let mut stream = source.open().ok_or_else(|| {
        TransportError::new(TransportPhase::Exchange, "the body was sent already and cannot be read again")
    })?;
    let mut piece = Bytes::new();
    let reader = Source(move |buffer: &mut [u8]| {
        while piece.is_empty() {
            match block_on(poll_fn(|context| stream.as_mut().poll_next(context))) {
                None => return Ok(0),
                Some(Ok(next)) => piece = next,
                Some(Err(error)) => return Err(io::Error::other(error)),
            }
        }
        let taken = piece.split_to(piece.len().min(buffer.len()));
        for (target, byte) in buffer.iter_mut().zip(&taken) {
            *target = *byte;
        }
        Ok(taken.len())
    });
    Ok(match source.length() {
        Some(length) => SendBody::from_owned_reader(reader.take(length)),
        None => SendBody::from_owned_reader(reader),
    })
}

struct Source<F>(F);

impl<F: FnMut(&mut [u8]) -> io::Result<usize>> Read for Source<F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        (self.0)(buffer)
    }
}

/// Whether the name of the host was not resolved. The standard library has no kind for that: it tells it by these words, or
/// by the number that Windows gives (`WSAHOST_NOT_FOUND` and the three behind it).
fn is_unknown_host(error: &io::Error) -> bool {
    match error.raw_os_error() {
        Some(number) => cfg!(windows) && (11_001..=11_004).contains(&number),
        None => error.to_string().starts_with("failed to lookup address information"),
    }
}

/// Whether the server's certificate was refused, which ends the handshake: nothing was sent.
fn is_distrust(error: &io::Error) -> bool {
    #[cfg(any(feature = "rustls", feature = "rustls-ring"))]
    let refused = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref())
        .is_some_and(|inner| matches!(inner, rustls::Error::InvalidCertificate(_)));
    #[cfg(not(any(feature = "rustls", feature = "rustls-ring")))]
    let (refused, _) = (false, error);
    refused
}

/// Our error for one of ureq's. None of its texts names the URL but the one for a bad URI.
fn convert(error: ureq::Error, phase: TransportPhase) -> TransportError {
    use ureq::{Error, Timeout};
    let timed_out = matches!(error, Error::Timeout(_));
    let unsent = match &error {
        Error::Timeout(timeout) => matches!(timeout, Timeout::Connect | Timeout::Resolve),
        Error::HostNotFound
        | Error::ConnectionFailed
        | Error::Tls(_)
        | Error::ConnectProxyFailed(_)
        | Error::InvalidProxyUrl => true,
        // Of what comes before the handshake: what breaks later is an `Io`.
        #[cfg(feature = "native-tls")]
        Error::NativeTls(_) => true,
        #[cfg(any(feature = "rustls", feature = "rustls-ring"))]
        Error::Rustls(_) => true,
        Error::Io(error) => {
            error.kind() == io::ErrorKind::ConnectionRefused || is_unknown_host(error) || is_distrust(error)
        }
        Error::BadUri(_) => {
            return TransportError::new(TransportPhase::Connect, "the URL is not one that can be sent");
        }
        _ => false,
    };
    let converted = TransportError::new(if unsent { TransportPhase::Connect } else { phase }, error);
    if timed_out { converted.timed_out() } else { converted }
}
