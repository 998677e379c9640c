//! `RawResponse`: an answer before it is decoded, and the ways to decode it.

use super::{
    ByteStream, DecodeError, Secret,
    answer::{has_no_content, request_id},
    decode_error::{Answer, from_json},
    excerpt::{excerpt, message},
    redact::{occurs, redact},
};
use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt;

/// How much of a body is looked through for what is shown of it.
const BEGINNING: usize = 64 << 10;

/// An answer: status, headers, and the body in memory, or still open where the operation streams.
pub struct RawResponse {
    status: StatusCode,
    headers: HeaderMap,
    bytes: Bytes,
    open: Option<ByteStream>,
    attempts: u32,
    /// What was used to authenticate, so that no message repeats it.
    secrets: Vec<Secret>,
}

impl RawResponse {
    /// An answer whose body is in memory.
    pub fn buffered(status: StatusCode, headers: HeaderMap, bytes: impl Into<Bytes>) -> Self {
        Self { status, headers, bytes: bytes.into(), open: None, attempts: 1, secrets: Vec::new() }
    }

    /// An answer whose body is still coming.
    #[must_use]
    pub fn streaming(status: StatusCode, headers: HeaderMap, body: ByteStream) -> Self {
        Self { status, headers, bytes: Bytes::new(), open: Some(body), attempts: 1, secrets: Vec::new() }
    }

    /// The same answer, of a body in memory.
    pub(crate) fn copied(&self) -> Self {
        Self {
            status: self.status,
            headers: self.headers.clone(),
            bytes: self.bytes.clone(),
            open: None,
            attempts: self.attempts,
            secrets: self.secrets.clone(),
        }
    }

    pub(crate) fn set_attempts(&mut self, attempts: u32) {
        self.attempts = attempts;
    }

    pub(crate) fn set_secrets(&mut self, secrets: Vec<Secret>) {
        self.secrets = secrets;
    }

    pub(crate) fn secrets(&self) -> &[Secret] {
        &self.secrets
    }

    /// Keeps headers that echo a secret out of `Debug`; their values stay what they are.
    pub(crate) fn hide_echoes(&mut self) {
        for value in self.headers.values_mut() {
            if occurs(value.as_bytes(), &self.secrets) {
                value.set_sensitive(true);
            }
        }
    }

    /// The beginning of the body without secrets, for people to read: they are struck out before it is cut, so that no
    /// half of one is left.
    fn beginning(&self) -> String {
        beginning(&self.bytes, &self.secrets)
    }

    /// A short excerpt of that.
    pub(crate) fn shown(&self) -> String {
        excerpt(self.beginning().as_bytes(), 0)
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body, if it is in memory.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// Whether the body is still coming.
    pub(crate) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// How many requests were sent for this call.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The server's id of the request, if it sent one.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// The same as it may be shown.
    pub(crate) fn shown_request_id(&self) -> Option<String> {
        shown_request_id(&self.headers, &self.secrets)
    }

    /// The media type without its parameters, in lower case; empty if there is none.
    pub fn media_type(&self) -> String {
        media_type(&self.headers)
    }

    /// Whether the body is a page for people.
    pub(crate) fn is_page(&self) -> bool {
        PAGES.contains(&self.media_type().as_str())
    }

    /// Decodes the body as JSON.
    ///
    /// # Errors
    /// The content type is not a JSON one, or the text does not decode.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        self.expect_json_body()?;
        match from_json(&self.bytes) {
            Ok(value) => Ok(value),
            Err(error) => Err(error.of(self)),
        }
    }

    fn expect_json_body(&self) -> Result<(), DecodeError> {
        self.expect_json()?;
        self.expect_whole()?;
        if self.bytes.is_empty() && has_no_content(self.status) {
            let message =
                format!("the call succeeded, but an answer with status {} has no body", self.status);
            return Err(self.decode_error(message));
        }
        Ok(())
    }

    /// Decodes the body as JSON, or `None` where it is empty, as `null` is often sent.
    ///
    /// # Errors
    /// As [`Self::json`].
    pub fn optional_json<T: DeserializeOwned>(&self) -> Result<Option<T>, DecodeError> {
        self.expect_whole()?;
        if self.bytes.iter().all(u8::is_ascii_whitespace) { Ok(None) } else { self.json().map(Some) }
    }

    /// The body as text.
    ///
    /// # Errors
    /// It is not UTF-8.
    pub fn text(&self) -> Result<String, DecodeError> {
        self.expect_whole()?;
        match std::str::from_utf8(&self.bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(_) => Err(DecodeError::new("the text is not UTF-8", &self.bytes).of(self)),
        }
    }

    /// An error about this answer.
    pub fn decode_error(&self, message: impl Into<String>) -> DecodeError {
        DecodeError::new(message, &self.bytes).of(self)
    }

    /// The error for a media type that the document does not list.
    pub fn unexpected_media_type(&self) -> DecodeError {
        self.decode_error(format!("unexpected content type `{}`", self.media_type()))
    }

    /// Holds the content type against those that the document names. None at all is left to the body to tell.
    ///
    /// # Errors
    /// It is another one, as a proxy's or gateway's page is.
    #[inline]
    pub fn expect_type(&self, documented: &[&str]) -> Result<(), DecodeError> {
        let media_type = bare_media_type(&self.headers);
        if media_type.is_empty() || documented.iter().any(|known| takes_media_type(known, media_type)) {
            return Ok(());
        }
        let documented = documented.join("`, `");
        Err(self.decode_error(format!("expected `{documented}`, got content type `{}`", self.media_type())))
    }

    /// The one of these media types that the answer is in, as an operation tells its answers apart; what is in a range, or
    /// none of them, is as it came.
    pub fn type_among(&self, documented: &[&str]) -> String {
        let media_type = self.media_type();
        match nearest(documented.iter().copied(), &media_type) {
            Some(one) if !one.contains('*') => one.to_owned(),
            _ => media_type,
        }
    }

    /// Takes the open body out; a body in memory becomes a stream of one chunk.
    pub fn take_stream(&mut self) -> ByteStream {
        if let Some(stream) = self.open.take() {
            stream
        } else {
            let mut bytes = Some(std::mem::take(&mut self.bytes));
            super::body::stream_from(move || bytes.take().map(Ok))
        }
    }

    pub(crate) fn take_secrets(&mut self) -> Vec<Secret> {
        std::mem::take(&mut self.secrets)
    }

    pub(crate) fn into_buffered(self) -> (StatusCode, HeaderMap, Bytes) {
        (self.status, self.headers, self.bytes)
    }

    /// What is not here yet is nothing to read a value from.
    fn expect_whole(&self) -> Result<(), DecodeError> {
        if self.is_open() {
            return Err(self.decode_error("the body is handed out as it comes, and is no value"));
        }
        Ok(())
    }

    fn expect_json(&self) -> Result<(), DecodeError> {
        if self.headers.get(header::CONTENT_TYPE).is_some_and(|value| value == "application/json") {
            return Ok(());
        }
        // No content type at all is common for correct JSON; a wrong one is a proxy's or gateway's page.
        let media_type = bare_media_type(&self.headers);
        if media_type.is_empty() || is_json(media_type) {
            Ok(())
        } else {
            Err(self.decode_error(format!("expected JSON, got content type `{}`", self.media_type())))
        }
    }

    /// The server's message, from the places where JSON errors keep it, or the beginning of the body.
    pub(crate) fn error_message(&self) -> String {
        // As `from_json` reads it; only texts are looked at, so that numbers may be what they are.
        let text = String::from_utf8_lossy(&self.bytes);
        let body: Option<Value> = text.strip_prefix('\u{FEFF}').unwrap_or(&text).parse().ok();
        let found = body.as_ref().and_then(|body| {
            [
                "/error/message",
                "/message",
                "/error_description",
                "/error",
                "/detail",
                "/title",
                "/errors/0/message",
            ]
            .iter()
            .find_map(|place| body.pointer(place).and_then(Value::as_str))
            .filter(|text| !text.is_empty())
        });
        match found {
            Some(text) => message(&redact(text, &self.secrets)),
            None => message(&self.beginning()),
        }
    }
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("length", &self.bytes.len())
            .field("open", &self.open.is_some())
            .finish_non_exhaustive()
    }
}

fn beginning(bytes: &Bytes, secrets: &[Secret]) -> String {
    let bytes = bytes.get(..BEGINNING).unwrap_or(bytes);
    redact(&String::from_utf8_lossy(bytes), secrets)
}

impl DecodeError {
    /// The same with the answer that it is about, and without its secrets.
    pub(crate) fn of(self, response: &RawResponse) -> Self {
        let answer = Answer {
            status: response.status(),
            headers: response.headers().clone(),
            bytes: response.bytes().clone(),
            request_id: response.shown_request_id(),
        };
        self.about(answer).without(response.secrets())
    }
}

/// The server's id of the request without secrets, and no longer than an excerpt.
pub(crate) fn shown_request_id(headers: &HeaderMap, secrets: &[Secret]) -> Option<String> {
    request_id(headers).map(|id| excerpt(redact(id, secrets).as_bytes(), 0))
}

pub(crate) fn media_type(headers: &HeaderMap) -> String {
    bare_media_type(headers).to_ascii_lowercase()
}

/// The media type without its parameters, as it is written.
fn bare_media_type(headers: &HeaderMap) -> &str {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim()
}

/// Whether a media type is JSON, in any case.
pub(crate) fn is_json(media_type: &str) -> bool {
    let ending = media_type.len().checked_sub("+json".len()).and_then(|start| media_type.get(start..));
    ["application/json", "text/json"].iter().any(|known| known.eq_ignore_ascii_case(media_type))
        || ending.is_some_and(|ending| ending.eq_ignore_ascii_case("+json"))
}

/// Whether a documented media type, which may be a range like `image/*`, takes the one of an answer.
pub(crate) fn takes_media_type(documented: &str, media_type: &str) -> bool {
    closeness(documented, media_type).is_some()
}

/// The documented media type that the one of an answer is nearest to: of several that merely say "bytes" none is.
pub(crate) fn nearest<'a>(documented: impl Iterator<Item = &'a str>, media_type: &str) -> Option<&'a str> {
    let taken = documented.filter_map(|one| Some((closeness(one, media_type)?, one)));
    let mut found: Option<(Closeness, Option<&str>)> = None;
    for (closeness, one) in taken {
        match &mut found {
            Some((best, _)) if closeness < *best => {}
            Some((best, only)) if closeness == *best => *only = only.filter(|_| closeness > Closeness::Bytes),
            found => *found = Some((closeness, Some(one))),
        }
    }
    found?.1
}

/// How near a documented media type is to the one of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Closeness {
    /// One of them says no more than that it is bytes.
    Bytes,
    /// A range, with the length of what it says.
    Range(usize),
    /// Another name of the same.
    Meaning,
    Same,
}

fn closeness(documented: &str, media_type: &str) -> Option<Closeness> {
    let is = |known: &[&str], media_type: &str| known.iter().any(|one| one.eq_ignore_ascii_case(media_type));
    let written = media_type.to_ascii_lowercase();
    if documented.eq_ignore_ascii_case(media_type) {
        return Some(Closeness::Same);
    }
    match documented.split_once('*') {
        // `*/*` leaves nothing out.
        Some(("", behind)) => return Some(Closeness::Range(behind.len().saturating_sub("/*".len()))),
        Some((before, behind)) if written.starts_with(before) && written.ends_with(behind) => {
            return Some(Closeness::Range(before.len() + behind.len()));
        }
        None if spell_the_same(documented, media_type)
            || (is(&JSON_LINES, documented) && is(&JSON_LINES, media_type)) =>
        {
            return Some(Closeness::Meaning);
        }
        _ => {}
    }
    let any =
        is(&BYTES, documented) && !media_type.is_empty() && !is_json(media_type) && !is(&PAGES, media_type);
    // Who says no more than that it is bytes says nothing.
    let untold = is(&BYTES, media_type) && !documented.starts_with("text/");
    (any || untold).then_some(Closeness::Bytes)
}

/// Whether two names are of one media type: many had an `x-` before they were registered, and what is text is registered
/// as `text`, as `application` or as both.
fn spell_the_same(one: &str, other: &str) -> bool {
    let halves = |name| str::split_once(name, '/').unwrap_or((name, ""));
    let ((kind, subtype), (other_kind, other_subtype)) = (halves(one), halves(other));
    let is_text = |kind: &str| ["text", "application"].iter().any(|text| text.eq_ignore_ascii_case(kind));
    let plain = |subtype: &str| {
        let name = subtype.to_ascii_lowercase();
        let name = name.strip_prefix("x-").unwrap_or(&name);
        if name == "jpg" { "jpeg".to_owned() } else { name.to_owned() }
    };
    (kind.eq_ignore_ascii_case(other_kind) || (is_text(kind) && is_text(other_kind)))
        && plain(subtype) == plain(other_subtype)
}

/// The media types of any bytes.
const BYTES: [&str; 2] = ["application/octet-stream", "binary/octet-stream"];

/// The media types of pages, which are shown in place of what was asked for.
const PAGES: [&str; 2] = ["text/html", "application/xhtml+xml"];

/// The names of JSON in lines, of which none is registered.
const JSON_LINES: [&str; 7] = [
    "application/jsonl",
    "application/x-jsonl",
    "application/jsonlines",
    "application/json-lines",
    "application/x-jsonlines",
    "application/ndjson",
    "application/x-ndjson",
];
