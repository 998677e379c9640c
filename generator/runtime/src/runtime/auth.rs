//! Credentials: which ones a request needs, and where they go.

use super::{
    AuthenticationError, BoxFuture, Clock, HttpRequest, SchemeKind, Secret, Transport,
    base_url::BaseUrl,
    base64,
    by_name::ByName,
    failures::BoxError,
    header_field::is_secret,
    percent::{Keep, encode},
};
use http::{HeaderName, HeaderValue, header};
use std::{fmt, sync::Arc};

/// What a token provider may use.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct TokenContext<'a> {
    /// The client's transport.
    pub transport: &'a dyn Transport,
    /// The client's clock.
    pub clock: &'a dyn Clock,
    /// Scheme and host of the client's base URL, which token URLs may be relative to.
    pub origin: &'a str,
}

/// Gives tokens: for rotating keys, for OAuth 2.
pub trait TokenProvider: Send + Sync {
    /// The token for the next attempt.
    fn token<'a>(&'a self, context: TokenContext<'a>) -> BoxFuture<'a, Result<Secret, BoxError>>;

    /// Told when the server refused a token with status 401; `true` if another one can be had, so that the
    /// request is worth sending once more.
    fn refused(&self, token: &Secret) -> bool {
        let _ = token;
        false
    }
}

/// The credential of a security scheme.
#[derive(Clone)]
#[non_exhaustive]
pub enum Credential {
    /// A key or token.
    Token(Secret),
    /// A user name and a password.
    Basic {
        /// The user name.
        username: String,
        /// The password.
        password: Secret,
    },
    /// Tokens from a callback.
    Provider(Arc<dyn TokenProvider>),
}

impl Credential {
    /// A fixed key or token.
    pub fn token(token: impl Into<Secret>) -> Self {
        Self::Token(token.into())
    }

    /// A user name and a password.
    pub fn basic(username: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self::Basic { username: username.into(), password: password.into() }
    }

    /// A callback that gives the key for each attempt, for example one of several in turn.
    pub fn callback<S: Into<Secret>>(next: impl Fn() -> S + Send + Sync + 'static) -> Self {
        Self::Provider(Arc::new(Callback(next)))
    }

    /// A token provider, for example of OAuth 2.
    pub fn provider(provider: impl TokenProvider + 'static) -> Self {
        Self::Provider(Arc::new(provider))
    }

    /// What is wrong with a fixed credential, if anything.
    pub(crate) fn problem(&self) -> Option<&'static str> {
        match self {
            Self::Token(token) => token_problem(token.expose()),
            Self::Basic { username, .. } if username.contains(':') => {
                Some("a user name must not contain a colon")
            }
            Self::Basic { .. } | Self::Provider(_) => None,
        }
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Token(_) => "Token([redacted])",
            Self::Basic { .. } => "Basic([redacted])",
            Self::Provider(_) => "Provider(..)",
        })
    }
}

struct Callback<F>(F);

impl<S: Into<Secret>, F: Fn() -> S + Send + Sync> TokenProvider for Callback<F> {
    fn token<'a>(&'a self, _: TokenContext<'a>) -> BoxFuture<'a, Result<Secret, BoxError>> {
        let token = (self.0)().into();
        Box::pin(std::future::ready(Ok(token)))
    }
}

/// What is wrong with a token, if anything.
pub(crate) fn token_problem(token: &str) -> Option<&'static str> {
    if bare(token).trim().is_empty() {
        Some("must not be empty")
    } else if token.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') {
        None
    } else {
        Some("must be visible ASCII characters only")
    }
}

/// A token without the word `Bearer` that people paste along with it.
fn bare(token: &str) -> &str {
    match token.get(..7) {
        Some(word) if word.eq_ignore_ascii_case("bearer ") => token.get(7..).unwrap_or_default(),
        _ => token,
    }
}

/// A credential of a client. What can be is made ready once, not for every request.
pub(crate) enum Prepared {
    /// What goes out, or why it cannot.
    Fixed(Result<Ready, BoxError>),
    /// Made ready when it has given a token.
    Provider(Arc<dyn TokenProvider>, SchemeKind),
}

impl Prepared {
    pub(crate) fn new(credential: Credential, kind: SchemeKind) -> Self {
        match credential {
            Credential::Token(token) => Self::Fixed(Ready::new(kind, &token, false)),
            Credential::Basic { username, password } => {
                let pair = base64::encode(format!("{username}:{}", password.expose()).as_bytes());
                Self::Fixed(Ready::new(kind, &pair.into(), true))
            }
            Credential::Provider(provider) => Self::Provider(provider, kind),
        }
    }
}

impl fmt::Debug for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fixed(_) => "Fixed([redacted])",
            Self::Provider(..) => "Provider(..)",
        })
    }
}

/// What a credential adds to a request.
pub(crate) struct Ready {
    place: Place,
    /// What of it a server that echoes requests must not show.
    secrets: Vec<Secret>,
}

enum Place {
    Header(HeaderName, HeaderValue),
    /// An encoded `name=value` pair.
    Query(String),
    /// The same.
    Cookie(String),
}

impl Ready {
    /// `pair`: whether the token is a user name and a password, encoded.
    fn new(kind: SchemeKind, token: &Secret, pair: bool) -> Result<Self, BoxError> {
        let text = token.expose();
        let value = match kind {
            SchemeKind::Bearer if bare(text).len() < text.len() => text.to_owned(),
            SchemeKind::Bearer => format!("Bearer {text}"),
            SchemeKind::Basic if pair => format!("Basic {text}"),
            SchemeKind::Basic => format!("Basic {}", base64::encode(text.as_bytes())),
            SchemeKind::Http(scheme) => format!("{scheme} {text}"),
            SchemeKind::Header(_) => text.to_owned(),
            SchemeKind::Query(name) => {
                format!("{}={}", encode(name, Keep::Unreserved), encode(text, Keep::Unreserved))
            }
            SchemeKind::Cookie(name) => format!("{name}={}", encode(text, Keep::Unreserved)),
        };
        let place = match kind {
            SchemeKind::Query(_) => Place::Query(value),
            SchemeKind::Cookie(_) => Place::Cookie(value),
            SchemeKind::Header(name) => Place::Header(HeaderName::try_from(name)?, sensitive(value)?),
            SchemeKind::Bearer | SchemeKind::Basic | SchemeKind::Http(_) => {
                Place::Header(header::AUTHORIZATION, sensitive(value)?)
            }
        };
        let mut secrets = Vec::new();
        match kind {
            SchemeKind::Basic if pair => add_basic(&mut secrets, text),
            SchemeKind::Basic => add_basic(&mut secrets, &base64::encode(text.as_bytes())),
            _ => add(&mut secrets, bare(text)),
        }
        Ok(Self { place, secrets })
    }

    /// Puts it on a request; a header that the caller has set for this call stays.
    fn place(&self, request: &mut HttpRequest) -> Result<(), BoxError> {
        match &self.place {
            Place::Header(name, value) => {
                request.headers.entry(name).or_insert_with(|| value.clone());
            }
            Place::Query(pair) => {
                request.url.push(if request.url.contains('?') { '&' } else { '?' });
                request.url.push_str(pair);
            }
            Place::Cookie(cookie) => {
                let before = request.headers.get(header::COOKIE).and_then(|value| value.to_str().ok());
                let all = before.map_or_else(|| cookie.clone(), |before| format!("{before}; {cookie}"));
                request.headers.insert(header::COOKIE, sensitive(all)?);
            }
        }
        Ok(())
    }
}

/// A header that must not be printed.
fn sensitive(value: String) -> Result<HeaderValue, BoxError> {
    let mut value = HeaderValue::try_from(value).map_err(|_| "the token cannot stand in a header")?;
    value.set_sensitive(true);
    Ok(value)
}

/// Adds a secret that is not known yet.
fn add(secrets: &mut Vec<Secret>, text: &str) {
    if !text.is_empty() && secrets.iter().all(|known| known.expose() != text) {
        secrets.push(text.into());
    }
}

/// Adds what a user name and a password are as they are sent, and what servers may show once they have decoded it.
fn add_basic(secrets: &mut Vec<Secret>, pair: &str) {
    let bare = pair.trim_end_matches('=');
    add(secrets, bare);
    // As URLs have it.
    add(secrets, &bare.replace('+', "-").replace('/', "_"));
    let decoded = base64::decode(pair).and_then(|bytes| String::from_utf8(bytes).ok());
    match decoded.as_deref().map(|pair| pair.split_once(':').unwrap_or((pair, ""))) {
        // Some servers take a key as the name, without a password.
        Some((name, "")) => add(secrets, name),
        Some((_, password)) => add(secrets, password),
        None => {}
    }
}

/// Adds the secrets that a request carries whoever has put them there: a header of the call or of the client, the query
/// of the client (`base`), or a hook, before which the URL was `url`.
pub(crate) fn add_carried(
    secrets: &mut Vec<Secret>,
    request: &HttpRequest,
    base: &BaseUrl,
    url: Option<&str>,
) {
    for (name, value) in base.query().split('&').filter_map(|pair| pair.split_once('=')) {
        if is_secret(name) {
            add_guessed(secrets, value);
        }
    }
    for (name, value) in &request.headers {
        if !value.is_sensitive() && !is_secret(name.as_str()) {
            continue;
        }
        let Ok(value) = std::str::from_utf8(value.as_bytes()) else { continue };
        if *name == header::AUTHORIZATION {
            match value.trim().split_once(' ') {
                Some((scheme, pair)) if scheme.eq_ignore_ascii_case("basic") => {
                    add_basic(secrets, pair.trim());
                }
                Some((_, token)) => add(secrets, token.trim()),
                None => add(secrets, value.trim()),
            }
        } else if *name == header::COOKIE {
            value.split(';').filter_map(|pair| pair.split_once('=')).for_each(|(_, value)| {
                add_guessed(secrets, value.trim());
            });
        } else {
            add_guessed(secrets, value.trim());
        }
    }
    let query = |url: &'_ str| url.split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default();
    if let Some(before) = url.filter(|url| *url != request.url) {
        let (before, after) = (query(before), query(&request.url));
        for pair in after.split('&').filter(|pair| !before.split('&').any(|known| known == *pair)) {
            if let Some((name, value)) = pair.split_once('=')
                && is_secret(name)
            {
                add(secrets, value);
            }
        }
    }
}

/// Adds what is a secret by its name only. Flags and version numbers have such names, too.
fn add_guessed(secrets: &mut Vec<Secret>, text: &str) {
    if text.len() >= 4 {
        add(secrets, text);
    }
}

/// What an attempt was authenticated with.
#[derive(Default)]
pub(crate) struct Used {
    /// What a server that echoes requests must not show.
    pub(crate) secrets: Vec<Secret>,
    /// Tokens, and who gave them.
    given: Vec<(Secret, Arc<dyn TokenProvider>)>,
}

impl Used {
    /// Tells the providers that the server refused their tokens; `true` if another can be had.
    pub(crate) fn is_replaceable(&self) -> bool {
        self.given.iter().any(|(token, provider)| provider.refused(token))
    }
}

/// The schemes whose credentials an operation is sent with: of the first alternative for which all are there. One that
/// needs none is taken last, wherever it is listed: who gives a credential wants it used.
///
/// Where none is complete, the request goes out without: the server says best what it wants.
pub(crate) fn needed(
    security: &'static [&'static [&'static str]],
    credentials: &ByName<Prepared>,
) -> &'static [&'static str] {
    let complete = security
        .iter()
        .find(|needed| !needed.is_empty() && needed.iter().all(|id| credentials.get(id).is_some()));
    complete.copied().unwrap_or_default()
}

/// Puts fixed credentials on a request; `true` if there are providers that must be asked, too.
pub(crate) fn place_fixed(
    request: &mut HttpRequest,
    needed: &[&str],
    credentials: &ByName<Prepared>,
    used: &mut Used,
) -> Result<bool, AuthenticationError> {
    let mut others = false;
    for id in needed {
        let fail = |error: BoxError| AuthenticationError::new(*id, error);
        match credentials.get(id) {
            Some(Prepared::Fixed(Ok(ready))) => {
                ready.place(request).map_err(fail)?;
                used.secrets.extend_from_slice(&ready.secrets);
            }
            Some(Prepared::Fixed(Err(problem))) => return Err(fail(problem.to_string().into())),
            Some(Prepared::Provider(..)) => others = true,
            None => {}
        }
    }
    Ok(others)
}

/// Puts the tokens of providers on a request.
pub(crate) async fn place_given(
    request: &mut HttpRequest,
    needed: &[&str],
    credentials: &ByName<Prepared>,
    context: TokenContext<'_>,
    used: &mut Used,
) -> Result<(), AuthenticationError> {
    for id in needed {
        let fail = |error: BoxError| AuthenticationError::new(*id, error);
        let Some(Prepared::Provider(provider, kind)) = credentials.get(id) else { continue };
        let token = provider.token(context).await.map_err(fail)?;
        if let Some(problem) = token_problem(token.expose()) {
            return Err(fail(format!("the token {problem}").into()));
        }
        let ready = Ready::new(*kind, &token, false).map_err(fail)?;
        ready.place(request).map_err(fail)?;
        used.secrets.extend(ready.secrets);
        used.given.push((token, Arc::clone(provider)));
    }
    Ok(())
}
