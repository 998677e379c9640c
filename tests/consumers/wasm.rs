//! The crate where the standard library has neither time nor threads: the program brings both, and its own transport.

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use openrouter_guardrails::Client;
use openrouter_guardrails::runtime::{MockClock, MockResponse, MockTransport};

fn main() {
    let refused = MockResponse::json(503, "{}").header("retry-after", "2");
    let list = MockResponse::json(200, r#"{"data": [], "total_count": 0}"#);
    let transport = MockTransport::new([refused, list]);
    let clock = MockClock::starting_at(SystemTime::UNIX_EPOCH);
    let client = Client::builder()
        .api_key("sk-test")
        .transport(transport.clone())
        .clock(clock.clone())
        .build()
        .expect("a client needs nothing of the platform");
    let mut call = pin!(client.guardrails().list().into_future());
    let mut context = Context::from_waker(Waker::noop());
    let page = loop {
        if let Poll::Ready(outcome) = call.as_mut().poll(&mut context) {
            break outcome.expect("the second answer is a page");
        }
    };
    assert_eq!((page.total_count, transport.requests().len()), (0, 2));
    assert_eq!(clock.waits(), [Duration::from_secs(2)]);
}
