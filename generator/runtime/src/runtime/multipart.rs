//! Multipart form bodies, streamed where a part is a file.

use super::{
    BodySource, ByteStream, InvalidRequest, QueryLayout, QueryStyle, RequestBody, RequestWriter,
    TransportError, Upload,
    json_value::JsonValue,
    json_writer::JsonWriter,
    style::{deep, exploded},
};
use bytes::Bytes;
use futures_core::Stream;
use serde::Serialize;
use std::{
    fmt,
    hash::{BuildHasher, RandomState},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

/// The parts of a multipart body.
#[derive(Clone)]
pub struct Multipart {
    media_type: &'static str,
    boundary: String,
    /// Text and uploads in turn.
    pieces: Vec<Upload>,
    text: Vec<u8>,
}

impl Multipart {
    /// A body without parts.
    #[must_use]
    #[inline]
    pub fn new() -> Self {
        // Random enough that no content holds it by chance or on purpose.
        let random = || RandomState::new().hash_one(0_u8);
        let boundary = format!("{:016x}{:016x}", random(), random());
        Self { media_type: "multipart/form-data", boundary, pieces: Vec::new(), text: Vec::new() }
    }

    /// A body without parts of another multipart type than `multipart/form-data`.
    #[must_use]
    #[inline]
    pub fn of(media_type: &'static str) -> Self {
        Self { media_type, ..Self::new() }
    }

    /// Adds a value: text for scalars, a part each for the items of a list, JSON for objects; nothing for null.
    ///
    /// # Errors
    /// The value cannot be written.
    pub fn value<T: Serialize + ?Sized>(
        &mut self,
        name: &str,
        content_type: Option<&str>,
        value: &T,
    ) -> Result<(), InvalidRequest> {
        let value = JsonValue::of("part", name, value)?;
        self.plain(name, content_type, &value);
        Ok(())
    }

    #[inline]
    fn plain(&mut self, name: &str, content_type: Option<&str>, value: &JsonValue) {
        match value {
            JsonValue::List(list) => list.iter().for_each(|value| self.item(name, content_type, value)),
            other => self.item(name, content_type, other),
        }
    }

    #[inline]
    fn item(&mut self, name: &str, content_type: Option<&str>, value: &JsonValue) {
        match value {
            JsonValue::List(_) | JsonValue::Object(_) => {
                self.part(name, Some(content_type.unwrap_or("application/json")), value.to_string());
            }
            other => other.scalar().into_iter().for_each(|text| self.part(name, content_type, text)),
        }
    }

    /// Adds a value laid out as a parameter is, but as it stands: nothing is encoded in a part.
    ///
    /// # Errors
    /// The value cannot be written.
    pub fn styled<T: Serialize + ?Sized>(
        &mut self,
        name: &str,
        style: QueryStyle,
        value: &T,
    ) -> Result<(), InvalidRequest> {
        let texts = |list: &[JsonValue]| list.iter().filter_map(JsonValue::scalar).collect::<Vec<_>>();
        let mut parts = Vec::new();
        let joined = match (style.layout(), JsonValue::of("part", name, value)?) {
            (layout, value @ (JsonValue::Object(_) | JsonValue::List(_))) if layout.is_deep() => {
                deep(name, &value, layout, &mut parts);
                Vec::new()
            }
            (_, JsonValue::List(list)) if style.explode() => {
                parts.extend(texts(&list).into_iter().map(|text| (name.to_owned(), text)));
                Vec::new()
            }
            (_, JsonValue::Object(map)) if style.explode() => {
                exploded(&map, &mut parts);
                Vec::new()
            }
            (_, JsonValue::List(list)) => texts(&list),
            (_, JsonValue::Object(map)) => {
                let members = map.iter().filter_map(|(key, value)| Some([key.clone(), value.scalar()?]));
                members.flatten().collect()
            }
            (_, other) => other.scalar().into_iter().collect(),
        };
        if !joined.is_empty() {
            let joint = match style.layout() {
                QueryLayout::Space => " ",
                QueryLayout::Pipe => "|",
                _ => ",",
            };
            parts.push((name.to_owned(), joined.join(joint)));
        }
        for (name, text) in &parts {
            self.part(name, None, text);
        }
        Ok(())
    }

    /// Adds a value as JSON; nothing for null.
    ///
    /// # Errors
    /// The value cannot be written as JSON.
    pub fn json<T: Serialize + ?Sized>(
        &mut self,
        name: &str,
        content_type: &str,
        value: &T,
    ) -> Result<(), InvalidRequest> {
        let text = JsonWriter::write(value)
            .map_err(|error| InvalidRequest::new(format!("part `{name}{}`", error.path), error.message))?;
        if text != b"null" {
            self.part(name, Some(content_type), text);
        }
        Ok(())
    }

    /// Adds a file; its own content type beats the document's.
    #[inline]
    pub fn file(&mut self, name: &str, content_type: Option<&str>, file: &Upload) {
        let content_type =
            file.content_type.as_deref().or(content_type).unwrap_or("application/octet-stream");
        // Servers tell files from fields by there being a file name.
        self.head(name, Some(file.file_name.as_deref().unwrap_or(name)), Some(content_type));
        if let Some(bytes) = file.as_bytes() {
            self.text.extend_from_slice(bytes);
        } else {
            let text = std::mem::take(&mut self.text);
            self.pieces.push(Upload::bytes(text));
            self.pieces.push(file.clone());
        }
        self.text.extend_from_slice(b"\r\n");
    }

    fn part(&mut self, name: &str, content_type: Option<&str>, content: impl AsRef<[u8]>) {
        self.head(name, None, content_type);
        self.text.extend_from_slice(content.as_ref());
        self.text.extend_from_slice(b"\r\n");
    }

    #[inline]
    fn head(&mut self, name: &str, file_name: Option<&str>, content_type: Option<&str>) {
        let mut head =
            format!("--{}\r\nContent-Disposition: form-data; name=\"{}\"", self.boundary, quoted(name));
        if let Some(file_name) = file_name {
            head.push_str("; filename=\"");
            head.push_str(&quoted(file_name));
            head.push('"');
        }
        if let Some(content_type) = content_type {
            head.push_str("\r\nContent-Type: ");
            head.extend(content_type.chars().filter(|character| !character.is_control()));
        }
        head.push_str("\r\n\r\n");
        self.text.extend_from_slice(head.as_bytes());
    }

    #[inline]
    fn finish(mut self) -> (String, RequestBody) {
        self.text.extend_from_slice(format!("--{}--\r\n", self.boundary).as_bytes());
        let content_type = format!("{}; boundary={}", self.media_type, self.boundary);
        if self.pieces.is_empty() {
            return (content_type, RequestBody::Bytes(self.text.into()));
        }
        self.pieces.push(Upload::bytes(self.text));
        (content_type, RequestBody::Stream(Arc::new(Pieces(self.pieces))))
    }
}

impl Default for Multipart {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Multipart {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Multipart").finish_non_exhaustive()
    }
}

/// A name between quotes, as browsers write it.
#[inline]
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

/// Uploads one after another.
#[derive(Debug)]
struct Pieces(Vec<Upload>);

impl BodySource for Pieces {
    #[inline]
    fn length(&self) -> Option<u64> {
        self.0.iter().map(BodySource::length).sum()
    }

    #[inline]
    fn open(&self) -> Option<ByteStream> {
        Some(Box::pin(Chain { rest: self.0.clone().into_iter(), current: None }))
    }

    #[inline]
    fn is_replayable(&self) -> bool {
        self.0.iter().all(BodySource::is_replayable)
    }
}

struct Chain {
    rest: std::vec::IntoIter<Upload>,
    current: Option<ByteStream>,
}

impl Stream for Chain {
    type Item = Result<Bytes, TransportError>;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(current) = &mut self.current {
                match ready!(current.as_mut().poll_next(context)) {
                    Some(item) => return Poll::Ready(Some(item)),
                    None => self.current = None,
                }
            }
            match self.rest.next() {
                Some(next) => self.current = next.open(),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl RequestWriter {
    /// Sets a multipart body.
    ///
    /// # Errors
    /// Never in practice: the content type is of our own making.
    #[inline]
    pub fn multipart(&mut self, form: Multipart) -> Result<(), InvalidRequest> {
        let (content_type, body) = form.finish();
        self.body(&content_type, body)
    }
}
