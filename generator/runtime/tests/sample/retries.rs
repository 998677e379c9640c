//! What is repeated, and when: by the mock transport and a clock that jumps.

use crate::{
    Client, ClientBuilder, Error,
    models::UpdateItem,
    runtime::{
        MockClock, MockResponse, MockTransport, RetryPolicy, StatusRange, TimeoutKind, TransportPhase,
    },
    support::{Reply, Seen, Server},
};
use std::time::{Duration, SystemTime};

const OK: &str = r#"{"id":"a"}"#;
const NOON: &str = "Thu, 01 Jan 2026 12:00:00 GMT";

fn clock() -> MockClock {
    MockClock::starting_at(httpdate::parse_http_date(NOON).unwrap())
}

fn setup(answers: Vec<MockResponse>) -> (ClientBuilder, MockTransport, MockClock) {
    let (transport, clock) = (MockTransport::new(answers), clock());
    let builder =
        Client::builder().base_url("http://api.test").transport(transport.clone()).clock(clock.clone());
    (builder, transport, clock)
}

fn error(status: u16) -> MockResponse {
    MockResponse::json(status, r#"{"message":"no"}"#)
}

fn error_with(name: &str, value: &str) -> MockResponse {
    error(429).header(name, value)
}

fn ok(status: u16) -> MockResponse {
    MockResponse::json(status, OK)
}

/// How many requests a call makes when the first answer is this one and then all is well.
async fn requests(first: MockResponse, method: &str) -> usize {
    let success = match method {
        "POST" => ok(201),
        "DELETE" => MockResponse::answer(204, ""),
        _ => ok(200),
    };
    let (builder, transport, _) = setup(vec![first, success]);
    let client = builder.build().unwrap();
    match method {
        "POST" => drop(client.items().create(UpdateItem::new()).await),
        "PATCH" => drop(client.items().update("a", UpdateItem::new()).await),
        "DELETE" => drop(client.items().delete("a").await),
        _ => drop(client.items().get("a").await),
    }
    transport.requests().len()
}

#[tokio::test]
async fn what_is_repeated() {
    for status in [400, 401, 403, 404, 409, 422, 501, 505, 304, 520] {
        for method in ["GET", "POST", "PATCH", "DELETE"] {
            assert_eq!(requests(error(status), method).await, 1, "{method} {status}");
        }
    }
    for status in [408, 500, 502, 503, 504] {
        for (method, count) in [("GET", 2), ("DELETE", 2), ("POST", 1), ("PATCH", 1)] {
            assert_eq!(requests(error(status), method).await, count, "{method} {status}");
        }
    }
    for method in ["GET", "DELETE", "POST", "PATCH"] {
        assert_eq!(requests(error(429), method).await, 2, "{method}");
        assert_eq!(requests(error(503).header("retry-after", "1"), method).await, 2, "{method}");
        assert_eq!(requests(MockResponse::Break(TransportPhase::Connect), method).await, 2, "{method}");
        // What cannot be read now can be read no better the next time.
        assert_eq!(requests(MockResponse::Break(TransportPhase::Encoding), method).await, 1, "{method}");
    }
    for phase in [TransportPhase::Exchange, TransportPhase::Body] {
        for (method, count) in [("GET", 2), ("DELETE", 2), ("POST", 1), ("PATCH", 1)] {
            assert_eq!(requests(MockResponse::Break(phase), method).await, count, "{method} {phase:?}");
        }
    }
}

#[tokio::test]
async fn backoff_grows_and_is_capped() {
    let (builder, transport, clock) = setup(vec![error(500)]);
    let policy = RetryPolicy::DEFAULT.max_attempts(6).max_delay(Duration::from_secs(2));
    let client = builder.retry(policy).build().unwrap();
    client.items().get("a").await.unwrap_err();
    let waits: Vec<u128> = clock.waits().iter().map(Duration::as_millis).collect();
    assert_eq!(waits, [500, 750, 1125, 1687, 2000]);
    assert_eq!(transport.requests().len(), 6);

    let (builder, _, clock) = setup(vec![error(500)]);
    let clock = clock.with_chance(0.5);
    let response = builder.clock(clock.clone()).build().unwrap().items().get("a").await;
    let Err(Error::Api(error)) = response else { panic!() };
    assert_eq!(error.attempts(), 3);
    assert_eq!(clock.waits(), [Duration::from_millis(250), Duration::from_millis(375)], "full jitter");
}

#[tokio::test]
async fn a_policy_of_other_statuses_and_times() {
    let get = async |policy: RetryPolicy, first: MockResponse| {
        let (builder, transport, _) = setup(vec![first, error(500), ok(200)]);
        drop(builder.retry(policy.max_attempts(9)).build().unwrap().items().get("a").await);
        transport.requests().len()
    };
    let policy = RetryPolicy::DEFAULT;
    let more = policy.clone().more_statuses(&[StatusRange::Code(425), StatusRange::Code(520)]);
    assert_eq!(get(more.clone(), error(425)).await, 3);
    assert_eq!(get(more, error(409)).await, 1);
    for status in [500, 501, 520, 522, 524, 529, 599] {
        let all = policy.clone().more_statuses(&[StatusRange::Class(5)]);
        assert_eq!(get(all, error(status)).await, 3, "{status}");
    }
    // The second answer is a 500.
    let only = policy.clone().statuses(&[StatusRange::Code(425)]);
    assert_eq!(get(only.clone(), error(425)).await, 2, "in place of the others");
    for status in [408, 429, 500, 503] {
        assert_eq!(get(only.clone(), error(status).header("retry-after", "1")).await, 1, "{status}");
    }
    let broken = || MockResponse::Break(TransportPhase::Connect);
    assert_eq!(get(policy.clone().connection_errors(false), broken()).await, 1);
    assert_eq!(get(policy.clone().connection_errors(false), error(500)).await, 3);
    // The first wait lasts 500 ms, the second one 750 ms.
    assert_eq!(get(policy.clone().max_elapsed(Duration::from_secs(1)), error(500)).await, 2);
    assert_eq!(get(policy.max_elapsed(Duration::from_millis(1300)), error(500)).await, 3);
}

#[tokio::test]
async fn retry_after_in_every_form() {
    let seconds = |seconds: f64| Duration::from_secs_f64(seconds);
    let backoff = seconds(0.5);
    for (name, value, expected) in [
        ("retry-after", "1", seconds(1.0)),
        ("retry-after", " 2 ", seconds(2.0)),
        ("retry-after", "0.25", seconds(0.25)),
        ("retry-after", "0", backoff),
        ("retry-after", "-5", backoff),
        ("retry-after", "", backoff),
        ("retry-after", "soon", backoff),
        ("retry-after", "inf", backoff),
        ("retry-after", "NaN", backoff),
        ("retry-after", "1e300", seconds(60.0)),
        ("retry-after", "99999999999999999999", seconds(60.0)),
        ("retry-after", "3600", seconds(60.0)),
        ("retry-after", "Thu, 01 Jan 2026 12:00:07 GMT", seconds(7.0)),
        ("retry-after", "Thursday, 01-Jan-26 12:00:03 GMT", seconds(3.0)),
        ("retry-after", "Thu Jan  1 12:00:04 2026", seconds(4.0)),
        ("retry-after", "Thu, 01 Jan 2015 12:00:07 GMT", backoff),
        ("retry-after", "Thu, 01 Jan 2099 12:00:07 GMT", seconds(60.0)),
        ("retry-after-ms", "700", seconds(0.7)),
        ("retry-after-ms", "1e3", seconds(1.0)),
        ("retry-after-ms", "-1", backoff),
        ("retry-after-ms", "0", backoff),
        ("retry-after-ms", "1e30", seconds(60.0)),
    ] {
        for status in [429, 503] {
            let (builder, transport, clock) = setup(vec![error(status).header(name, value), ok(200)]);
            builder.timeout(None).build().unwrap().items().get("a").await.unwrap();
            assert_eq!(transport.requests().len(), 2);
            let waited: Duration = clock.waits().iter().sum();
            assert_eq!(waited, expected, "{status} {name}: {value}");
        }
    }
    let both = error(429).header("retry-after", "9").header("retry-after-ms", "100");
    let (builder, _, clock) = setup(vec![both, ok(200)]);
    builder.build().unwrap().items().get("a").await.unwrap();
    assert_eq!(clock.waits(), [Duration::from_millis(100)], "milliseconds win");
}

#[tokio::test]
async fn nothing_waits_past_the_deadline() {
    let (builder, transport, clock) = setup(vec![error(429).header("retry-after", "30")]);
    let client = builder.timeout(Duration::from_secs(20)).build().unwrap();
    let error = client.items().get("a").await.unwrap_err();
    assert_eq!(error.status().unwrap(), 429, "the failure at hand, not a timeout");
    assert!(clock.waits().is_empty());
    assert_eq!(transport.requests().len(), 1);
    // Cut to the longest wait it would be within the deadline, but the server would say the same again.
    for asked in ["3600", "Thu, 01 Jan 2099 12:00:07 GMT", "1e300"] {
        let (builder, transport, clock) =
            setup(vec![MockResponse::json(503, "{}").header("retry-after", asked)]);
        let client = builder.build().unwrap();
        assert_eq!(client.items().get("a").await.unwrap_err().status().unwrap(), 503);
        assert!(clock.waits().is_empty());
        assert_eq!(transport.requests().len(), 1, "{asked}");
    }
    let policy = RetryPolicy::DEFAULT.max_elapsed(Duration::from_secs(10));
    let (builder, transport, _) = setup(vec![error_with("retry-after", "11"), ok(200)]);
    builder.retry(policy).build().unwrap().items().get("a").await.unwrap_err();
    assert_eq!(transport.requests().len(), 1);
}

#[tokio::test]
async fn the_budget_is_sized_and_turned_off() {
    // Each call may send five requests; each adds a tenth of a retry.
    let sent = async |size: Option<Option<u32>>, calls: usize| {
        let (mut builder, transport, _) = setup(vec![error(500)]);
        if let Some(size) = size {
            builder = builder.retry_budget(size);
        }
        let client = builder.retry(RetryPolicy::DEFAULT.max_attempts(5)).build().unwrap();
        for _ in 0..calls {
            client.items().get("a").await.unwrap_err();
        }
        transport.requests().len()
    };
    assert_eq!(sent(None, 20).await, 20 + 41, "40, and what the calls add");
    assert_eq!(sent(Some(Some(3)), 5).await, 5 + 3);
    assert_eq!(sent(Some(Some(0)), 5).await, 5);
    assert_eq!(sent(Some(Some(u32::MAX)), 20).await, 100);
    assert_eq!(sent(Some(None), 20).await, 100);
    // One call gets all that its client's policy says.
    let (builder, transport, _) = setup(vec![error(500)]);
    let policy = RetryPolicy::DEFAULT.max_attempts(100);
    let client = builder.retry(policy).timeout(None).build().unwrap();
    client.items().get("a").await.unwrap_err();
    assert_eq!(transport.requests().len(), 100);
}

/// What both clients do with answers that turn a request away, or that leave open what became of it.
fn turned_away(n: usize, seen: &Seen) -> Reply {
    match (seen.target.as_str(), n % 2) {
        ("/wait/items", 0) => Reply::status(503, &[("retry-after", "0")], ""),
        ("/limit/items", 0) => Reply::status(429, &[], ""),
        ("/gateway/items", 0) => Reply::status(503, &[], ""),
        _ => Reply::json(201, OK),
    }
}

#[tokio::test]
async fn a_post_is_repeated_where_the_server_turned_it_away() {
    for (path, count) in [("wait", 2), ("limit", 2), ("gateway", 1)] {
        let server = Server::start(turned_away);
        let url = format!("{}/{path}", server.url);
        let at_once = RetryPolicy::DEFAULT.initial_delay(Duration::ZERO);
        let client = Client::builder().base_url(&url).retry(at_once.clone()).build().unwrap();
        assert_eq!(client.items().create(UpdateItem::new()).await.is_ok(), count == 2, "{path}");
        assert_eq!(server.count(), count, "{path}");
        #[cfg(feature = "blocking")]
        {
            let server = Server::start(turned_away);
            let url = format!("{}/{path}", server.url);
            let client = crate::runtime::Client::<crate::runtime::Blocking>::builder()
                .base_url(&url)
                .retry(at_once)
                .build()
                .unwrap();
            let outcome =
                tokio::task::spawn_blocking(move || client.items().create(UpdateItem::new()).call()).await;
            assert_eq!(outcome.unwrap().is_ok(), count == 2, "{path}");
            assert_eq!(server.count(), count, "{path}");
        }
    }
}

#[tokio::test]
async fn deadlines() {
    let (builder, transport, clock) = setup(vec![MockResponse::Hang]);
    let client = builder.build().unwrap();
    let error = client.items().get("a").await.unwrap_err();
    assert!(matches!(&error, Error::Timeout(error) if error.kind() == TimeoutKind::Total), "{error:?}");
    // 60 s, 0.5 s of backoff, 60 s, 0.75 s, and what is left of 180 s.
    let waited: Duration = clock.waits().iter().sum();
    assert_eq!(waited, Duration::from_secs(180));
    assert_eq!(transport.requests().len(), 3);
    let error = client.items().create(UpdateItem::new()).await.unwrap_err();
    assert!(matches!(&error, Error::Timeout(error) if error.kind() == TimeoutKind::Attempt));
    assert_eq!(transport.requests().len(), 4);
    let error = client.items().get("a").timeout(Duration::ZERO).await.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(transport.requests().len(), 4, "no time, no request");
}

#[tokio::test]
async fn policies_per_client_and_per_call() {
    let (builder, transport, _) = setup(vec![error(500)]);
    let client = builder.retry(RetryPolicy::none()).build().unwrap();
    client.items().get("a").await.unwrap_err();
    assert_eq!(transport.requests().len(), 1);
    client.items().get("a").retry(RetryPolicy::DEFAULT.max_attempts(5)).await.unwrap_err();
    assert_eq!(transport.requests().len(), 6);
    let (builder, transport, _) = setup(vec![error(500)]);
    let client = builder.retry_unsafe(true).build().unwrap();
    client.items().create(UpdateItem::new()).await.unwrap_err();
    assert_eq!(transport.requests().len(), 3);
}

#[tokio::test]
async fn absurd_settings_are_harmless() {
    let (builder, _, _) = setup(vec![error(500)]);
    let policy = RetryPolicy::DEFAULT
        .max_attempts(0)
        .factor(f64::NAN)
        .initial_delay(Duration::MAX)
        .max_delay(Duration::MAX)
        .max_retry_after(Duration::MAX);
    let client =
        builder.retry(policy.clone()).timeout(Duration::MAX).attempt_timeout(Duration::MAX).build().unwrap();
    client.items().get("a").await.unwrap_err();
    let (builder, _, _) = setup(vec![error(500), ok(200)]);
    let client = builder.retry(policy.max_attempts(3)).timeout(Duration::MAX).build().unwrap();
    let _ = client.items().get("a").await;
    assert!(SystemTime::now() > SystemTime::UNIX_EPOCH);
}

/// Clients that fail at one time must not come back at one time.
#[test]
fn chance_of_a_real_clock_is_anywhere_between_none_and_all() {
    use crate::runtime::{Clock, ThreadClock};
    let chances: Vec<f64> = (0..200).map(|_| ThreadClock.chance()).collect();
    assert!(chances.iter().all(|chance| (0.0..=1.0).contains(chance)), "{chances:?}");
    for quarter in 0..4_u8 {
        let (from, to) = (f64::from(quarter) / 4.0, f64::from(quarter + 1) / 4.0);
        assert!(chances.iter().any(|chance| (from..to).contains(chance)), "{from} to {to}: {chances:?}");
    }
}
