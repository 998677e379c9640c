//! Answers: statuses, ranges, media types, headers.

use crate::client;
use response_statuses::errors::OnlyDefaultError;
use response_statuses::operations::untagged::several::{SeveralError, SeveralOutput};
use wire::{Reply, Server};

#[tokio::test]
async fn successes_by_status() {
    let server = Server::start([
        Reply::json("{\"id\":\"a\"}"),
        Reply::new(201, "application/json", "{\"id\":\"b\",\"at\":\"now\"}"),
        Reply::new(202, "", ""),
    ]);
    let client = client!(response_statuses, server);
    assert!(
        matches!(client.several().await.unwrap(), SeveralOutput::Ok(thing) if thing.id.as_deref() == Some("a"))
    );
    assert!(matches!(client.several().await.unwrap(), SeveralOutput::Created(made) if made.id == "b"));
    assert!(matches!(client.several().await.unwrap(), SeveralOutput::Accepted));
}

#[tokio::test]
async fn errors_by_status() {
    let problem = "{\"title\":\"t\"}";
    let server = Server::start([
        Reply::new(404, "application/json", problem),
        Reply::new(409, "", ""),
        Reply::new(418, "application/problem+json", problem),
        Reply::new(501, "text/plain", "sorry"),
        Reply::new(404, "text/html", "<p>"),
    ]);
    let client = client!(response_statuses, server);
    let mut errors = Vec::new();
    for _ in 0..5 {
        errors.push(client.several().await.unwrap_err().body().unwrap());
    }
    assert!(matches!(&errors[0], SeveralError::NotFound(problem) if problem.title.as_deref() == Some("t")));
    assert!(matches!(&errors[1], SeveralError::Conflict));
    assert!(matches!(&errors[2], SeveralError::ClientError(_)));
    assert!(matches!(&errors[3], SeveralError::Default(text) if text == "sorry"));
    assert!(matches!(&errors[4], SeveralError::Other(body) if body.text() == "<p>"), "{:?}", errors[4]);
}

#[tokio::test]
async fn text_beside_json_is_an_error_of_its_own() {
    use response_statuses::errors::ToldError;

    let server = Server::start([
        Reply::new(400, "text/plain; charset=utf-8", "no"),
        Reply::new(400, "application/json", "{\"title\":\"t\"}"),
        Reply::new(400, "text/html", "<p>"),
        Reply::new(500, "text/csv", "title,detail"),
    ]);
    let client = client!(response_statuses, server);
    let mut errors = Vec::new();
    for _ in 0..4 {
        errors.push(client.told().await.unwrap_err().body().unwrap());
    }
    assert!(matches!(&errors[0], ToldError::BadRequestPlain(text) if text == "no"), "{:?}", errors[0]);
    assert!(matches!(&errors[1], ToldError::BadRequest(problem) if problem.title.as_deref() == Some("t")));
    assert!(matches!(&errors[2], ToldError::Other(body) if body.text() == "<p>"), "{:?}", errors[2]);
    assert!(matches!(&errors[3], ToldError::Other(body) if body.text() == "title,detail"), "{:?}", errors[3]);
}

#[tokio::test]
async fn ranges_and_default() {
    let server = Server::start([Reply::new(206, "application/json", "{\"id\":\"a\"}")]);
    let client = client!(response_statuses, server);
    assert_eq!(client.range().await.unwrap().id.as_deref(), Some("a"));
    assert_eq!(client.only_default().await.unwrap().id.as_deref(), Some("a"));
    assert_eq!(client.default_error().await.unwrap_err().status().map(|status| status.as_u16()), Some(206));
    let server = Server::start([Reply::new(404, "application/json", "{\"id\":\"e\"}")]);
    let error = client!(response_statuses, server).only_default().await.unwrap_err();
    let body = error.as_api().unwrap().body();
    assert!(matches!(body, OnlyDefaultError::Default(thing) if thing.id.as_deref() == Some("e")));
    let server = Server::start([Reply::new(204, "", "")]);
    client!(response_statuses, server).empty().await.unwrap();
}

#[tokio::test]
async fn a_success_without_a_body() {
    let server = Server::start([Reply::new(204, "", "")]);
    let client = client!(response_statuses, server);
    client.no_content().await.unwrap();
    assert_eq!(client.nullable().await.unwrap(), None);
    assert_eq!(client.any().await.unwrap(), serde_json::Value::Null);
    let error = client.range().await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(204));
    assert!(error.to_string().contains("the call succeeded, but an answer with status 204"), "{error}");
    let response_statuses::Error::Decode(error) = error else { panic!() };
    assert!(error.is_no_content());
    let server =
        Server::start([Reply::new(200, "application/json", ""), Reply::new(404, "application/json", "")]);
    let client = client!(response_statuses, server);
    client.head().await.unwrap();
    let error = client.head().await.unwrap_err();
    assert!(matches!(error.as_api().unwrap().body(), response_statuses::errors::HeadError::NotFound));
    assert_eq!(server.last().header("accept"), "application/json");
}

#[tokio::test]
async fn a_status_that_is_not_documented_is_an_error() {
    let server = Server::start([Reply::new(299, "application/json", "{}")]);
    let client = client!(response_statuses, server);
    assert_eq!(client.several().await.unwrap_err().status().unwrap().as_u16(), 299);
}

#[tokio::test]
async fn a_body_that_does_not_fit_says_where() {
    let server = Server::start([Reply::json("{\"id\":7}")]);
    let error = client!(response_statuses, server).same().await.unwrap_err();
    assert!(error.to_string().contains("id"), "{error}");
}

#[tokio::test]
async fn media_types() {
    let server = Server::start([
        Reply::new(200, "text/plain; charset=utf-8", "\u{fc}"),
        Reply::new(200, "text/html", "<p>"),
        Reply::new(200, "application/xml", "<a/>"),
        Reply::new(200, "application/vnd.own.v2+json", "{\"a\":\"b\"}"),
        Reply::json("\"text\""),
        Reply::json("[1]"),
        Reply::json("null"),
        Reply::json("{\"a\":\"b\"}"),
    ]);
    let client = client!(response_media_types, server);
    assert_eq!(client.text().await.unwrap(), "\u{fc}");
    assert_eq!(client.html().await.unwrap(), "<p>");
    assert_eq!(client.xml().await.unwrap(), "<a/>");
    assert_eq!(client.vendor().await.unwrap().a.as_deref(), Some("b"));
    assert_eq!(server.last().header("accept"), "application/vnd.own.v2+json");
    assert_eq!(client.json_text().await.unwrap(), "text");
    assert_eq!(client.json_without_schema().await.unwrap(), serde_json::json!([1]));
    assert!(client.nullable().await.unwrap().is_none());
    assert!(client.nullable().await.unwrap().is_some());
}

#[tokio::test]
async fn media_types_that_mean_the_same_are_one() {
    use response_media_types_alike::errors::UntypedFirstError;
    let server = Server::start([
        Reply::new(200, "application/json; charset=utf-8", "{\"a\":\"x\"}"),
        Reply::json("{\"a\":\"y\"}"),
        Reply::new(404, "application/json", "{\"b\":\"z\"}"),
        Reply::json("[{\"a\":\"w\"}]"),
    ]);
    let client = client!(response_media_types_alike, server);
    assert_eq!(client.untyped_first().await.unwrap().a, "x");
    assert_eq!(client.untyped_first().await.unwrap().a, "y");
    let error = client.untyped_first().await.unwrap_err();
    assert!(matches!(error.as_api().unwrap().body(), UntypedFirstError::NotFound(body) if body.b == "z"));
    let sent = response_media_types_alike::models::A::new("v");
    assert_eq!(client.twice(sent).await.unwrap()[0].a, "w");
    let seen = server.seen();
    assert_eq!(seen[0].header("accept"), "application/json");
    assert_eq!(seen[3].header("content-type"), "application/json;charset=utf-8");
}

#[tokio::test]
async fn each_type_of_an_answer_can_be_reached() {
    use response_media_types_alike::models::{EitherResponse, VersionsResponse};
    use response_media_types_alike::operations::untagged::ranges::RangesOutput;
    let (a, b) = ("{\"a\":\"x\"}", "{\"b\":\"y\"}");
    let server = Server::start([
        Reply::json(a),
        Reply::json(b),
        Reply::new(200, "application/json; version=1", a),
        Reply::json(b),
        Reply::new(200, "application/own+json", b),
        Reply::new(200, "application/other+json", a),
        Reply::new(200, "text/csv", "c"),
    ]);
    let client = client!(response_media_types_alike, server);
    assert!(matches!(client.either().await.unwrap(), EitherResponse::A(one) if one.a == "x"));
    assert!(matches!(client.either().await.unwrap(), EitherResponse::B(one) if one.b == "y"));
    assert!(matches!(client.versions().await.unwrap(), VersionsResponse::A(one) if one.a == "x"));
    assert!(matches!(client.versions().await.unwrap(), VersionsResponse::B(one) if one.b == "y"));
    assert!(matches!(client.ranges().await.unwrap(), RangesOutput::OwnJson(one) if one.b == "y"));
    assert!(matches!(client.ranges().await.unwrap(), RangesOutput::Json(one) if one.a == "x"));
    assert!(matches!(client.ranges().await.unwrap(), RangesOutput::Csv(text) if text == "c"));
    assert_eq!(server.seen()[2].header("accept"), "application/json; version=1, application/json; version=2");
}

#[tokio::test]
async fn several_media_types() {
    use response_media_types::operations::untagged::several::SeveralOutput;
    let server = Server::start([
        Reply::json("{\"a\":\"b\"}"),
        Reply::new(200, "application/pdf", "%PDF"),
        Reply::new(200, "application/x-pdf", "%PDF"),
        Reply::new(200, "application/csv", "a"),
        Reply::new(200, "text/html", "<p>"),
    ]);
    let client = client!(response_media_types, server);
    assert!(
        matches!(client.several().await.unwrap(), SeveralOutput::Json(one) if one.a.as_deref() == Some("b"))
    );
    let SeveralOutput::Pdf(file) = client.several().await.unwrap() else { panic!() };
    assert_eq!(file.collect(100).await.unwrap().as_ref(), b"%PDF");
    // What is nearly called so is meant, and a page is not.
    assert!(matches!(client.several().await.unwrap(), SeveralOutput::Pdf(_)));
    assert!(matches!(client.several().await.unwrap(), SeveralOutput::Csv(text) if text == "a"));
    assert!(client.several().await.unwrap_err().to_string().contains("`text/html`"));
}

#[tokio::test]
async fn text_among_files_is_read() {
    use response_media_types::operations::untagged::whole::WholeOutput;
    let server = Server::start([
        Reply::new(200, "image/svg+xml", "<svg/>"),
        Reply::new(200, "text/csv", "a,b"),
        Reply::new(200, "image/png", "PNG"),
        Reply::new(200, "application/zip", "PK"),
    ]);
    let client = client!(response_media_types, server);
    assert!(matches!(client.whole().await.unwrap(), WholeOutput::SvgXml(text) if text == "<svg/>"));
    assert!(matches!(client.whole().await.unwrap(), WholeOutput::SvgXml(text) if text == "a,b"));
    let WholeOutput::Image(file) = client.whole().await.unwrap() else { panic!() };
    assert_eq!(file.collect(100).await.unwrap().as_ref(), b"PNG");
    let WholeOutput::Image(file) = client.whole().await.unwrap() else { panic!() };
    assert_eq!(file.collect(100).await.unwrap().as_ref(), b"PK");
}

#[tokio::test]
async fn text_beside_json() {
    let server = Server::start([Reply::new(200, "text/csv", "a,b")]);
    let client = client!(response_media_types, server);
    let answer = format!("{:?}", client.several().await.unwrap());
    assert!(server.last().header("accept").contains("text/csv") && answer.contains("a,b"));
}

#[tokio::test]
async fn downloads_are_streamed() {
    let server = Server::start([Reply::pieces("application/octet-stream", &["ab", "c", "def"])]);
    let mut download = client!(response_media_types, server).download().await.unwrap();
    let mut text = Vec::new();
    while let Some(piece) = download.next().await {
        text.extend_from_slice(&piece.unwrap());
    }
    assert_eq!(text, b"abcdef");
}

#[tokio::test]
async fn headers_are_there() {
    let server = Server::start([Reply::json("[]").header("X-Total", "7").header("X-Tags", "a, b")]);
    let response = client!(response_headers, server).list_things().send().await.unwrap();
    let total = response_headers::runtime::header::<u64>(response.headers(), "X-Total");
    assert_eq!(total.unwrap(), Some(7));
    let tags = response_headers::runtime::header_list::<String>(response.headers(), "X-Tags");
    assert_eq!(tags.unwrap(), ["a", "b"]);
}

#[tokio::test]
async fn documented_headers_are_typed() {
    use response_headers::models::ListThingsResponseXKind;
    use response_headers::operations::untagged::ListThingsHeaders;
    let all = Reply::json("[]")
        .header("X-Total", "7")
        .header("X-Rate-Limit", "1.5")
        .header("X-Flag", "true")
        .header("X-Tags", "a, b")
        .header("X-Kind", "b")
        .header("X-Json", "{\"a\":1}")
        .header("ETag", "\"5\"");
    let server = Server::start([all, Reply::json("[]").header("X-Total", "7"), Reply::json("[]")]);
    let client = client!(response_headers, server);
    let response = client.list_things().send().await.unwrap();
    let headers = ListThingsHeaders::read(response.headers()).unwrap();
    assert_eq!((headers.x_total, headers.x_rate_limit, headers.x_flag), (7, Some(1.5), Some(true)));
    assert_eq!(headers.x_tags.unwrap(), ["a", "b"]);
    assert_eq!(headers.x_kind, Some(ListThingsResponseXKind::B));
    assert_eq!(headers.x_json.map(|value| value.a), Some(Some(1)));
    assert_eq!(headers.e_tag.as_deref(), Some("\"5\""));
    let response = client.list_things().send().await.unwrap();
    assert_eq!(ListThingsHeaders::read(response.headers()).unwrap().x_flag, None);
    let response = client.list_things().send().await.unwrap();
    let error = ListThingsHeaders::read(response.headers()).unwrap_err();
    assert!(error.to_string().contains("`X-Total`: is missing"), "{error}");
}

#[tokio::test]
async fn json_without_its_content_type() {
    use response_media_types::operations::untagged::several::SeveralOutput;
    let json = "{\"a\":\"b\"}";
    let server = Server::start([
        Reply::new(200, "", json),
        Reply::new(200, "text/json", json),
        Reply::new(200, "application/problem+json", json),
        Reply::new(200, "text/html", "<p>"),
    ]);
    let client = client!(response_media_types, server);
    for _ in 0..3 {
        assert!(matches!(client.several().await.unwrap(), SeveralOutput::Json(_)));
    }
    assert!(client.several().await.unwrap_err().to_string().contains("text/html"));
}

#[tokio::test]
async fn pages() {
    let page =
        |ids: &str, next: &str| Reply::json(&format!("{{\"data\":[{ids}],\"meta\":{{\"next\":{next}}}}}"));
    let server =
        Server::start([page("{\"id\":\"a\"},{\"id\":\"b\"}", "\"c1\""), page("{\"id\":\"c\"}", "null")]);
    let mut items = client!(extension_pagination, server).by_cursor().items();
    let mut ids = Vec::new();
    while let Some(item) = items.next().await {
        ids.push(item.unwrap().id.unwrap());
    }
    assert_eq!(ids, ["a", "b", "c"]);
    let targets: Vec<String> = server.seen().iter().map(|seen| seen.target.clone()).collect();
    assert_eq!(targets, ["/cursor", "/cursor?after=c1"]);
}

#[tokio::test]
async fn pages_that_the_body_asks_for() {
    use extension_pagination::models::{ByBodyOffsetRequest, ByBodyRequest, Search};
    let page =
        |ids: &str, next: &str| Reply::json(&format!("{{\"data\":[{ids}],\"meta\":{{\"next\":{next}}}}}"));
    let two = || page("{\"id\":\"a\"},{\"id\":\"b\"}", "\"c1\"");
    let last = || page("{\"id\":\"c\"}", "null");
    let texts = |server: &Server| server.seen().iter().map(wire::Seen::text).collect::<Vec<_>>();
    let server = Server::start([two(), last()]);
    let mut items = client!(extension_pagination, server).by_body(ByBodyRequest::new()).items();
    let mut count = 0;
    while let Some(item) = items.next().await {
        item.unwrap();
        count += 1;
    }
    assert_eq!((count, texts(&server)), (3, vec!["{}".to_owned(), "{\"after\":\"c1\"}".to_owned()]));
    let server = Server::start([two(), last()]);
    let body = ByBodyOffsetRequest::new().take(2).q("x");
    let mut items = client!(extension_pagination, server).by_body_offset().body(body).items();
    while let Some(item) = items.next().await {
        item.unwrap();
    }
    assert_eq!(texts(&server), ["{\"q\":\"x\",\"take\":2}", "{\"q\":\"x\",\"skip\":2,\"take\":2}"]);
    let server = Server::start([two(), page("", "null")]);
    let mut items = client!(extension_pagination, server).by_body_offset().items();
    while let Some(item) = items.next().await {
        item.unwrap();
    }
    assert_eq!(texts(&server), ["", "{\"skip\":2}"]);
    let server = Server::start([two(), last()]);
    let mut items = client!(extension_pagination, server).by_body_page(Search::new(4)).size(2).items();
    while let Some(item) = items.next().await {
        item.unwrap();
    }
    assert_eq!(texts(&server), ["{\"page\":4}", "{\"page\":5}"]);
}

#[tokio::test]
async fn pages_that_may_be_null() {
    let page = Reply::json("{\"data\":[{\"id\":\"a\"}],\"meta\":{\"next\":\"c1\"}}");
    let server = Server::start([page, Reply::json("null")]);
    let mut items = client!(extension_pagination, server).by_nullable().items();
    assert_eq!(items.next().await.unwrap().unwrap().id.as_deref(), Some("a"));
    assert!(items.next().await.is_none());
    let targets: Vec<String> = server.seen().iter().map(|seen| seen.target.clone()).collect();
    assert_eq!(targets, ["/nullable", "/nullable?after=c1"]);
    let server = Server::start([Reply::json("null")]);
    assert!(client!(extension_pagination, server).by_nullable_root().items().next().await.is_none());
}

#[tokio::test]
async fn a_link_is_got_however_the_list_was_asked_for() {
    use extension_pagination::models::SearchRequest;
    let server = Server::start([
        Reply::json("{\"data\":[{\"id\":\"a\"}],\"meta\":{\"link\":\"/search/2?q=x\"}}"),
        Reply::json("{\"data\":[{\"id\":\"b\"}]}"),
    ]);
    let mut items = client!(extension_pagination, server).search(SearchRequest::new().q("x")).items();
    while let Some(item) = items.next().await {
        item.unwrap();
    }
    let seen = server.seen();
    assert_eq!((seen[0].line().as_str(), seen[1].line().as_str()), ("POST /search", "GET /search/2?q=x"));
    assert_eq!((seen[1].body.len(), seen[1].header("content-type")), (0, ""));
}

#[tokio::test]
async fn a_link_is_asked_for_as_the_document_says() {
    use extension_pagination::models::SearchAgainRequest;
    let server = Server::start([
        Reply::json("{\"data\":[{\"id\":\"a\"}],\"meta\":{\"link\":\"/search/again/2\"}}"),
        Reply::json("{\"data\":[{\"id\":\"b\"}]}"),
    ]);
    let body = SearchAgainRequest::new().q("x");
    let mut items = client!(extension_pagination, server).search_again(body).items();
    while let Some(item) = items.next().await {
        item.unwrap();
    }
    let last = server.last();
    assert_eq!((last.line().as_str(), last.text().as_str()), ("POST /search/again/2", "{\"q\":\"x\"}"));
    assert_eq!(last.header("content-type"), "application/json");
}

#[tokio::test]
async fn documented_headers_of_errors_are_typed() {
    use response_headers::operations::untagged::ListThingsErrorHeaders;
    let server = Server::start([Reply::new(429, "", "").header("Retry-After", "7")]);
    let client = response_headers::Client::builder()
        .base_url(&server.url)
        .retry(response_headers::runtime::RetryPolicy::none())
        .build()
        .unwrap();
    let error = client.list_things().await.unwrap_err();
    let headers = ListThingsErrorHeaders::read(error.as_api().unwrap().headers()).unwrap();
    assert_eq!(headers.retry_after, Some(7));
}

#[tokio::test]
async fn text_that_stands_for_a_value() {
    use text_plain::models::{LevelResponse, State};
    use text_plain::operations::untagged::level::LevelOutput;
    let text = |text: &str| Reply::new(200, "text/plain; charset=utf-8", text);
    let server = Server::start([
        text("12\n"),
        text("1.5"),
        text("true"),
        text("busy"),
        text("7"),
        text("many"),
        text("2"),
        Reply::new(202, "text/plain", "2"),
        Reply::new(409, "text/plain", "idle"),
        Reply::new(410, "text/plain", "none"),
        text("3"),
    ]);
    let client = client!(text_plain, server);
    assert_eq!(client.count().await.unwrap(), 12);
    assert_eq!(client.rate().await.unwrap().to_string(), "1.5");
    assert!(client.flag().await.unwrap());
    assert_eq!(client.state().await.unwrap(), State::Busy);
    assert_eq!(client.state().await.unwrap(), State::from("7"));
    let error = client.count().await.unwrap_err().to_string();
    assert!(error.contains("many"), "{error}");
    assert!(matches!(client.level().await.unwrap(), LevelOutput::Ok(LevelResponse::N2)));
    assert!(matches!(client.level().await.unwrap(), LevelOutput::Accepted(text) if text == "2"));
    use text_plain::errors::StateError;
    let error = client.state().await.unwrap_err();
    assert_eq!(error.as_api().unwrap().body::<StateError>(), StateError::Conflict(State::Idle));
    let error = client.state().await.unwrap_err();
    assert!(matches!(error.as_api().unwrap().body(), StateError::Other(_)));
    assert_eq!(client.perhaps().await.unwrap(), "3");
}

#[tokio::test]
async fn each_json_of_an_error_is_told_by_its_media_type() {
    use response_media_types::errors::ProblemsError;
    let (problem, reason) = ("{\"title\":\"t\"}", "{\"code\":7}");
    let server = Server::start([
        Reply::new(409, "application/problem+json; charset=utf-8", problem),
        Reply::new(409, "application/hal+json", problem),
        Reply::new(409, "application/json", reason),
        Reply::new(404, "application/problem+json", reason),
        Reply::new(409, "application/json", problem),
    ]);
    let client = client!(response_media_types, server);
    let mut errors = Vec::new();
    for _ in 0..5 {
        errors.push(client.problems().await.unwrap_err().body().unwrap());
    }
    assert!(matches!(&errors[0], ProblemsError::ClientError(problem) if problem.title == "t"), "{errors:?}");
    assert!(matches!(&errors[1], ProblemsError::ClientError(problem) if problem.title == "t"), "{errors:?}");
    assert!(matches!(&errors[2], ProblemsError::ClientErrorJson(reason) if reason.code == 7), "{errors:?}");
    assert!(matches!(&errors[3], ProblemsError::NotFound(reason) if reason.code == 7), "{errors:?}");
    assert!(matches!(&errors[4], ProblemsError::Other(_)), "{errors:?}");
}

#[tokio::test]
async fn a_link_header_leads_to_the_next_page() {
    let page = |body: &str, link: &str| Reply::json(body).header("link", link);
    let server = Server::start([
        page("[\"a\",\"b\"]", "</header?after=2>; rel=\"next\", </header>; rel=\"first\""),
        page("[]", "</header?after=3>; rel=next"),
        page("[\"c\"]", "</header>; rel=\"first\""),
    ]);
    let mut items = client!(pagination_inferred, server).by_header().limit(2).items();
    let mut found = Vec::new();
    while let Some(item) = items.next().await {
        found.push(item.unwrap());
    }
    assert_eq!(found, ["a", "b", "c"]);
    let lines: Vec<String> = server.seen().iter().map(wire::Seen::line).collect();
    assert_eq!(lines, ["GET /header?limit=2", "GET /header?after=2", "GET /header?after=3"]);
}

#[test]
fn a_link_header_that_leads_nowhere_new_ends_in_an_error() {
    let again = Reply::json("[\"a\"]").header("link", "</header?after=1>; rel=\"next\"");
    let server = Server::start([again.clone(), again.clone(), again]);
    let client = pagination_inferred::blocking::Client::builder().base_url(&server.url).build().unwrap();
    let found: Vec<_> = client.by_header().items().take(9).collect();
    assert!(found.last().unwrap().is_err(), "{found:?}");
    assert!(server.seen().len() <= 3);
}

#[test]
fn the_id_of_the_last_item_leads_on_until_there_is_no_more() {
    let page = |ids: [&str; 2], more: bool| {
        let [one, two] = ids;
        Reply::json(&format!(
            r#"{{"data":[{{"id":"{one}"}},{{"id":"{two}"}}],"has_more":{more},"last_id":"{two}"}}"#
        ))
    };
    let pages = || [page(["a", "b"], true), page(["c", "d"], false)];
    let server = Server::start(pages().into_iter().chain(pages()).collect::<Vec<_>>());
    let client = pagination_inferred::blocking::Client::builder().base_url(&server.url).build().unwrap();
    let of_last_item: Vec<_> =
        client.by_last_item().limit(2).items().take(9).map(|charge| charge.unwrap().id).collect();
    let of_last_id: Vec<_> = client.by_last_id().items().take(9).map(|charge| charge.unwrap().id).collect();
    assert_eq!(of_last_item, ["a", "b", "c", "d"]);
    assert_eq!(of_last_id, of_last_item);
    let lines: Vec<String> = server.seen().iter().map(wire::Seen::line).collect();
    let wanted = [
        "GET /last-item?limit=2",
        "GET /last-item?starting_after=b&limit=2",
        "GET /last-id",
        "GET /last-id?after=b",
    ];
    assert_eq!(lines, wanted);
}
