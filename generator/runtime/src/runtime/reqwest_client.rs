//! The reqwest clients that carry requests: what is set of them, and by whom.

use super::BoxError;
use std::{fmt, sync::Arc, time::Duration};

/// How many headers an answer may have once one had more than the 100 that hyper takes by itself. Room for more than
/// those is made for every answer, filled and freed: a fiftieth of what a call costs, which servers that send no such
/// answers are spared.
const MAX_HEADERS: usize = 256;

/// How many bytes the headers of an answer may have over HTTP/2.
#[cfg(feature = "http2")]
const MAX_HEADER_BYTES: u32 = 256 << 10;

/// After how long a connection with HTTP/2 on which a call waits is asked for a sign of life, and how long that may
/// take. All calls share the connection: without this, those that come after would wait on a dead one, too.
#[cfg(feature = "http2")]
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);

/// What the caller sets of a client.
#[derive(Clone)]
pub(crate) struct Configure(
    pub(crate) Arc<dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync>,
);

impl fmt::Debug for Configure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Configure")
    }
}

/// What tells the clients of a transport apart, since reqwest has no such options for a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key {
    /// Whether it speaks TLS.
    pub(crate) secure: bool,
    /// Whether it takes many headers.
    pub(crate) many_headers: bool,
    pub(crate) connect_timeout: Option<Duration>,
}

/// A client. What the transport depends on is set after the caller's own settings.
pub(crate) fn build(key: Key, configure: Option<&Configure>) -> Result<reqwest::Client, BoxError> {
    let builder = tls(reqwest::Client::builder(), key.secure, configure.is_some())?;
    #[cfg(feature = "http2")]
    let builder = builder
        .http2_max_header_list_size(MAX_HEADER_BYTES)
        .http2_keep_alive_interval(SIGN_OF_LIFE)
        .http2_keep_alive_timeout(SIGN_OF_LIFE);
    let builder = match configure {
        Some(Configure(configure)) => configure(builder),
        None => builder,
    };
    let builder = builder
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        // Bodies are unpacked by the runtime, whatever another crate of the program turns on in reqwest.
        .no_gzip()
        .no_brotli()
        .no_deflate()
        .no_zstd();
    let builder = match key.connect_timeout {
        Some(limit) => builder.connect_timeout(limit),
        None => builder,
    };
    let builder = if key.many_headers { builder.http1_max_headers(MAX_HEADERS) } else { builder };
    Ok(builder.build()?)
}

#[cfg(feature = "native-tls")]
#[allow(clippy::unnecessary_wraps, reason = "with ring it can fail")]
fn tls(builder: reqwest::ClientBuilder, _: bool, _: bool) -> Result<reqwest::ClientBuilder, BoxError> {
    Ok(builder.tls_backend_native())
}

/// reqwest's own set-up of rustls, with the provider that is its default, too.
#[cfg(all(feature = "rustls", not(feature = "native-tls")))]
#[allow(clippy::unnecessary_wraps, reason = "with ring it can fail")]
fn tls(
    builder: reqwest::ClientBuilder,
    secure: bool,
    configured: bool,
) -> Result<reqwest::ClientBuilder, BoxError> {
    let builder = builder.tls_backend_rustls();
    // Plain HTTP needs no certificates, and reading the system's takes time and can fail. Only a proxy that the caller
    // sets may want them all the same.
    Ok(if secure || configured { builder } else { builder.tls_certs_only([]) })
}

/// Sets up rustls with ring: reqwest has no provider of its own in this build.
#[cfg(all(feature = "rustls-ring", not(feature = "rustls"), not(feature = "native-tls")))]
fn tls(
    builder: reqwest::ClientBuilder,
    secure: bool,
    configured: bool,
) -> Result<reqwest::ClientBuilder, BoxError> {
    use rustls_platform_verifier::BuilderVerifierExt;
    if configured {
        // The caller's certificates are heeded by reqwest's own set-up only, which panics without a provider.
        return if rustls::crypto::CryptoProvider::get_default().is_some() {
            Ok(builder.tls_backend_rustls())
        } else {
            Err("with the feature `rustls-ring` the program has to choose the provider before it configures a client: \
                 `rustls::crypto::ring::default_provider().install_default()`"
                .into())
        };
    }
    let config = rustls::ClientConfig::builder_with_provider(super::tls::provider())
        .with_safe_default_protocol_versions()?;
    let mut config = if secure {
        config.with_platform_verifier()?.with_no_client_auth()
    } else {
        config.with_root_certificates(rustls::RootCertStore::empty()).with_no_client_auth()
    };
    if cfg!(feature = "http2") {
        config.alpn_protocols.push(b"h2".to_vec());
    }
    config.alpn_protocols.push(b"http/1.1".to_vec());
    Ok(builder.tls_backend_preconfigured(config))
}

#[cfg(not(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls")))]
#[allow(clippy::unnecessary_wraps, reason = "with ring it can fail")]
fn tls(builder: reqwest::ClientBuilder, _: bool, _: bool) -> Result<reqwest::ClientBuilder, BoxError> {
    Ok(builder)
}
