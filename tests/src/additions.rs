//! Additions to a document: what an API may gain at any time, under the names that are the most likely to be in the way.

#![allow(clippy::indexing_slicing, reason = "a test cannot go on without its fixtures")]

use std::collections::BTreeSet;

use generator::surface::Surface;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Map, Value, json};

const METHODS: [&str; 5] = ["get", "put", "post", "delete", "patch"];

/// What is behind names of the crate: an addition may want one of them.
const WORDS: [&str; 17] = [
    "", "Error", "Output", "Headers", "Body", "Form", "Required", "Request", "Response", "Field", "Model",
    "Item", "Value", "Group", "Base", "2", "_2",
];

/// One thing more. Each part is taken from what the document has, by its index.
#[derive(Debug, Clone)]
pub struct Addition {
    what: What,
    place: Index,
    word: Index,
    spelling: Index,
    suffix: Index,
}

#[derive(Debug, Clone, Copy)]
enum What {
    Schema,
    Child,
    Property,
    Value,
    Parameter,
    Tag,
    Operation,
}

/// Any addition.
pub fn addition() -> impl Strategy<Value = Addition> {
    let what = prop::sample::select(vec![
        What::Schema,
        What::Child,
        What::Property,
        What::Value,
        What::Parameter,
        What::Tag,
        What::Operation,
    ]);
    let rest = any::<(Index, Index, Index, Index)>();
    (what, rest).prop_map(|(what, (place, word, spelling, suffix))| Addition {
        what,
        place,
        word,
        spelling,
        suffix,
    })
}

impl Addition {
    /// Adds it, and tells what it added; nothing where the document has no place for such a thing.
    pub fn add(&self, document: &mut Value, surface: &Surface) -> Option<String> {
        let name = self.name(document, surface);
        match self.what {
            What::Schema => {
                schema(document, &name, json!({"type": "object", "properties": {"x": {"type": "string"}}}))
            }
            What::Child => {
                let all = keys(document, schemas(document)?);
                let parent = all.get(self.place.index(all.len().max(1)))?;
                let parent = format!("#{}/{}", schemas(document)?, escape(parent));
                schema(document, &name, json!({"allOf": [{"$ref": parent}, {"type": "object"}]}))
            }
            What::Property => {
                let places = places(document, &|key, value| {
                    key == "properties"
                        && value.as_object().is_some_and(|map| map.values().all(Value::is_object))
                });
                let place = self.pick(&places)?;
                insert(document, place, name, json!({"type": "string"}))
            }
            What::Value => {
                let places = places(document, &|key, value| {
                    let texts = value.as_array().filter(|list| list.len() > 1);
                    key == "enum" && texts.is_some_and(|list| list.iter().all(Value::is_string))
                });
                let place = self.pick(&places)?;
                // Names beside the values stand in the same order.
                let schema = document.pointer(place.strip_suffix("/enum")?)?.as_object()?;
                if schema.keys().any(|key| key.starts_with("x-")) {
                    return None;
                }
                let list = document.pointer_mut(place)?.as_array_mut()?;
                if list.iter().any(|known| known.as_str() == Some(&name)) {
                    return None;
                }
                list.insert(self.suffix.index(list.len() + 1), json!(name));
                Some(format!("the value {name} in {place}"))
            }
            What::Parameter => {
                let operations = operations(document);
                let place = self.pick(&operations)?.clone();
                let location = ["query", "header", "cookie"][self.suffix.index(3)];
                let operation = document.pointer_mut(&place)?.as_object_mut()?;
                let list = operation.entry("parameters").or_insert_with(|| json!([])).as_array_mut()?;
                list.push(json!({"name": name, "in": location, "schema": {"type": "string"}}));
                Some(format!("the {location} parameter {name} of {place}"))
            }
            What::Tag => {
                let operations = operations(document);
                let place = self.pick(&operations)?.clone();
                let operation = document.pointer_mut(&place)?.as_object_mut()?;
                // What has no tag is a method of the client: a first one moves it, and is no addition.
                let list = operation.get_mut("tags")?.as_array_mut().filter(|list| !list.is_empty())?;
                list.push(json!(name));
                Some(format!("the tag {name} of {place}"))
            }
            What::Operation => {
                // A document without operations gives a crate of types, which is another kind of crate.
                operations(document).first()?;
                let path = format!("/{}", ["added", "a", "zzz/more"][self.place.index(3)]);
                let method = METHODS[self.suffix.index(METHODS.len())];
                let tags: Vec<Value> = tags(document)
                    .into_iter()
                    .map(Value::from)
                    .chain([json!("Fresh"), json!(name)])
                    .collect();
                let tag = tags[self.spelling.index(tags.len())].clone();
                let paths = document.get_mut("paths")?.as_object_mut()?;
                let item = paths.entry(path.clone()).or_insert_with(|| json!({})).as_object_mut()?;
                let schema =
                    json!({"type": "object", "properties": {"items": {"type": "object", "properties": {}}}});
                let content = json!({"application/json": {"schema": schema}});
                let responses = json!({"200": {"description": "One.", "content": content}});
                let told = format!("{method} {path} as {name} with the tag {tag}");
                let added = json!({"operationId": name, "tags": [tag], "responses": responses});
                if item.contains_key(method) {
                    return None;
                }
                item.insert(method.to_owned(), added);
                Some(told)
            }
        }
    }

    fn pick<'a>(&self, places: &'a [String]) -> Option<&'a String> {
        (!places.is_empty()).then(|| &places[self.place.index(places.len())])
    }

    /// A name that the document or its crate has for something, spelt in some way.
    fn name(&self, document: &Value, surface: &Surface) -> String {
        let mut words = BTreeSet::from(["fresh".to_owned()]);
        gather(document, &mut words);
        words.extend(surface.items.keys().filter_map(|path| {
            Some(path.trim_end_matches("()").rsplit("::").next()?.split(' ').next()?.to_owned())
        }));
        let words: Vec<String> = words.into_iter().collect();
        let word = words[self.word.index(words.len())].clone() + WORDS[self.suffix.index(WORDS.len())];
        let split = split(&word);
        match self.spelling.index(9) {
            0 => word,
            1 => split.join("_"),
            2 => split.join("-"),
            3 => split.join("_").to_ascii_uppercase(),
            4 => split.iter().map(|word| capitals(word)).collect(),
            5 => {
                let camel: String = split.iter().map(|word| capitals(word)).collect();
                camel.get(..1).unwrap_or_default().to_ascii_lowercase() + camel.get(1..).unwrap_or_default()
            }
            6 => format!("${word}"),
            7 => format!("_{word}"),
            _ => split.join("."),
        }
    }
}

fn schema(document: &mut Value, name: &str, schema: Value) -> Option<String> {
    let place = schemas(document)?;
    let name: String = name.chars().map(|char| if is_plain(char) { char } else { '_' }).collect();
    insert(document, place, name, schema)
}

fn is_plain(char: char) -> bool {
    char.is_ascii_alphanumeric() || "._-".contains(char)
}

fn capitals(word: &str) -> String {
    word.get(..1).unwrap_or_default().to_ascii_uppercase() + word.get(1..).unwrap_or_default()
}

fn split(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for char in text.chars().filter(char::is_ascii) {
        let starts =
            char.is_ascii_uppercase() && !before.is_ascii_uppercase() || !char.is_ascii_alphanumeric();
        if starts {
            words.push(String::new());
        }
        if let (true, Some(word)) = (char.is_ascii_alphanumeric(), words.last_mut()) {
            word.push(char.to_ascii_lowercase());
        }
        before = char;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The section of the schemas.
fn schemas(document: &Value) -> Option<&'static str> {
    ["/components/schemas", "/definitions"].into_iter().find(|place| document.pointer(place).is_some())
}

fn keys(document: &Value, place: &str) -> Vec<String> {
    let map = document.pointer(place).and_then(Value::as_object);
    map.into_iter().flat_map(Map::keys).cloned().collect()
}

fn insert(document: &mut Value, place: &str, name: String, value: Value) -> Option<String> {
    let map = document.pointer_mut(place)?.as_object_mut()?;
    let told = format!("{name} in {place}");
    // Beside a reference nothing counts.
    if map.contains_key(&name) || map.contains_key("$ref") {
        return None;
    }
    map.insert(name, value);
    Some(told)
}

fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The operations of the document.
fn operations(document: &Value) -> Vec<String> {
    let paths = document.get("paths").and_then(Value::as_object);
    let paths = paths.into_iter().flatten().filter(|(_, item)| item.is_object());
    let operations = paths.flat_map(|(path, item)| {
        let methods = METHODS.into_iter().filter(|method| item.get(method).is_some_and(Value::is_object));
        methods.map(move |method| format!("/paths/{}/{method}", escape(path)))
    });
    operations.collect()
}

fn tags(document: &Value) -> BTreeSet<String> {
    let operations = operations(document);
    let tags = operations.iter().filter_map(|place| document.pointer(place)?.get("tags")?.as_array());
    tags.flatten().filter_map(|tag| tag.as_str().map(str::to_owned)).collect()
}

/// What describes no schema.
fn is_told(key: &str) -> bool {
    ["example", "examples", "default", "const", "description"].contains(&key) || key.starts_with("x-")
}

/// The pointers of the values that fit.
fn places(document: &Value, fits: &dyn Fn(&str, &Value) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), String::new(), document)];
    while let Some((place, key, value)) = open.pop() {
        if fits(&key, value) {
            found.push(place.clone());
        }
        let children: Vec<(String, &Value)> = match value {
            Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), value)).collect(),
            Value::Array(list) => {
                list.iter().enumerate().map(|(at, value)| (at.to_string(), value)).collect()
            }
            _ => Vec::new(),
        };
        let children = children.into_iter().filter(|(key, _)| !is_told(key));
        open.extend(children.map(|(key, value)| (format!("{place}/{}", escape(&key)), key, value)));
    }
    found.sort();
    found
}

/// All keys and short texts.
fn gather(value: &Value, words: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map.iter().filter(|(key, _)| !is_told(key)) {
                words.insert(key.clone());
                gather(value, words);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| gather(value, words)),
        Value::String(text) if text.len() < 40 && !text.is_empty() && !text.contains('#') => {
            words.insert(text.clone());
        }
        _ => {}
    }
}
