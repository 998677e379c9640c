//! Writes the code that makes one call and checks its answer, as a user of the client would.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::client::{Client, Operation, Wire};
use crate::scenario::{Call, Response};

/// Argument values that the suite gives only as the text of a request: field to JSON.
pub(crate) type Arguments = BTreeMap<String, String>;

/// A call, the operation it is meant for, and the values of the variables in its URI.
pub(crate) struct Target<'a> {
    pub(crate) client: &'a Client,
    pub(crate) operation: &'a Operation,
    pub(crate) call: &'a Call,
    pub(crate) variables: Vec<(String, String)>,
}

impl Target<'_> {
    /// The statements for it; the error says what is missing.
    pub(crate) fn code(&self, given: &Arguments) -> Result<String, String> {
        let mut code = format!(
            "    let client = {}::Client::builder(){}.build().map_err(show)?;\n",
            self.client.name,
            self.server()
        );
        let mut arguments = Vec::new();
        for field in &self.operation.arguments {
            let value = self.value(field, given)?;
            arguments
                .push(value.ok_or_else(|| format!("the suite has no value for the argument `{field}`"))?);
        }
        code += &format!("    let request = client.{}({});\n", self.operation.function, arguments.join(", "));
        for (field, setter) in &self.operation.setters {
            if let Some(value) = self.value(field, given)? {
                code += &format!("    let request = request.{setter}({value});\n");
            }
        }
        code += &answer(&self.operation.output, &self.call.response)?;
        Ok(code)
    }

    /// How the builder learns where the server is.
    fn server(&self) -> String {
        let set = |name: &str, value: &str| format!(".server_variable({name:?}, {value})");
        let mut calls = String::new();
        for name in &self.client.host_variables {
            calls += &set(name, "base");
        }
        for (name, value) in &self.variables {
            if self.client.server.contains(&format!("{{{name}}}")) {
                calls += &set(name, &format!("{value:?}"));
            }
        }
        if self.client.host_variables.is_empty() {
            calls += &format!(".base_url(format!(\"{{base}}{}\"))", self.client.server);
        }
        calls
    }

    /// The expression for a field, where the suite has a value for it.
    fn value(&self, field: &str, given: &Arguments) -> Result<Option<String>, String> {
        let ty = self.operation.fields.get(field).map_or("_", String::as_str);
        let ty = if self.operation.setters.contains_key(field) { inner(ty) } else { ty };
        if let Some(json) = given.get(field) {
            return Ok(Some(format!("json::<{ty}>({json:?})?")));
        }
        let Some(wire) = self.operation.wires.iter().find(|wire| wire.field == field) else {
            return Ok(None);
        };
        let request = &self.call.request;
        let insensitive = |name: &str| {
            request
                .headers
                .iter()
                .find(|(key, _)| key.eq_ignore_ascii_case(name))
                .map(|(_, value)| value.clone())
        };
        let value = match wire.kind.as_str() {
            "path_param" => {
                let found = self.variables.iter().find(|(name, _)| *name == wire.name);
                found
                    .map(|(_, value)| Value::from(value.as_str()))
                    .or_else(|| request.path.get(&wire.name).cloned())
            }
            "query" => request.query.get(&wire.name).cloned(),
            "header" | "cookie" => insensitive(&wire.name),
            _ => return self.body(wire, ty),
        };
        Ok(value.map(|value| format!("wire::<{ty}>({:?}, {:?})?", value.to_string(), wire.delimiter)))
    }

    fn body(&self, wire: &Wire, ty: &str) -> Result<Option<String>, String> {
        let Some(body) = &self.call.request.body else { return Ok(None) };
        match (&body.text, &body.base64, wire.kind.as_str()) {
            (Some(text), _, "json") => Ok(Some(format!("json::<{ty}>({text:?})?"))),
            (Some(text), _, "text") => Ok(Some(format!("{text:?}"))),
            (Some(text), _, "upload" | "bytes") => Ok(Some(format!("{text:?}.as_bytes().to_vec()"))),
            (_, Some(base64), "upload" | "bytes") => Ok(Some(format!("base64({base64:?})?"))),
            (_, _, kind) => Err(format!("a body of {} by `{kind}` needs code", body.content_type)),
        }
    }
}

/// The type in an `Option` or `OptionalNullable`: setters take that.
fn inner(ty: &str) -> &str {
    let open = ty.find("Option<").map(|at| at + "Option<".len());
    let open = open.or_else(|| ty.find("OptionalNullable<").map(|at| at + "OptionalNullable<".len()));
    open.and_then(|at| ty.get(at..)).and_then(|rest| rest.strip_suffix('>')).unwrap_or(ty)
}

/// The statements that send the request and check the answer.
fn answer(output: &str, response: &Response) -> Result<String, String> {
    let status = response.status;
    if status >= 400 {
        return Ok(format!(
            "    let error = request.await.err().ok_or(\"an error is due\")?;\n    refused(error.status(), {status})?;\n"
        ));
    }
    let mut code = format!(
        "    let answer = request.send().await.map_err(show)?;\n    status(answer.status(), {status})?;\n"
    );
    for (name, value) in &response.headers {
        let Some(text) = value.as_str() else { continue };
        code += &format!("    header(answer.headers(), {name:?}, {text:?})?;\n");
    }
    let body = response.body.as_ref();
    let text = body.and_then(|body| body.text.as_deref());
    code += &match (output, body) {
        ("()", _) => String::new(),
        (output, _)
            if output.contains("EventStream")
                || output.contains("JsonLines")
                || (output.ends_with("Output") && !output.contains("::")) =>
        {
            return Err(format!("an answer of type `{output}` needs code"));
        }
        (output, Some(body)) if output.ends_with("Download") => {
            let expected = match (&body.text, &body.base64) {
                (Some(text), _) => format!("{text:?}.as_bytes()"),
                (_, Some(base64)) => format!("&base64({base64:?})?"),
                _ => "&[]".to_owned(),
            };
            format!(
                "    let body = answer.into_inner().collect(1 << 24).await.map_err(show)?;\n    same_bytes(&body, {expected})?;\n"
            )
        }
        (_, Some(body)) if body.is_json() => {
            format!("    same(answer.value(), {:?})?;\n", text.unwrap_or_default())
        }
        ("String", Some(_)) => format!("    same_text(answer.value(), {:?})?;\n", text.unwrap_or_default()),
        (_, None) => "    same(answer.value(), \"null\")?;\n".to_owned(),
        (output, Some(body)) => return Err(format!("{} as `{output}` needs code", body.content_type)),
    };
    Ok(code)
}
