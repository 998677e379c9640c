//! JSON lines (and RFC 7464 sequences) as a typed stream.

use super::{
    Error, InvalidRequest, RawResponse, RequestWriter, Secret, decode_error::from_json,
    json_writer::JsonWriter, lines::Lines,
};
use futures_core::Stream;
use serde::{Serialize, de::DeserializeOwned};
use std::{
    fmt,
    future::poll_fn,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The lines of an answer, each decoded to `T`. A line that does not decode does not end the stream.
#[must_use = "streams do nothing unless polled"]
pub struct JsonLines<T> {
    lines: Lines,
    /// What was used to authenticate, so that no error repeats it.
    secrets: Vec<Secret>,
    item: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> JsonLines<T> {
    /// The next item.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The next item, blocking the thread.
    #[cfg(feature = "blocking")]
    pub fn next_blocking(&mut self) -> Option<Result<T, Error>> {
        super::blocking::block_on(self.next())
    }
}

impl<T: DeserializeOwned> Stream for JsonLines<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            return Poll::Ready(match ready!(self.lines.poll_line(context)) {
                // Record separators of sequences stand where a line begins.
                Some(Ok(line)) => match line.trim_matches(['\u{1e}', ' ', '\t']) {
                    "" => continue,
                    text => {
                        let item = from_json(text.as_bytes());
                        Some(item.map_err(|error| error.without(&self.secrets).into()))
                    }
                },
                Some(Err(error)) => Some(Err(error)),
                None => None,
            });
        }
    }
}

#[cfg(feature = "blocking")]
impl<T: DeserializeOwned> IntoIterator for JsonLines<T> {
    type Item = Result<T, Error>;
    type IntoIter = super::stream::Blocked<Self>;

    fn into_iter(self) -> Self::IntoIter {
        super::stream::Blocked(self)
    }
}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonLines").finish_non_exhaustive()
    }
}

impl RequestWriter {
    /// Sets a body of items, each a line of JSON.
    ///
    /// # Errors
    /// An item holds a number that JSON cannot hold, or a map key that is no text.
    pub fn json_lines<T: Serialize>(
        &mut self,
        content_type: &str,
        items: &[T],
    ) -> Result<(), InvalidRequest> {
        let mut text = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let line = JsonWriter::write(item).map_err(|error| {
                InvalidRequest::new(format!("body[{index}]{}", error.path), error.message)
            })?;
            text.extend_from_slice(&line);
            text.push(b'\n');
        }
        self.bytes(content_type, text)
    }
}

impl RawResponse {
    /// The answer as lines that are the JSON of a `T` each.
    pub fn json_lines<T: DeserializeOwned>(&mut self) -> JsonLines<T> {
        let secrets = self.secrets().to_vec();
        JsonLines { lines: Lines::new(self.take_stream()), secrets, item: PhantomData }
    }
}
