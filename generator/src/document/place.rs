//! Where things stand in a document: operations in path items, and components under `components`, or in Swagger 2.0 at the
//! root, under other names.

use crate::raw::Node;

/// The methods that have fields of their own in a path item; `query` has one since 3.2.
pub(crate) const METHODS: [&str; 9] =
    ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// What Swagger 2.0 calls the sections of components.
const SWAGGER: [(&str, &str); 4] = [
    ("definitions", "schemas"),
    ("parameters", "parameters"),
    ("responses", "responses"),
    ("securityDefinitions", "securitySchemes"),
];

/// What a section of a document of Swagger 2.0 is called since.
pub(crate) fn since_swagger(key: &str) -> Option<&'static str> {
    SWAGGER.into_iter().find(|(known, _)| *known == key).map(|(_, section)| section)
}

/// What a section is called in a document of Swagger 2.0.
pub(crate) fn in_swagger(section: &str) -> Option<&'static str> {
    SWAGGER.into_iter().find(|(_, known)| *known == section).map(|(key, _)| key)
}

/// The section and name of a component, read off its place.
pub(crate) fn component(node: Node<'_>) -> Option<(&str, &str)> {
    let list = node.parent()?;
    let (name, key, above) = (node.key()?, list.key()?, list.parent()?);
    match above.parent() {
        Some(root) => (above.key() == Some("components") && root.parent().is_none()).then_some((key, name)),
        None if above.get("swagger").is_some() => Some((since_swagger(key)?, name)),
        None => None,
    }
}

/// A section of the components.
pub(crate) fn section<'a>(root: Node<'a>, name: &str) -> Option<Node<'a>> {
    match root.get("components") {
        Some(components) => components.get(name),
        None => root.get(in_swagger(name)?),
    }
}
