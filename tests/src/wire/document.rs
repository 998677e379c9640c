//! What spec/guardrails.yaml says about the arguments of each operation, read without the generator.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value};

use super::value;

/// The operations of the document.
#[derive(Debug)]
pub struct Document {
    /// In the document's order.
    pub operations: Vec<Facts>,
}

/// The arguments of an operation.
#[derive(Debug)]
pub struct Facts {
    /// The method of the generated client.
    pub method: String,
    /// A value for each of its query parameters and each field of its body, where the document lets one be made.
    pub values: BTreeMap<String, Value>,
    /// The names and defaults of its query parameters.
    pub query: Vec<(String, Option<Value>)>,
    /// The names of its path parameters.
    pub path: Vec<String>,
    /// The fields of its body.
    pub fields: Vec<String>,
    /// The arguments that it must have.
    pub required: Vec<String>,
    /// The type of its body.
    pub body: Option<String>,
    /// Its error statuses, in ascending order.
    pub errors: Vec<u16>,
}

impl Document {
    /// Reads the document of this project.
    ///
    /// # Errors
    /// It cannot be read, or is no such document.
    pub fn load() -> Result<Self, String> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/guardrails.yaml");
        let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
        let document: Value = serde_yaml::from_str(&text).map_err(|error| error.to_string())?;
        let paths = document.get("paths").and_then(Value::as_object).ok_or("no paths")?;
        let operations = paths
            .values()
            .filter_map(Value::as_object)
            .flat_map(Map::values)
            .filter_map(|operation| Facts::of(operation, &document))
            .collect();
        Ok(Self { operations })
    }

    /// The operation behind a method of the client.
    #[must_use]
    pub fn facts(&self, method: &str) -> Option<&Facts> {
        self.operations.iter().find(|facts| facts.method == method)
    }
}

impl Facts {
    fn of(operation: &Value, document: &Value) -> Option<Self> {
        let method = snake(operation.get("x-speakeasy-name-override")?.as_str()?);
        let parameters = operation.get("parameters").and_then(Value::as_array).into_iter().flatten();
        let (mut query, mut path, mut values, mut required) =
            (Vec::new(), Vec::new(), BTreeMap::new(), Vec::new());
        for parameter in parameters {
            let name = parameter.get("name")?.as_str()?.to_owned();
            if parameter.get("required").and_then(Value::as_bool) == Some(true) {
                required.push(name.clone());
            }
            match parameter.get("in")?.as_str()? {
                "query" => {
                    let value = parameter.get("schema").and_then(|schema| value::of(schema, document));
                    values.extend(value.map(|value| (name.clone(), value)));
                    query.push((name, parameter.pointer("/schema/default").cloned()));
                }
                _ => path.push(name),
            }
        }
        let reference =
            operation.pointer("/requestBody/content/application~1json/schema/$ref").and_then(Value::as_str);
        let schema = reference.and_then(|reference| document.pointer(reference.trim_start_matches('#')));
        let of_body = schema.and_then(|schema| schema.get("required")?.as_array());
        required.extend(of_body.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned));
        let body = reference.and_then(|reference| reference.rsplit('/').next()).map(str::to_owned);
        let properties = schema.and_then(|schema| schema.get("properties")?.as_object());
        let fields: Vec<String> = properties.into_iter().flat_map(Map::keys).cloned().collect();
        let of_fields = properties.into_iter().flatten();
        values.extend(
            of_fields.filter_map(|(name, schema)| Some((name.clone(), value::of(schema, document)?))),
        );
        let mut errors: Vec<u16> = operation
            .get("responses")?
            .as_object()?
            .keys()
            .filter_map(|status| status.parse().ok())
            .filter(|status| *status >= 400)
            .collect();
        errors.sort_unstable();
        Some(Self { method, values, query, path, fields, required, body, errors })
    }

    /// The line of `build.rs` that calls the operation.
    #[must_use]
    pub fn call(&self) -> String {
        let method = &self.method;
        let mut arguments: Vec<String> =
            self.path.iter().map(|name| format!("args.required::<String>(\"{name}\")?")).collect();
        arguments.extend(self.body.iter().map(|_| "args.body(fields)?".to_owned()));
        let setters: String = self.query.iter().map(|(name, _)| Self::setter(name)).collect();
        format!("\"{method}\" => end.finish(group.{method}({}){setters}, args),", arguments.join(", "))
    }

    /// What hands a query parameter on; its type is the document's.
    #[must_use]
    pub fn setter(name: &str) -> String {
        format!(".{name}(args.optional(\"{name}\")?)")
    }

    /// Whether a query pair says no more than the document's default does.
    #[must_use]
    pub fn is_default(&self, name: &str, value: &str) -> bool {
        self.query.iter().any(|(known, default)| {
            known == name && default.as_ref().map(Value::to_string).as_deref() == Some(value)
        })
    }
}

/// `listKeyAssignments` as `list_key_assignments`.
fn snake(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}
