//! Names of the builder's methods.

use super::casing::Spelling;
use super::ident::Ident;
use super::local;
use super::reason::NameSource;
use super::scope::{self, Texts};
use super::table::Names;
use crate::config::Config;
use crate::ir::{Api, GlobalHeader, SecurityScheme};

/// Global headers: those of the configuration, then those of the document.
fn headers(api: &Api, config: &Config) -> Vec<GlobalHeader> {
    let mut headers: Vec<GlobalHeader> = config
        .client
        .global_headers
        .iter()
        .map(|header| GlobalHeader {
            name: header.name.clone(),
            method: header.method.clone(),
            description: header.description.clone(),
        })
        .collect();
    for header in &api.global_headers {
        match headers.iter_mut().find(|known| known.name.eq_ignore_ascii_case(&header.name)) {
            Some(known) => {
                known.description = known.description.take().or_else(|| header.description.clone());
            }
            None => headers.push(header.clone()),
        }
    }
    headers
}

/// Methods of the runtime's `ClientBuilder` that setters of the document must not shadow; a test holds the list
/// against the runtime.
pub(crate) const BUILDER_METHODS: &[&str] = &[
    "attempt_timeout",
    "base_url",
    "build",
    "clock",
    "connect_timeout",
    "credential",
    "fmt",
    "for_api",
    "header",
    "idle_timeout",
    "into",
    "log",
    "max_body",
    "on_drift",
    "on_request",
    "on_response",
    "query",
    "retry",
    "retry_budget",
    "retry_unsafe",
    "server",
    "server_variable",
    "timeout",
    "transport",
    "try_into",
    "undocumented_success",
    "with_env",
];

pub(super) fn clients(spelling: &Spelling, api: &Api, config: &Config, names: &mut Names) {
    let headers = headers(api, config);
    let scheme_words: Vec<String> = api
        .schemes
        .iter()
        .map(|scheme| match &scheme.kind {
            // The commonest case reads best under its common name.
            crate::ir::SchemeKind::Bearer if api.schemes.len() == 1 => "api_key".to_owned(),
            _ => scheme.id.clone(),
        })
        .collect();
    let providers: Vec<String> = scheme_words.iter().map(|word| format!("{word} provider")).collect();
    let grants: Vec<String> = scheme_words.iter().map(|word| format!("{word} client credentials")).collect();
    let header_words: Vec<String> =
        headers.iter().map(|header| header.method.clone().unwrap_or_else(|| header.name.clone())).collect();
    let words: Vec<&str> = scheme_words
        .iter()
        .chain(&providers)
        .chain(&header_words)
        .chain(&grants)
        .map(String::as_str)
        .collect();
    // A global header is set on the builder and on each request.
    let reserved = BUILDER_METHODS
        .iter()
        .chain(local::REQUEST_METHODS)
        .chain([&local::STREAM_METHOD, &local::CHECK_METHOD]);
    let reserved: Vec<&str> = reserved.copied().collect();
    let mut idents = scope::values(spelling, Texts::of(&words), &reserved).into_iter();
    let of_scheme = |(scheme, ident): (&SecurityScheme, Ident)| ident.of(NameSource::Scheme, &scheme.id);
    let setters: Vec<Ident> = api.schemes.iter().zip(idents.by_ref()).map(of_scheme).collect();
    let providers: Vec<Ident> = api.schemes.iter().zip(idents.by_ref()).map(of_scheme).collect();
    let of_header = |(header, ident): (GlobalHeader, Ident)| {
        let ident = match &header.method {
            Some(method) => ident.of(NameSource::HeaderMethod, method),
            None => ident.of(NameSource::Header, &header.name),
        };
        (header, ident)
    };
    names.global_headers = headers.into_iter().zip(idents.by_ref()).map(of_header).collect();
    let grants = api.schemes.iter().zip(idents).map(of_scheme);
    names.schemes =
        setters.into_iter().zip(providers).zip(grants).map(|((one, two), three)| (one, two, three)).collect();
}
