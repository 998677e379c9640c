//! `why` tells what decided on a name and on a type: true things, of every kind of decision.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

mod common;

use std::fs;
use std::process::Command;

use common::folder;

const DOCUMENT: &str = r##"{
  "openapi": "3.1.0",
  "info": {"title": "Zoo", "version": "1"},
  "paths": {
    "/pets/{type}": {"get": {
      "operationId": "pets_list", "tags": ["pets"],
      "parameters": [
        {"name": "type", "in": "path", "required": true, "schema": {"type": "string"}},
        {"name": "type", "in": "query", "schema": {"type": "string", "format": "uuid"}},
        {"name": "timeout", "in": "query", "schema": {"type": "integer"}}],
      "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}},
                    "404": {"description": "", "headers": {"X-Left": {"schema": {"type": "integer", "format": "int32"}}}}}}},
    "/pets": {"get": {"operationId": "pets_type", "tags": ["pets"], "responses": {"204": {"description": ""}}}},
    "/trees": {"get": {"x-rust-name": "fetch", "x-rust-group": "wood", "responses": {"204": {"description": ""}}}},
    "/stones": {"get": {"operationId": "listStones", "responses": {"204": {"description": ""}}}}
  },
  "components": {"schemas": {
    "Pet": {"type": "object", "required": ["a-b", "kind"], "properties": {
      "kind": {"type": "string", "enum": ["+1", "a", "A", "type"], "x-enum-varnames": ["Plus", "a", "A", "type"]},
      "type": {"type": "string"},
      "a-b": {"type": ["string", "null"], "format": "uuid"},
      "a_b": {"type": ["integer", "null"]},
      "new": {"type": "string", "format": "date"},
      "mother": {"$ref": "#/components/schemas/Pet"},
      "2nd": {"type": "array", "items": {"type": ["number", "null"], "format": "float"}},
      "odd": {"type": "strnig"},
      "bytes": {"type": "string", "format": "byte"},
      "LONG": {"type": "string"},
      "shape": {"oneOf": [
        {"type": "object", "required": ["r"], "properties": {"r": {"type": "number"}}},
        {"$ref": "#/components/schemas/square-shape"}]}}},
    "square-shape": {"type": "object", "required": ["s"], "properties": {"s": {"type": "number"},
      "shape": {"type": "string", "enum": ["a"]}, "shape_color": {"type": "string", "enum": ["a"]}}},
    "Nest": {"type": "array", "items": {"$ref": "#/components/schemas/Nest"}},
    "Stamp": {"type": "string", "format": "date-time"},
    "old": {"type": "object", "properties": {"id": {"type": "string"}}}
  }}
}"##;

const CONFIG: &str = r#"
[types.formats]
uuid = { type = "uuid::Uuid", crate = "uuid", version = "1", features = ["serde"] }
[names.overrides]
"/components/schemas/old" = "Recent"
[names.aliases]
Beast = "Pet"
"pets.all" = "pets.list"
[operations.listStones]
group = "rock"
name = "every"
"#;

/// What each item is asked by, and the lines that its answer has.
const ANSWERS: &[(&str, &[&str])] = &[
    ("crate", &["name    the title of the document: `Zoo` in kebab case"]),
    ("models::Pet", &["name    the component `Pet` in upper camel case"]),
    ("models::SquareShape", &["name    the component `square-shape` in upper camel case"]),
    ("models::Recent", &["name    set under [names.overrides] in regen.toml, for `/components/schemas/old`"]),
    ("models::Beast", &["name    a former name, under [names.aliases] in regen.toml"]),
    (
        "models::PetKind",
        &["name    an inline schema, called after its place: `Pet kind` in upper camel case"],
    ),
    (
        "models::Pet::r#type",
        &[
            "name    the property `type` in snake case; a keyword of Rust, so `r#` stands before it",
            "type    optional: left out when `None`; text without a format that has a type",
        ],
    ),
    (
        "models::Pet::a_minus_b",
        &[
            "name    the property `a-b` in snake case; `a_b` is the name of something else, so it is called `a minus b`",
            "type    required and nullable; text, `uuid` under [types.formats] in regen.toml",
        ],
    ),
    (
        "models::Pet::a_b",
        &[
            "name    the property `a_b` in snake case",
            "type    optional and nullable: absent, null or a value; integer without a format that has a type",
        ],
    ),
    (
        "models::Pet::n2nd",
        &[
            "name    the property `2nd` in snake case; with a letter first, as no name begins with a digit",
            "type    optional: left out when `None`; a list, of each item: null, or number of the format `float`",
        ],
    ),
    (
        "models::Pet::mother",
        &[
            "type    optional: left out when `None`; its schema has a type of its own; in a `Box`, as the type would contain itself",
        ],
    ),
    (
        "models::Pet::odd",
        &[
            "type    optional: left out when `None`; nothing says what values are; less than the document says, as warning E0210 tells",
        ],
    ),
    ("models::Pet::bytes", &["type    optional: left out when `None`; text of the format `byte`"]),
    ("Client::builder", &["name    every client has it"]),
    (
        "models::PetKind::Plus",
        &["name    the name that an extension gives the value: `Plus` in upper camel case"],
    ),
    (
        "models::PetKind::ALower",
        &[
            "name    the name that an extension gives the value: `a` in upper camel case; `A` is the name of something else, so it is called `a lower`",
        ],
    ),
    (
        "models::PetShapeR",
        &[
            "name    an alternative without a name, called after its place: `Pet shape r` in upper camel case, told from the others by a property that only it has",
        ],
    ),
    (
        "models::PetShape::R",
        &[
            "name    the type of the alternative, without the name of the union: `R` in upper camel case",
            "type    its schema has a type of its own",
        ],
    ),
    (
        "models::PetShape::SquareShape",
        &["name    the type of the alternative: `SquareShape` in upper camel case"],
    ),
    (
        "models::Nest",
        &[
            "type    a list, of each item: its schema has a type of its own; in a struct, as another name for itself would have no end",
        ],
    ),
    ("models::Stamp", &["type    text without a format that has a type"]),
    ("pets.list", &["name    the operationId `pets_list` in snake case; without its group at the beginning"]),
    ("pets.all", &["name    a former name, under [names.aliases] in regen.toml"]),
    (
        "pets.pets_type",
        &[
            "name    the operationId `pets_type` in snake case; as a whole, as `type` is not free in its group",
        ],
    ),
    ("wood.fetch", &["name    the name `fetch` in snake case, as an extension of the document says"]),
    (
        "operations::wood::GetTrees",
        &["name    no operationId, so method and path: `get /trees` in upper camel case"],
    ),
    ("Client::wood", &["name    the group `wood` in snake case, as an extension of the document says"]),
    ("rock.every", &["name    the name `every` in snake case, set under [operations] in regen.toml"]),
    ("Client::rock", &["name    the group `rock` in snake case, set under [operations] in regen.toml"]),
    ("Client::pets", &["name    the group `pets` in snake case, the first tag of its operations"]),
    (
        "PetsList::type_query",
        &[
            "name    the parameter `type` in snake case; `type` is the name of something else, so it is called `type query`",
            "type    optional: left out when `None`; text, `uuid` under [types.formats] in regen.toml",
        ],
    ),
    (
        "PetsList::with_timeout",
        &[
            "name    the parameter `timeout` in snake case; with `with_` before it, as a method of that name is there already",
        ],
    ),
    (
        "errors::PetsListError",
        &[
            "name    the group and the method, as it is called: `pets list` in upper camel case; with `Error` behind it",
        ],
    ),
    (
        "errors::PetsListError::NotFound",
        &["name    the phrase of the status: `Not Found` in upper camel case"],
    ),
    (
        "PetsListErrorHeaders::x_left",
        &[
            "name    the header `X-Left` in snake case",
            "type    optional: left out when `None`; integer of the format `int32`",
        ],
    ),
    (
        "models::SquareShapeKind",
        &[
            "name    an inline schema, called after its place: `square-shape shape` in upper camel case; its owner's words \
             end in all of its own, so `Kind` stands in their place",
        ],
    ),
    (
        "models::SquareShapeColor",
        &[
            "name    an inline schema, called after its place: `square-shape shape_color` in upper camel case; what its owner's \
             words end in and its own begin with is said once",
        ],
    ),
];

#[test]
fn every_kind_of_decision_says_why() {
    let folder = folder();
    let long = "a".repeat(70) + " " + &"b".repeat(70);
    fs::write(folder.path().join("zoo.json"), DOCUMENT.replace("LONG", &long)).unwrap();
    fs::write(folder.path().join("regen.toml"), CONFIG).unwrap();
    let why = |item: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_openapi-rust"))
            .args(["why", item, "--spec", "zoo.json", "--config", "regen.toml"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
    };
    let mut missing = Vec::new();
    for (item, lines) in ANSWERS {
        let text = why(item);
        let (first, _) = text.split_once("\n\n").unwrap_or((&text, ""));
        let lacks = lines.iter().filter(|line| !first.lines().any(|own| own.trim_start() == **line));
        missing.extend(lacks.map(|line| format!("{item}: no line `{line}` in\n{first}")));
    }
    assert!(missing.is_empty(), "{}", missing.join("\n\n"));
    let text = why(&long);
    assert!(
        text.contains("longer than 128 characters, so a checksum of the whole stands for its middle"),
        "{text}"
    );
}
