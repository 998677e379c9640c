//! Credentials: which ones a request needs, and where they go.

use super::{
    AuthenticationError, BoxFuture, Clock, HttpRequest, OperationInfo, Scheme, SchemeKind, Secret, Transport,
    base64,
    failures::BoxError,
    percent::{Keep, encode, is_plain},
};
use http::{HeaderName, HeaderValue, header};
use std::{collections::BTreeMap, fmt, sync::Arc};

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

/// A token that was used for an attempt, and who gave it.
pub(crate) struct UsedToken {
    pub(crate) token: Secret,
    pub(crate) provider: Option<Arc<dyn TokenProvider>>,
}

impl UsedToken {
    /// The forms in which a server that echoes requests may show the token.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = Secret> + use<> {
        let text = bare(self.token.expose());
        let plain = if text.len() < self.token.expose().len() { text.into() } else { self.token.clone() };
        let encoded = (!is_plain(text, Keep::Unreserved)).then(|| encode(text, Keep::Unreserved).into());
        [Some(plain), encoded].into_iter().flatten()
    }
}

/// Puts the operation's credentials on a request: of the first alternative for which all are there. One that needs none
/// is taken last, wherever it is listed: who gives a credential wants it used.
///
/// Where none is complete, the request goes out without: the server says best what it wants.
pub(crate) async fn authenticate(
    request: &mut HttpRequest,
    info: &OperationInfo,
    schemes: &[Scheme],
    credentials: &BTreeMap<String, Credential>,
    context: TokenContext<'_>,
) -> Result<Vec<UsedToken>, AuthenticationError> {
    let complete = info
        .security
        .iter()
        .find(|needed| !needed.is_empty() && needed.iter().all(|id| credentials.contains_key(*id)));
    let mut used = Vec::new();
    for id in complete.copied().unwrap_or_default() {
        let (Some(scheme), Some(credential)) =
            (schemes.iter().find(|scheme| scheme.id == *id), credentials.get(*id))
        else {
            continue;
        };
        let fail = |error: BoxError| AuthenticationError::new(*id, error);
        let (token, provider) = match credential {
            Credential::Token(token) => (token.clone(), None),
            Credential::Basic { username, password } => {
                // The password itself is not sent, but servers may show it once they have decoded it.
                used.push(UsedToken { token: password.clone(), provider: None });
                (Secret::from(base64::encode(format!("{username}:{}", password.expose()).as_bytes())), None)
            }
            Credential::Provider(provider) => {
                let token = provider.token(context).await.map_err(fail)?;
                if let Some(problem) = token_problem(token.expose()) {
                    return Err(fail(format!("the token {problem}").into()));
                }
                (token, Some(Arc::clone(provider)))
            }
        };
        place(request, scheme.kind, &token, matches!(credential, Credential::Basic { .. })).map_err(fail)?;
        used.push(UsedToken { token, provider });
    }
    Ok(used)
}

fn place(request: &mut HttpRequest, kind: SchemeKind, token: &Secret, basic: bool) -> Result<(), BoxError> {
    let text = token.expose();
    match kind {
        SchemeKind::Bearer if bare(text).len() < text.len() => {
            set(request, header::AUTHORIZATION, text.to_owned())
        }
        SchemeKind::Bearer => set(request, header::AUTHORIZATION, format!("Bearer {text}")),
        SchemeKind::Basic if basic => set(request, header::AUTHORIZATION, format!("Basic {text}")),
        SchemeKind::Basic => {
            set(request, header::AUTHORIZATION, format!("Basic {}", base64::encode(text.as_bytes())))
        }
        SchemeKind::Http(scheme) => set(request, header::AUTHORIZATION, format!("{scheme} {text}")),
        SchemeKind::Header(name) => set(request, HeaderName::try_from(name)?, text.to_owned()),
        SchemeKind::Query(name) => {
            let joint = if request.url.contains('?') { '&' } else { '?' };
            let (name, value) = (encode(name, Keep::Unreserved), encode(text, Keep::Unreserved));
            request.url = format!("{}{joint}{name}={value}", request.url);
            Ok(())
        }
        SchemeKind::Cookie(name) => {
            let cookie = format!("{name}={}", encode(text, Keep::Unreserved));
            let before = request.headers.get(header::COOKIE).and_then(|value| value.to_str().ok());
            let all = before.map_or(cookie.clone(), |before| format!("{before}; {cookie}"));
            request.headers.remove(header::COOKIE);
            set(request, header::COOKIE, all)
        }
    }
}

/// Sets a header that must not be printed, unless the caller has set it for this call.
fn set(request: &mut HttpRequest, name: HeaderName, value: String) -> Result<(), BoxError> {
    let mut value = HeaderValue::try_from(value).map_err(|_| "the token cannot stand in a header")?;
    value.set_sensitive(true);
    request.headers.entry(name).or_insert(value);
    Ok(())
}
