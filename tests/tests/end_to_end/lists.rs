//! Pages and items of lists.

use openrouter_guardrails::models::{BulkAssignKeysRequest, CreateGuardrailRequest, Guardrail};
use openrouter_guardrails::{Client, Error};
use serde_json::json;
use tests::server::{Canned, DEFAULT_WORKSPACE, Server};

use super::{connect, guardrail};

/// Creates guardrails `g0`, `g1`, ...
async fn fill(client: &Client, count: usize) {
    for number in 0..count {
        client.guardrails().create(CreateGuardrailRequest::new(format!("g{number}"))).await.unwrap();
    }
}

/// The query of every request for a list since the last call.
fn queries(server: &Server) -> Vec<String> {
    let requests = server.take_requests().into_iter();
    requests.filter(|request| request.method == "GET").map(|request| request.raw_query).collect()
}

#[tokio::test]
async fn one_page() {
    let (server, client) = connect();
    fill(&client, 3).await;
    let page = client.guardrails().list().offset(1).limit(1).await.unwrap();
    assert_eq!((page.total_count, page.data.len(), page.data[0].name.as_str()), (3, 1, "g1"));
    assert_eq!(queries(&server), ["offset=1&limit=1"]);
    // A null offset is as good as none.
    let page = client.guardrails().list().offset(openrouter_guardrails::Null).await.unwrap();
    assert_eq!(page.data.len(), 3);
    assert_eq!(queries(&server), [""]);
}

#[tokio::test]
async fn calls_are_futures_that_tasks_take() {
    let (_server, client) = connect();
    let create = |number: u8| client.guardrails().create(CreateGuardrailRequest::new(format!("g{number}")));
    let tasks: Vec<_> = (0..3).map(|number| tokio::spawn(create(number).into_future())).collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    let page = tokio::spawn(client.guardrails().list().send()).await.unwrap().unwrap();
    assert_eq!(page.value().total_count, 3);
}

#[tokio::test]
async fn all_items() {
    let (server, client) = connect();
    fill(&client, 5).await;
    let mut items = client.guardrails().list().limit(2).items();
    let mut names = Vec::new();
    while let Some(item) = items.next().await {
        names.push(item.unwrap().name);
    }
    assert_eq!(names, ["g0", "g1", "g2", "g3", "g4"]);
    assert_eq!((items.total(), items.given()), (Some(5), 5));
    assert!(items.next().await.is_none());
    assert_eq!(queries(&server), ["limit=2", "offset=2&limit=2", "offset=4&limit=2"]);

    let mut items = client.guardrails().list().limit(2).items();
    items.next().await.unwrap().unwrap();
    let left: Vec<Guardrail> = items.try_collect().await.unwrap();
    assert_eq!(left.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["g1", "g2", "g3", "g4"]);
    server.answer_next(Canned::error(403, "no"));
    let refused = client.guardrails().list().items().try_collect::<Vec<_>>().await.unwrap_err();
    assert_eq!(refused.status().unwrap(), 403);
}

#[tokio::test]
async fn no_request_that_is_known_to_be_empty() {
    let (server, client) = connect();
    fill(&client, 4).await;
    let mut pages = client.guardrails().list().limit(2).pages();
    while let Some(page) = pages.next().await {
        assert_eq!(page.unwrap().data.len(), 2);
    }
    assert_eq!(pages.total(), Some(4));
    assert_eq!(queries(&server), ["limit=2", "offset=2&limit=2"]);

    let (server, client) = connect();
    assert!(client.guardrails().list().items().next().await.is_none());
    assert_eq!(queries(&server).len(), 1);
}

#[tokio::test]
async fn pages_that_are_smaller_than_asked_for() {
    let (server, client) = connect();
    fill(&client, 5).await;
    server.clamp_pages_to(2);
    let mut items = client.guardrails().list().limit(100).items();
    let mut count = 0;
    while let Some(item) = items.next().await {
        item.unwrap();
        count += 1;
    }
    assert_eq!(count, 5);
    assert_eq!(queries(&server), ["limit=100", "offset=2&limit=100", "offset=4&limit=100"]);
}

#[tokio::test]
async fn a_list_is_taken_up_again() {
    let (server, client) = connect();
    fill(&client, 5).await;
    let mut pages = client.guardrails().list().limit(2).pages();
    pages.next().await.unwrap().unwrap();
    let position = i64::try_from(pages.position()).unwrap();
    drop(pages);
    let mut rest = client.guardrails().list().limit(2).offset(position).items();
    assert_eq!(rest.next().await.unwrap().unwrap().name, "g2");
    assert_eq!(queries(&server), ["limit=2", "offset=2&limit=2"]);
}

#[tokio::test]
async fn after_an_error_there_is_nothing() {
    let (server, client) = connect();
    fill(&client, 3).await;
    let mut items = client.guardrails().list().limit(1).items();
    items.next().await.unwrap().unwrap();
    server.answer_next(Canned::error(400, "no more"));
    assert!(matches!(items.next().await, Some(Err(Error::Api(error))) if error.status() == 400));
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn a_server_that_ignores_the_offset_does_not_loop() {
    let (server, client) = connect();
    server.answer_always(Canned::json(200, json!({"data": [guardrail()], "total_count": 9})));
    let mut items = client.guardrails().list().limit(1).items();
    let mut turns = 0;
    while let Some(item) = items.next().await {
        turns += 1;
        if item.is_err() {
            break;
        }
    }
    assert!(turns < 5, "{turns}");
    assert!(server.requests().len() < 5);
}

#[tokio::test]
async fn of_a_workspace() {
    let (_server, client) = connect();
    let other = "11111111-2222-4333-8444-555555555555";
    fill(&client, 2).await;
    let request = CreateGuardrailRequest::new("elsewhere").workspace_id(other);
    client.guardrails().create(request).await.unwrap();

    let default = client.guardrails().list().await.unwrap();
    assert_eq!(default.total_count, 2);
    assert!(default.data.iter().all(|found| found.workspace_id.as_deref() == Some(DEFAULT_WORKSPACE)));
    let elsewhere = client.guardrails().list().workspace_id(other).await.unwrap();
    assert_eq!((elsewhere.total_count, elsewhere.data[0].name.as_str()), (1, "elsewhere"));
    let error = client.guardrails().list().workspace_id("nowhere").await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400);
}

#[tokio::test]
async fn of_assignments() {
    let (server, client) = connect();
    fill(&client, 1).await;
    let id = client.guardrails().list().await.unwrap().data.remove(0).id;
    let keys: Vec<String> = (0..120).map(|number| format!("k{number}")).collect();
    client.guardrails().bulk_assign_keys(&id, BulkAssignKeysRequest::new(keys.clone())).await.unwrap();
    let _ = server.take_requests();

    let mut found = Vec::new();
    let mut items = client.guardrails().list_guardrail_key_assignments(&id).items();
    while let Some(item) = items.next().await {
        found.push(item.unwrap().key_hash);
    }
    assert_eq!(found, keys);
    let mut all = client.guardrails().list_key_assignments().limit(100).items();
    all.next().await.unwrap().unwrap();
    assert_eq!(all.total(), Some(120));
    assert!(client.guardrails().list_member_assignments().items().next().await.is_none());
}
