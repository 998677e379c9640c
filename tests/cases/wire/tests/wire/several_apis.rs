//! Two APIs in one crate, whose documents call the same things by the same names.

use crate::client;
use several_apis::{pets, runtime, shops};
use wire::{Reply, Server};

fn servers() -> (Server, Server) {
    let pets = Server::start([Reply::json(r#"{"data":[{"id":"rex"}],"total":1}"#)]);
    let shops = Server::start([Reply::json(
        r#"{"data":[{"id":7,"opened":"2020-01-02T03:04:05Z"}],"total":1}"#,
    )]);
    (pets, shops)
}

#[tokio::test]
async fn each_has_a_client_of_its_own() {
    let (pets_server, shops_server) = servers();
    let pets = pets::Client::builder().base_url(&pets_server.url).api_key("p").x_tenant("a").build().unwrap();
    let shops = shops::Client::builder().base_url(&shops_server.url).key("s").x_tenant("b").build().unwrap();
    let both = tokio::join!(pets.items().list_items().limit(5).send(), shops.items().list_items().x_tenant("c").send());
    let (pet, shop) = (both.0.unwrap().into_inner(), both.1.unwrap().into_inner());
    assert_eq!((pet.data[0].id.as_str(), pet.total), ("rex", Some(1)));
    assert_eq!((shop.data[0].id, shop.data[0].opened.to_string()), (7, "2020-01-02T03:04:05Z".to_owned()));
    let (pet, shop) = (&pets_server.seen()[0], &shops_server.seen()[0]);
    assert_eq!((pet.header("authorization"), pet.header("x-tenant")), ("Bearer p", "a"));
    assert_eq!((shop.header("x-key"), shop.header("x-tenant")), ("s", "c"));
    assert_eq!([pet.line(), shop.line()], ["GET /items?limit=5", "GET /items"]);
}

#[tokio::test]
async fn each_goes_through_its_pages_and_reads_its_errors() {
    let (pets_server, shops_server) = servers();
    let mut pets = client!(pets, pets_server).items().list_items().items();
    assert_eq!(pets.next().await.unwrap().unwrap().id, "rex");
    let mut shops = client!(shops, shops_server).items().list_items().pages();
    assert_eq!(shops.next().await.unwrap().unwrap().into_inner().data.len(), 1);
    let server = Server::start([Reply::new(404, "application/json", r#"{"animal":"rex"}"#)]);
    // Both fail with the one error of the runtime.
    let error: runtime::Error = client!(pets, server).items().list_items().await.unwrap_err();
    match error.body() {
        Some(pets::errors::ItemsListItemsError::NotFound(problem)) => assert_eq!(problem.animal, "rex"),
        other => panic!("{other:?}"),
    }
    let error: runtime::Error = client!(shops, server).items().list_items().await.unwrap_err();
    assert!(matches!(error.body(), Some(shops::errors::ItemsListItemsError::Other(_))));
}

#[test]
fn each_has_a_blocking_client() {
    let (pets_server, shops_server) = servers();
    let pets = pets::blocking::Client::builder().base_url(&pets_server.url).build().unwrap();
    let shops = shops::blocking::Client::builder().base_url(&shops_server.url).build().unwrap();
    let names: Vec<String> = pets.items().list_items().items().map(|item| item.unwrap().id).collect();
    assert_eq!(names, ["rex"]);
    assert_eq!(shops.items().list_items().call().unwrap().data[0].id, 7);
    assert_eq!(pets.get("/status").query("a", 1).send().unwrap().status().as_u16(), 200);
}
