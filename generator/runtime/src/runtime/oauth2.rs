//! OAuth 2 client credentials: fetches a token, keeps it until it expires, fetches once for all waiting calls.

use super::{
    BoxError, BoxFuture, HttpRequest, RequestBody, Secret, TokenContext, TokenProvider, base64, collect,
    excerpt::message,
    json_tree::from_utf8,
    percent::{Keep, encode},
    redact::redact,
};
use http::{HeaderMap, HeaderValue, Method, header};
use serde_json::Value;
use std::{
    fmt,
    future::poll_fn,
    sync::{Mutex, MutexGuard, PoisonError},
    task::{Poll, Waker},
    time::Duration,
};

/// How long before its end a token counts as expired.
const MARGIN: Duration = Duration::from_secs(30);
/// How long a token lasts whose server does not say.
const LIFETIME: Duration = Duration::from_secs(300);
/// How large the answer of a token server may be.
const MAX_ANSWER: usize = 1 << 20;

/// Tokens by the client credentials grant.
pub struct ClientCredentials {
    token_url: String,
    client_id: String,
    client_secret: Secret,
    scopes: Vec<String>,
    in_body: bool,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    token: Option<(Secret, Duration)>,
    fetching: bool,
    waiting: Vec<Waker>,
}

impl ClientCredentials {
    /// Tokens from a token URL for a client; a URL that begins with a slash is of the API's own host.
    pub fn new(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<Secret>,
    ) -> Self {
        Self {
            token_url: token_url.into(),
            client_id: client_id.into(),
            client_secret: client_secret.into(),
            scopes: Vec::new(),
            in_body: false,
            state: Mutex::default(),
        }
    }

    /// Sets the scopes to ask for.
    #[must_use]
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// Sends id and secret in the body rather than by basic authentication, as some servers want it.
    #[must_use]
    #[inline]
    pub fn credentials_in_body(mut self, yes: bool) -> Self {
        self.in_body = yes;
        self
    }

    #[inline]
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[inline]
    async fn current(&self, context: TokenContext<'_>) -> Result<Secret, BoxError> {
        let now = context.clock.now();
        let ready = poll_fn(|task| {
            let mut state = self.state();
            match &state.token {
                Some((token, end)) if now < *end => return Poll::Ready(Some(token.clone())),
                _ => {}
            }
            if state.fetching {
                state.waiting.push(task.waker().clone());
                return Poll::Pending;
            }
            state.fetching = true;
            Poll::Ready(None)
        });
        if let Some(token) = ready.await {
            return Ok(token);
        }
        // From here on this call fetches; however it ends, even dropped, the others are woken.
        let _turn = Turn(self);
        let (token, lifetime) = self.fetch(context).await?;
        let end = now.checked_add(lifetime.saturating_sub(MARGIN.min(lifetime / 10)));
        self.state().token = Some((token.clone(), end.unwrap_or(now)));
        Ok(token)
    }

    #[inline]
    async fn fetch(&self, context: TokenContext<'_>) -> Result<(Secret, Duration), BoxError> {
        let response = context.transport.send(self.request(context.origin)).await?;
        let status = response.status;
        let mut headers = response.headers;
        let body = collect::decompress(&mut headers, response.body);
        let bytes =
            collect::collect(body, MAX_ANSWER).await.map_err(|_| "the token server's answer broke off")?;
        let answer: Value = from_utf8(&bytes).unwrap_or_default();
        if !status.is_success() {
            // The answer is not shown whole: it may repeat what was sent.
            let code = answer.get("error").and_then(Value::as_str).unwrap_or("no error code");
            let code = message(&redact(code, std::slice::from_ref(&self.client_secret)));
            return Err(format!("the token server answered {status} ({code})").into());
        }
        let token =
            answer.get("access_token").and_then(Value::as_str).ok_or("the token server sent no token")?;
        let seconds = answer
            .get("expires_in")
            .and_then(|value| value.as_u64().or_else(|| value.as_str()?.parse().ok()));
        Ok((Secret::from(token), seconds.map_or(LIFETIME, Duration::from_secs)))
    }

    #[inline]
    fn request(&self, origin: &str) -> HttpRequest {
        let form = |text: &str| encode(text, Keep::Unreserved);
        let (id, secret) = (form(&self.client_id), form(self.client_secret.expose()));
        let mut body = "grant_type=client_credentials".to_owned();
        if !self.scopes.is_empty() {
            body = format!("{body}&scope={}", form(&self.scopes.join(" ")));
        }
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        if self.in_body {
            body = format!("{body}&client_id={id}&client_secret={secret}");
        } else if let Ok(mut value) =
            HeaderValue::try_from(format!("Basic {}", base64::encode(format!("{id}:{secret}").as_bytes())))
        {
            value.set_sensitive(true);
            headers.insert(header::AUTHORIZATION, value);
        }
        HttpRequest {
            method: Method::POST,
            url: match self.token_url.strip_prefix('/') {
                Some(path) => format!("{origin}/{path}"),
                None => self.token_url.clone(),
            },
            headers,
            body: RequestBody::Bytes(body.into()),
            connect_timeout: Some(Duration::from_secs(10)),
            timeout: Some(Duration::from_secs(30)),
            streamed: false,
        }
    }
}

/// The right to fetch; gives it back when dropped.
struct Turn<'a>(&'a ClientCredentials);

impl Drop for Turn<'_> {
    #[inline]
    fn drop(&mut self) {
        let waiting = {
            let mut state = self.0.state();
            state.fetching = false;
            std::mem::take(&mut state.waiting)
        };
        waiting.into_iter().for_each(Waker::wake);
    }
}

impl TokenProvider for ClientCredentials {
    #[inline]
    fn token<'a>(&'a self, context: TokenContext<'a>) -> BoxFuture<'a, Result<Secret, BoxError>> {
        Box::pin(self.current(context))
    }

    #[inline]
    fn refused(&self, token: &Secret) -> bool {
        let mut state = self.state();
        if state.token.as_ref().is_some_and(|(current, _)| current == token) {
            state.token = None;
        }
        true
    }
}

impl fmt::Debug for ClientCredentials {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials").field("scopes", &self.scopes).finish_non_exhaustive()
    }
}
