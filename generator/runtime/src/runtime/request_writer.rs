//! `RequestWriter`: what an operation writes its arguments into. Thin generic methods over what JSON says of them.

use super::{
    InvalidRequest, PathKeep, PathStyle, QueryLayout, QueryStyle, RequestBody,
    header_field::{header, header_value},
    json_value::JsonValue,
    json_writer::JsonWriter,
    percent::{Keep, encode_into},
    style,
    write_error::WriteError,
};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, header::CONTENT_TYPE};
use serde::Serialize;

/// The parts of a request that come from an operation's arguments.
#[derive(Debug, Default)]
pub struct RequestWriter {
    path: String,
    query: Vec<String>,
    headers: HeaderMap,
    /// That of the body. Apart from the others: most requests have no other, and need no map for it.
    content_type: Option<HeaderValue>,
    cookies: Vec<String>,
    body: RequestBody,
    /// Where scalars are written, one after the other.
    scratch: Vec<u8>,
}

impl RequestWriter {
    /// Appends literal text of the path template, like `/guardrails/`.
    pub fn path(&mut self, literal: &str) {
        // Templates may hold anything; what no path can hold is encoded, the rest stays as the document has it.
        encode_into(&mut self.path, literal, Keep::Template);
    }

    /// Appends a path parameter.
    ///
    /// # Errors
    /// The value is null or empty and so would change the route, or cannot be written as JSON.
    pub fn path_param<T: Serialize + ?Sized>(
        &mut self,
        name: &str,
        style: PathStyle,
        value: &T,
    ) -> Result<(), InvalidRequest> {
        self.path_param_with(name, style, PathKeep::Few, value)
    }

    /// Appends a path parameter of which more characters stay as they are.
    ///
    /// # Errors
    /// As [`path_param`](Self::path_param).
    pub fn path_param_with<T: Serialize + ?Sized>(
        &mut self,
        name: &str,
        style: PathStyle,
        keep: PathKeep,
        value: &T,
    ) -> Result<(), InvalidRequest> {
        let value = JsonValue::of("path parameter", name, value)?;
        self.path_value(name, style, keep, &value)
    }

    /// Adds a query parameter; null and empty lists add nothing.
    ///
    /// # Errors
    /// The value cannot be written as JSON.
    pub fn query<T: Serialize + ?Sized>(
        &mut self,
        name: &str,
        style: QueryStyle,
        value: &T,
    ) -> Result<(), InvalidRequest> {
        let written = JsonWriter::write_into(std::mem::take(&mut self.scratch), value);
        self.query_written(name, style, written)
    }

    fn query_written(
        &mut self,
        name: &str,
        style: QueryStyle,
        written: Result<Vec<u8>, WriteError>,
    ) -> Result<(), InvalidRequest> {
        let text = written.as_deref().unwrap_or_default();
        match style::plain_scalar(text) {
            _ if text == b"null" => {}
            // What is no list, object or odd number need not be read again.
            Some(text) if style.layout() != QueryLayout::Json => {
                self.query.push(style::query_pair(name, text, style));
            }
            _ => {
                let value = JsonValue::parse("query parameter", name, written)?;
                self.query.extend(style::query_pairs(name, style, &value));
                return Ok(());
            }
        }
        self.scratch = written.unwrap_or_default();
        Ok(())
    }

    /// Adds a whole query string that is encoded already, without its question mark.
    ///
    /// # Errors
    /// It holds characters that no query can hold.
    pub fn raw_query(&mut self, query: &str) -> Result<(), InvalidRequest> {
        if !query.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#') {
            return Err(InvalidRequest::new("query string", "holds characters that must be encoded"));
        }
        if !query.is_empty() {
            self.query.push(query.to_owned());
        }
        Ok(())
    }

    /// Adds a value that is the whole query string: JSON, the members of an object as a form has them, or text that is
    /// encoded already; null adds nothing.
    ///
    /// # Errors
    /// The value cannot be written as JSON, or the text holds characters that no query can hold.
    pub fn whole_query<T: Serialize + ?Sized>(
        &mut self,
        json: bool,
        value: &T,
    ) -> Result<(), InvalidRequest> {
        match JsonValue::of("query string", "", value)? {
            JsonValue::Null => {}
            value if json => {
                let mut text = String::new();
                encode_into(&mut text, &value.to_string(), Keep::Unreserved);
                self.query.push(text);
            }
            JsonValue::Object(members) => {
                for (name, value) in &members {
                    let style = if matches!(value, JsonValue::Object(_)) {
                        QueryStyle::JSON
                    } else {
                        QueryStyle::FORM
                    };
                    self.query.extend(style::query_pairs(name, style, value));
                }
            }
            JsonValue::Text(text) => self.raw_query(&text)?,
            other => self.raw_query(&other.to_string())?,
        }
        Ok(())
    }

    /// Sets a header; null adds nothing.
    ///
    /// # Errors
    /// The value cannot stand in a header.
    pub fn header<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        explode: bool,
        value: &T,
    ) -> Result<(), InvalidRequest> {
        let value = JsonValue::of("header", name, value)?;
        match style::header_text(explode, &value) {
            Some(text) => self.header_text(name, &text),
            None => Ok(()),
        }
    }

    /// Sets a header with JSON content; null adds nothing.
    ///
    /// # Errors
    /// The value cannot be written as JSON.
    pub fn header_json<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), InvalidRequest> {
        match JsonValue::of("header", name, value)? {
            JsonValue::Null => Ok(()),
            value => self.header_text(name, &value.to_string()),
        }
    }

    /// Adds a cookie; null and empty lists add nothing.
    ///
    /// # Errors
    /// The value cannot be written as JSON.
    pub fn cookie<T: Serialize + ?Sized>(
        &mut self,
        name: &str,
        style: QueryStyle,
        value: &T,
    ) -> Result<(), InvalidRequest> {
        let value = JsonValue::of("cookie", name, value)?;
        self.cookies.extend(style::query_pairs(name, style, &value));
        Ok(())
    }

    /// Sets a JSON body.
    ///
    /// # Errors
    /// The value holds a number that JSON cannot hold, or a map key that is no text.
    pub fn json<T: Serialize + ?Sized>(
        &mut self,
        content_type: &str,
        value: &T,
    ) -> Result<(), InvalidRequest> {
        let text = JsonWriter::write(value)
            .map_err(|error| InvalidRequest::new(format!("body{}", error.path), error.message))?;
        self.body(content_type, RequestBody::Bytes(text.into()))
    }

    /// Sets a text body.
    ///
    /// # Errors
    /// The content type cannot stand in a header.
    pub fn text(&mut self, content_type: &str, text: &str) -> Result<(), InvalidRequest> {
        self.bytes(content_type, Bytes::copy_from_slice(text.as_bytes()))
    }

    /// Sets a text body that stands for a number, a boolean or another value.
    ///
    /// # Errors
    /// The value cannot be written as JSON.
    pub fn text_value<T: Serialize + ?Sized>(
        &mut self,
        content_type: &str,
        value: &T,
    ) -> Result<(), InvalidRequest> {
        let value = JsonValue::of("text", "body", value)?;
        self.text(content_type, &value.scalar().unwrap_or_default())
    }

    /// Sets a binary body.
    ///
    /// # Errors
    /// The content type cannot stand in a header.
    pub fn bytes(&mut self, content_type: &str, bytes: impl Into<Bytes>) -> Result<(), InvalidRequest> {
        self.body(content_type, RequestBody::Bytes(bytes.into()))
    }

    /// Sets any body.
    ///
    /// # Errors
    /// The content type cannot stand in a header.
    pub fn body(&mut self, content_type: &str, body: RequestBody) -> Result<(), InvalidRequest> {
        let value = match content_type {
            "application/json" => HeaderValue::from_static("application/json"),
            other => header_value(other)
                .ok_or_else(|| InvalidRequest::new("header `content-type`", "not a legal header value"))?,
        };
        self.content_type = Some(value);
        self.body = body;
        Ok(())
    }

    #[inline]
    fn path_value(
        &mut self,
        name: &str,
        style: PathStyle,
        keep: PathKeep,
        value: &JsonValue,
    ) -> Result<(), InvalidRequest> {
        let place = || format!("path parameter `{name}`");
        let text = style::path_text(name, style, keep, value).filter(|text| !text.is_empty());
        match (text, value) {
            (None, _) => Err(InvalidRequest::new(place(), "must not be empty")),
            (Some(_), JsonValue::Text(text)) if text == "." || text == ".." => {
                Err(InvalidRequest::new(place(), "must not be `.` or `..`"))
            }
            (Some(text), _) => {
                self.path.push_str(&text);
                Ok(())
            }
        }
    }

    fn header_text(&mut self, name: &'static str, text: &str) -> Result<(), InvalidRequest> {
        let (key, value) = header(name, text)?;
        self.headers.insert(key, value);
        Ok(())
    }

    /// The finished parts.
    ///
    /// # Errors
    /// A segment of the path came out as `.` or `..`, which servers and URL parsers resolve.
    pub fn finish(self) -> Result<RequestParts, InvalidRequest> {
        self.parts().map(RequestParts::whole)
    }

    /// The finished parts, the content type apart.
    pub(crate) fn parts(mut self) -> Result<RequestParts, InvalidRequest> {
        // Few paths have a dot at all.
        let has_dot = self.path.bytes().any(|byte| byte == b'.');
        if has_dot && self.path.split('/').any(|segment| segment == "." || segment == "..") {
            return Err(InvalidRequest::new("path", "a segment must not be `.` or `..`"));
        }
        if !self.cookies.is_empty() {
            self.header_text("cookie", &self.cookies.join("; "))?;
        }
        let Self { path, query, headers, content_type, body, .. } = self;
        Ok(RequestParts { path, query, headers, content_type, body })
    }
}

/// A request without its server and credentials.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RequestParts {
    /// The encoded path, from its leading slash.
    pub path: String,
    /// The encoded `name=value` pairs.
    pub query: Vec<String>,
    /// The headers.
    pub headers: HeaderMap,
    /// That of the body, where it is not among the headers.
    pub(crate) content_type: Option<HeaderValue>,
    /// The body.
    pub body: RequestBody,
}

impl RequestParts {
    /// The same with the content type among the headers.
    pub(crate) fn whole(mut self) -> Self {
        if let Some(content_type) = self.content_type.take() {
            self.headers.insert(CONTENT_TYPE, content_type);
        }
        self
    }
}
