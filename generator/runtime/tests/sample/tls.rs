//! TLS: own certificates, HTTP/2, and what is set of a transport whoever configures it.
//!
//! `tls/` holds an authority whose key is gone, and a certificate of it for localhost; made by `openssl`.

use crate::{
    Client,
    runtime::{ReqwestTransport, RetryPolicy},
    support::{Reply, Server},
};
use bytes::Bytes;
use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        self,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
    server::TlsStream,
};

const AUTHORITY: &[u8] = include_bytes!("tls/authority.pem");

/// A server with TLS that notes which protocol each connection chose, and redirects `/items/moved`.
struct SecureServer {
    url: String,
    protocols: Arc<Mutex<Vec<String>>>,
}

impl SecureServer {
    /// A server that offers these protocols.
    fn start(offered: &[&str]) -> Self {
        let certificate = CertificateDer::from_pem_slice(include_bytes!("tls/server.pem")).unwrap();
        let key = PrivateKeyDer::from_pem_slice(include_bytes!("tls/server.key")).unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let mut config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .unwrap();
        config.alpn_protocols = offered.iter().map(|name| name.as_bytes().to_vec()).collect();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("https://{}", listener.local_addr().unwrap());
        listener.set_nonblocking(true).unwrap();
        let protocols = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&protocols);
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
            runtime.block_on(async move {
                let listener = TcpListener::from_std(listener).unwrap();
                while let Ok((stream, _)) = listener.accept().await {
                    let (acceptor, log) = (acceptor.clone(), Arc::clone(&log));
                    tokio::spawn(async move {
                        // A client that does not trust the certificate hangs up.
                        let Ok(stream) = acceptor.accept(stream).await else { return };
                        let chosen = stream.get_ref().1.alpn_protocol().unwrap_or_default().to_vec();
                        log.lock().unwrap().push(String::from_utf8(chosen.clone()).unwrap());
                        if chosen == b"h2" { second(stream).await } else { first(stream).await }
                    });
                }
            });
        });
        Self { url, protocols }
    }

    fn protocols(&self) -> Vec<String> {
        self.protocols.lock().unwrap().clone()
    }
}

/// HTTP/2.
async fn second(stream: TlsStream<TcpStream>) {
    let mut connection = h2::server::handshake(stream).await.unwrap();
    while let Some(Ok((request, mut respond))) = connection.accept().await {
        let answer = http::Response::builder();
        let answer = if request.uri().path() == "/items/moved" {
            answer.status(302).header("location", "/items/elsewhere")
        } else {
            answer.header("content-type", "application/json")
        };
        let mut body = respond.send_response(answer.body(()).unwrap(), false).unwrap();
        body.send_data(Bytes::from_static(br#"{"id":"two"}"#), true).unwrap();
    }
}

/// HTTP/1.1.
async fn first(mut stream: TlsStream<TcpStream>) {
    let mut buffer = Vec::new();
    loop {
        while !buffer.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            if !matches!(stream.read(&mut byte).await, Ok(1)) {
                return;
            }
            buffer.push(byte[0]);
        }
        let head = if buffer.starts_with(b"GET /items/moved ") {
            "302 Found\r\nlocation: /items/elsewhere"
        } else {
            "200 OK\r\ncontent-type: application/json"
        };
        let answer = format!("HTTP/1.1 {head}\r\ncontent-length: 12\r\n\r\n{{\"id\":\"one\"}}");
        stream.write_all(answer.as_bytes()).await.unwrap();
        stream.flush().await.unwrap();
        buffer.clear();
    }
}

fn client(server: &SecureServer, transport: ReqwestTransport) -> Client {
    Client::builder().base_url(&server.url).retry(RetryPolicy::none()).transport(transport).build().unwrap()
}

fn trusting() -> ReqwestTransport {
    let authority = reqwest::Certificate::from_pem(AUTHORITY).unwrap();
    // Set by the caller, and put right by the transport.
    ReqwestTransport::configured(move |client| {
        client.tls_certs_merge([authority.clone()]).redirect(reqwest::redirect::Policy::limited(3))
    })
    .unwrap()
}

#[tokio::test]
async fn http_2_is_spoken_where_the_server_speaks_it() {
    let both = SecureServer::start(&["h2", "http/1.1"]);
    let client = client(&both, trusting());
    assert_eq!(client.items().get("a").await.unwrap().id, "two");
    assert_eq!(client.items().get("b").await.unwrap().id, "two");
    assert_eq!(both.protocols(), ["h2"]);
    let old = SecureServer::start(&["http/1.1"]);
    let client = self::client(&old, trusting());
    assert_eq!(client.items().get("a").await.unwrap().id, "one");
    assert_eq!(old.protocols(), ["http/1.1"]);
}

#[tokio::test]
async fn a_configured_transport_does_not_follow_redirects() {
    let server = SecureServer::start(&["h2"]);
    let error = client(&server, trusting()).items().get("moved").await.unwrap_err();
    assert_eq!(error.status().unwrap(), 302);
}

#[tokio::test]
async fn an_authority_that_nobody_trusts_is_refused_before_anything_is_sent() {
    let server = SecureServer::start(&["h2"]);
    let error = client(&server, ReqwestTransport::new().unwrap()).items().get("a").await.unwrap_err();
    assert!(error.is_unsent(), "{error:?}");
    assert!(server.protocols().is_empty());
}

/// Linux has its certificates in a file that the environment names; a process reads it once, so that a process of its own
/// does it.
#[cfg(target_os = "linux")]
#[test]
fn the_certificates_of_the_system_are_trusted() {
    let authority = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sample/tls/authority.pem");
    let this = std::env::current_exe().unwrap();
    let test = ["--exact", "tls::in_a_system_that_trusts_the_authority", "--ignored"];
    let output = std::process::Command::new(this)
        .args(test)
        .env("SSL_CERT_FILE", authority)
        .env_remove("SSL_CERT_DIR")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

#[cfg(target_os = "linux")]
#[ignore = "run by the one above"]
#[tokio::test]
async fn in_a_system_that_trusts_the_authority() {
    let server = SecureServer::start(&["h2"]);
    let client = client(&server, ReqwestTransport::new().unwrap());
    assert_eq!(client.items().get("a").await.unwrap().id, "two");
    #[cfg(feature = "blocking")]
    tokio::task::spawn_blocking(|| blocking::with_certificates_of_the_system().unwrap()).await.unwrap();
}

#[test]
fn settings_that_cannot_be_used_are_told_when_the_transport_is_made() {
    let error = ReqwestTransport::configured(|client| client.user_agent("two\nlines"));
    assert!(error.unwrap_err().to_string().starts_with("cannot build the client: "));
}

#[tokio::test]
async fn a_client_of_ones_own_is_built_as_usual() {
    let server = SecureServer::start(&["h2"]);
    let authority = reqwest::Certificate::from_pem(AUTHORITY).unwrap();
    let own = reqwest::Client::builder().tls_certs_merge([authority]).build().unwrap();
    let client = client(&server, ReqwestTransport::from_client(own));
    assert_eq!(client.items().get("a").await.unwrap().id, "two");
}

#[tokio::test]
async fn a_proxy_carries_calls() {
    // What it is asked for is all that matters: it answers like a server.
    let proxy = Server::always(Reply::json(200, r#"{"id":"by proxy"}"#));
    let setting = reqwest::Proxy::all(&proxy.url).unwrap();
    let transport = ReqwestTransport::configured(move |client| client.proxy(setting.clone())).unwrap();
    let client = Client::builder().base_url("http://nowhere.invalid").transport(transport).build().unwrap();
    assert_eq!(client.items().get("a").await.unwrap().id, "by proxy");
    assert_eq!(proxy.seen()[0].target, "http://nowhere.invalid/items/a");
}

#[cfg(feature = "blocking")]
mod blocking {
    use super::{AUTHORITY, SecureServer};
    use crate::{
        runtime::{Blocking, Client, RetryPolicy, UreqTransport},
        support::{Reply, Server, Then},
    };

    fn client(url: &str, transport: UreqTransport) -> Client<Blocking> {
        Client::<Blocking>::builder()
            .base_url(url)
            .retry(RetryPolicy::none())
            .transport(transport)
            .build()
            .unwrap()
    }

    /// The caller names certificates and no provider: without one, ureq panics.
    fn trusting() -> UreqTransport {
        let authority = ureq::tls::Certificate::from_pem(AUTHORITY).unwrap();
        let tls = ureq::tls::TlsConfig::builder().root_certs(ureq::tls::RootCerts::from([authority])).build();
        UreqTransport::configured(move |config| {
            config.tls_config(tls.clone()).max_redirects(3).http_status_as_error(true)
        })
    }

    #[test]
    fn own_certificates_and_no_redirects() {
        let server = SecureServer::start(&["h2", "http/1.1"]);
        let client = client(&server.url, trusting());
        assert_eq!(client.items().get("a").call().unwrap().id, "one");
        let error = client.items().get("moved").call().unwrap_err();
        assert_eq!(error.status().unwrap(), 302);
    }

    #[test]
    fn an_authority_that_nobody_trusts_is_refused() {
        let server = SecureServer::start(&["http/1.1"]);
        let error = client(&server.url, UreqTransport::new()).items().get("a").call().unwrap_err();
        assert!(error.is_unsent(), "{error:?}");
        // By the system's own verifier: without the feature for it, ureq panics.
        let error = with_certificates_of_the_system().unwrap_err();
        assert!(error.is_unsent(), "{error:?}");
    }

    /// What a call gives of a transport that trusts whom the system trusts.
    pub(super) fn with_certificates_of_the_system() -> Result<String, crate::Error> {
        let server = SecureServer::start(&["http/1.1"]);
        let tls = ureq::tls::TlsConfig::builder().root_certs(ureq::tls::RootCerts::PlatformVerifier).build();
        let system = UreqTransport::configured(move |config| config.tls_config(tls.clone()));
        client(&server.url, system).items().get("a").call().map(|item| item.id)
    }

    #[test]
    fn a_proxy_carries_calls() {
        // ureq has a tunnel made for http, too.
        let proxy = Server::start(|_, seen| match seen.method.as_str() {
            "CONNECT" => Reply::raw("HTTP/1.1 200 OK\r\n\r\n", Then::KeepAlive),
            _ => Reply::json(200, r#"{"id":"by proxy"}"#),
        });
        let setting = ureq::Proxy::new(&proxy.url).unwrap();
        let transport = UreqTransport::configured(move |config| config.proxy(Some(setting.clone())));
        let client = client("http://nowhere.invalid", transport);
        assert_eq!(client.items().get("a").call().unwrap().id, "by proxy");
        assert!(proxy.seen()[0].target.contains("nowhere.invalid"), "{:?}", proxy.seen());
    }
}
