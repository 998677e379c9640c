//! Names of the builder's methods.

use std::collections::{BTreeMap, BTreeSet};

use super::casing::Spelling;
use super::ident::{self, Ident};
use super::identity;
use super::local;
use super::pins::Kind;
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
    let header_words: Vec<String> =
        headers.iter().map(|header| header.method.clone().unwrap_or_else(|| header.name.clone())).collect();
    let words: Vec<&str> = scheme_words.iter().chain(&header_words).map(String::as_str).collect();
    // A global header is set on the builder and on each request.
    let reserved = BUILDER_METHODS
        .iter()
        .chain(local::REQUEST_METHODS)
        .chain([&local::STREAM_METHOD, &local::CHECK_METHOD]);
    let reserved: Vec<&str> = reserved.copied().collect();
    let pins = &names.pins;
    let pinned = |index: usize| {
        let scheme = api.schemes.get(index)?;
        pins.get(Kind::Value, || identity::scheme(&scheme.id))
    };
    let texts = Texts { pinned: &pinned, ..Texts::of(&words) };
    let mut idents = scope::values(spelling, texts, &reserved).into_iter();
    let of_scheme = |(scheme, ident): (&SecurityScheme, Ident)| ident.of(NameSource::Scheme, &scheme.id);
    let setters: Vec<Ident> = api.schemes.iter().zip(idents.by_ref()).map(of_scheme).collect();
    let of_header = |(header, ident): (GlobalHeader, Ident)| {
        let ident = match &header.method {
            Some(method) => ident.of(NameSource::HeaderMethod, method),
            None => ident.of(NameSource::Header, &header.name),
        };
        (header, ident)
    };
    names.global_headers = headers.into_iter().zip(idents).map(of_header).collect();
    // What else gives a credential is called as its setter would be that nothing else is in the way of, and gives way to
    // all of these.
    let plain: Vec<Option<Ident>> = words.iter().map(|words| ident::value_ident(spelling, words)).collect();
    let mut counts: BTreeMap<&Ident, usize> = BTreeMap::new();
    for ident in plain.iter().flatten() {
        *counts.entry(ident).or_default() += 1;
    }
    let owner = |(setter, own): (&Ident, &Option<Ident>)| match own {
        Some(own) if !setter.is_given() && counts.get(own) == Some(&1) => own.clone().like(setter),
        _ => setter.clone(),
    };
    let owners: Vec<Ident> = setters.iter().zip(&plain).map(owner).collect();
    let mut taken: BTreeSet<String> = reserved.iter().map(|name| (*name).to_owned()).collect();
    taken.extend(setters.iter().map(|ident| ident.bare().to_owned()));
    taken.extend(names.global_headers.iter().map(|(_, ident)| ident.bare().to_owned()));
    let mut beside = |setter: &Ident, word: &str, second: &str| {
        let is_free = !taken.contains(setter.with_suffix(word).bare());
        scope::beside(setter, if is_free { word } else { second }, &mut taken).0
    };
    let providers: Vec<Ident> = owners.iter().map(|owner| beside(owner, "_provider", "_callback")).collect();
    let grants: Vec<Ident> =
        owners.iter().map(|owner| beside(owner, "_client_credentials", "_client_grant")).collect();
    names.schemes =
        setters.into_iter().zip(providers).zip(grants).map(|((one, two), three)| (one, two, three)).collect();
}
