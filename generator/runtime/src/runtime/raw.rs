//! Raw requests: to paths that the document does not have, with the client's credentials, retries and limits.

use super::{
    DecodeError, InvalidRequest, Operation, OperationInfo, RawResponse, Request, RequestBody, RequestWriter,
    RetryClass, StatusRange, UnknownBody,
    json_writer::JsonWriter,
    percent::{Keep, encode},
};
use bytes::Bytes;
use serde::Serialize;
use std::{fmt, marker::PhantomData};

/// A request to any path. Its answer is read by [`RawResponse::json`] and kin.
#[derive(Clone)]
pub struct Raw<V> {
    target: String,
    query: Vec<String>,
    body: Option<(String, RequestBody)>,
    verb: PhantomData<fn() -> V>,
}

/// An HTTP method.
pub trait Verb: Send + Sync + 'static {
    /// What is known of a request with it.
    const INFO: &'static OperationInfo;
}

macro_rules! verbs {
    ($($name:ident: $method:literal, $retry:ident;)*) => {
        $(
            #[doc = concat!("`", $method, "`.")]
            #[derive(Debug, Clone, Copy)]
            pub struct $name;

            impl Verb for $name {
                const INFO: &'static OperationInfo = &OperationInfo {
                    id: $method,
                    method: $method,
                    path: "",
                    retry: RetryClass::$retry,
                    accept: "*/*",
                    success: &[StatusRange::Class(2)],
                    streaming: &[],
                    security: &[],
                    servers: &[],
                };
            }
        )*
    };
}

verbs! {
    Get: "GET", Safe;
    Head: "HEAD", Safe;
    Post: "POST", Unsafe;
    Put: "PUT", Idempotent;
    Patch: "PATCH", Unsafe;
    Delete: "DELETE", Idempotent;
}

impl<V> Raw<V> {
    /// A request to a path below the base URL, which may have a query, or to a URL of the same origin that the server
    /// gave, like a `Location`.
    pub fn new(target: impl Into<String>) -> Self {
        Self { target: target.into(), query: Vec::new(), body: None, verb: PhantomData }
    }
}

impl<V: Verb, M, A> Request<Raw<V>, M, A> {
    /// Adds a query parameter.
    pub fn query(mut self, name: impl AsRef<str>, value: impl fmt::Display) -> Self {
        self.operation.query.push(pair(name.as_ref(), &value.to_string()));
        self
    }

    /// Sends a value as JSON.
    pub fn json(mut self, value: &(impl Serialize + ?Sized)) -> Self {
        match JsonWriter::write(value) {
            Ok(text) => self.body("application/json", text),
            Err(error) => {
                let problem = InvalidRequest::new(format!("body{}", error.path), error.message);
                self.options_mut().invalid.get_or_insert(problem);
                self
            }
        }
    }

    /// Sends a body of any media type.
    pub fn body(mut self, content_type: impl Into<String>, body: impl Into<Bytes>) -> Self {
        self.operation.body = Some((content_type.into(), RequestBody::Bytes(body.into())));
        self
    }
}

/// A query parameter as it is sent.
#[inline]
pub(crate) fn pair(name: &str, value: &str) -> String {
    format!("{}={}", encode(name, Keep::Unreserved), encode(value, Keep::Unreserved))
}

impl<V: Verb> Operation for Raw<V> {
    type Output = RawResponse;
    type Error = UnknownBody;
    const INFO: &'static OperationInfo = V::INFO;

    fn encode(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
        let target = self.target.split('#').next().unwrap_or_default();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        if !path.starts_with('/') && !path.contains("://") {
            return Err(InvalidRequest::new("path", "must begin with `/`, or be a whole URL"));
        }
        let is_dots = |segment: &str| {
            let segment = segment.to_ascii_lowercase().replace("%2e", ".");
            segment == "." || segment == ".."
        };
        if path.split(['/', '\\']).any(is_dots) {
            return Err(InvalidRequest::new("path", "must not have segments `.` and `..`"));
        }
        request.path(path);
        request.raw_query(query)?;
        for pair in &self.query {
            request.raw_query(pair)?;
        }
        match &self.body {
            Some((content_type, body)) => request.body(content_type, body.clone()),
            None => Ok(()),
        }
    }

    fn decode(response: &mut RawResponse) -> Result<RawResponse, DecodeError> {
        Ok(response.copied())
    }
}

impl<V: Verb> fmt::Debug for Raw<V> {
    /// Without the query, which may hold a key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.target.split('?').next().unwrap_or_default();
        f.debug_struct("Raw").field("method", &V::INFO.method).field("path", &path).finish_non_exhaustive()
    }
}
