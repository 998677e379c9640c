//! What answers break of the document is told, whatever they are made of.

use crate::client;
use config_check_received::Error;
use config_check_received::models::Page;
use wire::{Reply, Server};

const LIST: &str = r#"[{"name":"a","kind":"cup"},{"name":"","kind":"jug","size":13}]"#;

fn told(outcome: Result<(), config_check_received::runtime::Violations>) -> String {
    Error::from(outcome.unwrap_err()).to_string()
}

#[tokio::test]
async fn each_item_of_a_list_or_a_map() {
    let server = Server::start([
        Reply::json(&format!(r#"{{"things":{LIST}}}"#)),
        Reply::json(&format!(r#"{{"mine":{LIST}}}"#)),
        Reply::json(LIST),
        Reply::json("null"),
        Reply::json(r#"[{"name":"a","kind":"cup"}]"#),
    ]);
    let client = client!(config_check_received, server);
    let page = client.list_things().send().await.unwrap();
    let model: Result<(), _> = Page::validate(&page);
    assert_eq!(told(page.validate()), told(model));
    assert_eq!(
        told(client.map_things().send().await.unwrap().validate()),
        "invalid request: [\"mine\"][1].size: is a value that the document excludes; [\"mine\"][1].kind: is none of the \
         values that the document lists; [\"mine\"][1].name: must have at least 1 characters, has 0"
    );
    let list = client.list_kinds().send().await.unwrap();
    assert!(told(list.validate()).contains("[1].kind"));
    client.list_kinds().send().await.unwrap().validate().unwrap();
    client.list_kinds().send().await.unwrap().validate().unwrap();
}

#[tokio::test]
async fn a_list_or_a_map_has_limits_of_its_own() {
    let few = r#"[{"name":"a","kind":"cup"},{"name":"b","kind":"cup"},{"name":"a","kind":"cup"}]"#;
    let server = Server::start([
        Reply::json(few),
        Reply::json(r#"[{"name":"","kind":"cup","size":1}]"#),
        Reply::json(r#"[{"name":"a","kind":"cup","size":1}]"#),
        Reply::json(r#"{"mine":[]}"#),
        Reply::json(few),
    ]);
    let client = client!(config_check_received, server);
    let list = client.list_few().send().await.unwrap();
    assert_eq!(
        told(list.validate()),
        "invalid request: the value: must have at most 2 items, has 3; items must differ, item 2 is there already; must have at \
         least 1 items of a kind, has 0"
    );
    let items = list.map(|list| list);
    items.validate().unwrap();
    let list = client.list_few().send().await.unwrap();
    assert_eq!(told(list.validate()), "invalid request: [0].name: must have at least 1 characters, has 0");
    client.list_few().send().await.unwrap().validate().unwrap();
    let sets = client.map_sets().send().await.unwrap();
    assert_eq!(
        told(sets.validate()),
        "invalid request: the value: must have at least 2 entries, has 1; [\"mine\"]: must have at least 1 items, has 0"
    );
    // Of no other operation, whose answer has the same type.
    client.list_kinds().send().await.unwrap().validate().unwrap();
}

#[test]
fn so_they_are_for_the_blocking_client() {
    let server = Server::start([Reply::json(LIST)]);
    let client = config_check_received::blocking::Client::builder().base_url(&server.url).build().unwrap();
    let list = client.list_kinds().send().unwrap();
    assert!(told(list.validate()).contains("[1].name"));
}
