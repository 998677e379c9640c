//! What a Schema Object says on its own, before anything is merged: the only reader of `openapiv3::Schema`.

use indexmap::{IndexMap, IndexSet};
use openapiv3::{
    AdditionalProperties, AnySchema, ReferenceOr, Schema, SchemaKind, Type, VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use crate::ir::schema::{Additional, Constraints, Meta, SchemaId};
use crate::raw::NodeId;

/// A Schema Object with its references resolved to indices.
#[derive(Debug, Clone, Default)]
#[allow(clippy::struct_excessive_bools, reason = "keywords of the standard, each there or not")]
pub(crate) struct Declared {
    pub(crate) node: Option<NodeId>,
    pub(crate) component: Option<String>,
    pub(crate) reference: Option<SchemaId>,
    pub(crate) meta: Meta,
    pub(crate) nullable: bool,
    pub(crate) null_only: bool,
    pub(crate) kind: Option<String>,
    pub(crate) format: Option<String>,
    pub(crate) constraints: Constraints,
    pub(crate) values: Option<Vec<Value>>,
    pub(crate) constant: bool,
    pub(crate) properties: IndexMap<String, SchemaId>,
    pub(crate) required: IndexSet<String>,
    pub(crate) additional: Option<AdditionalRule>,
    pub(crate) patterns: Vec<SchemaId>,
    pub(crate) items: Option<SchemaId>,
    pub(crate) has_items: bool,
    pub(crate) prefix_items: Vec<SchemaId>,
    pub(crate) unique: bool,
    pub(crate) all_of: Vec<SchemaId>,
    pub(crate) one_of: Vec<SchemaId>,
    pub(crate) any_of: Vec<SchemaId>,
    pub(crate) not: Option<SchemaId>,
    pub(crate) discriminator: Option<Discriminator>,
    pub(crate) extensions: IndexMap<String, Value>,
}

/// `additionalProperties` as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AdditionalRule {
    Closed,
    Open(Additional),
}

/// `discriminator` with its mapping resolved.
#[derive(Debug, Clone)]
pub(crate) struct Discriminator {
    pub(crate) property: String,
    pub(crate) mapping: Vec<(String, SchemaId)>,
    /// What a value is whose property is missing or leads nowhere.
    pub(crate) rest: Option<SchemaId>,
}

/// The index in a lowered reference, `#/components/schemas/<index>`.
pub(crate) fn schema_index(reference: &str) -> Option<SchemaId> {
    reference.rsplit('/').next()?.parse().ok().map(SchemaId)
}

/// The index a schema position points to: after lowering every position holds a reference.
pub(crate) fn position<T>(schema: &ReferenceOr<T>) -> Option<SchemaId> {
    match schema {
        ReferenceOr::Reference { reference } => schema_index(reference),
        ReferenceOr::Item(_) => None,
    }
}

fn positions<T>(schemas: &[ReferenceOr<T>]) -> Vec<SchemaId> {
    schemas.iter().filter_map(position).collect()
}

/// Reads one entry of the lowered table.
pub(crate) fn read(schema: &ReferenceOr<Schema>) -> Declared {
    match schema {
        ReferenceOr::Reference { reference } => {
            Declared { reference: schema_index(reference), ..Declared::default() }
        }
        ReferenceOr::Item(schema) => {
            let mut declared = Declared::default();
            read_data(&schema.schema_data, &mut declared);
            read_kind(&schema.schema_kind, &mut declared);
            read_lowered(&mut declared);
            declared
        }
    }
}

fn read_data(data: &openapiv3::SchemaData, declared: &mut Declared) {
    // Every field by name: a new one in `openapiv3` must break the build, not the output.
    let openapiv3::SchemaData {
        nullable,
        read_only,
        write_only,
        deprecated,
        external_docs: _,
        example,
        title,
        description,
        discriminator,
        default,
        extensions,
    } = data;
    declared.nullable = *nullable;
    declared.meta = Meta {
        title: title.clone(),
        description: description.clone(),
        deprecated: deprecated.then(|| super::extension::deprecation(extensions)),
        read_only: *read_only,
        write_only: *write_only,
        media_type: extensions.get("x-lowered-content-media-type").and_then(Value::as_str).map(str::to_owned),
        default: default.clone(),
        default_digits: extensions.get("x-lowered-default").and_then(Value::as_str).map(str::to_owned),
        examples: match extensions.get("x-lowered-examples") {
            Some(Value::Array(examples)) => examples.clone(),
            _ => example.iter().cloned().collect(),
        },
    };
    declared.discriminator = discriminator.as_ref().map(|discriminator| {
        let pairs = discriminator.mapping.iter();
        let mut mapping: Vec<_> =
            pairs.filter_map(|(key, reference)| Some((key.clone(), schema_index(reference)?))).collect();
        mapping.sort();
        let rest = discriminator.extensions.get("x-lowered-default-mapping").and_then(Value::as_u64);
        let rest = rest.and_then(|index| usize::try_from(index).ok()).map(SchemaId);
        Discriminator { property: discriminator.property_name.clone(), mapping, rest }
    });
    declared.extensions.clone_from(extensions);
}

fn read_kind(kind: &SchemaKind, declared: &mut Declared) {
    match kind {
        SchemaKind::Type(kind) => read_type(kind, declared),
        SchemaKind::OneOf { one_of } => declared.one_of = positions(one_of),
        SchemaKind::AllOf { all_of } => declared.all_of = positions(all_of),
        SchemaKind::AnyOf { any_of } => declared.any_of = positions(any_of),
        SchemaKind::Not { not } => declared.not = position(not),
        SchemaKind::Any(any) => read_any(any, declared),
    }
}

fn format_text<T: serde::Serialize>(format: &VariantOrUnknownOrEmpty<T>) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Item(known) => {
            serde_json::to_value(known).ok().and_then(|value| value.as_str().map(str::to_owned))
        }
        VariantOrUnknownOrEmpty::Unknown(text) => Some(text.clone()),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}

fn length(value: Option<usize>) -> Option<u64> {
    value.and_then(|value| u64::try_from(value).ok())
}

fn some_values<T: Clone + Into<Value>>(values: &[Option<T>]) -> Option<Vec<Value>> {
    (!values.is_empty()).then(|| values.iter().flatten().cloned().map(Into::into).collect())
}

fn read_type(kind: &Type, declared: &mut Declared) {
    let limits = &mut declared.constraints;
    let name = match kind {
        Type::String(string) => {
            let openapiv3::StringType { format, pattern, enumeration, min_length, max_length } = string;
            declared.format = format_text(format);
            limits.pattern.clone_from(pattern);
            limits.min_length = length(*min_length);
            limits.max_length = length(*max_length);
            declared.values = some_values(enumeration);
            "string"
        }
        Type::Number(number) => {
            let openapiv3::NumberType {
                format,
                multiple_of,
                exclusive_minimum,
                exclusive_maximum,
                minimum,
                maximum,
                enumeration,
            } = number;
            declared.format = format_text(format);
            limits.multiple_of = multiple_of.map(|value| value.to_string());
            limits.minimum = minimum.map(|value| value.to_string());
            limits.maximum = maximum.map(|value| value.to_string());
            limits.exclusive_minimum = *exclusive_minimum;
            limits.exclusive_maximum = *exclusive_maximum;
            declared.values = some_values(enumeration);
            "number"
        }
        Type::Integer(integer) => {
            let openapiv3::IntegerType {
                format,
                multiple_of,
                exclusive_minimum,
                exclusive_maximum,
                minimum,
                maximum,
                enumeration,
            } = integer;
            declared.format = format_text(format);
            limits.multiple_of = multiple_of.map(|value| value.to_string());
            limits.minimum = minimum.map(|value| value.to_string());
            limits.maximum = maximum.map(|value| value.to_string());
            limits.exclusive_minimum = *exclusive_minimum;
            limits.exclusive_maximum = *exclusive_maximum;
            declared.values = some_values(enumeration);
            "integer"
        }
        Type::Boolean(boolean) => {
            declared.values = some_values(&boolean.enumeration);
            "boolean"
        }
        Type::Object(object) => {
            read_object(object, declared);
            "object"
        }
        Type::Array(array) => {
            let openapiv3::ArrayType { items, min_items, max_items, unique_items } = array;
            declared.items = items.as_ref().and_then(position);
            declared.has_items = items.is_some();
            limits.min_items = length(*min_items);
            limits.max_items = length(*max_items);
            declared.unique = *unique_items;
            "array"
        }
    };
    declared.kind = Some(name.to_owned());
}

fn read_object(object: &openapiv3::ObjectType, declared: &mut Declared) {
    let openapiv3::ObjectType { properties, required, additional_properties, min_properties, max_properties } =
        object;
    declared.properties =
        properties.iter().filter_map(|(name, schema)| Some((name.clone(), position(schema)?))).collect();
    declared.required = required.iter().cloned().collect();
    declared.additional = additional_properties.as_ref().and_then(additional);
    declared.constraints.min_properties = length(*min_properties);
    declared.constraints.max_properties = length(*max_properties);
}

fn additional(rule: &AdditionalProperties) -> Option<AdditionalRule> {
    match rule {
        AdditionalProperties::Any(true) => Some(AdditionalRule::Open(Additional::Any)),
        AdditionalProperties::Any(false) => Some(AdditionalRule::Closed),
        AdditionalProperties::Schema(schema) => {
            position(schema).map(|id| AdditionalRule::Open(Additional::Schema(id)))
        }
    }
}

fn read_any(any: &AnySchema, declared: &mut Declared) {
    let AnySchema {
        typ,
        pattern,
        multiple_of,
        exclusive_minimum,
        exclusive_maximum,
        minimum,
        maximum,
        properties,
        required,
        additional_properties,
        min_properties,
        max_properties,
        items,
        min_items,
        max_items,
        unique_items,
        enumeration,
        format,
        min_length,
        max_length,
        one_of,
        all_of,
        any_of,
        not,
    } = any;
    declared.kind.clone_from(typ);
    declared.format.clone_from(format);
    declared.constraints = Constraints {
        min_length: length(*min_length),
        max_length: length(*max_length),
        pattern: pattern.clone(),
        minimum: minimum.as_ref().map(ToString::to_string),
        maximum: maximum.as_ref().map(ToString::to_string),
        exclusive_minimum: exclusive_minimum.unwrap_or_default(),
        exclusive_maximum: exclusive_maximum.unwrap_or_default(),
        multiple_of: multiple_of.as_ref().map(ToString::to_string),
        min_items: length(*min_items),
        max_items: length(*max_items),
        min_properties: length(*min_properties),
        max_properties: length(*max_properties),
    };
    declared.properties =
        properties.iter().filter_map(|(name, schema)| Some((name.clone(), position(schema)?))).collect();
    declared.required = required.iter().cloned().collect();
    declared.additional = additional_properties.as_ref().and_then(additional);
    declared.items = items.as_ref().and_then(position);
    declared.has_items = items.is_some();
    declared.unique = unique_items.unwrap_or_default();
    declared.values = (!enumeration.is_empty()).then(|| enumeration.clone());
    declared.one_of = positions(one_of);
    declared.all_of = positions(all_of);
    declared.any_of = positions(any_of);
    declared.not = not.as_deref().and_then(position);
}

/// Takes in what lowering had to put beside the 3.0 keywords.
fn read_lowered(declared: &mut Declared) {
    let extensions = std::mem::take(&mut declared.extensions);
    for (key, value) in &extensions {
        let index = || value.as_u64().and_then(|index| usize::try_from(index).ok()).map(SchemaId);
        let text = || value.as_str().map(str::to_owned);
        let limits = &mut declared.constraints;
        match key.as_str() {
            "x-node" => declared.node = value.as_u64().and_then(|id| u32::try_from(id).ok()).map(NodeId),
            "x-lowered-const" => declared.constant = true,
            "x-lowered-null" => declared.null_only = true,
            "x-lowered-enum" => declared.values = value.as_array().cloned(),
            "x-lowered-prefix-items" => declared.prefix_items = indices(value),
            "x-lowered-pattern-properties" => {
                declared.patterns = value
                    .as_object()
                    .map(|map| {
                        map.values().flat_map(|value| indices(&Value::Array(vec![value.clone()]))).collect()
                    })
                    .unwrap_or_default();
            }
            "x-lowered-items" => declared.items = index(),
            "x-lowered-minimum" => limits.minimum = text(),
            "x-lowered-maximum" => limits.maximum = text(),
            "x-lowered-multipleOf" => limits.multiple_of = text(),
            "x-lowered-exclusiveMinimum" => {
                limits.minimum = text();
                limits.exclusive_minimum = true;
            }
            "x-lowered-exclusiveMaximum" => {
                limits.maximum = text();
                limits.exclusive_maximum = true;
            }
            _ => {
                declared.extensions.insert(key.clone(), value.clone());
            }
        }
    }
}

fn indices(value: &Value) -> Vec<SchemaId> {
    let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
    items
        .iter()
        .filter_map(|item| item.as_u64().and_then(|id| usize::try_from(id).ok()).map(SchemaId))
        .collect()
}
