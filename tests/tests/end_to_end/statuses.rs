//! Every error status that the document lists, for every operation, as a typed error; and all others.

use openrouter_guardrails::errors::{
    GuardrailsBulkAssignKeysError, GuardrailsBulkAssignMembersError, GuardrailsBulkUnassignKeysError,
    GuardrailsBulkUnassignMembersError, GuardrailsCreateError, GuardrailsDeleteError, GuardrailsGetError,
    GuardrailsListError, GuardrailsListGuardrailKeyAssignmentsError,
    GuardrailsListGuardrailMemberAssignmentsError, GuardrailsListKeyAssignmentsError,
    GuardrailsListMemberAssignmentsError, GuardrailsUpdateError,
};
use openrouter_guardrails::models::{
    BulkAssignKeysRequest, BulkAssignMembersRequest, BulkUnassignKeysRequest, BulkUnassignMembersRequest,
    CreateGuardrailRequest, UpdateGuardrailRequest,
};
use openrouter_guardrails::runtime::OperationError;
use openrouter_guardrails::{Client, Error, RetryPolicy};
use tests::server::{Canned, Server};
use tests::wire::Document;

use super::{NOBODY, connect, to};

/// Has the server answer with each status, and looks at what the call makes of it.
macro_rules! check {
    ($server:expr, $method:literal, $call:expr, $error:ident { $($status:literal: $variant:ident),* }) => {{
        let document = Document::load().unwrap();
        assert_eq!(document.facts($method).unwrap().errors, [$($status),*], $method);
        $(
            $server.answer_next(Canned::error($status, "said the server"));
            let error = $call.retry(RetryPolicy::none()).await.unwrap_err();
            let error = error.as_api().unwrap();
            assert_eq!(error.status(), $status);
            assert_eq!(error.message(), "said the server");
            let $error::$variant(body) = error.body() else { panic!("{}: {error:?}", $method) };
            assert_eq!((body.error.code, body.error.message.as_str()), ($status, "said the server"));
        )*
        for status in [201_u16, 302, 402, 403, 409, 418, 422, 429, 501, 503, 599] {
            let listed = [$($status),*].contains(&status);
            // 201 is what `create` answers with.
            if listed || (status == 201 && $method == "create") {
                continue;
            }
            $server.answer_next(Canned::error(status, "not in the document"));
            let error = $call.retry(RetryPolicy::none()).await.unwrap_err();
            let error = error.as_api().unwrap();
            assert_eq!(error.status(), status);
            let $error::Other(body) = error.body() else { panic!("{}: {error:?}", $method) };
            assert_eq!(body.bytes(), error.bytes());
        }
        // All was done, and there is nothing to decode.
        $server.answer_next(Canned::error(204, "it has no body"));
        let error = $call.retry(RetryPolicy::none()).await.unwrap_err();
        assert!(matches!(&error, Error::Decode(error) if error.is_no_content()), "{error:?}");
    }};
}

#[tokio::test]
async fn of_guardrails() {
    let (server, client) = connect();
    let guardrails = client.guardrails();
    check!(
        server,
        "list",
        guardrails.list(),
        GuardrailsListError { 400: BadRequest, 401: Unauthorized, 403: Forbidden, 500: InternalServerError }
    );
    check!(
        server,
        "create",
        guardrails.create(CreateGuardrailRequest::new("n")),
        GuardrailsCreateError {
            400: BadRequest,
            401: Unauthorized,
            403: Forbidden,
            500: InternalServerError
        }
    );
    check!(
        server,
        "get",
        guardrails.get(NOBODY),
        GuardrailsGetError { 401: Unauthorized, 403: Forbidden, 404: NotFound, 500: InternalServerError }
    );
    check!(
        server,
        "update",
        guardrails.update(NOBODY, UpdateGuardrailRequest::new()),
        GuardrailsUpdateError {
            400: BadRequest,
            401: Unauthorized,
            403: Forbidden,
            404: NotFound,
            409: Conflict,
            500: InternalServerError
        }
    );
    check!(
        server,
        "delete",
        guardrails.delete(NOBODY),
        GuardrailsDeleteError { 401: Unauthorized, 403: Forbidden, 404: NotFound, 500: InternalServerError }
    );
}

#[tokio::test]
async fn of_lists_of_assignments() {
    let (server, client) = connect();
    let guardrails = client.guardrails();
    check!(
        server,
        "list_key_assignments",
        guardrails.list_key_assignments(),
        GuardrailsListKeyAssignmentsError {
            400: BadRequest,
            401: Unauthorized,
            403: Forbidden,
            404: NotFound,
            500: InternalServerError
        }
    );
    check!(
        server,
        "list_member_assignments",
        guardrails.list_member_assignments(),
        GuardrailsListMemberAssignmentsError {
            400: BadRequest,
            401: Unauthorized,
            403: Forbidden,
            404: NotFound,
            500: InternalServerError
        }
    );
    check!(
        server,
        "list_guardrail_key_assignments",
        guardrails.list_guardrail_key_assignments(NOBODY),
        GuardrailsListGuardrailKeyAssignmentsError {
            401: Unauthorized,
            403: Forbidden,
            404: NotFound,
            500: InternalServerError
        }
    );
    check!(
        server,
        "list_guardrail_member_assignments",
        guardrails.list_guardrail_member_assignments(NOBODY),
        GuardrailsListGuardrailMemberAssignmentsError {
            401: Unauthorized,
            403: Forbidden,
            404: NotFound,
            500: InternalServerError
        }
    );
}

#[tokio::test]
async fn of_assigning() {
    let (server, client) = connect();
    let guardrails = client.guardrails();
    check!(
        server,
        "bulk_assign_keys",
        guardrails.bulk_assign_keys(NOBODY, BulkAssignKeysRequest::new(["k"])),
        GuardrailsBulkAssignKeysError {
            400: BadRequest,
            401: Unauthorized,
            403: Forbidden,
            404: NotFound,
            500: InternalServerError
        }
    );
    check!(
        server,
        "bulk_unassign_keys",
        guardrails.bulk_unassign_keys(NOBODY, BulkUnassignKeysRequest::new(["k"])),
        GuardrailsBulkUnassignKeysError {
            400: BadRequest,
            401: Unauthorized,
            403: Forbidden,
            404: NotFound,
            500: InternalServerError
        }
    );
    check!(
        server,
        "bulk_assign_members",
        guardrails.bulk_assign_members(NOBODY, BulkAssignMembersRequest::new(["u"])),
        GuardrailsBulkAssignMembersError {
            400: BadRequest,
            401: Unauthorized,
            403: Forbidden,
            404: NotFound,
            500: InternalServerError
        }
    );
    check!(
        server,
        "bulk_unassign_members",
        guardrails.bulk_unassign_members(NOBODY, BulkUnassignMembersRequest::new(["u"])),
        GuardrailsBulkUnassignMembersError {
            400: BadRequest,
            401: Unauthorized,
            403: Forbidden,
            404: NotFound,
            500: InternalServerError
        }
    );
}

/// The same statuses as the service itself comes to give them.
#[tokio::test]
async fn as_the_service_gives_them() {
    let (server, client) = connect();
    let create = |client: &Client, name: &str| client.guardrails().create(CreateGuardrailRequest::new(name));
    let with_key = |server: &Server, key: &str| to(server).api_key(key).build().unwrap();

    assert!(matches!(body(create(&client, "").await), GuardrailsCreateError::BadRequest(_)));
    let ordinary = with_key(&server, tests::server::ORDINARY_KEY);
    assert!(matches!(body(create(&ordinary, "n").await), GuardrailsCreateError::Forbidden(_)));
    assert!(matches!(body(ordinary.guardrails().get(NOBODY).await), GuardrailsGetError::Unauthorized(_)));
    let stranger = with_key(&server, "sk-nobody");
    assert!(matches!(body(stranger.guardrails().list().await), GuardrailsListError::Unauthorized(_)));
    let keyless = Client::builder().base_url(server.base_url()).build().unwrap();
    assert!(matches!(
        body(keyless.guardrails().delete(NOBODY).await),
        GuardrailsDeleteError::Unauthorized(_)
    ));
    assert_eq!(server.requests().last().unwrap().header("authorization"), None);

    let update = client.guardrails().update(NOBODY, UpdateGuardrailRequest::new());
    assert!(matches!(body(update.await), GuardrailsUpdateError::NotFound(_)));
    let zero = client.guardrails().list().limit(0);
    assert!(matches!(body(zero.await), GuardrailsListError::BadRequest(_)));
}

fn body<T: std::fmt::Debug, E: OperationError>(result: Result<T, openrouter_guardrails::Error>) -> E {
    result.unwrap_err().body().unwrap()
}
