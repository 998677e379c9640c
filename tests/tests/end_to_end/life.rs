//! The life of a guardrail: create, get, update, assign, unassign, delete.

use openrouter_guardrails::Null;
use openrouter_guardrails::models::{
    BulkAssignKeysRequest, BulkAssignMembersRequest, BulkUnassignKeysRequest, BulkUnassignMembersRequest,
    ContentFilterAction, ContentFilterBuiltinAction, ContentFilterBuiltinEntryInput,
    ContentFilterBuiltinSlug, ContentFilterEntry, CreateGuardrailRequest, GuardrailInterval,
    UpdateGuardrailRequest,
};

use super::connect;

#[tokio::test]
async fn what_is_created_can_be_read() {
    let (_server, client) = connect();
    let request = CreateGuardrailRequest::new("Production")
        .description("for people")
        .limit_usd(50)
        .reset_interval(GuardrailInterval::Weekly)
        .allowed_models(vec!["openai/gpt-5.2".to_owned()])
        .ignored_providers(["azure"])
        .content_filters([ContentFilterEntry::new(ContentFilterAction::Block, "x+")])
        .content_filter_builtins([ContentFilterBuiltinEntryInput::new(
            ContentFilterBuiltinAction::Redact,
            ContentFilterBuiltinSlug::Email,
        )])
        .include_byok_in_budgets(false);
    let created = client.guardrails().create(request).await.unwrap().data;
    let read = client.guardrails().get(&created.id).await.unwrap().data;
    assert_eq!(read, created);
    assert_eq!(read.name, "Production");
    assert_eq!(read.description.as_deref(), Some("for people"));
    assert_eq!(read.limit_usd.value(), Some(&50.0));
    assert_eq!(read.reset_interval.value(), Some(&GuardrailInterval::Weekly));
    assert_eq!(read.content_filters.value().unwrap()[0].pattern, "x+");
    assert_eq!(read.content_filter_builtins.value().unwrap()[0].slug, ContentFilterBuiltinSlug::Email);
    assert!(!read.include_byok_in_budgets);
    assert!(read.allowed_providers.is_null());
    assert!(read.updated_at.is_null());
}

#[tokio::test]
async fn an_update_changes_what_it_names() {
    let (_server, client) = connect();
    let guardrails = client.guardrails();
    let request =
        CreateGuardrailRequest::new("n").description("d").limit_usd(50.0).allowed_models(["a", "b"]);
    let before = guardrails.create(request).await.unwrap().data;

    let change = UpdateGuardrailRequest::new()
        .description(Null)
        .limit_usd(75.0)
        .content_filters(Vec::<ContentFilterEntry>::new());
    let after = guardrails.update(&before.id, change).await.unwrap().data;
    assert!(after.description.is_null());
    assert_eq!(after.limit_usd.value(), Some(&75.0));
    assert_eq!(after.content_filters.value(), Some(&Vec::new()));
    assert_eq!(after.allowed_models, before.allowed_models);
    assert!(after.updated_at.is_value());

    let nothing = guardrails.update(&before.id, UpdateGuardrailRequest::new()).await.unwrap().data;
    assert_eq!(nothing, after);
}

#[tokio::test]
async fn what_is_deleted_is_gone() {
    let (_server, client) = connect();
    let guardrails = client.guardrails();
    let id = guardrails.create(CreateGuardrailRequest::new("n")).await.unwrap().data.id;
    guardrails.bulk_assign_keys(&id, BulkAssignKeysRequest::new(["k"])).await.unwrap();
    assert!(guardrails.delete(&id).await.unwrap().deleted);
    assert_eq!(guardrails.get(&id).await.unwrap_err().status().unwrap(), 404);
    assert_eq!(guardrails.delete(&id).await.unwrap_err().status().unwrap(), 404);
    assert_eq!(guardrails.list_key_assignments().await.unwrap().total_count, 0);
}

#[tokio::test]
async fn keys_are_assigned_and_taken_away() {
    let (_server, client) = connect();
    let guardrails = client.guardrails();
    let id = guardrails.create(CreateGuardrailRequest::new("one")).await.unwrap().data.id;
    let other = guardrails.create(CreateGuardrailRequest::new("two")).await.unwrap().data.id;

    let assign =
        |id: &str, keys: &[&str]| guardrails.bulk_assign_keys(id, BulkAssignKeysRequest::new(keys.to_vec()));
    assert_eq!(assign(&id, &["a", "b"]).await.unwrap().assigned_count, 2);
    assert_eq!(assign(&id, &["b", "c"]).await.unwrap().assigned_count, 1);
    assert_eq!(assign(&other, &["a"]).await.unwrap().assigned_count, 1);

    let of_one = guardrails.list_guardrail_key_assignments(&id).await.unwrap();
    let hashes: Vec<&str> = of_one.data.iter().map(|found| found.key_hash.as_str()).collect();
    assert_eq!(hashes, ["a", "b", "c"]);
    assert!(of_one.data.iter().all(|found| found.guardrail_id == id));
    assert_eq!(of_one.data[0].assigned_by.as_deref(), Some("user_admin"));
    assert_eq!(guardrails.list_key_assignments().await.unwrap().total_count, 4);

    let take_away = BulkUnassignKeysRequest::new(["a", "nobody"]);
    assert_eq!(guardrails.bulk_unassign_keys(&id, take_away).await.unwrap().unassigned_count, 1);
    assert_eq!(guardrails.list_key_assignments().await.unwrap().total_count, 3);
}

#[tokio::test]
async fn members_are_assigned_and_taken_away() {
    let (_server, client) = connect();
    let guardrails = client.guardrails();
    let id = guardrails.create(CreateGuardrailRequest::new("one")).await.unwrap().data.id;

    let assign = BulkAssignMembersRequest::new(["user_a", "user_b"]);
    assert_eq!(guardrails.bulk_assign_members(&id, assign).await.unwrap().assigned_count, 2);
    let found = guardrails.list_guardrail_member_assignments(&id).await.unwrap();
    assert_eq!(
        (found.data[1].user_id.as_str(), found.data[1].organization_id.as_str()),
        ("user_b", "org_test")
    );
    assert_eq!(found.data[1].assigned_by, None);
    assert_eq!(guardrails.list_member_assignments().await.unwrap().data, found.data);

    let take_away = BulkUnassignMembersRequest::new(["user_a", "user_b"]);
    assert_eq!(guardrails.bulk_unassign_members(&id, take_away).await.unwrap().unassigned_count, 2);
    assert_eq!(guardrails.list_member_assignments().await.unwrap().total_count, 0);
}

#[tokio::test]
async fn many_calls_at_once_share_a_client() {
    let (server, client) = connect();
    let mut calls = tokio::task::JoinSet::new();
    for number in 0..300 {
        let guardrails = client.guardrails();
        calls.spawn(async move {
            let name = format!("g{number}");
            let created = guardrails.create(CreateGuardrailRequest::new(&name)).await.unwrap().data;
            assert_eq!(created.name, name);
            assert_eq!(guardrails.get(&created.id).await.unwrap().data, created);
            created.id
        });
    }
    let ids: std::collections::BTreeSet<String> = calls.join_all().await.into_iter().collect();
    assert_eq!(ids.len(), 300);
    assert_eq!(client.guardrails().list().limit(1).await.unwrap().total_count, 300);
    assert_eq!(server.requests().len(), 601);
}

#[tokio::test]
async fn a_dropped_call_stops() {
    let (server, client) = connect();
    server.answer_next(tests::server::Canned::never());
    let mut call = Box::pin(client.guardrails().list().send());
    // The call runs until its request has arrived, and no further.
    while server.requests().is_empty() {
        tokio::select! {
            _ = &mut call => panic!("there is no answer"),
            () = tokio::task::yield_now() => {}
        }
    }
    drop(call);
    assert_eq!(client.guardrails().list().await.unwrap().total_count, 0);
    assert_eq!(server.requests().len(), 2);
}
