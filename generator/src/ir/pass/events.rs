//! Server-sent events: what ends a stream, which events the document describes, and JSON within their text.

use std::collections::BTreeSet;

use serde_json::Value;

use super::reach;
use crate::config::Config;
use crate::ir::Api;
use crate::ir::operation::{Content, Operation};
use crate::ir::schema::{EnumBase, Object, SchemaId, Shape};
use crate::media_type::ContentKind;

/// The last line of many streams.
const DONE: &str = "[DONE]";

/// Finds what ends each stream, and gives the data of events the types that the document has for them.
pub(crate) fn run(api: &mut Api, config: &Config) {
    for index in 0..api.operations.len() {
        let Some(operation) = api.operations.get(index) else { continue };
        let found: Vec<Vec<Option<String>>> = operation
            .responses
            .iter()
            .map(|response| {
                let texts = [Some(&response.description)];
                let of = |content| {
                    last_line(api, operation, content, &texts).or_else(|| config.client.last_event.clone())
                };
                response
                    .contents
                    .iter()
                    .map(|content| is_stream(api, content).then(|| of(content)).flatten())
                    .collect()
            })
            .collect();
        let Some(operation) = api.operations.get_mut(index) else { continue };
        for (response, found) in operation.responses.iter_mut().zip(found) {
            for (content, found) in response.contents.iter_mut().zip(found) {
                content.sentinel = content.sentinel.take().or(found);
            }
        }
    }
    type_data(api);
}

fn is_stream(api: &Api, content: &Content) -> bool {
    api.content_kind(content) == ContentKind::EventStream
}

/// The last line, where an example shows it or a text of the document names it.
fn last_line(
    api: &Api,
    operation: &Operation,
    content: &Content,
    texts: &[Option<&String>],
) -> Option<String> {
    let shown = content.examples.iter().filter_map(Value::as_str).find_map(|example| {
        let last = example.lines().filter_map(|line| line.strip_prefix("data:")).next_back()?.trim();
        // Text that is no JSON, where events are JSON.
        (!last.is_empty() && serde_json::from_str::<Value>(last).is_err()).then(|| last.to_owned())
    });
    let is_text = |id| matches!(api.shape(id), Shape::String { .. });
    let schema = content.item_schema.or(content.schema);
    let shown = shown.filter(|_| schema.is_some_and(|id| !is_text(id)));
    let of_schema = |id: SchemaId| api.schema(id).meta.description.as_ref();
    let schemas = schema.into_iter().flat_map(|id| [of_schema(id), of_schema(api.target(id))]);
    let own = [operation.description.as_ref(), operation.summary.as_ref()];
    let body = operation.body.iter().flat_map(|body| &body.contents).filter_map(|content| content.schema);
    // The member of a request that asks for a stream tells how it ends.
    let members = body.filter_map(|id| match api.shape(id) {
        Shape::Object(object) => of_schema(object.properties.get("stream")?.schema),
        _ => None,
    });
    let mut all = texts.iter().copied().chain(schemas).chain(own).flatten().chain(members);
    shown.or_else(|| all.any(|text| text.contains(DONE)).then(|| DONE.to_owned()))
}

impl Api {
    /// True for a body that is read item by item as it comes.
    pub(crate) fn is_sequential(&self, content: &Content) -> bool {
        matches!(self.content_kind(content), ContentKind::EventStream | ContentKind::JsonLines)
    }

    /// True where the caller has the choice: one value of JSON, or a stream.
    pub(crate) fn offers_stream(&self, operation: &Operation) -> bool {
        operation.answers_with_body()
            && operation.successes().iter().any(|response| {
                let is_json = |content| self.content_kind(content) == ContentKind::Json;
                response.contents.iter().any(is_json)
                    && response.contents.iter().any(|content| self.is_sequential(content))
            })
    }

    /// True if an event, or one of several, may be called `error`.
    pub(crate) fn describes_error(&self, id: SchemaId) -> bool {
        event_objects(self, id).into_iter().any(|event| names(self, event).contains(&"error"))
    }

    /// The names of events whose data is text, of several kinds of events.
    pub(crate) fn text_events(&self, id: SchemaId) -> Vec<String> {
        let is_text = |event: &Object| match event.properties.get("data").map(|data| self.shape(data.schema))
        {
            Some(Shape::String { .. }) => true,
            Some(Shape::Enum(list)) => list.base == EnumBase::String,
            _ => false,
        };
        let union = matches!(self.shape(id), Shape::Union(_));
        let texts = event_objects(self, id).into_iter().filter(|event| union && is_text(event));
        texts.flat_map(|event| names(self, event)).map(str::to_owned).collect()
    }
}

/// The objects that describe events.
fn event_objects(api: &Api, id: SchemaId) -> Vec<&Object> {
    let object = |id| match api.shape(id) {
        Shape::Object(object) => Some(object),
        _ => None,
    };
    match api.shape(id) {
        Shape::Union(union) => union.arms.iter().filter_map(|arm| object(arm.schema)).collect(),
        _ => object(id).into_iter().collect(),
    }
}

/// What an event may be called.
fn names<'a>(api: &'a Api, event: &Object) -> Vec<&'a str> {
    match event.properties.get("event").map(|own| api.shape(own.schema)) {
        Some(Shape::Enum(list)) => list.values.iter().filter_map(|value| value.value.as_str()).collect(),
        _ => Vec::new(),
    }
}

/// The data of an event is text, and `contentSchema` says what JSON the text is: events give that. Schemas that travel
/// otherwise, too, keep the text.
fn type_data(api: &mut Api) {
    let contents = |api: &Api, streams: bool| -> Vec<SchemaId> {
        let responses = api.operations.iter().flat_map(|operation| &operation.responses);
        let contents = responses.flat_map(|response| &response.contents);
        contents
            .filter(|content| is_stream(api, content) == streams)
            .flat_map(|content| content.item_schema.into_iter().chain(content.schema))
            .collect()
    };
    let requests = api.operations.iter().flat_map(reach::request_roots);
    let others: Vec<SchemaId> = requests.chain(contents(api, false)).collect();
    let others: BTreeSet<SchemaId> = reach::closure(&api.schemas, others).into_iter().collect();
    let mut objects: Vec<SchemaId> = Vec::new();
    for id in contents(api, true) {
        match api.shape(id) {
            Shape::Union(union) => objects.extend(union.arms.iter().map(|arm| api.target(arm.schema))),
            Shape::Object(_) => objects.push(api.target(id)),
            _ => {}
        }
    }
    for id in objects {
        let typed = match api.shape(id) {
            Shape::Object(object) if !others.contains(&id) => {
                object.properties.get("data").and_then(|data| api.schema(data.schema).meta.content)
            }
            _ => None,
        };
        if let (Some(typed), Shape::Object(object)) = (typed, &mut api.schemas[id].shape)
            && let Some(data) = object.properties.get_mut("data")
        {
            data.schema = typed;
        }
    }
}
