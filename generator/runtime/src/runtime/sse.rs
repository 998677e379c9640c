//! Server-sent events as a typed stream.

use super::{
    ApiError, DecodeError, Error, RawResponse,
    decode_error::from_json,
    lines::{Lines, MAX_ITEM},
    stream::too_large,
};
use futures_core::Stream;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// An event as it came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event {
    /// Its name; empty for none.
    pub event: String,
    /// Its data, lines joined by line feeds.
    pub data: String,
    /// The last id sent so far; empty for none.
    pub id: String,
    /// The time to wait before connecting again, in milliseconds, if this event says so.
    pub retry: Option<u64>,
    /// The document says that its data is text, also where that looks like JSON.
    is_text: bool,
}

/// The events of an open answer, without types.
struct Events {
    lines: Lines,
    sentinel: Option<&'static str>,
    /// Events called `error` are items as others are.
    keeps_errors: bool,
    /// The names of events whose data is text.
    texts: &'static [&'static str],
    pending: Event,
    has_data: bool,
    ended: bool,
    /// The answer without its body: what an error tells of it, and the secrets that none repeats.
    answer: RawResponse,
}

impl Events {
    #[inline]
    fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Event, Error>>> {
        while !self.ended {
            match ready!(self.lines.poll_line(context)) {
                Some(Ok(line)) if line.is_empty() => {
                    if let Some(event) = self.dispatch() {
                        return Poll::Ready(Some(event));
                    }
                }
                Some(Ok(line)) => {
                    self.field(&line);
                    if self.pending.data.len() > MAX_ITEM {
                        self.ended = true;
                        return Poll::Ready(Some(Err(too_large(MAX_ITEM))));
                    }
                }
                Some(Err(error)) => {
                    self.ended = true;
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    // Servers forget the empty line after the last event.
                    let last = self.dispatch();
                    self.ended = true;
                    return Poll::Ready(last);
                }
            }
        }
        Poll::Ready(None)
    }

    #[inline]
    fn field(&mut self, line: &str) {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "event" => value.clone_into(&mut self.pending.event),
            "data" => {
                if std::mem::replace(&mut self.has_data, true) {
                    self.pending.data.push('\n');
                }
                self.pending.data.push_str(value);
            }
            "id" if !value.contains('\0') => value.clone_into(&mut self.pending.id),
            "retry" => self.pending.retry = value.parse().ok(),
            // Comments and fields yet to be invented.
            _ => {}
        }
    }

    #[inline]
    fn dispatch(&mut self) -> Option<Result<Event, Error>> {
        let next = Event { id: self.pending.id.clone(), ..Event::default() };
        let mut event = std::mem::replace(&mut self.pending, next);
        event.is_text = self.texts.contains(&event.event.as_str());
        if !std::mem::take(&mut self.has_data) {
            return None;
        }
        if self.sentinel.is_some_and(|sentinel| sentinel == event.data.trim()) {
            self.ended = true;
            return None;
        }
        if event.event == "error" && !self.keeps_errors {
            return Some(Err(self.error(event.data)));
        }
        Some(Ok(event))
    }

    /// The error that the server sends as an event.
    #[inline]
    fn error(&self, data: String) -> Error {
        let mut headers = self.answer.headers().clone();
        // It is that of all events; what one of them holds, mostly JSON, has none.
        headers.remove(http::header::CONTENT_TYPE);
        let mut answer = RawResponse::buffered(self.answer.status(), headers, data);
        answer.set_attempts(self.answer.attempts());
        answer.set_secrets(self.answer.secrets().to_vec());
        ApiError::in_stream(answer).into()
    }
}

/// The events of an answer, each decoded to `T`. An item that does not decode does not end the stream.
#[must_use = "streams do nothing unless polled"]
pub struct EventStream<T> {
    events: Events,
    decode: fn(&Event) -> Result<T, DecodeError>,
}

impl<T> EventStream<T> {
    /// The next event.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The next event, blocking the thread.
    #[cfg(feature = "blocking")]
    pub fn next_blocking(&mut self) -> Option<Result<T, Error>> {
        super::blocking::block_on(self.next())
    }

    /// Gives events called `error` as items: the document says what they hold.
    pub fn with_errors(mut self) -> Self {
        self.events.keeps_errors = true;
        self
    }

    /// Takes the data of events of these names for text, also where it looks like JSON: the document says so.
    pub fn with_texts(mut self, texts: &'static [&'static str]) -> Self {
        self.events.texts = texts;
        self
    }

    /// The id of the last event that had one, to go on from there.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        Some(self.events.pending.id.as_str()).filter(|id| !id.is_empty())
    }
}

impl<T> Stream for EventStream<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let event = ready!(self.events.poll_event(context));
        let decode = |event: Event| {
            (self.decode)(&event).map_err(|error| error.without(self.events.answer.secrets()).into())
        };
        Poll::Ready(event.map(|event| event.and_then(decode)))
    }
}

#[cfg(feature = "blocking")]
impl<T> IntoIterator for EventStream<T> {
    type Item = Result<T, Error>;
    type IntoIter = super::stream::Blocked<Self>;

    fn into_iter(self) -> Self::IntoIter {
        super::stream::Blocked(self)
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream").finish_non_exhaustive()
    }
}

impl RawResponse {
    /// The answer as events whose `data` is the JSON of a `T`. An event with the `sentinel` as data ends it.
    pub fn events<T: DeserializeOwned>(&mut self, sentinel: Option<&'static str>) -> EventStream<T> {
        EventStream {
            events: self.untyped_events(sentinel),
            decode: |event| from_json(event.data.as_bytes()),
        }
    }

    /// The answer as events, each decoded from an object with the members `event`, `data`, `id` and `retry`.
    ///
    /// `data` is JSON where it can be read as such and the type takes it, else a string.
    pub fn event_objects<T: DeserializeOwned>(&mut self, sentinel: Option<&'static str>) -> EventStream<T> {
        EventStream {
            events: self.untyped_events(sentinel),
            decode: |event| {
                let text = || from_object(event, Value::String(event.data.clone()));
                let data = Some(()).filter(|()| !event.is_text).map(|()| serde_json::from_str(&event.data));
                let Some(Ok(data)) = data else { return text() };
                from_object(event, data).or_else(|error| text().map_err(|_| error))
            },
        }
    }

    /// The answer as events, each decoded from an object with the members `event`, `data`, `id` and `retry`, all text
    /// but the last.
    pub fn text_event_objects<T: DeserializeOwned>(
        &mut self,
        sentinel: Option<&'static str>,
    ) -> EventStream<T> {
        EventStream {
            events: self.untyped_events(sentinel),
            decode: |event| from_object(event, Value::String(event.data.clone())),
        }
    }

    /// The answer as events whose `data` is text.
    #[inline]
    pub fn text_events(&mut self, sentinel: Option<&'static str>) -> EventStream<String> {
        EventStream { events: self.untyped_events(sentinel), decode: |event| Ok(event.data.clone()) }
    }

    #[inline]
    fn untyped_events(&mut self, sentinel: Option<&'static str>) -> Events {
        let lines = Lines::new(self.take_stream());
        Events {
            lines,
            sentinel,
            keeps_errors: false,
            texts: &[],
            pending: Event::default(),
            has_data: false,
            ended: false,
            answer: self.copied(),
        }
    }
}

/// Decodes an event with `data` as an object.
fn from_object<T: DeserializeOwned>(event: &Event, data: Value) -> Result<T, DecodeError> {
    let mut object = Map::new();
    object.insert("data".to_owned(), data);
    for (name, text) in [("event", &event.event), ("id", &event.id)] {
        if !text.is_empty() {
            object.insert(name.to_owned(), Value::String(text.clone()));
        }
    }
    if let Some(retry) = event.retry {
        object.insert("retry".to_owned(), retry.into());
    }
    from_json(Value::Object(object).to_string().as_bytes())
}
