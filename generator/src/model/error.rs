//! What comes back: the output of a success and the typed errors.

use std::collections::BTreeSet;

use super::context::Context;
use super::response_header::text_value;
use super::{
    Docs, ErrorEnum, ErrorVariant, EventPart, Output, OutputCase, OutputTy, ResponseBody, Streaming, Ty,
};
use crate::ir::operation::{Content, Operation, Response, Status};
use crate::ir::schema::Shape;
use crate::markdown::code;
use crate::media_type::{ContentKind, MediaType};
use crate::names::local;
use crate::names::reason::NameSource;
use crate::names::status::first_success;
use crate::names::table::OperationNames;

/// Which media types of a success are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Half {
    /// All.
    Both,
    /// Those that are one value.
    Value,
    /// Those that are a stream.
    Stream,
}

/// The output of a successful call.
pub(crate) fn output(
    context: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    half: Half,
) -> Output {
    let successes = operation.successes();
    let understood = |response| understood(context, response, operation.pagination.is_some(), half);
    let parts: Vec<(&Response, Alternative)> = successes
        .iter()
        .flat_map(|response| {
            let contents = if operation.answers_with_body() { understood(response) } else { Vec::new() };
            alternatives(context, contents).into_iter().map(|part| (*response, part))
        })
        .collect();
    let statuses = || successes.iter().map(|response| response.status);
    let first = first_success(statuses()).or(statuses().next());
    let word = |status: Status, media: &MediaType| {
        let beside = parts.iter().filter(|(response, _)| response.status == status);
        media.word_among(beside.filter_map(|(_, part)| part.media.first()))
    };
    let words: Vec<local::Words> = parts
        .iter()
        .map(|(response, part)| match part.media.first() {
            // Statuses that are added leave the first one its names.
            Some(media) if Some(response.status) == first => {
                (NameSource::MediaType, word(response.status, media))
            }
            Some(media) => {
                let word = word(response.status, media);
                (NameSource::Status, format!("{} {word}", crate::names::status::phrase(response.status)))
            }
            None => (NameSource::Status, crate::names::status::phrase(response.status)),
        })
        .collect();
    let idents = local::outputs(&context.names.spelling, &words);
    let mut open: Vec<MediaType> = Vec::new();
    let mut cases: Vec<OutputCase> = Vec::new();
    for ((response, part), ident) in parts.into_iter().zip(idents) {
        let streamed = is_streamed(&part.decoded);
        open.extend(part.types.iter().filter(|_| streamed).cloned());
        cases.push(OutputCase {
            status: response.status,
            media: part.media,
            types: part.types,
            variant: Some(ident),
            decoded: part.decoded,
            secret: part.secret,
            docs: response_docs(response),
        });
    }
    let read: Vec<MediaType> = cases
        .iter()
        .filter(|case| !is_streamed(&case.decoded))
        .flat_map(|case| case.types.iter().cloned())
        .collect();
    let streaming = streaming(&open, &read);
    if cases.is_empty() {
        cases.push(OutputCase {
            status: Status::Range(2),
            media: Vec::new(),
            types: Vec::new(),
            variant: None,
            decoded: ResponseBody::Nothing,
            secret: false,
            docs: Docs::default(),
        });
    }
    let contents: Vec<&Content> = successes.iter().flat_map(|response| understood(response)).collect();
    let accept = accept(context, &contents);
    let first = cases.first().map_or(ResponseBody::Nothing, |case| case.decoded.clone());
    let ty = if cases.iter().all(|case| case.decoded == first) {
        for case in &mut cases {
            case.variant = None;
            case.media.clear();
        }
        OutputTy::One(first)
    } else {
        let ident = match &names.stream {
            Some((_, ident)) if half == Half::Stream => ident,
            _ => &names.output,
        };
        OutputTy::Several { ident: ident.clone() }
    };
    let headers = super::response_header::headers(context, &successes, names);
    let limits = super::call_check::of_answer(context, operation, &ty);
    Output { ty, cases, headers, accept, streaming, limits }
}

/// What a success may hold: one for each way to decode its media types.
struct Alternative {
    decoded: ResponseBody,
    secret: bool,
    /// What tells it from the others; empty where there is no other.
    media: Vec<MediaType>,
    types: Vec<MediaType>,
}

fn alternatives(context: &Context<'_>, contents: Vec<&Content>) -> Vec<Alternative> {
    let mut found: Vec<Alternative> = Vec::new();
    for content in contents {
        let decoded = decoded(context, content, true);
        let secret = is_secret(context, content);
        match found.iter_mut().find(|known| known.decoded == decoded) {
            Some(known) => {
                known.secret |= secret;
                known.types.push(content.media_type.clone());
            }
            None => found.push(Alternative {
                decoded,
                secret,
                media: Vec::new(),
                types: vec![content.media_type.clone()],
            }),
        }
    }
    if found.is_empty() {
        let (media, types) = (Vec::new(), Vec::new());
        found.push(Alternative { decoded: ResponseBody::Nothing, secret: false, media, types });
    }
    if found.len() > 1 {
        for one in &mut found {
            one.media.clone_from(&one.types);
        }
    }
    found
}

fn is_secret(context: &Context<'_>, content: &Content) -> bool {
    content.schema.is_some_and(|schema| context.is_secret(schema))
}

/// The media types that are asked for and read, the preferred one first. Pages are of the JSON. A status that has no
/// media type of its half has those of the other.
fn understood<'a>(
    context: &Context<'_>,
    response: &'a Response,
    is_paginated: bool,
    half: Half,
) -> Vec<&'a Content> {
    let rank = |content: &&Content| match context.api.content_kind(content) {
        // JSON by its name comes before a range that is read as JSON.
        ContentKind::Json => usize::from(content.media_type.kind() != ContentKind::Json),
        ContentKind::EventStream => 2,
        ContentKind::JsonLines => 3,
        ContentKind::Text => 4,
        ContentKind::Form | ContentKind::Multipart | ContentKind::Binary => 5,
    };
    let mut contents: Vec<&Content> = response.contents.iter().collect();
    contents.sort_by_key(rank);
    let is = |content: &&Content, kind| context.api.content_kind(content) == kind;
    if is_paginated && contents.iter().any(|content| is(content, ContentKind::Json)) {
        contents.retain(|content| !is(content, ContentKind::Text));
    }
    let is_half = |content: &&Content| match half {
        Half::Both => true,
        Half::Value => !context.api.is_sequential(content),
        Half::Stream => context.api.is_sequential(content),
    };
    if contents.iter().any(is_half) {
        contents.retain(is_half);
    }
    contents
}

/// The media types of `open`, and those that are read as a whole although one of them takes them.
fn streaming(open: &[MediaType], read: &[MediaType]) -> BTreeSet<Streaming> {
    let takes = |wide: &MediaType, one| wide.covers(one) || wide.is_octets();
    let whole = read.iter().filter(|one| open.iter().any(|wide| takes(wide, one)));
    let essence = |media: &MediaType| media.essence().to_owned();
    let open = open.iter().map(|media| Streaming::Open(essence(media)));
    open.chain(whole.map(|media| Streaming::Whole(essence(media)))).collect()
}

fn is_streamed(decoded: &ResponseBody) -> bool {
    matches!(decoded, ResponseBody::Stream | ResponseBody::Events { .. } | ResponseBody::Lines(_))
}

fn response_docs(response: &Response) -> Docs {
    Docs {
        text: Some(response.description.clone()).filter(|text| !text.trim().is_empty()),
        fallback: match response.status {
            Status::Code(code) => format!("Status {code}."),
            Status::Range(digit) => format!("Statuses {digit}00 to {digit}99."),
            Status::Default => "Any other status.".to_owned(),
        },
        ..Docs::default()
    }
}

fn accept(context: &Context<'_>, contents: &[&Content]) -> String {
    let mut types: Vec<String> = Vec::new();
    for content in contents {
        let accepted = content.media_type.accepted(context.api.content_kind(content));
        if !types.contains(&accepted) {
            types.push(accepted);
        }
    }
    if types.is_empty() { "*/*".to_owned() } else { types.join(", ") }
}

fn decoded(context: &Context<'_>, content: &Content, success: bool) -> ResponseBody {
    let ty = || content.schema.map_or(Ty::Json, |schema| context.element(schema));
    let item = || content.item_schema.or(content.schema).map_or(Ty::Json, |schema| context.element(schema));
    match context.api.content_kind(content) {
        ContentKind::Json => ResponseBody::Json(ty()),
        ContentKind::EventStream if success => {
            let ty = item();
            let part = event_part(context, content, &ty);
            let whole = matches!(part, EventPart::Whole | EventPart::WholeText);
            let schema = content.item_schema.or(content.schema).filter(|_| whole);
            let errors = schema.is_some_and(|id| context.api.describes_error(id));
            let texts = schema.map(|id| context.api.text_events(id)).unwrap_or_default();
            let sentinel = content.sentinel.clone();
            ResponseBody::Events { part, ty, sentinel, errors, texts }
        }
        ContentKind::JsonLines if success => ResponseBody::Lines(context.line(content)),
        ContentKind::Text => match text_value(context, content) {
            Some((ty, form)) => ResponseBody::Value { ty, form },
            None => ResponseBody::Text,
        },
        ContentKind::EventStream | ContentKind::JsonLines => ResponseBody::Text,
        _ if success => ResponseBody::Stream,
        _ => ResponseBody::Bytes,
    }
}

/// OpenAPI 3.2 describes events by `itemSchema`; before, an object with `data` beside the other fields of an event
/// describes the event, and everything else its data.
fn event_part(context: &Context<'_>, content: &Content, ty: &Ty) -> EventPart {
    const FIELDS: &[&str] = &["data", "event", "id", "retry", "comment"];
    let schema = content.item_schema.or(content.schema);
    match schema.map(|id| context.api.shape(id)) {
        Some(Shape::Object(object))
            if object.properties.keys().all(|name| FIELDS.contains(&name.as_str())) =>
        {
            match object.properties.get("data") {
                Some(data) if context.element(data.schema) == Ty::String => EventPart::WholeText,
                Some(_) => EventPart::Whole,
                None => EventPart::Data,
            }
        }
        Some(Shape::Union(_)) if content.item_schema.is_some() => EventPart::Whole,
        _ if *ty == Ty::String => EventPart::Text,
        _ => EventPart::Data,
    }
}

/// The typed errors of an operation.
pub(crate) fn errors(context: &Context<'_>, operation: &Operation, names: &OperationNames) -> ErrorEnum {
    let successes = operation.successes();
    let documented: Vec<&Response> = operation
        .responses
        .iter()
        // Where only `default` is documented, it describes successes and errors alike.
        .filter(|response| {
            (response.status == Status::Default && !response.contents.is_empty())
                || !successes.iter().any(|success| success.status == response.status)
        })
        .filter(|response| !matches!(response.status, Status::Code(100..=199) | Status::Range(1)))
        .collect();
    let parts: Vec<(&Response, ErrorPart)> = documented
        .iter()
        .flat_map(|response| {
            error_parts(context, operation, response).into_iter().map(|part| (*response, part))
        })
        .collect();
    let words: Vec<local::Words> = parts
        .iter()
        .map(|(response, part)| {
            let phrase = crate::names::status::phrase(response.status);
            let media = part.types.first().filter(|_| part.is_beside);
            let beside =
                parts.iter().filter(|(other, part)| other.status == response.status && part.is_beside);
            let beside = beside.filter_map(|(_, part)| part.types.first());
            let words =
                media.map_or(phrase.clone(), |media| format!("{phrase} {}", media.word_among(beside)));
            (NameSource::Status, words)
        })
        .collect();
    let idents = local::errors(&context.names.spelling, &words);
    let variant = |((response, part), ident): ((&Response, ErrorPart), _)| {
        let mut docs = response_docs(response);
        if part.is_beside {
            let media: Vec<String> = part.types.iter().map(|media| code(media.as_str())).collect();
            let text = docs.text.as_deref().unwrap_or(&docs.fallback);
            docs.text = Some(format!("{text}\n\nAs {}.", media.join(" or ")));
        }
        ErrorVariant {
            ident,
            status: response.status,
            types: part.types,
            is_beside: part.is_beside,
            decoded: part.decoded,
            secret: part.secret,
            docs,
        }
    };
    let variants = parts.into_iter().zip(idents).map(variant).collect();
    let headers = super::response_header::error_headers(context, &documented, names);
    ErrorEnum { ident: names.error.clone(), variants, headers }
}

/// What an error answer of a status may hold.
struct ErrorPart {
    types: Vec<MediaType>,
    is_beside: bool,
    decoded: ResponseBody,
    secret: bool,
}

/// What an error answer is read as, then other JSON and text, which are told by their media types.
fn error_parts(context: &Context<'_>, operation: &Operation, response: &Response) -> Vec<ErrorPart> {
    let contents = understood(context, response, false, Half::Both);
    let first = contents.first().filter(|_| operation.answers_with_body());
    let body = first.map_or(ResponseBody::Nothing, |content| decoded(context, content, false));
    let essence = first.map(|content| content.media_type.essence());
    let secret = first.is_some_and(|content| is_secret(context, content));
    let main = ErrorPart { types: Vec::new(), is_beside: false, decoded: body.clone(), secret };
    let (mut parts, mut types) = (vec![main], Vec::new());
    for content in &contents {
        let media = &content.media_type;
        let other = decoded(context, content, false);
        let is_other = match (&body, &other) {
            (ResponseBody::Json(_), ResponseBody::Json(_)) => body != other,
            // Text for an object has no form that anybody knows.
            (ResponseBody::Json(_), ResponseBody::Text) => {
                context.api.content_kind(content) == ContentKind::Text
                    && media.holds(context.api.described(content.schema))
            }
            _ => false,
        };
        // What has one essence has one type, and a range is what is left.
        if !is_other || media.range().is_some() || essence == Some(media.essence()) {
            types.push(media.clone());
            continue;
        }
        let secret = is_secret(context, content);
        match parts.iter_mut().find(|part| part.is_beside && part.decoded == other) {
            Some(part) => {
                part.types.push(media.clone());
                part.secret |= secret;
            }
            None => {
                let types = vec![media.clone()];
                parts.push(ErrorPart { types, is_beside: true, decoded: other, secret });
            }
        }
    }
    if let Some(main) = parts.first_mut() {
        main.types = types;
    }
    parts
}
