//! What the documentation of an operation says: its text, an example, its parameters, its response and its errors.

use crate::ir::operation::RetryClass;
use crate::markdown::{self, cell, code};
use crate::model::{BodyKind, Operation, OutputCase, OutputTy, ResponseBody, Status, Ty};

/// What the statements of an example stand in; hidden.
const EXAMPLE_START: &str = "# async fn example() -> Result<(), Box<dyn std::error::Error>> {";

/// The lines of the operation's documentation.
pub(super) fn operation(operation: &Operation, example: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    let summary = operation.summary.as_deref().map(markdown::doc_lines).unwrap_or_default();
    let text = operation.docs.text.as_deref().map(markdown::doc_lines).unwrap_or_default();
    lines.extend(summary.iter().cloned());
    if !text.is_empty() && text != summary {
        separate(&mut lines);
        lines.extend(text);
    }
    if lines.is_empty() {
        lines.push(format!("Calls {}.", operation.docs.fallback));
    }
    separate(&mut lines);
    lines.push(format!(
        "{} Sends {}.",
        retry_sentence(operation.retry),
        code(&format!("{} {}", operation.http_method, operation.path))
    ));
    if !example.is_empty() {
        let open = ["", "# Example", "", "```no_run", EXAMPLE_START].map(str::to_owned);
        let close = ["# Ok(())", "# }", "```"].map(str::to_owned);
        lines.extend(open.into_iter().chain(example.iter().cloned()).chain(close));
    }
    parameters_table(operation, &mut lines);
    response_section(operation, &mut lines);
    errors_table(operation, &mut lines);
    lines
}

/// The lines of the documentation of the operation's request; rustdoc shows its setters and what all requests have below.
pub(super) fn request(owner: &str, operation: &Operation) -> Vec<String> {
    let mut lines = vec![format!("The request of {owner}, not sent yet.")];
    let setters = operation.optional_parameters().map(|parameter| &parameter.setter);
    let setters = setters.chain(operation.optional_body().map(|body| &body.setter));
    let setters: Vec<String> = setters.map(|setter| format!("`.{}(..)`", setter.as_str())).collect();
    if !setters.is_empty() {
        lines.extend([String::new(), format!("Its own setters: {}.", setters.join(", "))]);
    }
    let mut ends = "`.await` gives the value, `.send().await` status and headers, too".to_owned();
    if operation.pagination.is_some() {
        ends.push_str("; `.items()` and `.pages()` go through all pages");
    }
    lines.extend([String::new(), format!("{ends}. In the blocking client, `.call()` stands for `.await`.")]);
    lines
}

pub(super) fn retry_sentence(retry: RetryClass) -> &'static str {
    match retry {
        RetryClass::Never => "Never repeated, as the document says.",
        RetryClass::Safe => "Reads only: repeated after any transient failure.",
        RetryClass::Idempotent => "Idempotent: repeated after any transient failure.",
        RetryClass::Unsafe => {
            "Not idempotent: repeated only where the server turned it away (no connection, 429, 503 with `Retry-After`)."
        }
    }
}

fn parameters_table(operation: &Operation, lines: &mut Vec<String>) {
    if operation.parameters.is_empty() && operation.body.is_none() {
        return;
    }
    separate(lines);
    lines.push("# Parameters".to_owned());
    lines.push(String::new());
    lines.push("| name | in | type | required | meaning |".to_owned());
    lines.push("| --- | --- | --- | --- | --- |".to_owned());
    for parameter in &operation.parameters {
        let place = parameter.location.name();
        let mut meaning = parameter.docs.text.as_deref().map(markdown::plain).unwrap_or_default();
        for fact in &parameter.docs.facts {
            if !meaning.is_empty() {
                meaning.push(' ');
            }
            meaning.push_str(&format!("{fact}.").replace('|', "\\|"));
        }
        lines.push(format!(
            "| {} | {place} | {} | {} | {meaning} |",
            cell(&parameter.wire),
            linked(&parameter.ty),
            if parameter.presence.is_required() { "yes" } else { "no" },
        ));
    }
    if let Some(body) = &operation.body {
        let meaning = body.docs.text.as_deref().map(markdown::plain).unwrap_or_default();
        let required = if body.required { "yes" } else { "no" };
        lines.push(format!(
            "| {} | body | {} | {required} | {meaning} |",
            cell(body.ident.as_str()),
            match &body.kind {
                BodyKind::One(content) => linked(&content.ty),
                BodyKind::Several { ident, .. } => format!("[`{}`]", ident.as_str()),
            }
        ));
    }
}

fn response_section(operation: &Operation, lines: &mut Vec<String>) {
    separate(lines);
    lines.push("# Response".to_owned());
    lines.push(String::new());
    match &operation.output.ty {
        OutputTy::One(decoded) => {
            let text = operation
                .output
                .cases
                .first()
                .and_then(|case| case.docs.text.as_deref())
                .map(markdown::plain);
            lines.push(format!(
                "{}{}",
                words(decoded, &linked),
                text.map(|text| format!(": {text}")).unwrap_or_default()
            ));
        }
        OutputTy::Several { ident } => lines.push(format!("[`{}`], by status.", ident.as_str())),
    }
    if let Some(stream) = &operation.stream {
        let what = match &stream.output.ty {
            OutputTy::One(decoded) => body_words(decoded),
            OutputTy::Several { ident } => format!("[`{}`], by status", ident.as_str()),
        };
        let switch = stream.switches.first();
        let sent =
            switch.map(|switch| format!(" It sends {} as true.", code(&switch.wire))).unwrap_or_default();
        separate(lines);
        lines.push(format!("`.stream()` asks for a stream in its place: {what}.{sent}"));
    }
    if let Some(pagination) = &operation.pagination {
        separate(lines);
        lines.push(format!(
            "`.items()` goes through the items of all pages, each of type {}; `.pages()` goes through the pages.",
            linked(&pagination.item)
        ));
    }
    let own = operation.output.cases.iter().any(|case| case.status == Status::Code(204));
    if !own && operation.output.cases.iter().any(promises_a_body) {
        separate(lines);
        lines.push(
            "A success without a body (204) has nothing of it to give, and is a decode error.".to_owned(),
        );
    }
    if let Some(headers) = &operation.output.headers {
        let names: Vec<String> = headers.fields.iter().map(|field| code(&field.wire)).collect();
        separate(lines);
        lines.push(format!("[`{}`] reads its headers: {}.", headers.ident.as_str(), names.join(", ")));
    }
}

fn errors_table(operation: &Operation, lines: &mut Vec<String>) {
    separate(lines);
    lines.push("# Errors".to_owned());
    lines.push(String::new());
    if !operation.error.variants.is_empty() {
        lines.push("| status | variant | meaning |".to_owned());
        lines.push("| --- | --- | --- |".to_owned());
        for variant in &operation.error.variants {
            let meaning = variant.docs.text.as_deref().map(markdown::plain).unwrap_or_default();
            let (error, ident) = (operation.error.ident.as_str(), variant.ident.as_str());
            let link = format!("[`{ident}`]({error}::{ident})");
            lines.push(format!("| {} | {link} | {meaning} |", status(variant.status)));
        }
        lines.push(String::new());
    }
    if let Some(headers) = &operation.error.headers {
        let names: Vec<String> = headers.fields.iter().map(|field| code(&field.wire)).collect();
        lines.push(format!("[`{}`] reads their headers: {}.", headers.ident.as_str(), names.join(", ")));
        lines.push(String::new());
    }
    lines.push(format!(
        "[`{}`] holds an error answer; [`Error::body`](runtime::Error::body) gives it. The call also fails when it cannot \
         be sent, times out, or its answer cannot be decoded.",
        operation.error.ident.as_str()
    ));
}

/// True where the document promises JSON for statuses that never have a body, too.
fn promises_a_body(case: &OutputCase) -> bool {
    let json = matches!(&case.decoded, ResponseBody::Json(ty) if !matches!(ty, Ty::Json | Ty::Option(_)));
    json && !matches!(case.status, Status::Code(_))
}

fn separate(lines: &mut Vec<String>) {
    if lines.last().is_some_and(|line| !line.is_empty()) {
        lines.push(String::new());
    }
}

/// A type in documentation, as a link where it is one of the crate's.
fn linked(ty: &Ty) -> String {
    match ty {
        Ty::Named(name) => format!("[`{0}`](models::{0})", name.as_str()),
        Ty::Local(name) => format!("[`{}`]", name.as_str()),
        Ty::Vec(item) if matches!(**item, Ty::Named(_)) => format!("`Vec<`{}`>`", linked(item)),
        _ => cell(&ty.spelled("").bare()),
    }
}

/// What a body holds, for a text without links.
pub(super) fn body_words(decoded: &ResponseBody) -> String {
    words(decoded, &|ty| code(&ty.spelled("").bare()))
}

/// What a body holds; `spell` says how its type is written.
fn words(decoded: &ResponseBody, spell: &dyn Fn(&Ty) -> String) -> String {
    match decoded {
        ResponseBody::Nothing => "Nothing".to_owned(),
        ResponseBody::Json(ty) | ResponseBody::Value { ty, .. } => spell(ty),
        ResponseBody::Text => "Text".to_owned(),
        ResponseBody::Bytes | ResponseBody::Stream => "Bytes".to_owned(),
        ResponseBody::Events { ty, .. } => format!("A stream of events with data of type {}", spell(ty)),
        ResponseBody::Lines(ty) => format!("A stream of {}", spell(ty)),
    }
}

/// A status as callers meet it.
pub(super) fn status(status: Status) -> String {
    match status {
        Status::Default => "any other".to_owned(),
        status => status.to_string(),
    }
}
