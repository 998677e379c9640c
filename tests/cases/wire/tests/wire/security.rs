//! Credentials, alternatives of them, and servers.

use crate::client;
use wire::{Reply, Server};

#[tokio::test]
async fn each_operation_sends_what_it_needs() {
    let server = Server::silent();
    let client = security_schemes::Client::builder()
        .base_url(&server.url)
        .bearer("b")
        .basic("user", "pass")
        .header_value("h")
        .query_value("q&")
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
    let client = security_schemes::Client::builder().base_url(&server.url).query_value("q&").build().unwrap();
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
async fn an_optional_credential_is_sent_where_it_is_there() {
    let server = Server::silent();
    let client = security_schemes::Client::builder().base_url(&server.url).header_value("h").build().unwrap();
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

#[tokio::test]
async fn client_credentials() {
    let token = |token: &str, seconds: u32| {
        Reply::json(&format!("{{\"access_token\":\"{token}\",\"token_type\":\"bearer\",\"expires_in\":{seconds}}}"))
    };
    let fine = || Reply::new(204, "", "");
    // The first token is as good as expired: the second call fetches another one, the third does not.
    let server = Server::start([token("t1", 0), fine(), token("t2", 3600), fine(), fine()]);
    let client = security_oauth::Client::builder()
        .base_url(format!("{}/v1", server.url))
        .oauth_client_credentials("me", "p&ss")
        .build()
        .unwrap();
    for _ in 0..3 {
        client.list_things().await.unwrap();
    }
    let seen = server.seen();
    let lines: Vec<String> = seen.iter().map(wire::Seen::line).collect();
    let (fetch, call) = ("POST /oauth/token", "GET /v1/things");
    assert_eq!(lines, [fetch, call, fetch, call, call]);
    assert_eq!(seen[0].text(), "grant_type=client_credentials&scope=read%20delete");
    assert_eq!(seen[0].header("content-type"), "application/x-www-form-urlencoded");
    assert_eq!(seen[0].header("authorization"), "Basic bWU6cCUyNnNz");
    let tokens: Vec<&str> = [1, 3, 4].map(|index: usize| seen[index].header("authorization")).to_vec();
    assert_eq!(tokens, ["Bearer t1", "Bearer t2", "Bearer t2"]);
}

#[tokio::test]
async fn other_scopes() {
    use security_oauth::runtime::{Credential, oauth2::ClientCredentials};
    let token = || Reply::json("{\"access_token\":\"t\",\"expires_in\":3600}");
    let fine = || Reply::new(204, "", "");
    let server = Server::start([token(), fine(), token(), fine()]);
    let tokens = ClientCredentials::new("/oauth/token", "me", "secret").scopes(["write"]);
    let client = security_oauth::Client::builder()
        .base_url(&server.url)
        .credential("oauth", Credential::provider(tokens))
        .build()
        .unwrap();
    client.list_things().await.unwrap();
    assert_eq!(server.seen()[0].text(), "grant_type=client_credentials&scope=write");
    // No operation names a scope of this one.
    let client = security_oauth::Client::builder()
        .base_url(&server.url)
        .silent_client_credentials("me", "secret")
        .build()
        .unwrap();
    client.delete_things().await.unwrap();
    assert_eq!(server.seen()[2].text(), "grant_type=client_credentials&scope=one%20two");
}

#[tokio::test]
async fn a_refused_token_is_replaced_once() {
    let token = |token: &str| Reply::json(&format!("{{\"access_token\":\"{token}\",\"expires_in\":3600}}"));
    let server =
        Server::start([token("t1"), Reply::new(401, "", ""), token("t2"), Reply::new(204, "", "")]);
    let client = security_oauth::Client::builder()
        .base_url(&server.url)
        .oauth_client_credentials("me", "secret")
        .build()
        .unwrap();
    client.list_things().await.unwrap();
    assert_eq!(server.last().header("authorization"), "Bearer t2");
    assert_eq!(server.seen().len(), 4);
}
