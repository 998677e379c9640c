//! Successes with statuses that the document does not list, on both transports.

use crate::{
    models::UpdateItem,
    runtime::{self, Async, Mode, RetryPolicy, StatusRange},
    support::{Reply, Server},
};

const ITEM: &str = r#"{"id":"a"}"#;

fn client<M: Mode>(server: &Server) -> runtime::Client<M> {
    runtime::Client::<M>::builder().base_url(&server.url).build().unwrap()
}

/// What a call gives on both transports: `ok` with the status, the kind of the error, or both if they differ.
macro_rules! outcome {
    ($reply:expr, |$client:ident| $request:expr) => {{
        let server = Server::always($reply);
        let $client = client::<Async>(&server);
        let on_async = short(&$request.send().await);
        assert_eq!(server.count(), 1, "nothing is repeated");
        #[cfg(feature = "blocking")]
        {
            let $client = client::<runtime::Blocking>(&server);
            assert_eq!(short(&$request.send()), on_async, "both transports");
        }
        on_async
    }};
}

fn short<T>(outcome: &Result<runtime::Response<T>, crate::Error>) -> String {
    match outcome {
        Ok(response) => format!("ok {}", response.status().as_u16()),
        Err(crate::Error::Api(error)) => format!("api {}", error.status().as_u16()),
        Err(crate::Error::Decode(error)) if error.is_no_content() => "no content".to_owned(),
        Err(crate::Error::Decode(_)) => "decode".to_owned(),
        Err(_) => "other".to_owned(),
    }
}

#[tokio::test]
async fn where_the_body_fits_it_is_a_success() {
    assert_eq!(outcome!(Reply::json(202, ITEM), |client| client.items().get("a")), "ok 202");
    assert_eq!(outcome!(Reply::json(203, ITEM), |client| client.items().get("a")), "ok 203");
    let create = |reply| async move { outcome!(reply, |client| client.items().create(UpdateItem::new())) };
    assert_eq!(create(Reply::json(202, ITEM)).await, "ok 202");
    // Of an operation without a body.
    assert_eq!(outcome!(Reply::status(200, &[], ""), |client| client.items().delete("a")), "ok 200");
    assert_eq!(
        outcome!(Reply::json(200, r#"{"deleted":true}"#), |client| client.items().delete("a")),
        "ok 200"
    );
    // Of a stream.
    let events = Reply::status(202, &[("content-type", "text/event-stream")], "data: [DONE]\n\n");
    assert_eq!(outcome!(events, |client| client.items().stream()), "ok 202");
}

#[tokio::test]
async fn where_it_does_not_it_is_an_error_as_it_was() {
    assert_eq!(outcome!(Reply::json(202, r#"{"job":1}"#), |client| client.items().get("a")), "api 202");
    let page = || Reply::status(200, &[("content-type", "text/html; charset=utf-8")], "<p>log in</p>");
    assert_eq!(outcome!(page(), |client| client.items().delete("a")), "api 200");
    assert_eq!(outcome!(Reply::json(202, "{}"), |client| client.items().stream()), "api 202");
    // A part is not the whole, another class no success.
    assert_eq!(outcome!(Reply::json(206, ITEM), |client| client.items().get("a")), "api 206");
    assert_eq!(outcome!(Reply::json(302, ITEM), |client| client.items().get("a")), "api 302");
    // What is listed fails to decode, and says so.
    assert_eq!(outcome!(Reply::json(200, r#"{"job":1}"#), |client| client.items().get("a")), "decode");
}

#[tokio::test]
async fn one_that_has_no_body_says_that_the_call_succeeded() {
    let create = |reply| async move { outcome!(reply, |client| client.items().create(UpdateItem::new())) };
    for status in [204, 205] {
        assert_eq!(create(Reply::status(status, &[], "")).await, "no content");
    }
}

#[tokio::test]
async fn it_can_be_an_error_again() {
    let none = || Reply::status(204, &[], "");
    assert_eq!(outcome!(none(), |client| client.items().get("a").undocumented_success(false)), "api 204");
    let reply = || Reply::json(202, ITEM);
    assert_eq!(outcome!(reply(), |client| client.items().get("a").undocumented_success(false)), "api 202");
    let server = Server::always(reply());
    let strict = crate::Client::builder().base_url(&server.url).undocumented_success(false).build().unwrap();
    assert_eq!(short(&strict.items().get("a").send().await), "api 202");
    assert_eq!(short(&strict.items().get("a").undocumented_success(true).send().await), "ok 202");
}

#[tokio::test]
async fn a_status_that_shall_be_repeated_is_repeated() {
    let server = Server::script(vec![Reply::json(202, "{}"), Reply::json(200, ITEM)]);
    let polling = RetryPolicy::DEFAULT
        .initial_delay(std::time::Duration::from_millis(1))
        .more_statuses(&[StatusRange::Code(202)]);
    let client = crate::Client::builder().base_url(&server.url).retry(polling).build().unwrap();
    assert_eq!(short(&client.items().get("a").send().await), "ok 200");
    assert_eq!(server.count(), 2);
}
