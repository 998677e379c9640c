//! Parameters with the defaults of their location filled in.

use openapiv3::{
    CookieStyle, HeaderStyle, Parameter as Typed, ParameterData, ParameterSchemaOrContent, PathStyle,
    QueryStyle, ReferenceOr,
};
use serde_json::Value;

use super::content::{example_values, query_style};
use super::declared::position;
use super::{extension, security};
use crate::diagnostic::Report;
use crate::ir::operation::{Location, Parameter, Style};

/// A parameter; `None` for what has no schema.
pub(crate) fn build(parameter: &ReferenceOr<Typed>) -> Option<Parameter> {
    let ReferenceOr::Item(parameter) = parameter else { return None };
    match parameter {
        Typed::Query { parameter_data, allow_reserved, style, allow_empty_value: _ } => {
            let explode = matches!(style, QueryStyle::Form | QueryStyle::DeepObject);
            let built = data(parameter_data, Location::Query, query_style(style), explode)?;
            Some(Parameter { allow_reserved: *allow_reserved, ..built })
        }
        Typed::Header { parameter_data, style } => {
            let HeaderStyle::Simple = style;
            data(parameter_data, Location::Header, Style::Simple, false)
        }
        Typed::Path { parameter_data, style } => {
            let style = match style {
                PathStyle::Simple => Style::Simple,
                PathStyle::Label => Style::Label,
                PathStyle::Matrix => Style::Matrix,
            };
            let built = data(parameter_data, Location::Path, style, false)?;
            let allow_reserved = parameter_data.extensions.get("x-lowered-allow-reserved");
            Some(Parameter {
                allow_reserved: allow_reserved.and_then(Value::as_bool).unwrap_or_default(),
                required: true,
                ..built
            })
        }
        Typed::Cookie { parameter_data, style } => {
            let CookieStyle::Form = style;
            let plain =
                parameter_data.extensions.get("x-lowered-style").and_then(Value::as_str) == Some("cookie");
            data(parameter_data, Location::Cookie, if plain { Style::Cookie } else { Style::Form }, true)
        }
    }
}

/// Parameters that are the whole query string, which 3.0 does not know.
pub(crate) fn whole(extensions: &extension::Extensions, report: &mut Report) -> Vec<Parameter> {
    let Some(Value::Array(list)) = extensions.get("x-lowered-querystring") else { return Vec::new() };
    let node = security::node(extensions);
    list.iter()
        .filter_map(|value| {
            let mut value = value.clone();
            value.as_object_mut()?.insert("in".to_owned(), "query".into());
            let typed = crate::parse::typed::<Typed>(value, node, report)?;
            Some(Parameter { whole: true, ..build(&ReferenceOr::Item(typed))? })
        })
        .collect()
}

fn data(typed: &ParameterData, location: Location, style: Style, default_explode: bool) -> Option<Parameter> {
    let ParameterData {
        name,
        description,
        required,
        deprecated,
        format,
        example,
        examples,
        explode,
        extensions,
    } = typed;
    let (schema, content, inner) = match format {
        ParameterSchemaOrContent::Schema(schema) => (position(schema)?, None, Vec::new()),
        ParameterSchemaOrContent::Content(content) => {
            let (media_type, content) = content.first()?;
            let examples = example_values(content.example.as_ref(), &content.examples);
            (content.schema.as_ref().and_then(position)?, Some(media_type.clone()), examples)
        }
    };
    let mut all = example_values(example.as_ref(), examples);
    all.extend(inner);
    Some(Parameter {
        node: security::node(extensions),
        name: name.clone(),
        location,
        description: description.clone(),
        required: *required,
        deprecated: deprecated.unwrap_or_default().then(|| extension::deprecation(extensions)),
        style,
        explode: explode.unwrap_or(default_explode),
        allow_reserved: false,
        content,
        whole: false,
        schema,
        examples: all,
    })
}
