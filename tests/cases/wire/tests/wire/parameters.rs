//! Parameters in every place, style and explode: the raw text of what is sent.

use crate::client;
use wire::{Reply, Server};

#[tokio::test]
async fn places() {
    let server = Server::silent();
    let client = client!(parameter_locations, server);
    client
        .get_item("a/b c", "\"etag\"", 7)
        .x_trace("t")
        .fields(["x", "y z"])
        .session("s;1")
        .empty("")
        .nullable("n")
        .kind("b")
        .either("5")
        .await
        .unwrap();
    let seen = server.last();
    assert_eq!(
        seen.line(),
        "GET /items/a%2Fb%20c?verbose=7&fields=x&fields=y%20z&empty=&nullable=n&kind=b&either=5"
    );
    assert_eq!(seen.header("x-trace"), "t");
    assert_eq!(seen.header("if-match"), "\"etag\"");
    assert_eq!(seen.header("cookie"), "session=s%3B1");
    client.get_item("1", "e", 7).nullable(parameter_locations::Null).kind("later").await.unwrap();
    assert_eq!(server.last().line(), "GET /items/1?verbose=7&kind=later");
    client.delete_item("\u{fc}").verbose(true).await.unwrap();
    assert_eq!(server.last().line(), "DELETE /items/%C3%BC?verbose=true");
}

#[tokio::test]
async fn the_query_in_the_key_of_a_path_is_sent_as_one() {
    let server = Server::silent();
    let client = client!(degrade_path_queries, server);
    client.list_all().await.unwrap();
    assert_eq!(server.last().line(), "GET /q?action=list%20all");
    client.count().await.unwrap();
    assert_eq!(server.last().line(), "GET /q?action=count");
    client.fragment().await.unwrap();
    assert_eq!(server.last().line(), "GET /f");
    client.items(1, 20, "a&b").page(2).await.unwrap();
    assert_eq!(server.last().line(), "GET /items/1?kind=a&page=2&size=20&sort=a%26b");
}

#[tokio::test]
async fn a_path_parameter_cannot_leave_its_segment() {
    let server = Server::silent();
    let client = client!(parameter_locations, server);
    for text in ["", ".", ".."] {
        let result = client.delete_item(text).await;
        if result.is_ok() {
            let target = server.last().target;
            assert!(
                target.starts_with("/items/") && target.len() > "/items/".len(),
                "{text:?} gives {target}"
            );
            assert!(!target.ends_with(".."), "{text:?} gives {target}");
        }
    }
}

fn list() -> Vec<String> {
    ["a", "b,c", "d e", "f|g", "&=+#"].map(str::to_owned).to_vec()
}

#[tokio::test]
async fn query_form() {
    use parameter_query_styles::models::Range;
    let server = Server::silent();
    let client = client!(parameter_query_styles, server);
    let range = Range::new().with_from(1).to(2);
    client
        .form()
        .text("a b&c/\u{fc}+")
        .list(list())
        .joined(list())
        .object(range.clone())
        .joined_object(range)
        .map([("k", "v")])
        .await
        .unwrap();
    assert_eq!(
        server.last().target,
        "/form?text=a%20b%26c%2F%C3%BC%2B&list=a&list=b%2Cc&list=d%20e&list=f%7Cg&list=%26%3D%2B%23\
         &joined=a,b%2Cc,d%20e,f%7Cg,%26%3D%2B%23&from=1&to=2&joined_object=from,1,to,2&k=v"
    );
    client.form().list(Vec::<String>::new()).object(Range::new()).await.unwrap();
    assert_eq!(server.last().target, "/form");
}

#[tokio::test]
async fn query_delimited() {
    use parameter_query_styles::models::Range;
    let server = Server::silent();
    let client = client!(parameter_query_styles, server);
    let two = || vec!["a".to_owned(), "b c".to_owned()];
    let call = client.delimited().space(two()).pipe(two()).space_exploded(two()).pipe_exploded(two());
    call.pipe_object(Range::new().with_from(1).to(2)).await.unwrap();
    assert_eq!(
        server.last().target,
        "/delimited?space=a%20b%20c&pipe=a%7Cb%20c&space_exploded=a&space_exploded=b%20c\
         &pipe_exploded=a&pipe_exploded=b%20c&pipe_object=from%7C1%7Cto%7C2"
    );
}

#[tokio::test]
async fn query_deep_object() {
    use parameter_query_styles::models::{Filter, Range};
    let server = Server::silent();
    let client = client!(parameter_query_styles, server);
    let filter = Filter::new()
        .name("n m")
        .range(Range::new().with_from(1))
        .tags(["x", "y"].map(str::to_owned).to_vec());
    client.deep().filter(filter).free([("k", "v")]).await.unwrap();
    assert_eq!(
        server.last().target.replace("%5B", "[").replace("%5D", "]"),
        "/deep?filter[name]=n%20m&filter[range][from]=1&filter[tags]=x&filter[tags]=y&free[k]=v"
    );
}

#[tokio::test]
async fn query_reserved_and_content() {
    use parameter_query_styles::models::Filter;
    let server = Server::silent();
    let client = client!(parameter_query_styles, server);
    client.reserved().kept("a/b?c:d@e,f ;=$!'()*[]&#+%").escaped("a/b").odd_name([1, 2]).await.unwrap();
    let target = server.last().target;
    // Reserved characters stay, but for those that would end or split the query.
    assert!(target.starts_with("/reserved?kept=a/b?c:d@e,f%20;="), "{target}");
    assert!(target.contains("%26") && target.contains("%23"), "{target}");
    assert!(target.ends_with("&escaped=a%2Fb&odd%20name%5B%5D=1&odd%20name%5B%5D=2"), "{target}");
    client.content().json(Filter::new().name("n")).list([1, 2]).text("t").await.unwrap();
    assert_eq!(server.last().target, "/content?json=%7B%22name%22%3A%22n%22%7D&list=%5B1%2C2%5D&text=t");
}

#[tokio::test]
async fn path_styles() {
    use parameter_path_styles::models::Range;
    let server = Server::silent();
    let client = client!(parameter_path_styles, server);
    let list = || vec!["a".to_owned(), "b c".to_owned()];
    let range = || Range::new().with_from(1).to(2);
    client.simple("x/y", list(), range(), range()).await.unwrap();
    assert_eq!(server.last().target, "/simple/x%2Fy/a,b%20c/from,1,to,2/from=1,to=2");
    client.label("x", list(), list(), range()).await.unwrap();
    assert_eq!(server.last().target, "/label/.x/.a,b%20c/.a.b%20c/.from=1.to=2");
    client.matrix("x", list(), list(), range()).await.unwrap();
    assert_eq!(
        server.last().target,
        "/matrix/;text=x/;list=a,b%20c/;exploded=a;exploded=b%20c/;object=from,1,to,2"
    );
    client.file(7, "png").await.unwrap();
    assert_eq!(server.last().target, "/files/7.png");
    client.content(range()).await.unwrap();
    assert_eq!(server.last().target, "/content/%7B%22from%22%3A1%2C%22to%22%3A2%7D");
}

#[tokio::test]
async fn headers_and_cookies() {
    use parameter_headers_cookies::models::{AllPrefs, AllXExploded, AllXObject};
    let server = Server::silent();
    let client = client!(parameter_headers_cookies, server);
    client
        .all("text, with comma", "s")
        .x_list([1, 2])
        .x_object(AllXObject::new().a(1).b("x"))
        .x_exploded(AllXExploded::new().a(1).b("x"))
        .x_flag(true)
        .ids([3, 4])
        .prefs(AllPrefs::new().theme("dark"))
        .await
        .unwrap();
    let seen = server.last();
    assert_eq!(seen.header("x-text"), "text, with comma");
    assert_eq!(seen.header("x-list"), "1,2");
    assert_eq!(seen.header("x-object"), "a,1,b,x");
    assert_eq!(seen.header("x-exploded"), "a=1,b=x");
    assert_eq!(seen.header("x-flag"), "true");
    assert_eq!(seen.header("cookie"), "sid=s; ids=3,4; theme=dark");
    assert!(client.all("a\r\nX-Evil: 1", "s").await.is_err(), "no header smuggles another");
}

#[tokio::test]
async fn header_of_json() {
    use parameter_headers_cookies::models::AllXJson;
    let server = Server::silent();
    client!(parameter_headers_cookies, server).all("t", "s").x_json(AllXJson::new().a(1)).await.unwrap();
    assert_eq!(server.last().header("x-json"), "{\"a\":1}");
}

#[tokio::test]
async fn the_whole_query_string() {
    use version_3_2::models::RawWhole;
    let server = Server::silent();
    let whole = RawWhole::new().a("x y").b(["1", "2"]);
    client!(version_3_2, server).raw().whole(whole).sid("a=b|c;d").await.unwrap();
    assert_eq!(server.last().target, "/raw?a=x%20y&b=1&b=2");
    assert_eq!(server.last().header("cookie"), "sid=a=b|c%3Bd");
}

#[tokio::test]
async fn numbers_beyond_64_bits_keep_their_digits() {
    use parameter_numbers_wide::{
        models::PutEntryRequest, operations::untagged::put_entry::PutEntryHeaders, runtime::Number,
    };
    const BALANCE: i128 = -170_141_183_460_469_231_731_687_303_715_884_105_728;
    const EXACT: &str = "0.1000000000000000055511151231257827";
    let exact: Number = EXACT.parse().unwrap();
    let reply = Reply::new(200, "text/plain", EXACT).header("X-Balance", &BALANCE.to_string());
    let server = Server::start([reply]);
    let client = client!(parameter_numbers_wide, server);
    let request = client.put_entry(BALANCE, PutEntryRequest::new(exact.clone()));
    let answer = request.x_balance(BALANCE).rate([exact.clone(), 1.into()]).send().await.unwrap();
    let seen = server.last();
    assert_eq!(seen.line(), format!("PUT /entries/{BALANCE}?rate={EXACT}&rate=1"));
    assert_eq!(seen.header("x-balance"), BALANCE.to_string());
    assert_eq!(seen.text(), format!("amount={EXACT}"));
    assert_eq!(PutEntryHeaders::read(answer.headers()).unwrap().x_balance, Some(BALANCE));
    assert_eq!(answer.into_inner(), exact);
}
