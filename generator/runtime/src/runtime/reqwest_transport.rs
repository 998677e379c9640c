//! The default transport: reqwest on tokio, TLS with the operating system's certificates.

use super::{
    BoxFuture, BuildError, Error, HttpRequest, HttpResponse, RequestBody, Transport, TransportError,
    TransportPhase,
    reqwest_body::{Incoming, outgoing},
    reqwest_client::{Configure, Key, build},
    reqwest_error::convert,
};
use http::{HeaderValue, header::CONTENT_LENGTH};
use reqwest::Url;
use std::{
    fmt,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

/// How many clients with a connect timeout of their own are kept.
const MAX_CLIENTS: usize = 16;

/// Carries requests by reqwest.
pub struct ReqwestTransport {
    source: Source,
    origin: Mutex<Option<Origin>>,
}

enum Source {
    /// One client for each connect timeout in use, since reqwest has no such option for a call.
    Own {
        clients: Mutex<Vec<(Key, reqwest::Client)>>,
        /// Whether an answer had too many headers.
        many_headers: AtomicBool,
        configure: Option<Configure>,
    },
    Given(reqwest::Client),
}

impl ReqwestTransport {
    /// A transport with connections of its own.
    ///
    /// # Errors
    /// TLS cannot be set up.
    pub fn new() -> Result<Self, Error> {
        Ok(Self::own(None))
    }

    /// A transport with connections of its own, for which `configure` sets what reqwest offers: proxies, certificates,
    /// pools, addresses, name servers.
    ///
    /// What this crate depends on is set after it: redirects are not followed, bodies come as they were sent, and
    /// connect timeouts are those of the calls. reqwest has no connect timeout for a call, so there is a client for
    /// each one in use, and `configure` is called for each. Its total timeout (`timeout`) is better left alone: it cuts
    /// streams off.
    ///
    /// ```ignore
    /// let proxy = reqwest::Proxy::all("http://proxy.example:3128")?;
    /// let authority = reqwest::Certificate::from_pem(&pem)?;
    /// let transport = ReqwestTransport::configured(move |client| {
    ///     client.proxy(proxy.clone()).tls_certs_merge([authority.clone()]).pool_max_idle_per_host(4)
    /// })?;
    /// let client = Client::builder().transport(transport).build()?;
    /// ```
    ///
    /// # Errors
    /// reqwest refuses the settings. With the feature `rustls-ring` (and without `rustls`), also where the program has
    /// not chosen a provider for rustls.
    pub fn configured(
        configure: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Result<Self, Error> {
        let configure = Configure(Arc::new(configure));
        // What cannot be built is told now, not by the first call.
        let key = Key { secure: true, many_headers: false, connect_timeout: None };
        build(key, Some(&configure)).map_err(BuildError::Transport)?;
        Ok(Self::own(Some(configure)))
    }

    /// A transport that uses a client of yours, with its connections, which other code may share.
    ///
    /// It should not follow redirects (`redirect::Policy::none()`); connect timeouts are its own business.
    /// [`Self::configured`] sets both right by itself.
    #[must_use]
    pub fn from_client(client: reqwest::Client) -> Self {
        Self { source: Source::Given(client), origin: Mutex::default() }
    }

    fn own(configure: Option<Configure>) -> Self {
        Self {
            source: Source::Own {
                clients: Mutex::default(),
                many_headers: AtomicBool::new(false),
                configure,
            },
            origin: Mutex::default(),
        }
    }

    fn client(&self, request: &HttpRequest) -> Result<reqwest::Client, TransportError> {
        let (clients, many_headers, configure) = match &self.source {
            Source::Given(client) => return Ok(client.clone()),
            Source::Own { clients, many_headers, configure } => (clients, many_headers, configure.as_ref()),
        };
        let key = Key {
            secure: request.url.starts_with("https:"),
            many_headers: many_headers.load(Ordering::Relaxed),
            connect_timeout: request.connect_timeout,
        };
        let mut clients = clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, client)) = clients.iter().find(|(other, _)| *other == key) {
            return Ok(client.clone());
        }
        let client =
            build(key, configure).map_err(|error| TransportError::new(TransportPhase::Connect, error))?;
        if clients.len() >= MAX_CLIENTS {
            clients.remove(0);
        }
        clients.push((key, client.clone()));
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
        if request.body.is_missing(&request.method) {
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
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
