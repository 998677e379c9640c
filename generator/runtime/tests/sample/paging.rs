//! Pages and items, in every style, from servers of every kind.

use crate::{
    Client, Error,
    runtime::{
        MockResponse, MockTransport, PageFacts, PageStart, PageTarget, Paginated, Paging, SentRequest,
        link_header,
    },
};
use std::collections::HashSet;

fn page(ids: &[u32], total: Option<u32>) -> MockResponse {
    let items: Vec<String> = ids.iter().map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
    let total = total.map_or(String::new(), |total| format!(r#","total_count":{total}"#));
    MockResponse::json(200, format!(r#"{{"data":[{}]{total}}}"#, items.join(",")))
}

fn client(transport: &MockTransport) -> Client {
    Client::builder().base_url("http://api.test").transport(transport.clone()).build().unwrap()
}

/// The ids that come, the number of requests, and the error at the end.
async fn all(answers: Vec<MockResponse>, limit: i64) -> (Vec<String>, Vec<String>, Option<String>) {
    let transport = MockTransport::new(answers);
    let mut items = client(&transport).items().list().limit(limit).items();
    let (mut ids, mut problem) = (Vec::new(), None);
    while let Some(item) = items.next().await {
        match item {
            Ok(item) => ids.push(item.id),
            Err(error) => problem = Some(error.to_string()),
        }
    }
    assert!(items.next().await.is_none(), "fused");
    let queries =
        transport.requests().iter().map(|sent| sent.url.split('?').nth(1).unwrap_or("").to_owned()).collect();
    (ids, queries, problem)
}

#[tokio::test]
async fn offsets_with_a_total() {
    let (ids, queries, _) = all(vec![page(&[1, 2], Some(4)), page(&[3, 4], Some(4))], 2).await;
    assert_eq!(ids, ["1", "2", "3", "4"]);
    assert_eq!(queries, ["limit=2", "offset=2&limit=2"], "no request that is known to be empty");
    // The server caps pages at two although three were asked for.
    let (ids, queries, _) =
        all(vec![page(&[1, 2], Some(5)), page(&[3, 4], Some(5)), page(&[5], Some(5))], 3).await;
    assert_eq!(ids.len(), 5);
    assert_eq!(queries, ["limit=3", "offset=2&limit=3", "offset=4&limit=3"]);
    // A hole in the middle is stepped over, two are the end.
    let (ids, queries, _) =
        all(vec![page(&[1, 2], Some(6)), page(&[], Some(6)), page(&[5, 6], Some(6))], 2).await;
    assert_eq!(ids, ["1", "2", "5", "6"]);
    assert_eq!(queries.len(), 3);
    let (_, queries, problem) = all(vec![page(&[1, 2], Some(1000)), page(&[], Some(1000))], 2).await;
    assert_eq!((queries.len(), problem), (3, None));
    let (ids, queries, _) = all(vec![page(&[], Some(0))], 2).await;
    assert_eq!((ids.len(), queries.len()), (0, 1));
    let (ids, queries, _) = all(vec![page(&[], Some(7))], 0).await;
    assert_eq!((ids.len(), queries.len()), (0, 1));
}

#[tokio::test]
async fn offsets_without_a_total() {
    let (ids, queries, _) = all(vec![page(&[1, 2], None), page(&[3], None)], 2).await;
    assert_eq!((ids.len(), queries.len()), (3, 2), "shorter than the page before: the last");
    let (ids, queries, _) = all(vec![page(&[1, 2], None), page(&[3, 4], None), page(&[], None)], 50).await;
    assert_eq!((ids.len(), queries.len()), (4, 3), "a first page below the limit may be capped");
}

#[tokio::test]
async fn servers_that_ignore_the_offset() {
    let (ids, queries, problem) = all(vec![page(&[1, 2], None)], 2).await;
    assert_eq!((ids.len(), queries.len()), (2, 2), "what came twice is handed out once");
    assert!(problem.unwrap().contains("same page twice"));
    let (ids, queries, problem) = all(vec![page(&[1, 2], Some(100))], 2).await;
    assert_eq!((ids.len(), queries.len()), (2, 2));
    assert!(problem.is_some());
    // What the answer says of itself may differ.
    let at = |second: u32, id: u32| {
        let meta = format!(r#"{{"at":"12:00:{second}","took":{second}}}"#);
        MockResponse::json(200, format!(r#"{{"data":[{{"id":"{id}"}}],"total_count":9,"meta":{meta}}}"#))
    };
    let (ids, queries, problem) = all(vec![at(8, 1), at(10, 1)], 1).await;
    assert_eq!((ids.len(), queries.len()), (1, 2));
    assert!(problem.is_some());
    let (ids, _, problem) = all(vec![at(8, 1), at(8, 2), page(&[], Some(2))], 1).await;
    assert_eq!((ids.len(), problem), (2, None));
    // The total is that of what the server has, which it sends again and again.
    let (ids, queries, problem) = all(vec![page(&[1, 2], Some(1))], 2).await;
    assert_eq!((ids.len(), queries.len()), (2, 2));
    assert!(problem.is_some());
}

#[tokio::test]
async fn a_total_that_is_too_small_ends_nothing() {
    let answers = || vec![page(&[1, 2], Some(1)), page(&[3, 4], Some(1)), page(&[5], Some(1))];
    let (ids, queries, problem) = all(answers(), 2).await;
    assert_eq!((ids, problem), (["1", "2", "3", "4", "5"].map(String::from).to_vec(), None));
    assert_eq!(queries, ["limit=2", "offset=2&limit=2", "offset=4&limit=2"]);
    let (ids, queries, _) = all(vec![page(&[1, 2], Some(0)), page(&[], Some(0))], 2).await;
    assert_eq!((ids.len(), queries.len()), (2, 2), "an empty page is the end");
    // A total that is the number of items of each page looks right after the first one.
    let counted = || vec![page(&[1, 2], Some(2)), page(&[3, 4], Some(2)), page(&[5], Some(1))];
    let (ids, queries, problem) = all(counted(), 2).await;
    assert_eq!((ids.len(), queries.len(), problem), (5, 3, None));
    let (ids, queries, problem) = all(vec![page(&[1, 2], Some(2)), page(&[], Some(2))], 2).await;
    assert_eq!((ids.len(), queries.len(), problem), (2, 2, None), "it was right");
    let (ids, queries, _) = all(vec![page(&[1, 2], Some(2))], 3).await;
    assert_eq!((ids.len(), queries.len()), (2, 1), "the page is not full");
    #[cfg(feature = "blocking")]
    for answers in [answers(), counted()] {
        let transport = MockTransport::new(answers);
        let builder = crate::runtime::Client::<crate::runtime::Blocking>::builder();
        let client = builder.base_url("http://api.test").transport(transport).build().unwrap();
        let ids: Vec<String> = client.items().list().limit(2).items().map(|item| item.unwrap().id).collect();
        assert_eq!(ids, ["1", "2", "3", "4", "5"]);
    }
    // By numbers of pages, and against a number of pages.
    use any_style::{ByOffset, ByPage, urls};
    let (count, sent, _) = urls(ByPage::default(), &["a,b;total=1", "c,d;total=1", "e;total=1"]).await;
    assert_eq!((count, sent.len()), (5, 3));
    let (count, sent, _) = urls(ByPage::default(), &["a,b;pages=1", "c,d;pages=1", "e;pages=1"]).await;
    assert_eq!((count, sent.len()), (2, 1), "the last page is the last one");
    let (count, sent, _) = urls(ByPage::default(), &["a,b;pages=0", "c,d;pages=0", "e;pages=0"]).await;
    assert_eq!((count, sent.len()), (5, 3), "a page with items is one at least");
    // What says that there is more says it best.
    let (count, sent, _) = urls(ByOffset::default(), &["a,b;total=2;more=yes", "c;total=2;more=no"]).await;
    assert_eq!((count, sent.len()), (3, 2));
}

#[tokio::test]
async fn errors_end_it_and_positions_resume_it() {
    let transport =
        MockTransport::new([page(&[1, 2], Some(4)), MockResponse::json(400, r#"{"message":"no"}"#)]);
    let client = client(&transport);
    let mut items = client.items().list().offset(10).limit(2).items();
    assert!(items.next().await.unwrap().is_ok());
    assert_eq!((items.total(), items.given()), (Some(4), 1));
    let mut pages = client.items().list().items();
    assert!(matches!(pages.next().await, Some(Err(Error::Api(_)))));
    assert!(pages.next().await.is_none());
    let transport = MockTransport::new([page(&[5], Some(6)), page(&[6], Some(6))]);
    let mut pages = self::client(&transport).items().list().offset(4).pages();
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!((first.data.len(), first.status().as_u16()), (1, 200));
    assert_eq!((pages.total(), pages.position()), (Some(6), 5));
    assert!(pages.next().await.unwrap().is_ok());
    assert!(pages.next().await.is_none());
    assert!(transport.requests()[0].url.ends_with("?offset=4"));
}

/// A list operation of any style whose pages are texts like `a,b;next=c;total=4`.
mod any_style {
    use super::*;
    use crate::runtime::{
        DecodeError, InvalidRequest, Operation, OperationInfo, QueryStyle, RawResponse, RequestWriter,
        Response, RetryClass, StatusRange, UnknownBody,
    };

    macro_rules! style {
        ($name:ident, $paging:expr) => {
            style!($name, $paging, "GET");
        };
        ($name:ident, $paging:expr, $method:literal) => {
            #[derive(Debug, Clone, Default)]
            pub struct $name(pub Option<String>);

            impl Operation for $name {
                type Output = String;
                type Error = UnknownBody;
                const INFO: &'static OperationInfo = &OperationInfo {
                    id: stringify!($name),
                    method: $method,
                    path: "/list",
                    retry: RetryClass::Safe,
                    accept: "",
                    success: &[StatusRange::Code(200)],
                    streaming: &[],
                    security: &[],
                    servers: &[],
                };

                fn encode(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
                    request.path("/list");
                    if $method == "POST" {
                        request.json("application/json", &"wanted")?;
                    }
                    request.query("at", QueryStyle::FORM, &self.0)
                }

                fn decode(response: &mut RawResponse) -> Result<String, DecodeError> {
                    response.text()
                }
            }

            impl Paginated for $name {
                type Item = String;
                const PAGING: Paging = $paging;

                fn start(&self) -> PageStart {
                    PageStart { position: self.0.as_ref().and_then(|at| at.parse().ok()), size: None }
                }

                fn facts(page: &Response<String>) -> PageFacts {
                    let fact = |name: &str| {
                        page.split(';').find_map(|fact| fact.strip_prefix(name)).map(str::to_owned)
                    };
                    PageFacts {
                        count: Self::items(page.value().clone()).len(),
                        total: fact("total=").and_then(|text| text.parse().ok()),
                        pages: fact("pages=").and_then(|text| text.parse().ok()),
                        has_more: fact("more=").map(|text| text == "yes"),
                        next: fact("next=").or_else(|| link_header(page.headers())),
                    }
                }

                fn items(page: String) -> Vec<String> {
                    let items = page.split(';').next().unwrap_or_default();
                    items.split(',').filter(|item| !item.is_empty()).map(str::to_owned).collect()
                }

                fn seek(&mut self, next: &PageTarget) {
                    self.0 = match next {
                        PageTarget::Page(number) | PageTarget::Offset(number) => Some(number.to_string()),
                        PageTarget::Cursor(cursor) => Some(cursor.clone()),
                        _ => None,
                    };
                }
            }
        };
    }

    style!(ByCursor, Paging::Cursor);
    style!(ByLink, Paging::Link);
    style!(ByPostedLink, Paging::Link, "POST");
    style!(ByLinkAgain, Paging::LinkAgain, "POST");
    style!(ByPage, Paging::Page { first: 1 });
    style!(ByPageFromZero, Paging::Page { first: 0 });
    style!(ByOffset, Paging::Offset);

    pub async fn urls<O: Paginated + Unpin>(
        operation: O,
        pages: &[&str],
    ) -> (usize, Vec<String>, Option<String>)
    where
        O::Item: Unpin,
        O::Error: std::fmt::Debug,
    {
        let answers = pages.iter().map(|page| match page.split_once('|') {
            Some((link, page)) => MockResponse::answer(200, page.to_owned()).header("link", link),
            None => MockResponse::answer(200, (*page).to_owned()),
        });
        let transport = MockTransport::new(answers);
        let client =
            Client::builder().base_url("http://api.test/v1").transport(transport.clone()).build().unwrap();
        let mut items = client.request(operation).items();
        let (mut count, mut problem) = (0, None);
        while let Some(item) = items.next().await {
            match item {
                Ok(_) => count += 1,
                Err(error) => problem = Some(error.to_string()),
            }
        }
        let urls = transport.requests().iter().map(|sent| sent.url.replace("http://api.test", "")).collect();
        (count, urls, problem)
    }
}

#[tokio::test]
async fn cursors() {
    use any_style::{ByCursor, urls};
    let (count, sent, _) = urls(ByCursor::default(), &["a,b;next=x y", "c;next=z", "d"]).await;
    assert_eq!(
        (count, sent),
        (4, vec!["/v1/list".into(), "/v1/list?at=x%20y".into(), "/v1/list?at=z".into()])
    );
    let (count, sent, problem) = urls(ByCursor::default(), &["a;next=x"]).await;
    assert_eq!((count, sent.len()), (1, 2), "what came twice is handed out once");
    assert!(problem.unwrap().contains("same next page twice"));
    let (count, _, problem) = urls(ByCursor::default(), &["a;next=x", "b;next=x"]).await;
    assert_eq!(count, 2, "what is new is handed out");
    assert!(problem.is_some());
    let (count, _, _) = urls(ByCursor::default(), &["a;next=x", ";next=y", "b"]).await;
    assert_eq!(count, 2, "an empty page in the middle is not the end");
    let (_, sent, _) = urls(ByCursor::default(), &["a;next=x;more=no", "b"]).await;
    assert_eq!(sent.len(), 1);
    let endless: Vec<String> = (0..50).map(|n| format!(";next=c{n}")).collect();
    let endless: Vec<&str> = endless.iter().map(String::as_str).collect();
    assert!(urls(ByCursor::default(), &endless).await.1.len() <= 3);
}

#[tokio::test]
async fn links() {
    use any_style::{ByLink, urls};
    let (count, sent, _) = urls(
        ByLink::default(),
        &[
            "a;next=?page=2",
            "b;next=/v1/list?page=3",
            "c;next=http://api.test/v1/list?page=4",
            "d;next=http://API.test:80/x",
            "e",
        ],
    )
    .await;
    assert_eq!(count, 5);
    assert_eq!(sent[1..4], ["/v1/list?page=2", "/v1/list?page=3", "/v1/list?page=4"]);
    // Dots are resolved before a transport sees them, so that all send the same.
    for (dots, resolved) in [
        ("/v1/a/../list/./%2E%2e/list?page=2", "/v1/list?page=2"),
        ("http://api.test/v1/a/../list?page=2", "/v1/list?page=2"),
        ("/v1/list/..", "/v1/"),
        ("http://api.test/v1/list/.", "/v1/list/"),
    ] {
        let (_, sent, _) = urls(ByLink::default(), &[&format!("a;next={dots}"), "b"]).await;
        assert_eq!(sent[1], resolved, "{dots}");
    }
    for foreign in [
        "http://evil.test/v1",
        "https://api.test/v1",
        "http://api.test:81/",
        "//evil.test/",
        "http://a@api.test/",
        "javascript:x",
    ] {
        let (count, sent, problem) = urls(ByLink::default(), &[&format!("a;next={foreign}"), "b"]).await;
        assert_eq!((count, sent.len()), (1, 1), "{foreign}");
        assert!(problem.unwrap().contains("next link"));
    }
    let header = r#"<http://api.test/v1/list?page=9>; rel="last", </v1/list?page=2>; rel="prev next"|a"#;
    let (_, sent, _) = urls(ByLink::default(), &[header, "b"]).await;
    assert_eq!(sent[1], "/v1/list?page=2");
}

#[tokio::test]
async fn links_are_got_unless_the_operation_says_otherwise() {
    use any_style::{ByLinkAgain, ByPostedLink};
    async fn second<O: Paginated + Unpin + Default>() -> SentRequest
    where
        O::Item: Unpin,
        O::Error: std::fmt::Debug,
    {
        let pages = ["a;next=/v1/list?page=2", "b"].map(|page| MockResponse::answer(200, page));
        let transport = MockTransport::new(pages);
        let client =
            Client::builder().base_url("http://api.test/v1").transport(transport.clone()).build().unwrap();
        let mut items = client.request(O::default()).items();
        while let Some(item) = items.next().await {
            item.unwrap();
        }
        transport.requests().pop().unwrap()
    }
    let (got, posted) = (second::<ByPostedLink>().await, second::<ByLinkAgain>().await);
    for request in [&got, &posted] {
        assert_eq!(request.url, "http://api.test/v1/list?page=2");
    }
    assert_eq!((got.method.as_str(), posted.method.as_str()), ("GET", "POST"));
    assert_eq!((&got.body[..], &posted.body[..]), (&b""[..], &b"\"wanted\""[..]));
    assert!(
        !got.headers.contains_key("content-type") && posted.headers["content-type"] == "application/json"
    );
}

#[test]
fn link_headers_hold_commas_and_semicolons() {
    for (value, next) in [
        (r#"<http://a.test/b?ids=1,2;3>; rel="next""#, Some("http://a.test/b?ids=1,2;3")),
        ("</b?ids=1,2>; rel=first, </c?ids=1,2>; rel=next", Some("/c?ids=1,2")),
        (r#"</b>; title="x, <y>; rel=next"; rel=last , </c>;title=";";rel="up  NEXT""#, Some("/c")),
        (r#"</b>; title="rel=next", </c>; rel="prev""#, None),
        ("</b", None),
        ("<>", None),
    ] {
        let mut headers = http::HeaderMap::new();
        headers.insert("link", value.parse().unwrap());
        assert_eq!(link_header(&headers).as_deref(), next, "{value}");
    }
}

#[tokio::test]
async fn page_numbers() {
    use any_style::{ByPage, ByPageFromZero, urls};
    let (count, sent, _) = urls(ByPage::default(), &["a,b;total=3", "c;total=3"]).await;
    assert_eq!((count, sent), (3, vec!["/v1/list".into(), "/v1/list?at=2".into()]));
    let (_, sent, _) = urls(ByPage::default(), &["a,b;pages=2", "c,d;pages=2"]).await;
    assert_eq!(sent.len(), 2);
    let (count, sent, _) = urls(ByPage(Some("3".into())), &["a,b;total=6", "c;total=6", ";total=6"]).await;
    assert_eq!((count, sent.len()), (3, 3));
    let (_, sent, _) = urls(ByPageFromZero::default(), &["a", "b", ""]).await;
    assert_eq!(sent[1], "/v1/list?at=1");
    assert_eq!(sent.len(), 3);
    let (_, sent, _) =
        urls(any_style::ByOffset::default(), &["a,b;more=yes", ";more=yes", "c;more=no"]).await;
    assert_eq!(sent, ["/v1/list", "/v1/list?at=2", "/v1/list?at=4"]);
    assert_eq!(sent.iter().collect::<HashSet<_>>().len(), 3);
}
