//! Many calls, and calls that are given up.

use crate::{
    Client,
    runtime::RetryPolicy,
    support::{HandClock, Happened, Reply, Server, Then},
};
use std::time::Duration;

fn client(server: &Server) -> Client {
    let clock = HandClock::jumping(Duration::from_secs(30));
    Client::builder().base_url(&server.url).clock(clock).build().unwrap()
}

#[tokio::test]
async fn a_thousand_failing_calls_stay_within_the_budget() {
    let server = Server::always(Reply::json(500, r#"{"message":"no"}"#));
    let client = client(&server);
    for _ in 0..1000 {
        let call = client.items().get("a").retry(RetryPolicy::DEFAULT.max_attempts(10));
        assert_eq!(call.await.unwrap_err().status().unwrap(), 500);
    }
    assert!(server.count() < 1200, "{}", server.count());
    assert!(server.count() > 1050, "{}", server.count());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_thousand_calls_at_once() {
    let server = Server::start(|_, seen| {
        Reply::json(200, format!(r#"{{"id":"{}"}}"#, seen.target.trim_start_matches("/items/")))
    });
    let client = client(&server);
    let calls: Vec<_> =
        (0..2000).map(|id| tokio::spawn(client.items().get(id.to_string()).into_future())).collect();
    for (id, call) in calls.into_iter().enumerate() {
        assert_eq!(call.await.unwrap().unwrap().id, id.to_string());
    }
}

#[tokio::test]
async fn a_dropped_future_stops_everything() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000000\r\n\r\n{";
    for bytes in ["", head] {
        let server = Server::always(Reply::raw(bytes, Then::Hang));
        let client = client(&server);
        let call = client.items().get("a").into_future();
        tokio::select! {
            _ = call => panic!("nothing can come"),
            () = server.wait_for(Happened::Request) => {}
        }
        // The call is dropped by now; the server sees its connection go.
        server.wait_for(Happened::Closed).await;
        drop(client.items().get("b").into_future());
        assert_eq!(server.count(), 1, "an unpolled call sends nothing, a dropped one nothing more");
    }
}
