//! The vendor extensions that mean something to us, each under the spellings seen in the wild.

use indexmap::IndexMap;
use serde_json::Value;

/// Extensions of one object of the document.
pub(crate) type Extensions = IndexMap<String, Value>;

/// The reason for a deprecation; empty where none is given.
pub(crate) fn deprecation(extensions: &Extensions) -> String {
    first_text(
        extensions,
        &["x-deprecation-message", "x-speakeasy-deprecation-message", "x-deprecated-reason"],
    )
    .unwrap_or_default()
}

/// A name that replaces the one we would derive.
pub(crate) fn name_override(extensions: &Extensions) -> Option<String> {
    first_text(
        extensions,
        &["x-speakeasy-name-override", "x-fern-sdk-method-name", "x-rust-name", "x-codegen-name"],
    )
}

/// The group an operation's method hangs under; a list of names is a path of groups, and joined.
pub(crate) fn group(extensions: &Extensions) -> Option<String> {
    let keys = ["x-speakeasy-group", "x-fern-sdk-group-name", "x-rust-group"];
    keys.into_iter().find_map(|key| match extensions.get(key)? {
        Value::Array(path) => {
            let path: Vec<&str> = path.iter().filter_map(Value::as_str).collect();
            (!path.is_empty()).then(|| path.join(" "))
        }
        _ => first_text(extensions, &[key]),
    })
}

/// The name of a server, as 3.2 has it: 3.0 has no field for it, and no extension is called so.
pub(crate) const SERVER_NAME: &str = "name";

/// What a server is chosen by.
pub(crate) fn server_name(extensions: &Extensions) -> Option<String> {
    first_text(extensions, &["x-speakeasy-server-id", "x-server-id", SERVER_NAME])
}

/// The value of a discriminator that means a subtype, where it is not the subtype's name.
pub(crate) fn tag(extensions: &Extensions) -> Option<String> {
    first_text(extensions, &["x-ms-discriminator-value", "x-discriminator-value"])
}

/// True where an object is not for generated clients.
pub(crate) fn ignored(extensions: &Extensions) -> bool {
    ["x-speakeasy-ignore", "x-fern-ignore", "x-codegen-ignore"]
        .iter()
        .any(|key| extensions.get(*key).is_some_and(|value| value == &Value::Bool(true)))
}

/// Text that ends an event stream.
pub(crate) fn sentinel(extensions: &Extensions) -> Option<String> {
    first_text(extensions, &["x-speakeasy-sse-sentinel", "x-sse-sentinel"])
}

/// The first of `keys` that holds text, or a list whose first item is text.
fn first_text(extensions: &Extensions, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| match extensions.get(*key)? {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Array(items) => items.first()?.as_str().map(str::to_owned),
        _ => None,
    })
}

/// Names and descriptions of enum values: `(name, description)` by position.
pub(crate) fn enum_texts(
    extensions: &Extensions,
    position: usize,
    value: &Value,
) -> (Option<String>, Option<String>) {
    let by_position = |keys: &[&str]| {
        keys.iter().find_map(|key| match extensions.get(*key)? {
            Value::Array(items) => items.get(position)?.as_str().map(str::to_owned),
            Value::Object(map) => map.get(&plain(value))?.as_str().map(str::to_owned),
            _ => None,
        })
    };
    let name = by_position(&["x-enum-varnames", "x-enumNames", "x-enum-names", "x-speakeasy-enums"]);
    let description =
        by_position(&["x-enum-descriptions", "x-enumDescriptions", "x-speakeasy-enum-descriptions"]);
    (name, description)
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
