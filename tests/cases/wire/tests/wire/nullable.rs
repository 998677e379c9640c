//! What must be there and may be null is taken as a value, as an `Option` or as `Null`, wherever a function takes it.

use crate::client;
use schema_required_nullable::models::{As2Model, Message, Tags};
use schema_required_nullable::{Null, OptionalNullable};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use wire::Server;

fn sent(value: impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

#[test]
fn constructors() {
    let text = Some("hi".to_owned());
    for message in [
        Message::new("hi", "user"),
        Message::new(String::from("hi"), "user"),
        Message::new(Some("hi"), "user"),
        Message::new(text.as_deref(), "user"),
        Message::new(text.clone(), "user"),
        Message::new(OptionalNullable::Value("hi"), "user"),
    ] {
        assert_eq!(sent(message), json!({"content": "hi", "role": "user"}));
    }
    assert_eq!(sent(Message::new(vec!["a".to_owned()], "user"))["content"], json!(["a"]));
    for message in [Message::new(Null, "user"), Message::new(None::<String>, "user")] {
        assert_eq!(sent(message), json!({"content": null, "role": "user"}));
    }

    let none = Tags::new(Null, Null, Null, Null);
    assert_eq!(sent(&none), json!({"kind": null, "labels": null, "parent": null, "total": null}));
    assert_eq!(none, Tags::new(None::<&str>, None::<BTreeMap<String, i64>>, None::<Tags>, None::<u64>));
    let full = json!({"kind": "one", "labels": {"a": 1}, "parent": none, "total": 18_446_744_073_709_551_615_u64});
    let tags = Tags::new(As2Model::One, [("a", 1)], none.clone(), 18_446_744_073_709_551_615);
    assert_eq!(sent(tags), full);
    assert_eq!(sent(Tags::new(Some("one"), Some([("a", 1)]), Some(none), Some(u64::MAX))), full);
}

#[tokio::test]
async fn parameters() {
    let server = Server::silent();
    let client = client!(schema_required_nullable, server);
    client.add_note(1, 5, ["a", "b"], "hi").await.unwrap();
    let seen = server.last();
    assert_eq!((seen.line().as_str(), seen.header("x-size")), ("POST /notes/1?ids=a&ids=b&text=hi", "5"));
    client.add_note(u64::MAX, Some(5_u8), &["a"], Some("hi")).await.unwrap();
    let seen = server.last();
    assert_eq!(seen.line(), "POST /notes/18446744073709551615?ids=a&text=hi");
    assert_eq!(seen.header("x-size"), "5");
}

#[tokio::test]
async fn bodies() {
    let server = Server::silent();
    let client = client!(schema_required_nullable, server);
    client.send_maybe(["a"]).await.unwrap();
    client.send_maybe(Some(vec!["a"])).await.unwrap();
    client.send_maybe(Null).await.unwrap();
    client.send_maybe(None::<Vec<String>>).await.unwrap();
    client.send_list(&[Message::new(Null, "user")]).await.unwrap();
    client.send_size(5).await.unwrap();
    let seen: Vec<String> = server.seen().iter().map(wire::Seen::text).collect();
    let list = r#"[{"content":null,"role":"user"}]"#;
    assert_eq!(seen, [r#"["a"]"#, r#"["a"]"#, "null", "null", list, "5"]);
}

/// A union is made from a value of any of its alternatives that can mean no other.
#[test]
fn unions() {
    use union_open_enum::models::{EnumOrNumber, EnumOrNumberAuto};
    use union_shapes::models::{Kinds, Lists};

    assert_eq!(sent(EnumOrNumber::from("auto")), json!("auto"));
    assert_eq!(EnumOrNumber::from("auto".to_owned()), EnumOrNumber::from(EnumOrNumberAuto::Auto));
    assert_eq!(sent(EnumOrNumber::from(5)), json!(5));
    assert_eq!((sent(Kinds::from(true)), sent(Kinds::from(-1))), (json!(true), json!(-1)));
    assert_eq!((sent(Kinds::from("a")), sent(Kinds::from(vec!["a".to_owned()]))), (json!("a"), json!(["a"])));
    assert_eq!((sent(Lists::from(vec![1])), sent(Lists::from(vec!["a".to_owned()]))), (json!([1]), json!(["a"])));
}
