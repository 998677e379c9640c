//! What changes in the code of a crate is told: a part of a document is removed or changed, and where other code comes out
//! the report says something.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

use generator::Output;
use generator::diff::{self, Group};
use serde_json::Value;
use tests::kinds;

/// Only so many of all changes are tried, each time the same: all take minutes.
const EVERY: usize = 6;

/// What tells the API's name and version to whoever asks the crate for them.
const OF_THE_DOCUMENT: [&str; 3] = ["/info", "/info/title", "/info/version"];

#[test]
fn no_code_changes_untold() {
    std::thread::scope(|scope| {
        for set in kinds::sets() {
            scope.spawn(move || assert_told(&set));
        }
    });
}

fn assert_told(set: &kinds::Set) {
    let document: Value = serde_yaml::from_str(&set.base).unwrap();
    let before = kinds::try_generate(&document.to_string()).unwrap();
    let mut places = Vec::new();
    below(&document, "", &mut places);
    let changed =
        places.iter().filter(|place| !OF_THE_DOCUMENT.contains(&place.as_str())).flat_map(|place| {
            [removed, other]
                .into_iter()
                .filter_map(|change| change(&document, place))
                .map(move |changed| (place, changed))
        });
    let mut tried = 0;
    let mut untold = Vec::new();
    for (place, changed) in changed.step_by(EVERY) {
        let Some(after) = kinds::try_generate(&changed.to_string()) else { continue };
        tried += 1;
        let diff = diff::diff(&before.surface, &after.surface);
        let told = diff.changes.iter().any(|change| change.group != Group::Documentation);
        if !told && code(&before) != code(&after) {
            let was = document.pointer(place).unwrap();
            let is = changed.pointer(place);
            untold.push(format!("{place}: {was}, now {is:?}: {}", first(&before, &after)));
        }
    }
    assert!(tried > 20, "{tried}");
    assert!(untold.is_empty(), "of {}:\n{}", set.name, untold.join("\n"));
}

/// The places of all values, as JSON pointers.
fn below(value: &Value, place: &str, places: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => {
            let escaped = |name: &String| name.replace('~', "~0").replace('/', "~1");
            members.iter().map(|(name, value)| (escaped(name), value)).collect()
        }
        Value::Array(items) => {
            items.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect()
        }
        _ => Vec::new(),
    };
    for (name, value) in children {
        let place = format!("{place}/{name}");
        places.push(place.clone());
        below(value, &place, places);
    }
}

/// The document without the value at a place.
fn removed(document: &Value, place: &str) -> Option<Value> {
    let mut document = document.clone();
    let (parent, name) = place.rsplit_once('/')?;
    match document.pointer_mut(parent)? {
        Value::Object(members) => {
            members.remove(&name.replace("~1", "/").replace("~0", "~"));
        }
        Value::Array(items) => {
            items.remove(name.parse().ok()?);
        }
        _ => return None,
    }
    Some(document)
}

/// The document with another value at a place.
fn other(document: &Value, place: &str) -> Option<Value> {
    let mut document = document.clone();
    let value = document.pointer_mut(place)?;
    *value = match &*value {
        Value::Bool(is) => Value::from(!is),
        Value::Number(number) => Value::from(number.as_i64()? + 1),
        Value::String(text) => Value::from(format!("{text}x")),
        _ => return None,
    };
    Some(document)
}

/// The lines of the code that users compile, but for comments; their order means nothing to them.
fn code(output: &Output) -> Vec<&str> {
    let own = |path: &str| path.starts_with("src/") && !path.starts_with("src/runtime/");
    let files = output.files.iter().filter(|(path, _)| own(path));
    let lines = files.flat_map(|(_, text)| text.lines().map(str::trim));
    let mut lines: Vec<&str> = lines.filter(|line| !line.starts_with("//")).collect();
    lines.sort_unstable();
    lines
}

fn first(before: &Output, after: &Output) -> String {
    let (before, after) = (code(before), code(after));
    let fresh = after
        .iter()
        .find(|line| !before.contains(line))
        .or_else(|| before.iter().find(|line| !after.contains(line)));
    fresh.map_or("", |line| line).to_owned()
}
