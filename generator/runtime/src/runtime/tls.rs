//! TLS: whether this build has it, and which provider of cryptography rustls gets.

/// What is wrong with an `https` address, if this build cannot reach it.
pub(crate) fn missing_for(origin: &str) -> Option<&'static str> {
    let built = cfg!(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls"));
    (!built && origin.starts_with("https:")).then_some(
        "https needs one of the crate's features `rustls`, `rustls-ring` and `native-tls`, or a transport of your own",
    )
}

/// The provider that the program has chosen for all of it, else the one that this crate was built with.
#[cfg(any(feature = "rustls", feature = "rustls-ring"))]
#[allow(dead_code, reason = "which transport needs it depends on the features")]
pub(crate) fn provider() -> std::sync::Arc<rustls::crypto::CryptoProvider> {
    #[cfg(feature = "rustls")]
    use rustls::crypto::aws_lc_rs as own;
    #[cfg(not(feature = "rustls"))]
    use rustls::crypto::ring as own;
    rustls::crypto::CryptoProvider::get_default()
        .map_or_else(|| std::sync::Arc::new(own::default_provider()), std::sync::Arc::clone)
}
