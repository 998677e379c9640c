//! Setters take values and options of every kind of type, in models, parameters, bodies and forms.

use crate::client;
use schema_setters::models::{AsModel, Thing, ThingLevel};
use schema_setters::operations::untagged::send_form::SendFormForm;
use schema_setters::{Null, OrNull};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use wire::Server;

fn sent(thing: &Thing) -> Value {
    serde_json::to_value(thing).unwrap()
}

#[test]
fn none_leaves_every_kind_of_field_as_it_is() {
    let none = |thing: Thing| {
        thing
            .any(None::<Value>)
            .r#as(None::<AsModel>)
            .big(None::<u64>)
            .count(None::<i64>)
            .either(None::<&str>)
            .ids(None::<Vec<String>>)
            .labels(None::<BTreeMap<String, String>>)
            .level(None::<&str>)
            .parent(None::<Thing>)
            .share(None::<f64>)
    };
    assert_eq!(sent(&none(Thing::new())), json!({}));
    let full = Thing::new()
        .any(Some("x"))
        .r#as(Some(AsModel::A))
        .big(18_446_744_073_709_551_615)
        .count(Some(3_u8))
        .either("e")
        .ids(Some(["a"]))
        .labels([("k", "v")])
        .level(Some("low"))
        .parent(Some(Thing::new().count(4)))
        .share(1);
    let expected = json!({
        "any": "x", "as": "a", "big": u64::MAX, "count": 3, "either": "e", "ids": ["a"], "labels": {"k": "v"},
        "level": "low", "parent": {"count": 4}, "share": 1.0
    });
    assert_eq!(sent(&full), expected);
    assert_eq!(none(full.clone()), full);
    let null = Thing::new()
        .any(Null)
        .big(Null)
        .ids(None::<Vec<String>>.or_null())
        .labels(Null)
        .level(None::<ThingLevel>.or_null())
        .parent(Null)
        .share(Null);
    let expected = json!({
        "any": null, "big": null, "ids": null, "labels": null, "level": null, "parent": null, "share": null
    });
    assert_eq!(sent(&null), expected);
    assert_eq!(none(null.clone()), null, "null stays null");
    let any = |thing: Thing| sent(&thing)["any"].clone();
    assert_eq!(any(Thing::new().any(json!({"a": [1]}))), json!({"a": [1]}));
    assert_eq!(any(Thing::new().any(None::<bool>.or_null())), Value::Null);
}

#[tokio::test]
async fn parameters() {
    let server = Server::silent();
    let client = client!(schema_setters, server);
    client
        .make_thing()
        .count(None::<i64>)
        .size(None::<u64>)
        .ids(None::<Vec<String>>)
        .filter(None::<Value>)
        .x_level(None::<&str>)
        .session(None::<String>)
        .body(None::<Thing>)
        .await
        .unwrap();
    let seen = server.last();
    assert_eq!((seen.line(), seen.text()), ("POST /things".to_owned(), String::new()));
    assert_eq!((seen.header("x-level"), seen.header("cookie"), seen.header("content-type")), ("", "", ""));
    client
        .make_thing()
        .count(Some(5))
        .size(7)
        .ids(Some(vec!["a"]))
        .filter(Some(json!({"a": 1})))
        .x_level(Some("low"))
        .session(Some("s"))
        .body(Some(Thing::new().count(1)))
        .await
        .unwrap();
    let seen = server.last();
    assert_eq!(seen.line(), "POST /things?count=5&size=7&ids=a&filter=%7B%22a%22%3A1%7D");
    assert_eq!((seen.header("x-level"), seen.header("cookie")), ("low", "session=s"));
    assert_eq!(seen.text(), r#"{"count":1}"#);
}

#[tokio::test]
async fn bodies() {
    let server = Server::silent();
    let client = client!(schema_setters, server);
    client.send_any().body(None::<Value>).await.unwrap();
    client.send_any().body(Some("x")).await.unwrap();
    client.send_any().body(Null).await.unwrap();
    client.send_maybe().body(None::<Vec<String>>).await.unwrap();
    client.send_maybe().body(Some(["a"])).await.unwrap();
    client.send_maybe().body(Null).await.unwrap();
    client.send_maybe().body(None::<Vec<String>>.or_null()).await.unwrap();
    let seen: Vec<String> = server.seen().iter().map(wire::Seen::text).collect();
    assert_eq!(seen, ["", "\"x\"", "null", "", r#"["a"]"#, "null", "null"]);
}

#[tokio::test]
async fn forms() {
    let server = Server::silent();
    let client = client!(schema_setters, server);
    let form = SendFormForm::new().file(None::<&str>).count(Some(7)).note(Some("n")).note(None::<String>);
    client.send_form(form).await.unwrap();
    let text = server.last().text();
    assert!(!text.contains("name=\"file\"") && text.contains("\r\n\r\n7\r\n"), "{text}");
    assert!(text.contains("name=\"note\"\r\n\r\nn\r\n"), "{text}");
    client.send_form(SendFormForm::new().file(Some("contents"))).await.unwrap();
    assert!(server.last().text().contains("contents"));
}
