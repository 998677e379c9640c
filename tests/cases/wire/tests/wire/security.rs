//! Credentials, alternatives of them, and servers.

use crate::client;
use wire::Server;

#[tokio::test]
async fn each_operation_sends_what_it_needs() {
    let server = Server::silent();
    let client = security_schemes::Client::builder()
        .base_url(&server.url)
        .bearer("b")
        .basic("user", "pass")
        .header_2("h")
        .query("q&")
        .cookie("c")
        .oauth("o")
        .openid("i")
        .build()
        .unwrap();
    client.by_default().await.unwrap();
    assert_eq!(server.last().header("authorization"), "Bearer b");
    client.without_any().await.unwrap();
    assert_eq!(server.last().header("authorization"), "");
    client.basic().await.unwrap();
    assert_eq!(server.last().header("authorization"), "Basic dXNlcjpwYXNz");
    client.both().await.unwrap();
    assert_eq!((server.last().header("x-api-key"), server.last().header("cookie")), ("h", "sid=c"));
    client.either().await.unwrap();
    assert_eq!((server.last().header("x-api-key"), server.last().target.as_str()), ("h", "/either"));
    client.oauth().await.unwrap();
    assert_eq!(server.last().header("authorization"), "Bearer o");
    client.openid().await.unwrap();
    assert_eq!(server.last().header("authorization"), "Bearer i");
}

#[tokio::test]
async fn alternatives_take_what_is_there() {
    let server = Server::silent();
    let client = security_schemes::Client::builder().base_url(&server.url).query("q&").build().unwrap();
    client.either().await.unwrap();
    assert_eq!(server.last().target, "/either?api_key=q%26");
    client.optional().await.unwrap();
    assert_eq!(server.last().header("x-api-key"), "");
    // Without credentials the server has the last word.
    client.both().await.unwrap();
    assert_eq!((server.last().header("x-api-key"), server.last().header("cookie")), ("", ""));
    client.mtls().await.unwrap();
    assert_eq!(server.last().header("authorization"), "");
}

#[tokio::test]
#[ignore = "an empty alternative that is listed first wins over a credential that is there"]
async fn an_optional_credential_is_sent_where_it_is_there() {
    let server = Server::silent();
    let client = security_schemes::Client::builder().base_url(&server.url).header_2("h").build().unwrap();
    client.optional().await.unwrap();
    assert_eq!(server.last().header("x-api-key"), "h");
}

#[tokio::test]
async fn operations_and_paths_have_servers_of_their_own() {
    let server = Server::silent();
    let client = client!(server_variables, server);
    client.a().await.unwrap();
    assert_eq!(server.last().line(), "GET /a");
    // What the caller says goes before what the document says.
    client.b().base_url(&server.url).await.unwrap();
    assert_eq!(server.last().line(), "GET /b");
}
