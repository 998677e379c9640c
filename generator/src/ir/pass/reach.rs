//! Which schemas the operations need, and in which direction they travel.

use crate::document::by_schema::BySchema;
use crate::ir::Api;
use crate::ir::operation::{Content, Operation};
use crate::ir::schema::{Schema, SchemaId, Shape};
use crate::media_type::ContentKind;

/// How a schema travels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Direction {
    /// In requests, and in answers to webhooks and callbacks.
    pub request: bool,
    /// In responses, and in what webhooks and callbacks send.
    pub response: bool,
}

impl Direction {
    /// True if any operation needs the schema.
    #[must_use]
    pub(crate) fn used(self) -> bool {
        self.request || self.response
    }
}

/// The direction of every schema.
#[must_use]
pub(crate) fn run(api: &Api) -> BySchema<Direction> {
    let mut directions = api.schemas.beside::<Direction>();
    let mut requests = api.sent.clone();
    let mut responses = Vec::new();
    for operation in &api.operations {
        requests.extend(request_roots(operation));
        responses.extend(response_roots(operation));
    }
    for id in closure(&api.schemas, requests) {
        directions[id].request = true;
    }
    for id in closure(&api.schemas, responses) {
        directions[id].response = true;
    }
    directions
}

/// The same for all schemas of a crate with a client: what users receive by webhooks and callbacks travels as responses do,
/// and what they answer as requests. What nothing needs may be received tomorrow: callers make no more of it than of that.
/// Where there are no operations, it is left open.
#[must_use]
pub(crate) fn with_received(api: &Api, mut directions: BySchema<Direction>) -> BySchema<Direction> {
    let received = api.received.iter().flat_map(|one| one.payload.iter().chain(&one.others)).copied();
    let answers = api.received.iter().flat_map(|one| &one.answers).copied();
    for id in closure(&api.schemas, received.collect()) {
        directions[id].response = true;
    }
    for id in closure(&api.schemas, answers.collect()) {
        directions[id].request = true;
    }
    if !api.operations.is_empty() {
        for id in api.schemas.ids() {
            directions[id].response |= !directions[id].used();
        }
    }
    directions
}

/// That of every schema where any side may send it.
#[must_use]
pub(crate) fn both_ways(api: &Api) -> BySchema<Direction> {
    api.schemas.iter().map(|_| Direction { request: true, response: true }).collect()
}

/// The schemas an operation sends.
#[must_use]
pub(crate) fn request_roots(operation: &Operation) -> Vec<SchemaId> {
    let parameters = operation.parameters.iter().map(|parameter| parameter.schema);
    let body = operation.body.iter().flat_map(|body| body.contents.iter().flat_map(content_roots));
    parameters.chain(body).collect()
}

/// The schemas an operation receives.
#[must_use]
pub(crate) fn response_roots(operation: &Operation) -> Vec<SchemaId> {
    let bodies =
        operation.responses.iter().flat_map(|response| response.contents.iter().flat_map(content_roots));
    let headers = operation
        .responses
        .iter()
        .flat_map(|response| response.headers.iter().filter_map(|header| header.schema));
    bodies.chain(headers).collect()
}

/// The schemas that are types wherever they stand, and those that are by where they stand: an object that is described in
/// place for a multipart body is a form, and one for text or bytes has no effect.
#[must_use]
pub(crate) fn typed(api: &Api) -> BySchema<bool> {
    let components = api.schemas.entries().filter(|(_, schema)| schema.component.is_some());
    let mut roots: Vec<SchemaId> = components.map(|(id, _)| id).chain(api.sent.iter().copied()).collect();
    for received in &api.received {
        roots.extend(received.payload.iter().chain(&received.others).chain(&received.answers));
    }
    for operation in &api.operations {
        roots.extend(operation.parameters.iter().map(|parameter| parameter.schema));
        let answers = operation.responses.iter();
        roots.extend(answers.clone().flat_map(|answer| &answer.headers).filter_map(|header| header.schema));
        let answers = answers.flat_map(|answer| &answer.contents).map(|content| (content, false));
        let sent = operation.body.iter().flat_map(|body| &body.contents).map(|content| (content, true));
        for (content, is_sent) in answers.chain(sent) {
            let is_object = content.schema.is_some_and(|id| matches!(api.shape(id), Shape::Object(_)));
            match (api.form(content).filter(|_| is_sent), api.content_kind(content)) {
                (Some(form), _) => roots.extend(super::cycle::named(api.shape(form))),
                (_, ContentKind::Multipart | ContentKind::Text | ContentKind::Binary) if is_object => {}
                _ => roots.extend(content_roots(content)),
            }
        }
    }
    let mut typed = api.schemas.beside::<bool>();
    for id in closure(&api.schemas, roots) {
        typed[id] = true;
    }
    typed
}

fn content_roots(content: &Content) -> impl Iterator<Item = SchemaId> + use<> {
    content.schema.into_iter().chain(content.item_schema)
}

/// `roots` and all they name, each once.
#[must_use]
pub(crate) fn closure(schemas: &BySchema<Schema>, roots: Vec<SchemaId>) -> Vec<SchemaId> {
    let mut seen: BySchema<bool> = schemas.beside();
    let mut found = Vec::new();
    let mut stack = roots;
    while let Some(id) = stack.pop() {
        if !std::mem::replace(&mut seen[id], true) {
            found.push(id);
            stack.extend(super::cycle::named(&schemas[id].shape));
        }
    }
    found
}
