//! Documents that are made by structure, so that nearly all of them get as far as the code.
#![no_main]

use arbitrary::Arbitrary;
use generator::Wanted;
use generator_fuzz::{can_be_written, generate};
use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value, json};

/// Names that collide, are keywords, or are no identifiers.
const NAMES: [&str; 16] = [
    "A",
    "a",
    "A_",
    "type",
    "Self",
    "Option",
    "String",
    "1",
    "",
    "é",
    "a-b",
    "a_b",
    "AB",
    "Error",
    "Client",
    "\u{202e}x",
];
const FORMATS: [&str; 8] = ["int32", "int64", "date-time", "uuid", "byte", "binary", "uint64", "decimal"];

#[derive(Arbitrary, Debug)]
struct Document {
    schemas: Vec<(u8, Schema)>,
    operations: Vec<Operation>,
    version: u8,
}

#[derive(Arbitrary, Debug)]
struct Operation {
    path: u8,
    method: u8,
    id: Option<u8>,
    tag: Option<u8>,
    parameters: Vec<(u8, u8, bool, Schema)>,
    body: Option<(u8, Schema)>,
    answers: Vec<(u8, u8, Option<Schema>)>,
}

#[derive(Arbitrary, Debug)]
enum Schema {
    Reference(u8),
    Scalar { kind: u8, format: Option<u8>, nullable: bool },
    Enum(Vec<u8>, bool),
    Const(u8),
    List(Option<Box<Schema>>, bool),
    Tuple(Vec<Schema>),
    Object { properties: Vec<(u8, Schema, bool)>, more: Option<Option<Box<Schema>>> },
    All(Vec<Schema>),
    One(Vec<Schema>, Option<u8>),
    Any(Vec<Schema>),
    Anything,
}

fn name(index: u8) -> &'static str {
    NAMES[usize::from(index) % NAMES.len()]
}

fn reference(index: u8) -> String {
    format!("#/components/schemas/{}", name(index).replace('~', "~0").replace('/', "~1"))
}

fn list(schemas: &[Schema]) -> Vec<Value> {
    schemas.iter().map(schema).collect()
}

fn schema(of: &Schema) -> Value {
    match of {
        Schema::Reference(to) => json!({ "$ref": reference(*to) }),
        Schema::Scalar { kind, format, nullable } => {
            let kind = ["string", "integer", "number", "boolean", "null"][usize::from(*kind) % 5];
            let mut object = Map::new();
            let kind = if *nullable { json!([kind, "null"]) } else { json!(kind) };
            object.insert("type".to_owned(), kind);
            if let Some(format) = format {
                object.insert("format".to_owned(), FORMATS[usize::from(*format) % FORMATS.len()].into());
            }
            object.into()
        }
        Schema::Enum(values, numbers) => {
            let value = |value: &u8| if *numbers { json!(value) } else { json!(name(*value)) };
            json!({ "enum": values.iter().map(value).collect::<Vec<_>>() })
        }
        Schema::Const(value) => json!({ "const": name(*value) }),
        Schema::List(items, unique) => match items {
            Some(items) => json!({ "type": "array", "items": schema(items), "uniqueItems": unique }),
            None => json!({ "type": "array" }),
        },
        Schema::Tuple(items) => json!({ "type": "array", "prefixItems": list(items) }),
        Schema::Object { properties, more } => {
            let required: Vec<&str> =
                properties.iter().filter(|(.., required)| *required).map(|(of, ..)| name(*of)).collect();
            let properties: Map<String, Value> =
                properties.iter().map(|(of, value, _)| (name(*of).to_owned(), schema(value))).collect();
            let mut object = json!({ "type": "object", "properties": properties, "required": required });
            if let Some(more) = more {
                object["additionalProperties"] = more.as_ref().map_or(json!(false), |more| schema(more));
            }
            object
        }
        Schema::All(parts) => json!({ "allOf": list(parts) }),
        Schema::One(parts, tag) => match tag {
            Some(tag) => json!({ "oneOf": list(parts), "discriminator": { "propertyName": name(*tag) } }),
            None => json!({ "oneOf": list(parts) }),
        },
        Schema::Any(parts) => json!({ "anyOf": list(parts) }),
        Schema::Anything => json!({}),
    }
}

fn content(kind: u8, of: &Schema) -> Value {
    let kind = [
        "application/json",
        "multipart/form-data",
        "application/x-www-form-urlencoded",
        "text/plain",
        "text/event-stream",
        "application/octet-stream",
        "application/jsonl",
        "*/*",
    ][usize::from(kind) % 8];
    json!({ kind: { "schema": schema(of) } })
}

fn operation(of: &Operation) -> Value {
    let parameter = |(named, place, required, shape): &(u8, u8, bool, Schema)| {
        let place = ["query", "header", "cookie", "path"][usize::from(*place) % 4];
        let required = *required || place == "path";
        json!({ "name": name(*named), "in": place, "required": required, "schema": schema(shape) })
    };
    let mut answers = Map::new();
    for (status, kind, shape) in &of.answers {
        let status = ["200", "201", "204", "400", "4XX", "default"][usize::from(*status) % 6];
        let mut answer = json!({ "description": "An answer." });
        if let Some(shape) = shape {
            answer["content"] = content(*kind, shape);
        }
        answers.insert(status.to_owned(), answer);
    }
    let mut object = json!({
        "parameters": of.parameters.iter().map(parameter).collect::<Vec<_>>(),
        "responses": answers,
    });
    if let Some(id) = of.id {
        object["operationId"] = name(id).into();
    }
    if let Some(tag) = of.tag {
        object["tags"] = json!([name(tag)]);
    }
    if let Some((kind, shape)) = &of.body {
        object["requestBody"] = json!({ "content": content(*kind, shape) });
    }
    object
}

fn document(of: &Document) -> Value {
    let schemas: Map<String, Value> =
        of.schemas.iter().map(|(named, shape)| (name(*named).to_owned(), schema(shape))).collect();
    let mut paths = Map::new();
    for each in &of.operations {
        let path = ["/", "/a", "/a/{a}", "/{type}/b", "/a/{a}/{A}"][usize::from(each.path) % 5];
        let method = ["get", "post", "put", "delete"][usize::from(each.method) % 4];
        let item = paths.entry(path).or_insert_with(|| json!({}));
        item[method] = operation(each);
    }
    let version = ["3.1.0", "3.0.3", "3.2.0"][usize::from(of.version) % 3];
    json!({
        "openapi": version,
        "info": { "title": "A document", "version": "1" },
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

fuzz_target!(|of: Document| {
    let text = document(&of).to_string();
    let run = || generate(text.as_bytes(), Wanted::All);
    let outcome = run();
    let Some(output) = outcome.output else {
        assert!(outcome.report.has_errors());
        return;
    };
    can_be_written(&output);
    assert!(run().output.is_some_and(|again| again.files == output.files), "another run gives other files");
});
