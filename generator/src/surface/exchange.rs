//! Calls as a server sees them.

use super::Type;
use crate::ir::operation::Style;
use crate::media_type::MediaType;
use crate::model::{Operation, Parameter, Status, Ty};

/// What a call sends and gets, as a server sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// The HTTP method.
    pub method: String,
    /// The path, as the document writes it.
    pub path: String,
    /// The values that are sent; those of the path in its order.
    pub sent: Vec<Sent>,
    /// Alternatives of credentials that are sent together; none at all means that nothing is asked for.
    pub security: Vec<Vec<String>>,
    /// The answers to a call that succeeds.
    pub answers: Vec<Answer>,
}

/// An answer to a call that succeeds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its status, or the class of its status, or any other.
    pub status: Status,
    /// The media types that it comes in; none where it has no body.
    pub media: Vec<MediaType>,
    /// What it holds.
    pub ty: Type,
}

/// A value that a call sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Where: `path`, `query`, `header`, `cookie`, `body`.
    pub place: &'static str,
    /// What it is called there; of a body, its media type.
    pub name: String,
    /// It cannot be left out.
    pub required: bool,
    /// It may be null; a parameter that is null is left out.
    pub nullable: bool,
    /// How a parameter is written: its style, or that it is JSON; nothing for a body.
    pub style: &'static str,
    /// Each part of a list or an object stands by itself.
    pub explode: bool,
    /// Its type.
    pub ty: Type,
}

/// Where an argument goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Its place, and elsewhere than in the path what it is called there: `query "page-size"`.
    pub sent: String,
    /// What `[names.overrides]` calls it.
    pub identity: String,
}

impl Exchange {
    /// What an operation of a module sends and gets.
    pub(super) fn of(operation: &Operation, module: &str) -> Self {
        let Operation { http_method, path, parameters, body, security, .. } = operation;
        let parameters = parameters.iter().map(|parameter| Sent {
            place: parameter.location.name(),
            name: parameter.wire.clone(),
            required: parameter.presence.is_required(),
            nullable: parameter.presence.is_nullable(),
            style: style(parameter),
            explode: parameter.explode,
            ty: parameter.ty.spelled(module),
        });
        let bodies = body.iter().flat_map(|body| {
            body.contents().into_iter().map(|content| Sent {
                place: "body",
                name: content.media_type.as_str().to_owned(),
                required: body.required,
                nullable: matches!(content.ty, Ty::Option(_)),
                style: "",
                explode: false,
                ty: content.ty.spelled(module),
            })
        });
        let answers = operation.outputs().flat_map(|output| &output.cases).map(|case| Answer {
            status: case.status,
            media: if case.media.is_empty() { &case.types } else { &case.media }.clone(),
            ty: case.decoded.spelled(module),
        });
        Self {
            method: http_method.clone(),
            path: path.clone(),
            sent: parameters.chain(bodies).collect(),
            security: security.clone(),
            answers: answers.collect(),
        }
    }
}

/// How a parameter is written.
pub(super) fn style(parameter: &Parameter) -> &'static str {
    match parameter.style {
        _ if parameter.json => "as JSON",
        _ if parameter.is_querystring => "as the whole of it",
        Style::Simple => "simple",
        Style::Label => "label",
        Style::Matrix => "matrix",
        Style::Form => "form",
        Style::SpaceDelimited => "space-delimited",
        Style::PipeDelimited => "pipe-delimited",
        Style::DeepObject => "deep object",
        Style::Cookie => "unencoded",
    }
}
