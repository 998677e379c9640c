//! The default transport: reqwest on tokio, TLS by rustls with the operating system's certificates.

use super::{
    BoxFuture, BuildError, HttpRequest, HttpResponse, RequestBody, Transport, TransportError, TransportPhase,
    reqwest_body::{Incoming, outgoing},
};
use reqwest::Url;
use std::{
    collections::BTreeMap,
    error::Error as _,
    fmt,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// How many clients with a connect timeout of their own are kept.
const MAX_CLIENTS: usize = 16;

/// How many headers an answer may have once one had more than the 100 that hyper takes by itself. Room for more than
/// those is made for every answer, filled and freed: a fiftieth of what a call costs, which servers that send no such
/// answers are spared.
const MAX_HEADERS: usize = 256;

/// Carries requests by reqwest.
pub struct ReqwestTransport {
    source: Source,
    origin: Mutex<Option<Origin>>,
}

enum Source {
    /// One client for each connect timeout in use, since reqwest has no such option for a call.
    Own {
        clients: Mutex<BTreeMap<Key, reqwest::Client>>,
        /// Whether an answer had too many headers.
        many_headers: AtomicBool,
    },
    Given(reqwest::Client),
}

/// What makes a client: whether it speaks TLS, whether it takes many headers, and its connect timeout.
type Key = (bool, bool, Duration);

impl ReqwestTransport {
    /// A transport with connections of its own.
    ///
    /// # Errors
    /// TLS cannot be set up.
    pub fn new() -> Result<Self, BuildError> {
        Ok(Self {
            source: Source::Own { clients: Mutex::default(), many_headers: AtomicBool::new(false) },
            origin: Mutex::default(),
        })
    }

    /// A transport that uses a client of yours, with its proxies, certificates and connections.
    ///
    /// It should not follow redirects (`redirect::Policy::none()`); connect timeouts are its own business.
    #[must_use]
    pub fn from_client(client: reqwest::Client) -> Self {
        Self { source: Source::Given(client), origin: Mutex::default() }
    }

    fn client(&self, request: &HttpRequest) -> Result<reqwest::Client, TransportError> {
        let (clients, many_headers) = match &self.source {
            Source::Given(client) => return Ok(client.clone()),
            Source::Own { clients, many_headers } => (clients, many_headers),
        };
        let key = (
            request.url.starts_with("https:"),
            many_headers.load(Ordering::Relaxed),
            request.connect_timeout,
        );
        let mut clients = clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = clients.get(&key) {
            return Ok(client.clone());
        }
        let client = build(key).map_err(|error| TransportError::new(TransportPhase::Connect, error))?;
        if clients.len() >= MAX_CLIENTS {
            clients.pop_first();
        }
        clients.insert(key, client.clone());
        Ok(client)
    }

    /// The URL, parsed. Most of the work is the host, and most requests go to the same one as the last.
    fn url(&self, text: &str) -> Result<Url, TransportError> {
        let mut origin = self.origin.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(url) = origin.as_ref().and_then(|origin| origin.url(text)) {
            return Ok(url);
        }
        let url = Url::parse(text).map_err(|error| TransportError::new(TransportPhase::Connect, error))?;
        *origin = Origin::of(text, &url);
        Ok(url)
    }

    /// Where an answer had too many headers, the next may have more: a read that is repeated gets it then.
    fn learn(&self, error: TransportError) -> TransportError {
        if let Source::Own { many_headers, .. } = &self.source
            && error.to_string().ends_with("message head is too large")
        {
            many_headers.store(true, Ordering::Relaxed);
        }
        error
    }

    /// Hands the request to reqwest. No part of the future that waits for the answer: what a future holds while it is
    /// made costs room and moves.
    fn start(
        &self,
        request: HttpRequest,
    ) -> Result<impl Future<Output = reqwest::Result<reqwest::Response>> + use<>, TransportError> {
        let client = self.client(&request)?;
        let url = self.url(&request.url)?;
        let mut headers = request.headers;
        let mut outgoing_request = if url.username().is_empty() && url.password().is_none() {
            reqwest::Request::new(request.method, url)
        } else {
            // What the URL's user makes is kept where nothing else was said.
            let built = client.request(request.method, url).build().map_err(convert)?;
            for (name, value) in built.headers() {
                headers.entry(name).or_insert_with(|| value.clone());
            }
            built
        };
        *outgoing_request.headers_mut() = headers;
        *outgoing_request.body_mut() = match request.body {
            RequestBody::Empty => None,
            RequestBody::Bytes(bytes) => Some(bytes.into()),
            RequestBody::Stream(source) => Some(outgoing(&*source)?),
        };
        Ok(client.execute(outgoing_request))
    }
}

/// Scheme, host and port, as they were written and as they were parsed.
struct Origin {
    text: String,
    parsed: Url,
}

impl Origin {
    fn of(text: &str, url: &Url) -> Option<Self> {
        let start = url.scheme().len() + "://".len();
        let authority = text.get(start..)?.split(['/', '\\', '?', '#']).next()?;
        let end = start + authority.len();
        // Parsers take any number of slashes, of both kinds, before a host: it is then not here.
        if authority.is_empty() || text.get(url.scheme().len()..start) != Some("://") {
            return None;
        }
        let mut parsed = url.clone();
        parsed.set_path("/");
        parsed.set_query(None);
        parsed.set_fragment(None);
        Some(Self { text: text.get(..end)?.to_owned(), parsed })
    }

    /// The same as parsing all of it, for URLs of this origin. Nothing is resolved: path and query replace the old ones.
    fn url(&self, text: &str) -> Option<Url> {
        let rest = text.strip_prefix(&self.text).filter(|rest| rest.starts_with('/'))?;
        if !rest.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#') {
            return None;
        }
        let (path, query) = rest.split_once('?').map_or((rest, None), |(path, query)| (path, Some(query)));
        let mut url = self.parsed.clone();
        url.set_path(path);
        url.set_query(query);
        Some(url)
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            let response = self.start(request)?.await.map_err(|error| self.learn(convert(error)))?;
            let (head, body) = http::Response::<reqwest::Body>::from(response).into_parts();
            Ok(HttpResponse { status: head.status, headers: head.headers, body: Box::pin(Incoming(body)) })
        })
    }
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReqwestTransport")
    }
}

fn build((secure, many_headers, connect_timeout): Key) -> Result<reqwest::Client, super::BoxError> {
    let builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .connect_timeout(connect_timeout);
    let builder = if many_headers { builder.http1_max_headers(MAX_HEADERS) } else { builder };
    #[cfg(feature = "native-tls")]
    let (builder, _) = (builder.tls_backend_native(), secure);
    #[cfg(not(feature = "native-tls"))]
    let builder = rustls(builder, secure)?;
    Ok(builder.build()?)
}

/// Sets up rustls with a provider of our own choice, so that no process-wide default is needed or changed.
#[cfg(not(feature = "native-tls"))]
fn rustls(builder: reqwest::ClientBuilder, secure: bool) -> Result<reqwest::ClientBuilder, super::BoxError> {
    use rustls_platform_verifier::BuilderVerifierExt;
    let config = rustls::ClientConfig::builder_with_provider(std::sync::Arc::new(
        rustls::crypto::ring::default_provider(),
    ))
    .with_safe_default_protocol_versions()?;
    let config = if secure {
        config.with_platform_verifier()?.with_no_client_auth()
    } else {
        // Plain HTTP needs no certificates, and reading the system's takes time and can fail.
        config.with_root_certificates(rustls::RootCertStore::empty()).with_no_client_auth()
    };
    Ok(builder.tls_backend_preconfigured(config))
}

/// Our error for one of reqwest's, with the URL taken out since it may hold a key.
pub(crate) fn convert(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    let (timed_out, unsent, body) =
        (error.is_timeout(), error.is_connect() || error.is_builder(), error.is_body());
    let phase = match (unsent, body && error.source().is_none()) {
        (true, _) => TransportPhase::Connect,
        (false, true) => TransportPhase::Body,
        (false, false) => TransportPhase::Exchange,
    };
    let converted = TransportError::new(phase, error);
    if timed_out { converted.timed_out() } else { converted }
}
