//! The log of requests, for who asks for it: a line for each request and one for each answer. Never a body or a secret.

use super::{
    HttpRequest, OperationInfo, ResponseEvent, Secret,
    header_field::is_secret,
    redact::{REDACTED, redact},
};
use http::HeaderMap;
use std::{fmt::Write, io, sync::Arc};

/// Where lines go.
#[derive(Clone)]
pub(crate) struct Log(Arc<dyn Fn(&str) + Send + Sync>);

impl Log {
    pub(crate) fn new(sink: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self(Arc::new(sink))
    }

    /// To the standard error, behind the name of the client.
    pub(crate) fn stderr(client: &'static str) -> Self {
        Self::new(move |line| {
            // Who has closed it does not want to see it.
            let _ = io::Write::write_all(&mut io::stderr().lock(), format!("{client}: {line}\n").as_bytes());
        })
    }

    pub(crate) fn request(&self, request: &HttpRequest, info: &OperationInfo, secrets: &[Secret]) {
        let mut line = format!("{} {} ({})", request.method, shown_url(&request.url), info.id);
        headers(&mut line, &request.headers);
        let _ = write!(line, "; body: {:?}", request.body);
        self.0(&redact(&line, secrets));
    }

    pub(crate) fn response(&self, event: &ResponseEvent<'_>) {
        let mut line = match event.status {
            Some(status) => status.to_string(),
            None => event.error.clone().unwrap_or_default(),
        };
        let _ =
            write!(line, " after {:?} ({}, attempt {})", event.elapsed, event.operation.id, event.attempt);
        if let Some(wait) = event.retry_in {
            let _ = write!(line, ", once more in {wait:?}");
        }
        if let Some(all) = event.headers {
            headers(&mut line, all);
        }
        self.0(&line);
    }
}

/// A URL whose query shows nothing that is called like a secret.
fn shown_url(url: &str) -> String {
    let Some((path, query)) = url.split_once('?') else { return url.to_owned() };
    let pairs: Vec<String> = query
        .split('&')
        .map(|pair| match pair.split_once('=') {
            Some((name, _)) if is_secret(name) => format!("{name}={REDACTED}"),
            _ => pair.to_owned(),
        })
        .collect();
    format!("{path}?{}", pairs.join("&"))
}

fn headers(line: &mut String, all: &HeaderMap) {
    for (name, value) in all {
        let _ = if value.is_sensitive() || is_secret(name.as_str()) {
            write!(line, "; {name}: {REDACTED}")
        } else {
            write!(line, "; {name}: {value:?}")
        };
    }
}
