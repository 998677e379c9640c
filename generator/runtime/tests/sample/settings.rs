//! Each setting of a client, on each transport: what it does, and that it can be turned off.

use crate::{
    Error,
    runtime::{self, Async, Mode, RetryPolicy, TimeoutKind},
    support::{Reply, Server, Then},
};
use std::time::Duration;

type Builder<M> = runtime::ClientBuilder<M>;

/// What became of a call: the id of the item, or the error.
type Outcome = Result<String, Error>;

/// Gets an item on both transports, from a server each.
fn both(
    reply: impl Fn(usize) -> Reply + Send + Sync + Copy + 'static,
    settings: &impl Settings,
    check: impl Fn(&str, Outcome, usize),
) {
    let server = Server::start(move |index, _| reply(index));
    let client = settings.set(builder::<Async>(&server)).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let outcome = runtime.block_on(async { client.items().get("a").await });
    check("async", outcome.map(|item| item.id), server.count());
    #[cfg(feature = "blocking")]
    {
        let server = Server::start(move |index, _| reply(index));
        let client = settings.set(builder::<runtime::Blocking>(&server)).build().unwrap();
        check("blocking", client.items().get("a").call().map(|item| item.id), server.count());
    }
}

fn builder<M: Mode>(server: &Server) -> Builder<M> {
    runtime::Client::<M>::builder()
        .base_url(&server.url)
        .retry(RetryPolicy::DEFAULT.initial_delay(Duration::from_millis(1)))
}

/// Settings of a client of either mode.
trait Settings {
    fn set<M: Mode>(&self, builder: Builder<M>) -> Builder<M>;
}

macro_rules! settings {
    ($(.$setting:ident($value:expr))*) => {{
        struct These;
        impl Settings for These {
            fn set<M: Mode>(&self, builder: Builder<M>) -> Builder<M> {
                builder$(.$setting($value))*
            }
        }
        &These
    }};
}

fn item(_: usize) -> Reply {
    Reply::json(200, r#"{"id":"a"}"#)
}

fn silence(_: usize) -> Reply {
    Reply::raw("", Then::Hang)
}

fn failing(_: usize) -> Reply {
    Reply::json(500, "{}")
}

fn kind(outcome: &Outcome) -> Option<TimeoutKind> {
    match outcome {
        Err(Error::Timeout(error)) => Some(error.kind()),
        _ => None,
    }
}

#[test]
fn every_time_limit_can_be_turned_off() {
    let works = |transport: &str, outcome: Outcome, _| assert_eq!(outcome.unwrap(), "a", "{transport}");
    both(item, settings!(.connect_timeout(None)), works);
    both(item, settings!(.attempt_timeout(None)), works);
    both(item, settings!(.timeout(None)), works);
    both(item, settings!(.idle_timeout(None)), works);
    let all = settings!(.connect_timeout(None).attempt_timeout(None).timeout(None).idle_timeout(None));
    both(item, all, works);
    // More than a clock can hold is no limit either.
    let longest = settings!(
        .connect_timeout(Duration::MAX)
        .attempt_timeout(Duration::MAX)
        .timeout(Duration::MAX)
        .idle_timeout(Duration::MAX)
    );
    both(item, longest, works);
}

#[test]
fn what_is_left_on_still_holds() {
    let short = Duration::from_millis(50);
    let attempt = settings!(.timeout(None).attempt_timeout(Duration::from_millis(50)));
    both(silence, attempt, |transport, outcome, count| {
        assert_eq!(kind(&outcome), Some(TimeoutKind::Attempt), "{transport} {outcome:?}");
        assert_eq!(count, 3, "{transport}");
    });
    let total = settings!(.attempt_timeout(None).timeout(Duration::from_millis(50)));
    both(silence, total, |transport, outcome, count| {
        assert_eq!(kind(&outcome), Some(TimeoutKind::Total), "{transport} {outcome:?}");
        assert_eq!(count, 1, "{transport}");
    });
    let both_set = settings!(.attempt_timeout(Duration::from_secs(9)).timeout(Duration::from_millis(50)));
    both(silence, both_set, |transport, outcome, _| {
        assert!(
            matches!(&outcome, Err(Error::Timeout(error)) if error.limit() == short),
            "{transport} {outcome:?}"
        );
    });
}

#[test]
fn retries_and_their_end() {
    both(failing, settings!(.retry(RetryPolicy::none())), |transport, outcome, count| {
        assert_eq!((outcome.unwrap_err().status().unwrap().as_u16(), count), (500, 1), "{transport}");
    });
    let quick =
        settings!(.retry(RetryPolicy::DEFAULT.initial_delay(Duration::from_millis(1)).max_attempts(2)));
    both(failing, quick, |transport, _, count| assert_eq!(count, 2, "{transport}"));
    let elapsed = settings!(.timeout(None).retry(RetryPolicy::DEFAULT.max_elapsed(Duration::ZERO)));
    both(failing, elapsed, |transport, _, count| assert_eq!(count, 1, "{transport}"));
}

#[test]
fn the_size_of_a_body() {
    both(item, settings!(.max_body(3)), |transport, outcome, _| {
        assert!(matches!(&outcome, Err(Error::Decode(_))), "{transport} {outcome:?}");
    });
    both(item, settings!(.max_body(usize::MAX)), |transport, outcome, _| {
        assert_eq!(outcome.unwrap(), "a", "{transport}");
    });
}

#[test]
fn a_call_may_turn_off_what_its_client_limits() {
    let server = Server::always(item(0));
    let none = Duration::ZERO;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = builder::<Async>(&server).timeout(none).attempt_timeout(none).build().unwrap();
    let call = async { client.items().get("a").timeout(None).attempt_timeout(None).await };
    assert_eq!(runtime.block_on(call).unwrap().id, "a");
    #[cfg(feature = "blocking")]
    {
        let client =
            builder::<runtime::Blocking>(&server).timeout(none).attempt_timeout(none).build().unwrap();
        assert_eq!(client.items().get("a").timeout(None).attempt_timeout(None).call().unwrap().id, "a");
    }
}
