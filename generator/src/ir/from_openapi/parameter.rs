//! Parameters.

use super::content::{self, example_values};
use crate::document::{self, ParameterValue, extension};
use crate::ir::operation::Parameter;

/// A parameter; `None` for what has no schema.
pub(crate) fn build(parameter: &document::Parameter) -> Option<Parameter> {
    let document::Parameter { node, object, value, .. } = parameter;
    let (schema, media_type) = content::value(value);
    let mut examples = example_values(object.example.as_ref(), &object.examples);
    if let ParameterValue::Content(_, media_type) = value {
        examples.extend(example_values(media_type.object.example.as_ref(), &media_type.object.examples));
    }
    Some(Parameter {
        node: *node,
        name: object.name.clone(),
        location: parameter.location,
        description: object.description.clone(),
        required: object.required,
        deprecated: object.deprecated.unwrap_or_default().then(|| extension::deprecation(&object.extensions)),
        style: parameter.style,
        explode: parameter.explode,
        allow_reserved: parameter.allow_reserved,
        segments: parameter.segments,
        content: media_type,
        is_querystring: parameter.is_querystring,
        schema: schema?,
        examples,
    })
}
