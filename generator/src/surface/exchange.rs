//! Calls as a server sees them.

use std::collections::BTreeMap;

use super::Type;
use crate::ir::operation::Style;
use crate::media_type::MediaType;
use crate::model::{BodyContent, BodyWrite, Form, FormPart, Operation, Parameter, Status, Ty};

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
    /// The scopes that are asked for, with their schemes.
    pub scopes: Vec<(String, String)>,
    /// The answers to a call that succeeds.
    pub answers: Vec<Answer>,
    /// The struct of the headers that such answers are documented to have.
    pub headers: Option<String>,
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
    /// The parts of a form that are written in another way than most, and how.
    pub parts: BTreeMap<String, String>,
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
            parts: BTreeMap::new(),
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
                parts: parts(content),
                ty: content.ty.spelled(module),
            })
        });
        let answers = operation.outputs().flat_map(|output| &output.cases).map(|case| Answer {
            status: case.status,
            media: if case.media.is_empty() { &case.types } else { &case.media }.clone(),
            ty: case.decoded.spelled(module),
        });
        let headers = operation.headers().find(|headers| !headers.of_errors);
        Self {
            method: http_method.clone(),
            path: path.clone(),
            sent: parameters.chain(bodies).collect(),
            security: security.clone(),
            scopes: operation.scopes.clone(),
            answers: answers.collect(),
            headers: headers.map(|headers| format!("{module}::{}", headers.ident.as_str())),
        }
    }
}

/// The parts of a form that are written in another way than most, by name, and how.
pub(super) fn parts(content: &BodyContent) -> BTreeMap<String, String> {
    let BodyWrite::Form(parts) = &content.write else { return BTreeMap::new() };
    let told = parts.iter().map(|part| (part.name.clone(), laid_out(part)));
    told.filter(|(_, how)| *how != USUAL).collect()
}

/// How the part of a form is written of which nothing is said.
pub(crate) const USUAL: &str = "form, exploded";

fn laid_out(part: &FormPart) -> String {
    if part.json {
        return AS_JSON.to_owned();
    }
    let explode = if part.explode { ", exploded" } else { "" };
    let reserved = if part.allow_reserved { ", reserved characters as they are" } else { "" };
    format!("{}{explode}{reserved}", name(part.style))
}

/// How a part of a multipart form is written, where it is not as most are.
pub(super) fn part(form: &Form, wire: &str) -> String {
    match form.styled.iter().find(|part| part.name == wire) {
        Some(part) => laid_out(part),
        None if form.json.contains(wire) => AS_JSON.to_owned(),
        None => String::new(),
    }
}

const AS_JSON: &str = "as JSON";

/// How a parameter is written.
pub(super) fn style(parameter: &Parameter) -> &'static str {
    if parameter.json {
        AS_JSON
    } else if parameter.is_querystring {
        "as the whole of it"
    } else {
        name(parameter.style)
    }
}

fn name(style: Style) -> &'static str {
    match style {
        Style::Simple => "simple",
        Style::Label => "label",
        Style::Matrix => "matrix",
        Style::Form => "form",
        Style::SpaceDelimited => "space-delimited",
        Style::PipeDelimited => "pipe-delimited",
        Style::DeepObject => "deep object",
        Style::DeepBrackets => "deep object, lists in brackets",
        Style::DeepIndices => "deep object, lists by place",
        Style::Cookie => "unencoded",
    }
}
