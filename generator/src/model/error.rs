//! What comes back: the output of a success and the typed errors.

use super::build::Context;
use super::{Decoded, Docs, ErrorEnum, ErrorVariant, Output, OutputCase, OutputTy, StatusTest, Ty};
use crate::ir::operation::{Content, ContentKind, Operation, Response, Status};
use crate::names::local;
use crate::names::plan::OperationNames;

/// The output of a successful call.
pub(crate) fn output(context: &Context<'_>, operation: &Operation, names: &OperationNames) -> Output {
    let successes = successes(operation);
    let statuses: Vec<Status> = successes.iter().map(|response| response.status).collect();
    let idents = local::statuses(&context.names.spelling, &statuses);
    let mut cases: Vec<OutputCase> = successes
        .iter()
        .zip(idents)
        .map(|(response, ident)| OutputCase {
            status: status_test(response.status),
            variant: Some(ident),
            decoded: decoded(context, response, true),
            docs: response_docs(response),
        })
        .collect();
    if cases.is_empty() {
        cases.push(OutputCase {
            status: StatusTest::Range(2),
            variant: None,
            decoded: Decoded::Nothing,
            docs: Docs::default(),
        });
    }
    let accept = accept(&successes);
    let first = cases.first().map_or(Decoded::Nothing, |case| case.decoded.clone());
    let mut streaming_types: Vec<String> = Vec::new();
    for (response, case) in successes.iter().zip(&cases) {
        if let Some(content) = preferred(response).filter(|_| is_streamed(&case.decoded))
            && !streaming_types.contains(&content.media_type)
        {
            streaming_types.push(content.media_type.clone());
        }
    }
    let ty = if cases.iter().all(|case| case.decoded == first) {
        for case in &mut cases {
            case.variant = None;
        }
        OutputTy::One(first)
    } else {
        OutputTy::Several { ident: names.output.clone() }
    };
    Output { ty, cases, accept, streaming_types }
}

fn is_streamed(decoded: &Decoded) -> bool {
    matches!(decoded, Decoded::Stream | Decoded::Events { .. } | Decoded::Lines(_))
}

/// Documented successes; without any, `default` stands for success.
fn successes(operation: &Operation) -> Vec<&Response> {
    let documented: Vec<&Response> = operation
        .responses
        .iter()
        .filter(|response| matches!(response.status, Status::Code(200..=299) | Status::Range(2)))
        .collect();
    if !documented.is_empty() {
        return documented;
    }
    operation.responses.iter().filter(|response| response.status == Status::Default).collect()
}

fn status_test(status: Status) -> StatusTest {
    match status {
        Status::Code(code) => StatusTest::Code(code),
        Status::Range(digit) => StatusTest::Range(digit),
        Status::Default => StatusTest::Any,
    }
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

/// The media type we ask for and read: JSON where there is JSON.
fn preferred(response: &Response) -> Option<&Content> {
    let rank = |content: &&Content| match content.kind {
        ContentKind::Json => 0,
        ContentKind::EventStream => 1,
        ContentKind::JsonLines => 2,
        ContentKind::Text => 3,
        ContentKind::Form | ContentKind::Multipart | ContentKind::Binary => 4,
    };
    response.contents.iter().min_by_key(rank)
}

fn accept(successes: &[&Response]) -> String {
    let mut types: Vec<&str> = Vec::new();
    for content in successes.iter().filter_map(|response| preferred(response)) {
        if !types.contains(&content.media_type.as_str()) {
            types.push(&content.media_type);
        }
    }
    if types.is_empty() { "*/*".to_owned() } else { types.join(", ") }
}

fn decoded(context: &Context<'_>, response: &Response, success: bool) -> Decoded {
    let Some(content) = preferred(response) else { return Decoded::Nothing };
    let ty = || content.schema.map_or(Ty::Json, |schema| context.element(schema));
    let item = || content.item_schema.or(content.schema).map_or(Ty::Json, |schema| context.element(schema));
    match content.kind {
        ContentKind::Json => Decoded::Json(ty()),
        ContentKind::EventStream if success => {
            Decoded::Events { ty: item(), sentinel: content.sentinel.clone() }
        }
        ContentKind::JsonLines if success => Decoded::Lines(item()),
        ContentKind::Text | ContentKind::EventStream | ContentKind::JsonLines => Decoded::Text,
        _ if success => Decoded::Stream,
        _ => Decoded::Bytes,
    }
}

/// The typed errors of an operation.
pub(crate) fn errors(context: &Context<'_>, operation: &Operation, names: &OperationNames) -> ErrorEnum {
    let successes = successes(operation);
    let documented: Vec<&Response> = operation
        .responses
        .iter()
        .filter(|response| !successes.iter().any(|success| success.status == response.status))
        .filter(|response| !matches!(response.status, Status::Code(100..=199) | Status::Range(1)))
        .collect();
    let statuses: Vec<Status> = documented.iter().map(|response| response.status).collect();
    let variants = documented
        .iter()
        .zip(local::statuses(&context.names.spelling, &statuses))
        .map(|(response, ident)| ErrorVariant {
            ident,
            status: status_test(response.status),
            decoded: decoded(context, response, false),
            docs: response_docs(response),
        })
        .collect();
    ErrorEnum { ident: names.error.clone(), variants }
}
