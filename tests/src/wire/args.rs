//! Arguments of a call by their names on the wire, taken out one by one.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::document::Facts;

/// Arguments that are not yet used up. An error says why an argument cannot be given to the generated client.
#[derive(Debug, Clone)]
pub struct Args(Map<String, Value>);

impl Args {
    /// The arguments of a call.
    #[must_use]
    pub fn new(args: &Map<String, Value>) -> Self {
        Self(args.clone())
    }

    /// An argument that must be there.
    ///
    /// # Errors
    /// It is not, or has another type.
    pub fn required<T: DeserializeOwned>(&mut self, name: &str) -> Result<T, String> {
        let value = self.0.remove(name).ok_or_else(|| format!("`{name}` is required"))?;
        typed(name, value)
    }

    /// An argument that may be missing; null is as good as missing unless the type has a place for it.
    ///
    /// # Errors
    /// It has another type.
    pub fn optional<T: DeserializeOwned>(&mut self, name: &str) -> Result<Option<T>, String> {
        self.0.remove(name).map_or(Ok(None), |value| typed(name, value))
    }

    /// Like [`Args::optional`], null being a value.
    ///
    /// # Errors
    /// It has another type.
    pub fn nullable<T: DeserializeOwned>(&mut self, name: &str) -> Result<Option<T>, String> {
        self.0.remove(name).map(|value| typed(name, value)).transpose()
    }

    /// A number that JSON cannot hold, written as `{"$float": "nan"}`.
    ///
    /// # Errors
    /// It is no number.
    pub fn float(&mut self, name: &str) -> Result<Option<f64>, String> {
        let Some(text) = self.0.get(name).and_then(|value| value.get("$float")).and_then(Value::as_str)
        else {
            return Ok(None);
        };
        let number = text.parse().map_err(|error| format!("`{name}`: {error}"))?;
        self.0.remove(name);
        Ok(Some(number))
    }

    /// All that is left, as the body.
    ///
    /// # Errors
    /// An argument is none of the body's fields, or has another type.
    pub fn body<T: DeserializeOwned>(&mut self, fields: &[String]) -> Result<T, String> {
        if let Some(unknown) = self.0.keys().find(|name| !fields.contains(name)) {
            return Err(format!("the document has no `{unknown}`"));
        }
        let body = std::mem::take(&mut self.0);
        serde_json::from_value(Value::Object(body)).map_err(|error| error.to_string())
    }

    /// Nothing may be left.
    ///
    /// # Errors
    /// Something is.
    pub fn finish(self) -> Result<(), String> {
        let unknown = |name: &String| {
            let setter = Facts::setter(name);
            format!("the document has no `{name}`, or its call in tests/src/wire/build.rs lacks `{setter}`")
        };
        self.0.keys().next().map_or(Ok(()), |name| Err(unknown(name)))
    }
}

fn typed<T: DeserializeOwned>(name: &str, value: Value) -> Result<T, String> {
    serde_json::from_value(value).map_err(|error| format!("`{name}`: {error}"))
}
