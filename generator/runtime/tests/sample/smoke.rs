//! The whole way, as users go it.

use crate::{
    Client, Error, Null,
    errors::GetItemError,
    models::{Action, UpdateItem},
    support::{Reply, Server},
};
use std::time::Duration;

fn client(server: &Server) -> Client {
    Client::builder().api_key("sk-secret-key").base_url(format!("{}/api/v1/", server.url)).build().unwrap()
}

#[tokio::test]
async fn get_and_update() {
    let server = Server::always(Reply::json(200, r#"{"id":"a","name":null,"action":"explode","new":1}"#));
    let client = Client::builder()
        .api_key("sk-secret-key")
        .base_url(&server.url)
        .http_referer("https://example.com")
        .timeout(Duration::from_secs(20))
        .build()
        .unwrap();
    let item = client.items().get("a/b").await.unwrap();
    assert!(item.name.is_null());
    assert_eq!(item.action, Some(Action::from("explode")));
    let body =
        UpdateItem::new().name(Null).limit_usd(75.0).providers(["openai", "anthropic"]).action(Action::Block);
    client.items().update(&item.id, body).http_referer("https://call").await.unwrap();
    client.items().update(&item.id, UpdateItem::new().providers(Null).limit_usd(75).name("x")).await.unwrap();
    let seen = server.seen();
    assert_eq!(seen[0].target, "/items/a%2Fb");
    assert_eq!(seen[0].header("authorization"), ["Bearer sk-secret-key"]);
    assert_eq!(seen[0].header("http-referer"), ["https://example.com"]);
    assert_eq!(seen[0].header("content-type"), Vec::<&str>::new());
    assert_eq!(seen[1].header("http-referer"), ["https://call"]);
    assert_eq!(seen[1].header("content-type"), ["application/json"]);
    assert_eq!(
        seen[1].text(),
        r#"{"name":null,"limit_usd":75.0,"providers":["openai","anthropic"],"action":"block"}"#
    );
    assert_eq!(seen[2].text(), r#"{"name":"x","limit_usd":75.0,"providers":null}"#);
}

#[tokio::test]
async fn typed_errors_and_raw_access() {
    let answer = Reply::status(
        404,
        &[("content-type", "application/json"), ("x-request-id", "r1")],
        r#"{"message":"gone"}"#,
    );
    let server = Server::script(vec![answer, Reply::json(200, r#"{"id":"a"}"#)]);
    let client = client(&server);
    match client.items().get("x").await {
        Err(Error::Api(error)) if error.status() == 404 => {
            assert!(matches!(error.body(), GetItemError::NotFound(body) if body.message == "gone"));
            assert_eq!(error.message(), "gone");
            assert_eq!(error.request_id(), Some("r1"));
        }
        other => panic!("{other:?}"),
    }
    let response = client.items().get("a").timeout(Duration::from_secs(2)).send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers().get("content-type").unwrap(), "application/json");
    assert_eq!(response.bytes(), r#"{"id":"a"}"#);
    assert_eq!(server.seen()[0].target, "/api/v1/items/x");
}

#[tokio::test]
async fn items_over_pages() {
    let server = Server::start(|_, seen| {
        let offset: usize = seen
            .target
            .split("offset=")
            .nth(1)
            .map_or(0, |text| text.split('&').next().unwrap().parse().unwrap());
        // The server caps pages at two items.
        let ids: Vec<String> = (offset..5.min(offset + 2)).map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
        Reply::json(200, format!(r#"{{"data":[{}],"total_count":5}}"#, ids.join(",")))
    });
    let client = client(&server);
    let mut items = client.items().list().limit(100).items();
    let mut ids = Vec::new();
    while let Some(item) = items.next().await {
        ids.push(item.unwrap().id);
        assert_eq!(items.total(), Some(5));
    }
    assert_eq!(ids, ["0", "1", "2", "3", "4"]);
    assert_eq!(server.count(), 3);
}

#[tokio::test]
async fn parameters() {
    let server = Server::always(Reply::json(200, r#"{"data":[]}"#));
    let request = client(&server).items().search().filter([("a b", "c&d")]).tags(["x", "y,z"]).trace("t");
    request.await.unwrap();
    let seen = server.seen();
    assert_eq!(seen[0].target, "/api/v1/items/search?filter%5Ba%20b%5D=c%26d&tags=x,y%2Cz");
    assert_eq!(seen[0].header("x-trace"), ["t"]);
    assert_eq!(seen[0].header("authorization"), Vec::<&str>::new());
}
