//! An operation on its page: what it does, an example, what it takes, gives and fails with.

use std::fmt::Write as _;

use super::{Book, prose, words};
use crate::emit::documentation::{body_words, retry_sentence, status};
use crate::markdown::{self, cell};
use crate::model::{Body, BodyWrite, Docs, Headers, Operation, Presence, ResponseBody, Struct, Ty, TypeKind};

impl Book<'_> {
    pub(super) fn operation(&self, page: usize, operation: &Operation, text: &mut String) {
        let _ = write!(text, "## {}\n\n", operation.method.bare());
        let summary = operation.summary.as_deref().map(words).unwrap_or_default();
        if !summary.is_empty() {
            let _ = write!(text, "**{}**\n\n", summary.replace("**", ""));
        }
        let description = operation.docs.text.as_deref().map(prose).unwrap_or_default();
        if !description.is_empty() && operation.docs.text != operation.summary {
            let _ = write!(text, "{}\n\n", description.join("\n"));
        }
        if let Some(reason) = &operation.docs.deprecated {
            let _ = write!(text, "{}\n\n", deprecated(reason));
        }
        let sends = markdown::code(&format!("{} {}", operation.http_method, operation.path));
        let _ = write!(
            text,
            "Sends {sends}. {}{}\n\n",
            retry_sentence(operation.retry),
            self.credentials(operation)
        );
        if operation.pagination.is_some() {
            text.push_str(
                "A list over pages: `items()` gives its items one by one, `pages()` the pages.\n\n",
            );
        }
        let example = self.examples.call(operation);
        if !example.is_empty() {
            let _ = write!(text, "```rust\n{}\n```\n\n", example.join("\n"));
        }
        self.parameters(page, operation, text);
        if let Some(body) = &operation.body {
            self.body(page, body, text);
        }
        self.answers(page, operation, text);
        self.errors(page, operation, text);
        if let Some(headers) = &operation.error.headers {
            self.headers(page, headers, text);
        }
    }

    fn credentials(&self, operation: &Operation) -> String {
        let setter = |id: &String| {
            let scheme = self
                .model
                .client
                .iter()
                .flat_map(|client| &client.schemes)
                .find(|scheme| scheme.id == *id)?;
            Some(format!("`{}`", scheme.setter.as_str()))
        };
        let ways: Vec<String> = operation
            .security
            .iter()
            .map(|way| way.iter().filter_map(setter).collect::<Vec<_>>().join(" with "))
            .filter(|way| !way.is_empty())
            .collect();
        if ways.is_empty() { String::new() } else { format!(" Credentials: {}.", ways.join(" or ")) }
    }

    fn parameters(&self, page: usize, operation: &Operation, text: &mut String) {
        if operation.parameters.is_empty() {
            return;
        }
        text.push_str(
            "**Parameters**\n\n| name | in | type | required | meaning |\n| --- | --- | --- | --- | --- |\n",
        );
        for parameter in &operation.parameters {
            let place = parameter.location.name();
            let name = if parameter.is_taken() { &parameter.ident } else { &parameter.setter };
            let mut meaning = meaning(&parameter.docs);
            if parameter.initial.is_some() {
                meaning.push_str(" Filled in by the method.");
            }
            let _ = writeln!(
                text,
                "| {} | {place} | {} | {} | {} |",
                named(name.bare(), &parameter.wire),
                self.link(page, &parameter.ty),
                required(parameter.presence),
                meaning.trim(),
            );
        }
        text.push('\n');
    }

    fn body(&self, page: usize, body: &Body, text: &mut String) {
        let needed = if body.required { "" } else { ", optional" };
        for content in body.contents() {
            let about = body.docs.text.as_deref().map(words).unwrap_or_default();
            let _ = write!(
                text,
                "**Body** {}, {}{needed}. {about}\n\n",
                self.link(page, &content.ty),
                markdown::code(content.media_type.as_str())
            );
            match (&content.write, &content.ty) {
                (BodyWrite::Multipart(form), _) => self.fields(page, &form.object, text),
                (_, ty) => self.inline_fields(page, ty, text),
            }
        }
    }

    fn answers(&self, page: usize, operation: &Operation, text: &mut String) {
        let cases = operation
            .outputs()
            .zip(["Response", "Stream"])
            .flat_map(|(output, what)| output.cases.iter().map(move |case| (what, case)));
        for (title, case) in cases {
            let about = case.docs.text.as_deref().map(words).unwrap_or_default();
            let what = match &case.decoded {
                ResponseBody::Json(ty) | ResponseBody::Value { ty, .. } => self.link(page, ty),
                decoded => body_words(decoded),
            };
            let _ = write!(text, "**{title}** {} {what}. {about}\n\n", status(case.status));
            if let ResponseBody::Json(ty) = &case.decoded {
                self.inline_fields(page, ty, text);
            }
        }
        if operation.output.cases.is_empty() {
            text.push_str("**Response** Nothing.\n\n");
        }
        if let Some(headers) = &operation.output.headers {
            self.headers(page, headers, text);
        }
    }

    fn headers(&self, page: usize, headers: &Headers, text: &mut String) {
        let (what, from) = if headers.of_errors { ("Error", "error") } else { ("Response", "response") };
        let _ = write!(
            text,
            "**{what} headers** `{}::read({from}.headers())`\n\n| field | type | required | meaning |\n| --- | --- | --- | --- |\n",
            headers.ident.as_str()
        );
        for field in &headers.fields {
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} |",
                named(field.ident.bare(), &field.wire),
                self.link(page, &field.ty),
                required(field.presence),
                meaning(&field.docs),
            );
        }
        text.push('\n');
    }

    /// The fields of a type that has no place of its own.
    fn inline_fields(&self, page: usize, ty: &Ty, text: &mut String) {
        if let Ty::Named(ident) = ty
            && self.inline.contains(ident)
            && let Some(TypeKind::Struct(object)) = self.types.get(ident).map(|item| &item.kind)
        {
            self.fields(page, object, text);
        }
    }

    fn errors(&self, page: usize, operation: &Operation, text: &mut String) {
        if operation.error.variants.is_empty() {
            text.push_str("**Errors** The document names none.\n\n");
            return;
        }
        let _ = write!(
            text,
            "**Errors** `{}`\n\n| status | variant | body | meaning |\n| --- | --- | --- | --- |\n",
            operation.error.ident.as_str()
        );
        for variant in &operation.error.variants {
            let body = match &variant.decoded {
                ResponseBody::Json(ty) | ResponseBody::Value { ty, .. } => self.link(page, ty),
                decoded => body_words(decoded),
            };
            let _ = writeln!(
                text,
                "| {} | `{}` | {body} | {} |",
                status(variant.status),
                variant.ident.as_str(),
                meaning(&variant.docs)
            );
        }
        text.push('\n');
    }

    /// The table of an object's fields.
    pub(super) fn fields(&self, page: usize, object: &Struct, text: &mut String) {
        if object.fields.is_empty() && object.extra.is_none() {
            return;
        }
        text.push_str("| field | type | required | meaning |\n| --- | --- | --- | --- |\n");
        for field in &object.fields {
            let mut meaning = meaning(&field.docs);
            if field.initial.is_some() && object.is_made() {
                meaning.push_str(" Filled in by `new`.");
            }
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} |",
                named(field.ident.bare(), &field.wire),
                self.link(page, &field.ty),
                required(field.presence),
                meaning.trim()
            );
        }
        if let Some(extra) = &object.extra {
            let _ = writeln!(
                text,
                "| `{}` | {} | no | Properties of any other name. |",
                extra.ident.as_str(),
                self.link(page, &Ty::Map(Box::new(extra.value.clone())))
            );
        }
        text.push('\n');
    }
}

/// The name in Rust, and the one that is sent where it is another.
fn named(name: &str, wire: &str) -> String {
    if name == wire { cell(name) } else { format!("`{name}`, sent as {}", cell(wire)) }
}

fn required(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "yes",
        Presence::RequiredNullable => "yes, may be null",
        Presence::Optional => "no",
        Presence::OptionalNullable => "no, may be null",
    }
}

/// Text and facts in one cell.
pub(super) fn meaning(docs: &Docs) -> String {
    let mut parts = Vec::new();
    parts.extend(docs.deprecated.as_deref().map(deprecated));
    parts.extend(docs.text.as_deref().map(words).filter(|text| !text.is_empty()));
    parts.extend(docs.facts.iter().map(|fact| format!("{fact}.").replace('|', "\\|")));
    parts.join(" ")
}

fn deprecated(reason: &str) -> String {
    let reason = words(reason);
    if reason.is_empty() { "**Deprecated.**".to_owned() } else { format!("**Deprecated:** {reason}") }
}
