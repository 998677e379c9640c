//! Parameters and headers, which are schemas of their own in 2.0.

use openapiv3::ParameterData;

use super::super::context::Lowering;
use super::super::keyword::SCHEMA;
use super::super::object::Rule::{Flag, Known, Prose, Skip, Text};
use super::super::object::{Kind, field, only_20, shared};
use super::super::parameter::parameter_data;
use super::collection::Written;
use crate::code::Code;
use crate::document::parameter::Location;
use crate::document::schema::{SchemaId, SchemaObject};
use crate::document::{Header, Parameter, ParameterValue};
use crate::raw::Node;

/// The keywords of schemas that a parameter or a header may have itself.
const OF_SCHEMA: &[&str] = &[
    "format",
    "items",
    "default",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
];

/// Fields that say what the values are, with the parameter's or header's own before them.
macro_rules! with_schema {
    ($name:literal, $target:ty, $($own:expr),* $(,)?) => {
        Kind::<$target> {
            name: $name,
            fields: &[
                $($own,)*
                shared("type", Known),
                shared("format", Known),
                shared("items", Known),
                only_20("collectionFormat", Known),
                shared("default", Known),
                shared("minimum", Known),
                shared("maximum", Known),
                shared("exclusiveMinimum", Known),
                shared("exclusiveMaximum", Known),
                shared("multipleOf", Known),
                shared("minLength", Known),
                shared("maxLength", Known),
                shared("pattern", Known),
                shared("minItems", Known),
                shared("maxItems", Known),
                shared("uniqueItems", Known),
                shared("enum", Known),
                shared("schema", Known),
                field("example", Known),
                field("deprecated", Skip),
            ],
        }
    };
}

pub(super) static PARAMETER: Kind<ParameterData> = with_schema!(
    "a parameter",
    ParameterData,
    shared("name", Text(|parameter, text| parameter.name = text)),
    shared("in", Known),
    shared("description", Prose(|parameter, text| parameter.description = Some(text))),
    shared("required", Flag(|parameter, flag| parameter.required = flag)),
    shared("allowEmptyValue", Flag(|_, _| {})),
);

static HEADER: Kind<openapiv3::Header> = with_schema!(
    "a header",
    openapiv3::Header,
    shared("description", Prose(|header, text| header.description = Some(text))),
);

impl<'a> Lowering<'a> {
    /// A parameter of the path, the query or a header field.
    pub(in super::super) fn swagger_parameter(&mut self, node: Node<'a>) -> Option<Parameter> {
        let mut object = self.fields(node, &PARAMETER, parameter_data(String::new()))?;
        let (location, is_querystring) = self.named_place(node, &mut object)?;
        let (style, explode, value) = match self.written(node, location) {
            Written::Styled(style, explode) => (style, explode, self.own_schema(node, "a parameter")),
            Written::ByHand => (location.default_style(), false, self.assumed_text(node)),
        };
        let (node, value) = (node.id(), ParameterValue::Schema(value));
        Some(Parameter {
            node,
            object,
            location,
            is_querystring,
            style,
            explode,
            allow_reserved: false,
            segments: false,
            value,
        })
    }

    /// A header of a response.
    pub(in super::super) fn swagger_header(&mut self, node: Node<'a>) -> Option<Header> {
        let object = self.fields(node, &HEADER, super::super::header::nothing())?;
        let value = match self.written(node, Location::Header) {
            Written::Styled(..) => self.own_schema(node, "a header"),
            Written::ByHand => self.assumed_text(node),
        };
        Some(Header { node: node.id(), object, explode: false, value: ParameterValue::Schema(value) })
    }

    /// The schema that a parameter or header is. One under `schema`, as in OpenAPI 3, is read where there is no `type`.
    pub(super) fn own_schema(&mut self, node: Node<'a>, kind: &str) -> SchemaId {
        if node.get("type").is_none() {
            if let Some(schema) = self.present(node, "schema") {
                let message =
                    format!("{kind} of Swagger 2.0 has `type` and the like itself; `schema` is read");
                if self.is_listed(&message) {
                    self.warning(Code::ParameterShape, schema, message, "move its fields up");
                }
                return self.position(schema);
            }
            let message = format!("{kind} has no `type`; text is assumed");
            if self.is_listed(&message) {
                self.warning(Code::ParameterShape, node, message, "add `type`");
            }
            return self.assumed_text(node);
        }
        if let Some(known) = self.table.index(node) {
            return known;
        }
        let index = self.table.add(node, None);
        let mut schema = SchemaObject::default();
        for name in OF_SCHEMA {
            if let (Some(field), Some(value)) = (SCHEMA.field(name), node.get(name)) {
                self.apply(field, value, &mut schema);
            }
        }
        let of_extensions = node.entries().filter(|(key, _)| key.starts_with("x-"));
        schema.extensions = of_extensions.map(|(key, value)| (key.to_owned(), value.to_json())).collect();
        let schema = self.finish_schema(index, node, schema);
        self.table.set(index, schema);
        index
    }
}
