//! Models as rows of a table.

use crate::runtime::{Fields, OptionalNullable, Row};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// As it is generated.
#[derive(Default)]
struct Open {
    id: String,
    limit: Option<f64>,
    name: OptionalNullable<String>,
    tags: Option<Vec<String>>,
    rest: BTreeMap<String, Value>,
}

crate::runtime::fields::object! {
    struct Open;
    "id" => id: required;
    "limit" => limit: optional;
    "name" => name: optional;
    "tags" => tags: optional;
    .. => rest;
}

fn row<T: Fields>(model: &T) -> String {
    serde_json::to_string(&Row(model)).unwrap()
}

#[test]
fn all_rows_have_the_same_columns() {
    let mut one = Open { id: "a".to_owned(), ..Open::default() };
    let empty = r#"{"id":"a","limit":null,"name":null,"tags":null,"additionalProperties":null}"#;
    assert_eq!(row(&one), empty);
    one.name = OptionalNullable::Null;
    assert_eq!(row(&one), empty);
    one.name = "n".to_owned().into();
    one.limit = Some(7.5);
    one.tags = Some(vec!["x".to_owned(), "y".to_owned()]);
    one.rest = BTreeMap::from([("b".to_owned(), json!({"c": 1})), ("d".to_owned(), json!(true))]);
    let full: BTreeMap<String, Value> = serde_json::from_str(&row(&one)).unwrap();
    assert_eq!(full["limit"], 7.5);
    assert_eq!(full["name"], "n");
    assert_eq!(full["tags"], r#"["x","y"]"#);
    assert_eq!(full["additionalProperties"], r#"{"b":{"c":1},"d":true}"#);
    assert_eq!(full.len(), 5);
}
