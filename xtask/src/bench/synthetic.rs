//! Makes documents of any size, alike in everything but size.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde_json::{Value, json};

/// One operation for so many schemas.
const SCHEMAS_PER_OPERATION: usize = 5;
/// One tag for so many schemas.
const SCHEMAS_PER_TAG: usize = 50;

/// Writes a document of `count` schemas, piece by piece so that we stay small (see `measure`).
pub(super) fn write(path: &Path, count: usize) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    let head = json!({"title": format!("Synthetic {count}"), "version": "1.0.0", "license": {"name": "MIT"}});
    writeln!(file, "{{\"openapi\": \"3.0.3\", \"info\": {head},")?;
    writeln!(file, "\"servers\": [{{\"url\": \"https://api.example.com/v1\"}}],\n\"paths\": {{")?;
    let paths = (0..count).step_by(SCHEMAS_PER_OPERATION);
    members(&mut file, paths.map(|number| (format!("/things-{number}/{{id}}"), path_item(number))))?;
    writeln!(file, "}},\n\"components\": {{\"schemas\": {{")?;
    members(&mut file, (0..count).map(|number| (name(number), schema(number, count))))?;
    writeln!(file, "}}}}}}")?;
    file.flush()
}

fn members(file: &mut impl Write, members: impl Iterator<Item = (String, Value)>) -> io::Result<()> {
    for (index, (key, value)) in members.enumerate() {
        let comma = if index == 0 { "" } else { "," };
        writeln!(file, "{comma}{}: {value:#}", Value::from(key))?;
    }
    Ok(())
}

fn name(number: usize) -> String {
    let kind = ["Account", "Invoice", "Project", "Session", "Device"].get(number % 5).unwrap_or(&"Thing");
    format!("{kind}{number}")
}

fn reference(number: usize) -> Value {
    json!({"$ref": format!("#/components/schemas/{}", name(number))})
}

/// Of ten schemas seven are objects, one is an enumeration, one a union and one a list: about what real documents have.
fn schema(number: usize, count: usize) -> Value {
    let other = |step: usize| reference((number + step) % count);
    match number % 10 {
        3 => json!({
            "type": "string", "description": format!("The state of number {number}."),
            "enum": ["active", "paused", "deleted", "in-review", format!("state-{number}")],
        }),
        6 => json!({"description": "One of two kinds.", "oneOf": [other(1), {"type": "string"}]}),
        9 => json!({"type": "array", "items": other(1)}),
        _ => json!({
            "type": "object",
            "description": format!("Resource number {number}.\n\nIt has a few fields, some of them *optional*."),
            "required": ["id", "name", "created_at", format!("special_{number}")],
            "properties": {
                "id": {"type": "string", "format": "uuid", "description": "The identifier."},
                "name": {"type": "string", "maxLength": 200, "example": "First"},
                "created_at": {"type": "string", "format": "date-time"},
                "size": {"type": "integer", "format": "int64", "minimum": 0, "default": 0},
                "ratio": {"type": "number", "nullable": true},
                "labels": {"type": "object", "additionalProperties": {"type": "string"}},
                "parent": other(7),
                "children": {"type": "array", "items": other(11), "description": "In the order of creation."},
                "detail": {
                    "type": "object",
                    "properties": {"kind": {"type": "string", "enum": ["small", "large"]}, "note": {"type": "string"}},
                },
                format!("special_{number}"): {"type": "boolean"},
            },
        }),
    }
}

fn path_item(number: usize) -> Value {
    let tag = format!("Group {}", number / SCHEMAS_PER_TAG);
    let parameter = json!({"name": "id", "in": "path", "required": true, "schema": {"type": "string"}});
    let limit =
        json!({"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 100}});
    let content = json!({"application/json": {"schema": reference(number)}});
    let (verb, body) = if number.is_multiple_of(2) { ("get", None) } else { ("put", Some(&content)) };
    let mut operation = json!({
        "operationId": format!("{verb}Thing{number}"), "tags": [tag],
        "summary": format!("Thing {number}"), "parameters": [parameter, limit],
        "responses": {
            "200": {"description": "It went well.", "content": content},
            "404": {"description": "There is none."},
        },
    });
    if let (Some(content), Some(fields)) = (body, operation.as_object_mut()) {
        fields.insert("requestBody".to_owned(), json!({"required": true, "content": content}));
    }
    json!({ verb: operation })
}
